"""Terms in the language of their reader."""

from django.utils import translation

from quotes.models import QuoteVersion
from quotes.queries.quotes.words import facts


def test_a_response_time_is_said_in_the_readers_language(version: QuoteVersion) -> None:
    version.urgent_minutes, version.normal_minutes = 30, 90
    said = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said[language] = [fact.value for fact in facts(version.terms())]
    assert {"30 分钟", "1 小时 30 分钟"} <= set(said["zh-hans"])
    assert {"30 min", "1 h 30 min"} <= set(said["en"])
