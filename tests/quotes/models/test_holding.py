"""What of a deal's solution the documents of one of its offers say: what that offer holds."""

import pytest

from quotes.models import Product, QuoteVersion
from quotes.models.holding import beyond_of, held_by, solution_of
from quotes.models.reading import typed_of
from stakeholders.models import Deal


@pytest.fixture
def told(version: QuoteVersion) -> QuoteVersion:
    """Of an offer without the recording that its price book sells, in a deal whose solution names it."""
    version.lines.filter(product_code="REC-MIX").delete()
    solution = "接入 | 智能调度\n回看 | 云端合流录制，自动转存"
    Deal.objects.filter(pk=version.quote.deal_id).update(solution=solution)
    return QuoteVersion.objects.select_related("quote__deal").get(pk=version.pk)


def test_what_is_sold_and_not_offered_is_left_out_of_what_is_printed_and_of_what_is_read(told: QuoteVersion) -> None:
    assert solution_of(told) == "接入 | 智能调度"
    assert [(one.title, one.names) for one in beyond_of(told)] == [("回看", ("云端合流录制",))]
    said = "\n".join(passage.text for passage in typed_of(told))
    assert ("智能调度" in said, "合流录制" in said) == (True, False)


def test_a_line_of_it_under_another_name_holds_it(told: QuoteVersion) -> None:
    line, product = told.lines.order_by("position")[0], Product.objects.get(code="REC-MIX")
    told.lines.filter(pk=line.pk).update(product=product, product_code=product.code, description="回看包")
    assert solution_of(told) == told.quote.deal.solution
    assert {item.name for item in held_by(told).items} >= {"回看包", "云端合流录制"}
    assert beyond_of(told) == ()
