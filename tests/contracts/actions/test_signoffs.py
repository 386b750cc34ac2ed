"""Sign-offs of a contract: asked by part, bound to what it says, stale as soon as that changes."""

from collections.abc import Callable
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from contracts.actions.signoffs import ask_sign_offs, refuse_sign_off, take_back_sign_off
from contracts.domain.signoffs import Footing
from contracts.models import Checklist, SignedClause, SignOff, SlaWording
from contracts.models.signoffs import contract_of
from contracts.queries.delivered import drawn_wording
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.models import QuoteVersion
from stakeholders.actions.members import hand_over_deal
from stakeholders.domain.people import Role
from stakeholders.models import Notice, User
from tests.factories import checklists, clauses, signoffs, sla
from tests.factories.stakeholders import NOW
from tests.threads import at_once, while_open
from tests.triggers import resting

pytestmark = pytest.mark.django_db
TRADES = ["delivery", "finance", "legal"]


@pytest.fixture
def made(version: QuoteVersion, ada: User, lin: User) -> Checklist:
    """Judged by legal, all as we would write it."""
    clauses.write_as_it_comes()
    return signoffs.judged(checklists.checklist(signoffs.sold(version, ada), ada), lin)


@pytest.fixture
def rows(made: Checklist, ada: User, fay: User, dov: User) -> dict[str, SignOff]:
    return signoffs.asked(made.deal, ada)


def states(made: Checklist) -> dict[str, str | None]:
    contract = contract_of(made.deal, NOW.date())
    assert contract is not None
    return {role.value: contract.state(role) for role in contract.roles}


