"""The frame of a screen, dialogs, help, palette, blanking; no disputed character and no English anywhere."""

from __future__ import annotations

import gc
import string
from collections.abc import Callable
from datetime import datetime

import pytest
from textual.pilot import Pilot

from jiefang_tui.ui.desk.help import HelpScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, ConfirmDialog, Filled, FormDialog, TextDialog
from jiefang_tui.ui.widgets.fields import LineField, NoteField
from tests.ui.painted import SPECS, FormScreen, QueueScreen, ToolkitApp, ambiguous, english, lines, refuse

MANY = [(str(n), f"第{n}村") for n in range(1, 13)]


async def test_digits_choose_also_full_width() -> None:
    app = ToolkitApp()
    answers: list[object] = []
    options = [("a", "当场答复"), ("b", "受理并包案"), ("c", "交办")]
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["2"], ["３"], ["down", "enter"], ["9", "x", "escape"]):
            app.push_screen(ChooseDialog("处理结果", options), answers.append)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
        app.push_screen(ConfirmDialog("退出吗"), answers.append)
        await pilot.pause()
        await pilot.press("１")
        await pilot.pause()
        app.push_screen(ChooseDialog("村", MANY), answers.append)
        await pilot.pause()
        await pilot.press(*"十", "backspace", *"12", "enter")
        await pilot.pause()
    assert answers == ["b", "c", "b", None, "yes", "12"]


async def test_dialogs_swallow_the_keys_of_the_screens() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = ChooseDialog("处理结果", [("a", "当场答复")])
        app.push_screen(dialog)
        await pilot.pause()
        for key in [f"f{n}" for n in range(2, 10)] + ["ctrl+f", "ctrl+p", "ctrl+q", "ctrl+n", "delete"]:
            await pilot.press(key)
            assert app.screen is dialog, key
        assert app.screen_stack[0].message == ""
        await pilot.press("ctrl+l")
        assert "已遮屏" in "".join(lines(app)) and "当场答复" not in "".join(lines(app))
        await pilot.press("x", "f2", "1", "ctrl+l")
        assert app.screen is dialog
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert app.screen is dialog


