"""One version as its screen shows it: lines by group, totals, what it still needs, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.kernel.capitals import rmb_capitals
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.words import label
from dealdesk.web.refusals import translated
from dealdesk.web.units import unit
from quotes.domain.approvals import RequestState
from quotes.domain.lifecycle import RUNNING, VersionState, expires_soon, is_expired
from quotes.domain.pricing.advice import advice
from quotes.domain.pricing.engine import PERCENT_PLACES, PricedLine, PricedOffer, percent_off, price
from quotes.domain.pricing.margin import Margin
from quotes.models import QuoteLine, QuoteVersion
from quotes.models.forewarnings import soon_days
from quotes.permissions import may_void
from quotes.queries.quotes.asked import Approval, approval_of
from quotes.queries.quotes.authority import Authority, Growth, authority_over
from quotes.queries.quotes.siblings import Sibling, siblings_of
from quotes.queries.quotes.words import Fact, facts, tags
from quotes.queries.readiness import not_ready
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Line:
    """`total` is what is offered, its part of the whole's discount taken off; `itemised` what the line costs by
    itself; `subtotal` which of the two its row shows.

    `key` and `number` are text: a template localizes every number it prints, and a grid prints these often.
    """

    pk: int
    key: str
    number: str
    code: str
    description: str
    group: str
    unit: str
    quantity: Decimal
    list_price: Decimal
    discount: Decimal
    unit_price: Decimal
    vat_rate: Decimal
    itemised: Decimal
    total: Decimal
    subtotal: Decimal
    is_free: bool
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """`total` adds up the subtotals of its lines in the total."""

    letter: str
    key: str
    name: str
    list_total: Decimal
    total: Decimal
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Tax:
    """At one VAT rate, with the `others` that are raised beside it."""

    rate: Decimal
    net: Decimal
    tax: Decimal
    others: tuple[Decimal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Totals:
    """`total` and what leads to it are in the offer's tax basis; net, taxes and gross are what they say. `changed_by`
    is what the header puts on the items, below zero for a discount."""

    list_total: Decimal
    itemised: Decimal
    saving: Decimal
    below_list: Decimal
    header: Decimal
    has_header: bool
    changed_by: Decimal
    saving_percent: Decimal
    total: Decimal
    net: Decimal
    taxes: tuple[Tax, ...]
    gross: Decimal
    a_year: Decimal
    discount: Decimal
    tenths: Decimal | None
    capitals: str


@dataclass(frozen=True, kw_only=True)
class Floor:
    """Only for those who may see it: what the offer stands on, and how far above."""

    total: Decimal | None
    above: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Void:
    """Why, when and by whom an offer was taken off the table."""

    reason: str
    at: datetime | None
    by: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    pk: int
    quote: int
    quote_number: str
    title: str
    number: int
    branch: str
    mark: str
    state: VersionState
    state_label: str
    edition: int
    bundle_price: Decimal | None
    currency: str
    tax_included: bool
    term_months: int
    price_book: str
    based_on: Sibling | None
    hash: str
    frozen_at: datetime | None
    frozen_by: str
    sent_at: datetime | None
    accepted_at: datetime | None
    void: Void | None
    may_void: bool
    has_packages: bool
    valid_until: date
    is_expired: bool
    expires_soon: bool
    # Why it may not go to the customer yet, whatever was approved; asked only of what waits to be sent.
    not_ready: str
    note: str
    groups: tuple[Group, ...]
    totals: Totals
    floor: Floor | None
    facts: tuple[Fact, ...]
    advice: tuple[str, ...]
    authority: Authority
    approval: Approval | None
    versions: tuple[Sibling, ...]

    @property
    def unit(self) -> str:
        """What a total is counted in, after the figure."""
        return unit(self.currency, months=self.term_months)

    @property
    def one_term(self) -> int | None:
        """The term of all versions, where they have one; else each says its own."""
        terms = {self.term_months, *(other.term_months for other in self.versions)}
        return self.term_months if len(terms) == 1 else None

    @property
    def is_draft(self) -> bool:
        return self.state is VersionState.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.approval is not None and self.approval.state is RequestState.APPROVED

    @property
    def is_bundle(self) -> bool:
        return self.bundle_price is not None

    @property
    def open_draft(self) -> Sibling | None:
        """The draft on this version's branch: the next one has to wait for it."""
        drafts = (other for other in self.versions if other.state == VersionState.DRAFT)
        return next((other for other in drafts if other.branch == self.branch), None)

    @property
    def rivals(self) -> tuple[Sibling, ...]:
        """What still lives on the other branches, where this version stands on one."""
        live = (other for other in self.versions if other.state != VersionState.VOID and other.branch)
        return tuple(other for other in live if other.branch != self.branch) if self.branch else ()

    @property
    def is_seen(self) -> bool:
        return any(other.pk == self.pk and other.seen_at for other in self.versions)

    @property
    def since(self) -> Sibling | None:
        """The earlier version that this reader opened or decided on last."""
        seen = ((other.seen_at, other.number, other) for other in self.versions if other.number < self.number)
        return max(((at, number, other) for at, number, other in seen if at), default=(None, 0, None))[2]

    @property
    def compared_with(self) -> int | None:
        """What a reader most likely wants beside it: its base, else the version before."""
        earlier = [other.number for other in self.versions if other.number < self.number]
        return self.based_on.number if self.based_on else max(earlier, default=None)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)


