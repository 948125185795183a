"""A day as an .ics file to put into one's calendar."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event


def day_ics(uid: str, summary: str, day: date, description: str, url: str, stamp: datetime) -> bytes:
    """Return an iCalendar of one whole-day event; `uid` says which it is, `stamp` when it was made."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("description", description)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//Cong Khai//vi")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
