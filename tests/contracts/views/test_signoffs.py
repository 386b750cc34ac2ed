"""Sign-offs and the signing of a deal's contract, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.domain.sla.experience import Metric
from contracts.models import Checklist, SignedClause, SignedCopy, SignOff, SlaWording
from dealdesk.home.desk import desk
from quotes.models import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import User
from tests.factories import checklists, clauses, data, experience, liability, payments, signoffs, sla
from tests.factories.files import PDF
from tests.factories.stakeholders import NOW

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def made(version: QuoteVersion, ada: User, lin: User, fay: User, dov: User, now: datetime) -> Iterator[Checklist]:
    clauses.write_as_it_comes()
    with time_machine.travel(now):
        yield signoffs.judged(checklists.checklist(signoffs.sold(version, ada), ada), lin)


def page(client: Client, made: Checklist, which: str = "signoffs") -> str:
    answer = client.get(f"/deals/{made.deal_id}/contract/{which}/")
    assert answer.status_code == 200
    return answer.content.decode()


def ask(client: Client, made: Checklist) -> int:
    return client.post(f"/deals/{made.deal_id}/contract/signoffs/ask/").status_code


def test_sales_asks_and_each_role_finds_it_on_its_desk(
    client_of: ClientOf, made: Checklist, ada: User, pre: User, fay: User, dov: User
) -> None:
    assert [words in page(client_of(ada), made) for words in ("发起会签", "还没发起")] == [True, True]
    assert ask(client_of(pre), made) == 403
    assert ask(client_of(ada), made) == 303
    assert "发起会签" not in page(client_of(ada), made)
    assert [row.deal for row in desk(fay, NOW, mine=True).sign_offs] == [made.deal]
    assert desk(ada, NOW, mine=True).sign_offs == ()
    told = ("等你会签", "预付", "用户所在地", "买方类型", "我方是中小企业", "行业")
    assert [words in page(client_of(fay), made) for words in told] == [True] * 6
    assert "等你会签" not in page(client_of(ada), made)


def test_finance_signs_what_it_saw_and_sees_what_changed_since(
    client_of: ClientOf, made: Checklist, ada: User, fay: User
) -> None:
    row = signoffs.asked(made.deal, ada)["finance"]
    address, seen = f"/signoffs/{row.pk}/sign/", signoffs.hash_of(row)
    assert client_of(fay).post(address, {"content_hash": "0" * 64}).status_code == 422
    assert client_of(ada).post(address, {"content_hash": seen}).status_code == 404
    assert client_of(fay).post(address, {"content_hash": seen, "reason": "同意"}).status_code == 303
    assert client_of(fay).post(address, {"content_hash": seen}).status_code == 422
    checklists.noted(checklists.item(made, "credit_days"), ada, theirs="账期 60 日")
    shown = page(client_of(ada), made)
    told = ("签后有变动", "<ins>账期 60 日</ins>", "还有 1 条没判定")
    assert [words in shown for words in told] == [True] * 3


def test_delivery_draws_what_a_promise_rests_on_and_signs_with_it(
    client_of: ClientOf, made: Checklist, ada: User, dov: User, lin: User
) -> None:
    sla.word_as_it_comes()
    log, wording = sla.log(dov), SlaWording.objects.order_by("pk")[0]
    signoffs.promised(made, lin)
    row = signoffs.asked(made.deal, ada)["delivery"]
    drawn = client_of(dov).get(f"/deals/{made.deal_id}/contract/signoffs/?log={log.pk}&wording={wording.pk}")
    assert f'value="{log} · {wording}"' in drawn.content.decode()
    items = {key: checklists.item(made, key).pk for key in ("availability", "response", "resolution")}
    typed: dict[str, object] = {"content_hash": signoffs.hash_of(row), "log": log.pk, "wording": wording.pk}
    answer = client_of(dov).post(f"/signoffs/{row.pk}/sign/", typed)
    assert (answer.status_code, "做到的比例" in answer.content.decode()) == (422, True)
    for key in ("response", "resolution"):
        typed |= {f"meets_{items[key]}": "98.5", f"rests_on_{items[key]}": signoffs.RECORD}
    assert client_of(dov).post(f"/signoffs/{row.pk}/sign/", typed).status_code == 303
    assert SignedClause.objects.filter(is_promise=True, log=log).count() == 1
    shown = page(client_of(ada), made)
    assert [words in shown for words in (signoffs.RECORD, "98.5")] == [True, True]


def test_a_refusal_and_a_word_taken_back_say_why(
    client_of: ClientOf, made: Checklist, ada: User, fay: User, lin: User
) -> None:
    rows = signoffs.asked(made.deal, ada)
    client, row = client_of(fay), rows["finance"]
    told = {"content_hash": signoffs.hash_of(row), "reason": ""}
    assert client.post(f"/signoffs/{row.pk}/refuse/", told).status_code == 422
    assert client.post(f"/signoffs/{row.pk}/refuse/", told | {"reason": "账期要降到 60 日"}).status_code == 303
    assert [words in page(client_of(ada), made) for words in ("退回", "账期要降到 60 日")] == [True, True]
    assert client_of(lin).post(f"/signoffs/{row.pk}/take-back/", {"reason": "看错"}).status_code == 404
    assert client.post(f"/signoffs/{row.pk}/take-back/", {"reason": ""}).status_code == 422
    assert client.post(f"/signoffs/{row.pk}/take-back/", {"reason": "客户改了"}).status_code == 303
    assert [words in page(client, made) for words in ("等你会签", "客户改了")] == [True, True]


def test_what_changed_beside_the_clauses_has_a_line_each(
    client_of: ClientOf, made: Checklist, ada: User, fay: User, dov: User
) -> None:
    lawyer = signoffs.whom_else(Role.LEGAL)
    liability.noted(made.deal, ada)
    data.answered(made.deal, ada)
    experience.promised(made.deal, ada)
    rows = signoffs.asked(made.deal, ada)
    shown = page(client_of(lawyer), made)
    assert [words in shown for words in ("一般上限", "出境路径", "未经数据")] == [True, True, False]
    assert "视频卡顿率" in page(client_of(dov), made)
    signoffs.signed(rows["legal"], lawyer)
    signoffs.signed(rows["delivery"], dov)
    liability.noted(made.deal, ada, increased_times=Decimal(10))
    data.answered(made.deal, ada, nodes="新加坡一处")
    experience.promised(made.deal, ada, metric=Metric.DELAY, value=Decimal(200), pause=None)
    shown = page(client_of(ada), made)
    assert [words in shown for words in ("2 → 10", "— → 新加坡一处", "— → 200 ms")] == [True] * 3
    assert shown.count("签后有变动") == 2


def test_what_became_of_the_instalments_has_a_line_each(
    client_of: ClientOf, made: Checklist, ada: User, fay: User
) -> None:
    payments.instalment(made.deal, ada)
    row = signoffs.asked(made.deal, ada)["finance"]
    assert "¥100,000.00，2026-09-01 起 30 天" in page(client_of(fay), made)
    signoffs.signed(row, fay)
    payments.instalment(made.deal, ada, 50_000)
    shown = page(client_of(ada), made)
    assert [words in shown for words in ("— → ¥50,000.00", "第 2 期", "第 1 期")] == [True, True, False]


def test_a_word_from_before_says_that_it_was_given_on_the_clauses_alone(
    client_of: ClientOf, made: Checklist, ada: User, fay: User, dov: User
) -> None:
    signoffs.signed_before(signoffs.asked(made.deal, ada)["delivery"], dov)
    experience.promised(made.deal, ada)
    shown = page(client_of(ada), made)
    assert [words in shown for words in ("此会签只针对条款", "— → ")] == [True, False]


def test_what_waits_is_in_the_inbox_of_approvals_too(
    client_of: ClientOf, made: Checklist, ada: User, fay: User, dov: User
) -> None:
    signoffs.asked(made.deal, ada)
    place = f"/deals/{made.deal_id}/contract/signoffs/#mine"
    shown = {who.name: place in client_of(who).get("/approvals/").content.decode() for who in (ada, fay, dov)}
    assert shown == {"ada": False, "fay": True, "dov": True}
    assert place not in client_of(fay).get("/approvals/?tab=all").content.decode()


def test_what_is_as_ours_is_said_of_the_clauses_that_were_seen(
    client_of: ClientOf, made: Checklist, ada: User, lin: User
) -> None:
    made.items.update(level=None, judged_at=None, judged_by=None)
    address = f"/deals/{made.deal_id}/contract/signoffs/rest/"
    items = ",".join(map(str, made.items.values_list("pk", flat=True)))
    checklists.noted(checklists.item(made, "credit_days"), ada, theirs="账期 60 日")
    answer = client_of(lin).post(address, {"items": items})
    assert (answer.status_code, "打开之后合同有变动" in answer.content.decode()) == (422, True)
    assert not made.items.exclude(level=None).exists()
    left = ",".join(map(str, made.items.bare().values_list("pk", flat=True)))
    assert client_of(lin).post(address, {"items": left}).status_code == 303
    assert made.items.filter(level=None).count() == 1


def test_the_word_that_decides_is_shown_and_can_be_taken_back(
    client_of: ClientOf, made: Checklist, ada: User, fay: User, lin: User
) -> None:
    """Their words came back to what the first of two had signed."""
    first = signoffs.signed(signoffs.asked(made.deal, ada)["finance"], fay)
    other = signoffs.whom_else(Role.FINANCE)
    row = checklists.noted(checklists.item(made, "credit_days"), lin, theirs="账期 15 日", level=0)
    second = signoffs.signed(SignOff.objects.waiting().get(role="finance"), other)
    checklists.noted(row, lin, theirs="", level=0)
    mine, theirs = page(client_of(fay), made), page(client_of(other), made)
    back = [f"/signoffs/{one.pk}/take-back/" for one in (first, second)]
    assert [back[0] in mine, back[1] in mine, back[1] in theirs] == [True, False, False]
    assert "签后有变动" not in mine


def test_a_button_that_cannot_be_used_says_why(client_of: ClientOf, made: Checklist, ada: User, fay: User) -> None:
    signoffs.asked(made.deal, ada)
    checklists.noted(checklists.item(made, "credit_days"), fay, theirs="账期 30 日", level=0)
    shown = page(client_of(fay), made)
    assert [words in shown for words in ('disabled aria-describedby="why-not-sign"', "只有你一个人填写和判定")] == [
        True
    ] * 2


def test_every_reason_against_a_signature_is_said_and_the_copy_is_stored_after_it(
    client_of: ClientOf, made: Checklist, ada: User, dee: User, pre: User, lin: User, fay: User, dov: User
) -> None:
    shown = page(client_of(ada), made, "signing")
    assert shown.count("会签，请发起") == 3
    signoffs.signed_by_all(made.deal, ada, {"legal": lin, "finance": fay, "delivery": dov})
    assert "可以签约" in page(client_of(ada), made, "signing")
    signoffs.closed(made.deal, ada)
    address = f"/deals/{made.deal_id}/contract/signing/copies/"
    typed = {"attached": SimpleUploadedFile("签章合同.pdf", PDF), "signed_on": "2026-11-24"}
    assert client_of(pre).post(address, typed).status_code == 403
    assert client_of(ada).post(address, {"signed_on": "2026-11-24"}).status_code == 422
    assert client_of(ada).post(address, {**typed, "attached": SimpleUploadedFile("a.pdf", PDF)}).status_code == 303
    copy = SignedCopy.objects.get()
    shown = page(client_of(lin), made, "signing")
    assert [words in shown for words in (copy.sha256, copy.offer_hash[:12])] == [True, True]
    taken = client_of(lin).get(f"/signed-copies/{copy.pk}/")
    assert (taken.content, taken.headers["Content-Disposition"]) == (PDF, 'attachment; filename="a.pdf"')
    assert client_of(dee).get(f"/signed-copies/{copy.pk}/").status_code == 404
    assert SignOff.objects.waiting().count() == 0


def test_a_copy_stored_by_mistake_is_erased_by_a_manager_with_a_reason(
    client_of: ClientOf, made: Checklist, ada: User, bo: User, lin: User, fay: User, dov: User
) -> None:
    signoffs.signed_by_all(made.deal, ada, {"legal": lin, "finance": fay, "delivery": dov})
    copy = signoffs.kept(signoffs.closed(made.deal, ada), ada)
    address = f"/signed-copies/{copy.pk}/erase/"
    assert client_of(ada).post(address, {"reason": "传错了"}).status_code == 403
    assert client_of(bo).post(address, {"reason": ""}).status_code == 422
    assert client_of(bo).post(address, {"reason": "传成别家合同"}).status_code == 303
    shown = page(client_of(ada), made, "signing")
    assert [words in shown for words in (copy.sha256, "传成别家合同", copy.name)] == [True, True, False]
    assert client_of(lin).get(f"/signed-copies/{copy.pk}/").status_code == 409
