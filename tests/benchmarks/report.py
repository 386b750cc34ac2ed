"""The results as a Markdown page that says how they were got."""

import os
import platform
from collections.abc import Mapping, Sequence

from dealdesk.management.bulk.desk import Desk
from tests.benchmarks.measure import Cells
from tests.benchmarks.operations import Operation

Statements = Mapping[tuple[str, str], int]


def tables(operations: Sequence[Operation], single: Cells, crowd: Cells, statements: Statements, clients: int) -> str:
    lines = [
        "| operation, one client | bare p50 / p95 ms | desk p50 / p95 ms | ratio of p50 | statements bare / desk |",
        "|---|---|---|---|---|",
    ]
    for operation in operations:
        bare, desk = single[operation.name, "bare"], single[operation.name, "desk"]
        counted = f"{statements[operation.name, 'bare']} / {statements[operation.name, 'desk']}"
        lines.append(
            f"| {operation.name} | {bare.p50:.1f} / {bare.p95:.1f} | {desk.p50:.1f} / {desk.p95:.1f} "
            f"| **{desk.p50 / bare.p50:.2f}** | {counted} |"
        )
    lines += [
        "",
        f"| operation, {clients} clients | bare ops/s | desk ops/s | bare p95 ms | desk p95 ms "
        "| bare / desk CPU ms | ratio of CPU | desk failed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for operation in operations:
        bare, desk = crowd[operation.name, "bare"], crowd[operation.name, "desk"]
        lines.append(
            f"| {operation.name} | {bare.a_second:.0f} | {desk.a_second:.0f} | {bare.p95:.0f} | {desk.p95:.0f} "
            f"| {bare.cpu_each:.1f} / {desk.cpu_each:.1f} | **{desk.cpu_each / max(bare.cpu_each, 0.01):.2f}** "
            f"| {len(desk.failures)} of {len(desk.failures) + len(desk.times)} |"
        )
    return "\n".join(lines)


def heading(desk: Desk, server: str) -> str:
    return (
        f"{desk.quotes:,} quotes, {desk.lines:,} lines, {desk.customers:,} customers; {desk.at:%Y-%m-%d}; "
        f"{os.cpu_count()} cores, "
        f"Python {platform.python_version()}, PostgreSQL {server}, fsync on; two gunicorn workers of four threads each "
        "on both sides, asked in turn in one run. The bare view is raw SQL with a small template on the same tables "
        "and indexes: no log-in, no rights, no rules, no journal. CPU is that of the server and PostgreSQL together."
    )


def failures(single: Cells, crowd: Cells) -> list[str]:
    """What went wrong, on either side, in a line each."""
    return [
        f"{side}, {name}: {len(cell.failures)} failed, first: {cell.failures[0]}"
        for cells in (single, crowd)
        for (name, side), cell in cells.items()
        if cell.failures
    ]
