"""The library of claims in the browser: who reads, who writes, what is asked, and what keeps a claim from paper."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quotes.domain.claims import Reading, Source
from quotes.models import Attachment, ClaimEdition
from stakeholders.models import User
from tests.factories import value as told
from tests.factories.value import COMPLAINTS, TODAY

type LogIn = Callable[[User], Client]

FORM = {
    "metric_zh": "带宽利用率", "unit": "gain", "better": "higher", "ours": "15", "alternative_of_zh": "行业平均",
    "condition_zh": "同码率对照 14 天", "source": "measured", "origin": "对照实验报告",
    "measured_on": str(COMPLAINTS["measured_on"]), "valid_until": str(COMPLAINTS["valid_until"]),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *at: TODAY)


def test_fifteen_better_is_asked_which_way_and_both_results_stand_side_by_side(pre: User, client_of: LogIn) -> None:
    client, url = client_of(pre), reverse("quotes:claim_new")
    asked = client.post(url, FORM | {"owner": pre.pk, "alternative": "60"})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert ("13.04 %" in page, "20.00 %" in page) == (True, True)
    assert ClaimEdition.objects.count() == 0
    made = client.post(url, FORM | {"owner": pre.pk, "reading": "relative"})
    edition = ClaimEdition.objects.get()
    assert (made.status_code, edition.reading, edition.owner) == (303, Reading.RELATIVE, pre)


def test_a_record_is_attached_and_taken_away_as_a_file(pre: User, lin: User, ada: User, client_of: LogIn) -> None:
    claim = told.claim(by=pre, proved=False).claim
    url = reverse("quotes:claim_proof_new", args=[claim.pk])
    file = SimpleUploadedFile("report.txt", "投诉率 0.3%".encode())
    assert client_of(ada).post(url, {"attached": file}).status_code == 403
    file.seek(0)
    assert client_of(pre).post(url, {"attached": file}).status_code == 303
    assert client_of(pre).post(url, {}).status_code == 422
    proof = client_of(lin).get(reverse("quotes:claim_proof", args=[Attachment.objects.get().pk]))
    assert proof.content == "投诉率 0.3%".encode()
    assert "attachment" in proof["Content-Disposition"]


def test_the_list_says_what_may_be_told_and_why_not(pre: User, dov: User, client_of: LogIn) -> None:
    told.claim(by=pre)
    told.claim(by=pre, source=Source.ASSUMPTION, ours=Decimal("0.1"))
    page = client_of(dov).get(reverse("quotes:claims")).content.decode()
    assert ("可引用" in page, "假设不算证据" in page, "新增主张" in page) == (True, True, False)
    fine = client_of(dov).get(reverse("quotes:claims"), {"state": "proved"}).content.decode()
    assert ("0.3%" in fine, "假设不算证据" in fine) == (True, False)


def test_what_is_noted_among_ourselves_is_read_by_those_on_deals_alone(pre: User, dov: User, client_of: LogIn) -> None:
    claim = told.claim(by=pre, note="只算晚高峰").claim
    url = reverse("quotes:claim", args=[claim.pk])
    assert "只算晚高峰" in client_of(pre).get(url).content.decode()
    assert "只算晚高峰" not in client_of(dov).get(url).content.decode()


def test_an_edition_says_what_changed_and_who_comes_second_keeps_what_they_typed(pre: User, client_of: LogIn) -> None:
    edition = told.claim(by=pre)
    client, url = client_of(pre), reverse("quotes:claim_edit", args=[edition.claim_id])
    form = {
        **{name: value for name, value in client.get(url).context["form"].initial.items() if value is not None},
        "owner": pre.pk, "why": "复测", "ours": "0.25",
    }  # fmt: skip
    assert client.post(url, form).status_code == 303
    second = client.post(url, form | {"ours": "0.2"})
    assert second.status_code == 422
    assert 'value="0.2"' in second.content.decode()
    page = client.get(reverse("quotes:claim", args=[edition.claim_id])).content.decode()
    assert ("0.3%" in page, "0.25%" in page, "复测" in page) == (True, True, True)


def test_a_retired_claim_says_why_and_offers_nothing(pre: User, client_of: LogIn) -> None:
    claim = told.claim(by=pre).claim
    client, url = client_of(pre), reverse("quotes:claim_retire", args=[claim.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "口径变了"}).status_code == 303
    page = client.get(reverse("quotes:claim", args=[claim.pk])).content.decode()
    assert ("口径变了" in page, "修改主张" in page) == (True, False)
