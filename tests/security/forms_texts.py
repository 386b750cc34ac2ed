"""The forms of texts of the house, of words that wait to be read, and of English words."""

from tests.security.case import Case, typing

# fmt: off
TEXT = {"block": "solution", "name": "方案总述", "zh": "本方案分三步交付。", "en": "It is delivered in three steps."}
# fmt: on

TEXTS = {
    "english": Case("presales"),
    "price_book_english": Case("finance"),
    "text_new": Case("presales", typing(**TEXT)),
    "text_edit": Case("presales", typing(zh="本节依据贵方数据整理。", why="更短")),
    "text_retire": Case("presales", typing(reason="不再适用"), page="text"),
    "words_one": Case("legal", typing(is_approved="yes", because="已核对")),
    "words_take_back": Case("legal", typing(reason="看漏了"), page="words_one", at={"words": "agreed_words"}),
}
