"""The one door to Word: headings, lines and tables out as .docx bytes, in which Word shows changes as changes."""

from dealdesk.letters.blocks import Grid, Heading, Letter, Line, Paragraph, Tone, said
from dealdesk.letters.writing import write

__all__ = ["Grid", "Heading", "Letter", "Line", "Paragraph", "Tone", "said", "write"]
