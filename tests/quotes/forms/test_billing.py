from django.http import QueryDict

from quotes.domain.billing.compared import MOST_COMPARED
from quotes.forms.billing import AskedForm


def test_no_more_prices_are_compared_at_once_than_a_page_can_reckon() -> None:
    prices = [(str(number), f"价目 {number}") for number in range(1, MOST_COMPARED + 2)]
    given = {"fixed": False, "use": "", "term": 12, "replaced": [], "compare": []}
    ticked = [
        AskedForm(
            QueryDict("&".join(f"compare={number}" for number, _ in prices[:count])),
            uses=[], lines=[], prices=prices, given=given,
        )
        for count in (MOST_COMPARED, MOST_COMPARED + 1)
    ]  # fmt: skip
    assert [sorted(form.errors) for form in ticked] == [[], ["compare"]]
