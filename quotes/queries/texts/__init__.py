"""Texts of the house, and words of one customer's documents that somebody reads first."""

from quotes.queries.texts.library import (
    Reach,
    choices_of_texts,
    gone_from,
    newest_text,
    passages_of,
    reach_of,
    text_screen,
    texts_screen,
    with_newest,
)
from quotes.queries.texts.words import (
    WordsBeside,
    WordsPage,
    WordsRow,
    next_words,
    words_beside,
    words_of,
    words_page,
    words_screen,
)

__all__ = [
    "Reach",
    "WordsBeside",
    "WordsPage",
    "WordsRow",
    "choices_of_texts",
    "gone_from",
    "newest_text",
    "next_words",
    "passages_of",
    "reach_of",
    "text_screen",
    "texts_screen",
    "with_newest",
    "words_beside",
    "words_of",
    "words_page",
    "words_screen",
]
