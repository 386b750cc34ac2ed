"""The library of claims, and what they are worth to the demo's main customer: one acknowledged, one expired."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from dealdesk.kernel.words import Told
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from quotes.actions.attachments import attach_evidence
from quotes.actions.claims import add_claim
from quotes.actions.value import acknowledge_driver, answer_concern, note_driver, set_value_basis
from quotes.domain.attachments import checked
from quotes.domain.claims import Better, Claim, Reading, Source, Unit
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.engine import price
from quotes.domain.value.drivers import Alternative
from quotes.domain.value.formulas import Formula, Input
from quotes.domain.value.promises import Promise
from quotes.models import ClaimEdition, QuoteVersion, RivalOffer
from quotes.models.value import Given
from quotes.queries.rivals.whole import whole_of
from stakeholders.models import Contact, Deal, User

type Cast = dict[str, User]


def tell(cast: Cast, at: datetime) -> None:
    told = read("value")
    keeper, owner = cast["songyiwei"], cast["luwendi"]
    claims = {one["key"]: _claim(one, keeper, at) for one in told["claims"]}
    deal = Deal.objects.get(name=told["deal"]["name"], is_demo=True)
    contacts = {contact.name: contact for contact in Contact.objects.filter(customer=deal.customer)}
    _against(told["deal"]["basis"], deal, owner, at)
    for one in told["deal"]["drivers"]:
        _driver(one, deal, claims, contacts, owner, at)


def _claim(told: dict[str, Any], by: User, at: datetime) -> ClaimEdition:
    said = Claim(
        metric=Told(*told["metric"]),
        ours=Decimal(told["ours"]),
        alternative=Decimal(told["alternative"]) if "alternative" in told else None,
        alternative_of=Told(*told["of"]),
        unit=Unit(told["unit"]),
        better=Better(told["better"]),
        reading=Reading(told["reading"]) if "reading" in told else None,
        percentile=told.get("percentile", ""),
        condition=Told(*told["condition"]),
        source=Source(told["source"]),
        origin=told["origin"],
        measured_on=on(at, told["measured"]),
        valid_until=on(at, told["until"]),
    )
    entered = day(at, told["measured"])
    edition = add_claim(said=said, owner=by, note=told["note"], by=by, at=entered).editions.get()
    if "proof" in told:
        files = [checked("测试记录.txt", told["proof"].encode())]
        attach_evidence(edition=edition, files=files, by=by, at=entered)
    return edition


def _against(told: dict[str, Any], deal: Deal, by: User, at: datetime) -> None:
    """As the comparison has it beside the last offer that went out."""
    sent = QuoteVersion.objects.filter(quote__deal=deal, state=VersionState.SENT).latest("sent_at", "pk")
    theirs = whole_of(RivalOffer.objects.get(deal=deal, rival=told["rival"]), price(sent.terms()))
    set_value_basis(
        deal=deal,
        edition=0,
        alternative=Alternative(told["alternative"]),
        reference=theirs.alike,
        reference_months=sent.whole.months,
        reference_source=told["source"],
        yearly_rate=Decimal(told["rate"]),
        rate_source=told["rate_source"],
        rate_on=on(at, told["rate_day"]),
        no_cost_because="",
        by=by,
        at=day(at, told["day"]),
    )


def _driver(
    told: dict[str, Any],
    deal: Deal,
    claims: dict[str, ClaimEdition],
    contacts: dict[str, Contact],
    by: User,
    at: datetime,
) -> None:
    driver = note_driver(
        deal=deal,
        formula=Formula(told["formula"]),
        claim=claims[told["claim"]] if "claim" in told else None,
        given={
            Input(key): Given(amount=Decimal(amount), source=source, teller=contacts.get(teller))
            for key, amount, source, teller in told["figures"]
        },
        confidence=Decimal(told.get("confidence", 100)),
        promise=Promise.NONE,
        by=by,
        at=day(at, -5),
    )
    if word := told.get("acknowledged"):
        who, when = contacts[word["who"]], day(at, word["day"])
        on_ = on(at, word["day"])
        acknowledge_driver(driver=driver, edition=1, contact=who, on=on_, said=word["said"], by=by, at=when)
    for name in told.get("answers", ()):
        answer_concern(driver=driver, seat=deal.seats.get(contact=contacts[name]), by=by, at=day(at, -3))
