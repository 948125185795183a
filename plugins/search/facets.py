"""By what a search is narrowed: the names of filters as they stand in addresses, and how facts are written."""

from dataclasses import dataclass

from plugins.search.reading import FIELD, KIND, OFFICE, STATE, TYPE, YEAR

OPEN = "dang-mo"
STATES = (OPEN, "sap-mo", "da-dong")
# In the order in which they are shown.
FACETS = (KIND, STATE, TYPE, FIELD, OFFICE, YEAR)


@dataclass(slots=True)
class Value:
    """A value of a filter and how many contents it would leave."""

    id: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter with its values that are there."""

    name: str
    values: list[Value]


def fact(name: str, value: str) -> str:
    """Return a fact about a content as the index has it."""
    return f"{name}:{value}"
