"""Durable code: decides when; touches the world only through activities."""
