"""The one door to paper: HTML of our own templates in, the same PDF bytes for the same input out."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from dealdesk.pdf.caps import Unprintable, admit
from dealdesk.pdf.client import Limits, PressFailure, printed

__all__ = ["Attachment", "Limits", "Pdf", "PressFailure", "Unprintable", "admit", "render"]

type Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Attachment:
    """A text file carried inside the PDF, for programs rather than for people."""

    name: str
    text: str
    description: str = ""


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int
    sha256: str


def render(
    html: str,
    *,
    css: tuple[str, ...],
    at: datetime,
    attachments: tuple[Attachment, ...] = (),
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Pdf:
    """Sets a whole HTML document with style sheets of static/documents into PDF/A-3u, in a process of its own.

    Title, author and dates come from its <title> and <meta>; `at` dates the attachments. `progress` is told percent and
    stage (collect, layout, write). Refuses what cannot be printed (Unprintable) and says so when the press died of it
    (PressFailure); only the latter may go better another time.
    """
    job = {
        "html": html,
        "css": list(css),
        "at": at.isoformat(),
        "attachments": [asdict(attachment) for attachment in attachments],
    }
    content, pages = printed(job, progress or (lambda percent, stage: None), limits or Limits())
    return Pdf(content=content, pages=pages, sha256=hashlib.sha256(content).hexdigest())
