"""The panel canvas: a picture and the figures on it, drawn, moved and reshaped by hand."""
