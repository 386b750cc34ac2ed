"""The library as it comes, and versions that take each other's place."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.checklists import make_checklist
from contracts.actions.clauses import add_clause, change_clause, retire_clause
from contracts.domain.clauses.library import Scope
from contracts.domain.clauses.words import OWNERS, Kind, Region, Stance
from contracts.domain.statutes import Rule, in_force
from contracts.models import Clause, ClauseRetirement, ClauseVersion, Statute
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.models import QuoteVersion
from stakeholders.domain.customers import Size
from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry, User
from tests.factories import checklists, clauses
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
TODAY, NEXT = NOW.date(), date(2027, 1, 1)
# What a lawyer wants of every RTC contract, by the names the desk reckons by.
WANTED = {
    "availability", "measurement", "exclusions", "credits", "credit_cap", "response", "resolution", "support_hours",
    "prepay", "instalments", "credit_days", "invoice", "late_interest", "acceptance", "back_to_back",
    "confidentiality", "storage_place", "encryption", "subprocessors", "deletion", "incident_notice", "cross_border",
    "breach", "cap", "carve_outs", "damages", "termination", "unlimited", "auto_renewal", "price_change",
}  # fmt: skip


def test_the_desk_comes_with_a_whole_library_in_both_languages() -> None:
    clauses.write_as_it_comes()
    versions = list(ClauseVersion.objects.in_force(TODAY).select_related("clause"))
    texts = [version.value() for version in versions]
    assert {version.clause.key for version in versions} >= WANTED
    assert {text.kind for text in texts} == set(Kind)
    assert {tuple(one.stance for one in text.positions) for text in texts} == {tuple(Stance)}
    told = [getattr(text, name) for text in texts for name in ("title", "look", "trap", "reason")]
    told += [one.wording for text in texts for one in text.positions]
    assert [one for one in told if not (one.zh and one.en)] == []


def test_every_rule_of_law_that_the_library_names_is_in_force() -> None:
    clauses.write_as_it_comes()
    named = {Rule(rule) for version in ClauseVersion.objects.all() for rule in version.rules}
    texts = [row.value() for row in Statute.objects.all()]
    assert {in_force(texts, rule, TODAY).rule for rule in named} == named


def test_no_wording_promises_a_figure_that_neither_law_nor_the_contract_gives() -> None:
    """Only the law's terms of payment, a hundred per cent that nobody promises, and the months of a cap are written
    out; everything else is a place to fill in."""
    clauses.write_as_it_comes()
    figures = {
        figure
        for version in ClauseVersion.objects.all()
        for one in version.positions
        for figure in re.findall(r"\d+(?:\.\d+)?", one["zh"].replace("7×24", ""))
    }
    assert figures == {"30", "60", "100", "12"}


def test_the_next_version_takes_over_on_its_day_and_is_told(lin: User) -> None:
    made = clauses.clause(lin)
    clauses.changed(made, lin, NEXT, weight=2)
    days = (NEXT - timedelta(days=1), NEXT)
    found = [ClauseVersion.objects.in_force(day).get(clause=made) for day in days]
    assert [(one.number, one.weight) for one in found] == [(1, 1), (2, 2)]
    assert JournalEntry.objects.get(act="change_clause").facts["number"] == 2


def test_a_version_reads_back_as_it_was_told(lin: User) -> None:
    assert clauses.clause(lin).versions.select_related("clause").get().value() == clauses.TEXT
    assert OWNERS[clauses.TEXT.kind] is Role.LEGAL


def test_who_comes_second_is_told_and_nothing_is_lost(lin: User) -> None:
    made = clauses.clause(lin)
    clauses.changed(made, lin, NEXT)
    with pytest.raises(StaleRefusal, match="meanwhile"):
        clauses.changed(made, lin, date(2027, 2, 1))
    assert made.versions.count() == 2


@pytest.mark.parametrize(
    ("day", "weight", "field"), [(TODAY, 2, "valid_from"), (date(2026, 11, 1), 2, "valid_from"), (NEXT, 1, None)]
)
def test_a_version_that_begins_too_early_or_changes_nothing_is_refused(
    lin: User, day: date, weight: int, field: str | None
) -> None:
    made = clauses.clause(lin)
    with pytest.raises(Refusal) as refused:
        clauses.changed(made, lin, day, weight=weight)
    assert refused.value.field == field


def test_nothing_is_put_into_the_past(lin: User) -> None:
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(Refusal, match="passed"):
        add_clause(text=clauses.TEXT, valid_from=yesterday, by=lin, at=NOW)
    clauses.write_as_it_comes()
    shipped = Clause.objects.get(key="cap")
    text = replace(shipped.versions.select_related("clause").get().value(), weight=2)
    with pytest.raises(Refusal, match="passed"):
        change_clause(clause=shipped, after=1, text=text, why="", valid_from=yesterday, by=lin, at=NOW)


def test_the_database_keeps_every_version_as_it_was(lin: User) -> None:
    made = clauses.clause(lin)
    changes = (
        lambda: made.versions.update(positions=[]),
        lambda: made.versions.all().delete(),
        lambda: Clause.objects.filter(pk=made.pk).update(kind=Kind.SLA),
    )
    for change in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_retired_clause_is_in_no_new_checklist_and_its_versions_stay(
    version: QuoteVersion, ada: User, lin: User
) -> None:
    clauses.write_as_it_comes()
    agreed, made = checklists.agreed(version, ada), clauses.clause(lin)
    tomorrow = TODAY + timedelta(days=1)
    old = checklists.checklist(agreed, ada)
    retire_clause(clause=made, gone_on=tomorrow, reason="并入删除条款", by=lin, at=NOW)
    assert list(ClauseVersion.objects.last_of_retired(tomorrow)) == list(made.versions.all())
    new = make_checklist(
        deal=agreed.quote.deal, version=agreed, regions=[Region.MAINLAND], buyer=None, we_are_small=None, by=ada,
        at=NOW + timedelta(days=1),
    )  # fmt: skip
    assert [made_of.items.filter(clause__clause=made).count() for made_of in (old, new)] == [1, 0]
    assert JournalEntry.objects.get(act="retire_clause").facts["day"] == tomorrow.isoformat()


def test_a_clause_is_retired_once_from_a_day_after_its_last_version_began(lin: User) -> None:
    made = clauses.clause(lin)
    for day in (TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(Refusal) as refused:
            retire_clause(clause=made, gone_on=day, reason="并入", by=lin, at=NOW)
        assert refused.value.field == "gone_on"
    retire_clause(clause=made, gone_on=NEXT, reason="并入", by=lin, at=NOW)
    with pytest.raises(Refusal, match="write a new one"):
        retire_clause(clause=made, gone_on=NEXT, reason="并入", by=lin, at=NOW)
    with pytest.raises(Refusal, match="write a new one"):
        clauses.changed(made, lin, NEXT + timedelta(days=9))
    with pytest.raises(ProgrammingError), transaction.atomic():
        ClauseRetirement.objects.update(reason="")


def test_a_clause_for_large_customers_is_in_no_checklist_of_a_small_one(
    version: QuoteVersion, ada: User, lin: User
) -> None:
    made = clauses.clause(lin, scope=Scope(sizes=frozenset({Size.FROM_5000})))
    agreed = checklists.agreed(version, ada)
    customer = agreed.quote.deal.customer
    found = []
    for size in (Size.UNDER_50, Size.FROM_5000):
        customer.size = size
        customer.save(update_fields=["size"])
        found.append(checklists.checklist(agreed, ada).items.filter(clause__clause=made).exists())
    assert found == [False, True]


def test_what_could_not_be_looked_up_says_so() -> None:
    clauses.write_as_it_comes()
    health = ClauseVersion.objects.in_force(TODAY).get(clause__key="health_data")
    assert ("health_here" in health.rules, "条号未核" in health.source) == (True, True)
    assert "待核" in Statute.objects.get(rule=Rule.HEALTH_HERE).article
