"""来访登记 as a clerk uses it: keys, groups, the same person, drafts, bad input, sealed reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import booking, intake
from jiefang_tui.store.models import (
    AuditEntry,
    Companion,
    Draft,
    Material,
    Matter,
    NotSamePerson,
    Petitioner,
    Search,
    Visit,
    VisitMatter,
)
from jiefang_tui.terms import PairKind, VisitState
from jiefang_tui.ui import app as app_module
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.reception.intake_fields import INCOMING_FIELDS, parse_companions, parse_materials
from jiefang_tui.ui.reception.intake_screen import IntakeScreen
from jiefang_tui.ui.toolkit.candidates import class_options
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from tests.services.given import registered
from tests.ui.painted import ambiguous, english, lines

SIZE = (80, 24)
ID_NO = "999999196808150024"


@pytest.mark.parametrize(
    ("typed", "papers"),
    [
        ("分户清册 复印件 3页；身份证 原件", [("分户清册", False, 3), ("身份证", True, 0)]),
        ("工资欠条 原件 3页，身份证 复印件1", [("工资欠条", True, 3), ("身份证", False, 1)]),
        ("判决书原件３页、欠条复印件", [("判决书", True, 3), ("欠条", False, 0)]),
        ("欠条，原件，3页", [("欠条", True, 3)]),
        ("照片 3张 录像", [("照片", False, 3), ("录像", False, 0)]),
        ("2025年 工资单 原件", [("2025年 工资单", True, 0)]),
        ("户口本第2页", [("户口本第2页", False, 0)]),
    ],
)
def test_materials_are_told_apart_as_clerks_write_them(typed: str, papers: list[tuple[str, bool, int]]) -> None:
    parsed = parse_materials(typed)
    assert [(one.name, one.is_original, one.pages) for one in parsed.value or []] == papers


def test_a_material_without_a_name_is_questioned() -> None:
    assert parse_materials("原件 3页").error and not parse_materials("，").error


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("钱四 139 0000 1112 代表", [("钱四", "13900001112", "", True)]),
        ("钱四 139-0000-1112", [("钱四", "13900001112", "", False)]),
        ("钱四　13900001112　代表", [("钱四", "13900001112", "", True)]),
        ("钱四 13900001112 0550-3041234", [("钱四", "13900001112、0550-3041234", "", False)]),
        ("欧阳 文 139 0000 1112", [("欧阳文", "13900001112", "", False)]),
        ("钱四 999999 19680815 0024", [("钱四", "", "999999196808150024", False)]),
        ("钱四 99999919680815002", [("钱四", "", "99999919680815002", False)]),
        ("钱四 999999196808150025 代表", [("钱四", "", "999999196808150025", True)]),
        ("阿依古丽•买买提 13900001112", [("阿依古丽·买买提", "13900001112", "", False)]),
        ("钱四\n李五 138 0000 1234 代表", [("钱四", "", "", False), ("李五", "13800001234", "", True)]),
    ],
)
def test_companions_are_told_apart_as_clerks_write_them(typed: str, people: list[tuple[str, str, str, bool]]) -> None:
    found = parse_companions(typed).value or []
    assert [(one.name, one.phone, one.id_no, one.is_representative) for one in found] == people


def test_a_companion_s_doubtful_id_number_is_warned_of_and_kept() -> None:
    parsed = parse_companions("钱四 999999196808150025\n李五 999999196808150024")
    assert parsed.ok and "钱四的身份证号不对" in parsed.warning and "李五" not in parsed.warning


class Home(DeskScreen):
    NAME_CN = "首屏"


@pytest.fixture
def app(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskApp]:
    monkeypatch.setitem(app_module.SCREEN_MAKERS, "today", lambda: Home())
    yield DeskApp(desk)


class Clerk:
    """Presses keys and counts them; text comes in at once, as an input method commits it."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def text(self, text: str) -> None:
        field = self.pilot.app.screen.focused
        assert field is not None
        field.post_message(Paste(text))
        await self.pilot.pause()

    async def fill(self, **texts: str) -> None:
        """Type texts into named fields of the form on top."""
        for name, text in texts.items():
            self.form.focus_field(name)
            await self.pilot.pause()
            self.form.field(name).raw = ""
            await self.text(text)
        await self.pilot.pause()

    @property
    def form(self) -> Any:
        return self.pilot.app.screen.form  # type: ignore[attr-defined]

    @property
    def said(self) -> str:
        return str(self.pilot.app.desk_screen.message)  # type: ignore[attr-defined]

    def beside(self, name: str) -> str:
        return str(self.form.row(name).text)


