"""The proposal as the customer holds it: read back from the bytes."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from dealdesk import pdf
from dealdesk.kernel.formats import money
from quotes.documents.proposal import Proposal, render, snapshot
from quotes.documents.proposal.page import html
from quotes.documents.proposal.tree import Module, Need, quote_json
from quotes.domain.papers import Block, Passage, Section
from quotes.domain.pricing.amounts import a_year
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, ServiceTerms
from stakeholders.queries.plans import DecisionCalendar
from tests.quotes.documents.reading import flat, heads_of, pages_of, text_of
from tests.quotes.documents.sample import AT, BUYER, offer, pack, proposal

RUNNING_HEAD = "澄湖在线教育 大班课实时互动 10,000 路 720p V3"
HEAD = "序号 服务项与计费口径 单位 数量 目录价 折扣 成交价"


@pytest.fixture(scope="module")
def final() -> pdf.Pdf:
    return render(proposal())


def test_the_total_stands_in_figures_and_in_capitals(final: pdf.Pdf) -> None:
    (
        cover,
        *_,
    ) = pages_of(final)
    assert "¥964,000.00" in cover
    assert "人民币玖拾陆万肆仟元整" in cover
    prices = flat(next(page for page in pages_of(final) if "增值税（6%）" in page))
    assert "含税总价（12 个月） ¥964,000.00" in prices
    assert "大写：人民币玖拾陆万肆仟元整" in prices
    assert "不含税金额 909,433.97" in prices
    assert "54,566.03" in prices


def test_the_bundle_stands_beside_its_parts(final: pdf.Pdf) -> None:
    text = text_of(final)
    assert "分项成交合计 1,014,210.00" in text
    assert "打包优惠 −50,210.00" in text
    assert "全部 9 项（元，含税） 1,014,210.00 964,000.00 50,210.00" in text
    assert "折合每月（12 个月） 84,517.50 80,333.33 4,184.17" in text


def test_every_line_and_group_adds_up_on_paper(final: pdf.Pdf) -> None:
    text = text_of(final)
    assert "720p 实时互动并发 RTC-HD 路·年 10,000 62.00 9.2 折 57.04 570,400.00" in text
    assert "接入与弱网调优 SVC-INT 人日 24 3,500.00 赠送 0.00 0.00" in text
    subtotals = [Decimal(figure.replace(",", "")) for figure in re.findall(r"小计 ([\d,]+\.\d\d)", text)]
    assert subtotals == [Decimal("672240.00"), Decimal("155820.00"), Decimal("186150.00")]
    assert sum(subtotals) == Decimal("1014210.00")


def test_every_page_says_which_document_and_which_page_it_is(final: pdf.Pdf) -> None:
    mark, fingerprint = proposal().mark, proposal().fingerprint
    for number, page in enumerate(pages_of(final), 1):
        text = flat(page)
        assert f"第 {number} 页 / 共 {final.pages} 页" in text
        assert "报价编号 BJ-2026-0382 / V3" in text
        assert "有效期至 2026-12-24" in text
        assert f"校验码 {mark} 内容指纹 {fingerprint}" in text


def test_the_cover_has_no_text_but_what_is_seen(final: pdf.Pdf) -> None:
    cover = flat(pages_of(final)[0])
    assert cover.startswith("■ 云衢 云衢网络技术（北京）有限公司 致：澄湖在线教育科技（杭州）有限公司 大班课实时互动")
    assert cover.count("有效期至 2026-12-24") == 1
    assert "服务期限 12 个月 付款方式 按年预付" in cover


def test_a_page_is_headed_by_the_section_it_begins_with() -> None:
    made = render(proposal(offer(30, bundle=None)))
    assert heads_of(made) == ["需求诊断", "分项报价", "分项报价", "服务水平与商务条款", "开票信息与签署"]


@pytest.mark.parametrize("lines", [3, 6, 8, 10, 13, 27])
def test_no_page_ends_with_a_heading(lines: int) -> None:
    made = render(proposal(offer(lines)))
    headings = {*heads_of(made), "打包与节省", "价格构成", "服务水平（SLA）", "付款", "期限与其他"}
    ends = [page.rpartition("澄湖在线教育")[0].strip().splitlines()[-1] for page in pages_of(made)[1:]]
    assert [end for end in ends if end in headings] == []


def test_every_page_but_the_cover_names_the_customer_and_the_version(final: pdf.Pdf) -> None:
    for page in pages_of(final)[1:]:
        assert RUNNING_HEAD in flat(page)


def test_formal_facts_are_there(final: pdf.Pdf) -> None:
    text = text_of(final)
    for fact in (
        "致：澄湖在线教育科技（杭州）有限公司",
        "报价日期 2026 年 11 月 24 日",
        "2026 年 12 月 24 日（30 天）",
        "币种：人民币。单价与小计均为含税价，增值税税率 6%。",
        "不低于 99.9%：折合全年中断不超过 8.76 小时，每月（按 30 天计）不超过 43.2 分钟。",
        "紧急问题响应 1 小时内响应。",
        "一般问题响应 4 小时内响应。",
        "按年预付：每个合同年度开始前支付该年度费用。",
        "预付比例 100%。",
        "逾期自动失效",
        "91330100DEMO000001",
        "演示银行北京海淀支行",
        "公章或合同专用章",
    ):
        assert fact in text


def test_what_is_stored_has_no_trace_of_any_state(final: pdf.Pdf) -> None:
    text = "".join(pages_of(final))
    assert [word for word in ("草稿", "未经审批", "已失效", "DRAFT", "EXPIRED") if word in text] == []


def test_the_same_proposal_gives_the_same_bytes_whatever_language_its_exporter_reads(final: pdf.Pdf) -> None:
    with translation.override("en"):
        assert render(proposal()).content == final.content


def test_another_figure_gives_other_bytes_and_another_mark(final: pdf.Pdf) -> None:
    other = proposal(offer(bundle="964000.01"))
    assert other.mark != proposal().mark
    assert render(other).sha256 != final.sha256


def test_the_snapshot_travels_inside_and_the_mark_is_its_fingerprint(final: pdf.Pdf) -> None:
    attached = PdfReader(BytesIO(final.content)).attachments["quote.json"][0]
    assert attached.decode() == quote_json(proposal())
    assert json.loads(attached) == snapshot(proposal())
    assert hashlib.sha256(attached).hexdigest() == proposal().fingerprint


def test_metadata_and_bookmarks(final: pdf.Pdf) -> None:
    reader = PdfReader(BytesIO(final.content))
    assert reader.metadata is not None
    assert reader.metadata.title == "大班课实时互动 10,000 路 720p 提案 BJ-2026-0382 / V3"
    assert reader.metadata.author == "云衢网络技术（北京）有限公司"
    assert reader.metadata.creation_date == AT
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    titles = [str(entry["/Title"]) for entry in reader.outline if not isinstance(entry, list)]
    assert titles[1:] == [
        "需求诊断",
        "解决方案",
        "分项报价",
        "打包与节省",
        "服务水平与商务条款",
        "数据、保密与责任",
        "开票信息与签署",
    ]


@pytest.mark.parametrize("lines", [12, 17, 20, 200])
def test_a_long_table_has_its_head_on_every_page_and_its_totals_never_stand_alone(lines: int) -> None:
    made = render(proposal(offer(lines, bundle=None)))
    pages = [flat(page) for page in pages_of(made)]
    priced = [page for page in pages if re.search(r"\d 折 [\d,.]+ [\d,]+\.\d\d", page)]
    assert [HEAD in page for page in priced] == [True] * len(priced)
    last = next(page for page in pages if "大写：" in page and "目录价合计" in page)
    assert last in priced
    assert "小计 " in last
    assert [page for page in priced if ends_with_a_group_head(page)] == []


@pytest.mark.parametrize("first", [21, 22, 23])
def test_a_group_head_is_never_the_last_row_of_a_page(first: int) -> None:
    terms = offer(first + 3, bundle=None)
    lines = [replace(line, group="甲组" if line.position <= first else "乙组", product_code="") for line in terms.lines]
    pages = pages_of(render(proposal(replace(terms, lines=tuple(lines)))))
    assert [page for page in pages if ends_with_a_group_head(flat(page))] == []


def ends_with_a_group_head(page: str) -> bool:
    """What a page ends with stands before its running head, which is drawn after the body."""
    return bool(re.search(r"（\d+ 项）$", page.rpartition(RUNNING_HEAD)[0].rstrip()))


def test_a_section_that_opens_a_page_goes_on_below_where_half_of_one_is_left() -> None:
    parts = (Section.COVER, Section.NEEDS, Section.OUTLAY, Section.SOLUTION, Section.PRICES)
    made = proposal(
        sections=parts, pack=pack(calendar=DecisionCalendar(steps=(), freeze_on=None, left=None, latest_start=None))
    )
    second, third = map(flat, pages_of(render(made))[1:3])
    assert ("需求诊断" in second, "三年费用与付款日历" in second) == (True, True)
    full = replace(made, needs=made.needs * 4)
    second, third = map(flat, pages_of(render(full))[1:3])
    # Its page is headed by it, too, and not by what ended on the page before.
    assert ("三年费用" in second, third.count("三年费用与付款日历")) == (False, 2)


def test_words_of_one_s_own_on_the_solution_stand_right_below_it() -> None:
    said = html(proposal(texts=(Passage(Block.SOLUTION, "值守名单提前一周确认。"),)))
    assert said.index("解决方案") < said.index("值守名单提前一周确认。") < said.index('class="highlights')
    assert said.count("值守名单提前一周确认。") == 1


def test_nothing_is_complained_about(caplog: pytest.LogCaptureFixture) -> None:
    render(proposal(offer(3, bundle=None), needs=(), solution=()))
    assert caplog.messages == []


def test_rare_names_are_printed() -> None:
    buyer = replace(BUYER, company="喆堃犇骉䶮㛃𬭎教育有限公司")
    assert "致：喆堃犇骉䶮㛃𬭎教育有限公司" in flat(pages_of(render(proposal(buyer=buyer)))[0])


def test_what_is_typed_is_text_and_never_markup() -> None:
    typed = "<script>alert(1)</script> <img src=http://a.example/x> {{ p }} & \"'"
    made = render(proposal(notes=(typed,), title=typed[:60], needs=(Need(situation=typed, finding=typed),)))
    assert flat(typed) in text_of(made)


def test_rare_characters_and_emoji_are_drawn_and_what_no_face_has_is_refused_by_name() -> None:
    assert "喆堃犇骉䶮㛃𬭎 🚀" in text_of(render(proposal(notes=("喆堃犇骉䶮㛃𬭎 🚀",))))
    with pytest.raises(pdf.Unprintable, match=r"𪚥 \(U\+2A6A5\)"):
        render(proposal(notes=("𪚥",)))


def test_a_text_that_is_too_long_is_refused_by_field() -> None:
    with pytest.raises(pdf.Unprintable) as refused:
        render(proposal(solution=(Module(title="模块", text="长" * 5001),)))
    assert refused.value.field == "text"


def test_another_currency_has_no_capitals_and_another_tax_basis_says_so() -> None:
    made = render(proposal(offer(3, bundle=None, tax_included=False, currency="USD")))
    text = text_of(made)
    assert "大写" not in text
    assert "币种：美元。单价与小计均为不含税价" in text
    assert "小计 USD，不含税" in text


def test_only_what_was_agreed_is_promised() -> None:
    made = render(
        proposal(
            offer(
                3,
                bundle=None,
                service=ServiceTerms(),
                payment=PaymentTerms(plan=PaymentPlan.MONTHLY_ARREARS, credit_days=60),
                free_months=3,
                valid_until=date(2026, 11, 30),
            )
        )
    )
    text = text_of(made)
    assert "可用性" not in text
    assert "响应" not in text.partition("服务水平与商务条款")[2]
    assert "预付" not in text
    assert "付款到期日后 60 天内付清。" in text
    assert "12 个月，另赠 3 个月服务期" in text
    assert "（6 天）" in text


def test_several_tax_rates_are_each_shown() -> None:
    terms = offer(3, bundle=None)
    terms = replace(terms, lines=(replace(terms.lines[0], vat_rate=Decimal(13)), *terms.lines[1:]))
    text = text_of(render(proposal(terms)))
    assert "增值税（6%）" in text
    assert "增值税（13%）" in text
    assert "RTC-HD 税率 13%" in text


def test_taxes_beside_vat_are_not_called_vat() -> None:
    terms = offer(3, bundle=None)
    terms = replace(terms, lines=(replace(terms.lines[0], other_taxes=(Decimal(12),)), *terms.lines[1:]))
    text = text_of(render(proposal(terms)))
    assert "增值税（6%）" in text
    assert "增值税及其他税费（18%）" in text
    assert "增值税税率 6%，增值税及其他税费合计 18%。" in text
    assert "RTC-HD 税率 18%" in text


def test_free_months_stand_on_the_cover_and_in_what_a_month_comes_to() -> None:
    pages = pages_of(render(proposal(offer(free_months=3))))
    assert "服务期限 12 个月（另赠 3 个月）" in flat(pages[0])
    assert "折合每月（含赠送共 15 个月） 67,614.00 64,266.67 3,347.33" in flat(" ".join(pages))


def test_progress_is_told() -> None:
    told: list[int] = []
    made: Proposal = proposal(offer(3, bundle=None))
    render(made, lambda percent, stage: told.append(percent))
    assert told == sorted(told)
    assert told


def test_a_longer_term_says_what_the_total_is_a_year() -> None:
    terms = offer(3, bundle=None)
    two_years, one_year = (flat(pages_of(render(proposal(replace(terms, term_months=n))))[0]) for n in (24, 12))
    assert "含税总价（服务期 24 个月）" in two_years
    assert f"折合每年 ¥{money(a_year(price(terms).gross, 24))}" in two_years
    assert ("含税总价（服务期 12 个月）" in one_year, "折合每年" in one_year) == (True, False)
