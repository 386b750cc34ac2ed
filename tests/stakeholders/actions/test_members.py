import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.members import add_member, hand_over_deal, remove_member
from stakeholders.domain.people import Role
from stakeholders.models import Deal, DealMember, JournalEntry, User
from stakeholders.permissions import visible_deals
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def test_whoever_is_brought_in_sees_the_deal_and_whoever_is_taken_off_does_not(
    deal: Deal, ada: User, dee: User
) -> None:
    assert list(visible_deals(dee)) == []
    add_member(deal, user=dee, by=ada, at=NOW)
    assert list(visible_deals(dee)) == [deal]
    remove_member(deal, user=dee, by=ada, at=NOW)
    assert list(visible_deals(dee)) == []
    assert [entry.act for entry in JournalEntry.objects.order_by("id")] == ["add_member", "remove_member"]


def test_nobody_joins_twice(deal: Deal, ada: User, pre: User) -> None:
    with pytest.raises(Refusal, match="is on this deal already") as refused:
        add_member(deal, user=pre, by=ada, at=NOW)
    assert refused.value.field == "user"
    assert DealMember.objects.filter(deal=deal, user=pre).count() == 1


def test_the_owner_does_not_join_and_an_administrator_cannot(deal: Deal, ada: User, adm: User, dee: User) -> None:
    for person in (ada, adm):
        with pytest.raises(Refusal):
            add_member(deal, user=person, by=ada, at=NOW)
    assert add_member(deal, user=dee, by=ada, at=NOW).user == dee


def test_a_closed_account_joins_nothing(deal: Deal, ada: User) -> None:
    gone = whom.user(name="gone", role=Role.PRESALES, active=False)
    with pytest.raises(Refusal, match="cannot work on deals"):
        add_member(deal, user=gone, by=ada, at=NOW)


def test_taking_someone_off_twice_is_told_once(deal: Deal, ada: User, pre: User) -> None:
    for _ in range(2):
        remove_member(deal, user=pre, by=ada, at=NOW)
    assert JournalEntry.objects.filter(act="remove_member").count() == 1


def test_a_deal_follows_its_new_owner_into_their_team(deal: Deal, cy: User, bo: User, ada: User) -> None:
    handed = hand_over_deal(deal, owner=bo, by=cy, at=NOW)
    assert (handed.owner, handed.team) == (bo, bo.team)
    assert list(visible_deals(ada)) == []
    assert JournalEntry.objects.get().facts == {"before": "ada", "after": "bo"}


def test_only_a_manager_above_the_team_hands_a_deal_over(deal: Deal, ada: User, bo: User, pre: User) -> None:
    outsider = whom.user(name="outsider", role=Role.MANAGER, team=whom.team(name="West"))
    for person in (ada, pre, outsider):
        with pytest.raises(Refusal, match="Only a manager"):
            hand_over_deal(deal, owner=bo, by=person, at=NOW)
    assert hand_over_deal(deal, owner=bo, by=bo, at=NOW).owner == bo


def test_only_someone_who_sells_can_own_a_deal(deal: Deal, bo: User, fay: User, pre: User) -> None:
    for person in (fay, pre):
        with pytest.raises(Refusal, match="cannot own") as refused:
            hand_over_deal(deal, owner=person, by=bo, at=NOW)
        assert refused.value.field == "owner"
    assert hand_over_deal(deal, owner=bo, by=bo, at=NOW).owner == bo


def test_a_member_who_becomes_the_owner_is_no_member_any_more(deal: Deal, bo: User, ada: User, cy: User) -> None:
    add_member(deal, user=bo, by=ada, at=NOW)
    hand_over_deal(deal, owner=bo, by=cy, at=NOW)
    assert not DealMember.objects.filter(deal=deal, user=bo).exists()
