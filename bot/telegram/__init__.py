"""The only place that knows Telegram: updates in, screens out, and the wire between."""

import os
import warnings

# PTB asks this once, in the environment: lengths of time are given as timedelta, not as a number.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# Most calls are made by name, because building the Message that PTB's own methods return costs more than the
# rest of the exchange, and nobody reads it.
warnings.filterwarnings("ignore", message="Please use 'Bot", category=UserWarning)
