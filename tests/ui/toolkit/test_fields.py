"""Fields and forms: Chinese words, choices, Enter, drafts, what is said beside a field."""

from __future__ import annotations

import pytest
from textual.events import Paste

from jiefang_tui.ui.widgets import words
from jiefang_tui.ui.widgets.choice import ChoiceField
from jiefang_tui.ui.widgets.fields import Field, LineField, NoteField
from jiefang_tui.ui.widgets.form import spread
from jiefang_tui.ui.widgets.form_row import FormRow
from tests.ui.painted import FormScreen, ToolkitApp, lines


@pytest.fixture
async def opened():
    """A form screen over the queue, its app and pilot."""
    app = ToolkitApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        yield app.screen, pilot


def test_each_chinese_character_is_a_word() -> None:
    text = "反映abc 12号"
    assert [words.previous_word(text, at) for at in (8, 7, 6, 5, 2)] == [6, 6, 2, 2, 1]
    assert [words.next_word(text, at) for at in (0, 1, 2, 5)] == [1, 2, 5, 8]
    assert words.previous_word("", 0) == 0
    assert words.next_word("反映 ", 2) == 3


async def test_word_deletion_spares_the_sentence(opened) -> None:
    screen, pilot = opened
    line = screen.form.field("name")
    line.raw = "反映小区物业"
    line.cursor_position = 6
    await pilot.press("ctrl+w", "ctrl+left", "ctrl+w")
    assert line.raw == "反映小物"
    await pilot.press("ctrl+z")
    assert line.raw == "反映小区物"
    notes = screen.form.field("facts")
    notes.focus()
    notes.raw = "停水 停电"
    notes.move_cursor((0, 5))
    await pilot.press("ctrl+w", "ctrl+w", "ctrl+w")
    assert notes.raw == "停"


async def test_enter_goes_on_and_drafts_are_kept_at_each_exit(opened) -> None:
    screen, pilot = opened
    assert screen.form.focused_name == "name"
    await pilot.press(*"章某", "enter")
    await pilot.pause()
    assert screen.form.focused_name == "claim"
    assert screen.drafts[-1]["name"] == "章某"
    await pilot.press(*"补偿", "enter", "enter", "enter", "enter", "enter")
    await pilot.pause()
    assert screen.form.focused_name == "facts"
    assert len(screen.drafts) == 2, "an exit without a change saves nothing"
    await pilot.press("x", "enter", "y", "shift+tab", "up")
    await pilot.pause()
    assert screen.drafts[-1]["facts"] == "x\ny"
    assert screen.form.raw()["claim"] == "补偿"


async def test_a_draft_within_a_second_of_typing(opened, monkeypatch) -> None:
    screen, pilot = opened
    timers: list[tuple[float, object]] = []
    monkeypatch.setattr(screen.form, "set_timer", lambda delay, call: timers.append((delay, call)))
    await pilot.press("章")
    await pilot.press("某")
    saving = [(delay, call) for delay, call in timers if call == screen.form.autosave]
    assert saving and saving[0][0] < 1
    screen.form._save_timer = None
    saving[0][1]()
    await pilot.pause()
    assert [draft["name"] for draft in screen.drafts] == ["章某"]


async def test_what_is_wrong_is_said_beside_its_field_and_checked(opened) -> None:
    screen, pilot = opened
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert "请填写姓名" in "\n".join(lines(screen.app))
    assert screen.form.focused_name == "name"
    screen.form.load({"name": "章某", "claim": "补偿", "phone": "123", "nobody": "x"}, typed=True)
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert screen.form.focused_name == "phone"
    assert screen.form.row("phone").kind == "error"
    assert screen.message.startswith("电话：电话少了几位")
    await pilot.press(*"4567")
    screen.form.read_now()
    assert screen.form.row("phone").text == "手机"
    screen.form.load({"class": "wages", "needs": "elderly pregnant", "unit": "某公司"})
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert screen.saved == {
        "name": "章某",
        "claim": "补偿",
        "phone": "1234567",
        "class": "wages",
        "needs": ["elderly", "pregnant"],
        "unit": None,
        "facts": None,
    }
    assert "已登记" in lines(screen.app)[1]


