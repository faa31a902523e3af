"""Export: what the book can become, and the preflight before."""
