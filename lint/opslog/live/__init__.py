"""An incident while it goes on: what each live command changes in its record, and what to say to the others."""
