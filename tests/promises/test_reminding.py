"""Finding who is to be reminded: it costs what is due, and doing it twice, or late, plans nothing twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects import sqlite

from bot.domain.curriculum import Library
from bot.domain.reminder import Quiet
from bot.jobs import reminders
from bot.jobs.shift import Shift
from bot.library.reader import read_library
from bot.clock import FrozenClock
from bot.services.reminders import look_at_due
from bot.settings import PROJECT, VIETNAM
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.records.reminders import due_plans
from bot.storage.tables import chat, delivery, learner, reminder_plan
from bot.texts import Texts
