"""charabook: storybooks and comics with recurring characters, drawn consistently on your own machine."""

__version__ = "0.1.0"
