"""Competitors' offers beside ours, like for like, and a buyer's scores of them."""

from quotes.queries.rivals.ground import Ground, ground_of, items_of, offers_heard
from quotes.queries.rivals.people import offers_told_by, people_of
from quotes.queries.rivals.scores import ScoreScreen, entrants_of, score_screen
from quotes.queries.rivals.screen import RivalCard, RivalScreen, RivalsScreen, rival_card, rival_screen, rivals_screen

__all__ = [
    "Ground",
    "RivalCard",
    "RivalScreen",
    "RivalsScreen",
    "ScoreScreen",
    "entrants_of",
    "ground_of",
    "items_of",
    "offers_heard",
    "offers_told_by",
    "people_of",
    "rival_card",
    "rival_screen",
    "rivals_screen",
    "score_screen",
]
