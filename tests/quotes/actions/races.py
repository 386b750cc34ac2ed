"""An offer edited at the moment in which it is submitted and approved."""

from datetime import datetime

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version, save_terms
from quotes.models import Decision, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import REASON, decided, discounted
from tests.threads import at_once


def edited_while_approved(
    version: QuoteVersion, number: int, *, by: User, approver: User, at: datetime
) -> QuoteVersion:
    """One race on a draft; the next draft comes back. What was approved is what the row says, to the last character."""
    draft = discounted(version, "18", by=by)
    at_once(
        lambda: decided(submit_version(version=draft, reason=REASON, by=by, at=at), by=approver),
        lambda: save_terms(version=draft, edition=draft.edition, note=f"第 {number} 稿", by=by, at=at),
    )
    after = QuoteVersion.objects.get(pk=draft.pk)
    assert [one.content_hash for one in Decision.objects.filter(step__request__version=after)] == [after.content_hash]
    assert after.is_approved is True
    return next_version(version=after, by=by, at=at)
