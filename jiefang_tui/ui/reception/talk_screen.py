"""接谈: the visitor and what was before on one side, notes and the leader's 批示 on the other, outcomes by digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from jiefang_tui import clock
from jiefang_tui.rules.standing import nothing_new
from jiefang_tui.rules.text import cut, mask_name
from jiefang_tui.rules.typed.dates import Sense, not_future, whole_day
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.acts import ActFacts
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.reception import papers, receiving, returning, talk
from jiefang_tui.store.queries.ledger.mergeable import mergeable_matters
from jiefang_tui.store.queries.reception.leader_facts import leader_facts
from jiefang_tui.store.queries.reception.queue import next_waiting
from jiefang_tui.store.queries.reception.visits import PairView, VisitView, visit_view
from jiefang_tui.terms import Category, Outcome, VisitPurpose, VisitState
from jiefang_tui.ui.reception import talk_dialogs
from jiefang_tui.ui.reception.ask_leader import leader_dialog
from jiefang_tui.ui.reception.outcome_dialogs import Ordered, OutcomeChoice, OutcomeDialog, parse_due
from jiefang_tui.ui.reception.readback import ReadBackScreen
from jiefang_tui.ui.reception.talk_side import TalkSide, side_lines
from jiefang_tui.ui.toolkit import printing
from jiefang_tui.ui.toolkit.candidates import unit_options
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, TextDialog
from jiefang_tui.ui.widgets.form import FieldSpec, Form
from jiefang_tui.ui.widgets.typed_days import typed_day

ORDER_FIELDS = ("instruction", "unit", "due_on", "signed_on")
"""What the leader's 批示 has; each matter of the visit has its own."""
_FIXED_LINES = 11
"""Lines of the screen that are not the notes: the frame, the other fields, room for what is said below them."""
ROOMY, ORDER_LINES = 34, 8
"""From so many lines on 批示 is as high as a leader writes."""
FIND_OTHER = "find"


