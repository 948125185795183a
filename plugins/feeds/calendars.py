"""Calendars to subscribe to: events with their hours, and the last days of consultations."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Component

from plugins.domain.cards import Content
from plugins.domain.clock import first_moment
from plugins.domain.consultations import Consultation, State
from plugins.domain.contents import Event
from plugins.feeds.feed import permanent_id
from plugins.kit.build import Build


def calendar(build: Build, name: str, consultations: Iterable[Consultation], events: Iterable[Event]) -> bytes:
    """Return an iCalendar of consultations and events; the same contents give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Cong Khai//vi")
    made.add("version", "2.0")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for consultation in sorted(consultations, key=lambda c: c.draft.id):
        made.add_component(_deadline(build, consultation))
    for event in sorted(events, key=lambda e: e.id):
        made.add_component(_event(build, event))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _deadline(build: Build, consultation: Consultation) -> Component:
    draft = consultation.draft
    changed_on = [e.on for e in draft.extensions] + ([draft.cancellation.on] if draft.cancellation else [])
    component = _component(build, draft, changed_on, "han-gop-y")
    component.add("summary", f"Hạn góp ý: {draft.title}")
    component.add("dtstart", draft.closes_on)
    component.add("dtend", draft.closes_on + timedelta(days=1))
    component.add("description", f"{draft.question}\n\nNhận ý kiến đến hết 23:59. {build.absolute(draft.url)}")
    component.add("status", "CANCELLED" if consultation.state is State.CANCELLED else "CONFIRMED")
    component.add("transp", "TRANSPARENT")
    return component


def _event(build: Build, event: Event) -> Component:
    component = _component(build, event, [event.cancellation.on] if event.cancellation else [])
    component.add("summary", event.title)
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at or event.starts_at + timedelta(hours=1))
    component.add("location", event.place)
    component.add("description", f"{event.summary}\n\n{build.absolute(event.url)}".strip())
    component.add("status", "CANCELLED" if event.cancellation else "CONFIRMED")
    return component


def _component(build: Build, content: Content, changed_on: Sequence[date], *part: str) -> Component:
    """Return a component with what all have; how often it changed tells calendars which version is newer."""
    component = Component()
    component.add("uid", permanent_id(build.publication.catalogue.site.id, content.id, "lich", *part))
    stamp: datetime = first_moment(max([content.updated_on, *changed_on])).astimezone(UTC)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("sequence", len(changed_on) + len(content.corrections))
    component.add("url", build.absolute(content.url))
    component.add("organizer", f"MAILTO:{build.publication.office(content.office).email}")
    return component
