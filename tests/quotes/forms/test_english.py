"""English words from a form and from the columns of a workbook of prices."""

from django.http import QueryDict

from dealdesk.sheets import Cell
from quotes.domain.english import Said, WordRow
from quotes.forms.english import EnglishForm
from tests.quotes.forms.test_pricesheets import only, teller
from tests.quotes.workbooks import ROWS, TITLES, workbook

ENGLISH = ("产品英文名", "产品线英文名", "单位英文名")


def filled(*english: tuple[Cell, ...]) -> bytes:
    """The price book of the cast with its English columns, a row each."""
    rows = [[*cells, *said] for cells, said in zip(ROWS, english, strict=True)]
    return workbook(rows, titles=(*TITLES, *ENGLISH))


def test_words_are_told_by_their_chinese_and_empty_cells_say_nothing() -> None:
    file = filled(("720p streams", "Real-time", None), ("Recording", None, "1,000  min"), (None, "Services", ""))
    said = {"720p 实时互动并发": "720p streams", "实时互动": "Real-time", "云端合流录制": "Recording"}
    assert teller(file).english == said | {"千分钟": "1,000 min", "服务": "Services"}
    assert teller(workbook()).english == {}


def test_chinese_under_an_english_title_is_refused_by_row_and_column() -> None:
    wrong = only(filled(("高清", None, None), (None,) * 3, (None,) * 3))
    assert (wrong.row, wrong.column, wrong.why) == (2, "H 产品英文名", "里面有中文，请填写英文。")


def test_one_text_is_called_the_same_in_every_row() -> None:
    new = [["A", "甲", "服务", "月", *ROWS[0][4:], None, "Services", None]]
    new += [["B", "乙", "服务", "月", *ROWS[0][4:], None, said, None] for said in ("Service",)]
    wrong = only(workbook(new, titles=(*TITLES, *ENGLISH)), add_products=True)
    assert (wrong.row, wrong.why) == (3, "“服务”在前面的行里写作“Services”，请统一。")


def test_a_word_belongs_to_the_text_that_stood_beside_it() -> None:
    month, event = (WordRow(zh=zh, said=Said.UNIT, en="") for zh in ("月", "场"))
    shown = EnglishForm(None, rows=[month])
    (name,) = shown.fields
    posted = QueryDict(f"{name}=month")
    assert EnglishForm(posted, rows=[event]).is_valid()
    later = EnglishForm(posted, rows=[event, month])
    assert (later.is_valid(), later.words()) == (True, {"月": "month"})