class TalkScreen(DeskScreen):
    """One talk. Notes belong to the visit, 批示 and outcome to each matter of it."""

    NAME_CN = "接谈"
    HELP_CN = (
        "左边写接谈记录和领导批示，右边是来访人、这次的诉求和以往情况(Tab 可到右边上下翻看)。"
        "写完按 ^S，再按数字选处理结果；同来几件事的，一件一件定。"
        "F2 登记新来的人、Esc 返回都不会丢：没写完的自动存着，再打开接着写。"
        "承诺事项只记领导确认了的。国家秘密不得录入。"
    )
    BOUND = frozenset(
        {
            "visit", "visit_matter", "matter", "matter_event", "commitment", "responsibility", "petitioner",
            "reception_session", "session_participant", "companion", "material",
        }
    )  # fmt: skip
    CSS_PATH = Path(__file__).with_name("talk.tcss")
    WRITES = frozenset({"decide", "promise", "hold", "print"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "decide", "定处理", tooltip="结束记录，按数字选处理结果"),
        Binding("ctrl+b", "next_matter", "下一件", tooltip="换到这次来访的另一件事"),
        Binding("ctrl+n", "promise", "承诺", tooltip="记下领导确认的承诺事项"),
        Binding("ctrl+t", "hold", "暂离", tooltip="来访人暂时离开，记录留着"),
        Binding("ctrl+r", "read_back", "回读", tooltip="把来访人自己的话给他看"),
        Binding("ctrl+o", "print", "打印", tooltip="接访登记表；定了处理结果后还有来访告知单"),
    ]

    def __init__(self, visit_id: int) -> None:
        super().__init__()
        self.visit_id = visit_id
        self._view: VisitView | None = None
        self._matter_id = 0
        self._draft: UUID | None = None
        self._saved: dict[str, str] = {}
        """The draft as last saved."""
        self._kept: dict[str, str] = {}
        """What stands in no field now: 批示 of the other matters, what was typed in the outcomes' dialogs."""
        self._done: set[int] = set()
        """Matters decided on this screen: nothing of theirs is kept as a draft any more."""
        self._over = False
        self._promised = False
        """Whether a promise was written down here: then something was said."""
        self._form = Form(
            [
                FieldSpec("note", "接谈记录", kind="notes", height=9),
                FieldSpec("instruction", "领导批示", kind="notes", height=3),
                FieldSpec("unit", "承办单位", kind="choice", options=unit_options, free=True),
                FieldSpec("due_on", "期限", parse=parse_due, width=16, hint="如 10天后、12-3", words_to="note"),
                FieldSpec(
                    "signed_on",
                    "签批日期",
                    parse=_parse_signed,
                    width=16,
                    hint="不填为接访当天",
                    words_to="note",
                    empty_means="接访当天",
                ),
            ],
            id="talk-form",
        )
        self._side = TalkSide()

    # -- the frame

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="talk-body"):
            yield self._form
            yield self._side

    def _begin(self) -> None:
        """Once, as soon as the visit is read: window arrivals have their own dialog, the others are let in."""
        view = self._view
        if view is None:
            self._close("没有找到这次来访")
        elif view.purpose is not VisitPurpose.PETITION:
            self._at_window(view)
        else:
            self._form.focus_field("note")
            self._let_in(view)
            self._load_draft(view)
            self._ask_what_is_new()

    def _let_in(self, view: VisitView) -> None:
        """接谈中 from here on; a session without a leader is asked for one, once."""
        if self.desk.read_only or not view.undecided:
            return
        if view.day != clock.today():
            return  # what is entered of an earlier day begins no talk
        if view.state in (VisitState.WAITING, VisitState.ON_HOLD, VisitState.LEFT):
            self.act(receiving.start_talk, self.desk, self.visit_id)
        session = view.session
        if session.leader_id is None and view.channel.is_visit:
            self.ask(
                leader_dialog(self.desk, session.id, session.subject, session.place),
                lambda filled: self.say(f"接访领导 {filled.raw['leader'].strip()}"),
            )

    def _ask_what_is_new(self) -> None:
        """A matter that had come to rest is brought again: its end is said first, and whether there is anything new."""
        pair = next((one for one in self._view.undecided if one.ended), None) if self._view else None
        if pair is None or self.desk.read_only:
            return
        options = [("no", "没有，还是原来的事实和理由"), ("yes", "有，另立一件新事项")]
        dialog = ChooseDialog("有新的事实或理由吗", options, f"{cut(pair.title, 40, '..')}\n{pair.ended}")

        def answered(answer: str) -> None:
            if answer == "yes":
                self._ask_new_facts(pair)
            elif not isinstance(
                self.attempt(returning.no_new_facts, self.desk, self.visit_id, pair.matter_id), Refused
            ):
                self.warn(nothing_new(pair.ended, is_final=pair.is_final))

        self.ask(dialog, answered)

    def _ask_new_facts(self, pair: PairView) -> None:
        said = f"登记时说的：{cut(pair.request, 60, '..')}"
        dialog = TextDialog(
            "新的事实和理由",
            "诉求",
            note=f"另立一件，与 {pair.register_no} 关联；原来那件的结果不动。\n{said}",
            lines=4,
            act=lambda filled: returning.new_facts(self.desk, self.visit_id, pair.matter_id, filled["text"] or ""),
            form_name="new_facts",
        )

        def done(_: object) -> None:
            self.reload()
            self.say("已另立新事项，接着谈；写完按 ^S 定处理")
            self._ask_what_is_new()

        self.ask(dialog, done)

    def on_resize(self) -> None:
        """批示 has room where there is any; the notes take the lines that are left."""
        order = ORDER_LINES if self.size.height >= ROOMY else 3
        self._set_height("instruction", order)
        self._set_height("note", max(9, self.size.height - _FIXED_LINES - (order - 3)))

    def _set_height(self, name: str, height: int) -> None:
        row = self._form.row(name)
        if row.spec.height != height:
            row.spec = replace(row.spec, height=height)
            row.field.styles.height = height
            row.on_resize()

    def reload(self) -> None:
        first = self._view is None
        view = self._view = visit_view(self.visit_id, clock.today())
        if first:
            self.call_next(self._begin)
        if view is None:
            return
        if self._matter_id not in {pair.matter_id for pair in view.pairs}:
            self._matter_id = next((p.matter_id for p in (*view.undecided, *view.pairs)), 0)
        self._show(view)

    def _show(self, view: VisitView) -> None:
        pair = self._pair
        for name in ("note", *ORDER_FIELDS):  # of a report nothing is written down
            self._form.show_field(name, not (pair is not None and pair.is_sealed))
        self.set_heading(f"{'接谈' if view.channel.is_visit else '办理'} {view.number} {view.name}")
        again = pair is not None and not pair.is_sealed and pair.visit_no > 1
        known = leader_facts(pair.matter_id, clock.today(), self.desk.reference) if pair is not None and again else None
        self._side.show(list(side_lines(view, pair, self.desk.reference, known)))
        parts: list[Any] = []
        if pair is not None:
            if len(view.pairs) > 1:
                parts.append(f"{view.pairs.index(pair) + 1}/{len(view.pairs)}件 ")
            parts += [(cut(pair.title, 28, ".."), "bold"), "  "]
            parts.append((f"已定 {pair.outcome.label}  ", "$said") if pair.outcome else "")
        leader = view.session.leader
        if view.channel.is_visit:
            parts.append(f"接访领导 {leader}" if leader else ("接访领导未填", "$card-yellow"))
        if view.undecided:
            parts.append("  写完按 ^S 定处理")
        self.stand(*parts)
        self.refresh_bindings()

    @property
    def _pair(self) -> PairView | None:
        pairs = self._view.pairs if self._view else ()
        return next((pair for pair in pairs if pair.matter_id == self._matter_id), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters):
            return False
        view = self._view
        if action == "hold" and view is not None and view.day != clock.today():
            return False
        if action == "promise" and self._pair is not None and self._pair.is_sealed:
            return False
        if action in ("decide", "promise", "hold"):
            return bool(view and view.undecided and (action != "hold" or view.channel.is_visit))
        if action == "next_matter":
            return bool(view and len(view.pairs) > 1)
        readable = bool(view and view.pairs and not all(pair.is_sealed for pair in view.pairs))
        if action == "print":
            return readable or bool(view and any(pair.outcome for pair in view.pairs))
        if action == "read_back":
            return readable
        return True

    def _close(self, said: str) -> None:
        self._over = True
        self.leave(said)

    # -- what is half typed

    def _key(self, name: str) -> str:
        return f"{self._matter_id}.{name}" if name in ORDER_FIELDS else name

    def _body(self) -> dict[str, str]:
        body = dict(self._kept)
        body |= {self._key(name): text for name, text in self._form.raw().items()}
        return {key: text for key, text in body.items() if text.strip()}

    def _load_draft(self, view: VisitView) -> None:
        found = drafts.drafts(self.desk, self._draft_form)
        body = found[0].body if found else {}
        if found:
            self._draft = found[0].uid
            self.say("已取回上次没写完的接谈记录")
        self._saved = {"note": view.talk_note, **body} if view.talk_note else dict(body)
        self._load(self._saved)

    def _load(self, body: Mapping[str, str]) -> None:
        self._kept = {key: text for key, text in body.items() if key != "note"}
        self._form.load({name: body.get(self._key(name), "") for name in self._form.names}, typed=True)

    @property
    def _draft_form(self) -> str:
        return f"talk:{self.visit_id}"

    def on_form_autosave(self, event: Form.Autosave) -> None:
        event.stop()
        self.keep()

    def keep(self) -> str:
        body = self._body()
        view = self._view
        if self._over or self.desk.read_only or view is None or body == self._saved:
            return ""
        title = f"接谈 {view.number} {view.name}"
        try:
            self._draft = drafts.save_draft(self.desk, self._draft_form, body, title, self._draft)
            self._saved = body
        except Refused as refused:
            self.warn(str(refused))
            return str(refused)
        return ""

    def _keep_outcome(self, outcome: Outcome, raw: Mapping[str, str]) -> str:
        if self._matter_id in self._done:
            return ""
        prefix = f"{self._matter_id}.{outcome.value}."
        self._kept = {key: text for key, text in self._kept.items() if not key.startswith(prefix)}
        self._kept |= {prefix + name: text for name, text in raw.items()}
        return self.keep()

    def _kept_outcome(self, outcome: Outcome) -> dict[str, str]:
        prefix = f"{self._matter_id}.{outcome.value}."
        return {k.removeprefix(prefix): text for k, text in self._kept.items() if k.startswith(prefix)}

    # -- several matters

    def action_next_matter(self) -> None:
        view = self._view
        if view is None or len(view.pairs) < 2:
            return
        ids = [pair.matter_id for pair in view.pairs]
        self._turn_to(ids[(ids.index(self._matter_id) + 1) % len(ids)])

    def _turn_to(self, matter_id: int) -> None:
        self.keep()
        body = self._body()
        self._matter_id = matter_id
        self._load(body)
        if self._view is not None:
            self._show(self._view)

    # -- outcomes

    def action_decide(self) -> None:
        pair = self._pair
        if pair is None or not self._form.check():
            return
        if pair.outcome is not None:
            self.warn("这一件已经定了，按 ^B 换到没定的一件")
            return
        if pair.is_sealed:  # of a report there is nothing to choose
            self._ask_outcome(Outcome.SEALED)
            return
        raw = self._form.raw()
        is_ordered = raw["unit"].strip() and raw["due_on"].strip()
        start = Outcome.ASSIGNED if is_ordered else Outcome.ANSWERED
        dialog = OutcomeChoice(f"处理结果  {pair.title}", self._why_not(pair), start)
        self.ask(dialog, lambda value: self._outcome(Outcome(value)))

    def _why_not(self, pair: PairView) -> dict[Outcome, str]:
        """The outcomes that this matter cannot have, each with its reason."""
        told = {outcome: talk.why_not_outcome(self.desk, pair.matter_id, outcome) for outcome in Outcome}
        return {outcome: sentence for outcome, sentence in told.items() if sentence}

    def _outcome(self, outcome: Outcome) -> None:
        if outcome is Outcome.MERGED:
            self._choose_original("")
        else:
            self._ask_outcome(outcome)

    def _ask_outcome(self, outcome: Outcome, merge_into: tuple[int, str] | None = None) -> None:
        view, pair = self._view, self._pair
        if view is None or pair is None:
            return
        raw = self._form.raw()
        ordered = Ordered(raw["instruction"].strip(), raw["unit"].strip(), raw["due_on"].strip())
        said = next((one for one in reversed(view.orders) if one.matter_id == pair.matter_id), None)
        if not ordered.text and said is not None:  # its result is put right, and the 批示 stands
            due = str(said.due_on) if said.due_on and said.due_on >= clock.today() else ""
            ordered = Ordered(said.text, ordered.unit or said.unit, ordered.due or due)
        dialog = OutcomeDialog(
            self.desk,
            view,
            pair,
            outcome,
            ordered,
            self._kept_outcome(outcome),
            self._decide,
            lambda typed: self._keep_outcome(outcome, typed),
            merge_into,
        )
        self.ask(dialog, lambda _: self._decided(view, pair, outcome))

    def _decide(self, outcome_in: talk.OutcomeIn) -> None:
        raw, values = self._form.raw(), self._form.values()
        outcome_in.talk_note = raw["note"].strip()
        if raw["instruction"].strip():
            outcome_in.instruction = talk.InstructionIn(
                raw["instruction"].strip(), raw["unit"].strip(), values["due_on"], values["signed_on"]
            )
        talk.decide(self.desk, self.visit_id, self._matter_id, outcome_in)
        self._done.add(self._matter_id)
        self._kept = {k: v for k, v in self._kept.items() if not k.startswith(f"{self._matter_id}.")}
        if outcome_in.outcome == Outcome.SEALED:  # nothing of it may come back with the next
            self._clear_draft()
            self._saved = {}
            self._form.clear()

    def _decided(self, before: VisitView, pair: PairView, outcome: Outcome) -> None:
        self.reload()
        view = self._view
        what = "移送(密件)" if outcome is Outcome.SEALED else f"{cut(pair.title, 20, '..')} {outcome.label}"
        if outcome is Outcome.ENDED_SIMPLY and not ActFacts(self.desk, pair.matter_id).is_ended_simply:
            paper = "回复建议" if pair.category is Category.SUGGESTION else "出具处理意见书"
            what = f"{cut(pair.title, 20, '..')} 要书面答复，请在事项 4 文书{paper}"
        if view is not None and view.undecided:
            self._turn_to(view.undecided[0].matter_id)
            self._form.focus_field("note")
            self.say(f"已记 {what}。接着定：{view.undecided[0].title}")
            return
        self._clear_draft()
        who = "" if outcome is Outcome.SEALED else f" {before.name}"
        count = f"{len(before.pairs)}件都已定，" if len(before.pairs) > 1 else ""
        self._close(f"{before.number}{who} {count}{what}。{self._next_sentence()}")

    def _clear_draft(self) -> None:
        if self._draft is None:
            return
        try:
            drafts.clear_draft(self._draft)
        except Refused as refused:
            self.warn(str(refused))
        self._draft = None

    def _next_sentence(self) -> str:
        if self._view is not None and not self._view.channel.is_visit:
            return ""
        waiting = next_waiting(clock.today(), clock.now())
        if waiting is None:
            return "没有人在等"
        name = mask_name(waiting.name) if self.desk.masks_names else waiting.name
        return f"下一位 {waiting.number:02d}号 {name}"

    def _choose_original(self, text: str) -> None:
        """并入原事项: the person's other matters by digit, or whatever is found."""
        found = mergeable_matters(self.visit_id, self._matter_id, clock.today(), text)
        options = [(str(one.matter_id), f"{one.register_no} {one.title} {one.status}") for one in found[:8]]
        names = dict(options)
        said = "" if found else f"没有找到「{text}」" if text else "没有别的事项"
        dialog = ChooseDialog("并入哪一件", [*options, (FIND_OTHER, "查找别的事项")], said, filtered=False)

        def chosen(value: str) -> None:
            if value == FIND_OTHER:
                self.ask(
                    TextDialog("查找原事项", "查找", note="姓名、首字母、编号或电话尾号", form_name="find_original"),
                    lambda filled: self._choose_original(filled["text"]),
                )
            else:
                self._ask_outcome(Outcome.MERGED, (int(value), names[value]))

        self.ask(dialog, chosen)

    # -- the other keys

    def action_leave(self) -> None:
        """Esc out of a talk in which nothing was typed leaves the visitor waiting."""
        view = self._view
        begun = view is not None and view.state is VisitState.IN_TALK and view.day == clock.today()
        if view is None or not begun or self._over or self._promised or self.desk.read_only or self._body():
            self.leave()
            return
        if any(pair.outcome is not None for pair in view.pairs) or view.talk_note:
            self.leave()
            return
        self._over = True
        if not isinstance(self.attempt(receiving.not_begun, self.desk, view.id), Refused):
            self.leave(f"{view.queue_no:02d}号 {self._shown(view)} 没有记下什么，仍在候访")

    def _shown(self, view: VisitView) -> str:
        return mask_name(view.name) if self.desk.masks_names else view.name

    def action_promise(self) -> None:
        view, pair = self._view, self._pair
        if view is None or pair is None:
            return
        dialog = talk_dialogs.promise_dialog(self.desk, pair.matter_id, view.session.leader, pair.title)

        def promised(filled: Any) -> None:
            self._promised = True
            self.say(f"已记承诺事项：{filled['text']}")

        self.ask(dialog, promised)

    def action_hold(self) -> None:
        view = self._view
        if view is None:
            return
        note = self._form.raw()["note"].strip()
        if note != view.talk_note and isinstance(self.attempt(talk.save_talk_note, self.desk, view.id, note), Refused):
            return
        if not isinstance(self.attempt(receiving.hold, self.desk, view.id), Refused):
            self.leave(f"{view.number} {view.name} 暂离，记录已留")

    def action_read_back(self) -> None:
        pairs = self._view.pairs if self._view else ()
        texts = [text for pair in pairs if not pair.is_sealed for text in (pair.request, pair.facts)]
        self.app.push_screen(ReadBackScreen(texts))

    def action_print(self) -> None:
        view = self._view
        if view is None:
            return
        if self._pair is not None and self._pair.is_sealed:
            printing.print_informers_slip(self, self._matter_id)
        elif any(pair.outcome for pair in view.pairs):
            options = [("slip", papers.VISITOR_SLIP), ("form", papers.RECEPTION_FORM)]
            self.ask(ChooseDialog("打印", options), self._print)
        else:
            self._print("form")

    def _print(self, which: str) -> None:
        if which == "slip":
            printing.print_slip(self, self.visit_id)
        else:
            printing.print_form(self, self.visit_id)

    def _at_window(self, view: VisitView) -> None:
        """An arrival that is no petition: its result, and back."""

        def answered(filled: Any) -> None:
            done = f"{view.number} {view.name} {view.purpose.label} 已办。{self._next_sentence()}"
            self._close(done if filled is not None else "")

        self.app.push_screen(talk_dialogs.window_dialog(self.desk, view), answered)


def _parse_signed(text: str) -> Any:
    today = clock.today()
    return not_future(whole_day(typed_day(text, Sense.BACK)), today, "签批日期")
