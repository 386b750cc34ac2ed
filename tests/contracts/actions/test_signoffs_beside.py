"""Sign-offs of what a contract says beside its clauses: of liability, of data, and of how it feels."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.utils.translation import override

from contracts.actions.data import withdraw_transfer
from contracts.actions.experience import strike_promise
from contracts.actions.payment import change_instalment, drop_instalment
from contracts.actions.signing import refuse_unsigned
from contracts.domain.payment.received import RunsFrom
from contracts.models import Checklist, Instalment, SignedPromise, SignOff
from contracts.models.signoffs import contract_of
from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Notice, User
from tests.factories import checklists, clauses, data, experience, liability, payments, signoffs
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(version: QuoteVersion, ada: User, lin: User) -> Checklist:
    clauses.write_as_it_comes()
    return signoffs.judged(checklists.checklist(signoffs.sold(version, ada), ada), lin)


@pytest.fixture
def rows(made: Checklist, ada: User, fay: User, dov: User) -> dict[str, SignOff]:
    return signoffs.asked(made.deal, ada)


def states(made: Checklist) -> dict[str, str | None]:
    contract = contract_of(made.deal, NOW.date())
    assert contract is not None
    return {role.value: contract.state(role) for role in contract.roles}


def test_terms_of_liability_are_part_of_what_legal_signs(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User
) -> None:
    lawyer = signoffs.whom_else(Role.LEGAL)
    liability.noted(made.deal, ada)
    for role, who in {"legal": lawyer, "finance": fay}.items():
        signoffs.signed(rows[role], who)
    liability.noted(made.deal, ada, increased_times=D(10))
    assert (states(made)["legal"], states(made)["finance"]) == ("open", "approved")
    anew = Notice.objects.filter(kind="sign_off_anew").values_list("to__name", flat=True)
    assert sorted(anew) == sorted([lawyer.name, "lin"])
    liability.noted(made.deal, ada)
    assert states(made)["legal"] == "approved"
    assert not SignOff.objects.waiting().filter(role="legal").exists()


def test_answers_on_data_are_part_of_it_too(rows: dict[str, SignOff], made: Checklist, ada: User) -> None:
    lawyer = signoffs.whom_else(Role.LEGAL)
    signoffs.signed(rows["legal"], lawyer)
    kept = data.answered(made.deal, ada)
    assert states(made)["legal"] == "open"
    row = signoffs.signed(SignOff.objects.waiting().get(role="legal"), lawyer)
    assert (row.data, row.liability) == (kept, None)


def test_promises_of_experience_are_part_of_what_delivery_signs(
    rows: dict[str, SignOff], made: Checklist, ada: User, dov: User
) -> None:
    signoffs.signed(rows["delivery"], dov)
    kept = experience.promised(made.deal, ada)
    assert (states(made)["delivery"], states(made)["legal"]) == ("open", "open")
    signoffs.signed(SignOff.objects.waiting().get(role="delivery"), dov)
    assert SignedPromise.objects.get().promise == kept
    strike_promise(promise=kept, by=ada, at=NOW)
    assert states(made)["delivery"] == "approved"


def test_delivery_is_asked_for_promises_of_experience_alone(
    made: Checklist, ada: User, fay: User, lin: User, dov: User
) -> None:
    made.items.filter(clause__clause__kind="sla").delete()
    signoffs.asked(made.deal, ada)
    assert "delivery" not in states(made)
    experience.promised(made.deal, ada)
    assert states(made)["delivery"] == "open"
    signoffs.signed(SignOff.objects.get(role="delivery"), dov)
    assert states(made)["delivery"] == "approved"


def test_nobody_signs_what_they_noted_beside_the_clauses(rows: dict[str, SignOff], made: Checklist, dov: User) -> None:
    experience.promised(made.deal, dov)
    with pytest.raises(Refusal, match="You noted this yourself"):
        signoffs.signed(rows["delivery"], dov)
    signoffs.signed(rows["delivery"], signoffs.whom_else(Role.DELIVERY))
    assert states(made)["delivery"] == "approved"


def test_a_word_from_before_stands_until_something_is_said_beside_the_clauses(
    rows: dict[str, SignOff], made: Checklist, ada: User, dov: User
) -> None:
    signoffs.signed_before(rows["delivery"], dov)
    assert states(made)["delivery"] == "approved"
    experience.promised(made.deal, ada)
    assert states(made)["delivery"] == "open"


def test_a_word_from_before_stands_on_a_deal_that_was_signed_on_it(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User, lin: User, dov: User
) -> None:
    """As it was signed before anything beside the clauses was part of a word."""
    experience.promised(made.deal, ada)
    for role, who in {"legal": lin, "finance": fay}.items():
        signoffs.signed(rows[role], who)
    signoffs.signed_before(rows["delivery"], dov)
    assert states(made)["delivery"] == "outdated"
    Deal.objects.filter(pk=made.deal_id).update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, last_price=1)
    made.deal.refresh_from_db()
    assert states(made)["delivery"] == "approved"


def test_the_route_of_today_is_part_of_what_legal_signs(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User, dov: User
) -> None:
    """Signed as exempt; then two million people turn out to be sent already, which asks for an assessment before."""
    lawyer = signoffs.whom_else(Role.LEGAL)
    data.answered(made.deal, ada)
    for role, who in {"legal": lawyer, "finance": fay, "delivery": dov}.items():
        signoffs.signed(rows[role], who)
    refuse_unsigned(made.deal, NOW)
    sent = data.sent(made.deal, ada, people=2_000_000)
    assert states(made)["legal"] == "open"
    with override("en"), pytest.raises(Refusal) as found:
        refuse_unsigned(made.deal, NOW)
    assert str(found.value) == (
        "Legal has not signed off yet. Data was signed off as “Nothing to file”; by the law and the totals of today "
        "it is “Security assessment”: have it signed off anew."
    )
    withdraw_transfer(transfer=sent, by=ada, at=NOW)
    refuse_unsigned(made.deal, NOW)
    data.sent(made.deal, ada, people=2_000_000)
    row = signoffs.signed(SignOff.objects.waiting().get(role="legal"), lawyer)
    assert (row.route, row.data and row.data.route) == ("security_assessment", "exempt")
    deal = signoffs.closed(made.deal, ada)
    data.sent(deal, ada, people=1)
    assert states(made)["legal"] == "approved"


def changed(row: Instalment, by: User, **told: Any) -> Instalment:
    terms = replace(row.value(), **told)
    return change_instalment(instalment=row, title=row.title, terms=terms, edition=row.edition, by=by, at=NOW)


def test_instalments_are_part_of_what_finance_signs(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User
) -> None:
    """Halved and put off by a year after everybody had signed, and put right again."""
    row = payments.instalment(made.deal, ada, 209_900)
    signoffs.signed(rows["legal"], signoffs.whom_else(Role.LEGAL))
    signoffs.signed(rows["finance"], fay)
    row = changed(row, ada, amount=D(104_950), credit_days=360)
    assert (states(made)["finance"], states(made)["legal"]) == ("open", "approved")
    anew = Notice.objects.filter(kind="sign_off_anew").values_list("to__name", flat=True)
    assert list(anew) == ["fay"]
    changed(row, ada, amount=D(209_900), credit_days=30)
    assert states(made)["finance"] == "approved"
    assert not SignOff.objects.waiting().filter(role="finance").exists()
    second = payments.instalment(made.deal, ada, 1)
    assert states(made)["finance"] == "open"
    drop_instalment(instalment=second, by=ada, at=NOW)
    assert states(made)["finance"] == "approved"


def test_the_day_of_acceptance_is_noted_without_another_word(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User
) -> None:
    day = date(2026, 9, 1)
    row = payments.instalment(made.deal, ada, day=day, runs_from=RunsFrom.ACCEPTANCE, window_days=10)
    signoffs.signed(rows["finance"], fay)
    row = changed(row, ada, accepted_on=day)
    assert states(made)["finance"] == "approved"
    changed(row, ada, window_days=20)
    assert states(made)["finance"] == "open"


def test_what_is_added_after_the_signature_leaves_the_word_of_finance(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User, lin: User, dov: User
) -> None:
    payments.instalment(made.deal, ada, 209_900)
    for role, who in {"legal": lin, "finance": fay, "delivery": dov}.items():
        signoffs.signed(rows[role], who)
    deal = signoffs.closed(made.deal, ada)
    contract = contract_of(deal, NOW.date())
    payments.instalment(deal, ada, 100)
    again = contract_of(deal, NOW.date())
    assert contract is not None
    assert again is not None
    assert (again.whole, again.state(Role.FINANCE)) == (contract.whole, "approved")
