"""Conversations, one a file, whatever the channel; ``routes.py`` is the table of what leads where."""
