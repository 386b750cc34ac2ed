"""Scenarios and readings of a deal, which of them a version stands on, and the table of bitrates."""

from datetime import datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals.closing import hold_deal
from quotes.actions.costs.kept import keep_cost
from quotes.domain.lifecycle import VersionState
from quotes.domain.usage.demand import reading_of_one_room
from quotes.domain.usage.reading import Issue
from quotes.domain.usage.scenario import Bitrate, Scenario
from quotes.domain.usage.series import Measure, Series
from quotes.domain.usage.stored import packed, to_json
from quotes.models import BitrateRow, QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from quotes.models.usage import told_issues
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User

# A list longer than this helps nobody, and readings take room.
MOST_SCENARIOS = 30
MOST_SERIES = 20
MOST_ISSUES = 200


@transaction.atomic
def save_scenario(*, deal: Deal, name: str, told: Scenario, by: User, at: datetime) -> UsageScenario:
    refuse_when_closed(hold_deal(deal.pk))
    if UsageScenario.objects.current().filter(deal=deal).count() >= MOST_SCENARIOS:
        raise Refusal("A deal has at most %(most)s scenarios: remove one first.", most=MOST_SCENARIOS)
    made = UsageScenario.objects.create(deal=deal, name=_name(name), told=to_json(told), saved_at=at, saved_by=by)
    record("save_scenario", on=made, by=by, at=at, deal=deal, name=made.name)
    return made


@transaction.atomic
def revise_scenario(*, scenario: UsageScenario, name: str, told: Scenario, by: User, at: datetime) -> UsageScenario:
    """The next revision; drafts that stood on this one stand on the next, and what was submitted stays where it is."""
    held = _hold_scenario(scenario)
    refuse_when_closed(held.deal)
    if to_json(told) == held.told and _name(name) == held.name:
        return held
    drafts = _hold_drafts(held)
    for measure in drafts.values():
        if measure:
            reading_of_one_room(Measure(measure), told)
    with once(quotes_usagescenario_based_on_id_key=_revised_meanwhile):
        made = UsageScenario.objects.create(
            deal=held.deal,
            name=_name(name),
            revision=held.revision + 1,
            based_on=held,
            told=to_json(told),
            saved_at=at,
            saved_by=by,
        )
    VersionUsage.objects.filter(version__in=drafts).update(scenario=made, chosen_at=at, chosen_by=by)
    record("revise_scenario", on=made, by=by, at=at, deal=held.deal, name=made.name, revision=made.revision)
    return made


@transaction.atomic
def remove_scenario(*, scenario: UsageScenario, by: User, at: datetime) -> UsageScenario:
    """Off the list; versions that are out keep it. Who removes one that is gone already changes nothing."""
    held = _locked(scenario)
    refuse_when_closed(held.deal)
    if held.removed_at:
        return held
    _refuse_revised(held)
    _refuse_used(held)
    held.removed_at, held.removed_by = at, by
    held.save(update_fields=["removed_at", "removed_by"])
    record("remove_scenario", on=held, by=by, at=at, deal=held.deal, name=held.name)
    return held


@transaction.atomic
def keep_series(
    *,
    deal: Deal,
    name: str,
    series: Series,
    issues: tuple[Issue, ...],
    file_name: str,
    sha256: str,
    source: str,
    by: User,
    at: datetime,
) -> UsageSeries:
    """The readings as they were read, with the first things that were the matter with the file."""
    refuse_when_closed(hold_deal(deal.pk))
    if UsageSeries.objects.current().filter(deal=deal).count() >= MOST_SERIES:
        raise Refusal("A deal has at most %(most)s uploaded series: remove one first.", most=MOST_SERIES)
    made = UsageSeries.objects.create(
        deal=deal,
        name=_name(name),
        measure=series.measure,
        start=series.start,
        step=series.step,
        points=packed(series.points),
        size=series.points.size,
        missing=series.missing,
        peak=series.peak,
        peak_moment=series.peak_at,
        mean=round_to(series.mean, 3),
        issues=told_issues(issues, MOST_ISSUES),
        file_name=file_name,
        sha256=sha256,
        source=source,
        uploaded_at=at,
        uploaded_by=by,
    )
    record("keep_series", on=made, by=by, at=at, deal=deal, name=made.name, file=file_name, sha256=sha256)
    return made


@transaction.atomic
def remove_series(*, series: UsageSeries, by: User, at: datetime) -> UsageSeries:
    """Off the list; versions that are out keep it."""
    row = _hold_series(series)
    refuse_when_closed(row.deal)
    _refuse_used(row)
    if row.removed_at is None:
        row.removed_at, row.removed_by = at, by
        row.save(update_fields=["removed_at", "removed_by"])
        record("remove_series", on=row, by=by, at=at, deal=row.deal, name=row.name)
    return row


