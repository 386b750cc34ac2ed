"""One driver as a row: what it says, what of it counts, and what keeps the rest apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext

from dealdesk.kernel.words import label
from quotes.domain.value.drivers import Apart, Driver
from quotes.domain.value.formulas import FORMULAS, Formula
from quotes.domain.value.promises import Promise, tied
from quotes.models import ClaimEdition, QuoteVersion, ValueDriver, ValueWord
from quotes.queries.claims.words import alternative_of, ours_of, said
from quotes.queries.value.case import alone_of
from quotes.queries.value.known import Known
from quotes.queries.value.words import promised


@dataclass(frozen=True, kw_only=True)
class DriverRow:
    """One driver: `amount` over the months as it is claimed, `counted` what of it is in the headline; `apart` says why
    it is not, in words that say what to do. `alone` is how much of it would pay by itself."""

    pk: int
    metric: str
    comparison: str
    name: str
    amount: Decimal
    confidence: Decimal
    counted: Decimal
    is_cost: bool
    is_priced: bool
    apart: tuple[str, ...]
    tone: str
    word: ValueWord | None
    promise: str
    is_contractual: bool
    falls_short: bool
    alone: str
    is_newer: bool


def driver_rows(known: Known, version: QuoteVersion | None) -> tuple[DriverRow, ...]:
    claims = [row.claim.claim_id for row in known.rows if row.claim]
    newest = dict(
        ClaimEdition.objects.filter(claim__in=claims).order_by().values_list("claim").annotate(last=Max("number"))
    )
    return tuple(driver_row(known, row, driver, version, newest) for row, driver in known.pairs)


def driver_row(
    known: Known, row: ValueDriver, driver: Driver, version: QuoteVersion | None, newest: dict[int, int]
) -> DriverRow:
    claim, edition = driver.claim, row.claim
    promise = tied(Promise(row.promise), claim, version) if claim and version else None
    return DriverRow(
        pk=row.pk,
        metric=said(claim.metric) if claim else gettext(label(driver.formula)),
        comparison=_compared(driver) if claim else gettext(FORMULAS[driver.formula].says),
        name=gettext(label(driver.formula)),
        amount=driver.amount(known.value.months),
        confidence=driver.confidence.points,
        counted=driver.counted(known.value.months),
        is_cost=driver.is_cost,
        is_priced=driver.formula is not Formula.UNPRICED,
        apart=tuple(_apart(driver)),
        tone=_tone(driver),
        word=row.word,
        promise=promised(promise) if promise else "",
        is_contractual=promise.is_contractual if promise else False,
        falls_short=promise.falls_short if promise else False,
        alone=alone_of(known, driver) if driver.apart is None else "",
        is_newer=edition is not None and newest.get(edition.claim_id, edition.number) > edition.number,
    )


def _compared(driver: Driver) -> str:
    """Ours against whose."""
    if driver.claim is None:
        return ""
    theirs = f"{said(driver.claim.alternative_of)} {alternative_of(driver.claim)}".strip()
    return gettext("%(ours)s against %(theirs)s") % {"ours": ours_of(driver.claim), "theirs": theirs}


def _apart(driver: Driver) -> Iterator[str]:
    """All of it."""
    if driver.is_cost:
        return
    yield from (gettext(label(why)) for why in driver.unproved)
    if driver.formula is Formula.UNPRICED:
        yield gettext(label(Apart.UNPRICED))
    elif not driver.is_acknowledged:
        yield gettext(label(Apart.UNACKNOWLEDGED))


def _tone(driver: Driver) -> str:
    if driver.is_cost:
        return "info"
    tones = {Apart.UNPROVED: "bad", Apart.UNACKNOWLEDGED: "warn", Apart.UNPRICED: "info", None: "good"}
    return tones[driver.apart]
