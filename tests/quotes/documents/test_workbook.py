"""The table of prices inside a document: the page's own figures, the same bytes every time, nothing that is ours."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from dealdesk.pdf.stamping import Marks, stamped
from dealdesk.sheets import Grid, read
from quotes.documents.proposal import collect, render
from quotes.documents.proposal.tree import Proposal
from quotes.documents.proposal.workbook import price_workbook
from quotes.domain.papers import Composition
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.models import Contact, User
from tests.quotes.documents.sample import proposal
from tests.quotes.documents.test_secrets import FIGURES, WORDS, planted
from tests.security.test_canary import legible


def sheets(made: Proposal) -> tuple[Grid, ...]:
    return read(price_workbook(made))


def test_every_line_and_every_sum_of_the_page_is_in_it() -> None:
    made = proposal()
    lines, sums = sheets(made)
    _, *rows = lines.rows
    printed = [line for group in made.groups for line in group.lines]
    assert [(row[3], row[5], row[9]) for row in rows] == [
        (line.description, line.quantity, line.total) for line in printed
    ]
    assert sum(Decimal(str(row[9])) for row in rows) == made.totals.itemised
    assert sums.rows[-1] == ("含税总价", made.totals.gross)


def test_it_speaks_the_language_of_the_document_and_is_the_same_every_time() -> None:
    english = replace(proposal(), language=Language.ENGLISH)
    assert [grid.name for grid in sheets(english)] == ["Prices", "Total"]
    assert price_workbook(english) == price_workbook(english)


def test_it_lies_in_the_file_where_it_was_asked_for_and_in_no_copy_that_carries_a_mark() -> None:
    asked = replace(proposal(), workbook=True)
    made = render(asked)
    assert render(asked).sha256 == made.sha256
    files = PdfReader(BytesIO(made.content)).attachments
    assert files["prices.xlsx"] == [price_workbook(asked)]
    assert PdfReader(BytesIO(render(proposal()).content)).attachments.keys() == {"quote.json"}
    assert dict(PdfReader(BytesIO(stamped(made.content, Marks(("草稿",))))).attachments) == {}


@pytest.mark.django_db
def test_no_canary_is_in_it(version: QuoteVersion, contact: Contact, ada: User, now: datetime) -> None:
    shown = planted(version, contact, ada, now)
    made = collect(version, at=now, composition=Composition(rivals=(shown,), workbook=True))
    text = legible(price_workbook(made))
    assert ([secret for secret in (*WORDS, *FIGURES) if secret in text], made.workbook) == ([], True)
