"""Regular work: each job looks for what is due, does it in transactions, and says how much that was."""
