from __future__ import annotations

from pathlib import Path

import pytest

from jiefang_tui import paths


@pytest.fixture(autouse=True)
def _no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.ENVIRONMENT, raising=False)


def package_in(folder: Path) -> Path:
    package = folder / "jiefang_tui"
    package.mkdir(parents=True)
    return package


@pytest.mark.parametrize("marker", ["pyproject.toml", "portable"])
def test_a_checkout_and_a_portable_folder_keep_everything_in_data(tmp_path: Path, marker: str) -> None:
    package = package_in(tmp_path)
    (tmp_path / marker).touch()
    assert paths.reference_dir(package) == tmp_path / "data" / "reference"
    assert paths.templates_dir(package) == tmp_path / "data" / "templates"
    assert paths.sample_dir(package) == tmp_path / "data" / "sample"
    assert paths.data_dir(package=package).root == tmp_path / "data"
    assert not (tmp_path / "data").exists()


def test_a_wheel_carries_its_data_and_keeps_the_offices_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    package = package_in(tmp_path / "site-packages")
    assert paths.reference_dir(package) == package / "_data" / "reference"
    root = paths.data_dir(package=package).root
    assert package.parent not in root.parents
    assert root.name == paths.APP_NAME
    assert not root.exists()


def test_data_option_goes_before_environment_before_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = package_in(tmp_path)
    monkeypatch.setenv(paths.ENVIRONMENT, str(tmp_path / "env"))
    assert paths.data_dir(package=package).root == tmp_path / "env"
    assert paths.data_dir(tmp_path / "given", package).root == tmp_path / "given"
    monkeypatch.setenv(paths.ENVIRONMENT, "")
    assert paths.data_dir(package=package).root != tmp_path / "env"


def test_a_relative_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir("desk").root == tmp_path / "desk"


def test_everything_lies_in_the_data_folder_under_its_own_name(tmp_path: Path) -> None:
    folder = paths.DataFolder(tmp_path)
    all_paths = [
        folder.db,
        folder.lock,
        folder.lock_note,
        folder.backups,
        folder.exports,
        folder.attachments,
        folder.reference,
        folder.templates,
    ]
    assert len(set(all_paths)) == len(all_paths)
    assert {path.parent for path in all_paths} == {tmp_path}
    assert list(tmp_path.iterdir()) == []


def test_this_checkout_has_its_reference_data() -> None:
    assert (paths.reference_dir() / "regulation.toml").is_file()
