"""An approver answers with conditions: a next version that the requester accepts in one step, or declines."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals import submit_version
from quotes.actions.approvals.deciding import CHANGED, OWN
from quotes.actions.counters import (
    ALREADY,
    ANSWERED,
    EDITED,
    accept_counter,
    decline_counter,
    take_back_counter,
)
from quotes.actions.quotes import next_version, save_terms, void_version
from quotes.domain.approvals import Verdict
from quotes.domain.content import content_hash
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, Counter, Decision, QuoteVersion
from quotes.permissions import waiting_for
from stakeholders.models import Deal, JournalEntry, User
from tests.factories.haggling import IN_RETURN, REASON, asked, countered, decided, discounted
from tests.threads import at_once


def accepted(made: Counter, *, by: User, at: datetime, **changed: str) -> ApprovalRequest:
    return accept_counter(counter=made, by=by, at=at, **{"content_hash": made.content_hash} | changed)


def declined(made: Counter, *, by: User, at: datetime, reason: str = "客户只签一年。") -> Counter:
    return decline_counter(counter=made, content_hash=made.content_hash, reason=reason, by=by, at=at)


class TestCountering:
    def test_what_the_approver_would_agree_to_is_the_next_version_priced_like_any_other(
        self, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, points="22", by=ada)
        made = countered(request, by=bo)
        draft = QuoteVersion.objects.get(pk=made.version_id)
        assert (draft.mark, draft.based_on, draft.is_draft, draft.term_months) == ("2", version, True, 24)
        assert (draft.gross_total, made.gross_total) == (Decimal("688472.00"), Decimal("688472.00"))
        assert made.content_hash == content_hash(draft.terms())
        assert list(ApprovalRequest.objects.open()) == [request]

    def test_it_gives_nothing_until_somebody_accepts_it(self, version: QuoteVersion, ada: User, bo: User) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        assert (Decision.objects.count(), QuoteVersion.objects.get(pk=made.version_id).is_approved) == (0, False)

    def test_only_whom_the_request_asks_answers_it_and_never_the_requester(
        self, version: QuoteVersion, ada: User, bo: User, cy: User
    ) -> None:
        request = asked(version, by=ada)
        with pytest.raises(ForbiddenRefusal, match="No step of this request waits for you"):
            countered(request, by=cy)
        with pytest.raises(ForbiddenRefusal) as refused:
            countered(request, by=ada)
        assert str(refused.value) == OWN
        assert countered(request, by=bo, offer=Revision(discount=Decimal(10))).countered_by == bo

    def test_a_second_one_waits_for_an_answer_to_the_first(self, version: QuoteVersion, ada: User, bo: User) -> None:
        request = asked(version, points="22", by=ada)
        countered(request, by=bo)
        with pytest.raises(StaleRefusal) as refused:
            countered(request, by=bo)
        assert str(refused.value) == ALREADY

    def test_the_same_offer_is_no_counter_and_a_changed_one_needs_its_words(
        self, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, by=ada)
        with pytest.raises(Refusal, match="This is the offer as it was asked"):
            countered(request, by=bo, offer=Revision(discount=Decimal(18)))
        with pytest.raises(Refusal) as refused:
            countered(request, by=bo, reason=" ")
        assert refused.value.field == "reason"
        with pytest.raises(StaleRefusal) as stale:
            countered(request, by=bo, content_hash="0" * 64)
        assert str(stale.value) == CHANGED
        assert QuoteVersion.objects.count() == 1

    def test_the_same_offer_reckoned_as_it_is_now_is_no_counter_either(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        draft = discounted(version, "18", by=ada, at=now)
        QuoteVersion.objects.filter(pk=draft.pk).update(reckoning="second")
        draft.refresh_from_db()
        request = submit_version(version=draft, reason=REASON, in_return=IN_RETURN, by=ada, at=now)
        assert request.version.reckoning == "second"
        with pytest.raises(Refusal, match="This is the offer as it was asked"):
            countered(request, by=bo, offer=Revision(discount=Decimal(18)))

    def test_beside_a_draft_of_the_salespersons_there_is_none(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        next_version(version=version, by=ada, at=now)
        with pytest.raises(Refusal, match="V2 is being written already"):
            countered(request, by=bo)


class TestAccepting:
    def test_in_one_step_it_is_submitted_and_approved_by_whoever_made_it(
        self, version: QuoteVersion, ada: User, bo: User, deal: Deal, now: datetime
    ) -> None:
        first = asked(version, points="22", by=ada)
        made = countered(first, by=bo)
        later = now + timedelta(hours=1)
        request = accepted(made, by=ada, at=later)
        assert (request.requested_by, request.reason, request.in_return) == (ada, REASON, IN_RETURN)
        decision = Decision.objects.get()
        assert (decision.decided_by, decision.requested_by, decision.counter, decision.verdict) == (
            bo,
            ada,
            made,
            "approve",
        )
        assert (decision.content_hash, request.version.fingerprint) == (request.content_hash, made.content_hash)
        assert QuoteVersion.objects.get(pk=made.version_id).is_approved is True
        first.refresh_from_db()
        assert first.closed_because == "overtaken"
        told = JournalEntry.objects.filter(deal=deal).order_by("number").values_list("act", flat=True)
        assert list(told)[-4:] == ["counter_request", "overtake_request", "submit_version", "accepted_counter"]

    def test_submitted_by_hand_without_a_change_it_counts_the_same(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        assert made.version is not None
        submit_version(version=made.version, reason=REASON, by=ada, at=now)
        assert QuoteVersion.objects.get(pk=made.version_id).is_approved is True
        assert Counter.objects.get().answer == "accepted"

    def test_changed_by_one_character_it_is_nobodys_approval(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        assert made.version is not None
        save_terms(version=made.version, edition=1, note="另附说明", by=ada, at=now)
        with pytest.raises(StaleRefusal) as refused:
            accepted(made, by=ada, at=now)
        assert refused.value.message == EDITED
        request = submit_version(version=QuoteVersion.objects.get(pk=made.version_id), reason=REASON, by=ada, at=now)
        assert (Decision.objects.count(), list(waiting_for(bo))) == (0, list(request.steps.all()))

    def test_whoever_else_the_policy_names_for_it_is_asked(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo, offer=Revision(discount=Decimal(26)))
        accepted(made, by=ada, at=now)
        assert (len(waiting_for(bo)), len(waiting_for(cy))) == (0, 1)
        assert QuoteVersion.objects.get(pk=made.version_id).is_approved is False

    def test_an_approver_does_not_accept_what_they_offered(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        with pytest.raises(ForbiddenRefusal):
            accepted(made, by=bo, at=now)
        submitted = submit_version(version=QuoteVersion.objects.get(pk=made.version_id), reason=REASON, by=bo, at=now)
        assert (Decision.objects.count(), submitted.requested_by) == (0, bo)

    def test_a_replayed_form_and_another_content_are_refused(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        with pytest.raises(StaleRefusal) as refused:
            accepted(made, by=ada, at=now, content_hash="0" * 64)
        assert str(refused.value) == CHANGED
        accepted(made, by=ada, at=now)
        with pytest.raises(StaleRefusal) as again:
            accepted(made, by=ada, at=now)
        assert str(again.value) == ANSWERED
        assert Decision.objects.count() == 1


class TestDeclining:
    def test_the_request_waits_again_with_the_reason_and_the_draft_is_gone(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, points="22", by=ada)
        made = declined(countered(request, by=bo), by=ada, at=now)
        assert (made.answer, made.answer_reason, made.answered_by) == ("declined", "客户只签一年。", ada)
        kept = Counter.objects.get()
        assert (kept.version, kept.mark, kept.content["term_months"]) == (None, "2", 24)
        assert list(QuoteVersion.objects.all()) == [version]
        assert decided(request, by=bo).verdict == "approve"

    def test_it_takes_a_reason(self, version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
        with pytest.raises(Refusal) as refused:
            declined(countered(asked(version, points="22", by=ada), by=bo), by=ada, at=now, reason=" ")
        assert refused.value.field == "answer_reason"

    def test_what_somebody_worked_on_stays_theirs(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        assert made.version is not None
        save_terms(version=made.version, edition=1, note="另附说明", by=ada, at=now)
        declined(made, by=ada, at=now)
        assert QuoteVersion.objects.count() == 2

    def test_its_maker_takes_it_back_before_deciding(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, points="22", by=ada)
        made = countered(request, by=bo)
        with pytest.raises(Refusal, match="Your counter-offer still stands"):
            decided(request, by=bo)
        with pytest.raises(ForbiddenRefusal):
            take_back_counter(counter=made, by=ada, at=now)
        take_back_counter(counter=made, by=bo, at=now)
        assert (Counter.objects.get().answer, QuoteVersion.objects.count()) == ("taken_back", 1)
        assert decided(request, by=bo).verdict == "approve"

    def test_it_falls_with_its_request(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(version, points="26", by=ada)
        made = countered(request, by=bo)
        decided(request, by=cy, verdict=Verdict.REJECT, reason="先换付款。")
        with pytest.raises(StaleRefusal) as refused:
            accepted(made, by=ada, at=now)
        assert str(refused.value) == ANSWERED


class TestTheDatabase:
    def test_it_lets_nobody_speak_for_another_by_a_counter(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        request = asked(discounted(version, "22", by=ada), points="22", by=ada)
        made = countered(request, by=bo, offer=Revision(discount=Decimal(16)))
        told = {"step": request.steps.get(), "verdict": "approve", "content_hash": request.content_hash}
        with pytest.raises((InternalError, ProgrammingError), match="a counter approves its own"), transaction.atomic():
            Decision.objects.create(**told, counter=made, requested_by=ada, decided_by=bo, decided_at=now)
        with pytest.raises(IntegrityError, match="nobody_accepts_their_own"), transaction.atomic():
            Counter.objects.update(answer="accepted", answered_at=now, answered_by=bo)
        with pytest.raises((InternalError, ProgrammingError), match="stays as it was made"), transaction.atomic():
            Counter.objects.update(content_hash=request.content_hash)
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            Counter.objects.all().delete()

    def test_it_keeps_the_first_answer(self, version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
        made = declined(countered(asked(version, points="22", by=ada), by=bo), by=ada, at=now)
        with pytest.raises((InternalError, ProgrammingError), match="answered already"), transaction.atomic():
            Counter.objects.filter(pk=made.pk).update(answer="accepted")


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_accepting_against_making_the_first_void_leaves_one_of_both(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, points="22", by=ada)
        made = countered(request, by=bo)
        at_once(
            lambda: accepted(made, by=ada, at=now),
            lambda: void_version(version=request.version, reason="客户改期", by=ada, at=now),
        )
        after = QuoteVersion.objects.get(pk=made.version_id)
        assert after.is_approved == (Counter.objects.get().answer == "accepted") == (Decision.objects.count() == 1)

    def test_accepting_against_changing_it_never_approves_what_the_approver_did_not_say(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        drafted = QuoteVersion.objects.get(pk=made.version_id)
        at_once(
            lambda: accepted(made, by=ada, at=now),
            lambda: save_terms(version=drafted, edition=1, term_months=12, by=ada, at=now),
        )
        after = QuoteVersion.objects.get(pk=made.version_id)
        assert (after.is_approved, after.term_months) in {(True, 24), (False, 12)}

    def test_two_clicks_accept_once_and_taking_back_meanwhile_is_one_or_the_other(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        made = countered(asked(version, points="22", by=ada), by=bo)
        at_once(*[lambda: accepted(made, by=ada, at=now)] * 2, lambda: take_back_counter(counter=made, by=bo, at=now))
        answer = Counter.objects.get().answer
        assert (answer, Decision.objects.count()) in {("accepted", 1), ("taken_back", 0)}
