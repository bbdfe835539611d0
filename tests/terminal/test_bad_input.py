"""Bad input and bad disks in the real program: each gets its sentence, nothing typed is lost, no traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, office, rows

SLOW = pytest.mark.slow
HEADCOUNT, AMOUNT, ID_NO = 3, 7, 8
"""How many times Enter leads from 住址 to the field, less one."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return office(tmp_path / "data")


@pytest.mark.parametrize(
    ("enters", "typed", "sentence", "right"),
    [
        (HEADCOUNT, "0", "来访人数至少是 1 人", "1"),
        pytest.param(HEADCOUNT, "10000", "来访人数 10000 太大", "12", marks=SLOW),
        pytest.param(HEADCOUNT, "一大群", "人数", "20", marks=SLOW),
    ],
)
def test_a_wrong_value_is_said_beside_its_field_and_stays(
    folder: Path, enters: int, typed: str, sentence: str, right: str
) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("补偿").press("Enter", *["Enter"] * (enters - 1))
        desk.type(typed).press("C-s")
        desk.wait(sentence, typed, "章某某", "补偿")
        assert rows(folder, "select count(*) from visit") == [(0,)]
        desk.press("C-e", "C-u").type(right).press("C-s")
        desk.wait("第01号 章某某 已登记")


@pytest.mark.parametrize(
    ("enters", "typed", "sentence", "kept"),
    [
        (ID_NO, "999999196808150025", "校验位不对", ("999999196808150025", "")),
        pytest.param(ID_NO, "99999919680815002", "还差 1 位", ("99999919680815002", ""), marks=SLOW),
        pytest.param(ID_NO, "999999203008150029", "出生日期", ("999999203008150029", ""), marks=SLOW),
        pytest.param(AMOUNT, "三毛钱多", "看不懂这个金额", ("", "〔涉及金额：三毛钱多，待核〕"), marks=SLOW),
        pytest.param(AMOUNT, "-5", "金额", ("", "〔涉及金额：-5，待核〕"), marks=SLOW),
    ],
)
def test_a_doubtful_value_that_is_not_required_is_said_and_kept(
    folder: Path, enters: int, typed: str, sentence: str, kept: tuple[str, str]
) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("补偿").press(*["Enter"] * enters).type(typed)
        desk.wait(sentence, typed)
        desk.press("C-s")
        desk.wait("第01号 章某某 已登记")
    query = "select petitioner.id_no, matter.facts from matter join petitioner on petitioner.id = petitioner_id"
    assert rows(folder, query) == [kept]


