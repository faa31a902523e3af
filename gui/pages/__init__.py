"""Pages: the book as it will be printed."""
