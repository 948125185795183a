"""Pages of events, of what communities decided, of bodies of supervision, villages and one-stop desks."""

from collections.abc import Iterator

from plugins.domain.communities import BODY_KINDS, DECISION_FORMS, VILLAGE_KINDS, VOTING_METHODS, result
from plugins.domain.contents import CommunityDecision, Event
from plugins.domain.deadlines import DueDate, due
from plugins.domain.text import collation_key
from plugins.kit.build import Build, asks
from plugins.kit.calendar import working_days
from plugins.kit.outputs import Output
from plugins.kit.paging import pages_of


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this module."""
    yield from _events(build)
    yield from _decisions(build)
    yield from _bodies(build)
    yield _villages(build)
    yield _service_points(build)


def _events(build: Build) -> Iterator[Output]:
    publication = build.publication
    today = publication.now.date()
    for listing in pages_of("su-kien", publication.events):
        yield build.page(
            listing.path, "events.html", asks("now", *listing.items), "events", listing=listing, today=today
        )
    for event in publication.events:
        yield build.page(
            event.url,
            "event.html",
            asks(event, "co-quan", "thon", "thoi-han", "now"),
            "events",
            event=event,
            office=publication.office(event.office),
            villages=[publication.catalogue.villages[v] for v in event.villages],
            result_due=_result_due(build, event),
            is_over=event.starts_at.date() < today,
        )


def _result_due(build: Build, event: Event) -> DueDate | None:
    """Return by when the result must be public, None when no rule says so or nothing took place."""
    catalogue, day = build.publication.catalogue, event.starts_at.date()
    limit = catalogue.limit(event.event_type.result, day) if event.event_type.result else None
    if limit is None or event.cancellation is not None:
        return None
    return due(limit, day, working_days(catalogue.day_overrides))


def _decisions(build: Build) -> Iterator[Output]:
    publication = build.publication
    for listing in pages_of("cong-dong", publication.decisions):
        yield build.page(
            listing.path,
            "decisions.html",
            asks("thon", *listing.items),
            "communities",
            listing=listing,
            villages=publication.catalogue.villages,
            result_of=_result,
        )
    for decision in publication.decisions:
        recognition = publication.citations.find(decision.recognised_by) if decision.recognised_by else None
        yield build.page(
            decision.url,
            "decision.html",
            asks(decision, "co-quan", "thon", *([recognition] if recognition else [])),
            "communities",
            decision=decision,
            office=publication.office(decision.office),
            villages=[publication.catalogue.villages[v] for v in decision.villages],
            form=DECISION_FORMS[decision.form],
            method=VOTING_METHODS[decision.method],
            result=_result(decision),
            recognition=recognition,
        )


def _result(decision: CommunityDecision) -> object:
    return result(decision.matter, decision.total, decision.agree, recognised=bool(decision.recognised_by))


def _bodies(build: Build) -> Iterator[Output]:
    publication = build.publication
    today = publication.now.date()
    bodies = sorted(publication.catalogue.bodies.values(), key=lambda b: collation_key(b.name))
    yield build.page(
        "to-chuc/index.html", "bodies.html", asks("to-chuc", "now"), "communities", bodies=bodies, kinds=BODY_KINDS
    )
    for body in bodies:
        yield build.page(
            f"to-chuc/{body.id}.html",
            "body.html",
            asks("to-chuc", "co-quan", "now"),
            "communities",
            body=body,
            kind=BODY_KINDS[body.kind],
            office=publication.office(body.office),
            decision=publication.citations.find(body.decision) if body.decision else None,
            is_over=body.valid_to is not None and body.valid_to < today,
        )


def _villages(build: Build) -> Output:
    villages = sorted(build.publication.catalogue.villages.values(), key=lambda v: collation_key(v.name))
    decided = {v for decision in build.publication.decisions for v in decision.villages}
    return build.page(
        "thon/index.html",
        "villages.html",
        asks("thon"),
        "communities",
        villages=villages,
        kinds=VILLAGE_KINDS,
        total=sum(v.households for v in villages),
        decided=decided,
    )


def _service_points(build: Build) -> Output:
    points = sorted(build.publication.catalogue.service_points.values(), key=lambda p: collation_key(p.name))
    return build.page(
        "diem-phuc-vu/index.html",
        "service_points.html",
        asks("diem-phuc-vu", "co-quan"),
        "offices",
        points=points,
        office=build.publication.office,
    )
