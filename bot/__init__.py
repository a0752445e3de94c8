"""Chị Hội: a Telegram bot that trains branch cadres of the Vietnam Women's Union."""
