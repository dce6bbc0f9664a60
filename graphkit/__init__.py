"""Beleidsgraaf as a library: a graph of municipal policy in which every link shows its sentence."""

__version__ = "0.1.0"
