"""Recorded histories, and the check that today's workflow code still follows them."""