def told(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__name", flat=True))


def test_each_trade_is_asked_for_its_part_and_told(rows: dict[str, SignOff], made: Checklist) -> None:
    assert sorted(rows) == TRADES
    assert told("sign_off_asked") == ["dov", "fay", "lin"]
    assert states(made) == dict.fromkeys(("legal", "finance", "delivery"), "open")


def test_whoever_may_accept_a_position_is_asked_too(
    made: Checklist, ada: User, bo: User, cy: User, lin: User, fay: User, dov: User
) -> None:
    """A price change at the second position is for a manager to accept: the nearest above the deal is told."""
    checklists.noted(checklists.item(made, "price_change"), lin, level=1)
    rows = signoffs.asked(made.deal, ada)
    assert sorted(rows) == sorted([*TRADES, "manager"])
    assert told("sign_off_asked") == ["bo", "dov", "fay", "lin"]
    assert signoffs.signed(rows["manager"], bo).clauses.count() == 1


def test_what_is_not_judged_or_not_signed_by_us_is_not_asked_for(
    made: Checklist, ada: User, fay: User, lin: User, dov: User
) -> None:
    for key, level in (("credit_days", None), ("prepay", 3)):
        checklists.noted(checklists.item(made, key), lin, level=level)
    assert sorted(signoffs.asked(made.deal, ada)) == ["delivery", "legal"]
    with pytest.raises(Refusal, match="1 clauses are not judged"):
        ask_sign_offs(deal=made.deal, by=ada, at=NOW)


def test_a_role_nobody_holds_is_named(made: Checklist, ada: User) -> None:
    User.objects.filter(role=Role.FINANCE).update(is_active=False)
    with pytest.raises(Refusal, match="Nobody can sign off for"):
        ask_sign_offs(deal=made.deal, by=ada, at=NOW)


def test_asked_twice_asks_once(rows: dict[str, SignOff], made: Checklist, ada: User) -> None:
    with pytest.raises(Refusal, match="asked already"):
        ask_sign_offs(deal=made.deal, by=ada, at=NOW)


def test_three_roles_sign_and_the_owner_is_told_once(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User, dov: User
) -> None:
    signer = signoffs.whom_else(Role.LEGAL)
    for role, who in {"legal": signer, "finance": fay, "delivery": dov}.items():
        signoffs.signed(rows[role], who)
    assert states(made) == dict.fromkeys(("legal", "finance", "delivery"), "approved")
    assert told("signed_off") == ["ada"]
    row = SignOff.objects.get(role="finance")
    assert (row.verdict, row.signed_by, row.checklist, len(row.content_hash)) == ("approve", fay, made, 64)


def test_a_changed_clause_takes_one_word_back_and_asks_that_role_alone(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User, dov: User
) -> None:
    for role, who in {"finance": fay, "delivery": dov}.items():
        signoffs.signed(rows[role], who)
    row = checklists.item(made, "credit_days")
    row = checklists.noted(row, ada, theirs="账期 60 日")
    assert (states(made)["finance"], states(made)["delivery"], told("sign_off_anew")) == ("outdated", "approved", [])
    row = checklists.noted(row, fay, level=1)
    assert (states(made)["finance"], told("sign_off_anew")) == ("open", [])
    assert SignOff.objects.waiting().get(role="finance").asked_by == fay
    checklists.noted(row, fay, theirs="", level=0)
    assert states(made)["finance"] == "approved"
    assert not SignOff.objects.waiting().filter(role="finance").exists()


def test_a_new_checklist_that_says_the_same_keeps_every_word(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User
) -> None:
    signoffs.signed(rows["finance"], fay)
    again = checklists.checklist(made.version, ada)
    assert states(again)["finance"] == "approved"
    checklists.checklist(made.version, ada, we_are_small=False)
    assert states(again)["finance"] == "open"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_refusal_says_what_has_to_change(rows: dict[str, SignOff], fay: User, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_sign_off(
            signoff=rows["finance"], content_hash=signoffs.hash_of(rows["finance"]), reason=reason, by=fay, at=NOW
        )
    assert refused.value.field == "reason"


def test_a_refusal_holds_until_other_words_are_there(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    row = rows["finance"]
    refuse_sign_off(signoff=row, content_hash=signoffs.hash_of(row), reason="账期太长", by=fay, at=NOW)
    assert (states(made)["finance"], told("sign_off_refused")) == ("rejected", ["ada"])
    checklists.noted(checklists.item(made, "credit_days"), lin, theirs="账期 15 日", level=0)
    assert (states(made)["finance"], told("sign_off_anew")) == ("open", ["fay"])


def test_a_word_is_taken_back_by_whoever_gave_it(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    row = signoffs.signed(rows["finance"], fay)
    with pytest.raises(ForbiddenRefusal):
        take_back_sign_off(signoff=row, reason="看错了", by=lin, at=NOW)
    take_back_sign_off(signoff=row, reason="看错了", by=fay, at=NOW)
    assert (states(made)["finance"], told("sign_off_taken")) == ("open", ["ada"])
    with pytest.raises(StaleRefusal):
        take_back_sign_off(signoff=row, reason="再来", by=fay, at=NOW)
    signoffs.signed(SignOff.objects.waiting().get(role="finance"), fay)
    assert states(made)["finance"] == "approved"


def test_only_the_role_that_is_asked_answers_and_never_the_owner(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    with pytest.raises(ForbiddenRefusal, match="waits for"):
        signoffs.signed(rows["finance"], lin)
    made.deal.owner = fay
    made.deal.save(update_fields=["owner"])
    with pytest.raises(ForbiddenRefusal, match="your own deal"):
        signoffs.signed(rows["finance"], fay)


def test_the_word_of_who_owns_the_deal_by_now_counts_no_more(
    made: Checklist, ada: User, bo: User, cy: User, lin: User, fay: User, dov: User
) -> None:
    checklists.noted(checklists.item(made, "price_change"), lin, level=1)
    signoffs.signed(signoffs.asked(made.deal, ada)["manager"], bo)
    assert states(made)["manager"] == "approved"
    hand_over_deal(made.deal, owner=bo, by=cy, at=NOW)
    made.deal.refresh_from_db()
    assert states(made)["manager"] == "open"
    signoffs.signed(SignOff.objects.waiting().get(role="manager"), cy)
    assert states(made)["manager"] == "approved"


def test_where_no_manager_stands_above_the_owner_the_sentence_says_what_to_do(
    made: Checklist, cy: User, lin: User, fay: User, dov: User
) -> None:
    made.deal.owner, made.deal.team = cy, cy.team
    made.deal.save(update_fields=["owner", "team"])
    checklists.noted(checklists.item(made, "price_change"), lin, level=1)
    with pytest.raises(Refusal, match="No manager stands above"):
        ask_sign_offs(deal=made.deal, by=cy, at=NOW)
    checklists.noted(checklists.item(made, "price_change"), lin, level=0)
    signoffs.asked(made.deal, cy)
    checklists.noted(checklists.item(made, "price_change"), lin, level=1)
    assert states(made)["manager"] is None


def test_nobody_is_asked_any_more_who_owns_the_deal_by_now(
    made: Checklist, ada: User, bo: User, cy: User, lin: User, fay: User, dov: User
) -> None:
    """Nobody stands above the new owner: the question would wait for ever."""
    checklists.noted(checklists.item(made, "price_change"), lin, level=1)
    signoffs.asked(made.deal, ada)
    hand_over_deal(made.deal, owner=cy, by=cy, at=NOW)
    made.deal.refresh_from_db()
    assert states(made)["manager"] is None
    with pytest.raises(Refusal, match="No manager stands above"):
        ask_sign_offs(deal=made.deal, by=cy, at=NOW)


def test_nobody_signs_what_they_alone_wrote_and_judged(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    row = checklists.noted(checklists.item(made, "credit_days"), fay, theirs="账期 30 日", level=0)
    with pytest.raises(Refusal, match="You alone wrote and judged"):
        signoffs.signed(rows["finance"], fay)
    checklists.noted(row, lin, level=1)
    checklists.noted(checklists.item(made, "credit_days"), lin, level=0)
    assert signoffs.signed(rows["finance"], fay).verdict == "approve"


def test_what_changed_unseen_is_looked_at_again(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    seen = signoffs.hash_of(rows["finance"])
    checklists.noted(checklists.item(made, "credit_days"), lin, theirs="账期 15 日", level=0)
    with pytest.raises(StaleRefusal):
        signoffs.signed(rows["finance"], fay, content_hash=seen)
    signoffs.signed(rows["finance"], fay)
    with pytest.raises(StaleRefusal, match="answered already"):
        signoffs.signed(rows["finance"], fay)


@pytest.mark.parametrize(
    ("told", "field"),
    [({"meets": None}, "meets_"), ({"meets": D("100.5")}, "meets_"), ({"rests_on": " "}, "rests_on_")],
)
def test_delivery_says_how_often_a_promise_is_met_and_by_which_record(
    rows: dict[str, SignOff], made: Checklist, dov: User, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        signoffs.signed(rows["delivery"], dov, footings=signoffs.footings(made, **told))
    assert str(refused.value.field).startswith(field)
    signoffs.signed(rows["delivery"], dov)
    promised = SignedClause.objects.filter(is_promise=True)
    assert {row.clause.clause.key: (row.meets, row.rests_on) for row in promised} == {
        key: (D("99.2"), signoffs.RECORD) for key in ("availability", "response", "resolution")
    }


def test_a_promise_may_rest_on_our_own_incidents(
    rows: dict[str, SignOff], made: Checklist, dov: User, lin: User
) -> None:
    sla.word_as_it_comes()
    log, wording = sla.log(dov), SlaWording.objects.order_by("pk")[0]
    row = signoffs.promised(made, lin)
    drawn = {row.pk: Footing(log=log.pk, wording=wording.pk)}
    signoffs.signed(rows["delivery"], dov, footings={**signoffs.footings(made), **drawn})
    kept = SignedClause.objects.get(clause=row.clause)
    assert (kept.log, kept.wording, kept.rests_on) == (log, wording, f"{log} · {wording}")
    assert kept.meets is not None
    assert 0 <= kept.meets < 100


def test_what_delivery_drew_its_figure_under_is_proposed_as_the_contracts_wording_and_not_taken(
    rows: dict[str, SignOff], made: Checklist, ada: User, dov: User, lin: User, fay: User
) -> None:
    sla.word_as_it_comes()
    log, wording = sla.log(dov), SlaWording.objects.order_by("pk")[1]
    drawn = {signoffs.promised(made, lin).pk: Footing(log=log.pk, wording=wording.pk)}
    signoffs.signed(rows["delivery"], dov, footings={**signoffs.footings(made), **drawn})
    signoffs.signed(rows["legal"], lin)
    signoffs.signed(rows["finance"], fay)
    life = signoffs.closed(made.deal, ada).life
    assert (life.wording, life.wording_source, drawn_wording(life)) == (None, "", wording)
    # Another word on it decides by now: the first proposes nothing.
    with resting():
        SignOff.objects.filter(pk=rows["delivery"].pk).update(content_hash="0" * 64)
    assert drawn_wording(life) is None


def test_nothing_is_drawn_for_a_promise_that_nobody_has_read(
    rows: dict[str, SignOff], made: Checklist, dov: User
) -> None:
    sla.word_as_it_comes()
    drawn = Footing(log=sla.log(dov).pk, wording=SlaWording.objects.order_by("pk")[0].pk)
    told = {**signoffs.footings(made), checklists.item(made, "availability").pk: drawn}
    with pytest.raises(Refusal, match="Enter the promised availability"):
        signoffs.signed(rows["delivery"], dov, footings=told)


def test_what_is_typed_over_a_drawn_figure_is_never_passed_off_as_drawn(
    rows: dict[str, SignOff], made: Checklist, dov: User, lin: User
) -> None:
    sla.word_as_it_comes()
    log, wording = sla.log(dov), SlaWording.objects.order_by("pk")[0]
    row = signoffs.promised(made, lin)

    def over(**typed: object) -> SignOff:
        drawn = {row.pk: Footing(**{"log": log.pk, "wording": wording.pk} | typed)}
        return signoffs.signed(rows["delivery"], dov, footings={**signoffs.footings(made), **drawn})

    with pytest.raises(Refusal, match="These incidents say") as refused:
        over(meets=D(92), rests_on=f"{log} · {wording}")
    assert refused.value.field == f"meets_{row.pk}"
    over(meets=D(92), rests_on=signoffs.RECORD)
    kept = SignedClause.objects.get(clause=row.clause)
    assert (kept.meets, kept.rests_on, kept.log, kept.wording) == (D(92), signoffs.RECORD, None, None)


def test_the_database_keeps_every_word_as_it_was_given(
    rows: dict[str, SignOff], made: Checklist, ada: User, fay: User, dov: User
) -> None:
    row = signoffs.signed(rows["finance"], fay)
    asked, mine = SignOff.objects.filter(role="delivery"), SignOff.objects.filter(pk=row.pk)
    other = {"checklist": made, "content_hash": "0" * 64, "verdict": "approve", "signed_at": NOW}
    changes: tuple[tuple[Callable[[], object], type[Exception]], ...] = (
        (lambda: mine.update(content_hash="0" * 64), ProgrammingError),
        (lambda: asked.delete(), ProgrammingError),
        (lambda: row.clauses.update(level=1), ProgrammingError),
        (lambda: asked.update(**other, signed_by=fay), ProgrammingError),
        (lambda: asked.update(**other, signed_by=ada), ProgrammingError),
        (lambda: asked.update(**{**other, "content_hash": ""}, signed_by=dov), IntegrityError),
        (lambda: asked.update(**{**other, "verdict": "reject"}, signed_by=dov), IntegrityError),
        (lambda: SignOff.objects.create(deal=made.deal, role="legal", asked_at=NOW, asked_by=ada), IntegrityError),
    )
    for change, error in changes:
        with pytest.raises(error), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_is_told(rows: dict[str, SignOff], fay: User) -> None:
    other = signoffs.whom_else(Role.FINANCE)
    seen = signoffs.hash_of(rows["finance"])
    results = at_once(
        *[lambda who=who: signoffs.signed(rows["finance"], who, content_hash=seen) for who in (fay, other)]
    )
    assert sorted(type(result).__name__ for result in results) == ["SignOff", "StaleRefusal"]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_comes_first_makes_the_signature_look_again(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    seen, row = signoffs.hash_of(rows["finance"]), checklists.item(made, "credit_days")
    changed, signed = while_open(
        lambda: checklists.noted(row, lin, theirs="账期 90 日", level=1),
        lambda: signoffs.signed(rows["finance"], fay, content_hash=seen),
    )
    assert (changed.theirs, type(signed)) == ("账期 90 日", StaleRefusal)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_comes_second_leaves_a_stale_word(
    rows: dict[str, SignOff], made: Checklist, fay: User, lin: User
) -> None:
    seen, row = signoffs.hash_of(rows["finance"]), checklists.item(made, "credit_days")
    signed, changed = while_open(
        lambda: signoffs.signed(rows["finance"], fay, content_hash=seen),
        lambda: checklists.noted(row, lin, theirs="账期 90 日", level=1),
    )
    assert (signed.verdict, changed.theirs, states(made)["finance"]) == ("approve", "账期 90 日", "open")
