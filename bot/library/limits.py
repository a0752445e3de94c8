"""How long and how many: the numbers an author has to keep, in one place for the check, the guide and its test.

Lengths count visible characters, after formatting.
"""

from __future__ import annotations

from typing import Final

ID: Final = 24
TITLE: Final = 60
OUTCOME: Final = 160
SUMMARY: Final = 300
CARD: Final = 500
QUESTION: Final = 300
CHOICE: Final = 120
FEEDBACK: Final = 300
EXPLANATION: Final = 400
STORY: Final = 400
STEP: Final = 300
CORRECTION: Final = 600
PRACTICE: Final = 300
KIT: Final = 350
"""Each of the four passages of a meeting kit."""

CARDS: Final = (4, 7)
QUESTIONS: Final = (5, 8)
SITUATIONS: Final = 1
SINGLE_CHOICES: Final = (2, 4)
SEVERAL_CHOICES: Final = (2, 5)
ORDER_CHOICES: Final = (3, 5)
STEPS: Final = (2, 4)
STEP_CHOICES: Final = (2, 3)

WORDS_A_MINUTE: Final = 180
MINUTES: Final = (3, 7)
GOOD_MINUTES: Final = (4, 6)
WORDS_A_SENTENCE: Final = 20
LONGEST_SHARE: Final = 0.5
"""More than this share of questions where the right choice is the longest gives the answers away."""
BUNCHED_SHARE: Final = 0.6
"""More than this share of a course's right choices written in the same place is a habit of the author's."""
FEWEST_TO_COMPARE: Final = 5
"""Fewer questions than this say nothing about a habit."""

REVIEW_MONTHS: Final = 12
ENDING_DAYS: Final = 60
"""A source that ends within these days is worth a look while there is time to mend what rests on it."""
TEXT_BYTES: Final = 128 * 1024
"""No text file comes near it; what does is not a text file."""
PICTURE_BYTES: Final = 1024 * 1024
PICTURE_SIDE: Final = 1600
GAPS: Final = 3
"""Gaps in one danger phrase."""
VOICE_ID: Final = 10
VOICE_NAME: Final = 30
EXCEPTION_WORDS: Final = 2
"""An exception of one word would silence too much."""

PROPOSALS = ("1", "2", "3", "4", "5", "6")
"""The proposals of the round table whose wording is known."""
