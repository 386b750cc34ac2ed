"""How versions end and go on: void, accepted, renewed, and one alternative chosen over the others."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from dealdesk.kernel.moves import IllegalMove
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals import submit_version
from quotes.actions.proposals import request_export
from quotes.actions.quotes import (
    accept_version,
    branch_version,
    choose_branch,
    next_version,
    renew_version,
    revise,
    send_version,
    void_version,
)
from quotes.actions.quotes.versions import drafted, hold_quote
from quotes.domain.content import content_hash
from quotes.domain.lifecycle import VersionState
from quotes.models import ApprovalRequest, Decision, Quote, QuoteVersion
from stakeholders.domain.deals import Ending, Stage
from stakeholders.models import Deal, JournalEntry, Team, User
from tests.factories import stakeholders as whom
from tests.factories.haggling import REASON, approved, asked, decided
from tests.factories.quotes import passed_over
from tests.factories.stakeholders import LOST, SIGNED
from tests.threads import at_once

WHY = "客户改了需求"


def states(quote: Quote) -> list[tuple[str, str]]:
    return [(str(one), one.state) for one in quote.versions.order_by("number")]


class TestVoid:
    @pytest.fixture
    def sent(self, version: QuoteVersion, ada: User, now: datetime) -> QuoteVersion:
        return send_version(version=approved(version, by=ada), by=ada, at=now)

    def test_a_sent_version_is_void_with_its_reason(self, sent: QuoteVersion, ada: User, now: datetime) -> None:
        void = void_version(version=sent, reason=f" {WHY} ", by=ada, at=now)

        void.refresh_from_db()
        assert (void.state, void.void_reason, void.voided_at, void.voided_by) == ("void", WHY, now, ada)
        entry = JournalEntry.objects.get(act="void_version")
        assert (entry.facts["version"], entry.facts["reason"]) == ("1", WHY)

    def test_it_is_never_offered_again_and_the_next_one_is_made_from_it(
        self, sent: QuoteVersion, ada: User, now: datetime
    ) -> None:
        void = void_version(version=sent, reason=WHY, by=ada, at=now)

        for act in (send_version, accept_version):
            with pytest.raises(IllegalMove, match="Void is final"):
                act(version=void, by=ada, at=now)
        with pytest.raises(Refusal, match="V1 is void and is not offered again"):
            request_export(version=void, by=ada, at=now)
        again = next_version(version=void, by=ada, at=now)
        assert (str(again), content_hash(again.terms())) == ("V2", void.fingerprint)

    def test_the_reason_is_needed(self, sent: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="Say why") as refused:
            void_version(version=sent, reason="  ", by=ada, at=now)
        assert refused.value.field == "reason"

    def test_a_draft_is_discarded_instead(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="V1 is still a draft: discard it instead"):
            void_version(version=version, reason=WHY, by=ada, at=now)

    def test_another_salesperson_on_the_deal_does_not_but_owner_and_manager_do(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        offered = approved(version, by=ada)
        other = whom.user(name="eve", role="sales", team=ada.team)
        whom.member(deal=version.quote.deal, user=other)
        with pytest.raises(ForbiddenRefusal):
            void_version(version=offered, reason=WHY, by=other, at=now)
        assert void_version(version=offered, reason=WHY, by=bo, at=now).voided_by == bo

    def test_the_headline_is_the_newest_that_is_not_void(self, sent: QuoteVersion, ada: User, now: datetime) -> None:
        second = approved(revise(quote=sent.quote, by=ada, at=now, discount=Decimal(10)), by=ada)
        void_version(version=second, reason=WHY, by=ada, at=now)

        quote = Quote.objects.get()
        assert (quote.latest_name, quote.latest_state, quote.latest_total) == ("V1", "sent", sent.gross_total)
        assert str(next_version(version=sent, by=ada, at=now)) == "V3"

    def test_a_revision_starts_from_the_headline_not_from_what_is_void(
        self, sent: QuoteVersion, ada: User, now: datetime
    ) -> None:
        second = approved(revise(quote=sent.quote, by=ada, at=now, discount=Decimal(10)), by=ada)
        void_version(version=second, reason=WHY, by=ada, at=now)

        assert revise(quote=sent.quote, by=ada, at=now).based_on == sent

    def test_the_database_keeps_an_end_an_end(self, sent: QuoteVersion, ada: User, now: datetime) -> None:
        rows = QuoteVersion.objects.filter(pk=sent.pk)
        with pytest.raises(IntegrityError, match="version_void_says_why"), transaction.atomic():
            rows.update(state="void", voided_at=now, voided_by=ada)
        with pytest.raises(IntegrityError, match="version_voided_pair"), transaction.atomic():
            rows.update(state="void", voided_at=now, void_reason=WHY)
        void_version(version=sent, reason=WHY, by=ada, at=now)
        with pytest.raises(ProgrammingError, match="stays so"), transaction.atomic():
            rows.update(state="sent", voided_at=None, voided_by=None, void_reason="")
        with pytest.raises(ProgrammingError, match="stays so"), transaction.atomic():
            rows.update(void_reason="别的理由")


class TestAccepted:
    def test_a_sent_version_that_stands_is_accepted(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        sent = send_version(version=approved(version, by=ada), by=ada, at=now)

        done = accept_version(version=sent, by=ada, at=now)

        assert (done.state, done.accepted_at, done.accepted_by) == ("accepted", now, ada)

    @pytest.mark.parametrize(("stage", "ending"), [(Stage.SIGNED, SIGNED), (Stage.LOST, LOST)])
    def test_what_was_signed_is_written_down_after_the_deal_was_closed_too(
        self, version: QuoteVersion, ada: User, now: datetime, stage: Stage, ending: Ending
    ) -> None:
        sent = send_version(version=approved(version, by=ada), by=ada, at=now)
        Deal.objects.update(stage=stage, closed_at=now, closed_by=ada, **vars(ending))
        if stage is Stage.SIGNED:
            assert accept_version(version=sent, by=ada, at=now).state == "accepted"
        else:
            with pytest.raises(Refusal, match="closed"):
                accept_version(version=sent, by=ada, at=now)

    def test_an_expired_one_is_not(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        sent = send_version(version=approved(version, by=ada), by=ada, at=now)

        with pytest.raises(Refusal, match="V1 expired on 2026-12-24: renew it first"):
            accept_version(version=sent, by=ada, at=now + timedelta(days=31))


class TestRenewal:
    def test_the_same_terms_go_on_with_a_later_date_and_nobody_is_asked(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        sent = send_version(version=approved(version, by=ada), by=ada, at=now)
        late = now + timedelta(days=40)

        renewed = renew_version(version=sent, valid_until=date(2027, 2, 1), by=ada, at=late)

        assert (str(renewed), renewed.state, renewed.valid_until) == ("V2", "submitted", date(2027, 2, 1))
        assert (renewed.gross_total, renewed.is_approved) == (sent.gross_total, True)
        passed_over(version=renewed, by=ada)
        assert send_version(version=renewed, by=ada, at=late).state == "sent"

    def test_who_approved_the_same_figures_is_not_asked_again_nor_at_the_second_renewal(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        decided(request, by=bo)

        renewed = renew_version(version=request.version, valid_until=date(2027, 2, 1), by=ada, at=now)
        again = renew_version(version=renewed, valid_until=date(2027, 3, 1), by=ada, at=now)

        assert (renewed.is_approved, again.is_approved, Decision.objects.count()) == (True, True, 1)

    def test_a_manager_who_stands_there_today_is_asked_though_another_approved_before(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        decided(request, by=bo)
        new = whom.user(name="mia", role="manager", team=ada.team)
        Team.objects.filter(pk=version.quote.deal.team_id).update(manager=new)

        renewed = renew_version(version=request.version, valid_until=date(2027, 2, 1), reason=REASON, by=ada, at=now)

        assert renewed.is_approved is False
        assert [step.person for step in ApprovalRequest.objects.open().get().steps.all()] == [new]

    def test_an_approval_of_finance_counts_while_its_giver_is_in_finance(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, now: datetime
    ) -> None:
        request = asked(version, by=ada, points="30")
        for approver in (bo, cy, fay):
            decided(request, by=approver)
        renewed = renew_version(version=request.version, valid_until=date(2027, 2, 1), by=ada, at=now)
        assert renewed.is_approved is True

        User.objects.filter(pk=fay.pk).update(is_active=False)
        whom.user(name="flo", role="finance")
        again = renew_version(version=renewed, valid_until=date(2027, 3, 1), reason=REASON, by=ada, at=now)

        assert again.is_approved is False
        assert [step.role for step in ApprovalRequest.objects.open().get().steps.all()] == ["finance"]

    def test_what_nobody_approved_is_asked_about(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)

        renewed = renew_version(version=request.version, valid_until=date(2027, 2, 1), reason=REASON, by=ada, at=now)

        open_one = ApprovalRequest.objects.open().get()
        assert (open_one.version, renewed.is_approved) == (renewed, False)
        assert [step.person for step in open_one.steps.all()] == [bo]

    def test_the_new_day_is_later_and_a_void_version_is_not_renewed(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        offered = approved(version, by=ada)
        with pytest.raises(Refusal, match="V1 already runs until 2026-12-24"):
            renew_version(version=offered, valid_until=date(2026, 12, 24), by=ada, at=now)
        void_version(version=offered, reason=WHY, by=ada, at=now)
        with pytest.raises(Refusal, match="V1 is not out"):
            renew_version(version=offered, valid_until=date(2027, 2, 1), by=ada, at=now)


class TestAlternatives:
    @pytest.fixture
    def base(self, version: QuoteVersion, ada: User) -> QuoteVersion:
        return approved(version, by=ada)

    def test_two_drafts_are_worked_on_side_by_side(self, base: QuoteVersion, ada: User, now: datetime) -> None:
        a, b = branch_version(version=base, by=ada, at=now)

        assert states(base.quote) == [("V1", "submitted"), ("V2·A", "draft"), ("V3·B", "draft")]
        assert {content_hash(one.terms()) for one in (a, b)} == {base.fingerprint}
        assert JournalEntry.objects.get(act="branch_version").facts["drafts"] == "V2·A、V3·B"
        assert [str(one) for one in branch_version(version=base, by=ada, at=now)] == ["V4·C"]

    def test_each_branch_has_one_draft_and_the_main_line_too(
        self, base: QuoteVersion, ada: User, now: datetime
    ) -> None:
        a, _b = branch_version(version=base, by=ada, at=now)
        assert str(next_version(version=base, by=ada, at=now)) == "V4"
        submitted = submit_version(version=a, reason=REASON, by=ada, at=now).version
        assert str(next_version(version=submitted, by=ada, at=now)) == "V5·A"
        with pytest.raises(Refusal, match="V5·A is still a draft"):
            next_version(version=submitted, by=ada, at=now)
        with pytest.raises(IntegrityError, match="one_draft_version_a_branch"), transaction.atomic():
            QuoteVersion.objects.filter(pk=_b.pk).update(branch="A")

    def test_both_wait_both_are_sent_and_one_is_accepted(
        self, base: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        a, b = branch_version(version=base, by=ada, at=now)
        requests = [asked(one, by=ada) for one in (a, b)]
        assert ApprovalRequest.objects.open().count() == 2
        for request in requests:
            decided(request, by=bo)
            passed_over(version=request.version, by=ada)
        first, second = (send_version(version=request.version, by=ada, at=now) for request in requests[::-1])
        assert {first.state, second.state} == {"sent"}

        accept_version(version=second, by=ada, at=now)

        with pytest.raises(Refusal, match="accepted already"):
            accept_version(version=first, by=ada, at=now)

    def test_what_an_alternative_grew_out_of_need_not_be_decided_any_more(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        old = asked(version, by=ada)
        a, _b = branch_version(version=old.version, by=ada, at=now)

        submit_version(version=a, reason=REASON, by=ada, at=now)

        old.refresh_from_db()
        assert old.closed_because == "overtaken"

    def test_choosing_one_makes_the_others_void_with_the_reason(
        self, base: QuoteVersion, ada: User, now: datetime
    ) -> None:
        a, b = branch_version(version=base, by=ada, at=now)
        asked(b, by=ada)

        choose_branch(version=a, reason="选择方案 A", by=ada, at=now)

        assert states(base.quote) == [("V1", "submitted"), ("V2·A", "draft"), ("V3·B", "void")]
        b.refresh_from_db()
        assert (b.void_reason, b.requests.get().closed_because) == ("选择方案 A", "withdrawn")
        with pytest.raises(Refusal, match="no other alternative left"):
            choose_branch(version=a, reason="选择方案 A", by=ada, at=now)

    def test_a_colleague_who_may_not_end_the_other_does_not_choose_against_it(
        self, base: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        a, b = (approved(one, by=ada) for one in branch_version(version=base, by=ada, at=now))
        colleague = whom.user(name="eve", role="sales", team=ada.team)
        whom.member(deal=base.quote.deal, user=colleague)

        with pytest.raises(ForbiddenRefusal, match="V2·A would be void"):
            choose_branch(version=b, reason="选择方案 B", by=colleague, at=now)

        a.refresh_from_db()
        assert a.state == "submitted"
        assert choose_branch(version=b, reason="选择方案 B", by=bo, at=now) == b

    def test_a_version_made_in_between_is_not_left_alive_beside_the_choice(
        self, base: QuoteVersion, ada: User, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        a, _b = branch_version(version=base, by=ada, at=now)

        def just_after(version: QuoteVersion) -> Quote:
            quote = hold_quote(version)
            drafted(quote, base, ada, now, branch="C")
            return quote

        with monkeypatch.context() as between:
            between.setattr("quotes.actions.quotes.branches.hold_quote", just_after)
            with pytest.raises(StaleRefusal, match="made just now"):
                choose_branch(version=a, reason="选择方案 A", by=ada, at=now)
        choose_branch(version=a, reason="选择方案 A", by=ada, at=now)
        assert states(base.quote)[1:] == [("V2·A", "draft"), ("V3·B", "void")]

    def test_a_draft_that_was_not_chosen_is_kept_as_it_was(self, base: QuoteVersion, ada: User, now: datetime) -> None:
        a, b = branch_version(version=base, by=ada, at=now)

        choose_branch(version=b, reason="选择方案 B", by=ada, at=now)

        a.refresh_from_db()
        assert (a.state, a.fingerprint) == ("void", content_hash(a.terms()))

    def test_the_main_line_is_not_chosen_over_anything(self, base: QuoteVersion, ada: User, now: datetime) -> None:
        branch_version(version=base, by=ada, at=now)
        with pytest.raises(Refusal, match="stands on the main line"):
            choose_branch(version=base, reason="选择主线", by=ada, at=now)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_sending_and_making_void_leave_it_void(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        offered = approved(version, by=ada)

        sent, void = at_once(
            lambda: send_version(version=offered, by=ada, at=now),
            lambda: void_version(version=offered, reason=WHY, by=ada, at=now),
        )

        assert (type(void), type(sent)) in {(QuoteVersion, QuoteVersion), (QuoteVersion, IllegalMove)}
        assert QuoteVersion.objects.get().state == VersionState.VOID
        assert Quote.objects.get().latest_state == VersionState.VOID

    def test_of_two_alternatives_one_is_accepted(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        pair = branch_version(version=approved(version, by=ada), by=ada, at=now)
        for one in pair:
            passed_over(version=one, by=ada)
        sent = [send_version(version=approved(one, by=ada), by=ada, at=now) for one in pair]

        results = at_once(*[lambda one=one: accept_version(version=one, by=ada, at=now) for one in sent])

        assert sorted(type(result).__name__ for result in results) == ["QuoteVersion", "Refusal"]
        assert QuoteVersion.objects.filter(state="accepted").count() == 1

    def test_of_two_choices_one_is_made(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        a, b = branch_version(version=approved(version, by=ada), by=ada, at=now)

        at_once(
            lambda: choose_branch(version=a, reason="选择方案 A", by=ada, at=now),
            lambda: choose_branch(version=b, reason="选择方案 B", by=ada, at=now),
        )

        assert sorted(one.state for one in (a.quote.versions.exclude(branch=""))) == ["draft", "void"]