def known(desk: Desk, name: str = "章某某", request: str = "征地补偿差额", **person: str) -> intake.Registered:
    """Somebody who was here and is no longer waiting."""
    matters = [intake.MatterIn(request)]
    done = intake.register_visit(desk, intake.VisitIn(name=name, person=dict(person), matters=matters))
    Visit.update(state=VisitState.RECEIVED).where(Visit.id == done.visit_id).execute()
    return done


async def test_new_visitor_in_five_keys(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某某")
        await clerk.press("enter")
        await clerk.text("补偿款少发")
        await clerk.press("ctrl+s")
        assert clerk.keys <= 5
        assert clerk.said == "第01号 章某某 已登记 JF-999999001-20261123-001"
        assert isinstance(app.screen, Home)
    assert Visit.get().shown_name == "章某某"
    assert Matter.get().request == "补偿款少发"


async def test_new_visitor_with_address_and_phone_in_seven_keys(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        for text in ("章某某", "补偿款少发", "示例镇章湾村3组", "１３８ ００００ ００１８"):
            await clerk.text(text)
            await clerk.press("enter")
        assert clerk.beside("address") == "章湾村 3组"
        assert clerk.beside("phone") == "手机"
        await clerk.press("ctrl+s")
        assert clerk.keys <= 7
    person = Petitioner.get()
    assert (person.address, person.phone, person.area_code) == ("示例镇章湾村3组", "13800000018", "999999001001")


async def test_returning_visitor_in_six_keys(app: DeskApp, desk: Desk) -> None:
    first = known(desk, phone="13800000018")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某某")
        await clerk.press("ctrl+o", "１", "ctrl+s")
        assert clerk.keys <= 6
        assert "重访" in clerk.said
    pair = VisitMatter.select().order_by(VisitMatter.id.desc()).get()
    assert (pair.matter_id, pair.kind) == (first.matter_ids[0], "repeat")
    assert Petitioner.select().count() == 1
    assert Matter.select().count() == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "章某某", "id_no": ID_NO}, "身份证号相同"),
        ({"name": "章某某", "phone": "13800000018"}, "姓名、电话相同"),
        ({"name": "章某某", "address": "章湾村7组"}, "姓名、村相同"),
    ],
)
async def test_who_this_may_be_stands_beside(app: DeskApp, desk: Desk, typed: dict[str, str], why: str) -> None:
    known(desk, id_no=ID_NO, phone="13800000018", address="示例镇章湾村3组")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(**typed)
        await clerk.press("tab")
        side = app.screen.side.text  # type: ignore[attr-defined]
        assert why in side
        assert "138****0018" in side
        assert "13800000018" not in side
        assert "来过 1 次" in side
        # It never blocks: saved as somebody new.
        await clerk.fill(request="另一件事", address="柳塘村")
        await clerk.press("ctrl+s")
    assert Visit.select().count() == 2


async def test_the_side_follows_typing(app: DeskApp, desk: Desk) -> None:
    known(desk)
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某")
        screen = app.screen
        assert isinstance(screen, IntakeScreen)
        timer = screen._timer
        assert timer is not None
        assert timer._interval <= 0.15
        screen._look_up()
        assert "姓名开头相同" in screen.side.text


