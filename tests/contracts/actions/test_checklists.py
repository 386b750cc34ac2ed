"""Checklists made from an offer, and what is noted of each clause."""

from collections.abc import Callable
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from contracts.actions.checklists import forget_evidence_in, order_paper, take_paper
from contracts.actions.signing import refuse_unsigned
from contracts.domain.checklists.words import ItemState
from contracts.domain.clauses.words import Region, Stance
from contracts.domain.payment import Buyer
from contracts.models import Checklist, ChecklistItem, ChecklistPaper, Clause
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.quotes import next_version, void_version
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.domain.customers import Industry
from stakeholders.models import JournalEntry, User
from stakeholders.permissions import visible_deals
from tests.factories import checklists, clauses
from tests.factories.haggling import asked
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
WORST = Stance.WALK_AWAY.level


@pytest.fixture
def agreed(version: QuoteVersion, ada: User) -> QuoteVersion:
    clauses.write_as_it_comes()
    return checklists.agreed(version, ada)


def keys(made: Checklist) -> set[str]:
    return set(made.items.values_list("clause__clause__key", flat=True))


def sell_to(version: QuoteVersion, industry: Industry) -> None:
    customer = version.quote.deal.customer
    customer.industry = industry
    customer.save(update_fields=["industry"])


def test_a_finance_and_a_medical_customer_get_different_checklists(agreed: QuoteVersion, ada: User) -> None:
    found = {}
    for industry in (Industry.FINANCE, Industry.HEALTHCARE):
        sell_to(agreed, industry)
        found[industry] = keys(checklists.checklist(agreed, ada))
    assert found[Industry.FINANCE] - found[Industry.HEALTHCARE] == {"finance_data"}
    assert found[Industry.HEALTHCARE] - found[Industry.FINANCE] == {"health_data"}


def test_users_abroad_and_public_buyers_bring_their_own_clauses(agreed: QuoteVersion, ada: User) -> None:
    near = keys(checklists.checklist(agreed, ada))
    far = keys(checklists.checklist(agreed, ada, regions=[Region.MAINLAND, Region.EUROPE], buyer=Buyer.PUBLIC))
    assert far - near == {"cross_border", "foreign_requests", "gdpr", "supplements"}


def test_it_is_made_from_an_offer_on_the_table_alone(version: QuoteVersion, ada: User) -> None:
    clauses.write_as_it_comes()
    with pytest.raises(Refusal, match="agreed to inside"):
        checklists.checklist(version, ada)
    with pytest.raises(Refusal, match="where the users are"):
        checklists.checklist(checklists.agreed(version, ada), ada, regions=[])


def test_whoever_looks_after_a_clause_may_open_the_deal(agreed: QuoteVersion, ada: User) -> None:
    checklists.checklist(agreed, ada)
    assert set(agreed.quote.deal.signers.values_list("role", flat=True)) == {"legal", "finance", "delivery"}
    assert JournalEntry.objects.get(act="make_checklist").facts["number"] == 1


def test_an_approval_that_is_asked_no_more_shuts_nobody_out_of_the_contract(
    agreed: QuoteVersion, ada: User, fay: User
) -> None:
    checklists.checklist(agreed, ada)
    request = asked(next_version(version=agreed, by=ada, at=NOW), points="30", by=ada)
    assert request.steps.filter(role="finance", decision=None).exists()
    void_version(version=request.version, reason="客户改期。", by=ada, at=NOW)
    assert list(visible_deals(fay)) == [agreed.quote.deal]


def test_what_the_contract_says_is_noted_and_judged_by_whose_it_is(
    agreed: QuoteVersion, ada: User, fay: User, lin: User
) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "credit_days")
    row = checklists.noted(row, ada, theirs="账期 90 日", figure=D(90), state=ItemState.TALKING)
    with pytest.raises(ForbiddenRefusal):
        checklists.noted(row, ada, level=1)
    row = checklists.noted(row, fay, level=WORST)
    assert (row.level, row.judged_by, row.theirs, row.edition) == (WORST, fay, "账期 90 日", 3)
    assert checklists.noted(row, lin, level=None).judged_at is None


