"""Files are written completely or not at all, with a backup of the old one, and no user's work is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from lkjip import files
from lkjip.errors import LkjipError
from tests.kit.killing import Runs
from tests.kit.workbooks import assert_refused, environment, failing, listing, run, run_python, umask, write_folder

BACKUP = re.compile(r"laporan\.cadangan-(\d{8}-\d{6})(?:-\d+)?\.xlsm")
QUIET = environment(PYTHONDONTWRITEBYTECODE="1")


def backups(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in listing(folder).items() if ".cadangan-" in name}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of staff's, alone in its folder."""
    path = tmp_path / "hasil" / "laporan.xlsm"
    path.parent.mkdir()
    path.write_bytes(b"kerja setahun")
    return path


# ---------------------------------------------------------------- what is written and what is kept
def test_a_new_file(tmp_path: Path) -> None:
    assert files.write(tmp_path / "laporan.xlsm", b"baru") is None
    assert listing(tmp_path) == {"laporan.xlsm": b"baru"}


def test_the_old_file_is_kept_beside_the_new_one(path: Path) -> None:
    before = datetime.now().replace(microsecond=0)
    backup = files.write(path, b"baru")
    after = datetime.now()

    assert backup is not None
    assert listing(path.parent) == {"laporan.xlsm": b"baru", backup.name: b"kerja setahun"}
    found = BACKUP.fullmatch(backup.name)
    assert found
    assert before <= datetime.strptime(found[1], "%Y%m%d-%H%M%S") <= after


def test_several_changes_at_once_keep_every_version(path: Path) -> None:
    versions = [b"satu", b"dua", b"tiga"]
    for data in versions:
        files.write(path, data)

    assert path.read_bytes() == b"tiga"
    assert sorted(backups(path.parent).values()) == sorted([b"kerja setahun", b"satu", b"dua"])
    assert all(BACKUP.fullmatch(name) for name in backups(path.parent))


def test_an_equal_file_is_left_alone(path: Path) -> None:
    before = path.stat()

    assert files.write(path, b"kerja setahun") is None
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert listing(path.parent) == {"laporan.xlsm": b"kerja setahun"}


def test_an_empty_file_is_somebodys_too(path: Path) -> None:
    path.write_bytes(b"")
    files.write(path, b"baru")

    assert list(backups(path.parent).values()) == [b""]


def test_a_name_with_dots_and_spaces(tmp_path: Path) -> None:
    path = tmp_path / "LKjIP 2020 v1.2 – final.xlsm"
    path.write_bytes(b"lama")
    backup = files.write(path, b"baru")

    assert backup is not None
    assert re.fullmatch(r"LKjIP 2020 v1\.2 – final\.cadangan-\d{8}-\d{6}\.xlsm", backup.name)


