"""Cast: characters, their looks, identities and appearances."""
