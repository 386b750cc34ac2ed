"""A form printed by Django itself looks like one put together from our fields."""

from django import forms
from django.template import Context, Template


class Sheet(forms.Form):
    name = forms.CharField(label="名称", help_text="一句话")
    token = forms.CharField(widget=forms.HiddenInput)


def test_a_field_group_is_our_field() -> None:
    form = Sheet({"name": ""})
    ours = Template("{% field form.name %}").render(Context({"form": form})).strip()
    assert form["name"].as_field_group() == ours
    assert 'class="field field--wrong"' in ours


def test_a_whole_form_prints_its_fields_once_and_says_what_is_wrong_with_hidden_ones() -> None:
    html = str(Sheet({"name": "澄湖"}))
    assert html.count('name="name"') == 1
    assert html.count('type="hidden" name="token"') == 1
    assert html.count('class="alert alert--bad"') == 1
