"""The library of claims: editions that never change, evidence that proves what was measured, and retiring."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.attachments import attach_evidence, record_evidence_download
from quotes.actions.claims import add_claim, change_claim, retire_claim, tell_ending
from quotes.domain.attachments import checked
from quotes.domain.claims import Claim, Unproved
from quotes.models import ClaimEdition, ValueClaim
from quotes.queries.claims import ending_claims
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import JournalEntry, Notice, User
from stakeholders.queries.notices import title
from tests.factories import value as told
from tests.factories.forewarnings import set_as_it_comes
from tests.factories.stakeholders import NOW
from tests.factories.value import TODAY, said


def edition_of(claim: ValueClaim) -> ClaimEdition:
    return ClaimEdition.objects.with_evidence().filter(claim=claim).order_by("-number")[0]


def change(claim: ValueClaim, new: Claim, by: User, **changed: Any) -> ClaimEdition:
    values: dict[str, Any] = {"after": 1, "owner": by, "note": "", "why": "复测"} | changed
    return change_claim(claim=claim, said=new, by=by, at=NOW, **values)


def test_a_claim_is_what_was_entered_and_proved_by_its_record(pre: User) -> None:
    edition = told.claim(by=pre)
    assert (edition.value(), edition.number, edition.owner) == (said(), 1, pre)
    assert edition_of(edition.claim).unproved(TODAY) == ()
    bare = told.claim(by=pre, proved=False)
    assert edition_of(bare.claim).unproved(TODAY) == (Unproved.NO_EVIDENCE,)
    assert JournalEntry.objects.get(act="attach_evidence").facts["files"] == 1


def test_the_next_edition_keeps_its_evidence_while_it_says_the_same(pre: User) -> None:
    claim = told.claim(by=pre).claim
    longer = change(claim, said(valid_until=TODAY + timedelta(days=400)), pre)
    assert (longer.number, longer.said_since, edition_of(claim).unproved(TODAY)) == (2, 1, ())
    better = change(claim, said(ours=Decimal("0.2")), pre, after=2)
    assert (better.said_since, edition_of(claim).unproved(TODAY)) == (3, (Unproved.NO_EVIDENCE,))


def test_an_edition_holds_until_another_says_something_else(pre: User) -> None:
    first = told.claim(by=pre)
    old = ClaimEdition.objects.with_evidence().filter(pk=first.pk)
    change(first.claim, said(valid_until=TODAY + timedelta(days=400)), pre)
    assert old.get().unproved(TODAY) == ()
    change(first.claim, said(ours=Decimal("0.9")), pre, after=2)
    assert old.get().unproved(TODAY) == (Unproved.SUPERSEDED,)


def test_whoever_looks_after_a_claim_hears_of_its_end_a_month_and_a_week_before(pre: User, ada: User) -> None:
    set_as_it_comes()
    edition = told.claim(by=pre, valid_until=TODAY + timedelta(days=40))
    told.claim(by=pre, valid_until=TODAY + timedelta(days=20), proved=False)
    for days in (9, 10, 11, 32, 33, 39, 40, 41):
        at = NOW + timedelta(days=days)
        for ending in ending_claims(at.date()):
            tell_ending(edition=ending, at=at)
    notices = Notice.objects.filter(kind="claim_ends").order_by("pk")
    assert [(one.at.date() - TODAY, one.to, one.target, one.deal) for one in notices] == [
        (timedelta(days=10), pre, edition.claim_id, None),
        (timedelta(days=33), pre, edition.claim_id, None),
    ]
    longer = change(edition.claim, said(valid_until=TODAY + timedelta(days=60)), pre)
    tell_ending(edition=longer, at=NOW + timedelta(days=35))
    assert notices.all().count() == 3
    assert title(notices[0]) == f"主张“通话投诉率”只能说到 {edition.valid_until}：请重新测量"


def test_only_what_is_of_the_house_is_told_without_a_deal(pre: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        notify(NoticeKind.ROUND_LOGGED, to=[pre], about=pre, deal=None, by=None, at=NOW)


def test_who_comes_second_is_told_and_a_change_of_nothing_is_none(pre: User) -> None:
    claim = told.claim(by=pre).claim
    with pytest.raises(Refusal, match="Nothing differs"):
        change(claim, said(), pre)
    with pytest.raises(Refusal, match="Say why"):
        change(claim, said(ours=Decimal("0.2")), pre, why=" ")
    change(claim, said(ours=Decimal("0.2")), pre)
    with pytest.raises(StaleRefusal):
        change(claim, said(ours=Decimal("0.1")), pre)


def test_what_is_retired_says_why_and_changes_no_more(pre: User) -> None:
    edition = told.claim(by=pre)
    with pytest.raises(Refusal):
        retire_claim(claim=edition.claim, reason=" ", by=pre, at=NOW)
    retired = retire_claim(claim=edition.claim, reason="测试条件不再成立", by=pre, at=NOW)
    assert (retired.retired_by, retired.retired_because) == (pre, "测试条件不再成立")
    assert edition_of(edition.claim).unproved(TODAY) == (Unproved.RETIRED,)
    for act in (
        lambda: retire_claim(claim=edition.claim, reason="又一次", by=pre, at=NOW),
        lambda: change(edition.claim, said(ours=Decimal("0.2")), pre),
        lambda: attach_evidence(edition=edition, files=[checked("b.txt", b"b")], by=pre, at=NOW),
    ):
        with pytest.raises(Refusal, match="retired"):
            act()


def test_nothing_was_measured_tomorrow(pre: User) -> None:
    with pytest.raises(Refusal) as refused:
        add_claim(said=said(measured_on=TODAY + timedelta(days=1)), owner=pre, note="", by=pre, at=NOW)
    assert refused.value.field == "measured_on"


def test_an_edition_stays_as_it_was_entered(pre: User) -> None:
    edition = told.claim(by=pre)
    with pytest.raises(Exception, match="pgtrigger"), transaction.atomic():
        ClaimEdition.objects.filter(pk=edition.pk).update(ours=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueClaim.objects.filter(pk=edition.claim_id).update(retired_at=NOW, retired_by=pre)


def test_whoever_takes_a_proof_is_written_down(pre: User, lin: User) -> None:
    proof = told.claim(by=pre).attachments.get()
    assert record_evidence_download(evidence=proof, by=lin, at=NOW) == "实测记录".encode()
    entry = JournalEntry.objects.get(act="download_evidence")
    assert (entry.by, entry.facts["metric"]) == (lin, "通话投诉率")
