"""Which invoice a deal has, and whether its buyer credits VAT: told once, with where it comes from."""

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.invoicing import set_invoicing
from quotes.domain.invoicing import Invoice, Invoicing
from quotes.models.invoicing import invoicing_of
from stakeholders.models import Deal, JournalEntry, User
from tests.factories.stakeholders import NOW

SPECIAL = Invoicing(invoice=Invoice.SPECIAL, buyer_credits=True)


def test_what_is_told_holds_for_the_deal_and_may_be_told_anew(deal: Deal, ada: User) -> None:
    assert invoicing_of(deal.pk) == Invoicing()
    first = set_invoicing(deal=deal, told=SPECIAL, source="对方财务", by=ada, at=NOW)
    assert invoicing_of(deal.pk) == SPECIAL
    again = Invoicing(invoice=Invoice.SPECIAL, buyer_credits=None)
    set_invoicing(deal=deal, told=again, source="对方改口", edition=first.edition, by=ada, at=NOW)
    assert invoicing_of(deal.pk) == again
    assert JournalEntry.objects.filter(act="set_invoicing").count() == 2


def test_it_has_a_source_and_is_made_from_what_its_author_read(deal: Deal, ada: User) -> None:
    with pytest.raises(Refusal, match="how we know"):
        set_invoicing(deal=deal, told=SPECIAL, source=" ", by=ada, at=NOW)
    set_invoicing(deal=deal, told=SPECIAL, source="对方财务", by=ada, at=NOW)
    for edition in (None, 7):
        with pytest.raises(StaleRefusal):
            set_invoicing(deal=deal, told=SPECIAL, source="对方财务", edition=edition, by=ada, at=NOW)


def test_a_closed_deal_stays_as_it_was(deal: Deal, ada: User) -> None:
    Deal.objects.filter(pk=deal.pk).update(stage="signed", closed_at=NOW, closed_by=ada, last_price=1)
    with pytest.raises(Refusal, match="signed"):
        set_invoicing(deal=deal, told=SPECIAL, source="对方财务", by=ada, at=NOW)
