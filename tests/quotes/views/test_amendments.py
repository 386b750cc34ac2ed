"""Amending a round, asked over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.domain.negotiation import Issue, MoveStatus
from quotes.models import QuoteVersion, Round
from stakeholders.models import Contact, User
from tests.factories.haggling import amended, get, give, logged
from tests.factories.issues import issue, support
from tests.quotes.views.rounds import url

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def first(table: QuoteVersion, contact: Contact, ada: User) -> Round:
    return logged(table.quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1)])


def address(round_: Round) -> str:
    return f"/rounds/{round_.pk}/amend/"


def sent(client: Client, round_: Round) -> dict[str, Any]:
    """The page's own form, as a browser would send it back."""
    page = client.get(address(round_)).context
    forms = [page["form"], page["moves"].management_form, *page["moves"].forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_the_form_begins_with_what_is_told_and_what_is_typed_is_told_instead(
    client_of: ClientOf, first: Round, ada: User
) -> None:
    client = client_of(ada)
    typed = sent(client, first) | {
        "said": "要 70 万",
        "reason": "听错了",
        "moves-1-what": "年付",
        "moves-1-worth": "60,000",
    }
    answer = client.post(address(first), typed)
    assert (answer.status_code, answer["Location"]) == (303, f"{url(first.quote, 'negotiation')}#round-1")
    page = client.get(url(first.quote, "negotiation")).text
    assert [words in page for words in ("要 70 万", "听错了", "<del>年付能不能再让一点？</del>", "6.00")] == [True] * 4


def test_a_row_in_other_words_keeps_its_outcome_on_the_second_try_too(
    client_of: ClientOf, table: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    first = logged(table.quote, contact=contact, by=ada)
    there = amended(first, by=ada, moves=[get(option=7, status=MoveStatus.OPEN)])
    client = client_of(ada)
    typed = sent(client, first) | {"reason": "谈定了", "moves-0-what": "年付", "moves-0-status": MoveStatus.AGREED}
    amended(Round.objects.get(), by=bo, moves=[move.value(1) for move in there.moves.all()], said="要 71 万")
    late = client.post(address(first), typed)
    assert client.post(address(first), typed | {"amended": late.context["form"]["amended"].value()}).status_code == 303
    told = first.amendments.order_by("number").last()
    assert [(move.what, move.option_id, move.status) for move in told.moves.all()] == [("年付", 7, MoveStatus.AGREED)]


def test_an_outcome_is_chosen_shown_and_gone_with_its_row(client_of: ClientOf, first: Round, ada: User) -> None:
    listed = issue(first.quote.deal, by=ada, of=Issue.SUPPORT, options=support()).value()
    second = listed.options[1].key
    client, more = client_of(ada), {"moves-2-kind": "give", "moves-2-issue": "support", "moves-2-trade": "1"}
    bare = client.post(address(first), sent(client, first) | more | {"reason": "漏了", "moves-2-option": second})
    assert (bare.status_code, list(bare.context["moves"].forms[2].errors)) == (422, ["what"])
    named = more | {"reason": "漏了", "moves-2-option": second, "moves-2-what": "驻场"}
    assert client.post(address(first), sent(client, first) | named).status_code == 303
    assert (sent(client, first)["moves-2-option"], sent(client, first)["moves-2-worth"]) == (str(second), "3000")
    assert "驻场 → 专属工程师" in client.get(url(first.quote, "negotiation")).text
    gone = {"reason": "没有给", "moves-2-what": "", "moves-2-worth": "", "moves-2-theirs": ""}
    assert client.post(address(first), sent(client, first) | gone).status_code == 303
    assert first.amendments.order_by("number").last().moves.count() == 2


def test_a_row_in_which_only_their_worth_is_typed_is_asked_what_it_is(
    client_of: ClientOf, first: Round, ada: User
) -> None:
    client = client_of(ada)
    answer = client.post(address(first), sent(client, first) | {"reason": "漏了", "moves-2-theirs": "5"})
    assert (answer.status_code, list(answer.context["moves"].forms[2].errors)) == (422, ["what"])


def test_a_row_that_is_emptied_is_taken_out(client_of: ClientOf, first: Round, ada: User) -> None:
    client = client_of(ada)
    gone = {f"moves-0-{name}": "" for name in ("what", "worth", "theirs", "untraded_reason")}
    assert client.post(address(first), sent(client, first) | gone | {"reason": "没有让价"}).status_code == 303
    (amendment,) = first.amendments.all()
    assert [move.what for move in amendment.moves.all()] == ["季付改年付"]


def test_whoever_came_second_reads_what_came_first_and_loses_nothing(
    client_of: ClientOf, first: Round, ada: User, bo: User
) -> None:
    hers, his = client_of(ada), client_of(bo)
    mine = sent(hers, first) | {"said": "要 70 万", "reason": "听错了"}
    his.post(address(first), sent(his, first) | {"said": "要 71 万", "reason": "记错了"})
    answer = hers.post(address(first), mine)
    assert (answer.status_code, answer.context["form"]["said"].value(), "要 71 万" in answer.text) == (
        422, "要 70 万", True,
    )  # fmt: skip
    assert hers.post(address(first), mine | {"amended": answer.context["form"]["amended"].value()}).status_code == 303
    assert [one.said for one in first.amendments.all()] == ["要 71 万", "要 70 万"]


@pytest.mark.parametrize(("field", "value"), [("reason", ""), ("said", ""), ("their_ask", "x"), ("amended", "x")])
def test_what_is_wrong_is_told_beside_its_field(
    client_of: ClientOf, first: Round, ada: User, field: str, value: str
) -> None:
    client = client_of(ada)
    answer = client.post(address(first), sent(client, first) | {"reason": "记错了", "said": "别的"} | {field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_pre_sales_read_an_amendment_and_make_none(client_of: ClientOf, first: Round, pre: User, ada: User) -> None:
    assert [client_of(person).get(address(first)).status_code for person in (pre, ada)] == [403, 200]
    pages = [client_of(person).get(url(first.quote, "negotiation")).text for person in (pre, ada)]
    assert [address(first) in page for page in pages] == [False, True]


def test_the_page_asks_no_more_for_many_amendments(client_of: ClientOf, first: Round, ada: User, bo: User) -> None:
    client, counts = client_of(ada), []
    for by in (bo, ada, bo):
        amended(Round.objects.get(), by=by, said=f"{by.name} 听到的", moves=[], was=[])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(first)).status_code == 200
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
