"""The forms of 接访安排: a rule, a day, who takes over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from jiefang_tui import clock
from jiefang_tui.rules.typed.turns import parse_digits, parse_leaders, parse_month_days, parse_turns, parse_weekdays
from jiefang_tui.rules.workdays import guessed_sentence
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.plans import days, making, presence, succession
from jiefang_tui.services.plans.making import RuleIn, TurnIn
from jiefang_tui.store.calendars import calendar_of
from jiefang_tui.store.queries.office.handover import in_hand_of
from jiefang_tui.store.queries.plans.days import PlanLine
from jiefang_tui.store.queries.plans.rules import RuleView, rule, rules
from jiefang_tui.store.queries.plans.seats import to_be_told
from jiefang_tui.terms import PlanKind, RestDay, SessionMode
from jiefang_tui.ui.toolkit.act_form import Values, act_form, text_field
from jiefang_tui.ui.toolkit.day_and_reason import day_field
from jiefang_tui.ui.toolkit.dialogs import FormDialog
from jiefang_tui.ui.toolkit.half_typed import OF_THE_DESK
from jiefang_tui.ui.toolkit.officer_fields import looked_at, officer_field
from jiefang_tui.ui.widgets.form import FieldSpec

MODES = [
    (mode.value, mode.label)
    for mode in (SessionMode.RECEPTION_DAY, SessionMode.JOINT, SessionMode.DOWN_VISIT, SessionMode.NIGHT_VISIT)
]
"""Kinds of a day that is planned."""
SOON = 62
"""Days before the end of the year from which on the next one is spoken of."""
YES = [("yes", "是"), ("no", "否")]
_MODE_OF = {PlanKind.VILLAGE: SessionMode.DOWN_VISIT}
"""Of a rule that does not ask for it."""
_TURNS_HINT = {
    PlanKind.VILLAGE: "一位一行：周敏 周一 章湾村",
    PlanKind.WEEKLY: "按轮到的先后：周敏、韩平；固定一天的写 周敏 周四",
}


def rule_form(desk: Desk, kind: PlanKind, now: RuleView | None = None) -> FormDialog:
    """A rule of that kind; with `now`, another one in its place from a day on, with a reason."""
    last = now or next(iter(rules(clock.today())), None)
    parse = parse_turns if kind == PlanKind.VILLAGE else parse_leaders

    def named(text: str) -> list[str]:
        return [turn.name for turn in parse(text).value or ()]

    specs = [
        FieldSpec(
            "turns",
            "领导",
            kind="notes",
            height=4,
            required=True,
            parse=parse,
            hint=_TURNS_HINT.get(kind, "按轮到的先后：周敏、韩平、刘静"),
            people=named,
        ),
        *_when_fields(kind, named),
        day_field("begins_on", "从哪天起", near=True, required=True, hint="例如 明年1月1日"),
        day_field("ends_on", "到哪天止", hint="空着就是一直"),
        FieldSpec("hours", "时间", limit=28, hint="例如 8:30-11:30"),
        FieldSpec("place", "地点", width=0, limit=40, hint="例如 接待大厅"),
        FieldSpec("phone", "电话", limit=28, hint="印在公示上"),
    ]
    if kind != PlanKind.EACH_WORKDAY:
        specs.append(FieldSpec("on_rest_day", "逢休息日", kind="choice", options=RestDay.labels(), required=True))
    if kind == PlanKind.WEEKLY:
        hint = "联合接访写上坐班的单位，用空格隔开"
        specs.append(FieldSpec("mode", "类型", kind="choice", options=MODES, required=True))
        specs.append(FieldSpec("units", "参加单位", width=0, hint=hint))
    if now is not None:
        specs.append(text_field("reason", "为什么改", required=True))

    def save(values: Values) -> str:
        given = _rule_of(kind, values)
        if now is None:
            rule_id, laid = making.make_rule(desk, given)
        else:
            rule_id, laid = making.change_rule(desk, now.id, given, values.text("reason"))
        last = rule(rule_id, clock.today()).laid_to
        further = "^R 接着排明年。" if last.month == 12 and (last - clock.today()).days < SOON else ""
        return f"已排 {laid} 天，到 {last}。{further}{guessed_in(desk, given.begins_on.year)}"

    initial = _initial(kind, now, last)
    row = f"{kind}:{now.id}" if now else str(kind)
    return _of_the_desk(act_form(kind.label, specs, save, initial, form_name="plan_rule", row=row))


def guessed_in(desk: Desk, year: int) -> str:
    """What is said beside days of a year whose rest days nobody has published yet."""
    return "" if calendar_of(desk.reference).knows(year) else guessed_sentence((year,))


def _when_fields(kind: PlanKind, named: Callable[[str], list[str]]) -> list[FieldSpec]:
    """Which days the rule means."""
    if kind == PlanKind.EACH_WORKDAY:
        hint = "书记、镇长固定周一的写在这里，可空着"
        return [FieldSpec("heads", "固定周一", parse=parse_leaders, width=0, hint=hint, people=named)]
    if kind == PlanKind.WEEKLY:
        return [FieldSpec("weekdays", "每周几", parse=parse_weekdays, hint="例如 周四，或者 1 4")]
    if kind == PlanKind.MARKET_DAY:
        return [
            FieldSpec("digits", "逢几赶集", parse=parse_digits, required=True, hint="例如 三六九"),
            FieldSpec("is_lunar", "按农历", kind="choice", options=YES, required=True),
        ]
    if kind == PlanKind.MONTH_DAY:
        return [FieldSpec("month_days", "每月几号", parse=parse_month_days, required=True, hint="例如 5 15 25")]
    return []


def _initial(kind: PlanKind, now: RuleView | None, last: RuleView | None) -> dict[str, object]:
    """What the form begins with: the rule that is changed, else hours, place and telephone as last time."""
    today = clock.today()
    found: dict[str, object] = {"begins_on": str(today), "is_lunar": "no"}
    found["mode"] = SessionMode.RECEPTION_DAY.value
    found["on_rest_day"] = RestDay.KEEP.value if kind == PlanKind.MARKET_DAY else RestDay.SKIP.value
    if last is not None:
        found |= {"hours": last.hours, "place": last.place, "phone": last.phone}
    if now is not None:
        heads = [turn for turn in now.turns if kind == PlanKind.EACH_WORKDAY and turn.weekday == 1]
        found |= {
            "turns": "、".join(turn.words for turn in now.turns if turn not in heads),
            "heads": "、".join(turn.name for turn in heads),
            "weekdays": now.weekdays,
            "digits": now.digits,
            "is_lunar": "yes" if now.is_lunar else "no",
            "month_days": now.month_days,
            "on_rest_day": now.on_rest_day.value,
            "begins_on": str(max(now.begins_on, today + timedelta(days=1))),
            "ends_on": str(now.ends_on or ""),
            "mode": now.mode,
            "units": now.units,
        }
    return found


def _rule_of(kind: PlanKind, values: Values) -> RuleIn:
    heads = [TurnIn(turn.name, 1) for turn in values.get("heads") or ()]
    turns = [TurnIn(*turn) for turn in values["turns"]]
    return RuleIn(
        kind=kind,
        begins_on=values["begins_on"],
        ends_on=values["ends_on"],
        turns=[*heads, *turns],
        weekdays=values.text("weekdays"),
        digits=values.text("digits"),
        is_lunar=values.is_yes("is_lunar"),
        month_days=values.text("month_days"),
        on_rest_day=RestDay(values.get("on_rest_day") or RestDay.SKIP),
        mode=SessionMode(values.get("mode") or _MODE_OF.get(kind, SessionMode.RECEPTION_DAY)),
        hours=values.text("hours"),
        place=values.text("place"),
        phone=values.text("phone"),
        units=values.text("units"),
    )


def day_form(desk: Desk, day: date, line: PlanLine | None = None) -> FormDialog:
    """加一场 on `day`; with `line`, its date, kind, hours and place put right, or an unplanned session put in."""
    specs = [
        looked_at(officer_field("leader", "领导", required=True)),
        day_field("day", "日期", near=True, required=True),
        FieldSpec("mode", "类型", kind="choice", options=MODES, required=True),
        FieldSpec("hours", "时间", limit=28, hint="例如 19:00-21:00"),
        FieldSpec("place", "地点", width=0, limit=40),
        FieldSpec("phone", "电话", limit=28),
    ]
    last = line or next(iter(rules(clock.today())), None)
    initial: dict[str, object] = {"day": str(day), "mode": SessionMode.RECEPTION_DAY.value}
    if last is not None:
        initial |= {"hours": last.hours, "place": last.place, "phone": last.phone}
    if line is not None:
        if line.mode in dict(MODES):  # a session that nobody planned may be of a kind that no plan has
            initial["mode"] = line.mode
        specs = specs[1:]

    def save(values: Values) -> str:
        given = days.DayIn(
            day=values["day"],
            leader=line.leader if line else values["leader"],
            mode=SessionMode(values["mode"]),
            hours=values.text("hours"),
            place=values.text("place"),
            phone=values.text("phone"),
        )
        if line is None or line.plan_day_id is None:
            return and_where_else(f"{given.day:%m-%d} 已加 {given.leader}", days.add_day(desk, given))
        days.change_day(desk, line.plan_day_id, given)
        return and_where_else(and_who_hears(f"{given.day:%m-%d} 已改", line.plan_day_id), line.plan_day_id)

    title = f"{'补进安排' if line.plan_day_id is None else '改这一场'} {line.leader}" if line else "加一场"
    row = line.plan_day_id if line else str(day)
    return _of_the_desk(act_form(title, specs, save, initial, form_name="plan_day", row=row))


def and_where_else(said: str, day_id: int) -> str:
    """What was done, and where that leader sits as well on the day."""
    others = days.also_there(day_id)
    return f"{said}；{others}" if others else said


def and_who_hears(said: str, day_id: int) -> str:
    """What was done, and which units that have confirmed have to hear of it."""
    told = to_be_told(day_id)
    return f"{said}；{told}" if told else said


def succession_form(desk: Desk, day: date, leaving: str) -> FormDialog:
    """从某日起由乙接替甲: the roster, and which of the work in hand goes along."""
    work = in_hand_of(leaving)
    options = [(one.label, one.words) for one in work]
    specs = [
        looked_at(officer_field("taking", "由谁接替", required=True)),
        day_field("from_day", "从哪天起", near=True, required=True),
        text_field("reason", "为什么", required=True, hint="分工调整、调离、休假"),
    ]
    if options:
        specs.append(FieldSpec("kinds", "一并移交", kind="multi", options=options, hint="没选的仍由原来的人办"))

    def save(values: Values) -> str:
        return succession.succeed(
            desk,
            leaving,
            values["taking"],
            values["from_day"],
            values.text("reason"),
            kinds=values.get("kinds") or (),
        )

    note = f"{leaving}手上还有：" + ("、".join(one.words for one in work) or "没有没办完的工作")
    form = act_form(
        f"接替 {leaving}", specs, save, {"from_day": str(day)}, note=note, form_name="plan_succeed", row=leaving
    )
    return _of_the_desk(form)


def give_back_form(desk: Desk, line: PlanLine) -> FormDialog:
    """撤接替: from the day on which it went over everything that went over comes back; of the work what is named."""
    since = line.succeeded_from or line.day
    work = in_hand_of(line.leader)
    specs = [text_field("reason", "为什么撤", required=True)]
    if work:
        options = [(one.label, one.words) for one in work]
        specs.append(FieldSpec("kinds", "一并还回", kind="multi", options=options, hint=f"没选的仍由{line.leader}办"))

    def save(values: Values) -> str:
        kinds = values.get("kinds") or ()
        return succession.succeed(desk, line.leader, line.predecessor, since, values.text("reason"), kinds=kinds)

    title = f"撤接替 {since:%m-%d}起还给{line.predecessor}"
    held = "、".join(one.words for one in work)
    note = f"{line.leader}手上有：{held}；选了哪一种，那一种全部交给{line.predecessor}。" if work else ""
    return _of_the_desk(act_form(title, specs, save, note=note, form_name="plan_give_back", row=line.plan_day_id))


def stand_in_form(desk: Desk, line: PlanLine) -> FormDialog:
    """代替 by somebody who is not offered, or with a reason."""
    specs = [looked_at(officer_field("leader", "由谁代替", required=True)), text_field("reason", "原因")]

    def save(values: Values) -> str:
        days.stand_in(desk, line.plan_day_id or 0, values["leader"], values.text("reason"))
        return and_where_else(f"{line.day:%m-%d} 由{values['leader']}代替{line.leader}", line.plan_day_id or 0)

    title = f"{line.day:%m-%d} 代替{line.leader}"
    return _of_the_desk(act_form(title, specs, save, form_name="plan_stand_in", row=line.plan_day_id))


def no_visitor_form(desk: Desk, line: PlanLine) -> FormDialog:
    """当日无来访: what was done instead, if anything; empty is as good."""
    specs = [text_field("done_instead", "做了什么", hint="可空着；例如 听取矛盾纠纷排查汇报")]

    def save(values: Values) -> None:
        presence.note_no_visitor(desk, line.plan_day_id or 0, values.text("done_instead"))

    title = f"{line.day:%m-%d} {line.leader} 当日无来访"
    return _of_the_desk(act_form(title, specs, save, form_name="plan_no_visitor", row=line.plan_day_id))


def end_rule_form(desk: Desk, one: RuleView) -> FormDialog:
    """停用: the last day of a rule."""
    specs = [
        day_field("last_day", "到哪天止", near=True, required=True),
        text_field("reason", "原因", required=True),
    ]

    def save(values: Values) -> str:
        gone = making.end_rule(desk, one.id, values["last_day"], values.text("reason"))
        return f"已停用，以后的 {gone} 天去掉了；Del 可以恢复"

    note = "以后没动过的日子去掉；对调、代替过的留着。"
    initial = {"last_day": str(clock.today())}
    return _of_the_desk(act_form("停用这条规则", specs, save, initial, note, form_name="plan_rule_end", row=one.id))


def _of_the_desk(form: FormDialog) -> FormDialog:
    form.about = OF_THE_DESK
    return form
