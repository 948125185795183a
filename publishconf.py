"""Settings of a public build (`make site`): nothing faulty goes out, and the command fails when something was."""

from pelicanconf import *  # noqa: F403  # Pelican's convention

SHOW_FAULTS = False
BOARD_PDF = True
PRECOMPRESSED = True
