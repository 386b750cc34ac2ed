"""The style guide shows every part, and shows it through the same components as the screens."""

from django.http import HttpResponse
from django.test import RequestFactory

from dealdesk.home.styleguide import styleguide
from stakeholders.models import User


def test_the_guide_shows_charts_a_wrong_field_and_the_head_of_a_deal(ada: User) -> None:
    request = RequestFactory().get("/")
    request.user = ada
    answer = styleguide(request)
    assert isinstance(answer, HttpResponse)
    page = answer.content.decode()
    assert page.count('<svg class="chart"') == 5
    assert page.count('aria-invalid="true"') == 1
    assert "&lt;b&gt;年付&lt;/b&gt;" in page
    assert 'class="deal"' in page
