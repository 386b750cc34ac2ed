"""A checklist as a letter and a workbook: everything of it, each change shown as one, nothing a reader may not see."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from contracts.documents import checklists as documents
from contracts.domain.checklists.words import FileKind
from contracts.models import ChecklistItem
from dealdesk.kernel.changes import Change
from dealdesk.kernel.refusals import Refusal
from dealdesk.sheets import read
from quotes.actions.funding import add_funding_rate
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import checklists, clauses, signoffs
from tests.factories.stakeholders import NOW
from tests.standards import broken

THEIRS = "甲方在收到发票后 90 日内付款。\n=逾期不计息"
type Make = Callable[[documents.Brief], bytes]
ZH, EN = Language.CHINESE, Language.ENGLISH


@pytest.fixture
def row(version: QuoteVersion, ada: User, fay: User) -> ChecklistItem:
    """Credit days as the contract has them, judged by finance."""
    clauses.write_as_it_comes()
    made = checklists.checklist(checklists.agreed(version, ada), ada)
    told = {"theirs": THEIRS, "figure": Decimal(90), "level": 3, "evidence": "合同稿第 5.2 条", "owner": fay}
    return checklists.noted(checklists.item(made, "credit_days"), fay, **told)


def brief(deal: Deal, user: User, language: Language = ZH, *, is_whole: bool = True) -> documents.Brief:
    return documents.collect(deal, user, at=NOW, language=language, is_whole=is_whole)


def part(content: bytes, name: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name).decode()


def texts(xml: str, tag: str) -> str:
    """All the words of one kind; a break is a line."""
    found = re.findall(rf"<w:{tag} [^>]*>([^<]*)</w:{tag}>|(<w:br/>)", xml)
    return "".join("\n" if is_break else words for words, is_break in found)


def everything(content: bytes) -> str:
    """Every part of the package, as a reader with a zip tool sees it."""
    with ZipFile(BytesIO(content)) as package:
        return " ".join(package.read(name).decode(errors="replace") for name in package.namelist())


def test_all_of_the_checklist_is_told(row: ChecklistItem, deal: Deal, fay: User) -> None:
    told = brief(deal, fay)
    credit = next(one for one in told.rows if one.title == "账期")
    assert len(told.rows) == told.items == row.checklist.items.count()
    assert (credit.level, credit.deviation, credit.judged_by, credit.owner) == (3, "不签", "fay", "fay")
    assert (credit.state, credit.evidence, told.stops) == ("待看", "合同稿第 5.2 条", ("账期",))
    assert "".join(one.text for one in credit.theirs if one.change is not Change.GONE) == THEIRS
    assert "".join(one.text for one in credit.theirs if one.change is not Change.NEW) == credit.ours
    assert any("第九条第二款" in text for text in credit.law)
    assert {text.rule for text in told.law} >= {"大型企业向中小企业付款的期限"}


def test_what_nobody_read_or_judged_is_counted_in_a_line_where_not_the_whole_is_wanted(
    row: ChecklistItem, deal: Deal, fay: User
) -> None:
    whole, told = brief(deal, fay), brief(deal, fay, is_whole=False)
    (only,) = told.rows
    assert only.title == next(one.title for one in whole.rows if one.number == only.number)
    assert (told.left_out, whole.left_out) == (len(whole.rows) - 1, 0)
    said = f"另有 {told.left_out} 条尚未阅读或判定，未列出。"
    assert (said in documents.html(told), "未列出" in documents.html(whole)) == (True, False)
    assert said in everything(documents.letter(told))
    assert said in everything(documents.workbook(told))


def test_word_and_workbook_say_on_every_page_that_they_stay_in_the_house(
    row: ChecklistItem, deal: Deal, fay: User
) -> None:
    said = "内部资料：含我方谈判底线，不得外传，不得提供给客户。"
    with ZipFile(BytesIO(documents.letter(brief(deal, fay)))) as package:
        heads = [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]
    assert [said in head for head in heads] == [True]
    with ZipFile(BytesIO(documents.workbook(brief(deal, fay)))) as package:
        pages = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert [said in page for page in pages] == [True] * 4


def test_word_keeps_what_differs_as_changes_that_can_be_accepted_and_rejected(
    row: ChecklistItem, deal: Deal, fay: User
) -> None:
    told = brief(deal, fay)
    credit = next(one for one in told.rows if one.title == "账期")
    cell = next(cell for cell in part(documents.letter(told)).split("<w:tc>") if "<w:ins " in cell)
    rejected = re.sub(r"<w:ins .*?</w:ins>", "", cell).replace("delText", "t")
    accepted = re.sub(r"<w:del .*?</w:del>", "", cell)
    assert texts(rejected, "t") == credit.ours
    assert texts(accepted, "t") == THEIRS
    assert set(re.findall(r'w:author="([^"]*)" w:date="([^"]*)"', cell)) == {("合同写法", "2026-11-24T02:00:00Z")}


def test_a_workbook_has_a_clause_a_row_and_no_formula(row: ChecklistItem, deal: Deal, fay: User) -> None:
    content = documents.workbook(brief(deal, fay))
    _, rows, _, law = read(content)
    credit = dict(zip(rows.rows[0], next(line for line in rows.rows if line[2] == "账期"), strict=True))
    assert (credit["偏离"], credit["负责人"], credit["证据"]) == (Decimal(3), "fay", "合同稿第 5.2 条")
    shared = part(content, "xl/sharedStrings.xml")
    assert "<strike/>" in shared
    assert "<f>" not in part(content, "xl/worksheets/sheet2.xml")
    assert law.rows[0][:4] == ("规则", "法规与条号", "生效日期", "查阅日")


def test_who_signed_off_when_and_on_which_figures_is_in_each_file(
    row: ChecklistItem, deal: Deal, ada: User, fay: User, lin: User, dov: User
) -> None:
    signoffs.judged(row.checklist, lin)
    signoffs.signed(signoffs.asked(deal, ada)["delivery"], dov)
    told = brief(deal, fay)
    delivery = next(one for one in told.signs if one.role == "交付")
    figure = f"可用性承诺：达标率 99.2%，{signoffs.RECORD}"
    assert (delivery.stand, delivery.told) == ("已会签", "dov 2026-11-24 10:00 会签通过")
    assert figure in delivery.figures
    assert {one.stand for one in told.signs if one is not delivery} == {"待处理"}
    assert all(words in documents.html(told) for words in (figure, delivery.told, delivery.mark))
    assert all(words in everything(documents.letter(told)) for words in (figure, delivery.told))
    assert figure in everything(documents.workbook(told))


@pytest.mark.parametrize("make", [documents.letter, documents.workbook])
def test_the_same_checklist_gives_the_same_bytes(make: Make, row: ChecklistItem, deal: Deal, fay: User) -> None:
    assert make(brief(deal, fay)) == make(brief(deal, fay))


@pytest.mark.parametrize("make", [documents.letter, documents.workbook])
def test_what_money_costs_us_is_in_the_files_of_those_alone_who_may_see_it(
    make: Make, row: ChecklistItem, deal: Deal, fay: User, lin: User, dov: User, ada: User
) -> None:
    add_funding_rate(points=Decimal("6.37"), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
    found = {user.name: "6.37" in everything(make(brief(deal, user))) for user in (ada, fay, lin, dov)}
    assert found == {"ada": True, "fay": True, "lin": False, "dov": False}
    money = {user.name: [one.money for one in brief(deal, user).rows if one.money] != [] for user in (fay, lin)}
    assert money == {"fay": True, "lin": False}


def test_an_english_file_is_in_english_whatever_its_reader_speaks(row: ChecklistItem, deal: Deal, fay: User) -> None:
    told = brief(deal, fay, EN)
    xml = part(documents.letter(told))
    assert [words in xml for words in ("Contract checklist", "not legal advice", "合同核对表")] == [True, True, False]
    assert documents.file_name(row.checklist, FileKind.LETTER, EN).endswith("-1-en.docx")


def test_characters_that_no_file_may_hold_are_left_out(row: ChecklistItem, deal: Deal, fay: User) -> None:
    checklists.noted(row, fay, theirs="九十\x0b日\x1f内\ufffe付")
    xml = part(documents.letter(brief(deal, fay)))
    assert "\x0b" not in xml
    assert "九十" in texts(xml, "t")


def test_there_is_nothing_to_take_along_before_a_checklist_is_made(deal: Deal, ada: User) -> None:
    with pytest.raises(Refusal, match="no checklist yet"):
        brief(deal, ada)


def test_on_paper_stands_all_of_it_and_what_differs_is_struck_through_and_underlined(
    row: ChecklistItem, deal: Deal, fay: User
) -> None:
    told = brief(deal, fay)
    marked = documents.html(told)
    assert [mark in marked for mark in ("<del>", "<ins>")] == [True, True]
    made = documents.paper(told)
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages))
    wanted = [
        *(one.title for one in told.rows),
        "合同稿第5.2条",
        "第九条第二款",
        "不构成法律意见",
        "不签",
    ]
    assert [words for words in wanted if re.sub(r"\s+", "", words) not in text] == []
    assert broken(made.content) == []


@pytest.mark.parametrize(("language", "mark"), [(ZH, "内部INTERNAL"), (EN, "Internal")])
def test_every_page_is_marked_as_what_stays_in_the_house(
    language: Language, mark: str, row: ChecklistItem, deal: Deal, fay: User
) -> None:
    pages = PdfReader(BytesIO(documents.paper(brief(deal, fay, language)).content)).pages
    assert [mark in re.sub(r"\s+", "", page.extract_text()) for page in pages] == [True] * len(pages)


def test_what_money_costs_us_is_on_paper_for_those_alone_who_may_see_it(
    row: ChecklistItem, deal: Deal, fay: User, lin: User
) -> None:
    add_funding_rate(points=Decimal("6.37"), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
    assert ["6.37" in documents.html(brief(deal, user)) for user in (fay, lin)] == [True, False]
