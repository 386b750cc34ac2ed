"""The files of a round, or of a competitor's offer, without their contents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from dealdesk.kernel.words import label
from quotes.domain.attachments import FileKind
from quotes.models import Attachment, RivalOffer, Round
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


def files_of(bearer: Round | RivalOffer) -> tuple[FileRow, ...]:
    """One statement; what was erased stands in its place."""
    files = bearer.attachments.select_related("attached_by", "erased_by").order_by("pk")
    return tuple(FileRow(file=file) for file in files)


def files_with(contact: Contact) -> Iterator[Fact]:
    """Files of rounds that a person was at, as they are told today, by name: for whoever takes out all that is held
    about them."""
    met = Attachment.objects.filter(round__in=rounds_met(contact)).exclude(name="").select_related("round__quote")
    for file in met.order_by("pk"):
        met_at = cast(Round, file.round)
        where = str(met_at.quote.number)
        yield Fact(kind=_("Files of rounds"), where=where, when=met_at.on, what=_("File"), value=file.name)
    shown = Attachment.objects.filter(rival__teller=contact).exclude(name="").select_related("rival__deal")
    for file in shown.order_by("pk"):
        offer = cast(RivalOffer, file.rival)
        where = str(offer.deal.number)
        yield Fact(kind=_("Competitors"), where=where, when=offer.heard_on, what=_("File"), value=file.name)
