"""The files of a round, without their contents."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dealdesk.kernel.words import label
from quotes.domain.attachments import FileKind
from quotes.models import Attachment, Round
from quotes.models.amendments import rounds_met
from stakeholders.models import Contact
from stakeholders.queries.privacy import Fact


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file; `is_kept` while its content is."""

    file: Attachment

    @property
    def is_kept(self) -> bool:
        return self.file.name != ""

    @property
    def kind(self) -> str:
        return _(label(FileKind(self.file.kind)))


def files_of(round_: Round) -> tuple[FileRow, ...]:
    """One statement; what was erased stands in its place."""
    files = Attachment.objects.filter(round=round_).select_related("attached_by", "erased_by").order_by("pk")
    return tuple(FileRow(file=file) for file in files)


def files_with(contact: Contact) -> Iterator[Fact]:
    """Files of rounds that a person was at, as they are told today, by name: for whoever takes out all that is held
    about them."""
    met = Attachment.objects.filter(round__in=rounds_met(contact)).exclude(name="").select_related("round__quote")
    for file in met.order_by("pk"):
        where = str(file.round.quote.number)
        yield Fact(kind=_("Files of rounds"), where=where, when=file.round.on, what=_("File"), value=file.name)
