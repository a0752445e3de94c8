"""What organisers see and can tap; a file of screens and a file of actions for each conversation."""
