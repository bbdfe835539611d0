"""One act: one transaction, one audit entry, one kind of error."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta

import peewee
import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk.acting import acting
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.services.desk.storage import reading_sentence, storage_sentence
from jiefang_tui.store.models import AuditEntry, Officer, Setting, Unit, Visit
from tests.conftest import NOW
from tests.services.replay import differences


def _last() -> AuditEntry:
    entry: AuditEntry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    return entry


def test_before_and_after_hold_the_changed_columns_only(desk: Desk) -> None:
    with acting(desk, "officer.move", "工作调整") as act:
        officer = act.change(Officer.get_by_id(desk.officer_id))
        officer.post = "登记员"
    entry = _last()
    assert json.loads(entry.before) == {"officer:1": {"post": ""}}
    assert json.loads(entry.after) == {"officer:1": {"post": "登记员"}}
    assert (entry.act, entry.reason, entry.officer_name, entry.officer_id) == ("officer.move", "工作调整", "王芳", 1)
    assert (entry.at, entry.subject) == (NOW, "officer:1")
    assert Officer.get_by_id(1).post == "登记员"


def test_a_row_made_and_changed_in_one_act_is_told_once(desk: Desk) -> None:
    with acting(desk, "unit.add") as act:
        unit = act.create(Unit, name="司法所")
        unit.phone = "0000"
    told = json.loads(_last().after)
    assert told == {f"unit:{unit.id}": {"name": "司法所", "phone": "0000", "is_active": True}}
    assert json.loads(_last().before) == {}
    assert Unit.get_by_id(unit.id).phone == "0000"


def test_a_row_that_takes_the_number_of_one_removed_in_the_same_act_stays_in_the_history(desk: Desk) -> None:
    with acting(desk, "unit.add") as act:
        old = act.create(Unit, name="司法所", phone="0000")
    with acting(desk, "unit.replace") as act:
        act.remove(old)
        new = act.create(Unit, name="人社所")
    assert new.id == old.id
    assert json.loads(_last().before)[f"unit:{old.id}"]["name"] == "司法所"
    told = json.loads(_last().after)[f"unit:{new.id}"]
    assert (told["name"], told["phone"]) == ("人社所", "")
    assert differences() == []


def test_the_same_row_fetched_twice_is_one_row(desk: Desk) -> None:
    with acting(desk, "officer.move") as act:
        act.change(Officer.get_by_id(1)).post = "登记员"
        act.change(Officer.get_by_id(1)).phone = "0000"
    officer = Officer.get_by_id(1)
    assert (officer.post, officer.phone) == ("登记员", "0000")


@pytest.mark.parametrize(
    "error", [ValueError("x"), Refused("不行。"), KeyboardInterrupt(), sqlite3.OperationalError("x")]
)
def test_whatever_fails_leaves_nothing(desk: Desk, error: BaseException) -> None:
    desk.take_changed()
    before = AuditEntry.select().count()
    with pytest.raises(BaseException) as raised, acting(desk, "unit.add") as act:
        act.create(Unit, name="司法所")
        raise error
    assert isinstance(raised.value, Refused if isinstance(error, sqlite3.Error) else type(error))
    assert Unit.select().where(Unit.name == "司法所").count() == 0
    assert AuditEntry.select().count() == before
    assert desk.take_changed() == set()


def test_changed_tables_are_told_once(desk: Desk) -> None:
    desk.take_changed()
    with acting(desk, "unit.add") as act:
        act.create(Unit, name="司法所")
    assert desk.take_changed() == {"unit"}
    assert desk.take_changed() == set()


def test_numbers_rise_though_the_clock_steps_back(desk: Desk) -> None:
    with acting(desk, "a"):
        pass
    with clock.at(NOW - timedelta(seconds=90)), acting(desk, "b"):
        pass
    entries = list(AuditEntry.select().order_by(AuditEntry.id.desc()).limit(2))
    assert [entry.act for entry in entries] == ["b", "a"]
    assert entries[0].id == entries[1].id + 1


def test_the_clock_guard(desk: Desk) -> None:
    with clock.at(NOW - timedelta(hours=1)):
        with pytest.raises(Refused, match="早于最后一笔记录"), acting(desk, "a"):
            pass
        desk.clock_confirmed = True
        with acting(desk, "b"):
            pass
    assert _last().act == "b"


def test_a_copy_that_looks_only(desk: Desk) -> None:
    desk.read_only_because = "王芳正在使用。"
    with pytest.raises(Refused, match="王芳正在使用"), acting(desk, "a"):
        pass


def test_a_double_name_is_refused_in_plain_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有保存"), acting(desk, "setting.change") as act:
        act.create(Setting, key="office_name", value="x")
    assert Setting.select().where(Setting.key == "office_name").count() == 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (sqlite3.OperationalError("database or disk is full"), "磁盘已满"),
        (OSError(28, "No space left on device"), "磁盘已满"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "不能写入"),
        (PermissionError(13, "Permission denied"), "不能写入"),
        (peewee.OperationalError("database is locked"), "占用"),
        (sqlite3.DatabaseError("database disk image is malformed"), "jiefang check"),
        (sqlite3.OperationalError("disk I/O error"), "读写出错"),
        (sqlite3.IntegrityError("something new"), "没有保存"),
    ],
)
def test_what_a_failed_write_means(error: Exception, told: str) -> None:
    sentence = storage_sentence(error)
    assert told in sentence
    assert sentence.endswith("。") and "\n" not in sentence


def test_a_full_disk_is_seen_through_its_failed_rollback() -> None:
    try:
        try:
            raise peewee.OperationalError("database or disk is full")
        except peewee.OperationalError:
            raise peewee.OperationalError("cannot rollback - no transaction is active")  # noqa: B904
    except peewee.OperationalError as error:
        assert "磁盘已满" in storage_sentence(error)


@pytest.mark.parametrize("kind", ["locked", "malformed", "disk i/o error", "something new"])
def test_what_a_failed_read_means(kind: str) -> None:
    sentence = reading_sentence(peewee.OperationalError(f"database is {kind}"))
    assert sentence.endswith("。") and "保存" not in sentence
    assert ("占用" in sentence) == (kind == "locked")


def test_a_row_that_is_not_there_is_refused_in_plain_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="找不到"), acting(desk, "visit.hold") as act:
        act.change(Visit.get_by_id(999))
