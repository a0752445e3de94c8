"""Settings: read whole or refused whole, every fault at once, no value repeated."""

from __future__ import annotations

import contextlib
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import DEFAULT_DATABASE, NAMES, PROJECT, TELEGRAM, Settings, near_misses, read_settings

TOKEN = f"{123456789}:AAF-abcdefghijklmnopqrstuvwxyz_0123"
SECRET = "a-secret-for-the-hook"
WRONG = {
    "BOT_TOKEN": "not-a-token-xq",
    "BOT_API_URL": "ftp://xq.example/path",
    "ADMIN_IDS": "12,xq",
    "DATABASE_URL": "mysql://xq",
    "CONTENT_DIR": "/xq/there/is/none",
    "TIMEZONE": "Asia/Xq",
    "WEBHOOK_URL": "xq",
    "WEBHOOK_SECRET": "xq!",
    "LISTEN": "xq",
    "BULK_PER_SECOND": "xq",
    "QUIET_HOURS": "xq",
    "WEEKLY_BUDGET": "1e9xq",
    "BROADCAST_AGREEMENT": "xq",
}


def faults_of(**environ: str) -> list[str]:
    """What is wrong with an environment."""
    with pytest.raises(SettingsError) as refused:
        read_settings(environ)
    return refused.value.faults


def test_nothing_set_is_the_sandbox_with_what_is_usual() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert (settings.bot_token, settings.bot_api_url, settings.database_url) == (None, TELEGRAM, DEFAULT_DATABASE)
    assert (settings.listen_host, settings.listen_port, settings.is_listen_set) == ("127.0.0.1", 8080, False)


def test_good_values_are_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "BOT_TOKEN": f" {TOKEN}\n",
            "BOT_API_URL": "http://127.0.0.1:8081/",
            "ADMIN_IDS": "12, 34,",
            "DATABASE_URL": "postgres://hoi:mat-khau@db:5432/chihoi",
            "CONTENT_DIR": str(tmp_path),
            "TIMEZONE": "Asia/Tokyo",
            "WEBHOOK_URL": "https://hoi.vn/telegram/hook",
            "WEBHOOK_SECRET": SECRET,
            "LISTEN": "[::1]:0",
            "BULK_PER_SECOND": "30",
            "QUIET_HOURS": "22:30-06:15",
            "WEEKLY_BUDGET": "0",
            "BROADCAST_AGREEMENT": "50",
        }
    )
    assert settings == Settings(
        bot_token=TOKEN,
        bot_api_url="http://127.0.0.1:8081",
        admin_ids=(12, 34),
        database_url="postgresql+psycopg://hoi:mat-khau@db:5432/chihoi",
        content_dir=tmp_path,
        timezone=ZoneInfo("Asia/Tokyo"),
        webhook_url="https://hoi.vn/telegram/hook",
        webhook_secret=SECRET,
        listen_host="::1",
        listen_port=0,
        is_listen_set=True,
        bulk_per_second=30,
        quiet_from=time(22, 30),
        quiet_until=time(6, 15),
        weekly_budget=0,
        broadcast_agreement=50,
    )


def test_every_fault_is_named_at_once_and_no_value_is_repeated() -> None:
    faults = faults_of(**WRONG)
    for name in NAMES:
        assert any(fault.startswith(name) for fault in faults), name
    message = str(SettingsError(faults))
    assert "xq" not in message.lower()
    assert all(fault in message for fault in faults)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "12:short"),
        ("BOT_TOKEN", "12345678901234567890:" + "A" * 35),
        ("BOT_API_URL", "http://[::1"),
        ("BOT_API_URL", "http://host:port"),
        ("BOT_API_URL", "https://api.telegram.org/bot"),
        ("DATABASE_URL", "postgresql://host:port/db"),
        ("DATABASE_URL", "postgresql://[bad/db"),
        ("DATABASE_URL", "chihoi.db"),
        ("CONTENT_DIR", "\0"),
        ("CONTENT_DIR", str(PROJECT / "Makefile")),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", "Asia"),
        ("WEBHOOK_SECRET", "short"),
        ("WEBHOOK_SECRET", "có dấu có dấu có dấu"),
        ("LISTEN", "127.0.0.1"),
        ("LISTEN", "127.0.0.1:99999"),
        ("BULK_PER_SECOND", "0"),
        ("BULK_PER_SECOND", "-1"),
        ("BULK_PER_SECOND", "9" * 40),
        ("QUIET_HOURS", "24:00-07:00"),
        ("WEEKLY_BUDGET", "5.5"),
    ],
)
def test_what_cannot_be_right_is_refused(name: str, value: str) -> None:
    (fault,) = faults_of(**{name: value})
    assert fault.startswith(name)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://[bad", "must be an https address"),
        ("https:///hook", "must be an https address"),
        ("https://hoi.vn/{hook}", "may have a path of"),
    ],
)
def test_an_address_for_the_webhook_that_leads_nowhere_is_refused(address: str, words: str) -> None:
    (fault,) = faults_of(BOT_TOKEN=TOKEN, WEBHOOK_URL=address, WEBHOOK_SECRET=SECRET)
    assert words in fault


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("BOT_TOKN", "BOT_TOKEN"),
        ("bot_token", "BOT_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "BOT_TOKEN"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("DATABASEURL", "DATABASE_URL"),
        ("CHIHOI_DATABASE_URL", "DATABASE_URL"),
        ("WEEKLY_BUGET", "WEEKLY_BUDGET"),
        ("WEBHOOK_URI", "WEBHOOK_URL"),
        ("TIME_ZONE", "TIMEZONE"),
        ("CONTENT-DIR", "CONTENT_DIR"),
    ],
)
def test_a_name_that_is_nearly_a_setting_is_noticed(typed: str, meant: str) -> None:
    assert near_misses({typed: "x", "HOME": "/root"}) == [(typed, meant)]


def test_settings_themselves_and_names_of_others_are_left_alone() -> None:
    machine = ["PATH", "HOME", "LANG", "TZ", "HOSTNAME", "LISTEN_FDS", "LISTEN_PID", "PYTHONPATH", "PGDATABASE"]
    others = ["BOT", "TOKEN", "GITHUB_TOKEN", "OTHER_DATABASE_URL", "CONTENT_TYPE", "", "_", "=C:"]
    assert near_misses([*NAMES, *machine, *others]) == []


def test_a_webhook_needs_a_token_and_a_secret() -> None:
    assert len(faults_of(WEBHOOK_URL="https://hoi.vn/hook")) == 2


def test_secrets_are_not_in_the_repr() -> None:
    environ = {"BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": SECRET, "DATABASE_URL": "postgresql://hoi:mat-khau@db/chihoi"}
    shown = repr(read_settings(environ))
    assert not any(secret in shown for secret in (TOKEN, SECRET, "mat-khau"))


ANYTHING = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [*WRONG.values(), TOKEN, SECRET, "http://[", "https://a:b", "postgresql://[", "sqlite:///x", "१:२", "٣"]
        ),
        st.from_regex(r"[a-z]{0,6}://[\[\]:@/0-9a-z.%]{0,20}"),
    ),
)


@given(environ=ANYTHING)
def test_no_environment_is_met_with_anything_but_settings_or_faults(environ: dict[str, str]) -> None:
    with contextlib.suppress(SettingsError):
        assert isinstance(read_settings(environ), Settings)
