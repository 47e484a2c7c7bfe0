"""The part of Authlib that is used here."""
