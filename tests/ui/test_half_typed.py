"""What was typed into an act's form and left with Esc is there again when the form is opened again."""

from __future__ import annotations

from jiefang_tui.services import stages
from jiefang_tui.services.desk import Desk
from jiefang_tui.store.models import Document, Draft, Matter, MatterEvent
from tests.services.given import days_ago, registered
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


async def test_a_notice_handed_over_needs_only_its_day(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0], tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "登记给出的告知书")
        await fill(pilot, served_on="今天")
        paper = Document.get()
        assert (paper.served_on, paper.service_way) == (Matter.get().received_on, "direct") and "直接送达" in page(app)
        await keys(pilot, "insert")
        await choose(pilot, "登记给出的告知书")
        await fill(pilot, kind="受理告知书", served_on="今天")
        await keys(pilot, "insert")
        await choose(pilot, "登记给出的告知书")
        assert app.screen.form.raw()["kind"] == "其他文书"  # type: ignore[attr-defined]


async def test_a_line_without_an_act_says_where_the_acts_are(desk: Desk) -> None:
    matter_id = registered(desk).matter_ids[0]
    stages.accept(desk, matter_id)
    app = MatterApp(desk, matter_id, tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "enter")
        assert "这一行没有要办的，按 Ins" in page(app)


async def test_typing_replaces_the_choice_a_form_opens_with(desk: Desk) -> None:
    app = MatterApp(desk, registered(desk).matter_ids[0], tab=4)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "insert")
        await choose(pilot, "登记给出的告知书")
        await pilot.press("q", "t")  # 其他
        await keys(pilot, "tab")
        assert app.screen.form.raw()["kind"].startswith("其他")  # type: ignore[attr-defined]
