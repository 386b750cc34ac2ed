"""The upload: a file, where its prices come from, and what it says once every cell of it is right."""

import hashlib
from typing import Any, BinaryIO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.sheets import Caps, Unreadable, read
from dealdesk.web.refusals import sentence
from quotes.domain.pricesheets import MOST_PRODUCTS, Told
from quotes.forms.pricesheets.rows import Desk, teller
from quotes.forms.pricesheets.tabs import Group, Wrong, grouped
from quotes.models import PriceBookVersion

# Room for the titles and some blank rows.
CAPS = Caps(rows=MOST_PRODUCTS + 1_000)
# The end of a long name says more than its beginning.
FILE_NAME = 120


class UploadForm(forms.Form):
    """`told` is what a good workbook says; `wrong` is every cell that is not right."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("An .xlsx of at most 5 MB, best the one exported here."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=PriceBookVersion._meta.get_field("source").max_length,
        help_text=_("The decision or document these prices come from."),
    )
    add_products = forms.BooleanField(label=_("Add products that the desk does not know yet"), required=False)

    def __init__(self, *args: Any, desk: Desk, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.wrong: list[Wrong] = []
        self.unread: list[str] = []
        if is_draft:
            del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        file = cleaned.get("file")
        if file is None:
            return cleaned
        content = _content(file)
        told, self.wrong, self.unread = self._told(content, add_products=bool(cleaned.get("add_products")))
        if self.wrong:
            raise ValidationError(
                {"file": _("Nothing was imported: put the cells below right and choose the file again.")}
            )
        return cleaned | {"told": told, "sha256": hashlib.sha256(content).hexdigest()}

    def _told(self, content: bytes, *, add_products: bool) -> tuple[Told, list[Wrong], list[str]]:
        try:
            return teller(read(content, CAPS), self.desk, add_products=add_products)
        except Unreadable as refusal:
            raise ValidationError({"file": sentence(refusal)}) from None

    def groups(self) -> list[Group]:
        """What is wrong, as it is read: no sentence a second time for the same column."""
        return grouped(self.wrong)

    def values(self) -> dict[str, Any]:
        """What `offer_import` takes."""
        values = self.cleaned_data
        return {
            "told": values["told"],
            "sha256": values["sha256"],
            "file_name": values["file"].name[-FILE_NAME:],
            "source": values.get("source", ""),
        }


def _content(file: BinaryIO) -> bytes:
    """No more of it than may be read: the cap then says so."""
    return file.read(CAPS.packed + 1)
