"""Settings of our site while it is measured: a public build, with a theme that can be changed.

Board sheets as PDF are left out: they take a second each, and no peer writes any.
"""

import os

from publishconf import *  # noqa: F403  # Pelican's convention
from publishconf import THEME as OWN_THEME

BOARD_PDF = False
THEME = os.environ.get("BENCH_THEME", OWN_THEME)
