"""Errors that a person reads."""


class OpslogError(Exception):
    """Something that stops a command: one line for the person at the terminal, exit code 2.

    Raised for what opslog cannot work with at all (a bad configuration, a folder that is not there).
    What is wrong inside a record is a finding, never an exception.
    """
