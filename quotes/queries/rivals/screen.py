"""Every competitor's offer of a deal beside ours, and one of them step by step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import percent
from dealdesk.kernel.words import label
from dealdesk.web import charts
from quotes.domain.invoicing import Unsaid
from quotes.domain.rivals.alike import Comparison, Step
from quotes.models import RivalOffer
from quotes.queries.attachments import FileRow, files_of
from quotes.queries.rivals.ground import Ground, Held, ground_of, held_against
from quotes.queries.rivals.whole import whole_of
from quotes.queries.rivals.words import asked, basis, gap_words, heard, verdict
from stakeholders.models import Deal, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class RivalRow:
    """One offer as the list reads it; `claimed` is what was said of the offer that `heard` names, or else how far their
    price is from ours. `whole` is our scope at theirs, as documents and the value tell it."""

    pk: int
    rival: str
    heard_on: date
    evidence: str
    is_claimed: bool
    teller: str
    source: str
    amount: Decimal | None
    is_derived: bool
    claimed: str
    heard: str
    alike: str
    whole: Decimal | None
    residual: Decimal | None
    open: int
    why: str


@dataclass(frozen=True, kw_only=True)
class RivalsScreen:
    rows: tuple[RivalRow, ...]
    ground: Ground | None
    currency: str
    may_edit: bool


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One respect: `amount` None is unknown; `open` are the questions, whether a part is known or not."""

    name: str
    amount: Decimal | None
    how: str
    basis: str
    open: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RivalScreen:
    offer: RivalOffer
    row: RivalRow
    ground: Ground | None
    comparison: Comparison | None
    steps: tuple[StepRow, ...]
    questions: tuple[str, ...]
    asks_invoice: bool
    verdict: str
    picture: charts.Picture
    rate: str
    currency: str
    files: tuple[FileRow, ...]
    may_edit: bool
    may_erase: bool

    @property
    def has_document(self) -> bool:
        return any(row.is_kept for row in self.files)


@dataclass(frozen=True, kw_only=True)
class RivalCard:
    """The latest offer, beside the talk about ours."""

    row: RivalRow
    more: int


def rivals_screen(user: User, deal: Deal, today: date) -> RivalsScreen:
    """Six statements, seven where nothing is on the table."""
    ground = ground_of(deal, today)
    return RivalsScreen(
        rows=tuple(_row(offer, held_against(offer, ground), ground) for offer in _offers(deal)),
        ground=ground,
        currency=deal.currency,
        may_edit=Act.EDIT_RIVALS.permits(user) and deal.is_open,
    )


def rival_card(user: User, deal: Deal, today: date, ground: Ground | None = None) -> RivalCard | None:
    """Nothing for those who may not see offers of others, or where there is none: then it is one statement. Beside
    `ground` where whoever asks has it already."""
    offers = _offers(deal) if Act.SEE_RIVALS.permits(user) else []
    if not offers:
        return None
    ground = ground or ground_of(deal, today)
    return RivalCard(row=_row(offers[0], held_against(offers[0], ground), ground), more=len(offers) - 1)


def _offers(deal: Deal) -> list[RivalOffer]:
    rows = RivalOffer.objects.standing().filter(deal=deal)
    offers = list(rows.select_related("teller", "heard_version__quote").prefetch_related("weighings"))
    for offer in offers:
        offer.deal = deal
    return offers


def _row(offer: RivalOffer, held: Held, ground: Ground | None) -> RivalRow:
    found = held.comparison
    return RivalRow(
        pk=offer.pk,
        rival=offer.rival,
        heard_on=offer.heard_on,
        evidence=offer.get_evidence_display(),
        is_claimed=offer.is_claimed,
        teller=offer.teller.name if offer.teller else "",
        source=offer.source,
        amount=held.amount,
        is_derived=held.is_derived,
        claimed=_said(offer) if found is None or held.is_derived else gap_words(found.claimed_gap),
        heard=heard(offer, ground),
        alike=gap_words(found.alike_gap) if found else "",
        whole=_whole(offer, ground),
        residual=found.residual if found else None,
        open=len(held.unknown),
        why=held.why,
    )


def _whole(offer: RivalOffer, ground: Ground | None) -> Decimal | None:
    """Of an amount in the currency of ours alone, as on paper."""
    if ground is None or offer.amount is None or offer.currency != ground.version.currency:
        return None
    return whole_of(offer, ground.priced).alike


def _said(offer: RivalOffer) -> str:
    """What was said of our offer as it was then; it stays so whatever we have offered since."""
    return "" if offer.claimed_percent is None else gap_words(offer.claimed_percent)


def rival_screen(user: User, offer: RivalOffer, today: date) -> RivalScreen:
    """Five statements, six where nothing is on the table; the offer comes with its deal and weighings."""
    ground = ground_of(offer.deal, today)
    held = held_against(offer, ground)
    found, currency = held.comparison, offer.deal.currency
    steps = tuple(_step(step, offer, ground) for step in found.steps) if found and ground else ()
    rate, row = ground.rate if ground else None, _row(offer, held, ground)
    return RivalScreen(
        offer=offer,
        row=row,
        ground=ground,
        comparison=found,
        steps=steps,
        questions=tuple(asked(one) for one in held.unknown),
        asks_invoice=any(isinstance(one.lack, Unsaid) for one in held.unknown),
        verdict=verdict(found, row.claimed) if found else held.why,
        picture=_picture(offer, found, steps, currency) if found else charts.EMPTY,
        rate=percent(rate.points) if rate else "",
        currency=currency,
        files=files_of(offer),
        may_edit=Act.EDIT_RIVALS.permits(user) and offer.deal.is_open,
        may_erase=Act.ERASE_ATTACHMENT.permits(user),
    )


def _step(step: Step, offer: RivalOffer, ground: Ground) -> StepRow:
    how = _("weighed by us") if step.basis else _("reckoned") if step.amount is not None else ""
    return StepRow(
        name=_(label(step.respect)),
        amount=step.amount,
        how=how,
        basis=step.basis or basis(step.respect, offer, ground),
        open=tuple(asked(one) for one in step.unknown),
    )


def _picture(offer: RivalOffer, found: Comparison, steps: tuple[StepRow, ...], currency: str) -> charts.Picture:
    """From theirs to ours; what is not known has no step, and its name stands in the residual's."""
    left = _("Price, and what is unknown") if found.unknown else _("Price")
    way = [
        charts.Step(label=offer.rival, value=found.theirs, is_total=True, kind="c2"),
        *(charts.Step(label=step.name, value=step.amount, kind="c5") for step in steps if step.amount),
        charts.Step(label=left, value=found.residual, kind="c3"),
        charts.Step(label=_("Our offer"), value=found.ours, is_total=True, kind="c1"),
    ]
    wide, narrow = (charts.waterfall(way, width=width, currency=currency) for width in (620, charts.PHONE))
    return charts.either(wide, narrow)
