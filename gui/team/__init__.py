"""Dialogs for people who make one book together."""
