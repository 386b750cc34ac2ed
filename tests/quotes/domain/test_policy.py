from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import ApprovalNeeded, Blocker, Refusal
from quotes.domain import policy as domain
from quotes.domain.policy import (
    Approver,
    Figure,
    Figures,
    Operator,
    Policy,
    Rule,
    Seen,
    authority,
    check,
    figures_of,
    problems,
    seen,
    steps,
)
from quotes.domain.policy.rules import SUSPECT
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import Column, OfferTerms, PaymentPlan, PaymentTerms, Role, ServiceTerms
from tests.quotes.domain.offers import offers, premium, with_line


def needs(policy: Policy, now: Figures | Seen, approved: Figures | None = None) -> tuple[ApprovalNeeded, ...]:
    """Whom an offer with these figures asks, where everybody agreed to those before."""
    agreed = {} if approved is None else dict.fromkeys(Approver, Seen(figures=dict(approved), where={}))
    return domain.needs(policy, now if isinstance(now, Seen) else Seen(figures=dict(now), where={}), agreed)


def blockers(policy: Policy, now: Figures) -> tuple[Blocker, ...]:
    return domain.blockers(policy, Seen(figures=dict(now), where={}))


DISCOUNT, FLOOR = Figure.DISCOUNT_PERCENT, Figure.BELOW_FLOOR_AMOUNT


def policy(*rules: tuple[Figure, Operator, str, Approver]) -> Policy:
    return Policy(
        number=1,
        rules=tuple(
            Rule(position=i, figure=figure, operator=operator, threshold=Decimal(threshold), approver=approver)
            for i, (figure, operator, threshold, approver) in enumerate(rules, start=1)
        ),
    )


BANDS = policy(
    (DISCOUNT, Operator.GT, "15", Approver.TEAM_MANAGER),
    (DISCOUNT, Operator.GT, "25", Approver.UPPER_MANAGER),
    (FLOOR, Operator.GT, "0", Approver.FINANCE),
    (Figure.CREDIT_DAYS, Operator.GT, "60", Approver.FINANCE),
    (Figure.SLA_AVAILABILITY, Operator.GE, "99.95", Approver.DELIVERY),
    (Figure.URGENT_MINUTES, Operator.LT, "60", Approver.DELIVERY),
)


SMART = replace(BANDS, rules=tuple(replace(rule, smart=True) for rule in BANDS.rules))


def discounted(points: str) -> OfferTerms:
    terms = premium()
    for position in (1, 2, 3):
        terms = with_line(terms, position, discount=Decimal(points))
    return terms


def figures(terms: OfferTerms) -> dict[Figure, Decimal | None]:
    return figures_of(price(terms), terms)


def asked(terms: OfferTerms) -> list[tuple[str | None, str]]:
    return [(need.figure, need.approver) for need in needs(BANDS, figures(terms))]


def test_the_figures_of_an_offer() -> None:
    terms = replace(
        discounted("18"),
        free_months=3,
        payment=PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(30), credit_days=45),
    )
    assert figures(terms) == {
        Figure.DISCOUNT_PERCENT: Decimal(18),
        Figure.EFFECTIVE_DISCOUNT: Decimal("34.4"),
        Figure.LINE_DISCOUNT: Decimal(18),
        Figure.GROUP_DISCOUNT: Decimal(18),
        Figure.FLOORS_MISSING: Decimal(0),
        Figure.VALIDITY_DAYS: None,
        Figure.BELOW_FLOOR_AMOUNT: Decimal(0),
        Figure.FLOOR_DISTANCE: Decimal("19.7430"),
        Figure.BUNDLE_SAVING_PERCENT: Decimal(0),
        Figure.CREDIT_DAYS: Decimal(45),
        Figure.PREPAY_PERCENT: Decimal(30),
        Figure.FREE_MONTHS: Decimal(3),
        Figure.TERM_MONTHS: Decimal(12),
        Figure.SLA_AVAILABILITY: Decimal("99.9"),
        Figure.URGENT_MINUTES: Decimal(60),
        Figure.NORMAL_MINUTES: Decimal(240),
        Figure.GROSS_TOTAL: Decimal("820000.00"),
    }


def test_a_bundle_counts_towards_the_discount() -> None:
    found = figures(premium(bundle_price=Decimal(600_000)))
    assert (found[DISCOUNT], found[Figure.BUNDLE_SAVING_PERCENT], found[FLOOR]) == (40, 40, 84_800)


def said_of(terms: OfferTerms) -> list[str]:
    told = seen(price(terms), terms)
    return [str(need) for need in needs(BANDS, told)]