async def test_help_tells_the_keys_and_scrolls() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2", "f1")
        await pilot.pause()
        first = lines(app)
        assert first[2].strip() == "登记来访。"
        assert any(line.split()[:2] == ["^S", "保存"] for line in first)
        assert any(line.split()[:2] == ["F2", "登记"] for line in first)
        await pilot.press("down")
        await pilot.pause()
        assert lines(app)[2] == first[3]
        await pilot.press("end")
        await pilot.pause()
        assert "Ctrl+Shift+左" in "".join(lines(app)) and "下一项" in "".join(lines(app))
        await pilot.press("ctrl+l")
        assert "已遮屏" in "".join(lines(app))
        await pilot.press("ctrl+l", "f1")
        assert isinstance(app.screen, FormScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_outcome_that_is_too_long_for_a_line_is_read_whole_until_the_next_key(size: tuple[int, int]) -> None:
    app = ToolkitApp()
    said = "已排 20 天，到 2027-12-31。" + "2027年的放假安排还没有公布，按周一到周五推算，公布了再核对；" * 3 + "完了。"
    async with app.run_test(size=size) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        below = lines(app)[2]
        app.screen.say(said)
        await pilot.pause()
        shown = lines(app)
        taken = 1 if shown[2] == below else next(at for at, line in enumerate(shown) if line == below) - 1
        assert taken > 1 and "".join(line.strip() for line in shown[1 : 1 + taken]) == said
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert "完了。" in "".join(lines(app)[1:5]) or ".." in lines(app)[4]
        await pilot.resize_terminal(*size)
        await pilot.press("tab")
        await pilot.pause()
        assert lines(app)[2] == below


async def test_form_dialog_stays_open_when_refused_and_keeps_what_was_typed() -> None:
    app = ToolkitApp()
    kept: list[dict[str, str]] = []
    answers: list[Filled | None] = []
    refusing = True

    def act(filled: Filled) -> None:
        if refusing:
            refuse()

    async with app.run_test(size=(80, 24)) as pilot:
        dialog = FormDialog("约访", SPECS[:3], {"claim": "补偿"}, "说明", act=act, keep=kept.append)
        app.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.press(*"章某", "ctrl+s")
        await pilot.pause()
        assert app.screen is dialog
        assert dialog.form.focused_name == "phone"
        assert "已接的来访不能再改" in "\n".join(lines(app))
        await pilot.press(*"1380000", "escape")
        await pilot.pause()
        assert answers == [None]
        assert kept[-1] == {"name": "章某", "claim": "补偿", "phone": "1380000"}
        refusing = False
        app.push_screen(FormDialog("约访", SPECS[:3], kept[-1], act=act), answers.append)
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        app.push_screen(TextDialog("暂离", "原因"), answers.append)
        await pilot.pause()
        await pilot.press("enter", *"接孩子", "enter")
        await pilot.pause()
    assert answers[1] is not None and answers[1]["phone"] == "1380000"
    assert answers[2] is not None and answers[2]["text"] == "接孩子"


async def test_a_change_is_read_by_the_visible_screen_and_by_the_others_on_return() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        queue = app.screen
        assert isinstance(queue, QueueScreen) and queue.reads == 1
        app.publish({"draft"})
        assert queue.reads == 1
        await pilot.press("ctrl+n")
        assert queue.reads == 2
        await pilot.press("f2", "f2")
        await pilot.pause()
        assert len(app.screen_stack) == 3
        app.publish({"visit"})
        await pilot.pause()
        assert queue.reads == 2
        form = app.screen
        await pilot.press("章", "f3")
        await pilot.pause()
        assert app.screen is queue and queue.reads == 3
        assert isinstance(form, FormScreen) and form.drafts[-1]["name"] == "章"
        app.push_screen(ChooseDialog("处理结果", [("a", "当场答复")]))
        await pilot.pause()
        app.publish({"visit"})
        assert queue.reads == 4, "a dialog does not hide the screen beneath"


async def test_refusals_stay_until_the_next_act_and_outcomes_until_the_next_key() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        await pilot.press("delete")
        assert screen.message == "已接的来访不能再改"
        await pilot.press("down")
        assert screen.message == "已接的来访不能再改"
        await pilot.press("ctrl+n")
        assert screen.message == "请 01 号"
        await pilot.press("down")
        assert screen.message == ""
        await pilot.pause()
        assert "周敏" in lines(app)[1]
        await pilot.press("ctrl+c")
        assert screen.message == "^C 用来复制选中的字，退出用 ^Q"


async def test_palette_finds_by_initials_and_acts() -> None:
    app = ToolkitApp()
    app.desk.reference.pinyin.update({"请": "q", "下": "x", "一": "y", "位": "w"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "浅色界面" in [shown[1] for _, _, shown in app.screen._acts.values()]  # type: ignore[attr-defined]
        await pilot.press(*"qxyw", "enter")
        await pilot.pause()
        await pilot.pause()
        assert app.screen.message == "请 01 号"
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"浅色", "enter")
        await pilot.pause()
        await pilot.pause()
        assert app.theme == "desk-light"


async def test_bare_letters_and_unbuilt_keys_do_nothing(frozen_clock: datetime) -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = lines(app)
        await pilot.press(*string.ascii_letters, *string.digits, "space", "f7", "f9")
        await pilot.pause()
        assert lines(app) == before
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("theme", ["desk-dark", pytest.param("desk-light", marks=pytest.mark.slow)])
@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 36), marks=pytest.mark.slow)])
async def test_no_disputed_character_and_no_english(size, theme) -> None:
    app = ToolkitApp(theme=theme)
    notes = [*SPECS, *(type(SPECS[0])(f"more{n}", "更多") for n in range(30))]
    async with app.run_test(size=size, notifications=True) as pilot:
        scenes = [
            [],
            ["end"],
            ["f1"],
            ["escape", "ctrl+p"],
            ["escape", "ctrl+l"],
            ["ctrl+l", "f2"],
            [*"章", "enter", *"补偿", "enter", *"12", "enter", "z", "enter"],
            ["ctrl+s"],
            ["ctrl+c"],
            ["f1"],
        ]
        for number, keys in enumerate(scenes):
            await pilot.press(*keys)
            await pilot.pause()
            assert not ambiguous(app), (number, lines(app))
            assert not english(app), (number, lines(app))
        await pilot.press("escape")
        for dialog in (
            ChooseDialog("村", MANY),
            ConfirmDialog("退出吗", "还有没写完的"),
            FormDialog("约访", notes),
            TextDialog("暂离", "原因", lines=3),
        ):
            app.push_screen(dialog)
            await pilot.pause()
            assert dialog.message == "" and not ambiguous(app) and not english(app), lines(app)
            await pilot.press("escape")
        app.notify("提示", title="标题", severity="error")
        await pilot.pause()
        await pilot.pause()
        assert any("标题" in line for line in lines(app))
        assert not ambiguous(app) and not english(app)


