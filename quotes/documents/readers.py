"""A file as its reader would get it, whole or one page of it as a picture, with the mark and the name on each page."""

from datetime import datetime

from dealdesk.pdf.pictures import ALBUM
from dealdesk.pdf.stamping import marked
from quotes.domain.proposals import Stamp
from quotes.models import Paper, ProposalLink


def _marked(link: ProposalLink, stamp: Stamp) -> bytes:
    content = Paper.objects.values_list("pdf", flat=True).get(files__export=link.export)
    return marked(bytes(content), link.export.marks(stamp, link.recipient))


def page_picture(link: ProposalLink, stamp: Stamp, page: int, at: datetime) -> bytes | None:
    """None where the file has no such page. What was drawn lately is not drawn again, whoever asks; whether it may be
    shown is for the caller to know, each time."""
    if not 1 <= page <= (link.export.pages or 0):
        return None
    drawn_from = (link.export.sha256, link.export.marks(stamp, link.recipient))
    return ALBUM.page(drawn_from, page, lambda: _marked(link, stamp), at)
