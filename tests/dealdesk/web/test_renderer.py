"""A form printed by Django itself looks like one put together from our fields."""

from django import forms
from django.template import Context, Template
from django.utils.translation import override


class Sheet(forms.Form):
    name = forms.CharField(label="名称", help_text="一句话")
    token = forms.CharField(widget=forms.HiddenInput)


class Order(forms.Form):
    source = forms.CharField(label="来源")
    reader = forms.ChoiceField(label="读者", choices=[("1", "何敏之")])
    agreed = forms.BooleanField(label="已核对")
    file = forms.FileField(label="文件", error_messages={"required": "请选择要核验的 PDF。"})


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


def test_what_was_left_empty_is_named_unless_the_field_has_a_sentence_of_its_own() -> None:
    with override("zh-hans"):
        found = dict(Order({}).errors.items())
    assert found == {
        "source": ["请填写“来源”。"],
        "reader": ["请选择“读者”。"],
        "agreed": ["请勾选“已核对”。"],
        "file": ["请选择要核验的 PDF。"],
    }


def test_the_sentence_follows_the_language_of_each_reader() -> None:
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(Order({}).errors["source"])
    assert said == [["请填写“来源”。"], ["Fill in “来源”."]]
