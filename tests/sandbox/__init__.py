"""Tests of the local Bot API: everything else rests on it, so it is tested on its own."""
