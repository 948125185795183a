"""Pages of events, of what communities decided, of bodies of supervision, villages and one-stop desks."""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.domain.communities import BODY_KINDS, DECISION_FORMS, VILLAGE_KINDS, VOTING_METHODS, result
from plugins.domain.contents import CommunityDecision, Event
from plugins.domain.deadlines import DueDate, due
from plugins.domain.text import collation_key
from plugins.kit.account import is_working_day
from plugins.kit.build import Build
from plugins.kit.outputs import Output
from plugins.kit.paging import part, parts


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this module."""
    publication = build.publication
    for number, name in parts(build, "events"):
        yield from build.in_all_languages(f"su-kien/{name}", "events.html", partial(_events, build, number), "events")
    for event in publication.events:
        yield build.content_page(event, "event.html", partial(_event, build, event.id), "events")
    for number, name in parts(build, "decisions"):
        yield from build.in_all_languages(
            f"cong-dong/{name}", "decisions.html", partial(_decisions, build, number), "communities"
        )
    for decision in publication.decisions:
        yield build.content_page(decision, "decision.html", partial(_decision, build, decision.id), "communities")
    yield from build.in_all_languages("to-chuc/index.html", "bodies.html", partial(_bodies, build), "communities")
    for body in publication.catalogue.bodies:
        yield build.page(f"to-chuc/{body}.html", "body.html", partial(_body, build, body), "communities")
    yield from build.in_all_languages("thon/index.html", "villages.html", partial(_villages, build), "communities")
    yield from build.in_all_languages(
        "diem-phuc-vu/index.html", "service_points.html", partial(_service_points, build), "offices"
    )


def _events(build: Build, number: int) -> Mapping[str, object]:
    return {"part": part(build, "events", number), "today": build.publication.now.date()}


def _event(build: Build, id_: str) -> Mapping[str, object]:
    publication = build.publication
    event = publication.one(Event, id_)
    return {
        "event": event,
        "office": publication.office(event.office),
        "villages": [publication.catalogue.villages[v] for v in event.villages],
        "result_due": _result_due(build, event),
        "is_over": event.starts_at.date() < publication.now.date(),
    }


def _result_due(build: Build, event: Event) -> DueDate | None:
    """Return by when the result must be public, None when no rule says so or nothing took place."""
    catalogue, day = build.publication.catalogue, event.starts_at.date()
    limit = catalogue.limit(event.event_type.result, day) if event.event_type.result else None
    if limit is None or event.cancellation is not None:
        return None
    return due(limit, day, is_working_day(build))


def _decisions(build: Build, number: int) -> Mapping[str, object]:
    return {
        "part": part(build, "decisions", number),
        "villages": build.publication.catalogue.villages,
        "result_of": _result,
    }


def _decision(build: Build, id_: str) -> Mapping[str, object]:
    publication = build.publication
    decision = publication.one(CommunityDecision, id_)
    return {
        "decision": decision,
        "office": publication.office(decision.office),
        "villages": [publication.catalogue.villages[v] for v in decision.villages],
        "form": DECISION_FORMS[decision.form],
        "method": VOTING_METHODS[decision.method],
        "result": _result(decision),
        "recognition": publication.citations.find(decision.recognised_by) if decision.recognised_by else None,
    }


def _result(decision: CommunityDecision) -> object:
    return result(decision.matter, decision.total, decision.agree, recognised=bool(decision.recognised_by))


def _bodies(build: Build) -> Mapping[str, object]:
    bodies = sorted(build.publication.catalogue.bodies.values(), key=lambda b: collation_key(b.name))
    return {"bodies": bodies, "kinds": BODY_KINDS}


def _body(build: Build, id_: str) -> Mapping[str, object]:
    publication = build.publication
    body = publication.catalogue.bodies[id_]
    return {
        "body": body,
        "kind": BODY_KINDS[body.kind],
        "office": publication.office(body.office),
        "decision": publication.citations.find(body.decision) if body.decision else None,
        "is_over": body.valid_to is not None and body.valid_to < publication.now.date(),
    }


def _villages(build: Build) -> Mapping[str, object]:
    villages = sorted(build.publication.catalogue.villages.values(), key=lambda v: collation_key(v.name))
    return {
        "villages": villages,
        "kinds": VILLAGE_KINDS,
        "total": sum(v.households for v in villages),
    }


def _service_points(build: Build) -> Mapping[str, object]:
    points = sorted(build.publication.catalogue.service_points.values(), key=lambda p: collation_key(p.name))
    return {"points": points, "office": build.publication.office}
