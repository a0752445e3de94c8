"""Settings: read once from the environment, checked whole, and never printed.

A missing or wrong setting stops the start with one message that names every fault at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import SettingsError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DEFAULT_DATABASE = "sqlite:///data/chihoi.db"
TELEGRAM = "https://api.telegram.org"
PROJECT = Path(__file__).resolve().parent.parent
NAMES = (
    *("BOT_TOKEN", "BOT_API_URL", "ADMIN_IDS", "DATABASE_URL", "CONTENT_DIR", "TIMEZONE"),
    *("WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN", "BULK_PER_SECOND", "QUIET_HOURS", "WEEKLY_BUDGET"),
    "BROADCAST_AGREEMENT",
)
"""Everything that is read from the environment."""
_NEAR = 0.85
_PREFIXES = ("TELEGRAM_", "TG_", "CHIHOI_")
"""What other programs put before the same names."""


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Secrets stay out of ``repr``."""

    bot_token: str | None = field(default=None, repr=False)
    bot_api_url: str = TELEGRAM
    admin_ids: tuple[int, ...] = ()
    database_url: str = field(default=DEFAULT_DATABASE, repr=False)
    content_dir: Path = PROJECT / "content"
    timezone: ZoneInfo = VIETNAM
    webhook_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    listen_host: str = "127.0.0.1"
    listen_port: int = 8080
    is_listen_set: bool = False
    """Whether the operator named the address; if not, a taken port may give way to a free one in the sandbox."""
    bulk_per_second: int = 25
    quiet_from: time = time(21)
    quiet_until: time = time(7)
    weekly_budget: int = 5
    broadcast_agreement: int = 1000
    """How many people one organiser may write to without a second who agrees."""

    @property
    def first_admins(self) -> frozenset[str]:
        """The chats of the first administrators."""
        return frozenset(f"telegram:{number}" for number in self.admin_ids)


class _Reader:
    """Collects faults while it reads."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.faults: list[str] = []

    def text(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def number(self, name: str, default: int, low: int, high: int) -> int:
        raw = self.text(name)
        if raw is None:
            return default
        if not re.fullmatch(r"\d{1,9}", raw) or not low <= int(raw) <= high:
            self.faults.append(f"{name} must be a whole number from {low} to {high}.")
            return default
        return int(raw)

    def token(self) -> str | None:
        raw = self.text("BOT_TOKEN")
        if raw is not None and not re.fullmatch(r"[0-9]{1,18}:[A-Za-z0-9_-]{20,}", raw):
            self.faults.append("BOT_TOKEN does not look like a token from @BotFather (digits, a colon, 35 letters).")
            return None
        return raw

    def api_url(self) -> str:
        raw = self.text("BOT_API_URL")
        if raw is None:
            return TELEGRAM
        parts = _parts(raw)
        if parts is None or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
            self.faults.append("BOT_API_URL must be scheme, host and port only, as in http://127.0.0.1:8081.")
        return raw.rstrip("/")

    def admin_ids(self) -> tuple[int, ...]:
        raw = self.text("ADMIN_IDS") or ""
        ids = [piece.strip() for piece in raw.split(",") if piece.strip()]
        if any(not re.fullmatch(r"\d{1,15}", piece) for piece in ids):
            self.faults.append("ADMIN_IDS must be Telegram ids (whole numbers) separated by commas.")
            return ()
        return tuple(int(piece) for piece in ids)

    def database_url(self) -> str:
        raw = self.text("DATABASE_URL") or DEFAULT_DATABASE
        for prefix in ("postgresql://", "postgres://"):
            if raw.startswith(prefix):
                raw = "postgresql+psycopg://" + raw.removeprefix(prefix)
        if raw.startswith("postgresql") and not _has_port(raw):
            self.faults.append("DATABASE_URL must be postgresql://name:password@host:port/database.")
        if not raw.startswith(("sqlite:///", "postgresql+psycopg://")):
            self.faults.append("DATABASE_URL must begin with sqlite:/// or postgresql://.")
        return raw

    def content_dir(self) -> Path:
        folder = Path(self.text("CONTENT_DIR") or PROJECT / "content")
        try:
            if folder.is_dir():
                return folder.resolve()
        except (OSError, ValueError):
            pass
        self.faults.append("CONTENT_DIR is not a folder.")
        return folder

    def timezone(self) -> ZoneInfo:
        name = self.text("TIMEZONE") or "Asia/Ho_Chi_Minh"
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.faults.append("TIMEZONE is not known; use a name such as Asia/Ho_Chi_Minh.")
            return ZoneInfo("UTC")

    def listen(self) -> tuple[str, int]:
        raw = self.text("LISTEN") or "127.0.0.1:8080"
        host, _, port = raw.rpartition(":")
        if not host or not re.fullmatch(r"\d{1,5}", port) or int(port) > 65535:
            self.faults.append("LISTEN must be host:port, as in 127.0.0.1:8080 (port 0 picks a free one).")
            return "127.0.0.1", 0
        return host.strip("[]"), int(port)

    def webhook(self, *, has_token: bool) -> tuple[str | None, str | None]:
        url, secret = self.text("WEBHOOK_URL"), self.text("WEBHOOK_SECRET")
        if url is not None:
            parts = _parts(url)
            is_telegram = self.api_url() == TELEGRAM
            if parts is None or parts.scheme not in (("https",) if is_telegram else ("https", "http")):
                self.faults.append("WEBHOOK_URL must be an https address that Telegram can reach.")
            elif not re.fullmatch(r"[A-Za-z0-9/._~-]*", parts.path):
                self.faults.append("WEBHOOK_URL may have a path of A-Z a-z 0-9 / . _ ~ -.")
            if not has_token:
                self.faults.append("WEBHOOK_URL is set, but BOT_TOKEN is missing.")
            if secret is None:
                self.faults.append("WEBHOOK_SECRET is missing: with WEBHOOK_URL anybody could post updates.")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            self.faults.append("WEBHOOK_SECRET must be 16 to 256 characters of A-Z a-z 0-9 _ -.")
        return url, secret

    def quiet_hours(self) -> tuple[time, time]:
        raw = self.text("QUIET_HOURS") or "21:00-07:00"
        match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", raw)
        if match is None:
            self.faults.append("QUIET_HOURS must be written like 21:00-07:00.")
            return time(21), time(7)
        hours = [int(piece) for piece in match.groups()]
        return time(hours[0], hours[1]), time(hours[2], hours[3])


def _parts(url: str) -> SplitResult | None:
    """An address in its parts; None when it is none, or names no host."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and (parts.port is None or parts.port > 0) else None
    except ValueError:
        return None


