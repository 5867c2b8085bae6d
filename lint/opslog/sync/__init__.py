"""`opslog followups sync`: what trackers know is asked, kept in a file, told, and, when wanted, ticked in records."""
