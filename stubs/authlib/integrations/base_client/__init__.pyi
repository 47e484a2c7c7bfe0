"""What a provider answers instead of a token."""

class OAuthError(Exception):
    error: str