@pytest.mark.parametrize(
    ("typed", "value", "label"),
    [
        ("tqgz", "wages", "拖欠工资"),
        ("征地", "land", "征地补偿"),
        ("３", "house", "房屋开裂"),
        ("2", "wages", "拖欠工资"),
        ("", None, ""),
    ],
)
async def test_choices_by_chinese_initials_and_number(opened, typed, value, label) -> None:
    screen, pilot = opened
    field = screen.form.field("class")
    field.focus()
    await pilot.press(*typed)
    if label:
        assert field.hint == f"1/1 {label}"
    await pilot.press("enter")
    await pilot.pause()
    assert (field.choice, field.raw) == (value, label)
    assert screen.form.focused_name == "needs"


async def test_choices_cycle_stay_free_and_take_several(opened) -> None:
    screen, pilot = opened
    field = screen.form.field("class")
    field.focus()
    await pilot.press("down", "down", "down", "down", "up")
    await pilot.pause()
    assert screen.form.row("class").text == "3/3 房屋开裂"
    await pilot.press("enter", *"老 孕", "enter")
    await pilot.pause()
    assert field.choice == "house"
    needs = screen.form.field("needs")
    assert (needs.choices, needs.raw) == (["elderly", "pregnant"], "老年人 孕妇")
    unit = screen.form.field("unit")
    await pilot.press(*"征地")
    assert unit.hint == "下键选 征地补偿"
    await pilot.press("enter")
    await pilot.pause()
    assert (unit.choice, unit.raw) == (None, "征地")
    unit.focus()
    await pilot.pause()
    await pilot.press("down", "enter")
    await pilot.pause()
    assert (unit.choice, unit.raw) == ("land", "征地补偿")
    field.raw = "no such"
    assert not screen.form.check()
    assert "没有" in screen.form.row("class").text


async def test_one_character_of_a_free_choice_is_completed_only_where_one_option_begins_so(opened) -> None:
    screen, pilot = opened
    unit = screen.form.field("unit")
    unit.focus()
    await pilot.press("征", "enter")
    await pilot.pause()
    assert (unit.choice, unit.raw) == ("land", "征地补偿")
    assert screen.form.row("unit").text == "按「征」补全"
    unit._source, unit._options, unit._picked = [("1", "陈刚"), ("2", "陈晓"), ("3", "小李")], None, -1
    for typed, left in (("陈", "陈"), ("李", "李"), ("小", "小李"), ("小王", "小王")):
        unit.raw = ""
        unit.focus()
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert unit.raw == left


async def test_what_was_put_in_beforehand_is_replaced_by_typing_and_what_was_typed_is_gone_on_with(opened) -> None:
    screen, pilot = opened
    form, phone = screen.form, screen.form.field("phone")
    form.load({"phone": "1"})
    form.focus_field("claim")
    await pilot.press("tab", "6")
    assert phone.raw == "6"
    await pilot.press("shift+tab", "tab", "5")
    assert phone.raw == "65"
    form.load({"phone": "１"}, typed=True)
    await pilot.press("shift+tab", "tab", "6")  # narrowed as it was left, and still the clerk's own
    assert phone.raw == "16"
    form.load({"phone": "1"})
    form.focus_field("phone")
    await pilot.press("7")
    assert phone.raw == "7"