def test_a_link_still_leads_to_the_file(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "pintasan.xlsm"
    link.symlink_to(path)
    files.write(link, b"baru")

    assert link.is_symlink()
    assert path.read_bytes() == b"baru"
    assert [each.read_bytes() for each in tmp_path.rglob("*.cadangan-*")] == [b"kerja setahun"]


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_has_ordinary_permissions(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        files.write(tmp_path / "laporan.xlsm", b"baru")

    assert stat.S_IMODE((tmp_path / "laporan.xlsm").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_replaced_file_keeps_its_permissions_and_so_does_the_backup(path: Path, mode: int) -> None:
    path.chmod(mode)
    with umask(0o022):
        files.write(path, b"baru")

    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {mode}


def test_what_a_killed_run_left_is_no_trouble_for_the_next(path: Path) -> None:
    """A process number comes back sooner or later; what lies under its name must not stop the writing."""
    names: list[str] = []

    def stop(_: int) -> None:
        names.extend(each.name for each in path.parent.iterdir() if each != path and ".cadangan-" not in each.name)
        raise KeyboardInterrupt

    with mock.patch("os.fsync", stop), pytest.raises(KeyboardInterrupt):
        files.write(path, b"baru")
    assert names
    (path.parent / names[0]).write_bytes(b"setengah")
    files.write(path, b"baru")

    assert path.read_bytes() == b"baru"
    assert set(listing(path.parent)) == {"laporan.xlsm", *backups(path.parent)}


# ---------------------------------------------------------------- what cannot be written
def refused(path: Path, *words: str) -> None:
    """The write is refused in one line that names the file, and nothing has changed."""
    before = {each: each.read_bytes() for each in path.parent.glob("*") if each.is_file()} if path.parent.is_dir() else {}
    with pytest.raises(LkjipError) as error:
        files.write(path, b"baru")
    after = {each: each.read_bytes() for each in path.parent.glob("*") if each.is_file()} if path.parent.is_dir() else {}

    assert str(path) in str(error.value)
    assert len(str(error.value).splitlines()) == 1
    for word in words:
        assert word in str(error.value)
    assert after == before


def test_a_file_open_in_excel(path: Path) -> None:
    (path.parent / "~$laporan.xlsm").write_bytes(b"\x05Kasub")

    refused(path, "Excel", "tutup")
    assert backups(path.parent) == {}


def test_a_file_open_in_excel_at_the_command_line(path: Path, tmp_path: Path) -> None:
    (path.parent / "~$laporan.xlsm").write_bytes(b"\x05Kasub")
    before = listing(path.parent)

    assert_refused(run("isi", write_folder(tmp_path / "csv"), "--keluaran", path), "laporan.xlsm", "Excel", folder=tmp_path)
    assert listing(path.parent) == before


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("lkjip.docx", "~$lkjip.docx"),
        ("laporan.docx", "~$poran.docx"),
        ("LKjIP 2026.docx", "~$jIP 2026.docx"),
        ("LKjIP 2026.docx", ".~lock.LKjIP 2026.docx#"),
    ],
)
def test_an_open_document_is_refused_by_the_name_that_word_gives_its_lock(tmp_path: Path, name: str, lock: str) -> None:
    (tmp_path / lock).write_bytes(b"\x05Kasub")
    with pytest.raises(LkjipError, match=re.escape(lock)):
        files.refuse_open(tmp_path / name)


def test_another_file_open_in_excel_is_no_matter(path: Path) -> None:
    (path.parent / "~$lain.xlsm").write_bytes(b"\x05Kasub")
    files.write(path, b"baru")

    assert path.read_bytes() == b"baru"


def test_no_such_folder(tmp_path: Path) -> None:
    refused(tmp_path / "tidak" / "ada" / "laporan.xlsm", "folder")


def test_a_file_where_a_folder_should_be(path: Path) -> None:
    refused(path / "laporan.xlsm", "folder")


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "laporan.xlsm").mkdir()

    refused(tmp_path / "laporan.xlsm", "folder")
    assert list((tmp_path / "laporan.xlsm").iterdir()) == []


@pytest.mark.parametrize("length", [251, 300, 5000])
def test_a_name_that_is_too_long(tmp_path: Path, length: int) -> None:
    refused(tmp_path / f"{'a' * length}.xlsm", "panjang")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, ("penyimpanan", "penuh")),
        (errno.EDQUOT, ("penyimpanan", "penuh")),
        (errno.EROFS, ("folder",)),
        (errno.EACCES, ("Excel",)),
        (errno.EIO, ("tidak bisa ditulis",)),
    ],
)
def test_the_system_refuses(path: Path, number: int, words: tuple[str, ...]) -> None:
    with failing("os.fsync", OSError(number, os.strerror(number))):
        refused(path, *words)


@pytest.mark.parametrize(("number", "word"), [(206, "panjang"), (123, "nama lain")])
def test_windows_refuses_a_name(path: Path, number: int, word: str) -> None:
    error = FileNotFoundError(errno.ENOENT, "")
    error.winerror = number  # type: ignore[attr-defined]  # as Windows does
    with failing("os.fsync", error):
        refused(path, word)


def test_excel_holds_the_file_at_the_last_moment(path: Path) -> None:
    """Windows refuses to replace a file that is open."""
    with failing("os.replace", PermissionError(errno.EACCES, "Permission denied")):
        refused(path, "Excel")


