"""What the law says of how a deal is paid, rule by rule, and whether we told our size."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from contracts.domain.checklists.words import ASKED, Asked
from contracts.domain.payment import Buyer, OwnSize
from contracts.domain.payment.findings import Agreed, findings
from contracts.domain.statutes import Rule, Statute
from contracts.models import Checklist, ChecklistItem, Declaration, PrimeRate
from contracts.models import Statute as Row
from contracts.models.payment import prime_rate
from contracts.queries.checklists import offers_of
from dealdesk.kernel.refusals import Blocker, Finding, Warning_
from dealdesk.web.refusals import translated
from stakeholders.models import Deal

MOST = 60
TONES: dict[type[Finding], str] = {Blocker: "bad", Warning_: "warn", Finding: "good"}
# Of a clause that waits for somebody else's payment, by the library's key.
BACK_TO_BACK = "back_to_back"
LAST = 3


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    rule: Rule
    words: str
    tone: str
    text: str
    says: str
    since: date
    until: date | None
    checked: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class DeclarationRow:
    pk: int
    size: OwnSize
    declared_on: date
    told: str
    kept_by: str
    kept_on: date
    sha256: str
    has_file: bool


@dataclass(frozen=True, kw_only=True)
class PaymentLawScreen:
    """`protected` is None while nobody has said who both sides are; `rows` are empty unless the law protects us."""

    has_checklist: bool
    buyer: Buyer | None
    we_are_small: bool | None
    protected: bool | None
    rows: tuple[RuleRow, ...]
    declarations: tuple[DeclarationRow, ...]
    prime: PrimeRate | None


def payment_law_screen(deal: Deal, today: date) -> PaymentLawScreen:
    """Six statements with a checklist, five without."""
    made = deal.checklists.select_related("version").first()
    told = Declaration.objects.filter(deal=deal).select_related("kept_by", "content").defer("content__content")
    kept = tuple(_kept(row) for row in told)
    day = timezone.localdate(deal.closed_at) if deal.closed_at else today
    prime = prime_rate(day)
    agreed = _agreed(deal, made, prime, kept)
    law = {text.rule: text for row in Row.objects.all() if (text := row.value()).holds(today)}
    return PaymentLawScreen(
        has_checklist=made is not None,
        buyer=agreed.buyer,
        we_are_small=agreed.we_are_small,
        protected=agreed.protected,
        rows=tuple(_row(said.rule, said.finding, law[said.rule]) for said in findings(agreed, law)),
        declarations=kept,
        prime=prime,
    )


def prime_rows() -> tuple[PrimeRate, ...]:
    """One statement, the newest first."""
    return tuple(PrimeRate.objects.select_related("added_by")[:MOST])


def _agreed(deal: Deal, made: Checklist | None, prime: PrimeRate | None, kept: tuple[DeclarationRow, ...]) -> Agreed:
    """What the checklist noted goes before what the offer says."""
    items = _items(made)
    offer = made.version if made else offers_of(deal).first()
    figures = {ASKED[key]: item.figure for key, item in items.items() if key in ASKED}
    days, waits = figures.get(Asked.DAYS), items.get(BACK_TO_BACK)
    return Agreed(
        buyer=Buyer(made.buyer) if made and made.buyer else None,
        we_are_small=made.we_are_small if made else None,
        credit_days=int(days) if days is not None else offer.credit_days if offer else 0,
        waits_for_others=waits is not None and waits.level == LAST,
        interest=figures.get(Asked.INTEREST),
        prime=prime.points if prime else None,
        prime_from=prime.valid_from if prime else None,
        declared_on=kept[0].declared_on if kept else None,
    )


def _items(made: Checklist | None) -> dict[str, ChecklistItem]:
    if made is None:
        return {}
    rows = made.items.filter(clause__clause__key__in=[*ASKED, BACK_TO_BACK]).select_related("clause__clause")
    return {item.clause.clause.key or "": item for item in rows}


def _row(rule: Rule, finding: Finding, text: Statute) -> RuleRow:
    return RuleRow(
        rule=rule,
        words=translated(finding.message, dict(finding.params)),
        tone=TONES[type(finding)],
        text=f"{text.instrument} {text.article}",
        says=text.says,
        since=text.in_force_from,
        until=text.in_force_to,
        checked=text.checked_on,
        source=text.source,
    )


def _kept(row: Declaration) -> DeclarationRow:
    return DeclarationRow(
        pk=row.pk,
        size=OwnSize(row.size),
        declared_on=row.declared_on,
        told=row.told,
        kept_by=row.kept_by.name,
        kept_on=timezone.localdate(row.kept_at),
        sha256=row.sha256,
        has_file=hasattr(row, "content"),
    )