def _has_port(url: str) -> bool:
    """Whether the port of a database's address can be read; it need not be there."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings of an environment; SettingsError names every fault, never a value."""
    reader = _Reader(environ)
    token = reader.token()
    host, port = reader.listen()
    webhook_url, webhook_secret = reader.webhook(has_token=reader.text("BOT_TOKEN") is not None)
    quiet_from, quiet_until = reader.quiet_hours()
    settings = Settings(
        bot_token=token,
        bot_api_url=reader.api_url(),
        admin_ids=reader.admin_ids(),
        database_url=reader.database_url(),
        content_dir=reader.content_dir(),
        timezone=reader.timezone(),
        webhook_url=webhook_url,
        webhook_secret=webhook_secret,
        listen_host=host,
        listen_port=port,
        is_listen_set=reader.text("LISTEN") is not None,
        bulk_per_second=reader.number("BULK_PER_SECOND", 25, 1, 1000),
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        weekly_budget=reader.number("WEEKLY_BUDGET", 5, 0, 50),
        broadcast_agreement=reader.number("BROADCAST_AGREEMENT", 1000, 0, 10_000_000),
    )
    if reader.faults:
        raise SettingsError(reader.faults)
    return settings


def near_misses(environ: Iterable[str]) -> list[tuple[str, str]]:
    """Names in an environment that are none of ours but nearly: each with the one that was probably meant.

    Only names are looked at. A setting that is ignored in silence is found out weeks later.
    """
    meant = {_bare(name): name for name in NAMES}
    found = []
    for name in sorted(set(environ) - set(NAMES)):
        close = difflib.get_close_matches(_bare(name), meant, n=1, cutoff=_NEAR)
        if close and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{3,40}", name):
            found.append((name, meant[close[0]]))
    return found


def _bare(name: str) -> str:
    """A name without what people vary: letters' case, underscores, the program's name in front."""
    upper = name.upper()
    for prefix in _PREFIXES:
        upper = upper.removeprefix(prefix)
    return upper.replace("_", "").replace("-", "")
