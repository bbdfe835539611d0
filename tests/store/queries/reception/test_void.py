"""20 登记作废 counts nowhere: every query over visits and matters is read for it, and one office is counted twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiefang_tui import clock
from jiefang_tui.rules.ledger_filter import LedgerFilter, Sort
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.reception import intake, receiving, statistics, talk
from jiefang_tui.services.reception.intake import MatterIn, VisitIn
from jiefang_tui.services.reception.talk import OutcomeIn
from jiefang_tui.services.reception.voiding import void_registration
from jiefang_tui.store.models import Deadline, Matter, Petitioner, Visit
from jiefang_tui.store.queries.ledger.find import find
from jiefang_tui.store.queries.ledger.ledger_rows import Ledger
from jiefang_tui.store.queries.matter.matters import matter_view
from jiefang_tui.store.queries.reception import figures, people, summary, visits
from jiefang_tui.store.queries.supervision import morning
from jiefang_tui.terms import MatterState, Outcome, VisitPurpose, VoidGround

TODAY = date(2026, 11, 23)
PACKAGE = Path(__file__).parents[4] / "jiefang_tui"
READS = re.compile(r"(?<![A-Za-z])(Visit|VisitMatter|Matter)\.select\(|join\((Visit|Matter|VisitMatter)\b")
ASKS = (
    "Visit.counts", "Matter.stands", "Visit.state", "Matter.state", "OPEN_", "in_states", "RECEIVED", "_counts()",
    "other_visit.state", "Visit.is_counted",
)  # fmt: skip
"""One of these stands in a function that counts or lists: a condition that 登记作废 does not meet, or its own."""
NEED_NOT: dict[str, str] = {
    "asking/asked_once.told_before": "the words of the one matter in hand, of which nobody is asked again",
    **dict.fromkeys(
        (
            "desk/acting._refresh", "desk/clock_rules.renew", "desk/clocks._every", "desk/kept_away.family",
            "desk/renaming.follow_name", "desk/renaming.rename_papers", "matter/printed_papers._beginnings",
            "law/sealing.no_report", "law/acts._why_not_alone", "law/sealed_paper._lines", "law/sealed_paper.who",
            "law/sealing._about_it_alone", "law/sealing._name_of", "law/splitting._leave_the_claim",
            "reception/talk._is_about_reports_only", "matter/merging._move_visits",
            "office/handover.move_work", "reception/intake.pair_in", "reception/intake._materials",
            "reception/intake.take_up", "reception/intake._wait_to_be_handed_over",
            "reception/intake.registered", "reception/taking_back._entry_of",
            "reception/taking_back._as_registered", "reception/taking_back._decided_again",
            "reception/talk.decide_in", "reception/visit_acts.pairs_of", "reception/came_of.came_of",
            "matter/merged_tables._campaigns_of",
            "supervision/supervised._who_came", "store/sealing.clear_matter", "store/sealing._visits",
            "store/sealing._only_here", "store/sealing._concerned", "together/acts._may_meet", "store/apart._rows",
            "desk/forgotten.words_now", "law/sealing._said", "law/sealing._bookings", "store/retold.names_of",
        ),
        "an act on rows it was given; what becomes of a row becomes of a voided one, too",
    ),
    **dict.fromkeys(
        ("reception/intake.next_queue_no", "asking/reports.next_register_no"), "a number is never given twice",
    ),
    **dict.fromkeys(
        (
            "ledger/find._visits", "matter/corrections.corrected_of", "matter/matter_history.visits_of",
            "reception/figure_lines.visit_lines", "reception/figure_lines.commitment_lines",
            "reception/papers.slip_facts", "reception/people.matter_with_no", "reception/queue.queue_of",
            "reception/visits.visit_view", "reception/visits._asked", "closure/closing._leaders",
            "closure/resting._matter_names", "store/sealing._concerned",
            "law/due._rows", "matter/matters._with_names", "office/handover._of_matters",
            "reception/visit_history.matters_where", "supervision/level_skips.skip_rows",
            "supervision/push_target.target_of", "supervision/push_target.owned_by",
            "supervision/supervision_lines._plain", "supervision/supervision_lines._named_date",
            "supervision/card_facts.facts_of",
            "reception/queue.was_decided", "reception/named.named_of", "together/clinic._owners",
            "together/meetings._views", "together/finding_ends.advice_of", "together/closing_sheet._outcomes",
            "together/closing_sheet._are_judicial", "reception/figure_lines.appointment_lines",
            "law/sealing_files.remove_shared_papers",
        ),
        "it shows rows by their ids, a voided one as 已作废",
    ),
    **dict.fromkeys(
        (
            "supervision/morning._own_dates", "supervision/morning._of", "supervision/morning._union",
            "supervision/morning.ids",
            "supervision/supervision_lines._lines", "supervision/supervision_lines._unsigned",
            "supervision/supervision_lines._waiting", "supervision/supervision_lines._light",
            "supervision/supervision_lines.told", "supervision/foresight._by_date",
        ),
        "by dates that run, of which a voided matter has none",
    ),
    **dict.fromkeys(
        (
            "reception/figures._visits", "matter/figures_of_matters.to_tell", "supervision/morning._ids",
            "reception/summary._sessions", "reception/incoming.incoming_count",
            "reception/incoming.incoming_by_channel", "together/table._parties",
            "plans/days._heads", "together/campaigns._surviving",
        ),
        "its caller, or what it is built of, gives the condition",
    ),
    **dict.fromkeys(
        (
            "ledger/ledger_rows.count", "ledger/ledger_rows._query", "ledger/ledger_rows._hold",
            "ledger/ledger_rows._from_leaders",
        ),
        "`Ledger._voided`",
    ),
    **dict.fromkeys(
        ("matter/merging._must_have_come", "reception/voiding._must_be_there"), "it asks each visit"
    ),
    "supervision/morning._undertaken": "it asks whether the matter goes on, which a voided one does not",
    "reception/named.bookings_of": "who is booked is expected, whatever became of the matter",
    "plans/unit_bookings._names": "every name there is stays out of the paper",
    "matter/figures_of_matters.voided_apart": "the line of what was voided by itself",
    "ledger/ledger_rows.unit_options": "names to choose from",
    **dict.fromkeys(
        ("office/roster.led_by_unit", "office/roster.matters_held", "office/roster_merging._move"),
        "by what is to do, of which a voided matter has none",
    ),
    "office/roster_villages._follow_code": "a wrong code is put right wherever it stands",
}  # fmt: skip


def _reading() -> Iterator[tuple[str, str]]:
    """(name, source) of every function that reads visits or matters, as ``reception/queue.queue_of``."""
    for room in ("services", "store"):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if {"sample", "migrations"} & set(path.parts):
                continue
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef):
                    source = ast.get_source_segment(text, node) or ""
                    if READS.search(source):
                        yield f"{path.parent.name}/{path.stem}.{node.name}", source


def test_20_every_query_over_visits_and_matters_asks_whether_it_stands_or_says_why_not() -> None:
    open_ends = {name for name, source in _reading() if not any(asked in source for asked in ASKS)}
    assert open_ends - NEED_NOT.keys() == set(), "say `Visit.counts` or `Matter.stands`, or here why not"
    assert NEED_NOT.keys() - open_ends == set(), "no longer there, or it asks by now"


def _office(desk: Desk) -> None:
    """A morning: one matter handed on, one waiting."""
    one = intake.register_visit(desk, VisitIn(name="李春花", matters=[MatterIn("拖欠工资")], headcount=2))
    receiving.change_session(desk, None, "周敏", "镇党委书记")
    receiving.start_talk(desk, one.visit_id)
    talk.decide(desk, one.visit_id, one.matter_ids[0], OutcomeIn(Outcome.ASSIGNED, unit="人社所"))
    intake.register_visit(desk, VisitIn(name="王大力", matters=[MatterIn("修路")]))


def _counted(desk: Desk) -> dict[str, Any]:
    """Everything that is counted anywhere."""
    known = {name: figures.count(name, TODAY) for name in figures.FIGURES if name != "voided"}
    heads = {name: figures.persons(name, TODAY) for name, spec in figures.FIGURES.items() if spec.kind == "visit"}
    del heads["voided"]
    day = summary.day_summary(TODAY)
    stats = statistics.stats(desk, TODAY, TODAY)
    for counts in (stats, *stats["sessions"]):
        del counts["void_count"]
    person = Petitioner.get(Petitioner.name == "李春花").id
    matter = Matter.select().order_by(Matter.id).first().id
    ledger = {
        text: Ledger(LedgerFilter(text=text), Sort(), TODAY, desk.reference).count() for text in ("", "李春花", "修")
    }
    (candidate,) = (one for one in people.candidates("李春花", "", "", "", today=TODAY) if one.person_id == person)
    view = visits.visit_view(1, TODAY)
    assert view is not None
    return {
        "figures": known,
        "heads": heads,
        "summary": (day.batches, day.persons, day.items, day.sessions, day.received, day.results),
        "stats": stats,
        "ledger": ledger,
        "lists": {name: morning.count(name, TODAY) for name in morning.LISTS},
        "found": [one.status for one in find("李春花", kinds=("person",))],
        "candidate": (candidate.visit_count, len(candidate.visits), [one.title for one in candidate.matters]),
        "matter": matter_view(matter, TODAY, desk.reference).visit_count,
        "pairs": [(pair.visit_no, view.past_count) for pair in view.pairs],
        "dates": sorted((row.kind, row.raw_on) for row in Deadline.select()),
    }


def test_20_an_office_counts_the_same_with_and_without_what_was_voided(desk: Desk) -> None:
    _office(desk)
    without = _counted(desk)
    _void_three(desk)
    assert _counted(desk) == without
    assert figures.count("voided", TODAY) == 3
    assert statistics.stats(desk, TODAY, TODAY)["void_count"] == 3
    assert "登记作废 3 批次" in statistics.stats_text(desk, TODAY, TODAY)
    shown = {one.name: one for one in summary.day_summary(TODAY).open_ends}
    assert (shown["voided"].label, shown["voided"].count, shown["voided"].persons) == ("登记作废", 3, 11)


def _void_three(desk: Desk) -> None:
    """Three more registrations, one voided on each ground."""
    person, matter = Petitioner.get(Petitioner.name == "李春花").id, Matter.select().order_by(Matter.id).first().id
    twice = intake.register_visit(desk, VisitIn(petitioner_id=person, matters=[MatterIn(matter_id=matter)]))
    window = intake.register_visit(
        desk, VisitIn(name="赵试", purpose=VisitPurpose.CONSULTATION, matters=[MatterIn("问")])
    )
    new = intake.register_visit(desk, VisitIn(petitioner_id=person, matters=[MatterIn("修水渠")], headcount=9))
    void_registration(desk, twice.visit_id, VoidGround.TWICE)
    void_registration(desk, window.visit_id, VoidGround.TRIAL)
    void_registration(desk, new.visit_id, VoidGround.ANEW, "01")


def test_20_the_ledger_shows_what_was_voided_where_it_is_asked_for(desk: Desk) -> None:
    _office(desk)
    _void_three(desk)
    asked = Ledger(LedgerFilter(states=(MatterState.VOIDED,)), Sort(), TODAY, desk.reference)
    assert (asked.count(), [line.state for line in asked.rows()]) == (1, [MatterState.VOIDED])
    every = Ledger(LedgerFilter(), Sort(), TODAY, desk.reference)
    assert [line.title for line in every.rows()] == ["修路", "拖欠工资"]


def test_20_its_number_is_not_given_again(desk: Desk) -> None:
    _office(desk)
    _void_three(desk)
    assert intake.next_queue_no(TODAY) == 6
    assert intake.next_register_no(desk, TODAY).endswith("-004")
    assert Visit.select().count() == 5


@pytest.mark.parametrize("query", ["queue", "page"])
def test_20_it_stays_in_sight(desk: Desk, query: str) -> None:
    from jiefang_tui.store.queries.reception.person import person_page
    from jiefang_tui.store.queries.reception.queue import queue_of

    _office(desk)
    _void_three(desk)
    if query == "queue":
        assert [row.state for row in queue_of(TODAY)][2:] == ["voided"] * 3
    else:
        person = Petitioner.get(Petitioner.name == "李春花").id
        page = person_page(person, clock.today(), desk.reference)
        assert [one.state.label for one in page.visits].count("已作废") == 2
