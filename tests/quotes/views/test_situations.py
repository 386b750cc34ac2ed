from collections.abc import Callable

from django.test import Client

from stakeholders.models import Deal, User

ClientOf = Callable[[User], Client]


def test_the_cards_are_for_whoever_works_on_the_deal(
    client_of: ClientOf, deal: Deal, ada: User, bo: User, dee: User, fay: User
) -> None:
    address = f"/deals/{deal.pk}/situations/"
    answers = [client_of(person).get(address) for person in (ada, bo, dee, fay)]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert [card.title for card in answers[0].context["screen"].cards] == [
        "“竞争对手比你们便宜 30%”",
        "“我多付的钱买到了什么？”",
        "“需求是刚性的，但预算不够”",
        "“内部审批还要走很久”",
    ]


def test_the_deals_own_facts_are_led_to_where_they_may_be_changed(
    client_of: ClientOf, deal: Deal, ada: User, pre: User
) -> None:
    edit = f"/deals/{deal.pk}/edit/"
    for person, may in ((ada, True), (pre, False)):
        client = client_of(person)
        page = client.get(f"/deals/{deal.pk}/situations/").text
        assert (client.get(edit).status_code == 200, f'href="{edit}"' in page) == (may, may)
        assert page.count('href=""') == 0
