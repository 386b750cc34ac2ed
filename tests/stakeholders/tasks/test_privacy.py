from datetime import timedelta

from stakeholders.actions.privacy import enter_privacy_policy
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, Seat, User
from stakeholders.tasks import forget
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def test_each_night_what_is_due_is_erased_once(deal: Deal, contact: Contact, ada: User, adm: User) -> None:
    enter_privacy_policy(
        purpose="决策", legal_basis="意见", source="制度", retention_months=12, valid_from=NOW.date(), by=adm, at=NOW
    )
    kept = whom.seat(deal=deal, contact=contact)
    lost = whom.deal(customer=deal.customer, owner=ada, stage=Stage.LOST)
    whom.seat(deal=lost, contact=contact)
    for days in (364, 365, 366):
        forget(int((NOW + timedelta(days=days)).timestamp()))
    assert list(Seat.objects.all()) == [kept]
    assert [entry.at for entry in JournalEntry.objects.filter(act="forget_assessments")] == [NOW + timedelta(days=365)]
