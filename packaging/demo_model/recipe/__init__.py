"""How the embedded demo model is made: a small FLUX, trained from scratch on pictures drawn in code."""
