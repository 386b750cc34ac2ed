"""What a claim says in words, in the language in force."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from quotes.queries.claims.words import percentile_of
from tests.factories.value import said


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("均值", "均值", "mean"),
        (" Mean", "均值", "mean"),
        ("中位数", "中位数", "median"),
        ("P95", "P95", "P95"),
        ("", "", ""),
    ],
)
def test_the_middle_is_called_in_the_readers_language_and_the_rest_as_it_was_typed(
    typed: str, zh: str, en: str
) -> None:
    claim = replace(said(), percentile=typed)
    found = []
    for language in ("zh-hans", "en"):
        with override(language):
            found.append(percentile_of(claim))
    assert found == [zh, en]
