"""How long a request has waited, in words and as alarming as the deadlines make it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from quotes.domain.waiting import Patience, Span, merged, waited
from quotes.models import ApprovalRequest
from quotes.models.deadlines import patience_on
from stakeholders.domain.deals import Noticed, calendar_of
from stakeholders.models.workdays import noticed

# Where nobody has set deadlines, a day on the wall is worth a word and three times as long an alarm.
LONG, TOO_LONG = timedelta(hours=8), timedelta(hours=24)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Wait:
    """`tone` is "" where nobody waits any more, or the approver waits for an answer."""

    words: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Waits:
    """By what a wait is counted at a moment."""

    at: datetime
    patience: Patience | None
    known: Noticed

    def of(self, request: ApprovalRequest, still: Iterable[Span]) -> Wait:
        spans, start = tuple(still), timezone.localtime(request.requested_at)
        stands = any(last is None for _first, last in spans) or request.closed_at is not None
        if self.patience is None:
            so_far = self.at - start - sum((last - first for first, last in merged(spans, start, self.at)), timedelta())
            return Wait(
                words=timesince(self.at - so_far, self.at), tone="" if stands else _tone(so_far, LONG, TOO_LONG)
            )
        calendar = calendar_of(start.date(), self.at.date(), self.known)
        so_far = waited(self.patience, calendar, start, self.at, spans)
        tone = _tone(so_far, self.patience.remind_after, self.patience.raise_after)
        return Wait(words=_hours(so_far), tone="" if stands else tone)


def waiting_by(at: datetime) -> Waits:
    """One statement, and where hours are counted one more."""
    here = timezone.localtime(at)
    patience = patience_on(here.date())
    return Waits(at=here, patience=patience, known=noticed() if patience else frozenset())


def _tone(so_far: timedelta, long: timedelta | None, too_long: timedelta | None) -> str:
    if too_long is not None and so_far >= too_long:
        return "bad"
    return "warn" if long is not None and so_far >= long else ""


def _hours(so_far: timedelta) -> str:
    hours = so_far // HOUR
    if not hours:
        return gettext("less than a working hour")
    return ngettext("%(n)s working hour", "%(n)s working hours", hours) % {"n": hours}
