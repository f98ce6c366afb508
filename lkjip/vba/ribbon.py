"""The tab "LKjIP" in Excel's ribbon: its buttons, the part of the workbook that shows it, and the macros that it calls.

Excel shows the tab while the workbook is in view, from Excel 2010 on. It is XML of the schema of that version alone: an older
one beside it would show every button twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from lkjip.model.groups import OPTIONAL

MODULE: Final = "LkjipPita"
PART: Final = "customUI/customUI14.xml"
RELATION: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
_RELATION_ID: Final = "rIdLkjipPita"


@dataclass(frozen=True)
class Button:
    """A button of the ribbon.

    Attributes:
        name: of its procedure in the module `MODULE`, and of the button itself.
        macro: the procedure that does the work.
        icon: the name of one of Office's own pictures.
        tip: what the button does, in one sentence.
        large: whether it stands alone; of the others three stand above each other.
    """

    name: str
    label: str
    macro: str
    icon: str
    tip: str
    large: bool = True


@dataclass(frozen=True)
class Group:
    """Buttons that stand together."""

    name: str
    label: str
    buttons: Sequence[Button]


GROUPS: Final = (
    Group(
        "Isi",
        "Mengisi",
        (
            Button(
                "AmbilIndikator",
                "Ambil dari Tabel 2.1",
                "LkjipAmbilIndikator",
                "FillDown",
                "Mengisi tabel di lembar yang tampak dengan indikator Tabel 2.1; yang sudah terisi tidak diubah.",
            ),
            Button(
                "TambahBaris",
                "Tambah baris",
                "LkjipTambahBaris",
                "TableRowsInsertBelowExcel",
                "Menambah satu baris di akhir tabel di lembar yang tampak, lengkap dengan rumusnya.",
            ),
        ),
    ),
    Group(
        "Lembar",
        "Lembar",
        tuple(
            Button(
                group.macro.removeprefix("Lkjip"),
                group.label,
                group.macro,
                group.icon,
                f"Menampilkan lembar {', '.join(group.sheets)}; sekali lagi: menyembunyikan yang kosong.",
                large=False,
            )
            for group in OPTIONAL
        ),
    ),
    Group(
        "Susun",
        "Menyusun dan memeriksa",
        (
            Button(
                "Sinkronkan",
                "Sinkronkan",
                "LkjipSinkronkan",
                "RefreshAll",
                "Menyusun ulang lembar ringkasan dan memeriksa isian; cadangan dibuat lebih dulu.",
            ),
            Button(
                "HitungUlang",
                "Hitung ulang",
                "LkjipHitungUlang",
                "CalculateNow",
                "Menghitung ulang semua angka, lalu menyebutkan apa yang menghitungnya.",
            ),
            Button(
                "SusunNaskah",
                "Susun naskah",
                "LkjipSusunNaskah",
                "ExportWord",
                "Menyusun naskah laporan sebagai dokumen Word; yang sudah ada diperbarui, tulisan di dalamnya tetap.",
            ),
        ),
    ),
    Group(
        "Kirim",
        "Mengirim",
        (
            Button(
                "SiapkanKiriman",
                "Siapkan kiriman",
                "LkjipSiapkanKiriman",
                "FileSendAsAttachment",
                "Membuat salinan tanpa makro untuk atasan dan konsep surelnya.",
            ),
            Button(
                "KirimTriwulan",
                "Kirim triwulan",
                "LkjipKirimTriwulan",
                "CalendarInsert",
                "Membuat salinan yang hanya memuat triwulan di Profil, dan konsep surelnya.",
            ),
        ),
    ),
    Group(
        "Bantuan",
        "Bantuan",
        (
            Button("BukaPanduan", "Bantuan", "LkjipBukaPanduan", "Help", "Membuka panduan tentang lembar yang tampak."),
            Button(
                "PeriksaPemasangan",
                "Periksa pemasangan",
                "LkjipPeriksaPemasangan",
                "ErrorChecking",
                "Memeriksa apa yang sudah beres dan belum di komputer ini.",
            ),
        ),
    ),
)
BUTTONS: Final = tuple(button for group in GROUPS for button in group.buttons)


def part() -> bytes:
    """The part of the workbook that describes the tab."""
    groups = "".join(
        f"<group id={quoteattr(f'lkjip{group.name}')} label={quoteattr(group.label)}>{''.join(map(_button, group.buttons))}</group>"
        for group in GROUPS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{_NAMESPACE}"><ribbon><tabs><tab id="lkjipTab" label="LKjIP">{groups}</tab></tabs></ribbon></customUI>'
    ).encode()


def _button(button: Button) -> str:
    values = {
        "id": f"lkjip{button.name}",
        "label": button.label,
        "imageMso": button.icon,
        "size": "large" if button.large else "normal",
        "onAction": f"{MODULE}.{button.name}",  # with its module, since other workbooks have procedures of the same names
        "screentip": button.label,
        "supertip": button.tip,
    }
    return f"<button {' '.join(f'{name}={quoteattr(value)}' for name, value in values.items())}/>"


def related(relations: bytes) -> bytes:
    """The package's relations with the one that leads to the tab."""
    relation = f'<Relationship Id="{_RELATION_ID}" Type="{RELATION}" Target="{PART}"/>'
    before, end, after = relations.rpartition(b"</Relationships>")
    return before + relation.encode() + end + after


def source() -> str:
    """The module of the procedures that the tab calls.

    Excel may take the procedure of another open workbook of the same kind, so each runs the macro of the workbook in view.
    """
    lines = [
        f'Attribute VB_Name = "{MODULE}"',
        '\' Written by the builder from lkjip/vba/ribbon.py: for the buttons of the tab "LKjIP" in the ribbon.',
        "Option Explicit",
        "Option Private Module",
        "",
        *(line for button in BUTTONS for line in _procedure(button)),
        "' Excel may take the procedure of another workbook that has the same tab: the macro of the workbook in view is meant.",
        "Private Sub RunInView(ByVal macroName As String)",
        "    If Not IsOurs(ActiveWorkbook) Then",
        '        MsgBox "Pilih dulu buku kerja LKjIP yang dimaksud, lalu tekan tombolnya lagi.", vbExclamation, "LKjIP"',
        "        Exit Sub",
        "    End If",
        '    Application.Run "\'" & Replace(ActiveWorkbook.Name, "\'", "\'\'") & "\'!" & macroName',
        "End Sub",
        "",
        "' No workbook is in view in Protected View; another workbook has no template version of ours.",
        "Private Function IsOurs(ByVal book As Object) As Boolean",
        "    On Error GoTo foreign",
        '    IsOurs = Len(book.Names("versi_templat").Name) > 0',
        "foreign:",
        "End Function",
    ]
    return "".join(f"{line}\n" for line in lines)


def _procedure(button: Button) -> list[str]:
    # As Object: LibreOffice does not know IRibbonControl
    return [f"Public Sub {button.name}(ByVal control As Object)", f'    RunInView "{button.macro}"', "End Sub", ""]
