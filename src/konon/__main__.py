"""`python -m konon` is the command line."""

from konon.cli import main

if __name__ == "__main__":
    main()
