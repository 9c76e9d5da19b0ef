"""Meaning and order: normalisers, taxonomy, stages, flow, command line. The one room that knows the others."""
