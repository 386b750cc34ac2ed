"""What a browser makes of a page: its forms with what is filled in, and the sentences that say what is wrong."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Values = dict[str, list[str]]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
WRONG = ("error", "alert", "why", "wrong")


@dataclass
class Form:
    action: str
    method: str
    values: Values = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


@dataclass
class _Select:
    name: str
    multiple: bool
    first: dict[str, str] | None = None
    chosen: bool = False


class Page(HTMLParser):
    """One page, read once."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.sentences: list[str] = []
        self.filled: Values = {}
        # Names a person cannot type into: what the page carries along, and the buttons.
        self.carried: set[str] = set()
        # Field → what stands beside it where it is marked as wrong.
        self.wrong: dict[str, str] = {}
        self._described: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._open: list[tuple[str, bool, str]] = []
        self._select: _Select | None = None
        self._area: tuple[str, list[str]] | None = None
        self._by_id: dict[str, Form] = {}
        self.feed(text)
        self.close()
        for name, ids in self._described.items():
            if words := " ".join(word for one in ids.split() for word in self._words.get(one, [])):
                self.wrong[name] = words

    def form(self, url: str, own: str, typed: set[str]) -> Form | None:
        """The form that posts to a URL and has most of the fields; one without an action posts to its own page."""
        there = [form for form in self.forms if form.method == "post" and (form.action.split("#")[0] or own) == url]
        return max(there, key=lambda form: len(form.values.keys() & typed), default=None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self._by_id[given.get("id", "")] = self.forms[-1]
        names = f"{given.get('class', '')} {given.get('role', '')} {given.get('id', '')}"
        if tag not in VOID:
            self._open.append((tag, any(word in names for word in WRONG), given.get("id", "")))
        self._control(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if given.get("aria-invalid") == "true":
            self._described[name] = given.get("aria-describedby", "")
        if name and (tag == "button" or given.get("type") in {"hidden", "submit"}):
            self.carried.add(name)
        if tag == "input" and name:
            kind, value = given.get("type", "text"), given.get("value", "")
            if kind in {"checkbox", "radio"}:
                if "checked" in given:
                    self._fill(name, value or "on", given)
            elif kind not in {"submit", "button", "file"}:
                self._fill(name, value, given)
        elif tag == "select":
            self._select = _Select(name, "multiple" in given)
        elif tag == "option" and self._select:
            self._select.first = self._select.first or given
            if "selected" in given:
                self._select.chosen = True
                self._fill(self._select.name, given.get("value", ""), given)
        elif tag == "textarea":
            self._area = (name, [])

    def _fill(self, name: str, value: str, given: dict[str, str]) -> None:
        self.filled.setdefault(name, []).append(value)
        form = self._by_id.get(given["form"]) if "form" in given else None
        inside = any(tag == "form" for tag, *_ in self._open)
        if form or (inside and self.forms):
            (form or self.forms[-1]).add(name, value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)
        if data.strip() and any(wrong for _, wrong, _ in self._open):
            self.sentences.append(data.strip())
            for _, wrong, place in self._open:
                if wrong and place:
                    self._words.setdefault(place, []).append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            name, parts = self._area
            # A browser drops the line break with which a text area opens.
            self._fill(name, "".join(parts).removeprefix("\n"), {})
            self._area = None
        if tag == "select" and self._select:
            # Where nothing is chosen, a browser shows and sends the first.
            if not self._select.chosen and not self._select.multiple and self._select.first:
                self._fill(self._select.name, self._select.first.get("value", ""), {})
            self._select = None
        while self._open:
            closed, *_ = self._open.pop()
            if closed == tag:
                break
