from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from stakeholders.actions.seats import draw_line, relate
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.domain.seats.words import LineKind, Rung, SeatKind
from stakeholders.models import Contact, Deal, User
from stakeholders.queries.deals import header_part
from stakeholders.queries.seats import MapScreen, contacts_to_seat, map_screen, seat_rows, seat_screen
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

TODAY = date(2026, 11, 24)
OPINION: dict[str, Any] = {"support": -2, "concern": "怕值守压力", "last_contact_on": TODAY - timedelta(days=34)}


def test_the_short_list_says_who_is_on_the_map_and_nothing_of_them(deal: Deal, contact: Contact) -> None:
    """Not even by its order."""
    vetoes = whom.contact(customer=deal.customer, name="许望")
    decides = whom.contact(customer=deal.customer, name="沈知远")
    rows = [
        whom.seat(deal=deal, contact=decides, can_approve=True),
        whom.seat(deal=deal, contact=vetoes, can_veto=True),
        whom.seat(deal=deal, contact=contact, can_veto=True, **OPINION),
    ]
    assert [asdict(row) for row in seat_rows(deal)] == [
        {"pk": rows[2].pk, "name": "周昀", "title": "采购总监", "kind": "采购"},
        {"pk": rows[0].pk, "name": "沈知远", "title": "", "kind": "采购"},
        {"pk": rows[1].pk, "name": "许望", "title": "", "kind": "采购"},
    ]


def test_the_table_and_the_picture_say_of_coverage_what_the_log_proves(deal: Deal, contact: Contact, ada: User) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    for days in (1, 2, 3):
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=TODAY - timedelta(days=days))
    screen = told(map_screen(ada, deal, kind="", today=TODAY))
    person = seat_screen(ada, seat, today=TODAY)
    assert person is not None
    assert (seat.coverage, screen.people[0].coverage, person.proved) == ("unknown", "多次", "多次")
    assert "多次" in screen.picture


def test_messages_that_nobody_answered_prove_no_coverage(deal: Deal, contact: Contact, ada: User) -> None:
    """They stand in the log all the same."""
    seat, today = whom.seat(deal=deal, contact=contact), {"deal": deal, "contacts": [contact], "by": ada}
    for _ in range(3):
        whom.engagement(kind=EngagementKind.MESSAGE, **today)
    before = seat_screen(ada, seat, today=TODAY)
    assert before is not None
    assert (len(before.met), before.proved, before.proved_on) == (3, "", None)
    whom.engagement(kind=EngagementKind.MESSAGE, direction=Direction.THEIRS, held_on=TODAY - timedelta(days=1), **today)
    after = seat_screen(ada, seat, today=TODAY)
    assert after is not None
    assert (after.proved, after.proved_on) == ("浅", TODAY - timedelta(days=1))


def test_a_contact_who_has_a_seat_is_not_offered_another(deal: Deal, contact: Contact) -> None:
    free = whom.contact(customer=deal.customer, name="何敏之")
    whom.seat(deal=deal, contact=contact)
    assert list(contacts_to_seat(deal)) == [free]


def told(screen: MapScreen | None) -> MapScreen:
    assert screen is not None
    return screen


def test_the_map_is_for_those_who_may_see_what_people_think(deal: Deal, contact: Contact, ada: User, fay: User) -> None:
    whom.seat(deal=deal, contact=contact, can_veto=True, **OPINION)
    assert map_screen(fay, deal, kind="", today=TODAY) is None
    screen = told(map_screen(ada, deal, kind="", today=TODAY))
    assert (screen.insights[0].kind, screen.insights[0].tone) == ("veto", "bad")
    assert "周昀" in screen.insights[0].facts


def test_the_tab_counts_the_red_lights_of_the_map(deal: Deal, contact: Contact, ada: User, fay: User) -> None:
    def tabs(user: User) -> dict[str, str]:
        return {tab.key: tab.note for tab in header_part(user, deal, NOW).tabs}

    assert tabs(ada)["seats"] == ""
    whom.seat(deal=deal, contact=contact, can_veto=True, support=-2)
    red = sum(one.tone == "bad" for one in told(map_screen(ada, deal, kind="", today=TODAY)).insights)
    assert (red > 0, str(red) in tabs(ada)["seats"]) == (True, True)
    assert "seats" not in tabs(fay)


def titles(user: User, deal: Deal) -> dict[str, str]:
    return {one.kind: one.title for one in told(map_screen(user, deal, kind="", today=TODAY)).insights}


def test_one_closed_group_is_named_and_only_several_are_blocs(deal: Deal, contact: Contact, ada: User) -> None:
    seats = [whom.seat(deal=deal, contact=contact)]
    seats += [whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name=name)) for name in ("甲", "乙")]
    for end in seats[1:]:
        draw_line(start=seats[0], end=end, kind=LineKind.INFLUENCE, by=ada, at=NOW)
    assert titles(ada, deal)["blocs"] == "周昀不听其他人的意见"
    whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name="丙"))
    assert titles(ada, deal)["blocs"] == "各成 2 派"


def test_of_two_champions_the_one_on_whom_support_hangs_is_named(deal: Deal, contact: Contact, ada: User) -> None:
    """Nobody is told that there is only one."""
    other = whom.contact(customer=deal.customer, name="林清越")
    against = whom.contact(customer=deal.customer, name="许望")
    whom.seat(deal=deal, contact=contact, roles=["champion"], support=1)
    whom.seat(deal=deal, contact=other, roles=["champion"], support=5)
    whom.seat(deal=deal, contact=against, support=-5)
    assert titles(ada, deal)["lone_champion"] == "支持全系于林清越一人"


def test_a_seat_that_is_asked_for_alone_keeps_the_others_on_the_picture(
    deal: Deal, contact: Contact, ada: User
) -> None:
    whom.seat(deal=deal, contact=contact)
    whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name="何敏之", seat=SeatKind.FINANCE))
    screen = told(map_screen(ada, deal, kind="finance", today=TODAY))
    assert ([row.seat.contact.name for row in screen.people], screen.everybody) == (["何敏之"], 2)
    assert ("周昀" in screen.picture, "person dim" in screen.picture) == (True, True)


def test_the_matrix_has_a_column_for_whoever_works_on_the_deal(
    deal: Deal, contact: Contact, ada: User, pre: User, bo: User
) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    relate(seat, user=bo, now=Rung.VENDOR, target=Rung.CREDIBLE_SOURCE, by=ada, at=NOW)
    matrix = told(map_screen(ada, deal, kind="", today=TODAY)).matrix
    assert [user.name for user in matrix.colleagues] == ["ada", "bo", "pre"]
    ((_, cells),) = matrix.rows
    assert [bool(cell.now) for cell in cells] == [False, True, False]
    assert not cells[1].reached
