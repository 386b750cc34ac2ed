"""One driver with its figures, and what another can be made of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.words import label
from quotes.domain.value.formulas import COSTS, FORMULAS, Formula, Input, for_claim
from quotes.models import ClaimEdition, ValueBasis, ValueDriver
from quotes.models.forewarnings import forewarning_on
from quotes.queries.claims import ClaimRow, claim_row, newest_editions
from quotes.queries.claims.words import percentile_of, said
from quotes.queries.rivals import ground_of
from quotes.queries.value.case import Figure, figures_of
from quotes.queries.value.known import value_of
from quotes.queries.value.rows import DriverRow, driver_row
from stakeholders.models import Deal, Seat, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class FigureRow(Figure):
    """One figure of the customer's as its team reads it: where it comes from stands beside it."""

    source: str


@dataclass(frozen=True, kw_only=True)
class DriverScreen:
    row: DriverRow
    formula: str
    source: str
    figures: tuple[FigureRow, ...]
    tellers: tuple[tuple[str, str], ...]
    claim: int | None
    condition: str
    percentile: str
    currency: str
    months: int
    may_edit: bool


def driver_screen(user: User, driver: ValueDriver, today: date) -> DriverScreen:
    """One driver over the months of the offer on the table; read by its door."""
    deal = driver.deal
    ground = ground_of(deal, today)
    known = value_of(deal, today, ground.version if ground else None)
    place = next(place for place, row in enumerate(known.rows) if row.pk == driver.pk)
    row, value = known.rows[place], known.value.drivers[place]
    last = ClaimEdition.objects.filter(claim__editions=row.claim).aggregate(last=Max("number"))["last"]
    newest = {row.claim.claim_id: last} if row.claim else {}
    claim, rule = value.claim, FORMULAS[value.formula]
    return DriverScreen(
        row=driver_row(known, row, value, ground.version if ground else None, newest),
        formula=gettext(rule.says),
        source=gettext(rule.source),
        figures=_figures(row, deal.currency),
        tellers=tuple(
            (gettext(label(Input(one.key))), one.teller.name) for one in row.inputs.all() if one.teller is not None
        ),
        claim=row.claim.claim_id if row.claim else None,
        condition=said(claim.condition) if claim else "",
        percentile=percentile_of(claim) if claim else "",
        currency=deal.currency,
        months=known.value.months,
        may_edit=Act.EDIT_VALUE.permits(user) and deal.is_open,
    )


def _figures(row: ValueDriver, currency: str) -> tuple[FigureRow, ...]:
    told = {Input(one.key): one.source for one in row.inputs.all()}
    asked = FORMULAS[Formula(row.formula)].inputs
    found = zip(figures_of(row, currency), asked, strict=True)
    return tuple(FigureRow(name=one.name, value=one.value, source=told[key]) for one, key in found)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A formula with the address of its form."""

    name: str
    says: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ClaimChoice:
    row: ClaimRow
    formulas: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class ChoiceScreen:
    claims: tuple[ClaimChoice, ...]
    costs: tuple[Choice, ...]


def choice_screen(deal: Deal, today: date) -> ChoiceScreen:
    """What a driver can be made of: claims that stand, those that may be told first, and costs. Two statements."""
    page = reverse("quotes:driver_new", args=[deal.pk])
    ahead = forewarning_on(today)
    editions = [(one, claim_row(one, today, ahead)) for one in newest_editions()]
    return ChoiceScreen(
        claims=tuple(
            ClaimChoice(
                row=row,
                formulas=tuple(
                    _choice(one, f"{page}?claim={row.pk}&formula={one}") for one in for_claim(edition.value())
                ),
            )
            for edition, row in sorted(editions, key=lambda pair: (bool(pair[1].why), pair[1].pk))
        ),
        costs=tuple(_choice(one, f"{page}?formula={one}") for one in COSTS),
    )


def _choice(formula: Formula, url: str) -> Choice:
    return Choice(name=gettext(label(formula)), says=gettext(FORMULAS[formula].says), url=url)


def chosen_edition(claim: int | None) -> ClaimEdition | None:
    """The newest edition of a claim that was chosen from the list."""
    rows = ClaimEdition.objects.with_evidence().filter(claim=claim)
    return rows.order_by("-number").first() if claim else None


def seats_of(deal: Deal) -> QuerySet[Seat]:
    return Seat.objects.filter(deal=deal).select_related("contact")


def newer_than(driver: ValueDriver) -> ClaimEdition | None:
    """The newest edition of its claim where a later one says otherwise."""
    if driver.claim is None:
        return None
    last = chosen_edition(driver.claim.claim_id)
    return last if last and last.number > driver.claim.number else None


def may_reckon(formula: Formula, edition: ClaimEdition | None) -> bool:
    """Whether this is a cost without a claim, or a formula that takes the claim."""
    if edition is None:
        return FORMULAS[formula].is_cost
    return FORMULAS[formula].takes(edition.value())


def basis_of(deal: Deal) -> ValueBasis | None:
    return ValueBasis.objects.filter(deal=deal).first()
