from django.utils import translation

from dealdesk.web.units import unit


def test_yuan_have_a_small_and_a_large_unit_and_every_other_currency_its_code() -> None:
    assert [unit("CNY"), unit("CNY", large=True), unit("USD"), unit("USD", large=True)] == ["元", "万元", "USD", "USD"]


def test_the_basis_is_said_where_it_is_given() -> None:
    assert [unit("CNY", True), unit("CNY", False, large=True), unit("USD", True), unit("USD", False)] == [
        "元，含税",
        "万元，不含税",
        "USD，含税",
        "USD，不含税",
    ]


def test_in_english_the_code_comes_first() -> None:
    with translation.override("en"):
        assert [unit("CNY", large=True), unit("CNY", True, large=True)] == ["CNY 10k", "CNY 10k, tax included"]


def test_a_total_says_the_time_it_is_for() -> None:
    assert [unit("CNY", months=12), unit("CNY", True, large=True, months=12), unit("USD", months=12)] == [
        "元/年",
        "万元/年，含税",
        "USD/年",
    ]
    assert unit("CNY", True, months=24) == "元（24 个月），含税"
    with translation.override("en"):
        assert [unit("USD", months=12), unit("USD", months=24)] == ["USD a year", "USD for 24 months"]
