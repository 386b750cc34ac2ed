"""A request for approval on paper, for colleagues who see margins: never for a customer, as each page says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from dealdesk.kernel.changes import Change
from dealdesk.kernel.formats import iso
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import Job, Pdf, admit, set_in_type
from quotes.domain.negotiation import MoveKind
from quotes.domain.pricing.compare import Change as Difference
from quotes.domain.pricing.compare import Part, Shown
from quotes.domain.proposals import Language
from quotes.models import ApprovalSheet, Move, Round
from quotes.queries.approvals import ApprovalScreen, approval_screen
from quotes.queries.approvals.words import TextRow
from quotes.queries.quotes.words import shown

TEMPLATE = "quotes/documents/approval_sheet.html"
SHEETS = ("paper.css", "proposal.css", "champion.css", "opening.css", "internal.css")
ENGLISH = "english.css"


@dataclass(frozen=True, kw_only=True)
class Trade:
    is_given: bool
    kind: str
    what: str
    issue: str
    worth: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What is other than in the version that was agreed to last."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A text that the offer's documents print as somebody typed it."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """`who` is asked, or decided `at`."""

    whom: str
    state: str
    who: str
    at: datetime | None
    reasons: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one reader may see of a request: its version's own figures, and who has agreed to them by `at`.

    Amounts are in `currency`; the total and the floor with tax, `net`, cost and margin before it. None is what is not
    known, or not for this reader. `changes` are since the version `since`, `words` as they were asked about.
    """

    language: Language
    at: datetime
    reader: str
    request: str
    customer: str
    deal: str
    quote: str
    version: str
    state: str
    asked_by: str
    asked_at: datetime
    months: int
    free_months: int
    payment: str
    currency: str
    total: Decimal
    net: Decimal
    over: str
    over_amount: Decimal | None
    cost: Decimal | None
    why_no_cost: str
    margin: Decimal | None
    percent: Decimal | None
    tone: str
    floor: Decimal | None
    above_floor: Decimal | None
    reason: str
    trades: tuple[Trade, ...]
    gained: Decimal | None
    since: str
    changes: tuple[Changed, ...]
    words: tuple[Worded, ...]
    steps: tuple[Step, ...]
    content_hash: str

    @property
    def name(self) -> str:
        return f"{self.quote} / {self.version}"


def collect(sheet: ApprovalSheet, *, at: datetime) -> Sheet:
    """As its reader may see the request by then; refuses where the version is not what was asked for any more."""
    with override(sheet.language):
        return _collected(sheet, approval_screen(sheet.asked_by, sheet.request, at), timezone.localtime(at))


def snapshot(sheet: Sheet) -> dict[str, Any]:
    """The same as plain values, kept beside the pages."""
    return asdict(sheet)


def render(sheet: Sheet, progress: Callable[[int, str], None] | None = None) -> Pdf:
    """The same sheet gives the same bytes."""
    admit(sheet)
    css = (*SHEETS, ENGLISH) if sheet.language is Language.ENGLISH else SHEETS
    return set_in_type(Job(html(sheet), css=css, at=sheet.at), progress=progress)


def html(sheet: Sheet) -> str:
    with override(sheet.language):
        lang = "en" if sheet.language is Language.ENGLISH else "zh-CN"
        return render_to_string(TEMPLATE, {"s": sheet, "lang": lang, "prepared": iso(sheet.at)})


def file_name(sheet: ApprovalSheet) -> str:
    with override(sheet.language):
        return f"{_('Internal')}-{sheet.request.number}-{timezone.localtime(sheet.asked_at):%Y%m%d}.pdf"


