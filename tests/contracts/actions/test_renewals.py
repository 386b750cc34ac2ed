"""A signed contract renewed in a deal of its own."""

from datetime import date
from decimal import Decimal as D

import pytest

from contracts.actions.renewals import begin_renewal
from contracts.models import ContractLife
from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import save_terms
from quotes.models import QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories import obligations as owed
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
TOLD = {"name": "互动课堂（续约）", "points": D(3), "step": "续约", "valid_until": date(2026, 12, 31)}


def test_the_renewal_is_a_deal_of_its_own_with_every_term_and_the_uplift_as_a_step(
    version: QuoteVersion, ada: User
) -> None:
    life = owed.signed(version, ada)
    made = begin_renewal(life=life, **TOLD, by=ada, at=NOW)
    base = life.version
    assert made.quote.deal != life.deal
    assert (made.quote.deal.customer, made.quote.deal.stage, made.state) == (life.deal.customer, "diagnosis", "draft")
    assert abs(made.gross_total - base.gross_total * D("1.03")) <= D("0.02")
    assert made.header_steps == [{"name": "续约", "percent": "-3"}]
    same = ("term_months", "free_months", "payment_plan", "sla_availability", "support_hours")
    assert [getattr(made, name) for name in same] == [getattr(base, name) for name in same]
    assert [line.list_price for line in made.lines.all()] == [line.list_price for line in base.lines.all()]
    life.refresh_from_db()
    assert life.renewal == made.quote.deal
    assert JournalEntry.objects.get(act="begin_renewal").facts["number"] == made.quote.deal.number
    with pytest.raises(Refusal, match="began the renewal already"):
        begin_renewal(life=life, **TOLD, by=ada, at=NOW)


def test_a_bundle_holds_the_uplift_in_its_price(version: QuoteVersion, ada: User) -> None:
    save_terms(version=version, edition=1, form="bundle", bundle_price=D(830_000), by=ada, at=NOW)
    made = begin_renewal(life=owed.signed(version, ada), **TOLD, by=ada, at=NOW)
    assert (made.bundle_price, made.header_steps) == (D("854900.00"), [])


def test_what_cannot_be_is_refused_and_nothing_is_begun(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    for wrong in ({"points": D(101)}, {"valid_until": date(2026, 11, 1)}):
        with pytest.raises(Refusal):
            begin_renewal(life=life, **(TOLD | wrong), by=ada, at=NOW)
    assert ContractLife.objects.get(pk=life.pk).renewal is None


def test_prices_are_of_a_month_that_has_ended_and_entered_once(fay: User) -> None:
    made = owed.prices(fay, month=date(2026, 10, 17))
    assert made.month == date(2026, 10, 1)
    for wrong in (date(2026, 10, 2), date(2026, 11, 1)):
        with pytest.raises(Refusal):
            owed.prices(fay, month=wrong)
