"""Keeping a list as it is seen now under a name, and dropping that name."""

from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.journal import Listing
from stakeholders.domain.savedviews import MOST_VIEWS
from stakeholders.models import SavedView, User


@transaction.atomic
def save_view(*, listing: Listing, name: str, address: str, by: User, at: datetime) -> SavedView:
    """A name that is kept already gets the new address: whoever saves twice means the second."""
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedView.objects.filter(saved_by=by, listing=listing)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_VIEWS:
        raise Refusal("There are %(n)s views of this list already. Drop one first.", field="name", n=MOST_VIEWS)
    told = {"address": address, "saved_at": at}
    kept, _ = SavedView.objects.update_or_create(saved_by=by, listing=listing, name=name, defaults=told)
    record("save_view", on=kept, by=by, at=at, list=listing, name=name)
    return kept


@transaction.atomic
def remove_view(*, view: SavedView, by: User, at: datetime) -> None:
    record("remove_view", on=view, by=by, at=at, list=view.listing, name=view.name)
    view.delete()
