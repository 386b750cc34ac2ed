"""What somebody typed in a deal, offers that were read with it or not, and files that say it."""

from datetime import datetime
from typing import Any

from quotes.actions.approvals import submit_version
from quotes.actions.proposals import request_export
from quotes.models import ProposalExport, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import paper
from tests.factories.haggling import asked, decided
from tests.factories.quotes import passed_over

NEEDS, SOLUTION, PROMISE = "卡顿：晚高峰 1.2%", "接入：10,000 路", "接入：10,000 路；续约价十年不变"


def snapshot(deal: Deal) -> dict[str, Any]:
    """What a file made now says of it."""
    deal.refresh_from_db(fields=["needs", "solution"])
    (situation, finding), (title, text) = deal.needs.split("：", 1), deal.solution.split("：", 1)
    needs = [{"situation": situation, "finding": finding, "effect": ""}]
    return {"needs": needs, "solution": [{"title": title, "text": text}], "notes": []}


def made(version: QuoteVersion, by: User, at: datetime, **changed: Any) -> ProposalExport:
    """A file of an offer that the gate lets out, whatever it says."""
    says = snapshot(version.quote.deal)
    return paper.finished(request_export(version=version, by=by, at=at, **changed), at, **says)


def approved(version: QuoteVersion, ada: User, bo: User) -> QuoteVersion:
    """By a manager, who read what the deal said that day; and let out in spite of what is missing."""
    request = asked(version, by=ada)
    decided(request, by=bo)
    held = QuoteVersion.objects.get(pk=version.pk)
    passed_over(version=held, by=ada)
    return held


def within(version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """Nobody was asked about it."""
    held = submit_version(version=version, reason="", by=by, at=at).version
    passed_over(version=held, by=by)
    return held
