"""Verbs: what can be done. Each runs inside one transaction, sends nothing, and returns a plain outcome."""
