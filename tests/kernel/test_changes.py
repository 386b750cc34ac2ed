"""Where two texts differ."""

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.changes import Change, Piece, changes

texts = st.text(alphabet="甲乙付款 30ab天。", max_size=30)


@given(before=texts, after=texts)
def test_what_is_shown_is_both_texts_whole(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(one.text for one in found if one.change is not Change.NEW) == before
    assert "".join(one.text for one in found if one.change is not Change.GONE) == after


def test_chinese_differs_by_the_character_and_figures_as_a_whole() -> None:
    assert changes("30 日内付款", "60 日内付清") == (
        Piece(Change.GONE, "30"),
        Piece(Change.NEW, "60"),
        Piece(Change.SAME, " 日内付"),
        Piece(Change.GONE, "款"),
        Piece(Change.NEW, "清"),
    )


def test_a_text_is_the_same_as_itself() -> None:
    assert changes("按季预付", "按季预付") == (Piece(Change.SAME, "按季预付"),)
    assert changes("", "") == ()
