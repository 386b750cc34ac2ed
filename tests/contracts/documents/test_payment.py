"""The page by which we tell a customer how large we are."""

from datetime import datetime

import pytest

from contracts.documents.payment import collect, render
from contracts.domain.payment import OwnSize
from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import checklists
from tests.factories.law import enter_as_it_comes
from tests.quotes.documents.reading import flat, text_of
from tests.standards import broken

pytestmark = pytest.mark.django_db


def test_it_names_both_sides_the_contract_and_the_article(version: QuoteVersion, ada: User, now: datetime) -> None:
    enter_as_it_comes()
    agreed = checklists.agreed(version, ada)
    paper = collect(agreed.quote.deal, OwnSize.SMALL, now)
    pdf = render(paper)
    assert (pdf.pages, render(paper).sha256) == (1, pdf.sha256)
    said = flat(text_of(pdf))
    told = (paper.customer, paper.company, str(agreed.quote), "第三条", "小型企业", "声明方（盖章）", "不构成法律意见")
    assert {words: words in said for words in told} == dict.fromkeys(told, True)
    assert broken(pdf.content) == []


def test_before_the_regulation_there_is_no_text_to_name(deal: Deal, now: datetime) -> None:
    enter_as_it_comes()
    with pytest.raises(Refusal):
        collect(deal, OwnSize.SMALL, now.replace(year=2024))