async def test_a_long_choice_shows_at_the_side_all_that_it_has(app: DeskApp, desk: Desk) -> None:
    """29: not one of them and a count; while it is written in, and around the one that Enter takes."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, IntakeScreen)
        form, side = app.screen.form, app.screen.side
        form.focus_field("content_class")
        await pilot.pause()
        every = [option[1] for option in class_options(desk)]
        assert side.text.startswith(f"内容分类  {len(every)} 项") and "下面还有" in "\n".join(lines(app))
        await pilot.press(*"tq")
        assert "内容分类  " in side.text and "拖欠工资" in side.text and every[0] not in side.text
        await pilot.press("enter")
        await pilot.pause()
        assert "可能是同一人" in side.text


async def test_not_the_same_is_remembered(app: DeskApp, desk: Desk) -> None:
    first = known(desk, address="章湾村3组")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="低保", address="章湾村5组", phone="13911112222")
        await clerk.press("ctrl+o", "delete")
        assert app.screen.side.view.candidates == ()  # type: ignore[attr-defined]
        await clerk.press("ctrl+s")
        second = Petitioner.select().order_by(Petitioner.id.desc()).get()
        assert (NotSamePerson.get().first_id, NotSamePerson.get().second_id) == (first.petitioner_id, second.id)
        await clerk.press("f2")
        await clerk.fill(name="章某某", address="章湾村5组", phone="13911112222")
        await clerk.press("tab")
        shown = app.screen.side.view.candidates  # type: ignore[attr-defined]
        assert [one.person_id for one in shown] == [second.id]


async def test_not_the_same_said_by_mistake_is_taken_back_before_saving(app: DeskApp, desk: Desk) -> None:
    first = known(desk, address="章湾村3组")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="低保", address="章湾村5组")
        await clerk.press("ctrl+o", "delete", "ctrl+o", "1")
        assert "先按 Del 收回" in "\n".join(lines(app))
        await clerk.press("delete", "1")
        screen: Any = app.screen
        assert screen.state.person.person_id == first.petitioner_id and screen.state.not_same == []
        await clerk.press("ctrl+s")
        assert NotSamePerson.select().count() == 0 and Petitioner.select().count() == 1


async def test_new_phone_of_a_returning_visitor_is_kept_with_history(app: DeskApp, desk: Desk) -> None:
    known(desk, phone="13800000018", address="章湾村3组")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某某")
        await clerk.press("ctrl+o", "2")
        assert clerk.form.field("phone").raw == "13800000018"
        await clerk.fill(phone="13900000026", request="再问一件")
        await clerk.press("ctrl+s")
    assert Petitioner.get().phone == "13900000026"
    assert "13800000018" in AuditEntry.get(AuditEntry.act == "person.correct").before


async def test_group_of_twelve_with_six_representatives(app: DeskApp) -> None:
    people = [f"村民{n}" + (f" 1380000000{n}" if n < 3 else "") + (" 代表" if n < 6 else "") for n in range(11)]
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="征地补偿", headcount="12")
        await clerk.press("ctrl+n")
        await clerk.text("\n".join(people))
        await clerk.press("ctrl+s")
        assert "代表最多5人" in clerk.said
        assert "村民5" in clerk.said
        assert clerk.beside("headcount") == "集体访"
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
        assert any("村民5已登记为同访人" in note.message for note in app._notifications)
    roles = [row.role for row in Companion.select().order_by(Companion.ordinal)]
    assert roles.count("representative") == 5
    assert len(roles) == 11
    assert (Visit.get().headcount, Visit.get().representative_count) == (12, 5)


async def test_several_matters_in_one_visit(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="拖欠工资", amount="10.5万")
        await clerk.press("ctrl+t")
        assert clerk.form.field("amount").raw == ""
        assert "已填 1 件" in app.screen.side.text  # type: ignore[attr-defined]
        await clerk.text("水渠淤塞")
        await clerk.press("ctrl+t", "ctrl+t")  # an empty third, then round to the first
        assert clerk.form.field("request").raw == "拖欠工资"
        assert clerk.form.field("amount").raw == "10.5万"
        await clerk.press("ctrl+s")
        assert "已登记 2件" in clerk.said
    assert [(row.title, row.amount_fen) for row in Matter.select().order_by(Matter.id)] == [
        ("拖欠工资", 10_500_000),
        ("水渠淤塞", None),
    ]


async def test_every_field_reaches_the_file(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(
            name="章某某",
            request="补偿款少发",
            id_no="999999 19680815 0024",
            content_class="zdbc",
            amount="18.6万",
            problem_place="章湾村",
            concerned_unit="章湾村委",
            concerned_person="李某",
            materials="分户清册 复印件 3页；身份证 原件",
            facts="3月丈量时未到场",
            needs="老人 残疾",
            urgent="是",
            priority="高龄",
            problem_on="2024年3月",
            affected="12",
            behalf="代他人",
            on_behalf="父亲",
            prior="县法院一审",
            query_code="CX001",
            channel="来信",
        )
        await clerk.press("tab")
        assert clerk.beside("id_no") == "女 58岁"
        assert clerk.beside("amount") == "186,000 元"
        await clerk.press("ctrl+s")
    matter, visit, person = Matter.get(), Visit.get(), Petitioner.get()
    assert (person.sex, str(person.birth_date), person.id_no) == ("female", "1968-08-15", "999999196808150024")
    assert matter.content_class
    assert (matter.amount_fen, str(matter.problem_on)) == (18_600_000, "2024-03-01")
    assert (matter.problem_area, matter.problem_place) == ("999999001001", "章湾村")
    assert (matter.concerned_unit, matter.concerned_person, matter.affected_count) == ("章湾村委", "李某", 12)
    assert (matter.facts, matter.prior_procedures) == (
        "3月丈量时未到场〔问题时间：2024年3月〕",
        "县法院一审",
    )
    assert matter.prior_query_code == "CX001"
    assert (visit.needs, visit.is_urgent, visit.priority_reason) == ("elderly disabled", True, "高龄")
    assert (visit.on_behalf_of, visit.channel) == ("父亲", "letter")
    papers = [(row.name, row.form, row.pages) for row in Material.select()]
    assert papers == [("分户清册", "copy", 3), ("身份证", "original", 0)]


async def test_anonymous_and_window_arrivals(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="匿名", request="路灯不亮")
        await clerk.press("ctrl+s", "f2")
        await clerk.fill(purpose="咨询", name="李某")
        await clerk.press("ctrl+s")
        assert "第02号 李某 已登记" in clerk.said
    first, second = Visit.select().order_by(Visit.id)
    assert (first.shown_name, first.petitioner_id) == ("匿名", None)
    assert second.purpose == "consultation"
    assert Matter.select().count() == 1


async def test_missing_address_is_a_gap_and_what_is_required_is_said(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+s")
        assert clerk.beside("name") == "请填写姓名"
        await clerk.text("章某某")
        await clerk.press("ctrl+s")
        assert clerk.beside("request") == "请填写诉求"
        assert "缺住址" in app.screen.side.text  # type: ignore[attr-defined]
        assert Visit.select().count() == 0


# -- drafts


async def test_draft_survives_esc_and_comes_back(app: DeskApp, desk: Desk) -> None:
    first = known(desk)
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某某")
        await clerk.press("ctrl+o", "1")
        await clerk.fill(request="又来一次")
        await clerk.press("ctrl+t")
        await clerk.text("第二件事")
        await clerk.press("escape", "f2")
        assert clerk.form.field("name").raw == ""
        assert "未完 1 份" in "".join(lines(app))
        await clerk.press("ctrl+r", "enter")
        assert clerk.form.field("name").raw == "章某某"
        assert clerk.form.field("request").raw == "第二件事"
        await clerk.press("ctrl+s")
    assert Draft.select().count() == 0
    last = Visit.select().order_by(Visit.id.desc()).get()
    pairs = VisitMatter.select().where(VisitMatter.visit == last).order_by(VisitMatter.ordinal)
    assert [pair.kind for pair in pairs] == ["repeat", "initial"]
    assert pairs[0].matter_id == first.matter_ids[0]


async def test_draft_within_a_second_and_at_field_exit(app: DeskApp, desk: Desk) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某某")
        assert clerk.form._save_timer._interval < 1
        assert Draft.select().count() == 0
        await clerk.press("enter")
        [kept] = drafts.drafts(desk, "intake")
        assert kept.body["name"] == "章某某"
        await clerk.press("shift+tab")
        clerk.form.field("name").raw = ""
        await pilot.pause()
        await clerk.press("enter")
        assert Draft.select().count() == 0  # emptied again: nothing to offer


async def test_a_draft_is_discarded_after_a_question(app: DeskApp, desk: Desk) -> None:
    drafts.save_draft(desk, "intake", {"name": "甲"}, "甲")
    drafts.save_draft(desk, "intake", {"name": "乙"}, "乙")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2", "ctrl+r", "delete", "1")
        assert Draft.select().count() == 2
        await clerk.press("delete", "2")
        assert Draft.select().count() == 1


async def test_f2_out_of_a_half_typed_form_and_back(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("先来的")
        await clerk.press("f2")
        await clerk.fill(name="后来的", request="急事")
        await clerk.press("ctrl+s")
        assert clerk.form.field("name").raw == "先来的"
        await clerk.press("enter")
        await clerk.text("慢慢说")
        await clerk.press("ctrl+s")
    assert [row.shown_name for row in Visit.select().order_by(Visit.id)] == ["后来的", "先来的"]
    assert Draft.select().count() == 0


async def test_saving_twice_registers_once(app: DeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The visit is in the file, but its draft was not cleared (a power cut between): the retry changes nothing."""
    from uuid import UUID

    clear = drafts.clear_draft

    def broken(uid: UUID | str) -> None:
        raise Refused("磁盘已满")

    monkeypatch.setattr(drafts, "clear_draft", broken)
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿")
        await clerk.press("ctrl+s")
        monkeypatch.setattr(drafts, "clear_draft", clear)
        await clerk.press("f2", "ctrl+r", "enter", "ctrl+s")
        assert "第01号" in clerk.said
    assert Visit.select().count() == 1
    assert Draft.select().count() == 0


