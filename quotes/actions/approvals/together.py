"""One verdict on several requests that ask the same: each as if it were the only one, and never two kinds at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals.covering import recover
from quotes.actions.approvals.deciding import give, holding, refuse_silence
from quotes.actions.approvals.telling import tell_decided
from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest
from quotes.models.alike import kind_of
from quotes.models.approvals import steps_today
from quotes.permissions import visible_requests
from stakeholders.models import Deal, Team, User

NOTHING = "Tick the requests that you decide on."
GONE = "Not all of these requests are yours to see any more. Look at what waits now."
MIXED = "These requests do not ask the same of you: decide them one by one, or those together that stand together."


@dataclass(frozen=True, kw_only=True)
class Together:
    """What was decided, and what was left as it was, each with the reason."""

    decided: tuple[ApprovalRequest, ...]
    left: tuple[tuple[ApprovalRequest, Refusal], ...]


@transaction.atomic
def decide_together(*, asked: Mapping[int, str], verdict: Verdict, reason: str, by: User, at: datetime) -> Together:
    """`asked` are requests with the content hash that was shown of each.

    Every one is held to all that a single decision is held to, in a savepoint and a journal row of its own; one that
    changed meanwhile is left. Where they ask different things of this person nothing is decided.
    """
    refuse_silence(verdict, reason)
    requests = _held(asked, by, at)
    if len({kind_of(request, by) for request in requests} - {None}) > 1:
        raise Refusal(MIXED, field="asked")
    decided, left = [], []
    for request in requests:
        try:
            with transaction.atomic():
                give(request, verdict, reason, asked[request.pk], by, at)
        except Refusal as refusal:
            left.append((request, refusal))
        else:
            decided.append(request)
    tell_decided(decided, verdict, by, at)
    return Together(decided=tuple(decided), left=tuple(left))


def _held(asked: Mapping[int, str], by: User, at: datetime) -> list[ApprovalRequest]:
    """All of them, then their deals, then the teams above those: a decision takes its own in the same order, so that
    two of whatever size never wait for each other."""
    if not asked:
        raise Refusal(NOTHING, field="asked")
    if visible_requests(by).filter(pk__in=asked).count() < len(asked):
        raise StaleRefusal(GONE, field="asked")
    requests = list(holding().filter(pk__in=asked).order_by("pk"))
    _hold_lines({request.version.quote.deal_id for request in requests})
    for request in requests:
        recover(request, at)
    prefetch_related_objects(requests, Prefetch("steps", steps_today().select_related("decision")))
    return requests


def _hold_lines(deals: Iterable[int]) -> None:
    held = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("team").filter(pk__in=deals)
    teams = {team for deal in held.order_by("pk") for team in deal.team.path}
    list(Team.objects.select_for_update(no_key=True).filter(pk__in=teams).order_by("pk"))
