"""Checklists of contracts: made from an offer and the library, filled in clause by clause, judged by whose it is."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from contracts.actions.signoffs import ask_anew
from contracts.domain.checklists.effects import check_figure
from contracts.domain.checklists.words import FileKind, ItemState
from contracts.domain.clauses.words import OWNERS, Kind, Region, Stance
from contracts.domain.payment import Buyer
from contracts.models import Checklist, ChecklistItem, ChecklistPaper, ClauseVersion
from contracts.permissions import may_judge
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from dealdesk.later import later
from dealdesk.pdf import Pdf
from quotes.actions.orders import fail_order, finish_order
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.domain.customers import Industry, Size
from stakeholders.models import Contact, Deal, DealSigner, User


@transaction.atomic
def make_checklist(
    *,
    deal: Deal,
    version: QuoteVersion,
    regions: Sequence[Region],
    buyer: Buyer | None,
    we_are_small: bool | None,
    by: User,
    at: datetime,
) -> Checklist:
    """The clauses in force today that are for such a customer; whoever looks after one of them may open the deal. What
    was typed of a clause before comes along, its deviation only where the library still says the same of it."""
    held = hold(deal)
    if not QuoteVersion.objects.on_the_table().filter(quote__deal=held, pk=version.pk).exists():
        raise Refusal("Choose an offer that was agreed to inside, sent or accepted.", field="version")
    if not regions:
        raise Refusal("Say where the users are.", field="regions")
    customer, before = held.customer, held.checklists.first()
    made = Checklist.objects.create(
        deal=held,
        number=before.number + 1 if before else 1,
        version=version,
        industry=customer.industry,
        size=customer.size,
        regions=sorted(regions),
        buyer=buyer or "",
        we_are_small=we_are_small,
        made_at=at,
        made_by=by,
    )
    _open_to_owners(held, by, at)
    texts = ClauseVersion.objects.in_force(timezone.localdate(at)).select_related("clause").order_by("clause_id")
    whom = Industry(customer.industry), regions, buyer, Size(customer.size)
    chosen = [text for text in texts if text.value().scope.holds(*whom)]
    old = before.items.select_related("clause") if before else ()
    items = ChecklistItem.objects.bulk_create(_items(made, chosen, old, at))
    told: dict[str, Any] = {"number": made.number, "version": str(version), "items": len(items)}
    record("make_checklist", on=made, by=by, at=at, deal=held, **told)
    ask_anew(deal=held, by=by, at=at)
    return made


@transaction.atomic
def change_item(
    *,
    item: ChecklistItem,
    theirs: str,
    level: int | None,
    figure: Decimal | None,
    evidence: str,
    owner: User | None,
    state: ItemState,
    edition: int,
    by: User,
    at: datetime,
) -> ChecklistItem:
    """The deviation is the word of whoever looks after such clauses, or of legal, on the words and the figure they saw;
    that it is agreed so is for the role that may accept the position. The rest is anybody's who works on the deal."""
    deal = hold(item.checklist.deal)
    row = ChecklistItem.objects.select_for_update(of=("self",)).select_related("clause__clause").get(pk=item.pk)
    if deal.checklists.filter(number__gt=item.checklist.number).exists():
        raise Refusal("A newer checklist took the place of this one: go on there.")
    if edition != row.edition:
        raise StaleRefusal(STALE, field="edition")
    _check_figure(row, figure)
    stood = row.state, row.theirs, row.figure, row.level
    is_other = (theirs, figure) != (row.theirs, row.figure)
    _judge(row, level, by, at, is_other=is_other)
    if is_other:
        row.worded_at, row.worded_by = at, by
    _refuse_unsettled(state, row.level)
    if (state, theirs, figure, row.level) != stood:
        _refuse_unaccepted(row, state, by)
    row.theirs, row.figure, row.evidence, row.owner, row.state = theirs, figure, evidence, owner, state
    row.edition, row.updated_at = row.edition + 1, at
    row.save()
    record("change_item", on=row, by=by, at=at, deal=deal, title=row.clause.title_zh, level=row.level, state=state)
    ask_anew(deal=deal, by=by, at=at)
    return row


@transaction.atomic
def take_checklist(*, deal: Deal, kind: FileKind, language: Language, by: User, at: datetime) -> Checklist:
    """Whoever takes a contract's state out of the desk is named, and as what."""
    made = _made(deal)
    told: dict[str, Any] = {"number": made.number, "format": kind.value, "language": language.value}
    record("take_checklist", on=made, by=by, at=at, deal=deal, **told)
    return made


