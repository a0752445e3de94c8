"""Pace: never more than so many in any sliding second, as the one counts who receives them.

What left at one instant arrives somewhat later, and one message later than another; only its answer says by when it
had arrived. So each message takes a slot, and the slot opens again one second after the message had surely arrived:
that is its answer, less the shortest time that answers have taken lately. Where delays are even, however long, that
costs next to nothing; where they vary, the pace slows by as much as they do, and the limit holds all the same.
"""

from __future__ import annotations

import heapq
import math

SECOND = 1.0
GUARD = 0.004
"""Seconds more, because the shortest answer seen was not the shortest there could be."""
DOUBT = 0.012
"""Seconds by which all answers seen may have been slower than answers can be: a process that has just begun, or a
machine with its hands full, is slow at everything."""
SAMPLES = 200
FEWEST_SAMPLES = 20
SLOWER, FASTER_AFTER, FASTER = 0.85, 30.0, 0.05
SLOWEST = 0.1
EVENLY, SLACK = 0.9, 0.05
"""The share of an even gap that is kept between two, and seconds of it that may be made up for."""


class Delay:
    """The shortest time that an answer surely takes: that of the last few hundred, less some doubt; 0 while too few are
    known.
    """

    def __init__(self) -> None:
        self._count = 0
        self._before = self._now = math.inf

    @property
    def shortest(self) -> float:
        """In seconds."""
        shortest = min(self._before, self._now)
        return max(0.0, shortest - DOUBT) if math.isfinite(shortest) and math.isfinite(self._before) else 0.0

    def note(self, seconds: float) -> None:
        """An answer took that long."""
        self._now = min(self._now, max(seconds, 0.0))
        self._count += 1
        if self._count >= (SAMPLES if math.isfinite(self._before) else FEWEST_SAMPLES):
            self._before, self._now, self._count = self._now, math.inf, 0


class Pace:
    """So many a second. Instants are seconds since any beginning. ``is_even`` lets them leave one by one, not in gusts:
    what is under way at the same time is the most that can come twice after a crash.
    """

    def __init__(self, per_second: int, *, is_even: bool = False) -> None:
        self._most = per_second
        self._is_even = is_even
        self._next_at = 0.0
        self._share = 1.0
        self._changed_at = 0.0
        self._paused_until = 0.0
        self._in_flight = 0
        self._resting: list[float] = []
        self._seen = 0.0

    @property
    def allowed(self) -> int:
        """How many a second at present: fewer after a reproach."""
        return max(1, int(self._most * self._share))

    def wait(self, now: float) -> float:
        """Seconds until a slot is open; infinite when only an answer can open one."""
        self._look(now)
        held = max(self.resting(now), self._next_at - now if self._is_even else 0.0)
        surplus = self._in_flight + len(self._resting) - self.allowed + 1
        if surplus <= 0:
            return held
        if surplus > len(self._resting):
            return math.inf
        # Nearly always it is the one that opens next.
        opens = self._resting[0] if surplus == 1 else heapq.nsmallest(surplus, self._resting)[-1]
        return max(held, opens - now)

    def resting(self, now: float) -> float:
        """Seconds that are left of a pause."""
        return max(0.0, self._paused_until - now)

    def take(self, messages: int = 1) -> None:
        """A message is about to leave."""
        self._in_flight += messages
        self._next_at = max(self._next_at, self._seen - SLACK) + messages * EVENLY / self.allowed

    def give_back(self, messages: int = 1) -> None:
        """It did not leave after all."""
        self._in_flight -= messages

    def arrived_by(self, at: float, messages: int = 1) -> None:
        """It had surely arrived by then."""
        self._in_flight -= messages
        for _ in range(messages):
            heapq.heappush(self._resting, at + SECOND + GUARD)

    def pause(self, now: float, seconds: float) -> None:
        """Nothing more for so long."""
        self._paused_until = max(self._paused_until, now + seconds)

    def slow_down(self, now: float) -> None:
        """The other side finds it too much: fewer from now on, for a while."""
        self._share = max(SLOWEST, self._share * SLOWER)
        self._changed_at = now

    def _look(self, now: float) -> None:
        if now < self._seen - SECOND:
            # The clock was set back; what rests would rest for ever.
            self._resting = [now + SECOND + GUARD] * len(self._resting)
            self._paused_until = self._changed_at = self._next_at = now
        self._seen = now
        while self._resting and self._resting[0] <= now:
            heapq.heappop(self._resting)
        if self._share < 1.0 and now - self._changed_at >= FASTER_AFTER:
            self._share = min(1.0, self._share + FASTER)
            self._changed_at = now