async def test_a_full_disk_loses_nothing(app: DeskApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_kwargs: Any) -> Any:
        raise sqlite3.OperationalError("database or disk is full")

    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿")
        with monkeypatch.context() as broken:
            broken.setattr(AuditEntry, "create", full)
            await clerk.press("ctrl+s")
            assert "磁盘已满" in clerk.said
            assert clerk.form.field("request").raw == "补偿"
        assert Visit.select().count() == 0
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said


# -- bad input


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("headcount", "0", "来访人数至少是 1 人"),
        ("headcount", "10000", "来访人数 10000 太大"),
        ("content_class", "不存在的类", "没有「不存在的类」这一项"),
    ],
)
async def test_wrong_input_gets_its_sentence_and_stays(app: DeskApp, field: str, text: str, sentence: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿", **{field: text})
        await clerk.press("ctrl+s")
        assert sentence in clerk.beside(field)
        assert clerk.form.focused_name == field
        assert clerk.form.field(field).raw == text
        assert Visit.select().count() == 0
        assert ambiguous(app) == set()


@pytest.mark.parametrize(
    ("field", "text", "mark"),
    [
        ("amount", "几万", "〔涉及金额：几万，待核〕"),
        ("amount", "三毛钱多", "〔涉及金额：三毛钱多，待核〕"),
        ("amount", "10余万元", "〔涉及金额：10余万元〕"),
        ("problem_on", "好多年了", "〔问题时间：好多年了，待核〕"),
        ("problem_on", "2027-01-01", "〔问题时间：2027-01-01，待核〕"),
        ("affected", "半个村", "〔涉及人数：半个村，待核〕"),
        ("materials", "原件 3页", "〔材料：原件 3页，待核〕"),
    ],
)
async def test_doubtful_words_in_an_optional_field_are_kept_with_a_mark(
    app: DeskApp, field: str, text: str, mark: str
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿", facts="有合同。", **{field: text})
        clerk.form.read_now()
        if mark.endswith("待核〕"):
            assert "原话记到事实理由" in clerk.beside(field)
        await clerk.press("ctrl+s")
    assert Visit.select().count() == 1
    assert Matter.get().facts == f"有合同。{mark}"
    assert Matter.get().amount_fen == (10_000_000 if text == "10余万元" else None)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("999999196808150025", "身份证号的校验位不对"),
        ("99999919680815002", "还差 1 位"),
        ("999999200503150", "还差 3 位"),
        ("999999195002300017", "出生日期 1950-02-30 不存在"),
    ],
)
async def test_a_wrong_id_number_is_kept_as_typed_and_warned_of(app: DeskApp, number: str, sentence: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿", id_no=number)
        clerk.form.read_now()
        assert sentence in clerk.beside("id_no") and clerk.form.row("id_no").kind == "warning"
        await clerk.press("ctrl+s")
    person = Petitioner.get()
    assert (person.id_no, person.birth_date, person.sex) == (number, None, "")


async def test_30_a_page_down_takes_the_focus_along(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="路灯")
        clerk.form.focus_field("address")
        await clerk.press("pagedown")
        there = clerk.form.focused_name
        assert clerk.form.names.index(there) > clerk.form.names.index("content_class")
        row = clerk.form.row(there)
        assert row.region.y < app.size.height - 1 and row.region.height
        await clerk.press("pageup")
        assert clerk.form.names.index(clerk.form.focused_name) <= clerk.form.names.index("address")


async def test_36_what_was_typed_in_companions_and_left_is_there_again(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="路灯")
        await clerk.press("ctrl+n")
        await clerk.text("李某 13800000018")
        await clerk.press("escape")
        assert "写过的留着" in clerk.said
        await clerk.press("ctrl+n")
        assert clerk.form.raw()["people"] == "李某 13800000018"
        await clerk.press("escape", "escape", "f2", "ctrl+r", "enter", "ctrl+n")
        assert clerk.form.raw()["people"] == "李某 13800000018", "the draft has it"
        await clerk.press("escape", "ctrl+s")
        assert "同访人写了没存" in clerk.said and not Visit.select().exists(), "said once, and nothing is refused"
        await clerk.press("ctrl+n", "ctrl+s", "ctrl+s")
    assert Companion.get().name == "李某"


async def test_several_names_in_one_field_are_offered_as_companions(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("张三、李四、王五")
        await clerk.press("tab")
        assert "^S 时问一次" in clerk.beside("name")
        await clerk.text("补偿")  # what is typed on goes where it was meant
        await clerk.press("ctrl+s")
        assert "张三是来访人，李四、王五记为同访人" in "\n".join(lines(app))
        await clerk.press("1")
    assert Matter.get().request == "补偿"
    assert (Visit.get().shown_name, Visit.get().headcount) == ("张三", 3)
    assert [one.name for one in Companion.select().order_by(Companion.ordinal)] == ["李四", "王五"]


async def test_a_name_with_how_many_fills_in_the_number_and_who_came_along(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("张建国、李秀英、王五等6人")
        await clerk.press("tab")
        assert (clerk.form.raw()["name"], clerk.form.raw()["headcount"]) == ("张建国", "6")
        await clerk.text("路不通")
        await clerk.press("ctrl+s")
    assert (Visit.get().shown_name, Visit.get().headcount, Matter.get().request) == ("张建国", 6, "路不通")
    assert [one.name for one in Companion.select().order_by(Companion.ordinal)] == ["李秀英", "王五"]


async def test_an_age_behind_a_name_takes_no_text_away(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("王小宝，十一岁")
        await clerk.press("tab")
        await clerk.text("上学远")
        assert clerk.form.raw()["request"] == "上学远"
        await clerk.press("ctrl+s")
    assert Matter.get().request == "上学远"


async def test_several_names_may_be_one_name_and_are_asked_of_once(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("张三、李四")
        await clerk.press("enter")
        await clerk.text("补偿")
        await clerk.press("ctrl+s", "2")
    assert Visit.get().shown_name == "张三、李四" and Companion.select().count() == 0


async def test_a_wide_space_arrives_as_a_space(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(request="补偿\u3000差额", prior="县法院\u3000一审")
        assert clerk.form.raw()["request"] == "补偿 差额" and clerk.form.raw()["prior"] == "县法院 一审"


async def test_doubtful_words_of_each_of_several_matters_are_kept(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿", amount="几万")
        await clerk.press("ctrl+t")
        await clerk.fill(request="低保", problem_on="好多年了")
        await clerk.press("ctrl+s")
    kept = [matter.facts for matter in Matter.select().order_by(Matter.id)]
    assert kept == ["〔涉及金额：几万，待核〕", "〔问题时间：好多年了，待核〕"]


async def test_odd_texts_are_kept_as_they_are(app: DeskApp) -> None:
    rare = "𠮷𰻞👩‍🌾"
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name=f"章{rare}", request="=1+1", id_no="999999750315123")
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
    assert Visit.get().shown_name == f"章{rare}"
    assert Matter.get().request == "=1+1"
    assert Petitioner.get().id_no == "999999197503151231"


async def test_twenty_thousand_characters_pasted(app: DeskApp) -> None:
    letter = "补偿款按十二点四亩发放。" * 1667
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("甲" * 20_000)
        assert "这里最多 60 字，多出的 19,940 字没有收下" in clerk.beside("name")
        await clerk.fill(name="章某某", request=letter[:20_000])
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
    assert len(Matter.get().request) == 20_000


# -- sealed reports


async def test_a_sealed_report_leaves_nothing(app: DeskApp, desk: Desk) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="举报人赵某", request="某站长受贿", phone="13800000018", materials="录音 原件")
        assert Draft.select().count() == 1
        await clerk.fill(category="检举控告")
        await clerk.press("tab")
        assert "不留内容" in "".join(lines(app))
        await clerk.press("2")
        assert Draft.select().count() == 0
        assert clerk.form.field("request").raw == ""
        assert not clerk.form.row("name").display
        assert "不留内容" in clerk.beside("category")
        await clerk.press("ctrl+s")
        assert "第01号 检举控告 已登记" in clerk.said
    assert Draft.select().count() == 0
    assert Petitioner.select().count() == 0
    assert Material.select().count() == 0
    matter, visit = Matter.get(), Visit.get()
    assert (matter.category, matter.title, matter.request) == ("report_accusation", "检举控告(密)", "")
    assert visit.shown_name == "(密)"
    told = " ".join(f"{e.before} {e.after}" for e in AuditEntry.select())
    told += " ".join(s.words + s.numbers for s in Search.select())
    assert "受贿" not in told
    assert "赵某" not in told


async def test_a_sealed_report_says_no_and_keeps_what_was_typed(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿", category="检举控告")
        await clerk.press("tab", "1")
        assert clerk.form.field("category").raw == "申诉求决"
        assert clerk.form.field("request").raw == "补偿"
        await clerk.fill(category="3")
        await clerk.press("ctrl+s", "escape")
        assert Visit.select().count() == 0
        assert clerk.form.field("request").raw == "补偿"


async def test_a_sealed_report_is_registered_alone(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="补偿")
        await clerk.press("ctrl+t")
        await clerk.fill(category="检举控告")
        await clerk.press("tab")
        assert "请单独登记" in clerk.beside("category")
        assert clerk.form.field("category").raw == "申诉求决"


REPORT = "举报自然资源所所长收了邻居红包，我的补偿款也没有给"


async def test_words_that_report_are_asked_about_once_and_esc_keeps_everything(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request=REPORT)
        await clerk.press("ctrl+s")
        shown = "".join(lines(app))
        assert "是检举控告吗" in shown and "4 两样都有，拆成两件" in shown
        await clerk.press("escape")
        assert clerk.form.field("request").raw == REPORT and not Visit.select().exists()
        await clerk.press("ctrl+s", "2")
        assert clerk.said.startswith("第01号 章某某 已登记")
    assert (Matter.get().report_answer, Matter.get().request) == ("claim", REPORT)


async def test_a_report_that_was_asked_about_waits_and_leaves_no_draft(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request=REPORT)
        await clerk.press("ctrl+s", "1")
        assert "第01号 检举控告 已登记" in clerk.said
    assert Draft.select().count() == 0
    assert (Visit.get().shown_name, Matter.get().title, Matter.get().request) == ("(密)", "检举控告(密)", REPORT)


async def test_both_are_taken_apart_and_the_claim_keeps_its_own_words(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request=REPORT)
        await clerk.press("ctrl+s", "4")
        assert not any(clerk.form.raw().values()), "nothing of the report stands in the claim"
        assert "举报自然资源所所长收了邻居红包" in "".join(lines(app)), "what was said is there to be read"
        await clerk.fill(request="所长收了红包，补偿款没有给")
        await clerk.press("ctrl+s")
        assert "留下的求决里还像有检举控告" in "".join(lines(app)) and not Visit.select().exists()
        await clerk.press("4")
        await clerk.fill(request="补偿款没有给")
        await clerk.press("ctrl+s")
        assert clerk.said.startswith("第01号 章某某 已登记")
    claim, report = Matter.get(Matter.category == "claim"), Matter.get(Matter.category == "report_accusation")
    assert (claim.request, report.request, report.petitioner_name) == ("补偿款没有给", "", "(密)")
    assert Draft.select().count() == 0


# -- the frame


async def test_booked_visitor_comes_prefilled(app: DeskApp, desk: Desk) -> None:
    slot = clock.now() + timedelta(hours=1)
    booked = booking.book(desk, "章某某", slot, leader="周敏", about="补偿", phone="13800000018")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        app.go("intake", appointment_id=booked)
        await pilot.pause()
        await clerk.press("ctrl+s")
        assert "第01号" in clerk.said
    assert (Visit.get().shown_name, Visit.get().slot_at) == ("章某某", slot)


async def test_known_matter_comes_prefilled(app: DeskApp, desk: Desk) -> None:
    first = known(desk)
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        app.go("intake", matter_id=first.matter_ids[0])
        await pilot.pause()
        await clerk.press("ctrl+s")
        assert "重访" in clerk.said
    assert VisitMatter.select().count() == 2


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 36), marks=pytest.mark.slow)])
async def test_chrome_has_no_disputed_width_and_no_english(app: DeskApp, desk: Desk, size: tuple[int, int]) -> None:
    known(desk, phone="13800000018", address="示例镇章湾村3组")
    drafts.save_draft(desk, "intake", {"name": "甲"}, "甲")
    async with app.run_test(size=size) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("章某某")
        for keys in (["tab"], ["ctrl+o"], ["escape", "ctrl+n"], ["escape", "ctrl+r"], ["escape", "f1"], ["escape"]):
            await clerk.press(*keys)
            assert ambiguous(app) == set()
            assert english(app) == set()
            assert all(len(line.encode("gbk", "replace")) <= size[0] for line in lines(app))


async def test_who_begins_so_stays_in_sight_after_the_name(app: DeskApp, desk: Desk) -> None:
    known(desk, "李守田")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.text("李守")
        await clerk.press("enter")
        text = app.screen.side.text  # type: ignore[attr-defined]
        assert "李守田" in text and "姓名开头相同" in text and "没有找到" not in text


async def test_days_amount_and_class_as_clerks_type_them(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        for typed, meant in (("20260630", "2026-06-30"), ("6-30", "2026-06-30"), ("６月３０日", "2026-06-30")):
            await clerk.fill(problem_on=typed)
            assert str(clerk.form.meaning("problem_on")[0]) == meant
        await clerk.fill(amount="３，２００", content_class="3", name="李某", request="工资")
        assert (clerk.form.raw()["amount"], clerk.form.meaning("amount")[0]) == ("3,200", 320000)
        options = clerk.form.field("content_class").options
        assert clerk.form.meaning("content_class")[0] == options[2][0]
        await clerk.press("ctrl+s")
    row = Matter.get()
    assert (row.amount_fen, row.content_class) == (320000, options[2][0])


ABOVE_THE_FOLD = (
    "purpose", "category", "channel", "urgent", "name", "request", "address", "phone", "behalf", "headcount", "needs",
)  # fmt: skip


async def test_what_the_window_needs_is_above_the_fold_and_the_rest_is_said(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, IntakeScreen)
        for name in ABOVE_THE_FOLD:
            region = screen.form.row(name).region
            assert region.y >= 2 and region.bottom <= 23, name
        painted = lines(app)
        assert "1求决  2建议  3检举控告" in painted[3] and "紧    急  1否  2是" in painted[3]
        assert "1老人  2残疾  3孕妇  4婴幼儿  5患病" in "\n".join(painted)
        below = [name for name in screen.form.names if screen.form.row(name).region.y >= 22]
        hidden = [name for name in below if screen.form.row(name).display]
        assert f"下面还有 {len(hidden)} 项" in painted[22] and len(hidden) >= 9
        assert "以后可补" in "\n".join(painted), "the rest stands under quiet headings"
        screen.form.focus_field("id_doc")
        await pilot.pause()
        await pilot.pause()
        assert "下面还有" not in lines(app)[22]


async def test_16_what_a_paper_carries_stands_right_behind_the_request_and_only_of_a_paper(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        assert not any(clerk.form.row(name).display for name in INCOMING_FIELDS)
        await clerk.press("7")
        await clerk.text("县信访局转来")
        await clerk.press("enter")
        await clerk.text("修路的事")
        await clerk.press("enter")
        assert clerk.form.focused_name == INCOMING_FIELDS[0]
        assert all(clerk.form.row(name).display for name in INCOMING_FIELDS)


async def test_whom_somebody_speaks_for_is_asked_only_where_they_do(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        assert not clerk.form.row("on_behalf").display
        clerk.form.focus_field("behalf")
        await clerk.press("2")
        assert clerk.form.row("on_behalf").display and clerk.form.focused_name == "on_behalf", "a digit goes on"
        await clerk.fill(name="章某某", request="低保", on_behalf="母亲")
        await clerk.press("ctrl+s")
    assert Visit.get().on_behalf_of == "母亲"


async def test_a_need_that_is_not_on_the_list_is_kept_as_words(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="低保", needs="老人 耳背")
        await clerk.press("ctrl+s")
    visit = Visit.get()
    assert visit.needs == "elderly 耳背"
    from jiefang_tui.store.queries.reception.visits import visit_view

    view = visit_view(visit.id, clock.today())
    assert view is not None and view.needs == ("老人", "耳背")


async def test_19_who_still_waits_is_not_registered_a_second_time(app: DeskApp, desk: Desk) -> None:
    waits = intake.register_visit(desk, intake.VisitIn(name="章某某", matters=[intake.MatterIn("修路")]))
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="另一件")
        await clerk.press("ctrl+s")
        assert "01号 章某某 还在候访" in "\n".join(lines(app))
        assert Visit.select().count() == 1
        await clerk.press("1")
        assert type(app.screen).__name__ == "VisitScreen" and Draft.select().count() == 1
    assert Visit.get().id == waits.visit_id


async def test_19_another_person_of_that_name_is_registered_all_the_same(app: DeskApp, desk: Desk) -> None:
    intake.register_visit(desk, intake.VisitIn(name="章某某", matters=[intake.MatterIn("修路")]))
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", request="另一件")
        await clerk.press("ctrl+s", "2")
        assert "第02号 章某某 已登记" in clerk.said
    assert Visit.select().count() == 2


async def test_what_is_said_of_the_last_field_in_sight_is_seen(app: DeskApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        form = clerk.form
        form.focus_field("problem_on")
        await pilot.pause()
        await clerk.text("2027-01-01")
        form.read_now()
        await pilot.pause()
        await pilot.pause()
        assert any("晚于今天" in line for line in lines(app))


async def test_18_asking_how_it_stands_is_no_repeat(app: DeskApp, desk: Desk) -> None:
    """The row is a 问询, and so says the line below."""
    registered(desk, "章某某", "修路")
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot)
        await clerk.press("f2")
        await clerk.fill(name="章某某", purpose="问进度")
        await clerk.press("ctrl+o", "1")
        await clerk.press("ctrl+s", "2")
        assert "已登记 问进度 JF-" in clerk.said and "重访" not in clerk.said
    assert VisitMatter.get(VisitMatter.visit == 2).kind == PairKind.INQUIRY
