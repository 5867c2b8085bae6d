"""What is said of an incident to those who wait: texts drafted from its record, and what a good text leaves out."""
