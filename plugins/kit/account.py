"""What all rooms need of the account of disclosure, worked out once in a build.

The account itself is loaded when it is asked for: many builds only want to know about working days.
"""

from typing import TYPE_CHECKING

from plugins.domain.asking import shared
from plugins.domain.deadlines import WorkingDays
from plugins.kit.build import Build
from plugins.kit.calendar import working_days

if TYPE_CHECKING:
    from plugins.domain.disclosure import Cell, Gap


@shared
def is_working_day(build: Build) -> WorkingDays:
    """Return the function that tells whether a day is a working day, with the overrides of this site."""
    return working_days(build.publication.catalogue.day_overrides)


@shared
def cells(build: Build) -> "list[Cell]":
    """Return every cell of the matrix."""
    from plugins.domain.disclosure import matrix

    return matrix(build.publication, is_working_day(build))


@shared
def all_gaps(build: Build) -> "list[Gap]":
    """Return what must be public and is not."""
    from plugins.domain.disclosure import gaps

    return gaps(build.publication, is_working_day(build), cells(build))
