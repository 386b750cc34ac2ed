"""What the law on payments says of one contract."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from contracts.domain.payment import Buyer
from contracts.domain.payment.findings import Agreed, findings
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Blocker, Finding, Warning_
from tests.factories.law import shipped

LAW = {text.rule: text for text in shipped()}
BANK = Agreed(
    buyer=Buyer.LARGE,
    we_are_small=True,
    credit_days=30,
    waits_for_others=False,
    interest=None,
    prime=D(3),
    prime_from=date(2026, 11, 20),
    declared_on=date(2026, 11, 20),
)


def tones(agreed: Agreed, rule: Rule) -> list[type[Finding]]:
    return [type(said.finding) for said in findings(agreed, LAW) if said.rule is rule]


def test_a_contract_as_the_law_wants_it_has_nothing_against_it() -> None:
    assert {type(said.finding) for said in findings(BANK, LAW)} == {Finding}
    assert [said.rule for said in findings(BANK, LAW)].count(Rule.PAYMENT_BY_LARGE) == 2


@pytest.mark.parametrize(
    ("changed", "rule", "tone"),
    [
        ({"declared_on": None}, Rule.DECLARATION, Warning_),
        ({"credit_days": 180}, Rule.PAYMENT_BY_LARGE, Warning_),
        ({"buyer": Buyer.PUBLIC, "credit_days": 61}, Rule.PAYMENT_BY_PUBLIC, Blocker),
        ({"buyer": Buyer.PUBLIC, "credit_days": 60}, Rule.PAYMENT_BY_PUBLIC, Finding),
        ({"waits_for_others": True}, Rule.PAYMENT_BY_LARGE, Blocker),
        ({"interest": D("2.9")}, Rule.LATE_INTEREST, Blocker),
        ({"interest": D(3)}, Rule.LATE_INTEREST, Finding),
        ({"interest": D(3), "prime": None}, Rule.LATE_INTEREST, Warning_),
    ],
)
def test_each_rule_says_what_is_against_it(changed: dict[str, object], rule: Rule, tone: type[Finding]) -> None:
    assert tone in tones(replace(BANK, **changed), rule)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed", [{"buyer": Buyer.MEDIUM}, {"we_are_small": False}, {"buyer": None}, {"we_are_small": None}]
)
def test_nothing_is_said_where_it_does_not_protect_us(changed: dict[str, object]) -> None:
    assert findings(replace(BANK, **changed), LAW) == ()  # type: ignore[arg-type]


def test_a_rule_without_a_text_is_silent() -> None:
    assert [said.rule for said in findings(BANK, {Rule.EXCUSES: LAW[Rule.EXCUSES]})] == [Rule.EXCUSES]
