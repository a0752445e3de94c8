"""The title pictures of the modules, drawn from code: a build step (``python -m bot.pictures``), never run by the bot.

Flat shapes only, nobody hurt and nobody afraid in them, and no bitmap from anywhere else.
"""
