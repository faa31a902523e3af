"""The panels mode: one panel on the canvas, who stands where in it, and the picture that is being made."""
