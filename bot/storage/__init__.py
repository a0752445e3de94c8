"""The only place that speaks SQL: tables, the database and its transactions, rows turned into values.

No row, session or connection leaves it; what comes out is a frozen value of ``bot.domain``.
"""