@pytest.mark.parametrize("other", [{"theirs": "甲方在 365 日内付款"}, {"figure": D(365)}])
def test_a_judgement_does_not_stay_on_what_it_never_saw(
    agreed: QuoteVersion, ada: User, fay: User, other: dict[str, object]
) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "credit_days")
    row = checklists.noted(row, fay, theirs="甲方在 30 日内付款", figure=D(30), level=0, state=ItemState.SETTLED)
    row = checklists.noted(row, ada, evidence="第 3 条")
    assert (row.level, row.judged_by) == (0, fay)
    with pytest.raises(Refusal, match="judged before it is settled"):
        checklists.noted(row, ada, **other)
    row.refresh_from_db()
    row = checklists.noted(row, ada, **other, state=ItemState.TALKING)
    assert (row.level, row.judged_at, row.judged_by) == (None, None, None)
    assert JournalEntry.objects.filter(act="change_item").latest("pk").facts["level"] is None


def test_other_words_do_not_lift_what_stops_the_signing(agreed: QuoteVersion, ada: User, lin: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "unlimited")
    row = checklists.noted(row, lin, theirs="不设上限", level=WORST)
    row = checklists.noted(row, ada, theirs="以一年费用为限")
    assert (row.level, row.judged_by) == (WORST, lin)
    assert checklists.noted(row, lin, level=0).level == 0


def test_a_judge_who_types_other_words_has_judged_them(agreed: QuoteVersion, ada: User, fay: User, lin: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "credit_days")
    row = checklists.noted(row, fay, theirs="甲方在 30 日内付款", level=1)
    row = checklists.noted(row, lin, evidence="第 3 条")
    assert (row.level, row.judged_by) == (1, fay)
    row = checklists.noted(row, lin, theirs="甲方在 45 日内付款")
    assert (row.level, row.judged_by) == (1, lin)


@pytest.mark.parametrize(
    ("key", "told", "field"),
    [
        ("credit_days", {"figure": D("1.5")}, "figure"),
        ("credit_days", {"figure": D(-1)}, "figure"),
        ("availability", {"figure": D(101)}, "figure"),
        ("prepay", {"figure": D(1)}, "figure"),
        ("prepay", {"state": ItemState.SETTLED}, "state"),
        ("prepay", {"state": ItemState.SETTLED, "level": WORST}, "state"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    agreed: QuoteVersion, ada: User, lin: User, key: str, told: dict[str, object], field: str
) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), key)
    with pytest.raises(Refusal) as refused:
        checklists.noted(row, lin, **told)
    assert refused.value.field == field


def test_who_comes_second_is_told(agreed: QuoteVersion, ada: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "cap")
    checklists.noted(row, ada, theirs="不设上限")
    with pytest.raises(StaleRefusal):
        checklists.noted(row, ada, theirs="另一种", edition=1)


def test_a_new_one_takes_along_what_was_typed_and_judged_of_an_unchanged_clause(
    agreed: QuoteVersion, ada: User, lin: User
) -> None:
    first = checklists.checklist(agreed, ada)
    for key in ("cap", "damages"):
        checklists.noted(checklists.item(first, key), lin, theirs="原文", level=2, evidence="第 9 条")
    changed = Clause.objects.get(key="damages")
    text = changed.versions.select_related("clause").get().value()
    clauses.changed(changed, lin, NOW.date(), text=text, weight=3)
    second = checklists.checklist(agreed, ada)
    told = {key: checklists.item(second, key) for key in ("cap", "damages")}
    assert {key: (row.theirs, row.evidence, row.level) for key, row in told.items()} == {
        "cap": ("原文", "第 9 条", 2),
        "damages": ("原文", "第 9 条", None),
    }
    with pytest.raises(Refusal, match="newer checklist"):
        checklists.noted(checklists.item(first, "cap"), lin, theirs="太晚")


def test_fewer_regions_do_not_lose_what_stops_the_signing(agreed: QuoteVersion, ada: User, lin: User) -> None:
    first = checklists.checklist(agreed, ada, regions=[Region.MAINLAND, Region.EUROPE])
    checklists.noted(checklists.item(first, "gdpr"), lin, theirs="按 GDPR 全责", level=WORST)
    row = checklists.item(checklists.checklist(agreed, ada), "gdpr")
    assert (row.theirs, row.level, row.judged_by) == ("按 GDPR 全责", WORST, lin)
    with pytest.raises(Refusal, match="不能签约"):
        refuse_unsigned(agreed.quote.deal, NOW)
    checklists.noted(row, lin, level=1)
    assert "gdpr" not in keys(checklists.checklist(agreed, ada))


