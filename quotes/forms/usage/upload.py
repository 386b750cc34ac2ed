"""A customer's own curve from a file: text or workbook, in two columns, and what is the matter with each line."""

import hashlib
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.sheets import Broken, Caps, Line, lines_of
from dealdesk.web.refusals import sentence
from quotes.domain.usage.reading import Issue, Read, Row, is_clock, read, together
from quotes.domain.usage.series import Measure, Series
from quotes.models import UsageSeries

MOST_COLUMNS = 20
# Ten years of five-minute points as text; a workbook of a year and more, in two columns.
MOST_TEXT = 32 << 20
CAPS = Caps(packed=12 << 20, unpacked=160 << 20, rows=250_000, columns=MOST_COLUMNS, cells=1_000_000)
# The end of a long name says more than its beginning.
FILE_NAME = 120
# Within so many lines it shows whether a day and its time stand in two columns.
HEAD = 20
SHOWN = 100


class SeriesForm(forms.Form):
    """`series` is what a good file says; `issues` is what is the matter with it, by line, good or not."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("CSV or .xlsx: a time and a reading in each row, every 1 to 60 minutes. Times are China's."),
    )
    measure = forms.ChoiceField(label=_("What a reading counts"))
    column = forms.IntegerField(
        label=_("Column of the readings"),
        min_value=2,
        max_value=MOST_COLUMNS,
        initial=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Times stand in the first one, or day and time of day in the first two."),
    )
    name = forms.CharField(label=_("Name of this use"), max_length=UsageSeries._meta.get_field("name").max_length)
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=UsageSeries._meta.get_field("source").max_length,
        help_text=_("Who exported it, from where and when."),
    )
    leave_out = forms.BooleanField(label=_("Leave wrong rows out, as gaps"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Read | None = None
        self.sha256 = ""
        fields: dict[str, Any] = self.fields
        fields["measure"].choices = [(word.value, _(word.label)) for word in Measure]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = self.cleaned_data
        if not {"file", "measure", "column"} <= values.keys():
            return values
        content = values["file"].read(MOST_TEXT + 1)
        self.sha256 = hashlib.sha256(content).hexdigest()
        try:
            rows = rows_of(content, values["column"])
            self.found = read(rows, Measure(values["measure"]), leave_out=values["leave_out"])
        except Refusal as refusal:
            self.add_error("file", sentence(refusal))
            return values
        if self.found.series is None:
            self.add_error(
                "file", _("Nothing was kept: put the lines below right, or have them left out, and choose it again.")
            )
        return values

    @property
    def issues(self) -> tuple[Issue, ...]:
        return self.found.issues if self.found else ()

    def stopping(self) -> tuple[Issue, ...]:
        """The first of what stops the file."""
        return self.found.stopping[:SHOWN] if self.found else ()

    def values(self) -> dict[str, Any]:
        """What `keep_series` takes."""
        return {
            "name": self.cleaned_data["name"],
            "series": self.series,
            "issues": self.issues,
            "file_name": self.cleaned_data["file"].name[-FILE_NAME:],
            "sha256": self.sha256,
            "source": self.cleaned_data["source"],
        }

    @property
    def series(self) -> Series:
        if self.found is None or self.found.series is None:
            raise ValueError("only a valid form tells a series")
        return self.found.series


def rows_of(content: bytes, column: int) -> Iterator[Row]:
    """(line, time, reading) of a workbook's first sheet or of text in UTF-8 or GB 18030; refuses what is neither.

    Where the second column says the time of the day, the first says the day, and readings stand in the third or in the
    later one that was named.
    """
    return _rows(lines_of(content, CAPS, MOST_TEXT), column - 1)


def _rows(lines: Iterator[Line], column: int) -> Iterator[Row]:
    head = list(islice(lines, HEAD))
    if any(len(cells) > 1 and is_clock(cells[1]) for _, cells in head):
        at = max(column, 2)
        for line, cells in chain(head, lines):
            clock, reading = (_value(cells[place]) if place < len(cells) else None for place in (1, at))
            yield line, together(_value(cells[0]), clock), reading
        return
    for line, cells in chain(head, lines):
        yield line, _value(cells[0]), _value(cells[column]) if column < len(cells) else None


def _value(cell: object) -> object:
    """What is read of a cell; a broken one is told as it is shown."""
    return cell.strip() if isinstance(cell, str) else cell.shown if isinstance(cell, Broken) else cell
