"""Values and rules, standard library only.

Nothing here reads a clock, rolls dice, opens a file or knows what a chat is: time, chance and content are
passed in, and every function returns a value.
"""