def test_a_new_version_of_the_clause_does_not_either(agreed: QuoteVersion, ada: User, lin: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "damages")
    row = checklists.noted(row, lin, theirs="原文", level=WORST)
    changed = Clause.objects.get(key="damages")
    later = clauses.changed(changed, lin, NOW.date(), text=row.clause.value(), weight=3)
    kept = checklists.item(checklists.checklist(agreed, ada), "damages")
    assert (kept.clause, kept.level, kept.judged_by) == (row.clause, WORST, lin)
    checklists.noted(kept, lin, level=1)
    moved = checklists.item(checklists.checklist(agreed, ada), "damages")
    assert (moved.clause, moved.theirs, moved.level) == (later, "原文", None)


def test_the_database_keeps_checklists_and_what_stops_the_signing(agreed: QuoteVersion, ada: User, lin: User) -> None:
    made = checklists.checklist(agreed, ada)
    row = checklists.noted(checklists.item(made, "unlimited"), lin, level=WORST)
    rows = ChecklistItem.objects.filter(pk=row.pk)
    changes: tuple[tuple[Callable[[], object], type[Exception]], ...] = (
        (lambda: Checklist.objects.filter(pk=made.pk).update(buyer=""), ProgrammingError),
        (lambda: rows.update(state=ItemState.SETTLED), IntegrityError),
        (lambda: rows.update(level=4), IntegrityError),
        (lambda: rows.update(level=None), IntegrityError),
    )
    for change, error in changes:
        with pytest.raises(error), transaction.atomic():
            change()


def test_evidence_goes_when_its_time_is_over(agreed: QuoteVersion, ada: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "cap")
    checklists.noted(row, ada, theirs="不设上限", evidence="王总邮件")
    forget_evidence_in(agreed.quote.deal)
    row.refresh_from_db()
    assert (row.theirs, row.evidence) == ("不设上限", "")


def test_that_a_position_is_agreed_is_noted_by_whom_the_library_names(
    agreed: QuoteVersion, ada: User, bo: User, dov: User, fay: User
) -> None:
    made = checklists.checklist(agreed, ada)
    row = checklists.noted(checklists.item(made, "availability"), dov, theirs="按地域分别统计", level=1)
    for user in (ada, dov):
        with pytest.raises(ForbiddenRefusal, match="to accept"):
            checklists.noted(checklists.item(made, "availability"), user, state=ItemState.SETTLED)
    row = checklists.noted(checklists.item(made, "availability"), bo, state=ItemState.SETTLED)
    row = checklists.noted(row, ada, evidence="第 3 条")
    assert (row.state, row.evidence) == (ItemState.SETTLED, "第 3 条")
    other = checklists.noted(checklists.item(made, "prepay"), fay, theirs="原文", level=0)
    assert checklists.noted(other, ada, state=ItemState.SETTLED).state == ItemState.SETTLED


def test_a_paper_is_made_anew_and_goes_with_the_words_it_was_made_of(agreed: QuoteVersion, ada: User) -> None:
    made = checklists.checklist(agreed, ada)
    done = checklists.paper(made, ada)
    assert take_paper(paper=done, by=ada, at=NOW) == b"%PDF-1.7"
    again = order_paper(deal=made.deal, language=Language.CHINESE, by=ada, at=NOW)
    again.refresh_from_db()
    assert (again.pk > done.pk, again.finished_at, again.pdf) == (True, None, None)
    with pytest.raises(Refusal, match="not ready yet"):
        take_paper(paper=again, by=ada, at=NOW)
    acts = JournalEntry.objects.filter(act__endswith="_checklist").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["make_checklist", "order_checklist", "take_checklist", "order_checklist"]
    checklists.paper(made, ada)
    forget_evidence_in(made.deal)
    assert not ChecklistPaper.objects.exists()
