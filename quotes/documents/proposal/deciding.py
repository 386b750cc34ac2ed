"""The steps of a customer's decision in the order of their days, each with all that is known of when."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from dealdesk.web.templatetags.paper import day
from quotes.documents.proposal.clauses import semicolon
from stakeholders.queries.plans import CalendarStep


def by_day(steps: Sequence[CalendarStep]) -> tuple[tuple[CalendarStep, str], ...]:
    """Those without a day last; what shares one in the order of the plan."""
    ordered = sorted(steps, key=lambda step: _day_of(step) or date.max)
    return tuple((step, _when(step)) for step in ordered)


def _day_of(step: CalendarStep) -> date | None:
    return step.done_on or step.latest_on or step.due_on


def _when(step: CalendarStep) -> str:
    if step.done_on:
        return _("Done on %(day)s") % {"day": day(step.done_on)}
    parts = []
    if step.latest_on:
        parts.append(_("start by %(day)s") % {"day": day(step.latest_on)})
    if step.due_on:
        parts.append(_("done by %(day)s") % {"day": day(step.due_on)})
    return semicolon().join(parts)
