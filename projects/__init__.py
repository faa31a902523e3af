"""The project file: one SQLite file that teammates share, and nothing in it is ever lost."""
