"""What became of the latest request for a version."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from quotes.domain.approvals import RequestState, StepFacts, Verdict, state_of
from quotes.domain.readiness import Readiness
from quotes.domain.standing import request_word
from quotes.models import ApprovalStep, QuoteVersion
from quotes.models.readiness import known_in, ready_facts
from quotes.queries.approvals.standings import said


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The latest request for this version, and where it stands."""

    pk: int
    state: RequestState
    label: str
    tone: str
    holds_until: date | None = None
    # Whether it may go out, for those who are told.
    gate: Readiness | None = None


def approval_of(version: QuoteVersion, today: date, *, gated: bool = False) -> Approval | None:
    """In one statement: the steps come along as what was decided on each, and where asked what the gate knows."""
    decided = {"approver": "approver", "position": "position", "turn": "turn", "one_suffices": "one_suffices"}
    decided |= {"verdict": "decision__verdict", "decided_hash": "decision__content_hash"}
    steps = ApprovalStep.objects.filter(request=OuterRef("pk")).order_by("position")
    requests = version.requests.annotate(told=ArraySubquery(steps.values(json=JSONObject(**decided))))
    if gated:
        requests = requests.annotate(**ready_facts("version__quote__deal", dated=True))
    request = requests.order_by("-requested_at", "-id").first()
    if request is None:
        return None
    facts = request.facts(today, (_step(**told) for told in vars(request)["told"]))
    word = said(request_word(version.content_hash, facts, expired=False))
    return Approval(
        pk=request.pk,
        state=state_of(version.content_hash, facts),
        label=word.label,
        tone=word.tone,
        holds_until=request.holds_until,
        gate=known_in(request, version.quote.deal).gate(version.pk) if gated else None,
    )


def _step(*, approver: str, verdict: str | None, decided_hash: str | None, **place: Any) -> StepFacts:
    """`place` is its position, its turn, and whether one of those beside it is enough."""
    verdicts = Verdict(verdict) if verdict else None
    return StepFacts(approver=approver, verdict=verdicts, decided_hash=decided_hash or "", **place)
