"""One adapter a kind of published case, one module a theme: it maps names and units, and the domain computes."""

from importlib import import_module
from pkgutil import iter_modules

from tests.acceptance.adapters.registry import ADAPTERS, ROUNDED

__all__ = ["ADAPTERS", "ROUNDED"]

# A new theme is a new module, and nothing else to edit.
for _theme in iter_modules(__path__):
    import_module(f"{__name__}.{_theme.name}")
