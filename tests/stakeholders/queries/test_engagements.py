from datetime import date, timedelta

from stakeholders.actions.engagements import log_engagement, remove_engagement
from stakeholders.models import Contact, Deal, User
from stakeholders.queries.engagements import colleagues_to_meet, engagements_screen
from stakeholders.queries.journal import timeline
from stakeholders.queries.seats import seat_screen
from stakeholders.queries.seats.mapped import mapped
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

TODAY = date(2026, 11, 24)


def test_the_log_shows_the_last_word_with_what_it_replaced_below(deal: Deal, contact: Contact, ada: User) -> None:
    first = whom.engagement(deal=deal, contacts=[contact], by=ada, learned="一")
    second = whom.engagement(deal=deal, contacts=[contact], by=ada, learned="二", corrects=first)
    third = whom.engagement(deal=deal, contacts=[contact], by=ada, learned="三", corrects=second)
    gone = whom.engagement(
        deal=deal, contacts=[contact], by=ada, held_on=TODAY - timedelta(days=2),
        removed_at=NOW, removed_by=ada, removed_reason="记错",
    )  # fmt: skip
    shown = engagements_screen(deal, today=TODAY)
    assert [row.engagement for row in shown.rows] == [third, gone]
    assert [row.engagement for row in shown.rows[0].before] == [second, first]
    assert [(row.name, row.count, row.quiet_days) for row in shown.met] == [("周昀", 1, 0)]


def test_who_was_never_met_comes_first_then_the_longest_silence(deal: Deal, contact: Contact, ada: User) -> None:
    never = whom.contact(customer=deal.customer, name="沈知远")
    whom.seat(deal=deal, contact=never, can_approve=True)
    lately = whom.contact(customer=deal.customer, name="许望")
    whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=TODAY - timedelta(days=30))
    whom.engagement(deal=deal, contacts=[lately], by=ada)
    whom.contact(customer=deal.customer, name="与本单无关")
    shown = engagements_screen(deal, today=TODAY)
    assert [(row.name, row.decides, row.quiet_days) for row in shown.met] == [
        ("沈知远", True, None),
        ("周昀", False, 30),
        ("许望", False, 0),
    ]
    assert shown.undecided is None
    whom.engagement(deal=deal, contacts=[lately], by=ada)
    assert engagements_screen(deal, today=TODAY).undecided == 3


def test_the_other_deals_of_a_customer_prove_nothing_here(deal: Deal, contact: Contact, ada: User) -> None:
    whom.engagement(deal=whom.deal(customer=deal.customer, owner=ada), contacts=[contact], by=ada)
    assert engagements_screen(deal, today=TODAY).met == ()


def test_the_timeline_names_whom_we_met_as_they_are_called_today(deal: Deal, contact: Contact, ada: User) -> None:
    log_engagement(
        deal, kind="call", held_on=TODAY, direction="ours", contacts=[contact], colleagues=[ada], learned="怕担责",
        by=ada, at=NOW,
    )  # fmt: skip
    Contact.objects.filter(pk=contact.pk).update(name="周昀（改名）")
    (event,) = timeline(ada, deal).events
    assert event.what == "记录了 2026-11-24 与 周昀（改名） 的往来：电话"


def test_colleagues_are_those_on_the_deal(deal: Deal, ada: User, pre: User, bo: User, dee: User) -> None:
    assert set(colleagues_to_meet(deal, bo)) == {ada, pre, bo}


def test_the_map_is_never_behind_its_log(deal: Deal, contact: Contact, ada: User) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    for days in (40, 9, 2):
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=TODAY - timedelta(days=days), learned="先看实测")
    (seen,) = mapped(deal).map_.seats
    assert (seen.coverage, seen.last_contact_on, seen.key) == ("repeated", TODAY - timedelta(days=2), seat.pk)
    assert [(one.text, one.author) for one in seen.evidence] == [("先看实测", "ada")] * 3
    wrong = deal.engagements.latest("held_on")
    remove_engagement(wrong, reason="记错了", by=ada, at=NOW)
    (after,) = mapped(deal).map_.seats
    assert (after.coverage, after.last_contact_on) == ("brief", TODAY - timedelta(days=9))


def test_what_was_logged_stands_among_the_evidence_on_a_person(deal: Deal, contact: Contact, ada: User) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    entry = whom.engagement(deal=deal, contacts=[contact], by=ada)
    whom.engagement(deal=deal, contacts=[whom.contact(customer=deal.customer, name="许望")], by=ada)
    screen = seat_screen(ada, seat, today=TODAY)
    assert screen is not None
    assert screen.met == (entry,)
