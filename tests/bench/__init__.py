"""The measurements: what the bot does in a second, how long a tap waits, what it weighs, beside other ways to do it.

Every side is a process of its own on 127.0.0.1, every load stops by itself. It checks nothing and promises nothing:
`make bench` prints figures, and `docs/MEASURES.md` holds those of one run.
"""
