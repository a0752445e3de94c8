"""What the bot says of itself in Telegram: name, descriptions, commands by scope and language.

Each is kept per language; a language without its own is shown the one for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.wire import Json


@dataclass(slots=True)
class Profile:
    """The bot's public face; ``texts`` by (kind, language), ``commands`` by (scope, language)."""

    name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def text(self, kind: str, language: str = "") -> str:
        """A name or description in that language, else the one for everybody."""
        usual = self.name if kind == "name" else ""
        return self.texts.get((kind, language)) or self.texts.get((kind, "")) or usual

    def commands_for(self, person_id: int, language: str) -> list[Json]:
        """The commands a person is offered in her private chat: the narrowest scope that has any."""
        for scope in (f"chat:{person_id}", "all_private_chats", "default"):
            for tongue in (language, ""):
                if commands := self.commands.get((scope, tongue)):
                    return commands
        return []


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link that a person may open in the sandbox."""

    title: str
    payload: str
