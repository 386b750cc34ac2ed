"""What the worker does for this app: proposals and internal sheets are set, policies tried, owners told of offers and
claims that end soon, approvals run out, approvers are reminded, and what waits for who is away is handed on."""

from datetime import UTC, datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from dealdesk.later import ATTEMPTS, every, task
from dealdesk.pdf import PressFailure, set_in_type
from dealdesk.pdf.orders import FORGOTTEN, fulfil, noting
from quotes.actions import deadlines, delegations, policies
from quotes.actions import proposals as actions
from quotes.actions.approvals import chase, fail_sheet, finish_sheet, wake_sheet
from quotes.actions.claims import tell_ending
from quotes.actions.orders import claim_order, note_order
from quotes.actions.quotes import tell_expiring
from quotes.documents import approvals
from quotes.documents import proposal as document
from quotes.domain.papers import composition_from
from quotes.domain.policy.trial import NOTHING, added, tally_json, tried
from quotes.domain.proposals import Kind, Language
from quotes.models import ApprovalSheet, PolicyTrial, ProposalExport
from quotes.queries.claims import ending_claims
from quotes.queries.deadlines import to_chase, to_lapse
from quotes.queries.delegations import to_cover
from quotes.queries.policies import past_offers
from quotes.queries.proposals import paper_of
from quotes.queries.quotes.expiring import expiring_versions
from quotes.queries.value import editions_told

# Offers between two words of how far a dry run is.
PART = 50


@task("quotes.render_proposal")
def render_proposal(export: int) -> None:
    """Renders one export. Running twice is harmless: the second finds nothing to claim, or its bytes do not count."""
    claimed = actions.claim_export(export=export)
    if claimed is not None:
        make, give_up, again = (partial(step, claimed) for step in (_render, _fail, _note_second_try))
        fulfil(make, give_up, attempt=claimed.tries, most=ATTEMPTS, again=again)


@every(settings.DEALDESK_RESCUE, "quotes.wake_exports")
def wake_exports(timestamp: int) -> None:
    """A job that lost its workers too often is not given back; its export is asked for again, and told to be given up;
    so is an internal sheet. Running twice is harmless: one more order waits at most."""
    before = datetime.fromtimestamp(timestamp, UTC) - FORGOTTEN
    for export in ProposalExport.objects.forgotten(before):
        actions.wake_export(export=export)
    for sheet in ApprovalSheet.objects.forgotten(before):
        wake_sheet(sheet=sheet)


def _render(export: ProposalExport) -> None:
    # What may be told is judged on the day it is set, however long ago it was ordered.
    at = timezone.now()
    proposal = document.collect(
        export.version,
        at=at,
        kind=Kind(export.kind),
        language=Language(export.language),
        composition=composition_from(export.composition),
    )
    job = document.job(proposal)
    key = job.key()
    told = noting(lambda percent: actions.note_progress(export=export, percent=percent))
    made = paper_of(key) or set_in_type(job, progress=told)
    snapshot = document.snapshot(proposal)
    if proposal.worth:
        snapshot["claims"] = editions_told(export.version, timezone.localdate(at))
    actions.finish_export(export=export, key=key, pdf=made, snapshot=snapshot, at=timezone.now())


def _note_second_try(export: ProposalExport, failure: Refusal) -> None:
    actions.note_second_try(export=export, failure=failure)


def _fail(export: ProposalExport, refusal: Refusal) -> None:
    by_machine = isinstance(refusal, PressFailure)
    actions.fail_export(export=export, failure=refusal, by_machine=by_machine, at=timezone.now())


@task("quotes.set_sheet")
def set_sheet(sheet: int) -> None:
    """As its reader may see it now. Running twice is harmless: the second finds nothing to claim, or does not count."""
    claimed = claim_order(
        orders=ApprovalSheet.objects.select_related("request__version__quote__deal", "asked_by"), order=sheet
    )
    if claimed is not None:
        fulfil(partial(_set, claimed), partial(_give_up, claimed), attempt=claimed.attempts, most=ATTEMPTS)


def _set(sheet: ApprovalSheet) -> None:
    told = approvals.collect(sheet, at=timezone.now())
    made = approvals.render(told, progress=noting(lambda percent: note_order(order=sheet, percent=percent)))
    finish_sheet(sheet=sheet, pdf=made, snapshot=approvals.snapshot(told), at=timezone.now())


def _give_up(sheet: ApprovalSheet, refusal: Refusal) -> None:
    fail_sheet(sheet=sheet, failure=refusal, at=timezone.now())


@task("quotes.try_policy")
def try_policy(trial: int) -> None:
    """Counts whom a policy would have asked; running twice counts anew."""
    row = PolicyTrial.objects.select_related("policy").filter(pk=trial, finished_at=None).first()
    if row is None:
        return
    policy = row.policy.value()
    found = open_found = NOTHING
    done = 0
    for total, part in past_offers(row.since, row.until, PART):
        found = added(found, tried(policy, part, sees_floor=True))
        open_found = added(open_found, tried(policy, part, sees_floor=False))
        done = min(total, done + PART)
        policies.note_trial(trial=row, done=done, total=total)
    told = {"found": tally_json(found), "open_found": tally_json(open_found)}
    policies.finish_trial(trial=row, **told, at=timezone.now())


@every("23 * * * *", "quotes.tell_expiring")
def tell_of_expiring(timestamp: int) -> None:
    """Running twice is harmless: each is told once."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for version in expiring_versions(timezone.localdate(at)):
        tell_expiring(version=version, at=at)


@every("43 * * * *", "quotes.tell_ending_claims")
def tell_of_ending_claims(timestamp: int) -> None:
    """Whoever looks after a claim hears that it may soon be told no more. Running twice is harmless."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for edition in ending_claims(timezone.localdate(at)):
        tell_ending(edition=edition, at=at)


@every("*/5 * * * *", "quotes.cover_absences")
def cover_absences(timestamp: int) -> None:
    """What waits for somebody who is away goes to whom they named, a request at a time. Running twice is harmless."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for request in to_cover(timezone.localdate(at)):
        delegations.cover(request=request, at=at)


@every("*/5 * * * *", "quotes.let_approvals_lapse")
def let_approvals_lapse(timestamp: int) -> None:
    """An approval whose last day has passed before its offer went out is marked, and told once."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for request in to_lapse(timezone.localdate(at)):
        deadlines.let_lapse(request=request, at=at)


@every("*/5 * * * *", "quotes.chase_approvals")
def chase_approvals(timestamp: int) -> None:
    """Reminds approvers, and goes one level up; each once, however often the clock asks."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for request in to_chase(at):
        chase(request=request, at=at)
