"""Drafts: nothing typed is lost, nothing typed makes noise."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from jiefang_tui import clock
from jiefang_tui.services.desk import opening
from jiefang_tui.services.desk.desk import Desk
from jiefang_tui.services.desk.drafts import clear_draft, drafts, save_draft, take_draft
from jiefang_tui.services.desk.errors import Refused
from jiefang_tui.store import database
from jiefang_tui.store.models import AuditEntry, Draft
from tests.conftest import NOW

ODD = {"name": "𠮷𡈽👨‍👩‍👧", "request": "=1+1\n“引号”\t" + "字" * 20_000, "phone": "１３８００００１２３４", "空": ""}


def test_round_trip(desk: Desk) -> None:
    uid = save_draft(desk, "intake", ODD, "李某某")
    kept = take_draft(uid)
    assert kept is not None
    assert (kept.body, kept.form, kept.title, kept.officer_name) == (ODD, "intake", "李某某", "王芳")
    assert kept.updated_at == NOW


def test_no_audit_entry_and_no_signal(desk: Desk) -> None:
    desk.take_changed()
    uid = save_draft(desk, "intake", {"name": "李"})
    save_draft(desk, "intake", {"name": "李某"}, uid=uid)
    clear_draft(uid)
    assert AuditEntry.select().count() == 1
    assert desk.take_changed() == set()


def test_one_row_a_form(desk: Desk) -> None:
    uid = uuid4()
    for typed in ("李", "李某", "李某某"):
        assert save_draft(desk, "intake", {"name": typed}, uid=uid) == uid
    assert Draft.select().count() == 1
    assert drafts(desk)[0].body == {"name": "李某某"}


def test_the_last_typed_first_and_by_form(desk: Desk) -> None:
    first = save_draft(desk, "intake", {"name": "一"})
    second = save_draft(desk, "talk:1", {"note": "二"})
    with clock.at(NOW + timedelta(seconds=5)):
        save_draft(desk, "intake", {"name": "三"}, uid=first)
    assert [one.uid for one in drafts(desk)] == [first, second]
    assert [one.uid for one in drafts(desk, "talk:1")] == [second]
    assert drafts(desk, "lines") == []


def test_taken_it_stays_until_cleared(desk: Desk) -> None:
    uid = save_draft(desk, "intake", {"name": "一"})
    assert take_draft(str(uid)) is not None
    assert take_draft(uid) is not None
    clear_draft(str(uid))
    clear_draft(uid)
    assert take_draft(uid) is None
    assert isinstance(uid, UUID)


def test_a_copy_that_looks_only_keeps_none(desk: Desk) -> None:
    desk.read_only_because = "只能查看。"
    with pytest.raises(Refused, match="只能查看"):
        save_draft(desk, "intake", {"name": "一"})


def test_a_body_that_cannot_be_read_does_not_take_the_list_along(desk: Desk) -> None:
    uid = save_draft(desk, "intake", {"name": "一"})
    Draft.update(body="{half").where(Draft.uid == uid).execute()
    assert drafts(desk)[0].body == {}


def test_killed_right_after_a_save_it_is_offered_again(desk: Desk) -> None:
    opening.close_desk(desk, keeps_backup=False)
    script = (
        "import os, signal; from pathlib import Path; from jiefang_tui.paths import DataFolder\n"
        "from jiefang_tui.services.desk import opening, drafts\n"
        f"desk = opening.open_desk(DataFolder(Path({str(desk.folder.root)!r})))\n"
        "drafts.save_draft(desk, 'intake', {'name': '李某某'}, '李某某')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = os.environ | {"JIEFANG_NOW": "2026-11-23T09:14:00"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    again = opening.open_desk(desk.folder)
    assert [one.title for one in drafts(again)] == ["李某某"]


def test_a_failing_disk_says_so_and_the_former_text_stays(desk: Desk) -> None:
    uid = save_draft(desk, "intake", {"name": "一"})
    database.connection().execute("PRAGMA query_only = 1")
    with pytest.raises(Refused, match="不能写入"):
        save_draft(desk, "intake", {"name": "二"}, uid=uid)
    database.connection().execute("PRAGMA query_only = 0")
    assert drafts(desk)[0].body == {"name": "一"}
