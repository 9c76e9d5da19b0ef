"""The explorer for analysts: a local app with free cross-filters over the published file."""