BESIDE = "“{}”: Discount off list is 99 %, more than {} %: {} must agree."


def test_a_column_beside_the_recommended_one_is_asked_about_by_name() -> None:
    columns = (Column(name="旗舰版"), Column(name="基础版"))
    at_list = premium(columns=columns, recommended="旗舰版")
    assert said_of(at_list) == []
    given_away = replace(at_list, columns=(columns[0], replace(columns[1], bundle_price=Decimal(10_000))))
    assert said_of(given_away) == [
        BESIDE.format("基础版", 15, "Team manager"),
        BESIDE.format("基础版", 25, "Manager above"),
        "“基础版”: Amount below the floor is ¥674,800.00, more than ¥0.00: Finance must agree.",
    ]
    assert figures(given_away)[Figure.GROSS_TOTAL] == price(at_list).gross


@pytest.mark.parametrize("role", [Role.OPTIONAL, Role.ALTERNATIVE])
def test_a_line_beside_the_total_is_asked_about_by_name(role: Role) -> None:
    at_list = with_line(premium(), 2, role=role)
    assert said_of(at_list) == []
    line = at_list.lines[1]
    given_away = with_line(at_list, 2, discount=Decimal(99))
    assert said_of(given_away)[:2] == [
        BESIDE.format(line.description, 15, "Team manager"),
        BESIDE.format(line.description, 25, "Manager above"),
    ]
    assert [need.approver for need in needs(BANDS, figures(given_away))][2:] == [Approver.FINANCE]


def test_a_missing_floor_of_an_option_is_asked_for() -> None:
    option = with_line(premium(), 2, role=Role.OPTIONAL)
    assert blockers(BANDS, figures(option)) == ()
    assert [one.figure for one in blockers(BANDS, figures(with_line(option, 2, floor_price=None)))] == [FLOOR]


def test_what_gives_less_away_than_the_offer_changes_nothing() -> None:
    offered = discounted("18")
    told = seen(price(offered), offered)
    with_option = with_line(offered, 2, role=Role.OPTIONAL, discount=Decimal(0))
    beside = seen(price(with_option), with_option)
    assert (beside.figures[DISCOUNT], beside.where.get(DISCOUNT)) == (told.figures[DISCOUNT], None)


@pytest.mark.parametrize(
    ("points", "approvers"),
    [
        ("15", []),
        ("15.0001", [Approver.TEAM_MANAGER]),
        ("18", [Approver.TEAM_MANAGER]),
        ("25", [Approver.TEAM_MANAGER]),
        ("25.01", [Approver.TEAM_MANAGER, Approver.UPPER_MANAGER]),
        ("40", [Approver.TEAM_MANAGER, Approver.UPPER_MANAGER, Approver.FINANCE]),
    ],
)
def test_the_deeper_the_discount_the_more_must_agree(points: str, approvers: list[Approver]) -> None:
    assert [approver for _, approver in asked(discounted(points))] == approvers


def test_all_that_is_needed_is_told_in_the_order_of_the_rules() -> None:
    terms = replace(
        discounted("30"),
        payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS, credit_days=90),
        service=ServiceTerms(sla_availability=Decimal("99.95"), urgent_minutes=30),
    )
    assert asked(terms) == [
        (DISCOUNT, Approver.TEAM_MANAGER),
        (DISCOUNT, Approver.UPPER_MANAGER),
        (Figure.CREDIT_DAYS, Approver.FINANCE),
        (Figure.SLA_AVAILABILITY, Approver.DELIVERY),
        (Figure.URGENT_MINUTES, Approver.DELIVERY),
    ]
    assert [
        (one.position, one.approver, [need.figure for need in one.why]) for one in steps(needs(BANDS, figures(terms)))
    ] == [
        (1, Approver.TEAM_MANAGER, [DISCOUNT]),
        (2, Approver.UPPER_MANAGER, [DISCOUNT]),
        (3, Approver.FINANCE, [Figure.CREDIT_DAYS]),
        (4, Approver.DELIVERY, [Figure.SLA_AVAILABILITY, Figure.URGENT_MINUTES]),
    ]


def test_a_need_says_what_crossed_which_line_and_who_is_asked() -> None:
    (need,) = needs(BANDS, figures(discounted("18")))
    assert (need.value, need.limit, need.position) == (18, 15, 1)
    assert str(need) == "Discount off list is 18 %, more than 15 %: Team manager must agree."