def lines_of(version: QuoteVersion) -> list[QuoteLine]:
    """The version's lines, read once for the form, the change and the screen after it.

    With a draft come those of the version it was made from, where that is in hand: its editor holds them side by side.
    """
    base = version.based_on if version.is_draft and QuoteVersion.based_on.is_cached(version) else None
    prefetch_related_objects([version, base] if base else [version], "lines")
    return sorted(version.lines.all(), key=lambda line: line.position)


def priced_of(version: QuoteVersion) -> PricedOffer:
    """What it comes to as it stands, for whatever looks at the same offer more than once."""
    return price(version.terms(lines_of(version)))


def offer(
    user: User, version: QuoteVersion, at: datetime, *, siblings: bool = True, priced: PricedOffer | None = None
) -> Offer:
    """`version` comes with its quote and price book; its lines are read once unless they are in hand, and `priced`.

    An answer to one changed cell leaves the `siblings` out: nothing about them has changed.
    """
    rows, priced = lines_of(version), priced or priced_of(version)
    others = siblings_of(user, version) if siblings else ()
    state, today = VersionState(version.state), timezone.localdate(at)
    approval = _approval(user, version, state, today)
    return Offer(
        pk=version.pk,
        quote=version.quote_id,
        quote_number=version.quote.number,
        title=version.quote.title,
        number=version.number,
        branch=version.branch,
        mark=version.mark,
        state=state,
        state_label=gettext(label(state)),
        edition=version.edition,
        **_counted(version, rows),
        price_book=f"{version.price_book.book.name} V{version.price_book.number}",
        based_on=next((other for other in others if other.pk == version.based_on_id), None),
        hash=version.fingerprint,
        frozen_at=version.frozen_at,
        frozen_by=version.frozen_by.name if version.frozen_by else "",
        **_ends(user, version, today),
        not_ready=not_ready(approval.gate) if approval and approval.gate else "",
        note=version.note,
        groups=_groups(priced, rows),
        totals=_totals(priced),
        floor=_floor(priced) if Act.SEE_FLOOR.permits(user) else None,
        facts=facts(priced.terms),
        advice=tuple(translated(found.message, dict(found.params)) for found in advice(priced)),
        authority=_authority(user, priced, version, at),
        approval=approval,
        versions=others,
    )


def _approval(user: User, version: QuoteVersion, state: VersionState, today: date) -> Approval | None:
    """With the gate for whoever may send it."""
    gated = state is VersionState.SUBMITTED and Act.SEND_VERSION.permits(user)
    return None if version.is_draft else approval_of(version, today, gated=gated)


