import threading
from typing import Any

import pytest
from django.db import connection

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.customers import add_contact, change_contact, change_customer, create_customer, findable
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Customer, JournalEntry, User
from tests.factories.stakeholders import NOW


def create(by: User, name: str = "沧溟证券股份有限公司", **fields: Any) -> Customer:
    values = {"short_name": "沧溟证券", "industry": Industry.FINANCE, "size": Size.FROM_5000} | fields
    return create_customer(name=name, by=by, at=NOW, **values)


def test_a_customer_belongs_to_whoever_registered_it_and_to_their_team(ada: User) -> None:
    made = create(ada)
    assert (made.owner, made.team, made.created_at) == (ada, ada.team, NOW)
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.by, entry.customer, entry.facts) == (
        "create_customer",
        ada,
        made,
        {"name": "沧溟证券股份有限公司"},
    )


@pytest.mark.parametrize("typed", ["沧溟", "证券股份", "cangming", "cmzq", "CANGMING", "ＣＭＺＱ"])
def test_a_customer_is_found_by_part_of_its_name_by_pinyin_and_by_initials(ada: User, typed: str) -> None:
    made = create(ada)
    create(ada, "青鹞游戏（成都）有限公司", short_name="")
    assert list(Customer.objects.matching(typed)) == [made]


def test_a_name_is_sorted_by_its_sound(ada: User) -> None:
    for name in ("周到科技", "阿里山茶业", "澄湖教育"):
        create(ada, name, short_name="")
    assert [customer.name for customer in Customer.objects.order_by("name_pinyin", "id")] == [
        "阿里山茶业",
        "澄湖教育",
        "周到科技",
    ]


def test_a_name_that_changes_is_found_by_its_new_sound(ada: User) -> None:
    made = change_customer(create(ada), name="霁川银行", short_name="", by=ada, at=NOW)
    assert list(Customer.objects.matching("jcyh")) == [made]
    assert list(Customer.objects.matching("cmzq")) == []


@pytest.mark.parametrize("name", ["沧溟证券股份有限公司", " 沧溟证券股份有限公司 ", "沧溟证券股份有限公司 "])
def test_a_name_taken_twice_says_no_more_than_that(ada: User, dee: User, name: str) -> None:
    create(ada)
    with pytest.raises(Refusal) as refused:
        create(dee, name)
    assert str(refused.value) == "This customer is already registered. Ask an administrator to add you."
    assert refused.value.field == "name"


def test_whoever_may_see_the_other_customer_is_sent_there(ada: User) -> None:
    create(ada)
    with pytest.raises(Refusal, match="in your customer list"):
        create(ada)


def test_a_customer_cannot_take_another_ones_name(ada: User) -> None:
    create(ada)
    other = create(ada, "霁川银行")
    with pytest.raises(Refusal, match="already registered"):
        change_customer(other, name="沧溟证券股份有限公司", by=ada, at=NOW)
    assert Customer.objects.get(pk=other.pk).name == "霁川银行"


def test_someone_without_a_team_registers_nobody(fay: User, ada: User) -> None:
    with pytest.raises(Refusal, match="in no team"):
        create(fay)
    assert create(ada).pk


def test_a_name_that_grows_when_it_is_normalised_is_too_long_rather_than_an_error(ada: User) -> None:
    with pytest.raises(Refusal, match="too long"):
        create(ada, "㍿" * 100)
    longest = create(ada, "庆" * 120)
    assert longest.name_pinyin.startswith("qing qing")


def test_only_the_sound_of_what_is_there_is_kept() -> None:
    assert findable("AI 教育", "") == {
        "name_key": "ai 教育",
        "name_pinyin": "ai  jiao yu",
        "search_text": "ai 教育 ai jiaoyu ai jy",
    }


def test_a_contact_is_once_per_customer_and_title(customer: Customer, contact: Contact, ada: User) -> None:
    with pytest.raises(Refusal, match="周昀 \\(采购总监\\) is already") as refused:
        add_contact(customer, name="周昀", title="采购总监", seat=SeatKind.PROCUREMENT, by=ada, at=NOW)
    assert refused.value.field == "name"
    namesake = add_contact(customer, name="周昀", title="法务", seat=SeatKind.LEGAL, by=ada, at=NOW)
    with pytest.raises(Refusal, match="is already"):
        change_contact(namesake, name="周昀", title="采购总监", by=ada, at=NOW)


def test_what_is_noted_about_a_contact_stays_out_of_the_journal(customer: Customer, ada: User) -> None:
    made = add_contact(customer, name="何敏之", title="", seat=SeatKind.FINANCE, note="爱压价", by=ada, at=NOW)
    assert JournalEntry.objects.get().facts == {"name": made.pk}


@pytest.mark.django_db(transaction=True)
def test_two_people_register_one_customer_at_once_and_one_of_them_is_told(ada: User, dee: User) -> None:
    both_ready = threading.Barrier(2)
    said: list[str] = []

    def register(by: User) -> None:
        try:
            both_ready.wait(timeout=30)
            create(by)
            said.append("registered")
        except Refusal as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=[by]) for by in (ada, dee)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said) == ["This customer is already registered. Ask an administrator to add you.", "registered"]
    assert Customer.objects.count() == 1
    assert JournalEntry.objects.filter(act="create_customer").count() == 1