async def test_a_number_is_half_width_once_left_and_an_error_goes_with_its_cause(opened) -> None:
    screen, pilot = opened
    form = screen.form
    form.load({"name": "章某", "claim": "补偿", "phone": "１２３"})
    assert not form.check() and "少了几位" in screen.message
    form.field("phone").focus()
    form.field("phone").raw = "１３８００００００１８"
    await pilot.press("tab")
    await pilot.pause()
    assert form.raw()["phone"] == "13800000018"
    assert form.row("phone").kind == "said" and screen.message == ""
    form.set_wrong("name", "这个姓名不行")
    screen.warn("另一件事不行")
    form.field("name").insert("某", 0)
    await pilot.pause()
    form.read_now()
    assert form.row("name").kind != "error" and screen.message == "另一件事不行"


async def test_what_is_said_of_a_long_paste_does_not_let_a_wrong_text_pass(opened) -> None:
    screen, pilot = opened
    form = screen.form
    form.load({"name": "章某", "claim": "补偿"})
    phone = form.field("phone")
    phone.raw = "123"
    await pilot.pause()
    form.read_now()
    phone.post_message(Field.Cut(phone, 3, 9))
    await pilot.pause()
    form.read_now()
    assert form.row("phone").text.startswith("这里最多")
    assert not form.check() and form.row("phone").kind == "error"
    await pilot.pause()
    assert form.focused_name == "phone"
    form.load({"phone": ""})
    form.set_wrong("name", "这个姓名不行")
    assert form.check(), "what was refused once may be tried again"


async def test_a_long_paste_is_kept_to_the_limit_and_said(opened) -> None:
    screen, pilot = opened
    line, notes = screen.form.field("name"), screen.form.field("facts")
    line.focus()
    line.post_message(Paste("章\n" + "某" * 20_000))
    await pilot.pause()
    screen.form.read_now()
    assert line.raw == "章 " + "某" * 18
    assert screen.form.row("name").text == "这里最多 20 字，多出的 19,982 字没有收下"
    notes.focus()
    await pilot.pause()
    notes.post_message(Paste("诉" * 20_000))
    await pilot.pause()
    await pilot.pause()
    screen.form.read_now()
    assert len(notes.raw) == 5000
    assert "15,000 字没有收下" in screen.form.row("facts").text
    assert "15,000" in "\n".join(lines(screen.app))


async def test_a_space_within_a_burst_of_keys_stays_where_it_was_typed(opened) -> None:
    """A burst comes as its first key and the rest in one piece (`TypeAhead`)."""
    screen, pilot = opened
    line = screen.form.field("name")
    line.focus()
    for key, rest in (("5", " 15"), (" ", "25 "), ("3", "0")):
        await pilot.press(key)
        line.post_message(Paste(rest))
        await pilot.pause()
    assert line.raw == "5 15 25 30"
    line.raw = ""
    line.post_message(Paste(" 章某\n某 "))
    await pilot.pause()
    assert line.raw == "章某 某"


def test_fields_bind_only_keys_that_edit_text() -> None:
    allowed = {f"ctrl+{letter}" for letter in "acdekuvwxyz"}
    for kind in (LineField, NoteField, ChoiceField):
        bound = set(kind._merge_bindings().key_to_bindings)
        taken = {key for key in bound if key.startswith("ctrl+") and len(key) == 6}
        assert taken <= allowed, kind
        assert not {key for key in bound if key[0] == "f" and key[1:].isdigit()}, kind
        assert not {key for key in bound if len(key) == 1}, kind
        descriptions = {b.description for bs in kind._merge_bindings().key_to_bindings.values() for b in bs}
        assert all(not text.isascii() for text in descriptions), kind


def test_labels_are_four_wide_characters() -> None:
    assert [spread(text) for text in ("姓名", "被反映", "内容分类")] == ["姓    名", "被 反 映", "内容分类"]


async def test_a_hint_laid_out_for_another_width_is_laid_again(opened) -> None:
    screen, pilot = opened
    row = screen.form.query("FormRow").first(FormRow)
    row.show("error", "这一句写在栏里写不下" * 4)
    row._laid_for, row._below = 0, ["折", "行"]
    row.refresh()
    await pilot.pause()
    await pilot.pause()
    assert row._laid_for == row.size.width and "这一句" in row._below[0]