def test_amounts_and_counts_are_said_as_such() -> None:
    below = {FLOOR: Decimal("84800"), Figure.CREDIT_DAYS: Decimal(90)}
    assert [str(need) for need in needs(BANDS, below)] == [
        "Amount below the floor is ¥84,800.00, more than ¥0.00: Finance must agree.",
        "Credit days is 90, more than 60: Finance must agree.",
    ]


def test_what_is_not_promised_needs_nobody() -> None:
    assert asked(replace(premium(), service=ServiceTerms())) == []


def test_a_missing_floor_is_asked_for() -> None:
    missing = with_line(premium(), 2, floor_price=None)
    assert blockers(BANDS, figures(premium())) == ()
    assert [(one.figure, str(one)) for one in blockers(BANDS, figures(missing))] == [
        (FLOOR, "A floor price is missing: ask finance to enter it in the price book.")
    ]
    without_floor_rules = Policy(number=2, rules=tuple(rule for rule in BANDS.rules if rule.figure is not FLOOR))
    assert blockers(without_floor_rules, figures(missing)) == ()


@pytest.mark.parametrize(
    ("now", "asked_again"), [("22", True), ("18.0001", True), ("18", False), ("16", False), ("10", False)]
)
def test_what_people_agreed_to_is_asked_again_only_when_it_got_worse(now: str, asked_again: bool) -> None:
    agreed = figures(discounted("18"))
    assert bool(needs(SMART, figures(discounted(now)), approved=agreed)) is asked_again


def test_better_in_one_figure_does_not_excuse_worse_in_another() -> None:
    agreed = figures(replace(discounted("18"), payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS)))
    now = replace(discounted("16"), payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS, credit_days=90))
    assert [need.figure for need in needs(SMART, figures(now), approved=agreed)] == [Figure.CREDIT_DAYS]


def test_fewer_minutes_are_the_worse_promise() -> None:
    agreed = {Figure.URGENT_MINUTES: Decimal(30)}
    tighter, looser = {Figure.URGENT_MINUTES: Decimal(15)}, {Figure.URGENT_MINUTES: Decimal(45)}
    assert [len(needs(SMART, now, approved=agreed)) for now in (tighter, looser)] == [1, 0]


def test_the_authority_line() -> None:
    assert [authority(BANDS), authority(BANDS, Approver.TEAM_MANAGER), authority(BANDS, Approver.UPPER_MANAGER)] == [
        Decimal(15),
        Decimal(25),
        None,
    ]
    assert authority(BANDS, figure=Figure.SLA_AVAILABILITY) == Decimal("99.9499")
    assert authority(BANDS, Approver.DELIVERY, Figure.SLA_AVAILABILITY) is None
    assert authority(BANDS, figure=Figure.FREE_MONTHS) is None
    assert authority(BANDS, Approver.FINANCE) == 15


def test_at_most_includes_the_threshold_and_less_than_does_not() -> None:
    shorter = policy((Figure.TERM_MONTHS, Operator.LE, "6", Approver.FINANCE))
    faster = policy((Figure.NORMAL_MINUTES, Operator.LT, "240", Approver.DELIVERY))
    at = {Figure.TERM_MONTHS: Decimal(6), Figure.NORMAL_MINUTES: Decimal(240)}
    past = {Figure.TERM_MONTHS: Decimal(7), Figure.NORMAL_MINUTES: Decimal(239)}
    assert [len(needs(one, now)) for one in (shorter, faster) for now in (at, past)] == [1, 0, 0, 1]


@given(st.decimals(min_value=0, max_value=100, places=4))
def test_up_to_the_authority_line_nobody_is_asked_and_past_it_somebody_is(points: Decimal) -> None:
    line = authority(BANDS)
    assert line is not None
    assert (needs(BANDS, {DISCOUNT: points}) == ()) == (points <= line)


@given(offers())
def test_every_need_is_in_exactly_one_step(terms: OfferTerms) -> None:
    needed = needs(BANDS, figures(terms))
    made = steps(needed)
    assert sorted(need.position for one in made for need in one.why) == [need.position for need in needed]
    assert len({one.approver for one in made}) == len(made)
    assert [one.position for one in made] == list(range(1, len(made) + 1))


