"""Nuage: an AWS data lab that runs on your own machine, offline."""

__version__ = "0.1.0"
