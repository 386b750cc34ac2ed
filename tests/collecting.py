"""The tests are read by all workers at once: each compiles a share of the files, and finds the rest compiled."""

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest


def pytest_configure() -> None:
    """What is read stays until the end: there is no rubbish to look for."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Nor need anybody look again and again through what is there by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def pytest_collectstart(collector: pytest.Collector) -> None:
    """In a fresh tree pytest writes every assertion out, which takes longer than all else about reading; whatever
    cannot be read is left to pytest, which says why."""
    config, worker = collector.config, os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and isinstance(collector, pytest.Session) and config.args_source is config.ArgsSource.TESTPATHS:
        of = int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        for name in share(config.rootpath, int(worker.removeprefix("gw")), of):
            with suppress(Exception):
                import_module(name)


def share(root: Path, place: int, of: int) -> Iterator[str]:
    """Every `of`th module of tests."""
    files = sorted(file for file in (root / "tests").rglob("test_*.py") if not {"soak", "benchmarks"} & {*file.parts})
    for file in files[place::of]:
        yield ".".join(file.relative_to(root).with_suffix("").parts)
