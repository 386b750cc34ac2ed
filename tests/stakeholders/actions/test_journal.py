import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError

from stakeholders.actions.journal import record
from stakeholders.models import Customer, Deal, JournalEntry, User
from tests.factories.stakeholders import NOW
from tests.triggers import resting

DATABASE_SAYS_NO = (InternalError, ProgrammingError)


def test_rows_are_numbered_and_chained_within_their_stream(deal: Deal, customer: Customer, ada: User) -> None:
    for _ in range(2):
        record("look", on=deal, by=ada, at=NOW, deal=deal)
    record("look", on=customer, by=ada, at=NOW, customer=customer)
    first, second, other = JournalEntry.objects.order_by("id")
    assert [(row.stream, row.number) for row in (first, second, other)] == [
        (f"deal:{deal.pk}", 1),
        (f"deal:{deal.pk}", 2),
        (f"customer:{customer.pk}", 1),
    ]
    assert (first.previous_hash, second.previous_hash, other.previous_hash) == ("", first.hash, "")
    assert len({first.hash, second.hash, other.hash}) == 3


def test_a_row_is_never_changed_or_removed(deal: Deal, ada: User) -> None:
    record("look", on=deal, by=ada, at=NOW, deal=deal)
    entry = JournalEntry.objects.get()
    with pytest.raises(DATABASE_SAYS_NO), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(act="other")
    with pytest.raises(DATABASE_SAYS_NO), transaction.atomic():
        entry.delete()
    with resting("stakeholders.JournalEntry:append_only"):
        assert JournalEntry.objects.filter(pk=entry.pk).update(act="other") == 1


def test_a_change_that_fails_leaves_no_row(deal: Deal, ada: User) -> None:
    def fails() -> None:
        with transaction.atomic():
            record("look", on=deal, by=ada, at=NOW, deal=deal)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not JournalEntry.objects.exists()
