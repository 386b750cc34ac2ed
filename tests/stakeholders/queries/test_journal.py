import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.utils import translation

from quotes.domain.approvals import CounterAnswer, Verdict
from stakeholders.actions.deals import advance_deal, change_deal, move_deal
from stakeholders.actions.journal import record
from stakeholders.actions.seats import add_seat
from stakeholders.domain.deals import Milestone, Stage
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Deal, User
from stakeholders.queries import journal
from stakeholders.queries.journal import latest_events, timeline
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

ROOT = Path(__file__).resolve().parents[3]


def said(user: User, deal: Deal) -> list[str]:
    with translation.override("en"):
        return [event.what for event in timeline(user, deal).events]


def test_the_timeline_tells_what_was_done_newest_first(deal: Deal, ada: User) -> None:
    change_deal(deal, next_step="请周昀引见", competitor_note="口头", by=ada, at=NOW)
    move_deal(deal, to=Stage.CONTRACT, by=ada, at=NOW + timedelta(hours=1))
    assert said(ada, deal) == [
        "moved the deal from Negotiation to Contract",
        "changed Competition · Next step",
    ]
    newest = timeline(ada, deal).events[0]
    assert (newest.who, newest.at) == ("ada", NOW + timedelta(hours=1))


def test_a_stage_that_followed_an_offer_says_so(deal: Deal, ada: User) -> None:
    Deal.objects.update(stage=Stage.VALUE)
    advance_deal(deal, on=Milestone.FIRST_OFFER, by=ada, at=NOW)
    assert said(ada, deal) == ["moved the deal on from Value case to Quote with the first offer"]


def test_money_is_told_in_its_currency(deal: Deal, ada: User) -> None:
    facts = {"number": "BJ-000001", "version": 2, "total": "1092000.00", "currency": "CNY"}
    record("submit_version", on=deal, by=ada, at=NOW, deal=deal, **facts)
    assert said(ada, deal) == ["submitted BJ-000001 V2: ¥1,092,000.00"]


def test_rounds_and_seats_are_told_only_to_those_who_may_see_them(
    deal: Deal, contact: Contact, ada: User, fay: User
) -> None:
    add_seat(deal, contact=contact, kind=SeatKind.PROCUREMENT, by=ada, at=NOW)
    facts = {"number": "BJ-000001", "round": 1, "offer": "115.00", "ask": "95.00", "currency": "CNY"}
    record("log_round", on=deal, by=ada, at=NOW, deal=deal, **facts)
    change_deal(deal, needs="稳定", by=ada, at=NOW)
    assert said(ada, deal) == [
        "changed Customer needs",
        "logged round 1 of BJ-000001: we offered ¥115.00",
        "put 周昀 on the decision chain",
    ]
    assert said(fay, deal) == ["changed Customer needs"]


def test_an_act_that_nobody_described_is_told_without_its_facts(deal: Deal, ada: User) -> None:
    record("whisper", on=deal, by=ada, at=NOW, deal=deal, secret="98.00")
    record("move_deal", on=deal, by=ada, at=NOW, deal=deal, before="quote")
    record("move_deal", on=deal, by=ada, at=NOW, deal=deal, before="quote", after="nowhere")
    assert said(ada, deal) == ["made a change"] * 3


def test_what_the_desk_did_by_itself_has_a_name_too(deal: Deal, ada: User) -> None:
    record("change_deal", on=deal, by=None, at=NOW, deal=deal, changed=["needs"])
    with translation.override("en"):
        assert timeline(ada, deal).events[0].who == "Deal Desk"


def test_the_latest_events_are_those_of_deals_the_reader_may_open(deal: Deal, ada: User, dee: User) -> None:
    hers = whom.deal(customer=deal.customer, owner=dee, name="dee's")
    for each, by in ((deal, ada), (hers, dee)):
        change_deal(each, needs="稳定", by=by, at=NOW)
    assert [event.deal for event in latest_events(ada, size=6)] == [deal]
    assert [event.deal for event in latest_events(dee, size=6)] == [hers]


def test_a_long_timeline_is_read_page_by_page(deal: Deal, ada: User) -> None:
    for stage in (Stage.CONTRACT, Stage.NEGOTIATION, Stage.QUOTE):
        move_deal(deal, to=stage, by=ada, at=NOW)
    first = timeline(ada, deal, size=2)
    second = timeline(ada, deal, size=2, after=first.after)
    assert [len(first.events), len(second.events), second.after] == [2, 1, ""]


# Acts whose names are made of a word of the domain.
NAMED_BY_WORD = {
    "f'{verdict}_request'": [f"{verdict}_request" for verdict in Verdict],
    "f'{answer}_counter'": [f"{answer}_counter" for answer in CounterAnswer],
}


def recorded() -> Iterator[str]:
    """Every act that an action writes into the journal, by name."""
    for path in [
        *ROOT.glob("stakeholders/actions/**/*.py"),
        *ROOT.glob("quotes/actions/**/*.py"),
        *ROOT.glob("contracts/actions/**/*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)
                if isinstance(first, ast.JoinedStr):
                    yield from NAMED_BY_WORD[ast.unparse(first)]
            if isinstance(node, ast.Call):
                acts = [word.value for word in node.keywords if word.arg == "act"]
                yield from (str(act.value) for act in acts if isinstance(act, ast.Constant))


def test_every_act_that_is_recorded_has_a_sentence() -> None:
    acts = set(recorded())
    assert len(acts) > 20
    assert acts - journal._sentences.keys() == set()


def test_a_sentence_names_no_place_that_is_not_a_plain_fact() -> None:
    """A floor, a cost or an opinion has no place in a timeline."""
    places = {place for each in journal._sentences.values() for place in re.findall(r"%\((\w+)\)s", each.text)}
    assert places & {"floor", "floor_total", "cost", "margin", "support", "concern", "note", "said"} == set()


def test_what_is_done_on_a_screen_that_not_all_may_see_is_told_only_to_those_who_may() -> None:
    """By the calls of `record` in the threads whose screens are restricted."""
    rooms = ROOT / "stakeholders" / "actions"
    files = [*(rooms / "seats").glob("*.py"), rooms / "engagements.py", rooms / "budgets.py"]
    done = {act for file in files for act in re.findall(r'\brecord\(\s*"(\w+)"', file.read_text("utf-8"))}
    assert len(done) > 10
    assert done - journal._told_only_to.keys() == set()


def test_whom_we_met_is_no_news_for_those_who_only_sign(deal: Deal, ada: User, fay: User) -> None:
    record("log_engagement", on=deal, by=ada, at=NOW, deal=deal, contacts=[])
    assert (len(said(ada, deal)), said(fay, deal)) == (1, [])
