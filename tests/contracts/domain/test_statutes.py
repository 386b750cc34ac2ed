"""Texts of law with their days."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from contracts.domain.statutes import FIGURES, Rule, in_force
from dealdesk.kernel.refusals import Refusal
from tests.factories.law import TODAY, law, shipped


def test_every_rule_has_a_text_in_force_and_says_its_figures() -> None:
    assert [in_force(shipped(), rule, TODAY).rule for rule in Rule] == list(Rule)
    assert set(FIGURES) == set(Rule)


def test_a_text_holds_from_its_first_day_until_the_day_before_its_last() -> None:
    ended = replace(law(Rule.SUPPLEMENTS), in_force_to=date(2027, 1, 1))
    days = (date(2002, 12, 31), date(2003, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [ended.holds(day) for day in days] == [False, True, True, False]


def test_where_no_text_is_in_force_nothing_is_guessed() -> None:
    with pytest.raises(Refusal, match="legal has to enter it"):
        in_force(shipped(), Rule.CROSS_BORDER, date(2024, 3, 21))


def test_a_text_without_its_figures_is_refused() -> None:
    with pytest.raises(Refusal, match="percent_above_loss"):
        replace(law(Rule.DAMAGES), figures={"percent": D(30)})
