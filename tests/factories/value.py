"""Claims and what they are worth in a deal, made through the actions: the complaints of the seed first."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from dealdesk.kernel.words import Told
from quotes.actions.attachments import attach_evidence
from quotes.actions.claims import add_claim
from quotes.actions.value import acknowledge_driver, note_driver, set_value_basis
from quotes.domain.attachments import checked
from quotes.domain.claims import Better, Claim, Source, Unit
from quotes.domain.value.drivers import Alternative
from quotes.domain.value.formulas import Formula, Input
from quotes.domain.value.promises import Promise
from quotes.models import ClaimEdition, ValueBasis, ValueDriver
from quotes.models.value import Given
from stakeholders.models import Contact, Deal, User
from tests.factories.stakeholders import NOW

TODAY = NOW.date()
COMPLAINTS: dict[str, Any] = {
    "metric": Told("通话投诉率", "Complaint rate of calls"),
    "ours": Decimal("0.3"),
    "alternative": Decimal("1.2"),
    "alternative_of": Told("行业平均", "Industry average"),
    "unit": Unit.PERCENT,
    "better": Better.LOWER,
    "percentile": "P50",
    "condition": Told("全网 30 天，弱网占 12%", "Whole network, 30 days, 12 % weak networks"),
    "source": Source.MEASURED,
    "origin": "质量平台月报",
    "measured_on": TODAY - timedelta(days=30),
    "valid_until": TODAY + timedelta(days=150),
}
# Three million calls, twelve yuan for handling one complaint: 324,000 a year.
TICKETS = {Input.CALLS: Decimal(3_000_000), Input.TICKET: Decimal(12)}


def said(**changed: Any) -> Claim:
    return Claim(**COMPLAINTS | changed)


def claim(*, by: User, proved: bool = True, note: str = "", **changed: Any) -> ClaimEdition:
    """The first edition of a new claim, with its record attached unless it is not `proved`."""
    made = add_claim(said=said(**changed), owner=by, note=note, by=by, at=NOW)
    edition = made.editions.get()
    if proved:
        attach_evidence(edition=edition, files=[checked("记录.txt", "实测记录".encode())], by=by, at=NOW)
    return edition


def given(told: dict[Input, Decimal], teller: Contact | None = None) -> dict[Input, Given]:
    return {key: Given(amount=amount, source="客户运营月报", teller=teller) for key, amount in told.items()}


def driver(*, deal: Deal, by: User, told: dict[Input, Decimal] | None = None, **changed: Any) -> ValueDriver:
    """Complaints avoided, nobody has acknowledged them; a cost where a formula of costs is given, without a claim."""
    values: dict[str, Any] = {
        "formula": Formula.TICKETS,
        "confidence": Decimal(80),
        "promise": Promise.NONE,
        "given": given(TICKETS if told is None else told),
    } | changed
    if "claim" not in values:
        values["claim"] = claim(by=by)
    return note_driver(deal=deal, by=by, at=NOW, **values)


def switching(*, deal: Deal, by: User) -> ValueDriver:
    """Thirty days at two thousand: 60,000 once."""
    told = {Input.DAYS: Decimal(30), Input.DAY: Decimal(2000)}
    return driver(deal=deal, by=by, formula=Formula.SWITCHING, claim=None, told=told, confidence=Decimal(100))


def acknowledged(row: ValueDriver, contact: Contact, by: User) -> ValueDriver:
    return acknowledge_driver(
        driver=row, edition=row.edition, contact=contact, on=TODAY, said="按这个口径算没有问题", by=by, at=NOW
    )


def basis(*, deal: Deal, by: User, **changed: Any) -> ValueBasis:
    """Seven hundred thousand a year elsewhere, and ten per cent of discount."""
    values: dict[str, Any] = {
        "edition": 0,
        "alternative": Alternative.RIVAL,
        "reference": Decimal(700_000),
        "reference_months": 12,
        "reference_source": "客户给的对手报价单",
        "yearly_rate": Decimal(10),
        "rate_source": "客户财务部",
        "rate_on": TODAY,
        "no_cost_because": "",
    } | changed
    return set_value_basis(deal=deal, by=by, at=NOW, **values)
