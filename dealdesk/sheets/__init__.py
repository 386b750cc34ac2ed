"""The one door to workbooks: rows of values out as .xlsx bytes, .xlsx bytes in as rows of values, nothing executed."""

from dealdesk.sheets.cells import Broken, Cell, Column, Grid, Kind, Sheet
from dealdesk.sheets.lines import Line, lines_of
from dealdesk.sheets.listing import MOST, listing
from dealdesk.sheets.package import Caps, Unreadable
from dealdesk.sheets.reading import read
from dealdesk.sheets.writing import write

__all__ = [
    "MOST",
    "Broken",
    "Caps",
    "Cell",
    "Column",
    "Grid",
    "Kind",
    "Line",
    "Sheet",
    "Unreadable",
    "lines_of",
    "listing",
    "read",
    "write",
]
