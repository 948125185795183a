"""What all rooms need of the account of disclosure, worked out once in a build."""

from plugins.domain.asking import shared
from plugins.domain.deadlines import WorkingDays
from plugins.domain.disclosure import Cell, Gap, gaps, matrix
from plugins.kit.build import Build
from plugins.kit.calendar import working_days


@shared
def is_working_day(build: Build) -> WorkingDays:
    """Return the function that tells whether a day is a working day, with the overrides of this site."""
    return working_days(build.publication.catalogue.day_overrides)


@shared
def cells(build: Build) -> list[Cell]:
    """Return every cell of the matrix."""
    return matrix(build.publication, is_working_day(build))


@shared
def all_gaps(build: Build) -> list[Gap]:
    """Return what must be public and is not."""
    return gaps(build.publication, is_working_day(build), cells(build))
