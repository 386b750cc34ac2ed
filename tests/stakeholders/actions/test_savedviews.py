import pytest

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.savedviews import remove_view, save_view
from stakeholders.domain.journal import Listing
from stakeholders.domain.savedviews import MOST_VIEWS
from stakeholders.models import JournalEntry, SavedView, User
from tests.factories.stakeholders import NOW


def kept(by: User, name: str = "待我跟进", address: str = "mine=1") -> SavedView:
    return save_view(listing=Listing.DEALS, name=name, address=address, by=by, at=NOW)


def test_a_view_kept_again_under_its_name_is_the_second(ada: User) -> None:
    kept(ada)
    kept(ada, address="stage=proposal")
    assert [view.address for view in SavedView.objects.all()] == ["stage=proposal"]


def test_two_people_may_use_one_name(ada: User, bo: User) -> None:
    kept(ada)
    kept(bo, address="")
    assert {(view.saved_by, view.address) for view in SavedView.objects.all()} == {(ada, "mine=1"), (bo, "")}


def test_a_list_has_so_many_views_and_one_of_them_can_still_be_changed(ada: User) -> None:
    for number in range(MOST_VIEWS):
        kept(ada, name=f"视图 {number}")
    with pytest.raises(Refusal, match="Drop one first"):
        kept(ada, name="再一个")
    kept(ada, name="视图 3", address="closed=1")
    assert SavedView.objects.get(name="视图 3").address == "closed=1"


def test_keeping_and_dropping_is_told_without_what_was_searched_for(ada: User) -> None:
    remove_view(view=kept(ada, address="q=secret"), by=ada, at=NOW)
    told = JournalEntry.objects.order_by("id").values_list("act", "facts")
    facts = {"list": "deals", "name": "待我跟进"}
    assert list(told) == [("save_view", facts), ("remove_view", facts)]
    assert not SavedView.objects.exists()
