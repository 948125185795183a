"""How soon offices answered, worked out once in a build for all rooms."""

from plugins.domain.answering import Answered, answered
from plugins.domain.asking import question, shared
from plugins.kit.account import is_working_day
from plugins.kit.build import Build


@shared
def all_answered(build: Build) -> list[Answered]:
    """Return what all offices answered or owe, the last due first."""
    return answered(build.publication, is_working_day(build))


@question
def answered_by(build: Build, office: str) -> list[Answered]:
    """Return what an office answered or owes, the last due first."""
    return [row for row in all_answered(build) if row.office == office]
