"""Quotes in the browser: the list, a new one, a version and everything that is done with it."""

from quotes.views.quotes.ends import version_accept, version_branch, version_choose, version_renew, version_void
from quotes.views.quotes.lines import lines, lines_block
from quotes.views.quotes.lists import quote, quotes, quotes_workbook
from quotes.views.quotes.more import line_more
from quotes.views.quotes.new import quote_new
from quotes.views.quotes.terms import version_form, version_terms
from quotes.views.quotes.tray import line_add, lines_paste
from quotes.views.quotes.version import compare, version, version_discard, version_next, version_send, version_submit
from quotes.views.quotes.whatif import version_goal, version_options, version_recommend, version_whatif

__all__ = [
    "compare",
    "line_add",
    "line_more",
    "lines",
    "lines_block",
    "lines_paste",
    "quote",
    "quote_new",
    "quotes",
    "quotes_workbook",
    "version",
    "version_accept",
    "version_branch",
    "version_choose",
    "version_discard",
    "version_form",
    "version_goal",
    "version_next",
    "version_options",
    "version_recommend",
    "version_renew",
    "version_send",
    "version_submit",
    "version_terms",
    "version_void",
    "version_whatif",
]