def test_a_sound_policy_passes() -> None:
    check(BANDS)
    assert problems(BANDS) == ()


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (policy(), "rules"),
        (policy((DISCOUNT, Operator.LT, "15", Approver.TEAM_MANAGER)), "operator"),
        (policy((Figure.PREPAY_PERCENT, Operator.GT, "15", Approver.FINANCE)), "operator"),
        (policy((DISCOUNT, Operator.GT, "101", Approver.TEAM_MANAGER)), "threshold"),
        (policy((DISCOUNT, Operator.GT, "-1", Approver.TEAM_MANAGER)), "threshold"),
        (policy((FLOOR, Operator.GT, "NaN", Approver.FINANCE)), "threshold"),
        (
            policy(
                (DISCOUNT, Operator.GT, "15", Approver.TEAM_MANAGER),
                (DISCOUNT, Operator.GT, "20", Approver.TEAM_MANAGER),
            ),
            "approver",
        ),
        (
            policy(
                (DISCOUNT, Operator.GT, "25", Approver.TEAM_MANAGER),
                (DISCOUNT, Operator.GT, "25", Approver.UPPER_MANAGER),
            ),
            "threshold",
        ),
        (
            policy(
                (Figure.PREPAY_PERCENT, Operator.LT, "30", Approver.TEAM_MANAGER),
                (Figure.PREPAY_PERCENT, Operator.LT, "40", Approver.UPPER_MANAGER),
            ),
            "threshold",
        ),
        (
            policy(
                (Figure.PREPAY_PERCENT, Operator.LT, "30", Approver.TEAM_MANAGER),
                (Figure.PREPAY_PERCENT, Operator.LT, "30", Approver.UPPER_MANAGER),
            ),
            "threshold",
        ),
        (
            policy(
                (Figure.TERM_MONTHS, Operator.LT, "6", Approver.TEAM_MANAGER),
                (Figure.TERM_MONTHS, Operator.GT, "24", Approver.UPPER_MANAGER),
            ),
            "threshold",
        ),
        (
            policy(
                (Figure.TERM_MONTHS, Operator.GT, "24", Approver.TEAM_MANAGER),
                (Figure.TERM_MONTHS, Operator.LT, "6", Approver.UPPER_MANAGER),
            ),
            "threshold",
        ),
        (replace(BANDS, rules=(BANDS.rules[0], replace(BANDS.rules[2], position=1))), "position"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(broken: Policy, field: str) -> None:
    assert [problem.field for problem in problems(broken)] == [field]
    with pytest.raises(Refusal) as refused:
        check(broken)
    assert refused.value.field == field


def test_the_same_threshold_for_different_figures_or_specialists_is_fine() -> None:
    check(
        policy(
            (DISCOUNT, Operator.GT, "15", Approver.UPPER_MANAGER),
            (Figure.FREE_MONTHS, Operator.GT, "15", Approver.TEAM_MANAGER),
            (DISCOUNT, Operator.GT, "15", Approver.FINANCE),
        )
    )


def test_thresholds_may_fall_where_less_is_worse_and_reach_a_hundred() -> None:
    check(
        policy(
            (Figure.PREPAY_PERCENT, Operator.LT, "100", Approver.TEAM_MANAGER),
            (Figure.PREPAY_PERCENT, Operator.LT, "30", Approver.UPPER_MANAGER),
        )
    )


def test_every_figure_has_a_side_to_watch() -> None:
    assert set(SUSPECT) == set(Figure)


TOTALS = policy(
    (Figure.GROSS_TOTAL, Operator.GT, "1200000", Approver.FINANCE),
    (Figure.GROSS_TOTAL, Operator.LT, "300000", Approver.TEAM_MANAGER),
)


def test_a_rule_about_the_total_looks_at_every_column_its_own_way() -> None:
    columns = (Column(name="旗舰版"), Column(name="基础版", bundle_price=Decimal(1_300_000)))
    dear = premium(columns=columns, recommended="旗舰版")
    cheap = replace(dear, columns=(columns[0], replace(columns[1], bundle_price=Decimal(10_000))))
    found = []
    for terms in (premium(), dear, cheap):
        told = seen(price(terms), terms)
        assert told.figures[Figure.GROSS_TOTAL] == Decimal("1000000.00")
        found.append([str(need) for need in needs(TOTALS, told)])
    assert found == [
        [],
        ["“基础版”: Total with tax is ¥1,300,000.00, more than ¥1,200,000.00: Finance must agree."],
        ["“基础版”: Total with tax is ¥10,000.00, less than ¥300,000.00: Team manager must agree."],
    ]


def test_an_offer_that_is_past_the_line_itself_is_not_blamed_on_a_column() -> None:
    columns = (Column(name="旗舰版"), Column(name="基础版", bundle_price=Decimal(900_000)))
    terms = with_line(premium(columns=columns, recommended="旗舰版"), 1, quantity=Decimal(20_000))
    told = seen(price(terms), terms)
    (need,) = needs(TOTALS, told)
    assert str(need) == "Total with tax is ¥1,700,000.00, more than ¥1,200,000.00: Finance must agree."
