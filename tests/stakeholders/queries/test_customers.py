from typing import Any

from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.deals import Stage
from stakeholders.models import Customer, Deal, User
from stakeholders.queries.customers import customer_list, customer_screen, customers_to_choose
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

WANTED: dict[str, Any] = {"text": "", "industry": "", "size": "", "mine": False, "sort": "", "after": ""}


def listed(user: User, **wanted: Any) -> list[str]:
    return [str(customer) for customer in customer_list(user, **WANTED | wanted).rows]


def test_the_list_is_filtered_by_what_is_asked(customer: Customer, ada: User, bo: User) -> None:
    whom.customer(name="霁川银行", owner=bo, industry=Industry.FINANCE, size=Size.FROM_5000)
    assert listed(bo) == ["霁川银行", "澄湖在线教育"]
    assert listed(bo, text="澄湖") == ["澄湖在线教育"]
    assert listed(bo, industry=Industry.FINANCE) == ["霁川银行"]
    assert listed(bo, size=Size.FROM_5000) == ["霁川银行"]
    assert listed(bo, mine=True) == ["霁川银行"]
    assert listed(ada) == ["澄湖在线教育"]


def test_the_list_is_sorted_by_sound_where_asked_and_an_unknown_order_is_the_usual_one(ada: User) -> None:
    for name, sound in (("阿里", "a li"), ("周到", "zhou dao")):
        whom.customer(name=name, owner=ada, name_pinyin=sound)
    assert listed(ada, sort="name") == ["阿里", "周到"]
    assert listed(ada) == ["周到", "阿里"]
    assert listed(ada, sort="password") == ["周到", "阿里"]


def test_only_open_deals_the_reader_may_open_are_counted(deal: Deal, ada: User, bo: User, dee: User) -> None:
    whom.deal(customer=deal.customer, owner=ada, name="lost", stage=Stage.LOST)
    hers = whom.deal(customer=deal.customer, owner=dee, name="dee's")

    def counted(user: User) -> int:
        return int(customer_list(user, **WANTED).rows[0].open_deals)  # type: ignore[attr-defined]

    assert (counted(ada), counted(dee)) == (1, 1)
    whom.member(deal=hers, user=ada)
    assert counted(ada) == 2


def test_a_customer_shows_only_the_deals_its_reader_may_open(deal: Deal, ada: User, dee: User) -> None:
    hers = whom.deal(customer=deal.customer, owner=dee, name="dee's", touched_at=NOW)
    assert customer_screen(ada, deal.customer).deals == (deal,)
    assert customer_screen(dee, deal.customer).deals == (hers,)


def test_a_deal_begins_with_a_customer_one_may_see(customer: Customer, ada: User, dee: User) -> None:
    assert customers_to_choose(ada, "") == (customer,)
    assert customers_to_choose(ada, "澄湖") == (customer,)
    assert customers_to_choose(ada, "银行") == ()
    assert customers_to_choose(dee, "") == ()
