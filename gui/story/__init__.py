"""Story: the script and what helps to write it."""
