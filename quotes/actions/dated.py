"""What numbering and publishing anything dated asks of its versions, whose rows are under their caller's lock; and how
a setting is stated."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from quotes.models.dated import DatedQuerySet, Setting
from stakeholders.models import User


def next_number(versions: DatedQuerySet[Any]) -> int:
    """One draft at a time; refuses a second."""
    if open_draft := versions.filter(published_at=None).first():
        raise Refusal("V%(number)s is still a draft: publish it or discard it first.", number=open_draft.number)
    latest: int | None = versions.aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def refuse_overlap(versions: DatedQuerySet[Any], valid_from: date) -> None:
    """The constraint has the last word; this one knows the name of the version in the way."""
    published = versions.filter(published_at__isnull=False)
    in_force = published.ending_after(valid_from).order_by("-valid_from").first()
    if in_force is not None:
        raise Refusal(
            "V%(number)s is in force from %(day)s: choose a later day.",
            number=in_force.number,
            day=in_force.valid_from,
            field="valid_from",
        )


def overtaken(versions: DatedQuerySet[Any], valid_from: date) -> Any:
    """The open-ended version that began before the day, ended there but not yet saved; None where there is none."""
    earlier = versions.filter(published_at__isnull=False, valid_from__lt=valid_from, valid_to=None).first()
    if earlier is not None:
        earlier.valid_to = valid_from
    return earlier


def state[Row: Setting](model: type[Row], *, valid_from: date, source: str, by: User, at: datetime, **told: Any) -> Row:
    """In force from that day; a later one takes its place."""
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    made = model(**told, valid_from=valid_from, source=source.strip(), added_at=at, added_by=by)
    with once(**{f"{model._meta.db_table}_valid_from_key": _begun}):
        made.save()
    return made


def _begun() -> Refusal:
    return Refusal("Another setting begins on this day: choose another one.", field="valid_from")