@transaction.atomic
def order_paper(*, deal: Deal, language: Language, is_whole: bool = False, by: User, at: datetime) -> ChecklistPaper:
    """What this reader had of it before gives way to a new order; while one is being made, it is that one. A worker
    that is still at the former finds it gone."""
    made = _made(deal)
    alike = {"checklist": made, "asked_by": by, "language": language, "is_whole": is_whole}
    ChecklistPaper.objects.filter(**alike).exclude(finished_at=None).delete()
    paper, _ = ChecklistPaper.objects.get_or_create(**alike, defaults={"asked_at": at})
    record("order_checklist", on=made, by=by, at=at, deal=deal, number=made.number)
    _set_later(paper)
    return paper


@transaction.atomic
def wake_paper(*, paper: ChecklistPaper) -> None:
    """Asks for it again, where its job may be gone."""
    _set_later(paper)


@transaction.atomic
def finish_paper(*, paper: ChecklistPaper, pdf: Pdf, at: datetime) -> bool:
    """False where another worker has taken over."""
    is_mine = finish_order(order=paper, pdf=pdf, at=at)
    if is_mine:
        record("finish_checklist", **_about(paper), by=paper.asked_by, at=at, sha256=pdf.sha256, pages=pdf.pages)
    return is_mine


@transaction.atomic
def fail_paper(*, paper: ChecklistPaper, failure: Refusal, at: datetime) -> None:
    if fail_order(order=paper, failure=failure, at=at):
        record("fail_checklist", **_about(paper), by=paper.asked_by, at=at)


