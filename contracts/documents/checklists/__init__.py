"""A contract's checklist as the lawyers read it: the same content as a letter and as a workbook."""

from contracts.documents.checklists.brief import Brief, collect, file_name
from contracts.documents.checklists.letter import letter
from contracts.documents.checklists.workbook import workbook

__all__ = ["Brief", "collect", "file_name", "letter", "workbook"]
