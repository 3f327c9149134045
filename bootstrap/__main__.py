"""`python -m bootstrap`."""

from bootstrap.commands import bootstrap

if __name__ == "__main__":
    bootstrap(prog_name="python -m bootstrap")
