"""Phrases without figures: each is looked up once a language, for a page has a hundred of them."""

from typing import Any

from django import template
from django.template.base import Node
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class Phrase(Node):
    """What `{% translate "…" %}` says, kept by language; nothing else about a request can change it."""

    def __init__(self, said: TranslateNode) -> None:
        self.said, self.name = said, said.asvar
        said.asvar = None
        self.kept: dict[str | None, str] = {}

    def render(self, context: Any) -> SafeString:
        language = get_language()
        words = self.kept.get(language)
        if words is None:
            words = self.kept[language] = self.said.render(context)
        if self.name is None:
            return SafeString(words)
        context[self.name] = words
        return SafeString("")


@register.tag("translate")
def translate(parser: Any, token: Any) -> Node:
    """Django's own tag; kept where it says a phrase as it stands, without a filter, a variable or a context."""
    said: TranslateNode = do_translate(parser, token)
    phrase = said.filter_expression
    as_it_stands = phrase.var.literal is not None and not phrase.filters and said.message_context is None
    return Phrase(said) if as_it_stands else said
