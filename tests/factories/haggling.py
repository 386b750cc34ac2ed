"""Offers past authority, requests for them and rounds, made through the actions themselves."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quotes.actions.amendments import amend_round
from quotes.actions.approvals import decide, submit_version
from quotes.actions.counters import counter
from quotes.actions.negotiation import log_round
from quotes.actions.quotes import change_lines
from quotes.domain.approvals import Verdict
from quotes.domain.negotiation import Channel, Issue, MoveKind, MoveTerms
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, Counter, Decision, Quote, QuoteVersion, Round, RoundAmendment
from stakeholders.models import Contact, User
from tests.factories.quotes import passed_over
from tests.factories.stakeholders import NOW

REASON = "周昀答应 11-27 前走完会签，前提是 18 % 折让。"
IN_RETURN = "季付改年付"


def discounted(version: QuoteVersion, points: str, *, by: User, at: datetime = NOW) -> QuoteVersion:
    """The draft with the same discount on every line."""
    changes: Any = {line.pk: {"discount": Decimal(points)} for line in version.lines.all()}
    change_lines(version=version, edition=version.edition, changes=changes, by=by, at=at)
    return QuoteVersion.objects.get(pk=version.pk)


def asked(version: QuoteVersion, *, by: User, at: datetime = NOW, points: str = "18", **said: str) -> ApprovalRequest:
    """A request for the draft, 18 points off unless told otherwise."""
    said = {"reason": REASON, "in_return": IN_RETURN} | said
    return submit_version(version=discounted(version, points, by=by, at=at), by=by, at=at, **said)


def decided(
    request: ApprovalRequest, *, by: User, verdict: Verdict = Verdict.APPROVE, at: datetime = NOW, **changed: str
) -> Decision:
    said = {"reason": "", "content_hash": request.content_hash} | changed
    return decide(request=request, verdict=verdict, by=by, at=at, **said)


def approved(version: QuoteVersion, *, by: User, at: datetime = NOW) -> QuoteVersion:
    """The draft as it is, submitted; within authority that is all there is to it."""
    return submit_version(version=version, reason=REASON, by=by, at=at).version


def logged(
    quote: Quote, *, contact: Contact, by: User, at: datetime = NOW, opened: bool = True, **changed: Any
) -> Round:
    """A round in which they asked for 720,000 and we moved nowhere; the gate is `opened` for what it talks about."""
    table = quote.versions.on_the_table().first()
    if opened and table and table.sent_at is None:
        passed_over(version=table, by=by)
    values: dict[str, Any] = {
        "on": date(2026, 11, 24),
        "channel": Channel.MEETING,
        "ours": [by],
        "theirs": [contact],
        "their_ask": Decimal(720000),
        "said": "年付能不能再让一点？",
        "next_step": "带同口径对比表复谈",
        "next_step_on": date(2026, 11, 27),
    }
    return log_round(quote=quote, by=by, at=at, **values | changed)


def asked_of(kept: Round) -> list[tuple[str, User | None, list[str]]]:
    """Whom the version that a round made asks, and about what."""
    assert kept.made is not None
    return steps_of(kept.made.requests.get())


def steps_of(request: ApprovalRequest) -> list[tuple[str, User | None, list[str]]]:
    """Whom a request asks, and about what."""
    return [(step.approver, step.person, [why["figure"] for why in step.why]) for step in request.steps.all()]


def amended(round_: Round, *, by: User, at: datetime = NOW, **changed: Any) -> RoundAmendment:
    """As it was logged, but for what is changed."""
    told: dict[str, Any] = {
        "on": round_.on,
        "channel": round_.channel,
        "ours": list(round_.ours.all()),
        "theirs": list(round_.theirs.all()),
        "their_ask": round_.their_ask,
        "ask_high": round_.ask_high,
        "ask_months": round_.ask_months,
        "range_low": round_.range_low,
        "range_high": round_.range_high,
        "said": round_.said,
        "next_step": round_.next_step,
        "next_step_on": round_.next_step_on,
        "moves": [move.value(0) for move in round_.moves.all()],
        "was": [move.pk for move in round_.moves.all()],
        "amended": round_.amendments.count(),
        "reason": "记错了",
    }
    return amend_round(round=round_, by=by, at=at, **told | changed)


def give(what: str = "让价 5 万", **changed: Any) -> MoveTerms:
    return MoveTerms(**{"kind": MoveKind.GIVE, "issue": Issue.PRICE, "what": what, "worth": Decimal(50000)} | changed)


def get(what: str = "季付改年付", **changed: Any) -> MoveTerms:
    return MoveTerms(**{"kind": MoveKind.GET, "issue": Issue.PAYMENT, "what": what, "worth": Decimal(54000)} | changed)


def countered(request: ApprovalRequest, *, by: User, at: datetime = NOW, **changed: Any) -> Counter:
    """18 points off for 24 months, unless told otherwise."""
    said = {"reason": "签 24 个月可以给到 18%。", "content_hash": request.content_hash} | changed
    offer = said.pop("offer", Revision(discount=Decimal(18), terms={"term_months": 24}))
    return counter(request=request, offer=offer, by=by, at=at, **said)
