"""What is selected, as a form: a section for the panel, its figures, its lettering, its comments, and the rest."""
