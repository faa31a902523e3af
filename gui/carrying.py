"""What is carried from one part of the window to another with the mouse."""

LOOK_MIME = "application/x-charabook-look"
"""The id of a look: a cast member on the way to a panel."""
