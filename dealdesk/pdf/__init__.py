"""The one door to paper: HTML of our own templates in, the same PDF bytes for the same input out."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dealdesk.pdf.caps import Unprintable, admit, admit_rows
from dealdesk.pdf.client import PRESS, Limits, PressFailure, printed
from dealdesk.pdf.sheets import sheet_text

__all__ = [
    "Attachment",
    "Job",
    "Limits",
    "Pdf",
    "PressFailure",
    "Progress",
    "Unprintable",
    "admit",
    "admit_rows",
    "render",
    "set_in_type",
]

type Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF, for programs rather than for people: a text, or the bytes of any other."""

    name: str
    text: str = ""
    description: str = ""
    content: bytes = b""

    def told(self) -> dict[str, str]:
        """As the press is told it, in words alone."""
        packed = b64encode(self.content).decode()
        return {"name": self.name, "text": self.text, "description": self.description, "packed": packed}


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int
    sha256: str


@dataclass(frozen=True)
class Job:
    """A whole HTML document with style sheets of static/documents; `at` dates the attachments."""

    html: str
    css: tuple[str, ...]
    at: datetime
    attachments: tuple[Attachment, ...] = ()

    def key(self) -> str:
        """SHA-256 over all that the bytes depend on: the document, its sheets, files, the fonts and the software."""
        parts = [json.dumps(self.order(), sort_keys=True), *map(sheet_text, self.css), PRESS.software()]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def order(self) -> dict[str, Any]:
        """As the press is told it."""
        files = [attachment.told() for attachment in self.attachments]
        return {"html": self.html, "css": list(self.css), "at": self.at.isoformat(), "attachments": files}


def render(
    html: str,
    *,
    css: tuple[str, ...],
    at: datetime,
    attachments: tuple[Attachment, ...] = (),
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Pdf:
    """A document that is wanted now and nowhere kept."""
    return set_in_type(Job(html, css, at, attachments), progress=progress, limits=limits)


def set_in_type(job: Job, *, progress: Progress | None = None, limits: Limits | None = None) -> Pdf:
    """The job as PDF/A-3u, set in a process of its own.

    Title, author and dates come from its <title> and <meta>. `progress` is told percent and stage (collect, layout,
    write). Refuses what cannot be printed (Unprintable) and says so when the press died of it (PressFailure); only the
    latter may go better another time.
    """
    content, pages = printed(job.order(), progress or (lambda percent, stage: None), limits or Limits())
    return Pdf(content=content, pages=pages, sha256=hashlib.sha256(content).hexdigest())
