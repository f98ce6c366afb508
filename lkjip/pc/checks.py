"""`lkjip cek`: what can be wrong on a PC. A check is one small function; `PC_CHECKS` is the list of them."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from lkjip import __version__
from lkjip.errors import LkjipError
from lkjip.ooxml import vba_source
from lkjip.ooxml.package import Package
from lkjip.pc import folders, settings
from lkjip.pc.pc import Hive, Pc

Status = Literal["baik", "catatan", "salah", "lewat"]
_SHOWN: Final[Mapping[Status, str]] = {"baik": "baik", "catatan": "catatan", "salah": "salah", "lewat": "tidak berlaku"}
WIDEST: Final = max(map(len, _SHOWN.values()))
"""Characters of the longest status, for results in columns."""

OLDEST_PYTHON: Final = (3, 11)
_AGAIN: Final = "jalankan lagi pasang.cmd dari folder rilis"
_EXCEL: Final = "excel.exe"
_CLICK_TO_RUN: Final = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OUTLOOK: Final = r"SOFTWARE\Microsoft\Office\16.0\Outlook"
_OUTLOOK_32: Final = r"SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook"
_APP_PATHS: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_POLICIES: Final = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_SECURITY: Final = r"Software\Microsoft\Office\16.0\Excel\Security"
_COMMAND_POLICY: Final = r"Software\Policies\Microsoft\Windows\System"
_LOCALE: Final = r"Control Panel\International"
_FROM_OUTSIDE: Final = ("ZoneId=3", "ZoneId=4")
_HIVES: Final[Sequence[Hive]] = ("HKCU", "HKLM")
_TRUSTED_LOCATIONS: Final = 21  # Excel numbers them from 0
_ONEDRIVE: Final = ("ONEDRIVE", "ONEDRIVECOMMERCIAL", "ONEDRIVECONSUMER")


@dataclass(frozen=True)
class PcFinding:
    """The result of one check: `salah` needs mending, `catatan` is worth knowing, `lewat` does not apply here."""

    check: str
    status: Status
    message: str

    @property
    def applies(self) -> bool:
        """Whether this could be checked here at all."""
        return self.status != "lewat"

    @property
    def shown(self) -> str:
        """The status as staff read it."""
        return _SHOWN[self.status]

    def as_data(self) -> dict[str, str]:
        """The finding as `lkjip cek --format json` writes it."""
        return {"periksa": self.check, "status": self.status, "pesan": self.message}


Answer = tuple[Status, str]
BookPath = PurePath | None
"""The workbook to look at, if any."""


@dataclass(frozen=True)
class PcCheck:
    """A check: its name for staff, and its function."""

    name: str
    look: Callable[[Pc, BookPath], Answer]
    anywhere: bool = False
    """Whether it applies outside Windows too."""


def run(pc: Pc, book: BookPath = None) -> Sequence[PcFinding]:
    """Run all checks on this PC, and on a workbook if one is given.

    Raises:
        LkjipError: the workbook cannot be read.
    """
    if book is not None:
        Package(pc.local(book)).close()
    return [PcFinding(check.name, *_answer(check, pc, book)) for check in PC_CHECKS]


def all_well(findings: Sequence[PcFinding]) -> bool:
    return not any(finding.status == "salah" for finding in findings)


def _answer(check: PcCheck, pc: Pc, book: BookPath) -> Answer:
    if not (pc.windows or check.anywhere):
        return "lewat", "bukan Windows"
    try:
        return check.look(pc, book)
    except LkjipError as error:
        return "salah", str(error)


# ---------------------------------------------------------------- Python and Excel
def python_here(pc: Pc, _: BookPath) -> Answer:
    version = ".".join(map(str, pc.version))
    if pc.version[:2] < OLDEST_PYTHON:
        return "salah", f"versi {version} terlalu lama, paling lama {'.'.join(map(str, OLDEST_PYTHON))}; {_AGAIN}"
    return "baik", f"{version}, {pc.bits} bit, xlwings {pc.xlwings or 'tidak ada'}, LKjIP {__version__}"


def excel_here(pc: Pc, _: BookPath) -> Answer:
    bits = office_bits(pc)
    if bits is None:
        return "salah", "Excel tidak ditemukan; buku kerja perlu Excel 2016 atau lebih baru"
    return "baik", f"{bits} bit; Python {pc.bits} bit, bisa bekerja sama"


def office_bits(pc: Pc) -> int | None:
    """The bits of the installed Office, 64 or 32; None without Excel 2016 or later."""
    platform = folders.value(pc, "HKLM", _CLICK_TO_RUN, "Platform") or next(
        (found for key in (_OUTLOOK, _OUTLOOK_32) if (found := folders.value(pc, "HKLM", key, "Bitness"))), None
    )
    if platform in ("x64", "x86"):
        return 64 if platform == "x64" else 32
    program = folders.value(pc, "HKLM", _APP_PATHS, "Path")
    if not isinstance(program, str):
        return None
    return 32 if "(x86)" in program else 64


def settings_name_python(pc: Pc, _: BookPath) -> Answer:
    path = folders.settings_file(pc)
    text = folders.read_settings(pc, path)
    found = settings.pairs(text)
    python = folders.interpreter(pc, found)
    if not text:
        return "salah", f"{path} belum ada; jalankan pasang.cmd dari folder rilis"
    if not settings.whole(text):
        return "salah", f"{path} tidak utuh; hapus baris kosong dan baris tanpa koma di dalamnya"
    if python is None:
        return "salah", f"{path} tidak menyebut letak Python yang lengkap ({folders.INTERPRETER}); {_AGAIN}"
    if "windowsapps" in str(python).lower():
        return "salah", f"{python}: Python dari Microsoft Store tidak bisa dipakai Excel; {_AGAIN}"
    if not pc.local(python).is_file():
        return "salah", f"{python} tidak ada lagi; {_AGAIN}"
    if found.get("DEBUG UDFS", "").lower() == "true":
        return "salah", f'{path}: "DEBUG UDFS" menyala, Excel menunggu Python yang tidak datang; ubah menjadi False'
    if found.get(folders.ADD_WORKBOOK, "true").lower() == "true":
        return "catatan", f"folder buku kerja ikut dicari Python ({folders.ADD_WORKBOOK}); {_AGAIN}"
    return "baik", str(python)


def settings_are_the_users(pc: Pc, book: BookPath) -> Answer:
    if book is None:
        return "lewat", "sebutkan buku kerjanya: lkjip cek BERKAS"
    near = folders.nearer_settings(pc.local(book))
    if not near:
        return "baik", "tidak ada pengaturan xlwings di buku kerja atau di foldernya"
    found = f"{' dan '.join(near)} berisi pengaturan xlwings"
    if vba_source.obeys_nearer_settings(pc.local(book)):
        return "salah", f"{found}; buku kerja ini menurutinya dan bisa memulai program lain: hapus"
    return "catatan", f"{found}; buku kerja ini tidak menurutinya, tetapi buku kerja lama ya: hapus kalau bukan milik Anda"


def library_fits(pc: Pc, book: BookPath) -> Answer:
    python = folders.interpreter(pc)
    version = (vba_source.xlwings_version(pc.local(book)) if book else None) or pc.xlwings
    bits = office_bits(pc)
    if python is None or version is None or bits is None:
        return "lewat", "menunggu Excel, Python dan pengaturannya"
    name = folders.library_name(bits, version)
    found = folders.library(pc, python, name)
    if found:
        return "baik", str(found)
    others = sorted({path.name for folder in (python.parent, python.parent.parent) for path in _libraries(pc, folder, bits)})
    there = f" (yang ada: {', '.join(others)})" if others else ""
    return "salah", f"{name} tidak ada di dekat {python}{there}; {_AGAIN}"


def _libraries(pc: Pc, folder: PurePath, bits: int) -> Iterator[PurePath]:
    yield from (folder / path.name for path in pc.local(folder).glob(f"xlwings{bits}-*.dll"))


def book_fits(pc: Pc, book: BookPath) -> Answer:
    if book is None:
        return "lewat", "sebutkan buku kerjanya: lkjip cek BERKAS"
    version = vba_source.xlwings_version(pc.local(book))
    if version is None:
        return "catatan", f"{book} tidak berisi makro LKjIP; fungsi seperti CAPAIAN tidak menghitung di dalamnya"
    if version != pc.xlwings:
        return "salah", f"buku kerja memakai xlwings {version}, Python memakai {pc.xlwings or 'tidak ada'}; pasang rilis yang sama"
    return "baik", f"xlwings {version}, sama dengan Python"


def python_answers(pc: Pc, _: BookPath) -> Answer:
    python = folders.interpreter(pc)
    if python is None or not pc.local(python).is_file():
        return "lewat", "menunggu pengaturan Python"
    said = pc.ask(python)
    if said is None:
        return "salah", f"{python} tidak bisa memuat pywin32, xlwings dan aturan LKjIP; {_AGAIN}"
    version = said.partition(" ")[0]
    if version != pc.xlwings:
        return "salah", f"{python} memakai xlwings {version}, seharusnya {pc.xlwings}; {_AGAIN}"
    if said.endswith(" pandas"):
        return "catatan", "menjawab; pandas terpasang di Python ini, maka Excel lebih lambat mulai menghitung"
    return "baik", "menjawab"


# ---------------------------------------------------------------- what blocks macros in Excel
def commands_allowed(pc: Pc, _: BookPath) -> Answer:
    if folders.value(pc, "HKCU", _COMMAND_POLICY, "DisableCMD"):
        return "salah", "cmd.exe dilarang di komputer ini, sedangkan Excel memulai Python dengannya; minta izin bagian TI"
    return "baik", "cmd.exe boleh dipakai"


def macros_allowed(pc: Pc, book: BookPath) -> Answer:
    policy = next((found for hive in _HIVES if (found := folders.value(pc, hive, _POLICIES, "VBAWarnings")) is not None), None)
    setting = folders.value(pc, "HKCU", _SECURITY, "VBAWarnings")
    level = setting if policy is None else policy
    if level in (3, 4) and _trusted(pc, book):
        return "baik", "makro berjalan karena foldernya lokasi tepercaya"
    by_office = "oleh kebijakan kantor; minta bagian TI menjadikan folder buku kerja lokasi tepercaya"
    by_user = "di Trust Center Excel; pilih yang memakai pemberitahuan"
    if level in (3, 4):
        what = "semua makro diblokir" if level == 4 else "hanya makro bertanda tangan yang boleh"
        return "salah", f"{what} {by_user if policy is None else by_office}"
    if level == 1:
        return "catatan", "semua makro dari mana pun berjalan tanpa bertanya; lebih aman memakai pemberitahuan (Trust Center)"
    return "baik", 'Excel bertanya dulu; tekan "Enable Content"'


def _trusted(pc: Pc, book: BookPath) -> bool:
    """Whether the workbook is in a trusted location of the user or the office."""
    if book is None:
        return False
    for hive, base, number in itertools.product(_HIVES, (_SECURITY, _POLICIES), range(_TRUSTED_LOCATIONS)):
        key = rf"{base}\Trusted Locations\Location{number}"
        folder = folders.value(pc, hive, key, "Path")
        if not isinstance(folder, str) or not folder:
            continue
        place = pc.path(folders.expanded(pc, folder))
        if book.parent == place or (folders.value(pc, hive, key, "AllowSubFolders") == 1 and book.is_relative_to(place)):
            return True
    return False


def book_not_blocked(pc: Pc, book: BookPath) -> Answer:
    if book is None:
        return "lewat", "sebutkan buku kerjanya: lkjip cek BERKAS"
    try:
        mark = pc.local(pc.path(f"{book}:Zone.Identifier")).read_text(encoding="latin-1")
    except OSError:
        return "baik", "tidak bertanda dari luar"
    if not any(zone in mark.replace(" ", "") for zone in _FROM_OUTSIDE):
        return "baik", "tidak bertanda dari luar"
    if _trusted(pc, book):
        return "baik", "bertanda dari luar, tetapi foldernya lokasi tepercaya"
    return "salah", f"{book} bertanda dari surel atau internet: klik kanan, Properties, centang Unblock (Buka Blokir), OK"


def guide_here(pc: Pc, _: BookPath) -> Answer:
    start = folders.guide(pc) / folders.GUIDE_START
    if not pc.local(start).is_file():
        return "catatan", f"tidak ada di {start.parent}, maka tombol Bantuan tidak menemukannya; {_AGAIN}"
    return "baik", str(start)


def one_excel(pc: Pc, _: BookPath) -> Answer:
    number = sum(program == _EXCEL for program in pc.programs())
    if number > 1:
        return "salah", f"{number} Excel berjalan bersamaan; simpan, tutup semuanya, lalu buka satu saja"
    if number == 1:
        return "catatan", "Excel sedang terbuka; pengaturan baru terbaca setelah Excel ditutup dan dibuka lagi"
    return "baik", "tidak ada Excel yang berjalan ganda"


# ---------------------------------------------------------------- folders and settings of this PC
def where_the_book_is(pc: Pc, book: BookPath) -> Answer:
    folder = book.parent if book else folders.documents(pc)
    roots = [pc.path(root) for name in _ONEDRIVE if (root := pc.environment.get(name))]
    if any(folder.is_relative_to(root) for root in roots):
        return "catatan", f"{folder} ada di OneDrive; kalau tombol tidak jalan, tunggu sinkron selesai atau pakai folder di luar OneDrive"
    if str(folder).startswith("\\\\"):
        return "catatan", f"{folder} ada di jaringan; kalau makro diblokir, salin buku kerja ke komputer ini"
    return "baik", str(folder)


def can_write(pc: Pc, book: BookPath) -> Answer:
    written_to = [folders.settings_file(pc).parent, folders.own_folder(pc), book.parent if book else folders.documents(pc)]
    refused = [str(folder) for folder in written_to if not _writable(pc, folder)]
    if refused:
        return "salah", f"tidak boleh menulis di {', '.join(refused)}; minta izin bagian TI, atau pakai folder lain"
    return "baik", "boleh menulis di folder yang dipakai"


def _writable(pc: Pc, folder: PurePath) -> bool:
    """Whether a folder, or the nearest existing one above it, is writable."""
    there = next((place for place in (folder, *folder.parents) if pc.local(place).is_dir()), None)
    if there is None:
        return False
    try:
        with tempfile.TemporaryFile(dir=pc.local(there)):
            return True
    except OSError:
        return False


def separators(pc: Pc, _: BookPath) -> Answer:
    separator, decimal = (folders.value(pc, "HKCU", _LOCALE, name) for name in ("sList", "sDecimal"))
    if not isinstance(separator, str) or not isinstance(decimal, str):
        return "catatan", "pengaturan wilayah Windows tidak terbaca"
    if separator == decimal:
        return "salah", f'pemisah daftar dan desimal sama-sama "{decimal}"; ubah di Control Panel, Region, Additional settings'
    example = f'=CAPAIAN(12{decimal}5{separator}10{separator}"turun")'
    return "baik", f'desimal "{decimal}", pemisah daftar "{separator}"; tulis {example}'


PC_CHECKS: Final[Sequence[PcCheck]] = (
    PcCheck("Python", python_here, anywhere=True),
    PcCheck("Excel", excel_here),
    PcCheck("Pengaturan xlwings", settings_name_python),
    PcCheck("Urutan pengaturan", settings_are_the_users),
    PcCheck("Pustaka xlwings", library_fits),
    PcCheck("Versi buku kerja", book_fits, anywhere=True),
    PcCheck("Python menjawab", python_answers),
    PcCheck("Perintah Windows", commands_allowed),
    PcCheck("Makro", macros_allowed),
    PcCheck("Tanda blokir", book_not_blocked),
    PcCheck("Excel ganda", one_excel),
    PcCheck("Panduan", guide_here),
    PcCheck("Tempat buku kerja", where_the_book_is),
    PcCheck("Izin menulis", can_write),
    PcCheck("Pemisah", separators),
)
