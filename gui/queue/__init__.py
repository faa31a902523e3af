"""The queue: what waits to be drawn, as a dock."""
