"""What a screen says, by the sentence in the code: so that a better translation does not break a story."""

from typing import Any

from django.utils.translation import gettext, override


def zh(sentence: str, **values: Any) -> str:
    with override("zh-hans"):
        said = gettext(sentence)
    return said % values if values else said
