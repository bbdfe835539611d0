"""What was typed into an act's form and left with Esc is there again when the form is opened again."""

from __future__ import annotations

import hashlib

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.law import dispatching, stages
from jiefang_tui.services.reception import intake
from jiefang_tui.services.supervision import cards
from jiefang_tui.store.models import (
    Appointment,
    Document,
    Draft,
    Matter,
    MatterEvent,
    ReceptionSession,
    SupervisionCard,
    Visit,
)
from jiefang_tui.terms import VisitPurpose
from jiefang_tui.ui.app import DeskApp
from jiefang_tui.ui.matter import timeline_panel
from jiefang_tui.ui.toolkit.places import SETTINGS
from tests.services.given import days_ago, owned, registered
from tests.ui.matter_app import MatterApp, choose, fill, keys, page

SMALL = (80, 24)


async def test_what_was_left_with_esc_is_filled_in_again(desk: Desk) -> None:
    with days_ago(desk, 3):
        matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "不予受理")
        form = app.screen.form  # type: ignore[attr-defined]
        form.focus_field("facts")
        await pilot.pause()
        await keys(pilot, "=已起诉，法院正在审理", "escape")
        assert "没保存" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "不予受理")
        assert app.screen.form.raw()["facts"] == "已起诉，法院正在审理"  # type: ignore[attr-defined]
        assert "上次没写完的" in page(app)


async def test_it_is_of_its_own_matter_and_goes_with_the_act(desk: Desk) -> None:
    with days_ago(desk, 3):
        first, other = (registered(desk, name=name).matter_ids[0] for name in ("章德福", "李守田"))
    app = MatterApp(desk, first, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=去看了现场", "escape")
        app.go("matter", matter_id=other, tab=3)
        await pilot.pause()
        await keys(pilot, "insert")
        assert app.screen.form.raw()["text"] == ""  # type: ignore[attr-defined]
        await keys(pilot, "escape")
        assert "没保存" not in page(app)  # nothing was typed
        await keys(pilot, "escape", "insert")
        assert app.screen.form.raw()["text"] == "去看了现场"  # type: ignore[attr-defined]
        await fill(pilot)
        assert MatterEvent.select().where(MatterEvent.text.contains("去看了现场")).count() == 1
        await keys(pilot, "insert")
        assert app.screen.form.raw()["text"] == ""  # type: ignore[attr-defined]


async def test_a_form_cut_off_is_there_again_after_the_next_start(desk: Desk) -> None:
    """No Esc, no exit: the program is gone in the middle of the form."""
    with days_ago(desk, 3):
        matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=去看了现场", "tab")
        (kept,) = Draft.select()
        assert kept.form.startswith(f"matter:{matter_id}:") and "去看了现场" in kept.body
    again = MatterApp(desk, matter_id, tab=3)
    async with again.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        assert again.screen.form.raw()["text"] == "去看了现场"  # type: ignore[attr-defined]
        await fill(pilot)
    assert Draft.select().count() == 0


async def test_what_was_taken_out_again_is_not_offered(desk: Desk) -> None:
    with days_ago(desk, 3):
        matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=写错了", "escape", "insert", "ctrl+u", "escape", "insert")
        assert app.screen.form.raw()["text"] == ""  # type: ignore[attr-defined]
        assert "上次没写完的" not in page(app)


async def test_a_notice_handed_over_needs_only_who_took_it(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0], tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        await fill(pilot)
        await keys(pilot, "1")
        await fill(pilot, said="本人")
        paper = Document.get()
        assert (paper.served_on, paper.service_way) == (Matter.get().received_on, "direct") and "直接送达" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        await fill(pilot, kind="受理告知书")
        await keys(pilot, "escape")
        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        assert app.screen.form.raw()["kind"] == "其他文书"  # type: ignore[attr-defined]


async def test_a_line_without_an_act_says_where_the_acts_are(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    stages.exempt_notice(desk, matter_id, "住址不清")
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "enter")
        assert "这一行没有要办的，按 Ins" in page(app)


async def test_typing_replaces_the_choice_a_form_opens_with(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0], tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "出具告知书")
        await pilot.press("q", "t")  # 其他
        await keys(pilot, "tab")
        assert app.screen.form.raw()["kind"].startswith("其他")  # type: ignore[attr-defined]


# -- under which name it is kept


def kept_under_title(desk: Desk, about: str, title: str, row: object, **texts: str) -> None:
    """A draft as it was kept before forms had names."""
    which = hashlib.sha256(f"{title}/{row}".encode()).hexdigest()[:12]
    drafts.save_draft(desk, f"{about}:{which}", texts, title)


