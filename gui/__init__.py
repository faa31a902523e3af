"""The window: draws what the studio knows and turns clicks into its verbs. No rule of the domain lives here."""