@transaction.atomic
def choose_usage(
    *, version: QuoteVersion, scenario: UsageScenario, series: UsageSeries | None = None, by: User, at: datetime
) -> VersionUsage:
    """What the version's cost is reckoned from. A version that is out is told once and keeps it.

    The use is held before the version, as whoever revises it does: a draft never stands on what was just removed.
    """
    if series:
        reading_of_one_room(Measure(series.measure), scenario.scenario())
    _hold_use(scenario, series)
    held = QuoteVersion.objects.select_for_update(of=("self",), no_key=True)
    row = held.select_related("quote__deal__customer").get(pk=version.pk)
    deal = row.quote.deal
    refuse_when_closed(deal)
    if scenario.deal_id != deal.pk or (series and series.deal_id != deal.pk):
        raise Refusal("This use belongs to another deal.")
    chosen = VersionUsage.objects.filter(version=row).first()
    if chosen and not row.is_draft:
        raise Refusal(
            "V%(number)s was submitted with the use “%(name)s” and keeps it: make a new version.",
            number=row.mark,
            name=chosen.scenario.name,
        )
    made, _ = VersionUsage.objects.update_or_create(
        version=row, defaults={"scenario": scenario, "series": series, "chosen_at": at, "chosen_by": by}
    )
    if not row.is_draft:
        keep_cost(row, by, at)
    record("choose_usage", **row.about(), by=by, at=at, name=(series or scenario).name)
    return made


@transaction.atomic
def add_bitrate(*, bitrate: Bitrate, by: User, at: datetime) -> BitrateRow:
    with once(bitrate_once_a_day=_known_already):
        made = BitrateRow.objects.create(
            vendor=bitrate.vendor,
            profile=bitrate.profile,
            width=bitrate.size.width,
            height=bitrate.size.height,
            fps=bitrate.fps,
            low_kbps=bitrate.kbps.low,
            high_kbps=bitrate.kbps.high,
            on_wire=bitrate.on_wire,
            since=bitrate.since,
            source=bitrate.source,
            added_at=at,
            added_by=by,
        )
    record("add_bitrate", on=made, by=by, at=at, name=bitrate.name)
    return made


@transaction.atomic
def remove_bitrate(*, bitrate: BitrateRow, by: User, at: datetime) -> BitrateRow:
    """Nobody takes it from now on; scenarios that did have it in themselves."""
    held = BitrateRow.objects.select_for_update().get(pk=bitrate.pk)
    if held.removed_at is None:
        held.removed_at, held.removed_by = at, by
        held.save(update_fields=["removed_at", "removed_by"])
        record("remove_bitrate", on=held, by=by, at=at, name=str(held))
    return held


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise Refusal("Give it a name, so that others know what it describes.", field="name")
    return name


def _hold_scenario(scenario: UsageScenario) -> UsageScenario:
    held = _locked(scenario)
    if held.removed_at:
        raise _taken_away()
    _refuse_revised(held)
    return held


def _locked(scenario: UsageScenario) -> UsageScenario:
    rows = UsageScenario.objects.select_for_update(of=("self",), no_key=True).select_related("deal__customer")
    return rows.get(pk=scenario.pk)


def _refuse_revised(held: UsageScenario) -> None:
    if UsageScenario.objects.filter(based_on=held).exists():
        raise _revised_meanwhile()


def _hold_series(series: UsageSeries) -> UsageSeries:
    rows = UsageSeries.objects.listed().select_for_update(of=("self",), no_key=True).select_related("deal__customer")
    return rows.get(pk=series.pk)


def _hold_use(scenario: UsageScenario, series: UsageSeries | None) -> None:
    _hold_scenario(scenario)
    if series and _hold_series(series).removed_at:
        raise _taken_away()


def _hold_drafts(scenario: UsageScenario) -> dict[int, str | None]:
    """The drafts that stand on a scenario its caller holds, and what a series counts that stands beside it.

    Whoever submits one meanwhile is waited for: a version that is out by then is none of them.
    """
    drafts = QuoteVersion.objects.filter(usage__scenario=scenario, state=VersionState.DRAFT)
    held = drafts.select_for_update(of=("self",), no_key=True).order_by("pk")
    return dict(held.values_list("pk", "usage__series__measure"))


def _refuse_used(row: UsageScenario | UsageSeries) -> None:
    draft = row.uses.filter(version__state="draft").select_related("version").first()
    if draft:
        raise Refusal("The draft V%(number)s stands on it: choose another use there first.", number=draft.version.mark)


def _taken_away() -> StaleRefusal:
    return StaleRefusal("This use was taken away meanwhile: choose another.")


def _revised_meanwhile() -> StaleRefusal:
    return StaleRefusal("Somebody else saved this scenario meanwhile: look at the new revision, and change that one.")


def _known_already() -> Refusal:
    return Refusal("This bitrate stands in the table already, from the same day on.", field="since")
