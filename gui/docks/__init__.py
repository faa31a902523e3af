"""The docks around the work area: book, inspector, cast, takes, queue."""
