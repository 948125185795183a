"""Settings of a public build (`make site`): nothing faulty goes out, and the command fails when something was."""

from pelicanconf import *  # noqa: F403  # Pelican's convention

SHOW_FAULTS = False
BOARD_PDF = True
# "br" beside it makes pages a sixth smaller still, and takes twenty times as long as making them.
PRECOMPRESSED = ("gzip",)
