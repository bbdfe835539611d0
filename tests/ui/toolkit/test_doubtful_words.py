"""25 Doubtful words in an optional field are kept with a mark; only a required one blocks, or one that says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiefang_tui import ui
from jiefang_tui.rules.typed.identity import parse_optional_id, parse_other_document, parse_phone
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.store.models import Matter, MatterEvent
from jiefang_tui.terms import EntryKind
from jiefang_tui.ui.reception.intake_fields import parse_companions
from jiefang_tui.ui.toolkit.act_dialog import ActDialog
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from tests.services.given import registered
from tests.ui.matter_app import MatterApp, choose, fill, keys, page

UI = Path(ui.__file__).parent

CLOCK = (
    "the law or a limit of ours runs from that day, or by it somebody is late or in time: today would be a false day"
)
KNOWN = "it shows what is written down, and a word must not empty that"
FILTER = "a filter: nothing is written down, and one that was not understood would show a wrong list"
NAME = "who answers for it is known by the whole name: 小李 may be four people; an empty field is taken"
NEVER = "its reader takes any words (`test_these_readers_take_any_words`)"
PLAN = "days and parts are laid from it: one that was not understood would lay, count or print false ones"
NOWHERE = "no field of the form takes words, and today would be a false day"
SETTING = "the office's own number: nobody told it, and an empty field means that it is not said"
TABLE = "one line is one visitor, household or matter of a list: the line waits, marked, and holds up no other line"

BLOCKS: dict[str, str] = {
    **dict.fromkeys(
        (
            "law/dispatch_forms sign on_day", "law/dispatch_forms deliver on_day", "law/dispatch_forms answer on_day",
            "law/dispatch_forms send_back on_day", "law/report_forms hand_over on_day",
            "law/report_forms tell_organisation on_day", "law/review_forms end_review concluded_on",
            "law/review_forms end_review served_on", "law/review_forms serve_review served_on",
            "law/review_forms hearing begins_on", "law/review_forms hearing_end ends_on",
            "law/stage_forms accept on_day", "law/stage_forms notice issued_on",
            "law/stage_forms receipt_fields served_on", "law/stage_forms refuse on_day",
            "law/stage_forms object_to on_day", "law/stage_forms objected_back on_day",
            "law/stage_forms extend approved_on", "law/stage_forms extend told_on",
            "law/stage_forms tell_extension told_on", "law/stage_forms opinion on_day",
            "law/stage_forms mediated on_day", "law/stage_forms not_mediated on_day", "law/stage_forms agreed on_day",
            "law/stage_forms given_up on_day", "law/stage_forms _correct_date day",
            "law/suggestion_forms answer told_on", "closure/rest_forms end_simply told_on",
            "matter/matter_dialogs conclude on_day", "reception/outcome_dialogs _field ask.name",
            "supervision/push_forms report_urgent reported_at", "supervision/push_row_forms answer_card on_day",
            "supervision/push_row_forms answer_urge on_day", "toolkit/telling _how on_day",
            "matter/matter_dialogs county_entry entered_on", "law/above_forms report_up on_day",
            "agreements/forms agree signed_on", "agreements/fields execution_fields basis_last_day",
            "agreements/forms end_by on_day",
            "agreements/fields execution_fields execution_applied_on", "agreements/correct_forms keep_promise on_day",
            "agreements/forms _pay paid_on", "agreements/forms accelerate on_day",
        ),
        CLOCK,
    ),
    **dict.fromkeys(
        (
            "office/roster_forms _officer_specs in_office_from", "office/roster_forms _officer_specs in_office_to",
            "closure/commitment_forms correct due_on", "closure/commitment_forms correct amount_fen",
            "matter/matter_dialogs first_contact on_day", "matter/matter_dialogs correct_person birth_date",
            "reception/visit_forms correct_visit headcount",
            "reception/visit_forms correct_visit representative_count",
            "closure/commitment_forms correct due_on", "closure/commitment_forms correct amount_fen",
            "office/roster_forms _officer_specs in_office_from", "office/roster_forms _officer_specs in_office_to",
        ),
        KNOWN,
    ),
    **dict.fromkeys(
        (
            "ledger/ledger_dialogs specs silent_days", "toolkit/day_and_reason span_fields *first",
            "toolkit/day_and_reason span_fields *last",
        ),
        FILTER,
    ),
    **dict.fromkeys(
        (
            "toolkit/officer_fields officer_field name", "reception/ask_leader _leader_specs leader",
            "reception/today_dialogs booking_form leader",
        ),
        NAME,
    ),
    **dict.fromkeys(
        (
            "matter/matter_dialogs correct_person phone", "matter/matter_dialogs correct_person id_no",
            "reception/intake_dialogs companions_dialog people", "reception/intake_fields _at_the_window address",
            "reception/intake_fields _at_the_window phone", "reception/intake_fields _about_the_matter id_no",
            "reception/person_forms _somebody_new phone", "reception/visit_forms correct_visit companions",
            "agreements/fields words_field name", "agreements/forms _pay proof",
            "agreements/fields other_fields mediator", "agreements/fields other_fields mediation_body",
            "agreements/fields other_fields basis_no", "agreements/fields reason_field name",
            "toolkit/dialogs __init__ text",
        ),
        NEVER,
    ),
    **dict.fromkeys(
        (
            f"reception/line_grid specs {name}"
            for name in ("day", "leader", "time", "address", "phone", "headcount", "due")
        ),
        TABLE,
    ),
    **dict.fromkeys(
        (
            "fieldwork/check_forms specs households", "fieldwork/household_forms add_specs f'c{place}",
            "fieldwork/visit_forms specs whom",
            "fieldwork/household_forms import_form typed", "together/campaigns_screen _field name",
        ),
        TABLE,
    ),
    **dict.fromkeys(
        (
            "fieldwork/household_forms move_form after", "plans/plan_forms _when_fields heads",
            "plans/plan_forms _when_fields weekdays",
            "plans/plan_forms rule_form ends_on", "together/campaigns_screen campaign_form begins_on",
            "together/campaigns_screen campaign_form ends_on", "agreements/forms agree count",
            "agreements/forms agree last_on", "agreements/forms agree parts", "agreements/forms _pay amount",
        ),
        PLAN,
    ),
    **dict.fromkeys(
        (
            "law/report_forms got_back on_day", "together/meeting_dialog _head held_on",
            "together/radar_screen _sent_form on_day",
        ),
        NOWHERE,
    ),
    **dict.fromkeys(
        ("agreements/forms _pay payer", "together/meeting_dialog _head host"), NAME
    ),
    "office/office_dialogs fieldwork_dialog days": SETTING,
}  # fmt: skip
"""Optional fields that do not save a doubtful word, or whose reader knows none, and why."""


def _optional() -> Iterator[tuple[str, bool]]:
    """Every optional field with a reader, and whether another field takes its words."""
    for path in sorted(UI.rglob("*.py")):
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(made, ast.FunctionDef):
                continue
            for call in ast.walk(made):
                name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
                if not isinstance(call, ast.Call) or name not in ("FieldSpec", "day_field") or not call.args:
                    continue
                said = {one.arg: ast.unparse(one.value) for one in call.keywords if one.arg}
                if said.get("required") == "True" or (name == "FieldSpec" and "parse" not in said):
                    continue
                field = ast.unparse(call.args[0]).strip("'")
                yield f"{path.relative_to(UI).with_suffix('')} {made.name} {field}", "words_to" in said


def test_25_no_optional_field_blocks_but_for_a_reason() -> None:
    found = dict(_optional())
    blocking = {where for where, is_kept in found.items() if not is_kept}
    assert blocking - BLOCKS.keys() == set(), "give its words a field (`words_to`), or say here why not"
    assert BLOCKS.keys() - blocking == set(), "it is kept by now"
    assert sum(found.values()) >= 35


@given(st.text(max_size=60))
def test_these_readers_take_any_words(text: str) -> None:
    readers = (
        parse_phone,
        partial(parse_optional_id, today=date(2026, 11, 23)),
        parse_other_document,
        parse_companions,
    )
    for read in readers:
        assert read(text).error == ""


async def test_25_a_doubtful_day_is_asked_about_once_and_never_becomes_today_unseen(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "记进展")
        await fill(pilot, text="去看过", on_day="大概上周几")
        assert isinstance(app.screen, FormDialog)
        shown = "".join(page(app).split())
        assert "按今天记，原话记到进展，标待核" in shown
        await keys(pilot, "ctrl+s")
        assert not isinstance(app.screen, (FormDialog, ActDialog))
    entry = MatterEvent.get(MatterEvent.kind == EntryKind.PROGRESS)
    assert (entry.on_day, entry.text) == (date(2026, 11, 23), "去看过〔日期：大概上周几，待核〕")


async def test_25_other_words_are_asked_about_again(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "记进展")
        await fill(pilot, text="去看过", on_day="大概上周几")
        await fill(pilot, on_day="13-45")
        assert isinstance(app.screen, FormDialog), "that was not agreed to"
        await fill(pilot, on_day="昨天")
        assert not isinstance(app.screen, FormDialog)
    entry = MatterEvent.get(MatterEvent.kind == EntryKind.PROGRESS)
    assert (entry.on_day, entry.text) == (date(2026, 11, 22), "去看过")


async def test_25_a_limit_in_words_is_kept_with_what_is_asked(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "enter")
        await fill(pilot, unit="司法所", due_on="开春化冻")
        assert not isinstance(app.screen, FormDialog)
    assert Matter.get_by_id(matter_id).due_on is None
    said = MatterEvent.select().order_by(MatterEvent.id.desc()).first().text
    assert said == "由司法所办理：〔限办日期：开春化冻，待核〕"


@pytest.mark.parametrize("typed", ["3个工作日", "3个工作日内"])
async def test_25_working_days_are_the_offices_own(desk: Desk, typed: str) -> None:
    vars(desk.reference)["holidays"] = {date(2026, 11, 25): False}
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "enter")
        await fill(pilot, unit="司法所", due_on=typed)
    assert Matter.get_by_id(matter_id).due_on == date(2026, 11, 27)
