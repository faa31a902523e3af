"""The takes of a panel: the strip, how a take is painted, and what can be done to the one at hand."""
