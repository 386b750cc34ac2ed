"""What the screens of an offer show: the list, one version, two side by side, and what a new one is made from."""

from quotes.queries.quotes.authority import named
from quotes.queries.quotes.buttons import Button, Buttons, buttons
from quotes.queries.quotes.catalogue import Catalogue, catalogue, items_of
from quotes.queries.quotes.compare import Comparison, comparison
from quotes.queries.quotes.editor import Editor, editor, guides
from quotes.queries.quotes.family import Member, members, tree
from quotes.queries.quotes.lately import Happened, gone_since, happened_since
from quotes.queries.quotes.line import LineCard, line_card
from quotes.queries.quotes.lists import QuoteFilter, QuoteRow, found_quotes, quote_list, standing_in
from quotes.queries.quotes.offer import Offer, lines_of, offer, priced_of
from quotes.queries.quotes.targets import Target, line_target
from quotes.queries.quotes.ways import WayRow, ways_out

__all__ = [
    "Button",
    "Buttons",
    "Catalogue",
    "Comparison",
    "Editor",
    "Happened",
    "LineCard",
    "Member",
    "Offer",
    "QuoteFilter",
    "QuoteRow",
    "Target",
    "WayRow",
    "buttons",
    "catalogue",
    "comparison",
    "editor",
    "found_quotes",
    "gone_since",
    "guides",
    "happened_since",
    "items_of",
    "line_card",
    "line_target",
    "lines_of",
    "members",
    "named",
    "offer",
    "priced_of",
    "quote_list",
    "standing_in",
    "tree",
    "ways_out",
]
