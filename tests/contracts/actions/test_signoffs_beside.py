"""Sign-offs of what a contract says beside its clauses: of liability, of data, and of how it feels."""

from decimal import Decimal as D

import pytest

from contracts.actions.experience import strike_promise
from contracts.models import Checklist, SignedPromise, SignOff
from contracts.models.signoffs import contract_of
from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Notice, User
from tests.factories import checklists, clauses, data, experience, liability, signoffs
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
    contract = contract_of(made.deal)
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
