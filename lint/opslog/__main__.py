"""`python -m opslog`."""

from opslog.cli import main

if __name__ == "__main__":
    main()
