"""What waits for whom, and what a new version takes back from those who have not answered yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from dealdesk.web.keyset import Page, page
from quotes.domain.approvals import StepState, step_state
from quotes.models import ApprovalQuestion, ApprovalRequest, Counter, QuoteVersion
from quotes.models.approvals import steps_today
from quotes.models.waiting import stills, with_stills
from quotes.permissions import visible_requests, waiting_for
from quotes.queries.approvals.alike import agreed_before, asked, given, said_of
from quotes.queries.approvals.standings import Said
from quotes.queries.approvals.waits import Wait, Waits, waiting_by
from quotes.queries.approvals.words import unread_in
from stakeholders.models import User

TABS = ("waiting", "asked", "all")


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """`given` is what this offer gives away, as the request's own page says it; `waits_for` whoever has not decided
    and is asked by now, `later` whom it asks after them; `says_new` that its documents say what no manager has read."""

    request: ApprovalRequest
    version: QuoteVersion
    said: Said
    given: Decimal
    waits_for: tuple[str, ...]
    later: tuple[str, ...]
    wait: Wait
    says_new: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """What its documents say as somebody typed it."""
        return tuple(filter(None, (self.request.needs, self.request.solution, self.version.note)))


def approval_inbox(user: User, tab: str, at: datetime, after: str = "") -> Page[InboxRow]:
    """`tab`: what waits for this person, the longest wait first; what they asked for; or all they may see."""
    order = ("requested_at", "id") if tab == "waiting" else ("-requested_at", "-id")
    found = page(_listed(_of_tab(user, tab)), order=order, after=after)
    return Page(_rows(found.rows, at), found.after)


def waiting_rows(user: User, at: datetime, most: int) -> tuple[InboxRow, ...]:
    """What waits for this person and for nobody's answer, the longest wait first."""
    waiting = _listed(_of_tab(user, "waiting").exclude(_asked_back())).order_by("requested_at", "id")
    return _rows(waiting[:most], at)


def _listed(requests: QuerySet[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    """With all that a row says, in as many statements whatever their number."""
    steps = steps_today().select_related("person", "decision")
    agreed = agreed_before(OuterRef("version__quote"), OuterRef("version__number"))
    requests = requests.annotate(
        **{f"before_{name}": Subquery(agreed.values(f"version__{name}")[:1]) for name in ("gross_total", "term_months")}
    )
    requests = with_stills(requests).select_related("version__quote__deal__customer", "requested_by")
    return requests.prefetch_related(Prefetch("steps", steps))


def _asked_back() -> Q:
    """An answer is owed to its approver."""
    return Q(Exists(ApprovalQuestion.objects.filter(request=OuterRef("pk"), answer=""))) | Q(
        Exists(Counter.objects.filter(request=OuterRef("pk"), answer=""))
    )


def _of_tab(user: User, tab: str) -> QuerySet[ApprovalRequest]:
    if tab == "asked":
        return visible_requests(user).filter(requested_by=user)
    if tab == "all":
        return visible_requests(user)
    return ApprovalRequest.objects.filter(pk__in=waiting_for(user).values("request"))


def _rows(requests: Iterable[ApprovalRequest], at: datetime) -> tuple[InboxRow, ...]:
    found, waits = tuple(requests), waiting_by(at)
    unread = unread_in(found)
    return tuple(_inbox_row(request, at, waits, says_new=unread.get(request.pk, False)) for request in found)


def _inbox_row(request: ApprovalRequest, at: datetime, waits: Waits, *, says_new: bool) -> InboxRow:
    version, facts, before = request.version, request.facts(timezone.localdate(at)), vars(request)
    steps = [(step, step_state(step.facts(), facts, version.content_hash)) for step in request.steps.all()]
    return InboxRow(
        request=request,
        version=version,
        said=said_of(version, facts, at),
        given=given(version, before["before_gross_total"], before["before_term_months"]),
        waits_for=tuple(asked(step) for step, state in steps if state is StepState.WAITING),
        later=tuple(asked(step) for step, state in steps if state is StepState.LATER),
        wait=waits.of(request, stills(request)),
        says_new=says_new,
    )


@dataclass(frozen=True, kw_only=True)
class Retired:
    request: ApprovalRequest
    waits_for: tuple[str, ...]


def retires(user: User, version: QuoteVersion) -> tuple[Retired, ...]:
    """What submitting this draft takes back from those who have not answered yet."""
    steps = Prefetch("steps", steps_today().due().select_related("person"))
    found = visible_requests(user).overtaken_by(version) if version.is_draft else visible_requests(user).none()
    return tuple(
        Retired(request=request, waits_for=tuple(asked(step) for step in request.steps.all()))
        for request in found.select_related("version").prefetch_related(steps).order_by("requested_at", "id")
    )
