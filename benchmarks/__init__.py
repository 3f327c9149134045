"""How fast the lab is, beside its peers, measured in one run: `python -m benchmarks`."""
