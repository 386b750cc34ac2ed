"""Values look as the drawings ask: signs, units, dashes, shapes with words, columns that sort."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from dealdesk.web.templatetags.dealdesk import SHAPES, field, icon, initial, shape, signed, sort_th, status


def printed(template: str, **context: Any) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("template", "value", "words"),
    [
        ("{{ value|money }}", Decimal(1092000), "1,092,000.00"),
        ("{{ value|money }}", Decimal("-12.5"), "−12.50"),
        ("{{ value|money }}", None, "—"),
        ("{{ value|wan }}", Decimal(1092000), "109.20"),
        ("{{ value|percent }}", Decimal(9), "9.0 %"),
        ("{{ value|qty }}", Decimal("10000.500"), "10,000.5"),
        ("{{ value|zhe }}", Decimal(15), "8.5"),
        ("{{ value|zhe }}", Decimal(0), "—"),
    ],
)
def test_filters_write_figures_as_the_kernel_does(template: str, value: Decimal | None, words: str) -> None:
    assert printed(template, value=value) == words


def test_a_change_carries_its_sign() -> None:
    assert [signed(Decimal("0.2")), signed(Decimal("-2.15")), signed(Decimal(0)), signed(None)] == [
        "+0.20",
        "−2.15",
        "0.00",
        "—",
    ]


def test_an_avatar_shows_the_family_name_or_the_first_letter() -> None:
    assert [initial("陆闻笛"), initial(" ada"), initial("")] == ["陆", "A", ""]


def test_an_icon_is_decoration_of_the_size_asked_for() -> None:
    drawn = icon("lock", 12)
    assert 'width="12" height="12"' in drawn
    assert 'aria-hidden="true"' in drawn


def test_a_status_is_a_shape_and_a_word() -> None:
    said = status("warn", "掉一档 <b>")
    assert said == f'<span class="st st--warn">{shape("warn")}<span>掉一档 &lt;b&gt;</span></span>'


def test_every_meaning_has_a_shape_of_its_own() -> None:
    assert len({shape(tone) for tone in SHAPES}) == len(SHAPES)


def test_a_tone_nobody_knows_is_shown_as_not_yet_decided() -> None:
    assert status("shouting", "x") == status("", "x")


def test_a_column_head_sorts_upwards_then_downwards_and_begins_at_the_first_page() -> None:
    def head(query: str) -> str:
        return sort_th({"request": RequestFactory().get(f"/deals/?{query}")}, "name", "名称")

    assert head("") == '<th class="" aria-sort="none"><a href="?sort=name">名称</a></th>'
    assert head("sort=name&after=x&q=1") == (
        '<th class="" aria-sort="ascending"><a href="?sort=-name&amp;q=1">名称 ↑</a></th>'
    )
    assert head("sort=-name") == '<th class="" aria-sort="descending"><a href="?sort=name">名称 ↓</a></th>'


class Sheet(forms.Form):
    price = forms.DecimalField(label="单价", help_text="元，含税")
    note = forms.CharField(label="备注", required=False)
    firm = forms.BooleanField(label="锁定", required=False)
    side = forms.ChoiceField(label="方", choices=[("us", "我方"), ("them", "对方")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)


def drawn(name: str, data: dict[str, str] | None = None, **options: Any) -> str:
    call = " ".join(f"{key}={value!r}" for key, value in options.items())
    return printed(f"{{% field form.{name} {call} %}}", form=Sheet(data))


def test_a_field_names_its_control_and_its_help() -> None:
    html = drawn("price", unit="元")
    assert '<label class="field__label" for="id_price">单价</label>' in html
    assert 'aria-describedby="id_price_helptext"' in html
    assert '<div class="field__help" id="id_price_helptext">元，含税</div>' in html
    assert '<span class="field__unit" aria-hidden="true">元</span>' in html


def test_what_is_wrong_stands_by_the_field_with_a_shape_and_what_was_typed_stays() -> None:
    html = drawn("price", {"price": "很多"})
    assert 'value="很多"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_price_helptext id_price_error"' in html
    assert 'id="id_price_error" role="alert"' in html
    assert shape("bad", 14) in html


def test_a_tick_box_stands_before_its_words_and_choices_are_a_group_with_a_legend() -> None:
    assert 'class="check" for="id_firm"' in drawn("firm")
    side = drawn("side")
    assert side.startswith("<fieldset")
    assert '<legend class="field__label">方</legend>' in side


def test_a_hidden_field_is_nothing_but_itself() -> None:
    assert drawn("token", {"token": "abc"}).strip() == '<input type="hidden" name="token" value="abc" id="id_token">'


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "field__optional" in drawn("note")
    assert "field__optional" not in drawn("price")


def test_the_tag_hands_its_options_to_the_component() -> None:
    bound = Sheet()["price"]
    assert field(bound, unit="元", wide=True) == {"field": bound, "unit": "元", "wide": True, "needed": ""}
