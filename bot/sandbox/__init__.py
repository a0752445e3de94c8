"""A local Bot API with people behind it: Telegram as the bot sees it, without Telegram.

It refuses what Telegram refuses, in Telegram's words; it listens on the loopback only and touches no network.
"""
