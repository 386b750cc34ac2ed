"""A contract's checklist as the lawyers read it: the same content as a letter, a workbook and on paper."""

from contracts.documents.checklists.brief import Brief, collect, file_name
from contracts.documents.checklists.letter import letter
from contracts.documents.checklists.paper import html, paper
from contracts.documents.checklists.workbook import workbook

__all__ = ["Brief", "collect", "file_name", "html", "letter", "paper", "workbook"]