def test_a_15_digit_id_number_is_understood(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("补偿").press(*["Enter"] * ID_NO).type("999999750315123")
        desk.press("C-s")
        desk.wait("第01号 章某某 已登记")
    assert rows(folder, "select id_no from petitioner") == [("999999197503151231",)]


@pytest.mark.slow
def test_a_date_on_the_wrong_side_of_today_is_said_and_kept_as_words(folder: Path) -> None:
    """The day a problem arose, far down the form; a deadline that is over, in the talk."""
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("补偿").press(*["Tab"] * 15)
        desk.wait("问题时间")
        desk.type("2027-01-01")
        desk.wait("晚于今天", "2027-01-01")
        desk.press("C-s")
        desk.wait("第01号 章某某 已登记")
        desk.press("Enter").type("周敏").press("Enter").type("镇长").press("C-s").type("记录")
        desk.press("Tab", "Tab", "Tab").type("2020-01-01")
        desk.wait("早于今天", "2020-01-01")
        desk.press("C-s")
        desk.wait("处理结果", "〔期限：2020-01-01，待核〕")
    assert rows(folder, "select facts, problem_on from matter") == [("〔问题时间：2027-01-01，待核〕", None)]


@pytest.mark.slow
def test_what_a_console_cannot_draw_or_a_spreadsheet_would_run_is_kept_as_typed(folder: Path) -> None:
    name, request = "章𠮷𰻞", "=1+1 👩，@SUM(A1) 𰻞𰻞面"
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type(name).press("Enter").type(request).press("Enter").type("章湾村３组").press("Enter")
        desk.type("１３８ ００００ ００１８").press("C-s")
        desk.wait("第01号", "已登记", "=1+1")
        desk.press("C-f").type("=1+1")
        desk.wait("=1+1", "JF-999999001-20261123-001")
    assert rows(folder, "select shown_name, request from visit, matter") == [(name, request)]
    assert rows(folder, "select phone, address from petitioner") == [("13800000018", "章湾村3组")]


@pytest.mark.slow
def test_20000_characters_are_kept_or_what_is_not_is_said(folder: Path) -> None:
    letter = "补偿款按十二点四亩发放。" * 1667
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").paste("甲" * 20_000)
        desk.wait("这里最多 60 字，多出的 19,940 字")
        desk.press("C-e", "C-u").type("章某某").press("Enter").paste(letter[:20_000])
        desk.wait("补偿款按十二点四亩发放。")
        desk.press("C-s")
        desk.wait("第01号 章某某 已登记")
        desk.press("F2").type("李某某").press("Enter").paste(letter[:19_990])
        desk.type("补偿款按十二点四亩发放。" * 20)  # and raw, as a terminal without bracketed paste sends it
        desk.wait("这里最多 20,000 字")
        desk.press("C-s")
        desk.wait("第02号 李某某 已登记")
    kept = [text for (text,) in rows(folder, "select request from matter order by id")]
    assert kept[0] == letter[:20_000]
    assert kept[1] == letter[:19_990] + letter[:10]


@pytest.mark.slow
def test_a_raw_paste_of_5000_characters_is_kept(folder: Path) -> None:
    """T22: a terminal that does not bracket what is pasted sends it as keys."""
    letter = "补偿款按十二点四亩发放。" * 417
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type(letter[:5000]).press("C-s")
        desk.wait("第01号 章某某 已登记")
    assert rows(folder, "select request from matter") == [(letter[:5000],)]


@pytest.mark.slow
def test_the_window_is_closed_or_made_small_in_the_middle_of_a_form(folder: Path) -> None:
    """T22: closing the window (SIGHUP) keeps the draft; a resize to 80x24 and back keeps the screen usable."""
    import signal

    with Terminal("--data", str(folder), columns=120, rows=36) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿")
        desk.wait("征地补偿")
        desk.resize(80, 24)
        desk.wait("^S保存", "征地补偿", "Esc返回 F1帮助")
        desk.resize(120, 36)
        desk.wait("^S保存", "征地补偿")
        desk.press("C-c")
        desk.wait("征地补偿")
        desk.type("款没发")
        desk.wait("征地补偿款没发")
        desk.until(lambda _: "征地补偿款没发" in str(rows(folder, "select body from draft")), ["the draft in the file"])
        desk.child.kill(signal.SIGHUP)
        desk.ended()
    assert "征地补偿款没发" in rows(folder, "select body from draft")[0][0]


def test_a_byte_that_is_no_text_ends_nothing(folder: Path) -> None:
    """An old console, or a file that is typed in by mistake: ``\\xff`` and GBK."""
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter")
        os.write(desk.child.child_fd, b"\xff\xfe" + "征地".encode("gbk"))
        desk.type("补偿款没发")
        desk.wait("补偿款没发")
        desk.press("C-s")
        desk.wait("第01号 章某某 已登记")


@pytest.mark.slow
def test_a_terminal_that_goes_away_is_left_as_when_the_window_is_closed(folder: Path) -> None:
    """The draft is kept, what was registered is backed up, the lock is free: the next start writes again."""
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿").press("C-s")
        desk.wait("第01号 章某某 已登记")
        desk.press("F2").type("李某某").press("Enter").type("欠薪")
        desk.wait("欠薪")
        desk.hang_up()
    assert "欠薪" in rows(folder, "select body from draft")[0][0]
    assert list((folder / "backups").glob("jiefang-*.db"))
    assert not (folder / "jiefang.db-journal").exists()
    with Terminal("--data", str(folder)) as desk:
        assert "只能查看" not in desk.started()
        desk.quit()


@pytest.mark.slow
def test_what_was_cut_off_is_backed_up_by_the_next_start(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿").press("C-s")
        desk.wait("第01号 章某某 已登记")
        desk.kill()
    assert not list((folder / "backups").glob("jiefang-*.db"))
    with Terminal("--data", str(folder)) as desk:
        desk.wait("上次没有正常退出，已补做备份并核对。")
        kept = list((folder / "backups").glob("jiefang-*.db"))
        desk.quit()
    with closing(sqlite3.connect(kept[0])) as copy:
        assert copy.execute("select shown_name from visit").fetchall() == [("章某某",)]


@pytest.mark.slow
def test_the_data_files_are_the_owner_s_alone(folder: Path) -> None:
    """Also those of an office that was founded before anybody saw to it."""
    for path in (folder, folder / "backups"):
        path.chmod(0o755)
    (folder / "jiefang.db").chmod(0o644)
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿").press("C-s")
        desk.wait("第01号 章某某 已登记")
        assert desk.quit() == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert {name for name, mode in modes.items() if mode & 0o077} == set(), modes


# -- the data folder


def test_a_missing_data_folder_is_said_and_not_made(tmp_path: Path) -> None:
    with Terminal("--data", str(tmp_path / "没有" / "这里")) as desk:
        # However long the path is, and wherever that folds the sentence.
        desk.until(lambda screen: "不存在；请检查--data的位置" in "".join(screen.split()), ["请检查 --data 的位置"])
        assert desk.ended() == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_data_folder_that_disappears_loses_nothing(folder: Path) -> None:
    """The memory stick is pulled, and put back."""
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿")
        desk.wait("征地补偿")
        gone = folder.rename(folder.with_name("pulled"))
        desk.press("C-s")
        screen = desk.wait("没有保存")
        assert "章某某" in screen
        assert "征地补偿" in screen
        gone.rename(folder)
        desk.press("C-s")
        desk.wait("第01号 章某某 已登记")
    assert rows(folder, "select shown_name from visit") == [("章某某",)]


@pytest.mark.slow
def test_a_missing_or_empty_database_file_is_never_replaced(folder: Path) -> None:
    (folder / "jiefang.db").rename(folder / "elsewhere.db")
    with Terminal("--data", str(folder)) as desk:
        desk.wait("数据文件不见了")
        desk.ended()
    assert not (folder / "jiefang.db").exists()
    (folder / "jiefang.db").touch()
    with Terminal("--data", str(folder)) as desk:
        desk.wait("数据文件打不开")
        desk.ended()
    assert (folder / "jiefang.db").stat().st_size == 0


@contextmanager
def mounted(*command: str, at: Path) -> Iterator[None]:
    """A file system of the test's own; skips where nothing may be mounted."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    if subprocess.run(["mount", *command, str(at)], capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True, capture_output=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody can write into `folder`: by its permissions, or for root by a mount."""
    if os.geteuid() == 0:
        with mounted("--bind", str(folder), at=folder):
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True, capture_output=True)
            yield
        return
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555)
    yield
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)