def _collected(sheet: ApprovalSheet, screen: ApprovalScreen, at: datetime) -> Sheet:
    version, request = screen.version, screen.request
    if version.content_hash != request.content_hash:
        raise Refusal("The offer is not the one that was asked for any more: take the sheet of its newest request.")
    deal, trades = version.quote.deal, tuple(_trades(screen.round, request.requested_at))
    return Sheet(
        language=Language(sheet.language),
        at=at,
        reader=sheet.asked_by.name,
        request=request.number,
        customer=deal.customer.name,
        deal=deal.name,
        quote=version.quote.number,
        version=str(version),
        state=screen.said.label,
        asked_by=request.requested_by.name,
        asked_at=timezone.localtime(request.requested_at),
        months=version.term_months,
        free_months=version.free_months,
        payment=version.get_payment_plan_display(),
        currency=version.currency,
        total=version.gross_total,
        net=version.net_total,
        reason=request.reason,
        trades=trades,
        gained=_gained(trades),
        since=str(screen.since.version) if screen.since else "",
        changes=tuple(_changes(screen)),
        words=tuple(Worded(label=_(row.label), text=_text(row)) for row in screen.words.rows),
        steps=tuple(_steps(screen)),
        content_hash=request.content_hash,
        **_behind(screen),
    )


def _behind(screen: ApprovalScreen) -> dict[str, Any]:
    """What stands behind the total, as it was kept when the version was submitted."""
    over, cost = screen.over, screen.cost
    return {
        "over": over.shown if over else "",
        "over_amount": over.amount if over else None,
        "cost": cost.cost if cost else None,
        "why_no_cost": cost.why if cost else "",
        "margin": cost.margin if cost else None,
        "percent": cost and cost.percent and round_to(cost.percent, 1),
        "tone": cost.tone if cost else "",
        "floor": screen.floor_total,
        "above_floor": screen.above_floor,
    }


def _trades(made_in: Round | None, asked_at: datetime) -> Iterable[Trade]:
    """What the round that made the version gave and got, as it was told when approval was asked for."""
    if made_in is None:
        return
    told = [one for one in made_in.amendments.all() if one.amended_at <= asked_at]
    moves: list[Move] = list((told[-1] if told else made_in).moves.all())
    for kind in (MoveKind.GIVE, MoveKind.GET):
        for move in moves:
            if move.kind == kind:
                yield Trade(
                    is_given=kind is MoveKind.GIVE,
                    kind=move.get_kind_display(),
                    what=move.what,
                    issue=move.get_issue_display(),
                    worth=move.worth,
                )


def _gained(trades: Sequence[Trade]) -> Decimal | None:
    """What was got less what was given; None where one of them was never weighed, or nothing was traded."""
    worths = [None if one.worth is None else -one.worth if one.is_given else one.worth for one in trades]
    return None if None in worths or not worths else sum((worth or ZERO for worth in worths), ZERO)


def _changes(screen: ApprovalScreen) -> Iterable[Changed]:
    for one in screen.since.changes if screen.since else ():
        label = f"{one.about} · {_(one.label)}" if one.about else _(one.label)
        yield Changed(label=label, before=as_said(one.before, one), after=as_said(one.after, one))


def as_said(value: object, change: Difference) -> str:
    """A share among the totals follows from amounts and has no more than one decimal that says anything; what somebody
    typed, a discount or an availability, is said as it was typed."""
    is_reckoned = change.part is Part.TOTAL and change.shown is Shown.PERCENT
    return shown(round_to(value, 1) if is_reckoned and isinstance(value, Decimal) else value, change.shown)


def _text(row: TextRow) -> str:
    return "".join(piece.text for piece in row.pieces if piece.change is not Change.GONE)


def _steps(screen: ApprovalScreen) -> Iterable[Step]:
    for row in screen.steps:
        decision = getattr(row.step, "decision", None)
        yield Step(
            whom=row.step.get_approver_display(),
            state=_(row.state.label),
            who=decision.decided_by.name if decision else row.who,
            at=timezone.localtime(decision.decided_at) if decision else None,
            reasons=row.reasons,
            reason=decision.reason if decision else "",
        )
