"""Asking for an approval, deciding on it, and taking it back."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from dealdesk.kernel.moves import IllegalMove
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals import submit_version
from quotes.actions.approvals.deciding import CHANGED, CLOSED, OWN
from quotes.actions.quotes import change_lines, next_version, save_terms, void_version
from quotes.actions.quotes.options import arrange_options
from quotes.domain.approvals import Verdict
from quotes.domain.content import content_hash
from quotes.domain.lifecycle import VersionState
from quotes.models import ApprovalRequest, Decision, Policy, Quote, QuoteVersion
from quotes.permissions import waiting_for
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, DealSigner, JournalEntry, Team, User
from stakeholders.permissions import visible_deals
from tests.factories.haggling import IN_RETURN, REASON, approved, asked, decided, discounted
from tests.factories.stakeholders import LOST
from tests.threads import at_once


def steps_of(request: ApprovalRequest) -> list[tuple[str, str]]:
    return [(step.approver, step.person.name if step.person else step.role) for step in request.steps.all()]


def fired(request: ApprovalRequest) -> list[tuple[str, list[str]]]:
    return [(step.approver, [why["figure"] for why in step.why]) for step in request.steps.all()]


def acts(deal: Deal) -> list[str]:
    return list(JournalEntry.objects.filter(deal=deal).order_by("number").values_list("act", flat=True))


class TestSubmitting:
    def test_within_authority_nobody_is_asked_and_the_version_is_approved(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        request = asked(version, points="15", by=ada, reason="", in_return="")
        assert (steps_of(request), request.closed_at, request.closed_because) == ([], now, "decided")
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_past_it_the_teams_manager_is_asked_and_the_version_waits(self, version: QuoteVersion, ada: User) -> None:
        request = asked(version, by=ada)
        assert (steps_of(request), request.closed_at) == ([("team_manager", "bo")], None)
        assert (request.reason, request.in_return) == (REASON, IN_RETURN)
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is False

    def test_an_option_given_away_is_asked_about_by_its_name(
        self, version: QuoteVersion, ada: User, fay: User, now: datetime
    ) -> None:
        option = version.lines.order_by("position").last()
        assert option is not None
        change = {option.pk: {"role": "optional"}}
        arrange_options(version=version, edition=1, columns=[], recommended="", lines=change, by=ada, at=now)
        change_lines(version=version, edition=2, changes={option.pk: {"discount": Decimal(99)}}, by=ada, at=now)

        request = submit_version(version=version, reason=REASON, by=ada, at=now)

        assert [step.approver for step in request.steps.all()] == ["team_manager", "upper_manager", "finance"]
        assert {why["params"]["where"] for step in request.steps.all() for why in step.why} == {option.description}
        assert request.figures["discount_percent"] == "99.0000"

    def test_it_freezes_the_draft_under_the_hash_of_what_it_says(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        held = QuoteVersion.objects.get(pk=version.pk)
        assert (held.state, held.frozen_at, held.frozen_by) == (VersionState.SUBMITTED, now, ada)
        assert (request.content_hash, held.fingerprint) == (held.content_hash, content_hash(held.terms()))

    def test_the_figures_the_policy_saw_are_kept(self, version: QuoteVersion, ada: User) -> None:
        figures = asked(version, by=ada).figures
        assert {name: figures[name] for name in ("discount_percent", "gross_total", "credit_days")} == {
            "discount_percent": "18.0000",
            "gross_total": "688472.00",
            "credit_days": "0",
        }

    def test_further_past_it_the_manager_above_is_asked_too(self, version: QuoteVersion, ada: User) -> None:
        assert steps_of(asked(version, points="26", by=ada)) == [("team_manager", "bo"), ("upper_manager", "cy")]

    def test_below_the_floor_finance_is_asked_by_role_and_may_see_the_deal_from_then_on(
        self, version: QuoteVersion, ada: User, fay: User, deal: Deal, now: datetime
    ) -> None:
        assert list(visible_deals(fay)) == []
        request = asked(version, points="30", by=ada)
        assert fired(request) == [
            ("team_manager", ["discount_percent"]),
            ("upper_manager", ["discount_percent"]),
            ("finance", ["below_floor_amount"]),
        ]
        assert steps_of(request)[2] == ("finance", "finance")
        assert list(DealSigner.objects.values_list("deal", "role", "asked_at", "asked_by")) == [
            (deal.pk, "finance", now, ada.pk)
        ]
        assert list(visible_deals(fay)) == [deal]

    def test_two_rules_for_one_approver_are_one_step_with_both_reasons(
        self, version: QuoteVersion, ada: User, fay: User, now: datetime
    ) -> None:
        save_terms(version=version, edition=1, credit_days=90, by=ada, at=now)
        version.refresh_from_db()
        assert fired(asked(version, points="30", by=ada))[2] == ("finance", ["below_floor_amount", "credit_days"])

    def test_one_manager_of_both_teams_is_asked_once_with_both_reasons(
        self, version: QuoteVersion, ada: User, cy: User, north_1: Team
    ) -> None:
        Team.objects.filter(pk=north_1.pk).update(manager=cy)
        request = asked(version, points="26", by=ada)
        assert steps_of(request) == [("upper_manager", "cy")]
        assert fired(request) == [("upper_manager", ["discount_percent", "discount_percent"])]

    def test_a_manager_who_asks_is_not_asked_but_the_one_above_is(self, version: QuoteVersion, bo: User) -> None:
        assert steps_of(asked(version, by=bo)) == [("team_manager", "cy")]

    def test_the_deals_owner_is_not_asked_about_a_deal_of_their_own(
        self, version: QuoteVersion, deal: Deal, ada: User, bo: User
    ) -> None:
        Deal.objects.filter(pk=deal.pk).update(owner=bo)
        assert steps_of(asked(version, by=ada)) == [("team_manager", "cy")]

    def test_a_manager_who_has_left_is_passed_over(self, version: QuoteVersion, ada: User, bo: User) -> None:
        User.objects.filter(pk=bo.pk).update(is_active=False)
        assert steps_of(asked(version, by=ada)) == [("team_manager", "cy")]

    def test_nobody_above_is_a_sentence_that_says_whom_to_turn_to(self, version: QuoteVersion, ada: User) -> None:
        Team.objects.update(manager=None)
        with pytest.raises(Refusal) as refused:
            asked(version, by=ada)
        assert str(refused.value) == (
            "Nobody above the team North-1 can approve this: ask an administrator to name a manager there."
        )
        assert QuoteVersion.objects.get(pk=version.pk).state == VersionState.DRAFT

    def test_a_role_nobody_holds_is_a_sentence_too(self, version: QuoteVersion, ada: User) -> None:
        with pytest.raises(Refusal) as refused:
            asked(version, points="30", by=ada)
        assert str(refused.value) == (
            "Nobody can approve this for Finance: ask an administrator to open an account with that role."
        )

    def test_a_newer_version_overtakes_what_was_asked_for_the_older_one(
        self, version: QuoteVersion, ada: User, deal: Deal, now: datetime
    ) -> None:
        older = asked(version, by=ada)
        newer = asked(next_version(version=older.version, by=ada, at=now), points="19", by=ada)
        older.refresh_from_db()
        assert (older.closed_at, older.closed_because) == (now, "overtaken")
        assert list(ApprovalRequest.objects.open()) == [newer]
        assert acts(deal)[-2:] == ["overtake_request", "submit_version"]

    def test_it_is_told_in_the_journal(self, version: QuoteVersion, ada: User, deal: Deal, now: datetime) -> None:
        asked(version, by=ada)
        entry = JournalEntry.objects.filter(deal=deal).latest("number")
        assert (entry.act, entry.by, entry.at, entry.facts) == (
            "submit_version",
            ada,
            now,
            {
                "number": version.quote.number,
                "version": "1",
                "total": "688472.00",
                "currency": "CNY",
                "approvals": 1,
            },
        )

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"valid_until": date(2026, 11, 23)}, "The offer would be invalid at once: choose a later validity date."),
            ({"floor_price": None}, "A floor price is missing: ask finance to enter it in the price book."),
        ],
    )
    def test_what_cannot_be_offered_is_not_asked_about(
        self, version: QuoteVersion, ada: User, now: datetime, change: dict[str, object], sentence: str
    ) -> None:
        if "valid_until" in change:
            QuoteVersion.objects.filter(pk=version.pk).update(**change)
        else:
            version.lines.update(**change)
        with pytest.raises(Refusal) as refused:
            submit_version(version=version, reason=REASON, by=ada, at=now)
        assert str(refused.value) == sentence
        assert list(ApprovalRequest.objects.all()) == []

    def test_an_offer_that_comes_to_nothing_is_refused(self, version: QuoteVersion, ada: User) -> None:
        with pytest.raises(Refusal, match="The offer comes to nothing"):
            asked(version, points="100", by=ada)

    def test_past_authority_it_takes_a_reason(self, version: QuoteVersion, ada: User) -> None:
        with pytest.raises(Refusal) as refused:
            asked(version, by=ada, reason="  ")
        assert (str(refused.value), refused.value.field) == ("Say why: the approver decides by it.", "reason")

    def test_a_closed_deal_offers_nothing(self, version: QuoteVersion, ada: User, deal: Deal, now: datetime) -> None:
        Deal.objects.filter(pk=deal.pk).update(stage=Stage.LOST, closed_at=now, closed_by=ada, **vars(LOST))
        with pytest.raises(Refusal, match="This deal is closed"):
            asked(version, by=ada)

    def test_what_is_no_draft_any_more_is_not_submitted_again(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        approved(version, by=ada)
        with pytest.raises(IllegalMove):
            submit_version(version=version, reason=REASON, by=ada, at=now)
        assert ApprovalRequest.objects.count() == 1

    def test_without_a_policy_in_force_nothing_is_submitted(
        self, version: QuoteVersion, policy: Policy, ada: User
    ) -> None:
        Policy.objects.filter(pk=policy.pk).update(valid_to=date(2026, 11, 24))
        with pytest.raises(Refusal, match="No approval policy is in force today"):
            asked(version, by=ada)


class TestDeciding:
    def test_the_manager_approves_and_the_version_is_approved(
        self, version: QuoteVersion, ada: User, bo: User, deal: Deal, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        decision = decided(request, by=bo, reason="年付换得值。")
        request.refresh_from_db()
        assert (request.closed_at, request.closed_because) == (now, "decided")
        assert (decision.verdict, decision.decided_by, decision.requested_by, decision.content_hash) == (
            "approve",
            bo,
            ada,
            request.content_hash,
        )
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True
        assert acts(deal)[-1] == "approve_request"

    def test_one_approval_of_two_keeps_it_open(self, version: QuoteVersion, ada: User, bo: User, cy: User) -> None:
        request = asked(version, points="26", by=ada)
        decided(request, by=cy)
        assert list(ApprovalRequest.objects.open()) == [request]
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is False
        decided(request, by=bo)
        assert list(ApprovalRequest.objects.open()) == []
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_one_refusal_closes_it_for_everybody(self, version: QuoteVersion, ada: User, bo: User, cy: User) -> None:
        request = asked(version, points="26", by=ada)
        decided(request, by=bo, verdict=Verdict.REJECT, reason="先换付款再谈价格。")
        assert list(waiting_for(cy)) == []
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is False
        with pytest.raises(StaleRefusal) as refused:
            decided(request, by=cy)
        assert str(refused.value) == CLOSED

    def test_a_refusal_gives_its_reason(self, version: QuoteVersion, ada: User, bo: User) -> None:
        with pytest.raises(Refusal) as refused:
            decided(asked(version, by=ada), by=bo, verdict=Verdict.REJECT, reason=" ")
        assert refused.value.field == "reason"

    def test_any_holder_of_the_role_decides_a_roles_step(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, lin: User
    ) -> None:
        request = asked(version, points="30", by=ada)
        with pytest.raises(ForbiddenRefusal, match="No step of this request waits for you"):
            decided(request, by=lin)
        assert decided(request, by=fay).step.role == "finance"

    def test_the_requester_never_decides_even_where_they_come_to_hold_its_place(
        self, version: QuoteVersion, ada: User, bo: User, north_1: Team
    ) -> None:
        request = asked(version, by=ada)
        Team.objects.filter(pk=north_1.pk).update(manager=ada)
        with pytest.raises(ForbiddenRefusal) as refused:
            decided(request, by=ada)
        assert str(refused.value) == OWN
        Team.objects.filter(pk=north_1.pk).update(manager=bo)
        assert decided(request, by=bo).decided_by == bo

    def test_somebody_no_step_asks_does_not_decide(self, version: QuoteVersion, ada: User, cy: User) -> None:
        with pytest.raises(ForbiddenRefusal):
            decided(asked(version, by=ada), by=cy)
        assert list(Decision.objects.all()) == []

    @pytest.mark.parametrize("shown", ["", "0" * 64])
    def test_a_decision_on_anything_but_what_was_shown_is_refused(
        self, version: QuoteVersion, ada: User, bo: User, shown: str
    ) -> None:
        request = asked(version, by=ada)
        with pytest.raises(StaleRefusal) as refused:
            decided(request, by=bo, content_hash=shown)
        assert str(refused.value) == CHANGED
        assert list(Decision.objects.all()) == []

    def test_what_was_taken_back_is_not_decided(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        void_version(version=request.version, reason="客户改了需求", by=ada, at=now)
        with pytest.raises(StaleRefusal):
            decided(request, by=bo)

    def test_what_was_overtaken_is_not_decided(self, version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
        request = asked(version, by=ada)
        asked(next_version(version=request.version, by=ada, at=now), by=ada)
        with pytest.raises(StaleRefusal):
            decided(request, by=bo)

    def test_a_second_click_does_not_decide_again(self, version: QuoteVersion, ada: User, bo: User) -> None:
        request = asked(version, by=ada)
        decided(request, by=bo)
        with pytest.raises(StaleRefusal):
            decided(request, by=bo)
        assert Decision.objects.count() == 1


class TestMadeVoidWhileItWaits:
    def test_the_request_is_closed_and_kept_and_the_version_is_offered_no_more(
        self, version: QuoteVersion, ada: User, deal: Deal, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        void_version(version=request.version, reason="客户改了需求", by=ada, at=now)
        request.refresh_from_db()
        assert (request.closed_because, request.version.state) == ("withdrawn", VersionState.VOID)
        assert Quote.objects.get().latest_state == VersionState.VOID
        assert acts(deal)[-1] == "void_version"

    def test_what_was_approved_and_made_void_is_approved_no_more(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        decided(request, by=bo)
        assert QuoteVersion.objects.get(pk=request.version_id).is_approved is True
        void_version(version=request.version, reason="客户改了需求", by=ada, at=now)
        assert QuoteVersion.objects.get(pk=request.version_id).is_approved is False
        assert Decision.objects.count() == 1

    def test_an_expired_version_is_not_approved_but_may_be_refused(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        late = now + timedelta(days=31)
        with pytest.raises(Refusal, match="V1 expired on 2026-12-24: renew it first"):
            decided(request, by=bo, at=late)
        assert decided(request, by=bo, verdict=Verdict.REJECT, reason="已过期。", at=late).verdict == "reject"


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_a_double_click_makes_exactly_one_decision(self, version: QuoteVersion, ada: User, bo: User) -> None:
        request = asked(version, by=ada)
        results = at_once(*[lambda: decided(request, by=bo)] * 2)
        assert sorted(type(result).__name__ for result in results) == ["Decision", "StaleRefusal"]
        assert Decision.objects.count() == 1

    def test_two_holders_of_a_role_make_exactly_one_decision_on_its_step(
        self, version: QuoteVersion, ada: User, fay: User, now: datetime
    ) -> None:
        other = User.objects.create_user("fan@yunqu.example", name="fan", role="finance", created_at=now)
        request = asked(version, points="30", by=ada)
        results = at_once(
            lambda: decided(request, by=fay),
            lambda: decided(request, by=other, verdict=Verdict.REJECT, reason="低于底价。"),
        )
        assert sorted(type(result).__name__ for result in results)[0] == "Decision"
        assert len([result for result in results if isinstance(result, Refusal)]) == 1
        assert Decision.objects.count() == 1

    def test_two_approvers_of_two_steps_both_count(self, version: QuoteVersion, ada: User, bo: User, cy: User) -> None:
        request = asked(version, points="26", by=ada)
        at_once(lambda: decided(request, by=bo), lambda: decided(request, by=cy))
        assert Decision.objects.count() == 2
        assert QuoteVersion.objects.get(pk=version.pk).is_approved is True

    def test_deciding_and_making_void_at_once_never_leave_an_approved_offer(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        request = asked(version, by=ada)
        at_once(
            lambda: decided(request, by=bo),
            lambda: void_version(version=request.version, reason="客户改了需求", by=ada, at=now),
        )
        request.refresh_from_db()
        assert (request.closed_because, Decision.objects.count()) in {("decided", 1), ("withdrawn", 0)}
        ended = QuoteVersion.objects.get(pk=request.version_id)
        assert (ended.state, ended.is_approved) == (VersionState.VOID, False)

    def test_submitting_twice_at_once_asks_once(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        draft = discounted(version, "18", by=ada)
        results = at_once(*[lambda: submit_version(version=draft, reason=REASON, by=ada, at=now)] * 2)
        assert sorted(type(result).__name__ for result in results) == ["ApprovalRequest", "IllegalMove"]
