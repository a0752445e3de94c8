"""What is sent without being asked for: rows of the table ``delivery`` become messages, each as often as it should."""
