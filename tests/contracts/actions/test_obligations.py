"""What follows a signature, from the signing itself to the end of each obligation."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction

from contracts.actions.obligations import (
    add_obligation,
    ask_for_life,
    change_obligation,
    reopen_obligation,
    tell_due,
)
from contracts.actions.payment import change_instalment, plan_instalments, withdraw_receipt
from contracts.domain.obligations.words import ObligationKind, ObligationState, Side
from contracts.domain.payment.received import RunsFrom
from contracts.models import ContractLife, Obligation
from contracts.queries.obligations import to_tell
from dealdesk.kernel.moves import IllegalMove
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.models import QuoteVersion
from stakeholders.actions.deals import move_deal
from stakeholders.domain.deals import Stage, calendar_of
from stakeholders.models import Deal, JournalEntry, Notice, User
from tests.factories import obligations as owed
from tests.factories import payments, signoffs
from tests.factories.stakeholders import NOW, SIGNED

pytestmark = pytest.mark.django_db


def of(life: ContractLife, kind: ObligationKind) -> list[Obligation]:
    return list(Obligation.objects.filter(deal=life.deal, kind=kind))


def test_signing_writes_what_follows_in_the_same_transaction(
    version: QuoteVersion, ada: User, lin: User, fay: User, dov: User
) -> None:
    done = owed.accepted(version, ada)
    deal = done.quote.deal
    owed.checked(done, ada)
    signoffs.judged(deal.checklists.get(), lin)
    signoffs.signed_by_all(deal, ada, {"legal": lin, "finance": fay, "delivery": dov})
    Deal.objects.filter(pk=deal.pk).update(stage=Stage.CONTRACT)
    deal.refresh_from_db()
    move_deal(deal, to=Stage.SIGNED, ending=SIGNED, by=ada, at=NOW)
    life = ContractLife.objects.get(deal=deal)
    assert (life.version, life.begins_on, life.source) == (done, NOW.date(), "")
    dues = of(life, ObligationKind.PAYMENT)
    assert sum(one.amount or D(0) for one in dues) == done.gross_total
    assert {(one.side, one.owner, one.state) for one in dues} == {("theirs", ada, "open")}
    assert JournalEntry.objects.get(act="begin_life").facts["obligations"] == Obligation.objects.count()


def test_a_deal_whose_offer_nobody_accepted_is_asked_for_later(version: QuoteVersion, ada: User) -> None:
    deal = version.quote.deal
    with pytest.raises(Refusal, match="not signed"):
        ask_for_life(deal=deal, by=ada, at=NOW)
    Deal.objects.filter(pk=deal.pk).update(stage=Stage.CONTRACT)
    deal.refresh_from_db()
    move_deal(deal, to=Stage.SIGNED, ending=SIGNED, by=ada, at=NOW)
    with pytest.raises(Refusal, match="No offer of this deal was accepted"):
        ask_for_life(deal=deal, by=ada, at=NOW)


def test_the_days_of_the_checklist_come_along_with_who_settles_them(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada, auto_renewal=30, deletion=45, credit_cap=60)
    assert (life.notice_days, life.exit_days, life.claim_days) == (30, 45, 60)
    [notice] = of(life, ObligationKind.NOTICE)
    assert (notice.due_on, notice.side, str(notice.clause)) == (date(2027, 10, 22), "ours", "自动续约 V1")
    # A large buyer and a small seller: we declare our size at signing.
    assert [one.due_on for one in of(life, ObligationKind.DECLARATION)] == [NOW.date()]


def test_what_the_contract_says_moves_what_is_open_and_leaves_what_is_settled_or_fixed(
    version: QuoteVersion, ada: User
) -> None:
    life = owed.signed(version, ada, auto_renewal=30)
    first = of(life, ObligationKind.PAYMENT)[0]
    owed.settled(first, ada)
    [notice] = of(life, ObligationKind.NOTICE)
    kept = {"due_on": date(2027, 9, 30), "owner": ada, "source": "合同第 12 条", "note": ""}
    change_obligation(obligation=notice, **kept, edition=1, by=ada, at=NOW)
    life = owed.told(life, ada, begins_on=date(2027, 1, 1), renews=False, exit_days=30, report_days=5)
    assert (life.ends_on, life.source, life.edition) == (date(2027, 12, 31), "合同第 11 条", 2)
    assert of(life, ObligationKind.PAYMENT)[0].due_on == first.due_on
    assert [one.due_on for one in of(life, ObligationKind.NOTICE)] == [date(2027, 9, 30)]
    assert [len(of(life, kind)) for kind in (ObligationKind.REPORT, ObligationKind.DELETION)] == [12, 1]
    assert all(one.due_on > date(2026, 12, 31) for one in of(life, ObligationKind.PAYMENT)[1:])
    life = owed.told(life, ada, report_days=None)
    assert of(life, ObligationKind.REPORT) == []
    with pytest.raises(StaleRefusal):
        owed.told(life, ada, edition=1)
    with pytest.raises(Refusal, match="where in the contract"):
        owed.told(life, ada, source=" ")


def test_one_is_settled_with_a_word_on_a_day_that_has_come_and_taken_up_again(version: QuoteVersion, ada: User) -> None:
    row = of(owed.signed(version, ada), ObligationKind.PAYMENT)[0]
    with pytest.raises(Refusal, match="nobody remembers"):
        owed.settled(row, ada, outcome=" ")
    with pytest.raises(Refusal, match="not come yet"):
        owed.settled(row, ada, settled_on=NOW.date() + timedelta(days=1))
    done = owed.settled(row, ada)
    assert (done.state, done.settled_by, done.edition) == (ObligationState.DONE, ada, 2)
    with pytest.raises(IllegalMove):
        owed.settled(done, ada, to=ObligationState.WAIVED)
    again = reopen_obligation(obligation=done, by=ada, at=NOW)
    assert (again.state, again.outcome, again.settled_at) == (ObligationState.OPEN, "", None)
    assert reopen_obligation(obligation=again, by=ada, at=NOW).edition == again.edition
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.filter(pk=row.pk).update(state="done")


def test_what_does_not_follow_by_itself_is_entered_with_its_source(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    told = {"due_on": date(2027, 3, 1), "owner": ada, "source": "合同附件二", "note": ""}
    with pytest.raises(Refusal, match="what is to be done"):
        add_obligation(deal=life.deal, kind=ObligationKind.OTHER, side=Side.OURS, amount=None, **told, by=ada, at=NOW)
    made = add_obligation(
        deal=life.deal, kind=ObligationKind.CONFIRMATION, side=Side.THEIRS, amount=D(500), **told, by=ada, at=NOW
    )
    assert (made.derived, made.currency, made.is_fixed) == ("", "CNY", False)


def test_an_owner_is_told_once_for_each_day(version: QuoteVersion, ada: User, adm: User) -> None:
    life = owed.signed(version, ada)
    first = of(life, ObligationKind.PAYMENT)[0]
    told = {"due_on": date(2026, 12, 4), "owner": ada, "source": "合同第 5 条", "note": ""}
    moved = change_obligation(obligation=first, **told, edition=1, by=ada, at=NOW)
    assert list(to_tell(NOW.date())) == []
    owed.lookout(adm, workdays=8)
    assert list(to_tell(NOW.date())) == [moved]
    for _ in range(2):
        tell_due(obligation=to_tell(NOW.date()).first() or moved, at=NOW)
    assert (Notice.objects.get().facts["day"], list(to_tell(NOW.date()))) == ("2026-12-04", [])
    change_obligation(obligation=moved, **(told | {"due_on": date(2026, 12, 3)}), edition=2, by=ada, at=NOW)
    assert to_tell(NOW.date()).count() == 1


def test_a_declaration_that_was_told_before_the_signature_is_not_asked_for(version: QuoteVersion, ada: User) -> None:
    payments.declared(version.quote.deal, ada)
    assert of(owed.signed(version, ada, auto_renewal=30), ObligationKind.DECLARATION) == []


def test_keeping_the_declaration_settles_what_asked_for_it(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada, auto_renewal=30)
    made = payments.declared(life.deal, ada)
    [row] = of(life, ObligationKind.DECLARATION)
    assert (row.state, row.outcome, row.settled_on) == ("done", f"SHA-256 {made.sha256}", made.declared_on)


def test_what_carries_somebodys_words_is_not_taken_out(version: QuoteVersion, ada: User) -> None:
    life = owed.told(owed.signed(version, ada), ada, report_days=5)
    first = of(life, ObligationKind.REPORT)[0]
    told = {"due_on": first.due_on, "owner": ada, "source": first.source, "note": "抄送运维"}
    change_obligation(obligation=first, **told, edition=1, by=ada, at=NOW)
    owed.told(life, ada, report_days=None)
    assert [one.note for one in of(life, ObligationKind.REPORT)] == ["抄送运维"]


def test_what_was_settled_since_the_clock_looked_is_not_told(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    seen = of(life, ObligationKind.PAYMENT)[0]
    owed.settled(of(life, ObligationKind.PAYMENT)[0], ada)
    tell_due(obligation=seen, at=NOW)
    assert not Notice.objects.filter(target=seen.pk).exists()


def test_money_that_came_in_settles_what_they_owe_until_it_is_taken_back(
    version: QuoteVersion, ada: User, fay: User
) -> None:
    """209,900 a quarter: the first came before the signature, the second in two parts after it."""
    payments.receipt(version.quote.deal, fay, 209_900)
    life = owed.signed(version, ada)
    part = payments.receipt(life.deal, fay, 200_000, date(2026, 10, 12))

    def states() -> list[str]:
        return [one.state for one in of(life, ObligationKind.PAYMENT)]

    assert states() == ["done", "open", "open", "open"]
    payments.receipt(life.deal, fay, 9_900, date(2026, 10, 13))
    assert states() == ["done", "done", "open", "open"]
    second = of(life, ObligationKind.PAYMENT)[1]
    assert (second.outcome, second.settled_on) == ("回单 1011", date(2026, 10, 13))
    withdraw_receipt(receipt=part, because="记错账户", by=fay, at=NOW)
    assert states() == ["done", "open", "open", "open"]


def paid(life: ContractLife) -> list[tuple[date, D | None, str]]:
    rows = Obligation.objects.filter(deal=life.deal, kind=ObligationKind.PAYMENT).order_by("derived")
    return [(row.due_on, row.amount, row.currency) for row in rows]


def test_instalments_of_a_signed_deal_take_the_place_of_what_followed_from_its_offer(
    version: QuoteVersion, ada: User
) -> None:
    life = owed.signed(version, ada)
    begins = date(2027, 1, 4)
    made = plan_instalments(version=life.version, begins=begins, title="第几期", by=ada, at=NOW)
    calendar = calendar_of(begins, date(2028, 12, 31))
    assert paid(life) == [(row.value().due_on(calendar), row.amount, "CNY") for row in made]


def test_an_instalment_that_is_accepted_later_moves_what_they_owe(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    accepts = {"runs_from": RunsFrom.ACCEPTANCE, "window_days": 10, "day": date(2026, 12, 1)}
    row = payments.instalment(life.deal, ada, **accepts)
    # Nothing is accepted yet, so that nothing is due.
    assert paid(life) == []
    for accepted, due in ((date(2026, 12, 4), date(2027, 1, 4)), (date(2026, 12, 8), date(2027, 1, 7))):
        terms = replace(row.value(), accepted_on=accepted)
        row = change_instalment(instalment=row, title=row.title, terms=terms, edition=row.edition, by=ada, at=NOW)
        assert paid(life) == [(due, D(100_000), "CNY")]


def test_a_payment_that_was_settled_is_owed_again_where_its_instalment_asks_for_more(
    version: QuoteVersion, ada: User, bo: User
) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(payment_plan="quarterly_prepaid", prepay_percent=0)
    version.refresh_from_db()
    life = owed.signed(version, ada)
    payments.receipt(life.deal, bo, 209_900)
    assert [row.state for row in of(life, ObligationKind.PAYMENT)] == [ObligationState.DONE] + [
        ObligationState.OPEN
    ] * 3
    payments.instalment(life.deal, ada, int(life.version.gross_total), day=date(2026, 12, 1))
    (row,) = of(life, ObligationKind.PAYMENT)
    assert (row.state, row.amount) == (ObligationState.OPEN, life.version.gross_total)


def quarterly(version: QuoteVersion, ada: User) -> ContractLife:
    """Signed for 839,600, of which 209,900 are paid ahead of each quarter."""
    QuoteVersion.objects.filter(pk=version.pk).update(payment_plan="quarterly_prepaid", prepay_percent=0)
    version.refresh_from_db()
    return owed.signed(version, ada)


def how_paid(life: ContractLife) -> list[tuple[str, D | None, str]]:
    rows = Obligation.objects.filter(deal=life.deal, kind=ObligationKind.PAYMENT).order_by("derived")
    return [(row.derived, row.amount, row.state) for row in rows]


def test_two_instalments_are_owed_whole_though_a_quarter_of_the_offer_was_paid(
    version: QuoteVersion, ada: User, bo: User
) -> None:
    life = quarterly(version, ada)
    payments.receipt(life.deal, bo, 209_900)
    for day in (date(2026, 12, 1), date(2027, 6, 1)):
        payments.instalment(life.deal, ada, 419_800, day=day)
    assert how_paid(life) == [("payment:1", D(419_800), "open"), ("payment:2", D(419_800), "open")]
    payments.receipt(life.deal, bo, 419_800, date(2026, 10, 12))
    assert [state for _, _, state in how_paid(life)] == ["done", "open"]


def test_what_was_paid_of_the_offer_is_not_owed_beside_its_instalments(
    version: QuoteVersion, ada: User, bo: User
) -> None:
    life = quarterly(version, ada)
    payments.receipt(life.deal, bo, 839_600)
    owed.told(life, ada, report_days=5)
    payments.instalment(life.deal, ada, 419_800, day=date(2026, 12, 1))
    assert how_paid(life) == [("payment:1", D(419_800), "done")]


def test_a_word_on_a_payment_holds_for_its_amount_alone(version: QuoteVersion, ada: User) -> None:
    life = quarterly(version, ada)
    first, second, *_ = of(life, ObligationKind.PAYMENT)
    owed.settled(first, ada)
    owed.settled(second, ada, to=ObligationState.WAIVED, outcome="抵减赔付")
    for amount in (419_800, 209_900):
        payments.instalment(life.deal, ada, amount, day=date(2026, 12, 1))
    assert how_paid(life) == [("payment:1", D(419_800), "open"), ("payment:2", D(209_900), "waived")]


def test_a_payment_with_a_note_goes_while_its_instalment_waits_for_acceptance(version: QuoteVersion, ada: User) -> None:
    life = quarterly(version, ada)
    first = of(life, ObligationKind.PAYMENT)[0]
    told = {"due_on": first.due_on, "owner": ada, "source": first.source, "note": "盯首付"}
    change_obligation(obligation=first, **told, edition=1, by=ada, at=NOW)
    accepts = {"runs_from": RunsFrom.ACCEPTANCE, "window_days": 10, "day": date(2026, 12, 1)}
    payments.instalment(life.deal, ada, 839_600, **accepts)
    assert how_paid(life) == []


def test_a_payments_day_is_its_instalments_and_its_owner_and_note_are_its_own(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    payments.instalment(life.deal, ada, day=date(2026, 12, 1))
    (row,) = of(life, ObligationKind.PAYMENT)
    told = {"owner": ada, "source": row.source, "note": "盯首付", "by": ada, "at": NOW}
    with pytest.raises(Refusal, match="instalment") as refused:
        change_obligation(obligation=row, edition=row.edition, due_on=date(2027, 3, 1), **told)
    assert refused.value.field == "due_on"
    assert change_obligation(obligation=row, edition=row.edition, due_on=row.due_on, **told).note == "盯首付"
