"""来访登记 (F2): a new arrival, searched for and written down in one panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from jiefang_tui import clock
from jiefang_tui.rules.text import cut, fold, mask_name, one_line, plain_name, split_names
from jiefang_tui.rules.typed.group_names import GroupNames, group_names
from jiefang_tui.rules.typed.identity import is_doubtful_id
from jiefang_tui.services.desk import drafts
from jiefang_tui.services.desk.errors import Asks, Refused
from jiefang_tui.services.desk.people import TOLD_AT_REGISTERING, correct_person
from jiefang_tui.services.reception import intake
from jiefang_tui.store.queries.reception import people
from jiefang_tui.store.queries.reception.candidate_history import KnownMatter
from jiefang_tui.store.queries.reception.people import Candidate
from jiefang_tui.store.queries.reception.queue import still_here
from jiefang_tui.terms import Channel, IdDocument, VisitPurpose
from jiefang_tui.ui.reception.intake_dialogs import SameChoice, SamePersonDialog, companions_dialog
from jiefang_tui.ui.reception.intake_fields import (
    FOR_ANOTHER,
    FROM_LEADER,
    IDENTIFYING,
    INCOMING_FIELDS,
    MATTER_FIELDS,
    channel_of_digit,
    parse_companions,
    specs,
)
from jiefang_tui.ui.reception.intake_form import IntakeForm
from jiefang_tui.ui.reception.intake_sealed import Sealing
from jiefang_tui.ui.reception.intake_side import SidePanel, SideView
from jiefang_tui.ui.reception.intake_state import IntakeState
from jiefang_tui.ui.toolkit.candidates import village_keys
from jiefang_tui.ui.toolkit.desk_screen import DeskScreen
from jiefang_tui.ui.toolkit.dialogs import ChooseDialog, ConfirmDialog, Filled
from jiefang_tui.ui.toolkit.draft_keeper import DraftKeeper
from jiefang_tui.ui.widgets.form import Form

FORM = "intake"
LOOK_UP_SECONDS = 0.12
"""After a keystroke in name, ID, phone or address; with the query the side is there within 150 ms more."""


class IntakeScreen(DeskScreen):
    """One arrival. Only a name (or 匿名) and 诉求 are required; everything typed is a draft until it is saved."""

    NAME_CN = "来访登记"
    HELP_CN = (
        "来了人先在这里登记。只有姓名和诉求必填，不愿留名的姓名写「匿名」；其余可以以后补。"
        "右边列出可能是同一人的来访人，^O 选定本人和原事项就是重访；不是同一人，照常保存。"
        "一次来访有几件事用 ^T 逐件填写。检举控告只记编号和日期，不留内容。国家秘密一律不得录入。"
    )
    BOUND = frozenset({"visit", "petitioner", "matter"})
    AUTO_FOCUS = "#field-name"
    CSS_PATH = Path(__file__).with_name("intake.tcss")
    WRITES = frozenset({"save", "same", "more", "people", "lines", "drafts"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "保存", tooltip="登记这一位，回到原来的一屏"),
        Binding("ctrl+o", "same", "系同一人", tooltip="选定是哪一位、为哪件事再来；不是同一人的可以记下"),
        Binding("ctrl+t", "more", "再加一件事", tooltip="这次来访还有一件事；再按轮流看已填的各件"),
        Binding("ctrl+n", "people", "同访人", tooltip="集体访写下同来的人和代表"),
        Binding("ctrl+b", "lines", "连续登记", tooltip="一屏多行连续登记，也用于午间补录"),
        Binding("ctrl+r", "drafts", "取回草稿", tooltip="取回没写完的一份，或丢弃"),
    ]

    def __init__(
        self,
        *,
        appointment_id: int | None = None,
        person_id: int | None = None,
        matter_id: int | None = None,
        initial: Mapping[str, str] | None = None,
        draft_uid: UUID | str | None = None,
    ) -> None:
        """A blank form; or for a booked visitor, a known person (with a matter), a draft; `initial` is raw texts."""
        super().__init__()
        self._village_codes = village_keys(self.desk)
        self.side = SidePanel(id="intake-side")
        fields = specs(self.desk, self._village_codes, self._text)
        self.form: Form = IntakeForm(fields, self.side, id="intake-form")
        self.state = IntakeState()
        self.draft = DraftKeeper(self, FORM)
        self._untouched = self.form.raw()
        self._given = dict(initial or {})
        self._begin_with = (appointment_id, person_id, matter_id, draft_uid)
        self._found: list[Candidate] = []
        self._timer: Timer | None = None
        self._asked_of = ""
        """The text of the name field of which it was asked whether it is several people."""
        self._begun_told = ""
        """What was typed in 同访人 and not saved there, of which the clerk was told at saving."""
        self.sealing = Sealing(self)
        self._others_waiting: set[int] = set()
        """Visits of the same name that still wait, and of which the clerk said that this is another person."""
        self._gone = False

    def _text(self, name: str) -> str:
        return self.form.field(name).raw

    # -- frame

    def compose_body(self) -> ComposeResult:
        yield self.form

    def on_mount(self) -> None:
        super().on_mount()
        self.form.clear()  # shows the hints
        self._lay_behalf()
        appointment_id, person_id, matter_id, draft_uid = self._begin_with
        kept = drafts.take_draft(draft_uid) if draft_uid is not None else None
        if kept is not None:
            self.draft.uid = kept.uid
            self._take_draft(kept)
        elif appointment_id is not None:
            self._begin_booked(appointment_id)
        elif matter_id is not None and person_id is None:
            person_id = people.person_of_matter(matter_id)
        if self._given:
            self.form.load(self._given)
            self._lay_behalf()
        if person_id is not None:
            self._begin_known(person_id, matter_id)
        self._look_up()

    def _begin_booked(self, appointment_id: int) -> None:
        booked = people.booked(appointment_id)
        if booked is None:
            return
        self.state.appointment_id = appointment_id
        self.form.load({"name": booked.name, "phone": booked.phone})
        owner = people.person_of_matter(booked.matter_id) if booked.matter_id else None
        if owner is not None:
            self._begin_known(owner, booked.matter_id)
        if self.state.block.matter is None:
            self.form.load({"request": booked.about})

    def _begin_known(self, person_id: int, matter_id: int | None) -> None:
        one = self._person(person_id)
        if one is not None:
            self._choose(one, next((matter for matter in one.matters if matter.id == matter_id), None))

    def reload(self) -> None:
        self._show_heading()
        self.draft.waiting()
        self._show()

    @property
    def channel(self) -> Channel:
        """How it reached us."""
        return Channel(self.form.meaning("channel")[0] or Channel.VISIT)

    def _lay_incoming(self) -> None:
        """What only a paper has is asked of one; what was written there stays in sight. Who comes may name a leader."""
        for name in INCOMING_FIELDS:
            is_asked = self.channel is Channel.ASSIGN if name in FROM_LEADER else not self.channel.is_visit
            typed = self._text(name) != self._untouched[name]
            self.form.show_field(name, not self.sealing.is_on and (is_asked or typed))
        self.form.show_field("named_leader", not self.sealing.is_on and self.channel.is_visit)

    def _show_heading(self) -> None:
        self._lay_incoming()
        if self.channel.is_visit:
            self.set_heading(f"来访登记 第{intake.next_queue_no(clock.today()):02d}号")
        else:
            self.set_heading(f"登记 {self.channel.label}")

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.draft.waiting()
        self._show()

    def _show(self) -> None:
        """Say where this stands, above and at the side."""
        parts: list[Any] = []
        if len(self.state.blocks) > 1:
            parts += [(f"第{self.state.at + 1}件 共{len(self.state.blocks)}件", "bold $now"), "  "]
        if self.sealing.is_on:
            parts.append(("检举控告不留内容", "bold $card-yellow"))
        else:
            parts += [("姓名和诉求", "bold"), " 写了就能保存"]
        if self.draft.unfinished:
            parts += ["  ", (f"未完 {self.draft.unfinished} 份 ^R取回", "$now")]
        right: list[Any] = [("国家秘密不得录入", "$dim")]
        if self.draft.saved_at:
            right += ["  ", ("草稿已存", "$said")]
        self.stand(*parts, right=right)
        typed = [self._text(name).strip() for name in IDENTIFYING]
        named = parse_companions(self.state.companions).value or []
        self.side.show(
            SideView(
                candidates=() if self.sealing.is_on else tuple(self._found),
                was_searched=len(typed[0]) >= 2 or any(len(text) >= 6 for text in typed[1:3]),
                same_person=self.state.person,
                matter=self.state.block.matter,
                again=_again(self.form.meaning("purpose")[0]),
                blocks=self.state.others,
                companions=tuple(one.name for one in named),
                gaps=("缺住址",) if typed[0] and not typed[3] and not self.sealing.is_on else (),
                masks=self.desk.masks_names,
            )
        )

    # -- typing

    def on_descendant_focus(self) -> None:
        self._follow()

    def _follow(self) -> None:
        name = self.form.focused_name
        self.side.follow(self.form.row(name) if name else None)

    def on_form_changed(self, event: Form.Changed) -> None:
        self._follow()
        if event.name == "name" and (found := channel_of_digit(self._text("name"))) is not None:
            channel, name = found
            self.form.load({"name": name, "channel": channel.value}, typed=True)  # nobody is called 2: it is a letter
            self._show_heading()
            self.say(f"形式 {channel.label}")
        elif event.name in IDENTIFYING:
            if self._timer is None:
                self._timer = self.set_timer(LOOK_UP_SECONDS, self._look_up)
        elif event.name == "purpose":
            self._set_required()
        elif event.name == "behalf":
            self._lay_behalf()

    def _lay_behalf(self) -> None:
        """代他人 asks for whom; what was written there stays."""
        named = bool(self._text("on_behalf").strip())
        if named and self.form.meaning("behalf")[0] != FOR_ANOTHER and self.form.focused_name != "behalf":
            self.form.load({"behalf": FOR_ANOTHER})
        self.form.show_field("on_behalf", not self.sealing.is_on and self.form.meaning("behalf")[0] == FOR_ANOTHER)

    def on_form_left_field(self, event: Form.LeftField) -> None:
        if event.name == "name":
            self._read_names()
        if event.name in IDENTIFYING:
            self._look_up()
        elif event.name in ("category", "content_class") and self.sealing.is_chosen:
            self.sealing.begin()
        elif event.name == "category" and self.sealing.is_on:
            self.sealing.end()
        elif event.name == "purpose":
            self._say_repeat()
            self._look_up()
        elif event.name == "channel":
            self._show_heading()
        elif event.name == "assigned_level" and self.form.meaning("assigned_level")[0]:
            self.form.load({"wants_report": "yes"})  # what a leader assigned is reported back (Art. 22(1))

    def _look_up(self) -> None:
        """Ask who this may be, for what is typed now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._gone or self.sealing.is_on:
            return
        chosen = self.state.person
        name = one_line(self._text("name"))
        if chosen is not None and self.form.focused_name != "name" and name and fold(name) != fold(chosen.name):
            self._unchoose()
            self.warn("姓名改了，已不再系同一人；按 ^O 可重新选定。")
        if self.state.person is None:
            typing = self.form.focused_name == "name"
            # When nobody is called exactly so, whose name begins so stays in sight.
            self._found = self._candidates(name, typing) or ([] if typing else self._candidates(name, True))
        self._show()

    def _candidates(self, name: str, still_typing: bool) -> list[Candidate]:
        return people.candidates(
            name,
            self._number(),
            self._text("phone"),
            self._text("address"),
            today=clock.today(),
            villages=self._village_codes,
            still_typing=still_typing,
            not_these=self.state.not_same,
        )

    def _number(self) -> str:
        """The ID number to look for; a slip in one contradicts nobody."""
        kind = self.form.meaning("id_doc")[0] or IdDocument.RESIDENT
        number = self._text("id_no")
        return "" if is_doubtful_id(number, IdDocument(kind), clock.today()) else number

    def _person(self, person_id: int) -> Candidate | None:
        return people.person(person_id, today=clock.today())

    def _set_required(self) -> None:
        """诉求 is required of a petition about a new matter; a name of everything but a sealed report."""
        petition = self.form.meaning("purpose")[0] in (None, VisitPurpose.PETITION)
        named = not self.sealing.is_on
        needed = {"name": named, "request": named and petition and self.state.block.matter is None}
        for name, required in needed.items():
            row = self.form.row(name)
            if row.spec.required != required:
                row.spec = replace(row.spec, required=required)
                row.refresh()

    # -- 系同一人

    def action_same(self) -> None:
        chosen = self.state.person
        self._look_up()
        candidates = [chosen] if chosen else self._found
        declared = [one for one in map(self._person, self.state.not_same) if one is not None]
        if not candidates and not declared:
            self.warn("没有找到以前来过的人；先打姓名、电话或身份证号，或按新来访人登记。")
            return
        typed = {name: self._text(name) for name in IDENTIFYING}
        dialog = SamePersonDialog(
            candidates, typed, self._declare, declared=declared, same_person=chosen, masks=self.desk.masks_names
        )
        self.ask(dialog, self._same_chosen)

    def _declare(self, person_id: int, differs: bool) -> None:
        others = [one for one in self.state.not_same if one != person_id]
        self.state.not_same = [*others, person_id] if differs else others
        if differs and self.state.person is not None and self.state.person.person_id == person_id:
            self._unchoose()
        self._look_up()
        self._save_draft(self.form.raw())

    def _same_chosen(self, choice: SameChoice) -> None:
        elsewhere = [block.matter for block in self.state.blocks if block is not self.state.block]
        if choice.person is None:
            self._unchoose()
        elif choice.matter is not None and choice.matter in elsewhere:
            self.warn("这次来访已经选了这件事，请选别的，或选新诉求。")
        else:
            self._choose(choice.person, choice.matter)
        self._save_draft(self.form.raw())
        self._look_up()

    def _choose(self, one: Candidate, matter: KnownMatter | None) -> None:
        """This is `one`; empty fields take what is known, nothing typed is overwritten but an unfinished name."""
        self.state.person = one
        self.state.block.matter = matter
        known = {"name": one.name, "phone": one.phone, "address": one.address}
        self.form.load({key: text for key, text in known.items() if key == "name" or not self._text(key).strip()})
        self._say_repeat()
        self._show()

    def _unchoose(self) -> None:
        self.state.person = None
        for block in self.state.blocks:
            block.matter = None
        self._say_repeat()
        self._show()

    def _say_repeat(self) -> None:
        """Say under 诉求 which matter this is about again."""
        matter = self.state.block.matter
        again = _again(self.form.meaning("purpose")[0])
        self.form.set_sentence("request", f"{again}：{matter.title}，可不再写" if matter else "")
        self._set_required()

    # -- several matters

    def action_more(self) -> None:
        for name in MATTER_FIELDS:
            self.form.field(name).settle()
            error = self.form.meaning(name)[2]
            if error:
                self.form.set_wrong(name, error)
                return
        self.form.keep_words(MATTER_FIELDS)
        self.state.hold(self.form.raw())
        if self.state.block.is_empty and len(self.state.blocks) == 1:
            self.warn("先填这一件的诉求，再加一件。")
            self.form.focus_field("request")
            return
        self.state.next_block()
        self._show_block()
        self._save_draft(self.form.raw())
        self.say(f"第{self.state.at + 1}件，共{len(self.state.blocks)}件；^T 看下一件")

    def _show_block(self) -> None:
        """Put the current block's texts in the form."""
        block = self.state.block
        blank = {name: self.form.row(name).spec.default for name in MATTER_FIELDS}
        self.form.load(blank | {name: text for name, text in block.raw.items() if text}, typed=True)
        self._say_repeat()
        self.form.focus_field("request")
        self._show()

    # -- 同访人

    def _read_names(self) -> None:
        """吴丁等5人 says who and how many; of several names alone it is said that saving will ask.

        Nothing opens here: who types from paper goes on typing, and that would be typed into the question.
        """
        text = self._text("name")
        if self.state.person is not None or self.sealing.is_on:
            return
        if (group := group_names(text)) is not None:
            self._take_group(group)
        elif len(names := split_names(text)) > 1 and text != self._asked_of:
            self.form.set_sentence("name", f"写了 {len(names)} 个姓名，^S 时问一次是不是同来", "warning")

    def _take_group(self, group: GroupNames) -> None:
        first, *others = group.names
        count = max(group.headcount, self.form.meaning("headcount")[0] or 0)
        self.form.load({"name": first, "headcount": str(count)}, typed=True)
        if others:
            self.state.companions = "\n".join(filter(None, [self.state.companions.strip(), *others]))
        named = f"，{'、'.join(others)}记为同访人" if others else ""
        self._save_draft(self.form.raw())
        self.say(f"{first}等 {count} 人{named}；^N 写同访人")

    def _offer_companions(self) -> bool:
        """Ask once of several names in the field (张三、李四) whether the others came along; whether it was asked."""
        text = self._text("name")
        names = split_names(text)
        if len(names) < 2 or text == self._asked_of or self.state.person is not None or self.sealing.is_on:
            return False
        self._asked_of = text
        first, others = names[0], "、".join(names[1:])
        options = [
            ("split", f"{first}是来访人，{others}记为同访人"),
            ("whole", f"「{plain_name(text)}」是一个人的姓名"),
        ]
        self.ask(ChooseDialog("姓名里写了几个人", options), lambda answer: self._names_told(answer, names))
        return True

    def _names_told(self, answer: str, names: list[str]) -> None:
        if answer == "split":
            self.form.load({"name": names[0]}, typed=True)
            self.state.companions = "\n".join(filter(None, [self.state.companions.strip(), *names[1:]]))
            count = len(parse_companions(self.state.companions).value or []) + 1
            if (self.form.meaning("headcount")[0] or 0) < count:
                self.form.load({"headcount": str(count)})
            self._save_draft(self.form.raw())
        self._look_up()
        self.action_save()

    def action_people(self) -> None:
        most = self.desk.reference.policy.max_representatives
        typed = self.state.companions_begun or self.state.companions
        self.app.push_screen(companions_dialog(typed, most, self._keep_people), self._people_left)

    def _people_left(self, filled: Filled | None) -> None:
        if filled is not None:
            self._people_told(filled)
        elif self.state.companions_begun:
            self.say("同访人没保存；写过的留着，^N 再打开还在")

    def _keep_people(self, typed: str) -> str:
        """What is typed in 同访人 and not saved there is part of the draft, also after Esc."""
        self.state.companions_begun = "" if typed.strip() == self.state.companions.strip() else typed
        return self._save_draft(self.form.raw())

    def _people_told(self, filled: Filled) -> None:
        self.state.companions, self.state.companions_begun = filled.raw["people"], ""
        named = filled["people"] or []
        if named and (self.form.meaning("headcount")[0] or 0) < len(named) + 1:
            self.form.load({"headcount": str(len(named) + 1)})  # what is typed there next takes its place
        leading = sum(one.is_representative for one in named)
        most = self.desk.reference.policy.max_representatives
        if leading:
            self.form.load({"representatives": ""})
            self.form.set_sentence("representatives", f"已写 {min(leading, most)} 人")
        warning = parse_companions(self.state.companions, most).warning
        self._save_draft(self.form.raw())
        self._show()
        if warning:
            self.warn(warning)
        else:
            self.say(f"同访人 {len(named)} 人，代表 {leading} 人")

    def sealing_changed(self) -> None:
        """检举控告 was chosen, or taken back."""
        if self.sealing.is_on:
            self._found = []
        self._set_required()
        self._show()
        self.refresh_bindings()

    # -- drafts

    def on_form_autosave(self, event: Form.Autosave) -> None:
        self._save_draft(event.raw)

    def keep(self) -> str:
        return self._save_draft(self.form.raw())

    def _save_draft(self, raw: Mapping[str, str]) -> str:
        """Keep what is typed; nothing of a sealed report, and no draft of an empty form. Why it was refused."""
        if self._gone or self.sealing.is_on or self.sealing.is_chosen:
            return ""
        why = ""
        body = self.state.body(raw)
        untouched = self._untouched | {"purpose": raw["purpose"]}
        if all(text in ("", untouched[name]) for name, text in raw.items()) and not any(k[0] == "_" for k in body):
            self.draft.clear()
        else:
            title = f"{one_line(raw['name']) or '未填姓名'} {cut(self.state.blocks[0].title, 40)}"
            why = self.draft.save(body, title)
        if self.is_current:
            self._show()
        return why

    def action_drafts(self) -> None:
        self._save_draft(self.form.raw())
        self.draft.offer(self._take_draft, self._show)

    def _take_draft(self, kept: drafts.KeptDraft) -> None:
        if self.sealing.is_on:
            self.sealing.end()
        self.form.clear()
        self.form.load({name: text for name, text in kept.body.items() if not name.startswith("_")}, typed=True)
        self.state = IntakeState.from_body(kept.body, self._person)
        self._lay_behalf()
        self._say_repeat()
        self.form.focus_field("name")
        self._look_up()
        self.say(f"已取回 {kept.updated_at:%m-%d %H:%M} 的草稿，接着写")

    # -- saving

    def action_save(self) -> None:
        self._read_names()
        if self._offer_companions() or not self.form.check():
            return
        if self.state.companions_begun not in ("", self._begun_told):
            self._begun_told = self.state.companions_begun
            self.warn("同访人写了没存：^N 打开再 ^S 存下；不要了的，再按 ^S")
            return
        if self.sealing.is_chosen and not self.sealing.is_on:
            self.sealing.begin(then_save=True)
            return
        if not self.sealing.is_on:
            self._save_draft(self.form.raw())  # its uid makes a second save of the same form do nothing
        given = self.state.visit(self.form, self._village_codes, self.sealing.is_on)
        given.draft_uid = self.draft.uid
        if self._asks_who_waits(given):
            return
        result = self.attempt(intake.register_visit, self.desk, given)
        if isinstance(result, Asks):
            self.app.ask_first(result, self.action_save)
            return
        if isinstance(result, Refused):
            if result.field in self.form.names:
                self.form.set_wrong(result.field, str(result))
            return
        self._finish(given, result)

    def _asks_who_waits(self, given: intake.VisitIn) -> bool:
        """Whether somebody of this name waits already and the clerk has not yet said that this is another visit."""
        if self.sealing.is_on or given.is_anonymous:
            return False
        number = str(given.person.get("id_no") or "")
        one = still_here(clock.today(), given.name, given.petitioner_id, number, given.not_same, given.draft_uid)
        if one is None or one.visit_id in self._others_waiting:
            return False
        name = mask_name(one.name) if self.desk.masks_names else one.name
        dialog = ConfirmDialog(
            f"{one.number:02d}号 {name} 还在候访",
            "是同一个人就不用再登。",
            yes="不登了，去看那一号；写的留作草稿",
            no="另是一个人，照样登记",
        )

        def answered(answer: str) -> None:
            if answer == "yes":
                self.leave()
                self.app.go("visit", visit_id=one.visit_id)
                return
            self._others_waiting.add(one.visit_id)
            self.action_save()

        self.ask(dialog, answered)
        return True

    def _finish(self, visit_in: intake.VisitIn, done: intake.Registered) -> None:
        notes = list(done.notes)
        changed = self.state.corrections(visit_in)
        if changed and done.petitioner_id:
            told = self.attempt(correct_person, self.desk, done.petitioner_id, changed, TOLD_AT_REGISTERING)
            notes.append(str(told) if isinstance(told, Refused) else "电话或住址已按这次说的更正，原来的留有记录。")
        self.draft.clear()
        self._gone = True
        who = "检举控告" if done.is_sealed else visit_in.name or "匿名"
        again = f" {_again(visit_in.purpose)}" if any(matter.matter_id for matter in visit_in.matters) else ""
        number = f"第{done.queue_no:02d}号" if done.queue_no else Channel(visit_in.channel).label
        said = f"{number} {cut(who, 20)} 已登记{again} {' '.join(done.register_nos)}".rstrip()
        if len(done.register_nos) > 1:
            said = f"{number} {cut(who, 20)} 已登记 {len(done.register_nos)}件 {done.register_nos[0]} 等"
        if notes:
            self.app.notify("\n".join(notes), timeout=10, markup=False)
        self.app.back(said)

    # -- elsewhere

    def action_lines(self) -> None:
        self.app.go("lines")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("same", "more", "people") and self.sealing.is_on:
            return False
        return super().check_action(action, parameters)


def _again(purpose: str | None) -> str:
    """What it is called when somebody comes about a matter there is: only a petition is a 重访."""
    meant = VisitPurpose(purpose or VisitPurpose.PETITION)
    return "重访" if meant is VisitPurpose.PETITION else meant.label
