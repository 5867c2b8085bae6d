"""opslog: postmortems and an ops log, as code.

The public names are the ones listed here; everything else may change without notice.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