@pytest.mark.parametrize("row", [None, 0])
async def test_what_was_kept_before_forms_had_names_is_still_found(desk: Desk, row: object) -> None:
    matter_id = registered(desk).matter_ids[0]
    kept_under_title(desk, f"matter:{matter_id}", "免予书面告知", row, reason="住址写不清")
    kept_under_title(desk, f"matter:{matter_id}", "延期", row, reason="别的一张")
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "免予书面告知")
        assert texts(app)["reason"] == "住址写不清" and "上次没写完的" in page(app)
        assert Draft.get(Draft.title.startswith("免予书面告知")).form == f"matter:{matter_id}:exempt_notice"
        await keys(pilot, "ctrl+s")
        assert [row.title for row in Draft.select()] == ["延期"]


async def test_a_line_opened_before_forms_had_names_gives_its_own_draft(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    one = dispatching.dispatch(desk, matter_id, "assist", "自然资源所")
    other = dispatching.dispatch(desk, matter_id, "assist", "司法所")
    kept_under_title(desk, f"matter:{matter_id}", "签收", other, by="王主任")
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for row_id, by in ((one, ""), (other, "王主任")):
            app.screen.query_one("#papers RowList").move_to(("dispatch", row_id, 0))  # type: ignore[attr-defined]
            await keys(pilot, "enter")
            await choose(pilot, "签收")
            assert texts(app)["by"] == by
            await keys(pilot, "escape")
        assert Draft.get().form == f"matter:{matter_id}:sign:{other}"


async def test_a_form_that_is_called_otherwise_today_has_its_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=去看了现场", "escape")
    title = timeline_panel.FormDialog
    monkeypatch.setattr(timeline_panel, "FormDialog", lambda _, *given, **more: title("写进展", *given, **more))
    again = MatterApp(desk, matter_id, tab=3)
    async with again.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        assert "写进展" in page(again) and texts(again)["text"] == "去看了现场"


async def test_what_was_typed_about_one_card_is_not_offered_for_the_next(desk: Desk) -> None:
    matter_id = owned(desk)
    for reason in ("逾期未答复", "仍未答复"):
        cards.issue_card(desk, matter_id, "yellow", "水利站", "", reason, "三日内答复", clock.today(), "周敏")
    app = MatterApp(desk, matter_id, tab=7)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for card in SupervisionCard.select():
            app.screen.query_one("#pushes RowList").move_to(("card", card.id, 0))  # type: ignore[attr-defined]
            await keys(pilot, "enter")
            await choose(pilot, "书面说明")
            assert texts(app)["text"] == ""
            await keys(pilot, "=正在办", "escape")
        assert Draft.select().count() == 2


# -- forms over 今日接访 and from the palette


def texts(app: DeskApp) -> dict[str, str]:
    return dict(app.screen.form.raw())  # type: ignore[attr-defined]


async def test_a_booking_cut_off_is_there_again_and_goes_with_the_act(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=周小兰", "tab", "=明天9点", "tab")
        (kept,) = Draft.select()
        assert kept.form.startswith("desk:0:") and kept.title == "预约来访: 周小兰 明天9点" and "周小兰" in kept.body
    again = DeskApp(desk)
    async with again.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "未完草稿 1 份，在上面的「草稿」里按 Enter" in page(again), "F2 and ^R would not find it"
        await keys(pilot, "insert")
        assert texts(again)["name"] == "周小兰" and "上次没写完的" in page(again)
        await keys(pilot, "escape")
        assert "没保存" in page(again)
        await keys(pilot, "insert", "ctrl+s")
        assert Appointment.get().name == "周小兰" and Draft.select().count() == 0
        await keys(pilot, "insert")
        assert texts(again)["name"] == ""


async def test_a_session_half_changed_is_kept_for_that_session_only(desk: Desk) -> None:
    registered(desk)
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+o")
        app.screen.form.focus_field("place")  # type: ignore[attr-defined]
        await pilot.pause()
        await keys(pilot, "=二楼会议室", "escape", "ctrl+o")
        assert texts(app)["place"] == "二楼会议室"
        await fill(pilot, how="另开一场")
        assert ReceptionSession.select().order_by(ReceptionSession.id.desc()).get().place == "二楼会议室"
        await keys(pilot, "ctrl+o")
        app.screen.form.focus_field("subject")  # type: ignore[attr-defined]
        await pilot.pause()
        await keys(pilot, "=欠薪专题", "escape")
        from jiefang_tui.services.reception import receiving

        receiving.open_session(desk, "any_time", "周敏", "镇党委书记")
        app.publish_changes()
        await keys(pilot, "ctrl+o")
        assert texts(app)["subject"] == ""


async def test_what_was_done_at_the_window_is_kept_with_that_arrival(desk: Desk) -> None:
    for name in ("甲一一", "乙二二"):
        asked = [intake.MatterIn("办证明")]
        intake.register_visit(desk, intake.VisitIn(name=name, purpose=VisitPurpose.SERVICE, matters=asked))
    first, second = (row.id for row in Visit.select().order_by(Visit.id))
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        rows = app.screen.query_one("#queue")
        rows.move_to(f"v{first}")  # type: ignore[attr-defined]
        await keys(pilot, "enter", "=已开具证明", "escape")
        rows.move_to(f"v{second}")  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        assert texts(app)["text"] == ""
        await keys(pilot, "escape")
        rows.move_to(f"v{first}")  # type: ignore[attr-defined]
        await keys(pilot, "enter")
        assert texts(app)["text"] == "已开具证明"
        await keys(pilot, "ctrl+s")
        assert Visit.get_by_id(first).talk_note == "已开具证明" and Draft.select().count() == 0


@pytest.mark.parametrize("name", [name for name, _, _ in SETTINGS])
async def test_a_form_of_the_palette_is_kept_wherever_it_was_opened(desk: Desk, name: str) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        app.action_office(name)
        await pilot.pause()
        field = app.screen.form.names[0]  # type: ignore[attr-defined]
        await keys(pilot, "ctrl+u", "=程小东", "escape")
        assert [row.form.split(":")[0] for row in Draft.select()] == ["desk"], field
    again = DeskApp(desk)
    async with again.run_test(size=SMALL) as pilot:
        await pilot.pause()
        again.action_office(name)
        await pilot.pause()
        assert texts(again)[field] == "程小东"


async def test_a_line_of_a_notice_half_typed_is_kept(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0])
    async with app.run_test(size=SMALL) as pilot:
        app.go("level_skips")
        await keys(pilot, "insert", "=11-20", "escape", "insert")
        assert texts(app)["on_day"] == "11-20"


async def test_a_promise_half_typed_in_the_talk_is_there_in_the_matter_too(desk: Desk) -> None:
    one = registered(desk)
    app = MatterApp(desk, one.matter_ids[0])
    async with app.run_test(size=SMALL) as pilot:
        from jiefang_tui.services.reception import receiving

        receiving.change_session(desk, None, "周敏", "镇党委书记")
        app.go("talk", visit_id=one.visit_id)
        await keys(pilot, "ctrl+n", "=月底付清首期", "escape")
        assert Draft.get().form.startswith(f"matter:{one.matter_ids[0]}:")
        app.go("matter", matter_id=one.matter_ids[0])
        await keys(pilot, "5", "insert", "1")
        assert texts(app)["text"] == "月底付清首期"


async def test_a_draft_in_the_list_says_where_it_goes_on(desk: Desk) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert", "=周小兰", "escape")
        app.action_office("handover")
        await pilot.pause()
        await keys(pilot, "=周敏", "escape")
        for title, how in (("人员交接", "按 ^P 打「人员交接」"), ("预约来访", "上次没写完的已填上")):
            app.go("records", figure="drafts")
            await pilot.pause()
            assert "本台" in page(app)
            app.screen.rows.move_to(Draft.get(Draft.title.startswith(title)).id)  # type: ignore[attr-defined]
            await keys(pilot, "enter")
            assert how in page(app)


async def test_what_is_there_again_can_be_put_away_and_brought_back(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    app = MatterApp(desk, matter_id, tab=3)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        assert "重新写" not in page(app)
        await keys(pilot, "=去看了现场", "escape", "insert")
        form = app.screen.form  # type: ignore[attr-defined]
        blank = {name: text for name, text in form.raw().items() if text != "去看了现场"}
        assert "^N 重新写" in page(app) and "去看了现场" in form.raw().values()
        await keys(pilot, "ctrl+n")
        assert "去看了现场" not in form.raw().values() and "^N 取回" in page(app)
        await keys(pilot, "ctrl+n")
        assert "去看了现场" in form.raw().values()
        await keys(pilot, "ctrl+n", "escape", "insert")
        form = app.screen.form  # type: ignore[attr-defined]
        assert "去看了现场" in form.raw().values(), "put away and nothing written instead: it is not lost"
        await keys(pilot, "ctrl+n", "=打了电话", "escape", "insert")
        form = app.screen.form  # type: ignore[attr-defined]
        assert "打了电话" in form.raw().values() and "去看了现场" not in form.raw().values()
        assert blank.items() <= form.raw().items()
