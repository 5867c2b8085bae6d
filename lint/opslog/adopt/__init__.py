"""Existing postmortems become records: read in the shapes that teams use, carried word for word, never guessed at."""
