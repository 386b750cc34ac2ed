"""A request for approval on paper, for colleagues who see margins: never for a customer, as each page says."""

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from dealdesk.kernel.formats import iso
from dealdesk.pdf import Job, Pdf, set_in_type
from quotes.domain.negotiation import MoveKind
from quotes.models import Move
from quotes.queries.approvals import ApprovalScreen
from stakeholders.models import User

TEMPLATE = "quotes/documents/approval_sheet.html"
SHEETS = ("paper.css", "proposal.css", "champion.css", "opening.css", "internal.css")
ENGLISH = "english.css"


def sheet(screen: ApprovalScreen, *, by: User, at: datetime) -> Pdf:
    """What its reader sees of the request, in their language: given, got, margin, and who agrees to which hash."""
    is_chinese = (get_language() or "").startswith("zh")
    moves: Iterable[Move] = screen.round.now.moves.all() if screen.round else ()
    words = {
        "screen": screen,
        "version": screen.version,
        "deal": screen.version.quote.deal,
        "given": [move for move in moves if move.kind == MoveKind.GIVE],
        "got": [move for move in moves if move.kind == MoveKind.GET],
        "by": by,
        "made": timezone.localtime(at),
        "prepared": iso(at),
        "lang": "zh-CN" if is_chinese else "en",
    }
    css = SHEETS if is_chinese else (*SHEETS, ENGLISH)
    return set_in_type(Job(render_to_string(TEMPLATE, words), css=css, at=at))
