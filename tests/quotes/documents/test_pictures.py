"""Pages as they look and as programs read them: held against stored pictures, and against two standards."""

import pytest
from PIL import Image

from quotes.domain.proposals import Kind, Language
from tests.quotes.documents.pictures import FEW, PAGES, STORED, STORED_PAGES, document, drawn, name, unlike
from tests.standards import broken


@pytest.mark.parametrize(("kind", "language", "page"), STORED_PAGES)
def test_a_page_looks_as_it_did_when_somebody_looked_at_it(kind: Kind, language: Language, page: int) -> None:
    with Image.open(STORED / name(kind, language, page)) as stored:
        assert unlike(drawn(kind, language, page), stored) <= FEW


def test_another_page_is_seen_to_be_another() -> None:
    first, second = (drawn(Kind.QUOTATION, Language.CHINESE, page) for page in (1, 2))
    assert unlike(first, second) > 10 * FEW


def test_every_stored_picture_is_asked_for() -> None:
    assert {path.name for path in STORED.iterdir()} == {name(*which) for which in STORED_PAGES}


@pytest.mark.parametrize(("kind", "language"), PAGES)
def test_a_document_keeps_pdf_a_and_pdf_ua(kind: Kind, language: Language) -> None:
    assert broken(document(kind, language).content) == []
