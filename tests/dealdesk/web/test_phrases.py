"""A phrase of a template is looked up once a language, and says what it says in each."""

import pytest
from django.template import engines
from django.utils import translation

from dealdesk.web.templatetags.phrases import Phrase


def said(text: str, **context: object) -> list[str]:
    """In Chinese, in English, and in Chinese again, by the same template."""
    made, found = engines["django"].from_string(text), []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            found.append(made.render(context))
    return found


@pytest.mark.parametrize(
    "text", ['{% translate "Lines" %}', '{% translate "Lines" as words %}{{ words }}', "{% translate 'Lines' %}"]
)
def test_it_follows_the_readers_language(text: str) -> None:
    assert said(text) == ["明细", "Lines", "明细"]


def test_what_it_says_into_a_name_is_not_printed() -> None:
    assert said('{% translate "Lines" as words %}') == ["", "", ""]


def test_a_percent_sign_and_a_quote_come_out_as_they_were_typed() -> None:
    assert said('{% translate "5 % & “more”" %}') == ["5 % & “more”"] * 3


def test_what_differs_from_one_page_to_the_next_is_looked_up_each_time() -> None:
    assert said("{% translate words %}", words="Lines") == ["明细", "Lines", "明细"]
    assert said('{% translate "Lines"|upper %}')[1] == "LINES"
    kinds = [
        type(engines["django"].from_string(text).template.nodelist[0])
        for text in ('{% translate "Lines" %}', "{% translate words %}", '{% translate "Lines"|upper %}')
    ]
    assert [kind is Phrase for kind in kinds] == [True, False, False]
