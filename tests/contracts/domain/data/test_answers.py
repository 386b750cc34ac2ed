"""What a questionnaire comes to: every way counts, the counter begins anew, and the strictest answer wins."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.data.answers import People, Sent, asked_by, counted, decide, decisions, strictest
from contracts.domain.data.duties import Case, Duty, conflicts, duties
from contracts.domain.data.routes import Route, stricter
from contracts.domain.data.words import SAID_IN, SENSITIVE, Category, Exemption, Part, Way
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.customers import Industry
from tests.factories.data import ANSWERS
from tests.factories.law import law

RULE = law(Rule.CROSS_BORDER)
SAID = dict.fromkeys(set(SAID_IN.values()), "新加坡")
NOBODY = People()


@pytest.mark.parametrize("way", [Way.NODES, Way.TELEMETRY, Way.SUPPORT, Way.PARTICIPANTS])
def test_nodes_logs_support_and_participants_abroad_each_count(way: Way) -> None:
    told = replace(ANSWERS, ways=frozenset({way}), still=NOBODY, **SAID)
    people = People(plain=100_000)
    assert decide(RULE, told, people, 2026).route is Route.CONTRACT
    assert decide(RULE, replace(told, ways=frozenset()), people, 2026).route is Route.EXEMPT


def test_what_is_said_of_a_way_is_asked_for() -> None:
    for way, name in SAID_IN.items():
        with pytest.raises(Refusal) as refused:
            replace(ANSWERS, ways=frozenset({way}))
        assert refused.value.field == name


def test_the_counter_begins_anew_on_the_first_of_january() -> None:
    sent = [
        Sent(on=date(2025, 12, 31), people=People(plain=900_000)),
        Sent(on=date(2026, 1, 1), people=People(plain=5)),
    ]
    assert (counted(sent, 2025).plain, counted(sent, 2026).plain) == (900_000, 5)
    now, later = decisions(RULE, ANSWERS, counted(sent, 2025), 2025)
    assert (now.people.plain, later.people.plain) == (940_000, 90_000)


def test_what_is_left_to_the_next_bound_is_told() -> None:
    found = decide(RULE, ANSWERS, People(plain=99_000, sensitive=0), 2026)
    assert (found.left_plain, found.left_sensitive) == (1_000, 1)
    found = decide(RULE, ANSWERS, People(plain=1_000_000, sensitive=9_000), 2026)
    assert (found.left_plain, found.left_sensitive) == (None, 1_000)


def test_an_exemption_never_lifts_important_data() -> None:
    told = replace(ANSWERS, exemption=Exemption.CONTRACT, important_data=True)
    assert decide(RULE, told, People(plain=2_000_000), 2026).route is Route.ASSESSMENT
    assert decide(RULE, replace(told, important_data=False), People(plain=2_000_000), 2026).route is Route.EXEMPT


PEOPLE = st.builds(People, plain=st.integers(0, 10**6 + 9), sensitive=st.integers(0, 10_009))
TOLD = st.builds(
    lambda ways, **told: replace(ANSWERS, ways=frozenset(ways), **told, **SAID),
    ways=st.sets(st.sampled_from(Way)), critical_operator=st.booleans(), important_data=st.booleans(),
    exemption=st.sampled_from(Exemption), still=PEOPLE, a_year=PEOPLE,
)  # fmt: skip


@given(TOLD, PEOPLE)
def test_the_strictest_rule_wins(told: object, people: People) -> None:
    assert decide(RULE, told, people, 2026).route is stricter(*asked_by(RULE, told, people))


@given(TOLD, PEOPLE, PEOPLE)
def test_more_of_anything_never_asks_for_less(told: object, people: People, more: People) -> None:
    order = list(Route).index
    before = order(strictest(decisions(RULE, told, people, 2026)))
    assert order(strictest(decisions(RULE, told, people + more, 2026))) >= before
    assert order(strictest(decisions(RULE, replace(told, ways=frozenset(Way)), people, 2026))) >= before
    assert order(strictest(decisions(RULE, replace(told, important_data=True), people, 2026))) >= before


def test_a_bank_and_a_clinic_owe_something_else() -> None:
    owed = {
        industry: set(duties(Case(ANSWERS, Route.EXEMPT, industry)))
        for industry in (Industry.FINANCE, Industry.HEALTHCARE)
    }
    assert owed[Industry.FINANCE] - owed[Industry.HEALTHCARE] == {
        Duty.FINANCE_PERSONAL, Duty.FINANCE_GRADES, Duty.FINANCE_BUSINESS,
    }  # fmt: skip
    assert owed[Industry.HEALTHCARE] - owed[Industry.FINANCE] == {
        Duty.HEALTH_HERE, Duty.HEALTH_BIG, Duty.HEALTH_GUIDE,
    }  # fmt: skip


def test_health_information_on_a_node_abroad_is_forbidden_whatever_the_route() -> None:
    told = replace(ANSWERS, ways=frozenset({Way.NODES}), **SAID)
    assert len(conflicts(Case(told, Route.EXEMPT, Industry.HEALTHCARE))) == 1
    assert conflicts(Case(ANSWERS, Route.EXEMPT, Industry.HEALTHCARE)) == ()


def test_sensitive_information_asks_for_consent_and_an_assessment() -> None:
    quiet = replace(ANSWERS, part=Part.PROCESSOR, ways=frozenset())
    assert set(duties(Case(quiet, Route.EXEMPT, Industry.GAMING))) == {Duty.LOGS, Duty.NOTICE}
    for kind in SENSITIVE:
        found = set(duties(Case(replace(quiet, categories=frozenset({kind})), Route.EXEMPT, Industry.GAMING)))
        assert found - {Duty.PARENTS} == {Duty.CONSENT, Duty.IMPACT, Duty.LOGS, Duty.NOTICE}
        assert (Duty.PARENTS in found) == (kind is Category.MINORS)
