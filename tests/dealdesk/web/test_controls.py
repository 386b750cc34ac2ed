"""A control that is drawn without its template looks to the letter like one that is drawn with it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.web.controls import DRAWN, drawn

BY_TEMPLATE = DjangoTemplates()
PEOPLE = [("", "—"), ("Sales", [(1, "周昀 & <b>"), (Decimal("2.50"), mark_safe("<i>李倩</i>"))]), (None, 1234567.5)]
INPUTS = (
    forms.TextInput, forms.NumberInput, forms.DateInput, forms.EmailInput, forms.HiddenInput, forms.PasswordInput,
    forms.TimeInput, forms.URLInput, forms.Textarea, forms.CheckboxInput,
)  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(("class", "data-a", "required", "aria-label", "<odd>")),
    st.one_of(st.booleans(), st.none(), st.integers(), st.text(max_size=9), st.just(gettext_lazy("New"))),
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.text(max_size=20), st.integers(), st.decimals(), st.just(mark_safe("<u>&amp;</u>"))
)


def same(widget: forms.Widget, value: Any) -> None:
    context = widget.get_context("a<b", value, {"id": "id_1"})
    by_template = BY_TEMPLATE.render(widget.template_name, context)
    assert drawn(widget.template_name, context["widget"]) == by_template


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@given(attrs=ATTRIBUTES, value=VALUES)
def test_whatever_stands_in_it_and_however_it_is_marked(language: str, attrs: dict[str, Any], value: Any) -> None:
    with override(language):
        for kind in INPUTS:
            same(kind(attrs), value)


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
@given(attrs=ATTRIBUTES, value=st.sampled_from(["", "1", None, ["1", "2.50"]]))
def test_whatever_is_chosen(kind: type[forms.Select], attrs: dict[str, Any], value: Any) -> None:
    same(kind(attrs, choices=PEOPLE), value)


def test_a_day_is_written_as_its_field_writes_it() -> None:
    same(forms.DateInput(format="%Y-%m-%d"), date(2026, 11, 24))


def test_what_has_a_template_of_its_own_is_left_to_it() -> None:
    class Own(forms.Select):
        option_template_name = "components/own.html"

    assert drawn(forms.RadioSelect.template_name, {}) is None
    assert drawn(Own.template_name, Own(choices=PEOPLE).get_context("a", "", {})["widget"]) is None


def test_no_template_is_named_that_django_does_not_have() -> None:
    assert [name for name in DRAWN if BY_TEMPLATE.get_template(name) is None] == []