@pytest.mark.slow
def test_a_read_only_folder_is_looked_at_and_says_so(folder: Path) -> None:
    with Terminal("--data", str(folder)) as desk:
        desk.started()
        desk.press("F2").type("章某某").press("Enter").type("征地补偿").press("C-s")
        desk.wait("已登记")
        assert desk.quit() == 0
    with read_only(folder), Terminal("--data", str(folder)) as desk:
        desk.wait("只能查看", "Enter知道了")
        desk.press("Enter")
        desk.wait("只读", "01      章某某", gone="知道了")
        assert "F2登记" not in desk.screen()
        desk.press("F2", "C-n", "Enter")
        desk.wait("事项 JF-", "征地补偿", gone="^O改登记")
        assert desk.quit() == 0
    assert rows(folder, "select count(*) from visit") == [(1,)]


@pytest.mark.slow
def test_a_full_disk_says_so_keeps_the_form_and_saves_when_there_is_room(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with mounted("-t", "tmpfs", "-o", "size=4m", "tmpfs", at=folder):
        office(folder)
        with Terminal("--data", str(folder)) as desk:
            desk.started()
            desk.press("F2").type("章某某").press("Enter").type("征地补偿").press("C-s")
            desk.wait("第01号 章某某 已登记")
            fill(folder / "others-file")
            desk.press("F2").type("李某某").press("Enter").paste("拖欠工资" * 2000).press("C-s")
            desk.wait("磁盘已满", "李某某", "拖欠工资")
            assert rows(folder, "select shown_name from visit") == [("章某某",)]
            for key, name in (("Esc", "Esc"), ("F3", "F3"), ("C-q", "^Q")):  # each says so, and stays
                desk.press(key)
                desk.wait(f"写的字没存下；请先别离开，再按一次 {name} 就丢掉", "拖欠工资")
                desk.press("Up")
            (folder / "others-file").unlink()
            desk.press("F3")
            desk.wait("01      章某某")
            desk.press("F2")
            desk.type("赵某某").press("Enter").type("土地").press("C-s")
            desk.wait("第02号 赵某某 已登记")
            assert desk.quit() == 0
        assert "拖欠工资" in rows(folder, "select body from draft")[0][0]
        assert rows(folder, "pragma integrity_check") == [("ok",)]


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)
    with suppress(OSError), path.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0" * 512)
