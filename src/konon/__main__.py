"""The command line, imported where it is run: reading processes do without it."""


def main() -> None:
    """Run the command that `sys.argv` names."""
    from konon.cli import main as run

    run()


if __name__ == "__main__":
    main()
