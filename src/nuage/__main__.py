"""`python -m nuage`."""

from nuage.cli.main import main

if __name__ == "__main__":
    main()
