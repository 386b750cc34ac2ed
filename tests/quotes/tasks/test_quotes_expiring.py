"""Whoever owns a deal hears once that an offer of theirs ends soon."""

from datetime import datetime, timedelta

from quotes.actions.approvals import submit_version
from quotes.models import QuoteVersion
from quotes.tasks import tell_of_expiring
from stakeholders.models import Notice, User
from tests.factories.forewarnings import set_as_it_comes


def test_an_offer_that_ends_within_a_week_is_told_once(version: QuoteVersion, ada: User, now: datetime) -> None:
    set_as_it_comes()
    submit_version(version=version, reason="", by=ada, at=now)
    days = (version.valid_until - now.date()).days
    for day in (days - 8, days - 7, days - 6, days + 1):
        tell_of_expiring(int((now + timedelta(days=day)).timestamp()))
    notice = Notice.objects.get()
    assert (notice.to, notice.kind, notice.target, notice.by) == (ada, "offer_expires", version.pk, None)
    assert (notice.at, notice.facts["day"]) == (now + timedelta(days=days - 7), version.valid_until.isoformat())
