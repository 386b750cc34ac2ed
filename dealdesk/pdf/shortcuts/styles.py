"""Which rules an element keeps and what its style comes to, asked of whole kinds of elements instead of each."""

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.css import cssselect2
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

parser = cssselect2.parser
PLAIN = (
    parser.LocalNameSelector,
    parser.NamespaceSelector,
    parser.ClassSelector,
    parser.IDSelector,
    parser.AttributeSelector,
)
LISTED = (parser.MatchesAnySelector, parser.NegationSelector, parser.SpecificityAdjustmentSelector)
# Whether an element is one of these is told by its name, its attributes and whether it has a parent.
BY_NAME = frozenset({"link", "root"})
# What needs more than its own value to be known.
ENTANGLED = frozenset({"display", "float", "page", "position"})

type Method = Callable[..., Any]


def compiled(original: Method) -> Method:
    """A selector notes whether it asks of an element and of those around it their names and attributes alone; if it
    asks for more, it notes what it would be without that, which is true of at least as many."""

    def made(selector: Any, parsed: Any) -> None:
        original(selector, parsed)
        selector.test.steady = _is_steady(parsed.parsed_tree)
        if not selector.test.steady:
            wider = cssselect2.compiler.CompiledSelector.__new__(cssselect2.compiler.CompiledSelector)
            original(wider, parser.Selector(_wider(parsed.parsed_tree)))
            selector.test.wider = wider.test

    return made


def match(original: Method) -> Method:
    """A thousand rows have cells of a dozen kinds: the same name, the same attributes, below the same kinds. What asks
    for no more is asked once of a kind; what counts children or looks at neighbours, of each."""

    def matched(matcher: Any, element: Any) -> list[Any]:
        kind, seen = _kind(element)
        key = id(matcher), kind
        if key not in seen:
            steady, open_ = [], []
            for test, *found in _entries(matcher, element):
                # Rules that were read before this shortcut was taken note nothing.
                if getattr(test, "steady", False):
                    steady += [tuple(found)] if test(element) else []
                elif not hasattr(test, "wider") or test.wider(element):
                    open_.append((test, tuple(found)))
            seen[key] = steady, open_
        steady, open_ = seen[key]
        relevant: list[Any] = steady + [found for test, found in open_ if test(element)]
        relevant.sort()
        return relevant

    return matched


def missing(original: Method) -> Method:
    """Most of a style is inherited or initial, which can be told by the names of its properties."""
    logical: dict[tuple[str, str], str] = {}

    def computed(style: Any, key: str) -> Any:
        cascaded, parent = style.cascaded, style.parent_style
        if parent is None or key in cascaded or key in ENTANGLED or key[:2] == "__" or key in INITIAL_NOT_COMPUTED:
            return original(style, key)
        if key[:16] == "text_decoration_":
            return original(style, key)
        if function := PHYSICAL_FUNCTIONS.get(key):
            name = key, style["direction"]
            if name not in logical:
                logical[name] = function(block="ttb", inline=name[1])
            if logical[name] in cascaded:
                return original(style, key)
        value = style[key] = parent[key] if key in INHERITED else INITIAL_VALUES[key]
        return value

    return computed


def _entries(matcher: Any, element: Any) -> Iterator[Any]:
    """Whatever may match an element, as cssselect2 goes about it."""
    if element.id is not None:
        yield from matcher.id_selectors.get(element.id, ())
    for name in element.classes:
        yield from matcher.class_selectors.get(name, ())
    yield from matcher.lower_local_name_selectors.get(cssselect2.ascii_lower(element.local_name), ())
    yield from matcher.namespace_selectors.get(element.namespace_url, ())
    if "lang" in element.etree_element.attrib:
        yield from matcher.lang_attr_selectors
    yield from matcher.other_selectors


def _kind(element: Any) -> tuple[int, dict[Any, Any]]:
    """One number for all elements of equal name and attributes whose parents are of one kind; and what has been seen in
    this document."""
    known: tuple[int, dict[Any, Any]] | None = element.__dict__.get("kind")
    if known is None:
        above, seen = _kind(element.parent) if element.parent is not None else (0, {})
        source = element.etree_element
        name = (above, source.tag, *source.attrib.items())
        known = element.kind = seen.setdefault(name, len(seen) + 1), seen
    return known


def _is_steady(tree: Any) -> bool:
    if isinstance(tree, parser.CombinedSelector):
        return tree.combinator in (" ", ">") and _is_steady(tree.left) and _is_steady(tree.right)
    if isinstance(tree, parser.CompoundSelector):
        return all(map(_is_steady, tree.simple_selectors))
    if isinstance(tree, LISTED):
        return all(_is_steady(one.parsed_tree) for one in tree.selector_list)
    return isinstance(tree, PLAIN) or (isinstance(tree, parser.PseudoClassSelector) and tree.name in BY_NAME)


def _wider(tree: Any) -> Any:
    """Neighbours and places among them are not asked for; what is around both neighbours is around the element."""
    if isinstance(tree, parser.CompoundSelector):
        return parser.CompoundSelector([one for one in tree.simple_selectors if _is_steady(one)])
    around = tree
    while isinstance(around, parser.CombinedSelector) and around.combinator in ("+", "~"):
        around = around.left
    right = _wider(tree.right)
    if not isinstance(around, parser.CombinedSelector):
        return right
    return parser.CombinedSelector(_wider(around.left), around.combinator, right)