# A process that may do less, whoever runs the tests: root loses its rights first.
_AS_NOBODY = """
import os, sys
from pathlib import Path
from lkjip import files
from lkjip.errors import LkjipError
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    files.write(Path(sys.argv[1]), b"baru")
except LkjipError as error:
    print(error)
"""


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that everybody may read and nobody may write, with a file that everybody may write."""
    folder = Path(tempfile.mkdtemp())
    (folder / "laporan.xlsm").write_bytes(b"kerja setahun")
    (folder / "laporan.xlsm").chmod(0o666)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["laporan.xlsm", "baru.xlsm"])
def test_a_folder_one_may_not_write(read_only: Path, name: str) -> None:
    outcome = run_python("-c", _AS_NOBODY, read_only / name, env=QUIET)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{read_only / name}: ")
    assert "tidak boleh ditulis" in outcome.out
    assert listing(read_only) == {"laporan.xlsm": b"kerja setahun"}


# ---------------------------------------------------------------- no room for all of it
_IN_LITTLE_ROOM = """
import resource, sys
room = int(sys.argv[1])
from lkjip.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
main(sys.argv[2:])
"""


@pytest.mark.parametrize("exists", [True, False])
def test_no_room_for_the_new_file(path: Path, tmp_path: Path, exists: bool) -> None:
    target = path if exists else path.with_name("lain.xlsm")
    outcome = run_python("-c", _IN_LITTLE_ROOM, 5000, "isi", write_folder(tmp_path / "csv"), "--keluaran", target, env=QUIET)

    assert_refused(outcome, target.name, folder=tmp_path)
    assert listing(path.parent) == {"laporan.xlsm": b"kerja setahun"}


def test_no_room_for_the_backup(path: Path, tmp_path: Path) -> None:
    """Half a backup under a backup's name would be trusted one day."""
    old = b"kerja setahun" * 10_000
    path.write_bytes(old)
    outcome = run_python("-c", _IN_LITTLE_ROOM, 50_000, "isi", write_folder(tmp_path / "csv"), "--keluaran", path, env=QUIET)

    assert_refused(outcome, "laporan.xlsm", folder=tmp_path)
    assert listing(path.parent) == {"laporan.xlsm": old}


# ---------------------------------------------------------------- killed
_KILLED = """
import json, sys
from pathlib import Path
from lkjip.sources import csv_folder
from lkjip.template import workbook  # loaded once for all
from tests.kit.killing import TARGET, killed_runs
built = workbook.build(csv_folder.read(Path(sys.argv[1])).laporan)
workbook.build = lambda _: built  # what is of interest begins after it

csv, folder, old = sys.argv[1], Path(sys.argv[2]), b"kerja setahun" * int(sys.argv[3])
command = ["isi", csv, "--keluaran", str(folder / TARGET)]
rooms = lambda old, new: (1, old // 2, old + 1, new // 3, new // 2, new - 1)
print(json.dumps(killed_runs(command, folder, {TARGET: old}, {}, rooms)))
"""


