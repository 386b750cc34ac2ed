"""What the press does by shorter ways has the very same bytes: our documents, and pages that we would never write."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from xml.etree.ElementTree import Element

import pytest
from weasyprint import tinyhtml5

from contracts.documents import checklists
from contracts.documents.checklists.paper import SHEETS as LAID_ACROSS
from contracts.documents.checklists.paper import html as checklist_html
from dealdesk.pdf import Attachment, Job, shortcuts
from dealdesk.pdf.shortcuts import SHORTCUTS, Shortcut, parsing
from quotes.actions.approvals import order_sheet
from quotes.documents import approvals
from quotes.documents.proposal import job
from quotes.domain.proposals import Kind, Language
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.dealdesk.long_way import both_ways
from tests.factories import checklists as judged
from tests.factories import clauses
from tests.factories.haggling import asked
from tests.factories.stakeholders import NOW
from tests.quotes.documents.sample import offer, pack, proposal

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
KINDS = [Kind.PROPOSAL, Kind.QUOTATION, Kind.CHAMPION]
LANGUAGES = [Language.CHINESE, Language.ENGLISH]
SHEETS = ("paper.css",)
TEXT = "云衢实时互动 RTC 720p, extraordinarily well-mannered sentences　与中文混排。" * 4
STYLE = """
@page { @bottom-center { content: counter(page) " / " counter(pages) } }
:root { --near: 2mm }
.spread { text-align: justify; letter-spacing: .4pt; word-spacing: 2pt }
.first::first-line { font-weight: 700; color: #0f4c81 } .first::first-letter { font-size: 20pt; float: left }
.cut { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; width: 40mm; border: 1px dotted #888 }
.few { max-lines: 2; block-ellipsis: auto; continue: discard; width: 60mm }
.hyphens { hyphens: auto; width: 30mm } .pre { white-space: pre-wrap; tab-size: 4 } .rtl { direction: rtl }
.fine { font-feature-settings: "halt" 1; font-variant-numeric: tabular-nums; text-decoration: underline line-through }
.left { float: left; width: 30%; padding: calc(1mm + var(--near)) } .right { float: right; width: 20% }
.flex { display: flex; gap: 2mm } .flex p { flex: 1; min-width: 10% } .grid { display: grid; grid: auto / 1fr 2fr }
.columns { columns: 2; column-rule: 1px dashed red } .placed { position: absolute; left: 5%; top: 3mm }
.relative { position: relative; left: 2mm; opacity: .5; transform: rotate(2deg) }
.box { box-sizing: border-box; width: 50%; padding: 5%; border: 3px double; border-radius: 4pt; outline: 1px solid }
p ~ p { color: hsl(200 50% 30%) } p:not(.cut) + p { margin-top: 1mm } div:empty { height: 2mm; background: #ffaa0080 }
td:nth-child(odd) { background: linear-gradient(red, #00f) } td { border: 2px groove #0a0 }
tr:last-child td { height: 9mm }
"""
HARD = f"""
<p class="spread">{TEXT}</p><p class="first">{TEXT}</p><p class="cut">{TEXT}</p><p class="few">{TEXT}</p>
<p class="hyphens" lang="en">{TEXT}</p><p class="pre">a\tb\n  c\t\td</p><p class="rtl">(RTC) 云衢 {TEXT}</p>
<p class="fine">1,234.50（含税）<sub>下</sub><sup>上</sup> 🚀 喆堃犇骉䶮 <small>x 1️⃣ 1</small></p><div></div>
<div class="left">{TEXT}</div><div class="right">右</div><p>{TEXT}</p><div class="flex"><p>{TEXT}</p><p>b</p></div>
<div class="grid"><p>一</p><p>{TEXT}</p></div><div class="columns">{TEXT * 3}</div><p class="relative">{TEXT}</p>
<div class="box">{TEXT}</div><p class="placed">{TEXT}</p><ul><li>一<li>二<ol><li>三</ol></ul><b>粗<i>斜</b>体</i>
<p><a href="https://example.org/">链接</a><br>&nbsp;&copy;<svg viewBox="0 0 90 20" width="90" height="20">
<title>图</title><text x="1" y="12" letter-spacing="1" font-size="9">云衢 12</text></svg></p>
<table style="border-collapse: collapse"><thead><tr><th>甲<th>乙<th>丙</thead>
{"<tr><td rowspan=2>跨<td>二<td>三<tr><td colspan=2>1,234.50" * 30}</table>
"""
# What an HTML parser closes, adds, moves, lowers or leaves alone, and what looks as if it might.
PARTS = (
    "<p>一</p>",
    "<p>一<p>二",
    "<p>一<div>二</div></p>",
    "<div/>三",
    '<div title="1>0"/>三',
    '<br title="x>y"></br>',
    "<p title='a\nb'>一</p>",
    '<p title = "a\nb">一</p>',
    '<p title="1 > 0\n2">一</p>',
    '<p title="a\t">一</p>',
    '<p xmlns="">一</p>',
    '<p xmlns:a="b">一</p>',
    "<p>\ud800</p>",
    "<table><tr><td>无</td></tr></table>",
    "<table>文<tbody><tr><td>字</td></tr></tbody></table>",
    "<table><tbody><tr><td>一<br></td><td/></tr></tbody></table>",
    "<table><colgroup><col><col/></colgroup>\n<tbody>\n<tr> <td>一</td> </tr>\n</tbody></table> 尾\n",
    "<p>a &amp; b &lt; c &#x27; &quot; &#39;</p>",
    "<p>&copy; &nbsp; &#128; &unknown; & b</p>",
    '<p title="a\nb">换行</p>',
    '<p title="a&#10;b" data-x="1 > 0">换行</p>',
    "<P CLASS=x>大写</P>",
    "<p hidden>布尔</p>",
    "<p class=a class=b>两次</p>",
    "<!-- 注 --><p>一</p>",
    "<![CDATA[x]]><p>一</p>",
    "<?x y?><p>一</p>",
    "<p>\r\n一\r二</p>",
    "<b>粗<i>斜</b>体</i>",
    "<b><p>段</p></b>",
    "<a href='x'>一<a href='y'>二</a></a>",
    "<ul><li>一<li>二</ul>",
    "<ul>\n<li>一</li>\n</ul>",
    '<svg viewBox="0 0 9 9"><title>图</title><rect x="1" y="1"/><g><text x="1">字</text></g></svg>',
    '<svg viewbox="0 0 9 9"><rect/></svg>',
    "<svg><foreignObject><p>段</p></foreignObject></svg>",
    "<svg><p>段</p></svg>",
    "<rect/>",
    "<title>题</title>",
    "<h1><span>一</span><small>二</small></h1>",
    "<h1><h2>一</h2></h1>",
    "<p>\x0c\x0b</p>",
    "<pre>\n一</pre>",
    "<textarea>\n<b></textarea>",
    "<img src='x' alt='y'>",
    "<custom-name>一</custom-name>",
    "<p xml:lang='de'>一</p>",
    "",
    "只有字",
)


def whole(body: str, head: str = "", end: str = "\n</html>\n") -> str:
    start = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>页</title>{head}\n</head>\n'
    return f"{start}<body>\n{body}</body>{end}"


def told(element: Element) -> object:
    return element.tag, dict(element.attrib), element.text, element.tail, [told(child) for child in element]


def by_tinyhtml5(html: str) -> object:
    return told(tinyhtml5.parse(StringIO(html), namespace_html_elements=False))


def test_documents_have_the_same_bytes_both_ways() -> None:
    terms = offer(24)
    made = [
        job(proposal(terms, kind=kind, language=language, pack=pack(terms) if kind is Kind.CHAMPION else None))
        for kind in KINDS
        for language in LANGUAGES
    ]
    pairs = both_ways(*made)
    assert [one for one, other in pairs] == [other for one, other in pairs]
    assert len(set(pairs)) == len(made)


def test_a_checklist_has_the_same_bytes_both_ways(version: QuoteVersion, deal: Deal, ada: User) -> None:
    clauses.write_as_it_comes()
    judged.checklist(judged.agreed(version, ada), ada)
    brief = checklists.collect(deal, ada, at=NOW, language=Language.CHINESE)
    pairs = both_ways(Job(checklist_html(brief), LAID_ACROSS, NOW))
    assert [one for one, other in pairs] == [other for one, other in pairs]


def test_an_internal_sheet_has_the_same_bytes_both_ways(version: QuoteVersion, ada: User, bo: User) -> None:
    sheet = approvals.collect(order_sheet(request=asked(version, by=ada), by=bo, at=NOW), at=NOW)
    pairs = both_ways(Job(approvals.html(sheet), approvals.SHEETS, sheet.at))
    assert [one for one, other in pairs] == [other for one, other in pairs]


def test_pages_that_we_would_never_write_have_the_same_bytes_both_ways() -> None:
    files = (Attachment("quote.json", '{"a": 1}'),)
    alike = Job(whole(f"<p>{TEXT}</p><section><h1>一</h1></section>"), SHEETS, AT, files)
    pairs = both_ways(Job(whole(HARD, f"<style>{STYLE}</style>"), SHEETS, AT, files), alike)
    assert [one for one, other in pairs] == [other for one, other in pairs]


@pytest.mark.parametrize("part", PARTS)
def test_what_is_read_as_xml_gives_the_tree_that_html_gives(part: str) -> None:
    html = whole(part)
    root = parsing.tree(html)
    assert root is None or told(root) == by_tinyhtml5(html)


def test_our_own_documents_are_read_as_xml() -> None:
    terms = offer(9)
    for kind in KINDS:
        html = job(proposal(terms, kind=kind, pack=pack(terms) if kind is Kind.CHAMPION else None)).html
        root = parsing.tree(html)
        assert root is not None
        assert told(root) == by_tinyhtml5(html)


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=lambda shortcut: f"{shortcut.home.__name__}.{shortcut.name}")
def test_a_shortcut_stands_in_for_the_function_it_was_written_beside(shortcut: Shortcut) -> None:
    assert shortcut.is_known(), (
        f"{shortcut.name} is not what it was when the shortcut past it was written: read both, and write down "
        f"{shortcuts.source_digest(shortcut.original())} if the shortcut still does the same"
    )


def test_where_a_function_has_changed_all_is_set_the_long_way(caplog: pytest.LogCaptureFixture) -> None:
    first = SHORTCUTS[0]
    before = first.original()
    shortcuts.take((first, replace(SHORTCUTS[1], digest="of another version")))
    assert first.original() is before
    assert "are set the long way" in caplog.text
