"""Who saves first."""

from collections.abc import Callable
from typing import Any

import pytest

from dealdesk.kernel.refusals import StaleRefusal
from stakeholders.actions.customers import change_contact, change_customer
from stakeholders.actions.deals import change_deal
from stakeholders.actions.editions import STALE
from stakeholders.models import Contact, Customer, Deal, JournalEntry, User
from tests.factories.stakeholders import NOW
from tests.threads import at_once


@pytest.fixture(params=["deal", "customer", "contact"])
def save(
    request: pytest.FixtureRequest, deal: Deal, customer: Customer, contact: Contact, ada: User
) -> Callable[..., Any]:
    def of_deal(text: str, edition: int | None) -> Any:
        return change_deal(deal, needs=text, edition=edition, by=ada, at=NOW)

    def of_customer(text: str, edition: int | None) -> Any:
        names = {"name": customer.name, "short_name": customer.short_name}
        return change_customer(customer, **names, address=text, edition=edition, by=ada, at=NOW)

    def of_contact(text: str, edition: int | None) -> Any:
        return change_contact(contact, name=contact.name, title="", note=text, edition=edition, by=ada, at=NOW)

    return {"deal": of_deal, "customer": of_customer, "contact": of_contact}[request.param]


def test_each_save_is_a_new_edition_and_an_old_one_is_refused(save: Callable[..., Any]) -> None:
    assert (save("一", 1).edition, save("二", 2).edition) == (2, 3)
    with pytest.raises(StaleRefusal) as refused:
        save("三", 2)
    assert (str(refused.value), refused.value.field) == (STALE, "edition")
    assert JournalEntry.objects.count() == 2


def test_a_change_that_no_page_was_read_for_is_not_asked_and_counts_all_the_same(save: Callable[..., Any]) -> None:
    assert save("一", None).edition == 2
    with pytest.raises(StaleRefusal):
        save("二", 1)


def test_what_a_deal_says_already_is_no_change_from_whatever_edition(deal: Deal, ada: User) -> None:
    assert change_deal(deal, name=deal.name, edition=7, by=ada, at=NOW).edition == 1
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_first(save: Callable[..., Any]) -> None:
    results = at_once(lambda: save("一", 1), lambda: save("二", 1))
    assert sorted(isinstance(result, StaleRefusal) for result in results) == [False, True]
    assert JournalEntry.objects.count() == 1
