"""A reference: python-telegram-bot as its examples use it, with the stock transport and concurrent updates.

The writes are SQLAlchemy's, in threads, on the same engine as the project's, so that only the way there differs.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bot.storage.database import POSTGRESQL_THREADS, make_engine
from tests.bench.exchange import MARKUP, TEXT, metadata, write

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(one["text"], callback_data=one["callback_data"]) for one in row]
     for row in MARKUP["inline_keyboard"]]
)  # fmt: skip


def main(base_url: str, token: str, database: str) -> None:
    """Poll until the process is stopped."""
    threads = 1 if database.startswith("sqlite") else POSTGRESQL_THREADS
    engine = make_engine(database, threads)
    metadata.create_all(engine)
    pool = ThreadPoolExecutor(threads)

    async def tapped(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer()
        chosen = query.data or ""
        await asyncio.get_running_loop().run_in_executor(pool, write, engine, query.from_user.id, chosen)
        await query.edit_message_text(TEXT, parse_mode=ParseMode.HTML, reply_markup=KEYBOARD)

    builder: Any = Application.builder()
    application = builder.token(token).base_url(f"{base_url}/bot").concurrent_updates(True).build()
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:4])
