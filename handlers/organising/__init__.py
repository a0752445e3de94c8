"""Conversations with those who organise: each file is one, ``routes`` is their table."""
