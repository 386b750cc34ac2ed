from stakeholders.models import Deal, User
from stakeholders.queries.members import members_screen, possible_members, possible_owners
from tests.factories import stakeholders as whom


def test_who_may_change_the_team_is_said_with_it(deal: Deal, ada: User, pre: User, bo: User, fay: User) -> None:
    def may(person: User) -> tuple[bool, bool]:
        screen = members_screen(person, deal)
        return screen.may_edit, screen.may_hand_over

    assert [membership.user for membership in members_screen(ada, deal).members] == [pre]
    assert (may(ada), may(bo), may(pre), may(fay)) == ((True, False), (True, True), (False, False), (False, False))


def test_a_manager_of_another_team_who_helps_cannot_hand_the_deal_over(deal: Deal, dee: User) -> None:
    dee.role = "manager"
    dee.save(update_fields=["role"])
    whom.member(deal=deal, user=dee)
    assert members_screen(dee, deal).may_hand_over is False


def test_whoever_is_on_the_deal_or_keeps_accounts_is_not_offered(
    deal: Deal, ada: User, pre: User, dee: User, adm: User, bo: User, cy: User
) -> None:
    assert set(possible_members(deal)) == {dee, bo, cy}


def test_a_deal_stays_within_the_teams_of_whoever_hands_it_over(
    deal: Deal, ada: User, pre: User, dee: User, bo: User, cy: User
) -> None:
    assert set(possible_owners(bo, deal)) == {bo}
    assert set(possible_owners(cy, deal)) == {bo, cy}