@transaction.atomic
def take_paper(*, paper: ChecklistPaper, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took it: one is not had without the other."""
    if paper.pdf is None:
        raise Refusal("This file is not ready yet.")
    take_checklist(deal=paper.checklist.deal, kind=FileKind.PAPER, language=Language(paper.language), by=by, at=at)
    return bytes(paper.pdf)


def _about(paper: ChecklistPaper) -> dict[str, Any]:
    return {"on": paper.checklist, "deal": paper.checklist.deal, "number": paper.checklist.number}


def _set_later(paper: ChecklistPaper) -> None:
    one = f"checklist-paper-{paper.pk}"
    later("contracts.set_checklist", lock=one, queueing_lock=one, paper=paper.pk)


def _made(deal: Deal) -> Checklist:
    made = deal.checklists.first()
    if made is None:
        raise Refusal("There is no checklist yet: make it before you take it along.")
    return made


@transaction.atomic
def stop_signing(*, checklist: Checklist, keys: Sequence[str], by: User, at: datetime) -> None:
    """What the terms of liability rule out is what we do not sign, whoever noted it; only a judge lowers it again."""
    _put_on(checklist, keys, at)
    rows = checklist.items.select_for_update(of=("self",)).filter(clause__clause__key__in=keys)
    for row in rows.exclude(level=Stance.WALK_AWAY.level).select_related("clause").order_by("pk"):
        row.level, row.judged_at, row.judged_by = Stance.WALK_AWAY.level, at, by
        row.state = ItemState.TALKING if row.state == ItemState.SETTLED else row.state
        row.edition, row.updated_at = row.edition + 1, at
        row.save()
        record(
            "change_item", on=row, by=by, at=at, deal=checklist.deal, title=row.clause.title_zh, level=row.level,
            state=row.state,
        )  # fmt: skip


@transaction.atomic
def judge_rest(*, deal: Deal, items: Collection[int], by: User, at: datetime) -> int:
    """What nobody noted anything of is as we would write it, by the word of whoever judges such clauses; on exactly
    those `items` that they saw."""
    held = hold(deal)
    made = held.checklists.first()
    if made is None:
        raise Refusal("There is no checklist yet: make it first.")
    rest = made.items.bare().filter(clause__clause__kind__in=[kind for kind in Kind if may_judge(by, kind)])
    there = {item.pk for item in rest.select_for_update(of=("self",))}
    if not there:
        raise Refusal("Nothing is left that you may judge so: what was noted is judged clause by clause.")
    if there != set(items):
        raise StaleRefusal("The contract changed since you opened it. Look at it again before you judge it.")
    told = {"level": Stance.PREFERRED.level, "judged_at": at, "judged_by": by, "updated_at": at}
    judged = made.items.filter(pk__in=there).update(**told, edition=F("edition") + 1)
    record("judge_rest", on=made, by=by, at=at, deal=held, number=made.number, items=judged)
    ask_anew(deal=held, by=by, at=at)
    return judged


def forget_evidence_in(deal: Deal) -> None:
    """Its time is over: what the contract says stays, where it was written down goes."""
    ChecklistItem.objects.filter(checklist__deal=deal).update(evidence="")
    ChecklistPaper.objects.filter(checklist__deal=deal).delete()


def erase_evidence_of(contact: Contact) -> None:
    """Nothing is kept of one person alone: the name is crossed out in what people typed, and what was printed goes."""
    ChecklistPaper.objects.filter(checklist__deal__customer=contact.customer_id).delete()


def _open_to_owners(deal: Deal, by: User, at: datetime) -> None:
    """Whoever looks after a kind of clauses may open the deal from now on."""
    for role in sorted(set(OWNERS.values())):
        kept = {"for_contract": True}
        asked = kept | {"asked_at": at, "asked_by": by}
        DealSigner.objects.update_or_create(deal=deal, role=role, defaults=kept, create_defaults=asked)


def _items(
    made: Checklist, chosen: Iterable[ClauseVersion], old: Iterable[ChecklistItem], at: datetime
) -> Iterable[ChecklistItem]:
    """What stops the signing comes along whole, whomever its clause is for by now and whatever the library says."""
    known = {one.clause.clause_id: one for one in old}
    stops = {key: one.clause for key, one in known.items() if one.level == Stance.WALK_AWAY.level}
    for text in ({text.clause_id: text for text in chosen} | stops).values():
        item = ChecklistItem(checklist=made, clause=text, updated_at=at)
        one = known.get(text.clause_id)
        if one is not None:
            item.theirs, item.figure, item.evidence, item.owner = one.theirs, one.figure, one.evidence, one.owner
            item.worded_at, item.worded_by = one.worded_at, one.worded_by
        if one is not None and one.clause == text:
            item.level, item.judged_at, item.judged_by, item.state = one.level, one.judged_at, one.judged_by, one.state
        yield item


def _put_on(checklist: Checklist, keys: Sequence[str], at: datetime) -> None:
    """A clause that was retired, or is for other customers, is put on the list for what it stops."""
    there = checklist.items.filter(clause__clause__key__in=keys).values_list("clause__clause__key", flat=True)
    for key in sorted(set(keys) - set(there)):
        texts = ClauseVersion.objects.filter(clause__key=key, valid_from__lte=timezone.localdate(at))
        text = texts.order_by("number").last()
        if text is None:
            raise Refusal("The library of clauses has none on the cap of liability: have legal put one in first.")
        ChecklistItem.objects.create(checklist=checklist, clause=text, updated_at=at)


def _check_figure(row: ChecklistItem, figure: Decimal | None) -> None:
    if figure is None:
        return
    if row.asked is None:
        raise Refusal("Nothing is reckoned from a figure here.", field="figure")
    check_figure(row.asked, figure)


def _judge(row: ChecklistItem, level: int | None, by: User, at: datetime, *, is_other: bool) -> None:
    """What somebody who may not judge wrote anew is to be judged anew; but what we do not sign stays so until a judge
    says otherwise."""
    kind = Kind(row.clause.clause.kind)
    if may_judge(by, kind):
        if is_other or level != row.level:
            row.level = level
            row.judged_at, row.judged_by = (None, None) if level is None else (at, by)
    elif level != row.level:
        raise ForbiddenRefusal(
            "How far this is from ours is for %(role)s or legal to say.", field="level", role=OWNERS[kind].label
        )
    elif is_other and level != Stance.WALK_AWAY.level:
        row.level = row.judged_at = row.judged_by = None


def _refuse_unsettled(state: ItemState, level: int | None) -> None:
    if state is not ItemState.SETTLED:
        return
    if level is None:
        raise Refusal("Nobody has judged this as it stands now: have it judged before it is settled.", field="state")
    if level == Stance.WALK_AWAY.level:
        raise Refusal("This is what we do not sign: it cannot be settled so.", field="state")


def _refuse_unaccepted(row: ChecklistItem, state: ItemState, by: User) -> None:
    """The library names who may accept a position; what nobody has to be asked about, anybody notes as agreed."""
    if state is not ItemState.SETTLED or row.level is None:
        return
    position = row.clause.value().position(tuple(Stance)[row.level])
    if position and position.by and by.role != position.by:
        raise ForbiddenRefusal(
            "This position is for %(role)s to accept: ask them to note it as agreed.",
            field="state",
            role=position.by.label,
        )
