"""`python -m hegemon` is the same as the `hegemon` command."""

from hegemon.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