@pytest.fixture(scope="module")
def killed_runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Killed or not, and what each file of the folder is then: the old one, the new one, or torn."""
    folder, csv = tmp_path_factory.mktemp("hasil"), tmp_path_factory.mktemp("csv")
    outcome = run_python("-c", _KILLED, write_folder(csv), folder, 1000, env=QUIET)
    assert (outcome.status, outcome.err) == (0, "")
    results: list[Any] = json.loads(outcome.out)
    return [(killed, found) for killed, found in results]


def test_a_killed_run_leaves_the_old_file_or_the_new_one(killed_runs: Runs) -> None:
    assert sum(killed for killed, _ in killed_runs) >= 8
    assert {found["laporan.xlsm"] for killed, found in killed_runs if killed} <= {"old", "new"}
    assert [found["laporan.xlsm"] for killed, found in killed_runs if not killed] == ["new"]


def test_a_killed_run_leaves_a_whole_backup_or_none(killed_runs: Runs) -> None:
    kept = [kind for _, found in killed_runs for name, kind in found.items() if ".cadangan-" in name]

    assert set(kept) == {"old"}


def test_after_a_killed_run_the_next_one_works(path: Path, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    killed = """
import os, signal, sys
from lkjip import cli
os.replace = os.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
cli.main(sys.argv[1:])
"""
    outcome = run_python("-c", killed, "isi", folder, "--keluaran", path, env=QUIET)
    assert outcome.status == -9
    assert path.read_bytes() == b"kerja setahun"

    assert run("isi", folder, "--keluaran", path).status == 0
    assert path.read_bytes().startswith(b"PK")
    assert b"kerja setahun" in backups(path.parent).values()


# ---------------------------------------------------------------- which backups go
class Clock(datetime):
    """What this PC takes for the time; a test sets it."""

    shown = datetime(2026, 5, 4, 12)

    @classmethod
    def now(cls, tz: object = None) -> Clock:
        return cls.fromisoformat(cls.shown.isoformat())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(Clock, "shown", datetime(2026, 5, 4, 12))
    monkeypatch.setattr(files, "datetime", Clock)
    return Clock


def changed(path: Path, times: int) -> list[Path]:
    """The backups of so many changes, each pruned after."""
    made = []
    for number in range(times):
        backup = files.write(path, b"isi %d %d" % (number, path.stat().st_mtime_ns))
        assert backup
        files.prune_backups(path)
        made.append(backup)
    return made


def test_the_last_ten_backups_are_kept(path: Path) -> None:
    made = changed(path, 14)

    assert set(backups(path.parent)) == {each.name for each in made[-10:]}


def test_a_clock_that_goes_back_takes_no_newer_backup_away(path: Path, clock: type[Clock]) -> None:
    ahead = changed(path, 10)
    clock.shown = datetime(2024, 1, 1, 8)
    behind = changed(path, 3)

    assert set(backups(path.parent)) == {each.name for each in (*ahead[3:], *behind)}


def test_a_clock_in_another_time_zone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From Jakarta to Jayapura: older backups are still known."""
    for zone in ("WIB-7", "WIT-9"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        changed(path, 8)
    monkeypatch.undo()
    time.tzset()

    assert len(backups(path.parent)) == 10


def test_files_of_a_person_are_no_backups_of_ours(path: Path) -> None:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    own = {f"laporan.cadangan-{each}.xlsm": each.encode() for each in ("20200101-120000", "20200101-120000-2", "99999999-999999", stamp)}
    for name, data in own.items():
        (path.parent / name).write_bytes(data)
    folder = path.parent / "laporan.cadangan-20200102-120000.xlsm"
    folder.mkdir()
    link = path.parent / "laporan.cadangan-20200103-120000.xlsm"
    link.symlink_to(path)
    changed(path, 12)

    assert {name: (path.parent / name).read_bytes() for name in own} == own
    assert folder.is_dir()
    assert link.is_symlink()
    assert len(list(path.parent.glob("*.cadangan-*"))) == 10 + 4 + 2


def test_a_backup_that_somebody_worked_on_is_theirs(path: Path) -> None:
    (first,) = changed(path, 1)
    first.write_bytes(b"dilanjutkan dari cadangan")
    changed(path, 12)

    assert first.read_bytes() == b"dilanjutkan dari cadangan"


# ---------------------------------------------------------------- what killed runs left
@pytest.fixture(scope="module")
def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_leftovers_of_a_killed_run_go_at_the_next(path: Path, tmp_path: Path) -> None:
    killed = """
import os, signal, sys
from pathlib import Path
from lkjip import files
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
files.write(Path(sys.argv[1]), b"baru")
"""
    assert run_python("-c", killed, path, env=QUIET).status == -9
    assert len(listing(path.parent)) == 3  # the old file, its backup, the new one
    files.write(path, b"lain")

    assert sorted(listing(path.parent).values()) == [b"kerja setahun", b"kerja setahun", b"lain"]


@pytest.mark.process
def test_only_leftovers_that_nobody_works_at_go(path: Path, dead: int) -> None:
    running, now, long_ago = os.getppid(), time.time(), time.time() - 3 * 24 * 3600
    other_pc = "0123abcd"
    lying = {
        f".{dead}.sementara": now,
        files.temporary(path).name.replace(str(os.getpid()), str(dead)): now,
        f".{dead}-{other_pc}.baru.sementara": long_ago,
        f".{running}.sementara": long_ago,
    }
    staying = {
        f".{running}.sementara.txt": long_ago,
        f".{dead}-{other_pc}.baru-1.sementara": now,
        files.temporary(path).name.replace(str(os.getpid()), str(running)): now,
        ".catatan.sementara": long_ago,
        "123.sementara": long_ago,
    }
    for name, moment in {**lying, **staying}.items():
        (path.parent / name).write_bytes(b"x")
        os.utime(path.parent / name, (moment, moment))
    files.write(path, b"baru")

    assert {name for name in listing(path.parent) if "sementara" in name} == set(staying)


_FOLDER_KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from lkjip import files
target, moment, text = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
calls, rename = 0, os.rename
def killing(*names):
    global calls
    calls += 1
    if calls == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    rename(*names)
os.rename = killing
files.refuse_foreign(target, ["a.csv"])
made = files.temporary(target)
made.mkdir()
(made / "a.csv").write_text(text)
files.put_folder(made, target, ["a.csv"])
"""


def test_a_folder_is_the_old_one_or_the_new_one_after_the_next_run(tmp_path: Path) -> None:
    """Killed at every renaming. Between the two that count there is no folder for a moment; the next run sets it right at its start."""
    statuses = []
    for moment in range(1, 5):
        target = tmp_path / str(moment) / "data"
        target.mkdir(parents=True)
        (target / "a.csv").write_text("lama")
        statuses.append(run_python("-c", _FOLDER_KILLED, target, moment, "baru", env=QUIET).status)
        kept = [each / "a.csv" for each in target.parent.glob("data*")]
        assert "lama" in [each.read_text() for each in kept if each.is_file()]
        files.refuse_foreign(target, ["a.csv"])

        assert (target / "a.csv").read_text() == ("lama" if moment < 3 else "baru")
        assert not list(target.parent.glob(".*"))
    assert statuses == [-9, -9, -9, 0]


@pytest.mark.parametrize("failing_call", [1, 2, 3])
def test_a_folder_that_cannot_be_put_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing_call: int) -> None:
    target, made = tmp_path / "data", tmp_path / "jadi"
    for folder, text in ((target, "lama"), (made, "baru")):
        folder.mkdir()
        (folder / "a.csv").write_text(text)
    calls, rename = 0, os.rename

    def refusing(old: Path, new: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == failing_call:
            raise PermissionError(errno.EACCES, "Permission denied")
        rename(old, new)

    monkeypatch.setattr("os.rename", refusing)
    with pytest.raises(LkjipError, match="tidak boleh ditulis"):
        files.put_folder(made, target, ["a.csv"])
    assert {each.name: (each / "a.csv").read_text() for each in tmp_path.iterdir()} == {"data": "lama", "jadi": "baru"}


# ---------------------------------------------------------------- places that are none
@pytest.mark.parametrize(
    "name",
    ["con.xlsm", "NUL.xlsm", "aux", "Com1.xlsm", "lpt9.tar.xlsm", "prn .xlsm", "laporan.xlsm.", "laporan.xlsm ", "a:b.xlsm", "a?.xlsm",
     "a\\b.xlsm", "a\tb.xlsm", 'a"b.xlsm', "a|b.xlsm", "a<b>.xlsm", "a*.xlsm"],
)  # fmt: skip
def test_names_that_windows_has_no_file_for(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name, "nama")
    with pytest.raises(LkjipError, match="pilih nama lain"), files.made_folder(tmp_path / name / "dalam"):
        pass
    assert not list(tmp_path.iterdir())


def test_names_that_only_look_like_those_of_windows(tmp_path: Path) -> None:
    for name in ("concon.xlsm", "con-1.xlsm", "com10.xlsm", "nulis.xlsm", ".con.xlsm", "a.con.xlsm"):
        files.write(tmp_path / name, b"x")
    assert len(listing(tmp_path)) == 6


def test_pipes_and_devices_are_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.xlsm")
    (tmp_path / "nol.xlsm").symlink_to("/dev/zero")
    for name in ("pipa.xlsm", "nol.xlsm"):
        with pytest.raises(LkjipError, match="bukan berkas biasa"):
            files.write(tmp_path / name, b"baru")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["nol.xlsm", "pipa.xlsm"]


def test_links_that_go_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").symlink_to("b.xlsm")
    (tmp_path / "b.xlsm").symlink_to("a.xlsm")
    with pytest.raises(LkjipError, match="berputar"):
        files.write(tmp_path / "a.xlsm", b"baru")
    assert (tmp_path / "a.xlsm").is_symlink()


def test_folders_made_for_something_that_fails_go_again(tmp_path: Path) -> None:
    (tmp_path / "lama").mkdir()
    with contextlib.suppress(LkjipError), files.made_folder(tmp_path / "lama" / "baru" / "dalam") as place:
        assert place.is_dir()
        raise LkjipError("gagal")
    assert [each.name for each in tmp_path.rglob("*")] == ["lama"]
