"""The JSON API: what callers send, how it is let in, and what they are told."""
