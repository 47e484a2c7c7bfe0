"""The commands of `telecommute`, by who gives them."""