def _counted(version: QuoteVersion, rows: Sequence[QuoteLine]) -> dict[str, Any]:
    """What its amounts are counted in, and whether packages are among them."""
    names = "bundle_price", "currency", "tax_included", "term_months"
    counted = {name: getattr(version, name) for name in names}
    return counted | {"has_packages": any(row.is_packaged for row in rows)}


def _ends(user: User, version: QuoteVersion, today: date) -> dict[str, Any]:
    """How far an offer has come, how long it stands, and whether this reader may end it."""
    about = VersionState(version.state), version.valid_until, today
    return {
        "sent_at": version.sent_at,
        "accepted_at": version.accepted_at,
        "void": _void(version),
        "may_void": version.state in RUNNING and may_void(user, version),
        "valid_until": version.valid_until,
        "is_expired": is_expired(*about),
        "expires_soon": expires_soon(*about, soon_days([about[:2]], today)),
    }


def _authority(user: User, priced: PricedOffer, version: QuoteVersion, at: datetime) -> Authority:
    """What a draft would have to ask for today; a frozen version has asked already."""
    if not version.is_draft:
        return Authority()
    grown = Growth(version, user)
    day, sees_floor = timezone.localdate(at), Act.SEE_FLOOR.permits(user)
    return authority_over(priced.terms, priced, day, sees_floor=sees_floor, grown=grown)


def _void(version: QuoteVersion) -> Void | None:
    if version.voided_by is None:
        return None
    return Void(reason=version.void_reason, at=version.voided_at, by=version.voided_by.name)


def _groups(priced: PricedOffer, rows: Sequence[QuoteLine]) -> tuple[Group, ...]:
    """Every line by group; a group's totals are those of its lines in the total, and zero where it has only others."""
    both = zip(priced.every_line, rows, strict=True)
    lines: dict[str, list[Line]] = {}
    for i, (result, row) in enumerate(both, 1):
        lines.setdefault(row.group, []).append(_line(i, result, row, priced))
    totals = {total.group: total for total in priced.groups}
    return tuple(
        Group(
            letter=chr(ord("A") + i % 26),
            key=str(i),
            name=name,
            list_total=totals[name].list_total if name in totals else ZERO,
            total=priced.subtotal_of(totals[name]) if name in totals else ZERO,
            lines=tuple(found),
        )
        for i, (name, found) in enumerate(lines.items())
    )


def _line(number: int, result: PricedLine, row: QuoteLine, priced: PricedOffer) -> Line:
    return Line(
        pk=row.pk,
        key=str(row.pk),
        number=str(number),
        code=row.product_code,
        description=row.description,
        group=row.group,
        unit=row.unit,
        quantity=row.quantity,
        list_price=row.list_price,
        discount=row.discount,
        unit_price=result.unit_price,
        vat_rate=row.vat_rate,
        itemised=result.itemised_total,
        total=result.total,
        subtotal=priced.subtotal_of(result),
        is_free=row.product_id is None,
        tags=tags(row),
    )


def _totals(priced: PricedOffer) -> Totals:
    return Totals(
        list_total=priced.list_total,
        itemised=priced.itemised_total,
        saving=priced.saving,
        below_list=priced.below_list,
        header=priced.header_discount,
        has_header=priced.terms.header is not None,
        changed_by=-priced.header_discount,
        saving_percent=percent_off(priced.itemised_total, priced.total),
        total=priced.total,
        net=priced.net,
        taxes=tuple(Tax(rate=tax.rates[0], net=tax.net, tax=tax.tax, others=tax.rates[1:]) for tax in priced.taxes),
        gross=priced.gross,
        a_year=priced.a_year,
        discount=priced.discount_percent,
        tenths=round_to((100 - priced.discount_percent) / 10, 2) if priced.discount_percent > 0 else None,
        capitals=rmb_capitals(priced.gross) if priced.currency == "CNY" else "",
    )


def _floor(priced: PricedOffer) -> Floor:
    above = priced.above_floor
    if priced.floor_total is None:
        return Floor(total=None, above=None, percent=None)
    share = Margin(revenue=priced.total, cost=priced.floor_total).percent
    return Floor(total=priced.floor_total, above=above, percent=share.rounded(PERCENT_PLACES).points if share else None)
