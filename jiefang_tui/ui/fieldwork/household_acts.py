"""What can be done with a 入户清单 and with a household of it, beside typing."""

from __future__ import annotations

from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.fieldwork import households, round_papers, rounds
from jiefang_tui.store.queries.fieldwork.rounds import HouseholdLine, taken_out
from jiefang_tui.ui.fieldwork import household_forms
from jiefang_tui.ui.fieldwork.household_page import HouseholdPage
from jiefang_tui.ui.toolkit.day_and_reason import reason_dialog
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, ConfirmDialog, FormDialog
from jiefang_tui.ui.toolkit.printing import print_aside

SHEET = "sheet"


def _more_acts(screen: HouseholdPage) -> list[tuple[str, str]]:
    """What is done seldom: of the list under digits that stay, then as the household under the cursor stands."""
    line, view = screen.line, screen.view
    end = "重开" if view.closed_on is not None else "收尾"
    acts = [("import", "从表格导入户"), ("change", "改名称和栏"), ("close", end)]
    acts += [("move", "这一户走的顺序")] if view.is_open and line is not None else []
    acts += [("taken_out", "去掉的户")] if taken_out(view) else []
    if line is not None and line.matter_id is not None:
        acts += [("open", f"打开 {line.register_no}"), ("unlink", "这一户不连着事项了")]
    return acts


def ask_state(screen: HouseholdPage) -> None:
    """情况: how far the household is, by digit."""
    line, view = screen.line, screen.view
    if line is None or not screen.stop_typing():
        return
    options = [(word, word) for word in view.states]

    def chosen(word: str) -> None:
        done = screen.attempt(households.fill, screen.desk, line.id, {f"c{view.state_column}": word})
        if not isinstance(done, Refused):
            screen.say(f"{line.number}号 {line.head} {word}")

    now = line.cells[view.state_column - 1]
    title = f"{line.number}号 {line.head}"
    screen.ask(ChooseDialog(title, options, f"现在：{now or '没写'}", selected=now or None), chosen)


def to_matter(screen: HouseholdPage) -> None:
    """转为事项."""
    line = screen.line
    if line is None or not screen.stop_typing():
        return
    if line.register_no:
        screen.warn(f"这一户已经转为 {line.register_no}；^R 可以打开。")
        return
    _ask(screen, household_forms.matter_form(screen.desk, screen.view, line))


def withdraw(screen: HouseholdPage) -> None:
    """去掉: out of the list, with a reason."""
    line = screen.line
    if line is None or not screen.stop_typing():
        return
    dialog = reason_dialog(
        f"去掉 {line.number}号 {line.head}",
        lambda reason: households.withdraw(screen.desk, line.id, reason),
        form_name="household_withdraw",
        row=line.id,
    )
    screen.ask(dialog, lambda _: screen.say("已去掉，不再合计；^R 去掉的户里可以恢复"))


def ask_papers(screen: HouseholdPage) -> None:
    """打印: the sheet to take along, or a list to sign by one of the amounts."""
    if not screen.stop_typing():
        return
    view = screen.view
    shown = "" if screen.only is None else "(现在看的这些)"
    options = [(SHEET, f"入户单{shown}，带去写")]
    options += [(str(place), f"签领表：按{view.columns[place - 1].name}") for place in view.amounts]

    def chosen(name: str) -> None:
        if name == SHEET:
            print_aside(screen, screen.act(round_papers.ready_sheet, screen.desk, view.id, screen.only))
        else:
            print_aside(screen, screen.act(round_papers.ready_receipts, screen.desk, view.id, int(name)))

    screen.ask(ChooseDialog("打印哪一样", options, "晚上在家不打印。"), chosen)


def ask_more(screen: HouseholdPage) -> None:
    """What is done seldom."""
    if screen.stop_typing():
        screen.ask(ChooseDialog(screen.view.name, _more_acts(screen)), lambda name: _more(screen, name))


def _more(screen: HouseholdPage, name: str) -> None:
    line, desk, view = screen.line, screen.desk, screen.view
    if name in ("import", "move") and not view.is_open:
        screen.warn("这份清单已经收尾，要接着记先重开(^R 收尾，或重开)。")  # a form that cannot be saved keeps no draft
    elif name == "import":
        _ask(screen, household_forms.import_form(desk, view))
    elif name == "change":
        _ask(screen, household_forms.change_form(desk, view))
    elif name == "close":
        _close_or_reopen(screen)
    elif name == "taken_out":
        _restore(screen)
    elif line is not None and name == "move":
        _ask(screen, household_forms.move_form(desk, line))
    elif line is not None and name == "open":
        screen.app.go("matter", matter_id=line.matter_id)
    elif line is not None:
        _unlink(screen, line)


def _unlink(screen: HouseholdPage, line: HouseholdLine) -> None:
    dialog = reason_dialog(
        f"{line.number}号 {line.head} 不连着事项了",
        lambda reason: households.unlink(screen.desk, line.id, reason),
        form_name="household_unlink",
        row=line.id,
    )
    screen.ask(dialog, lambda _: screen.say(f"已取消；{line.register_no}登错了的，在那里作废"))


def _close_or_reopen(screen: HouseholdPage) -> None:
    view = screen.view
    if view.closed_on is not None:
        dialog = reason_dialog(
            "重开这份清单",
            lambda reason: rounds.reopen(screen.desk, view.id, reason),
            form_name="round_reopen",
            row=view.id,
        )
        screen.ask(dialog, lambda _: screen.say("已重开；晚上在家要重新问"))
        return
    text = "晚上在家的时间一起删掉，找不回来；其他都留着，以后可以重开。"
    question = ConfirmDialog("这一轮走完了，收尾吗", text, yes="收尾，删掉晚上在家", no="还没有走完", safe_first=True)

    def answered(answer: str) -> None:
        if answer == "yes" and (gone := screen.act(rounds.close, screen.desk, view.id)) is not None:
            screen.say(f"已收尾，{gone} 户的晚上在家已删掉")

    screen.ask(question, answered)


def _restore(screen: HouseholdPage) -> None:
    found = taken_out(screen.view)
    if not found:
        screen.say("没有去掉的户")
        return
    options = [(str(one.id), f"{one.number}号 {one.group} {one.head}：{one.withdraw_reason}") for one in found]

    def chosen(household_id: str) -> None:
        if not isinstance(screen.attempt(households.restore, screen.desk, int(household_id)), Refused):
            screen.say("已恢复")

    screen.ask(ChooseDialog("去掉的户，选一户恢复", options), chosen)


def _ask(screen: HouseholdPage, form: FormDialog) -> None:
    screen.ask(form, lambda _: screen.say(str(form.came_of_it or "已保存")))
