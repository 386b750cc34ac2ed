"""Texts of the house for documents, and words of others that wait to be read."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.texts import add_text, change_text, decide_words, retire_text, take_back_words
from quotes.domain.papers import composition_from
from quotes.domain.proposals import Kind
from quotes.forms.claims import RetireForm
from quotes.forms.papers import posted_as
from quotes.forms.texts import TakeBackForm, TextForm, TextsForm, WordsForm, written
from quotes.models import HouseText, OwnWords, TextEdition
from quotes.permissions import Act, text_for, words_for
from quotes.queries.texts import (
    WordsPage,
    newest_text,
    next_words,
    reach_of,
    text_screen,
    texts_screen,
    with_newest,
    words_page,
    words_screen,
)


@guard(Act.SEE_TEXTS)
def texts(request: UserRequest) -> HttpResponse:
    form = TextsForm(request.GET)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    context = {
        "screen": texts_screen(request.user, asked),
        "asked": asked,
        "places": form.fields["block"].choices,  # type: ignore[attr-defined]
    }
    return render_screen(request, "quotes/texts.html", context)


@guard(Act.SEE_TEXTS, text_for)
def text(request: UserRequest, text: HouseText) -> HttpResponse:
    return _one(request, text, RetireForm())


@guard(Act.EDIT_TEXTS, methods="GET POST")
def text_new(request: UserRequest) -> HttpResponse:
    form = TextForm(posted(request), role=request.user.role, is_new=True)
    made = accepted(form, lambda: add_text(**form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        messages.success(request, _("The text is in the library: documents can be composed with it."))
        return go(request, "quotes:text", made.pk)
    return render_screen(request, "quotes/texts_edit.html", {"form": form}, status=status_of(form))


@guard(Act.EDIT_TEXTS, text_for, methods="GET POST")
def text_edit(request: UserRequest, text: HouseText) -> HttpResponse:
    """The next edition, written from the newest; who comes second keeps what they typed and is told."""
    last = newest_text(text)
    form = TextForm(posted(request), role=request.user.role, is_new=False, initial=written(last))
    by, at = request.user, timezone.now()
    made = accepted(form, lambda: change_text(text=text, **form.cleaned_data, by=by, at=at))
    if made:
        messages.success(request, _entered(made))
        return go(request, "quotes:text", text.pk)
    if form.has_error("after"):
        form.begin_from(last.number)
    context = {"form": form, "text": text, "last": last, "reach": reach_of(text, timezone.localdate(at))}
    return render_screen(request, "quotes/texts_edit.html", context, status=status_of(form))


def _entered(made: TextEdition) -> str:
    words = (
        _("Edition %(number)s is entered. Files with a former one leave as drafts, and whoever ordered them is told.")
        if made.stops_because
        else _("Edition %(number)s is entered. Files that were made keep their words.")
    )
    return words % {"number": made.number}


@guard(Act.EDIT_TEXTS, text_for, methods="POST")
def text_retire(request: UserRequest, text: HouseText) -> HttpResponse:
    form = RetireForm(request.POST)
    by, at = request.user, timezone.now()
    if accepted(form, lambda: retire_text(text=text, by=by, at=at, **form.cleaned_data)):
        messages.success(request, _("The text is retired: no document is composed with it any more."))
        return go(request, "quotes:text", text.pk)
    return _one(request, text, form)


@guard(Act.APPROVE_WORDS)
def words(request: UserRequest) -> HttpResponse:
    return render_screen(request, "quotes/texts_words.html", {"screen": words_screen(request.user)})


@guard(Act.APPROVE_WORDS, words_for, methods="GET POST")
def words_one(request: UserRequest, words: OwnWords) -> HttpResponse:
    """Whoever has decided comes to what waits next."""
    screen = words_page(request.user, words)
    form = WordsForm(posted(request), table=screen.table)
    by, at = request.user, timezone.now()
    if accepted(form, lambda: decide_words(by=by, at=at, **form.of(words))):
        messages.success(request, _("Your word stands, and whoever wrote them is told."))
        following = next_words(by, words.deal_id)
        return go(request, "quotes:words_one", following.pk) if following else go(request, "quotes:words")
    return _word(request, screen, form=form)


@guard(Act.APPROVE_WORDS, words_for, methods="POST")
def words_take_back(request: UserRequest, words: OwnWords) -> HttpResponse:
    screen = words_page(request.user, words)
    form = TakeBackForm(request.POST, table=screen.table)
    by, at = request.user, timezone.now()
    if accepted(form, lambda: take_back_words(by=by, at=at, **form.of(words))):
        messages.success(request, _("Your approval is taken back: copies with these words are drafts again."))
        return go(request, "quotes:words_one", words.pk)
    return _word(request, screen, back=form)


def _word(
    request: UserRequest, screen: WordsPage, *, form: WordsForm | None = None, back: TakeBackForm | None = None
) -> HttpResponse:
    """The preview beside the words is asked for by the same fields as one beside the form of its document."""
    export = screen.export if screen.is_shown and Act.EXPORT_PROPOSAL.permits(request.user) else None
    context = {
        "screen": screen,
        "row": screen.row,
        "form": form or WordsForm(),
        "back": back or TakeBackForm(),
        "fields": posted_as(Kind(export.kind), with_newest(composition_from(export.composition))) if export else (),
    }
    sent = form if form and form.is_bound else back
    context["ticked"] = sent.chosen if sent else {one.pk for one in screen.table}
    return render_screen(request, "quotes/texts_word.html", context, status=status_of(sent) if sent else 200)


def _one(request: UserRequest, text: HouseText, form: RetireForm) -> HttpResponse:
    context = {"screen": text_screen(request.user, text), "retiring": form}
    return render_screen(request, "quotes/texts_one.html", context, status=status_of(form))
