"""The embedded default: the whole system on one machine, under one supervisor, with no cluster."""