async def test_the_focused_field_is_in_view_and_the_terminal_cursor_on_it() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        form = app.screen.form
        for name in form.names:
            form.focus_field(name)
            await pilot.pause()
            region = form.field(name).region
            assert region.height and region.bottom < 14
            assert form.region.contains_region(region), name
            assert region.contains(*app.cursor_position), name
        field = form.field("name")
        assert isinstance(field, LineField)
        field.focus()
        field.raw = ""
        await pilot.press(*"章某")
        assert app.cursor_position.x == field.region.x + 4 + 1


async def _until(pilot: Pilot[None], reached: Callable[[], bool]) -> None:
    """Let the app work until it is there: on a busy machine a key takes many rounds."""
    for _ in range(200):
        await pilot.pause()
        if reached():
            return
    raise AssertionError(f"still on {pilot.app.screen}")


@pytest.mark.slow
async def test_a_screen_that_was_left_leaves_nothing_in_memory() -> None:
    """Textual keeps a text area for ever through a watcher on the app (Textualize/textual#6666); ours lets go."""
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(5):
            await pilot.press("f2")
            await _until(pilot, lambda: isinstance(app.screen, FormScreen))
            app.push_screen(FormDialog("约访", SPECS))
            await _until(pilot, lambda: isinstance(app.screen, FormDialog))
            await pilot.press("escape")
            await _until(pilot, lambda: isinstance(app.screen, FormScreen))
            await pilot.press("escape")
            await _until(pilot, lambda: not isinstance(app.screen, FormScreen))
        for _ in range(200):  # the last messages of left screens end in their own time
            await pilot.pause()
            gc.collect()
            alive = [type(each) for each in gc.get_objects() if isinstance(each, FormScreen | FormDialog | NoteField)]
            # The last one of each may still be held by the message being handled.
            if alive.count(FormScreen) <= 1 and alive.count(FormDialog) <= 1 and alive.count(NoteField) <= 4:
                return
    raise AssertionError(f"left screens stay in memory: {alive}")


async def test_notes_follow_the_theme() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        notes = app.screen.form.field("claim")
        seen = []
        for theme in ("desk-dark", "desk-light", "desk-dark"):
            app.theme = theme
            await pilot.pause()
            notes.focus()
            await pilot.pause()
            seen.append([segment.style.bgcolor.name for segment in notes.render_line(0)][-1])
        assert seen == ["#3a536d", "#c9e0f6", "#3a536d"]


async def test_the_palette_says_when_no_act_is_called_so() -> None:
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"zzz")
        await pilot.pause()
        assert any("没有这样的命令" in line for line in lines(app))


def test_painted_lines_of_left_widgets_are_let_go() -> None:
    """Textual's cache of two colours used to keep every widget that asked (40 MB after fifty forms)."""
    import gc
    import weakref

    from textual._styles_cache import StylesCache
    from textual.color import Color

    from jiefang_tui.ui.toolkit import left_widgets

    left_widgets.install()
    cache = StylesCache()
    asked = cache.get_inner_outer(Color.parse("#101010"), Color.parse("#202020"))
    assert asked == StylesCache().get_inner_outer(Color.parse("#101010"), Color.parse("#202020"))
    gone = weakref.ref(cache)
    del cache
    gc.collect()
    assert gone() is None
