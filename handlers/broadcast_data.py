"""What is stored about somebody by broadcasts: those sent to her, and those she wrote. For her data file."""

from __future__ import annotations

from bot.screens.parts import moment, plain
from bot.services.visit import Visit

MOST = 1000


def about_broadcasts(visit: Visit) -> list[str]:
    """A line each; nothing where there is nothing."""
    say, zone = visit.texts.plain, visit.zone
    got = []
    for delivery in visit.records.announcing.received(visit.her.id):
        at = moment(delivery.sent_at or delivery.not_before, zone)
        if delivery.tapped_at is None:
            got.append(say("data.broadcast", number=delivery.subject, at=at))
        else:
            tapped = moment(delivery.tapped_at, zone)
            got.append(say("data.broadcast_tapped", number=delivery.subject, at=at, tapped=tapped))
    written = [
        say(
            "data.written_line",
            at=moment(one.created_at, zone),
            stage=say(f"stage.{one.state.value}"),
            text=plain(one.content.text),
        )
        for one in visit.records.broadcasts.of_author(visit.her.id, MOST)
    ]
    return [
        *(["", say("data.broadcasts"), *got] if got else []),
        *(["", say("data.written"), *written] if written else []),
    ]
