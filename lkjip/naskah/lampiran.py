"""The annexes: agreement, main indicators, plans, measurement, comparison and organisation, each with its signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lkjip.model.columns import Table as Declared
from lkjip.model.profile_text import filled
from lkjip.model.tables import (
    CASCADING,
    IKU,
    PENETAPAN,
    PK,
    PROGRAM_BERIKUT,
    RENCANA_AKSI,
    RENSTRA,
    RKT,
    RKT_BERIKUT,
    TINDAK_LANJUT,
    TRIWULAN_TABLE,
)
from lkjip.model.tables.annexes import MURNI, PERUBAHAN
from lkjip.model.tables.report import RIWAYAT
from lkjip.naskah import prose, shown, tables
from lkjip.naskah.bab_i import organisation
from lkjip.naskah.bab_ii import agreement, of_agreement, programmes
from lkjip.naskah.blocks import Align, Block, Content, Look, PageBreak, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.facts import Facts
from lkjip.summary import perbandingan
from lkjip.summary.pengukuran import budget_figures

_OFFICE: Final = "[ {kantor}]"


def annexes(facts: Facts) -> list[Content]:
    """The annexes that a report has anything for, numbered from 1, each on a new page."""
    found: list[Content] = []
    for template, blocks in _ALL:
        if content := blocks(facts):
            number = len(found) + 1
            title = filled(template, facts.laporan.profil)
            texts = {"no_lampiran": str(number), "judul_lampiran": title}
            found.append(Content({"halaman_baru": [PageBreak()] if number > 1 else [], "isi_lampiran": content}, texts))
    return found


def _of(table: Declared, title: str, *, signed: bool = True) -> Callable[[Facts], Sequence[Block]]:
    """An annex that is a table of the workbook."""

    def blocks(facts: Facts) -> list[Block]:
        found = tables.declared(facts.laporan, table, title, key=f"lampiran/{table.key}")
        return [*found, *(prose.signature(facts.laporan, f"lampiran/{table.key}") if found and signed else [])]

    return blocks


# ---------------------------------------------------------------- the agreement
_STATEMENT: Final = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta berorientasi pada hasil, kami yang"
    " bertanda tangan di bawah ini:",
    "Pihak Pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam rangka mencapai target"
    " kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target"
    " kinerja tersebut menjadi tanggung jawab kami.",
    "Pihak Kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari perjanjian ini dan"
    " mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.",
)
"""The statement of a Perjanjian Kinerja, the text of Permen PANRB 53/2014, annex I."""


def _agreement(dokumen: str) -> Callable[[Facts], Sequence[Block]]:
    """The agreement as it was signed, which is Tabel 2.1 where the sheet PK is empty, or its change."""

    def blocks(facts: Facts) -> list[Block]:
        key = f"lampiran/pk/{dokumen}"
        rows = of_agreement(facts, dokumen)
        what = "Perjanjian Kinerja Perubahan" if dokumen == PERUBAHAN else "Perjanjian Kinerja"
        title = f"{what}{_OFFICE} Tahun {{tahun}}: Sasaran, Indikator, dan Target"
        if rows:
            found = tables.declared(facts.laporan, PK, title, key=key, rows=rows, without=("dokumen",))
        elif dokumen == MURNI:
            found = [replace(each, key=key, title=filled(title, facts.laporan.profil), source="") for each in agreement(facts)]
        else:
            found = []
        if not found:
            return []
        return [*_statement(facts, key, what), *found, *programmes(facts, dokumen), *_both(facts, f"{key}/tabel")]

    return blocks


def _statement(facts: Facts, key: str, what: str) -> list[Block]:
    """The page by which both sides sign the agreement; nothing unless both are known."""
    profil = facts.laporan.profil
    first, second = (shown.line(profil.get(name)) for name in ("kepala", "atasan"))
    if not first or not second:
        return []
    begin, promise, supervision = _STATEMENT
    lines = (
        Paragraph(f"{what} Tahun {facts.tahun}".upper(), Look.TENGAH, f"{key}/judul", strong=True),
        Paragraph(prose.filled("{kantor_lengkap}", profil).upper(), Look.TENGAH, f"{key}/kantor", strong=True),
        Paragraph(begin, key=f"{key}/pernyataan/1"),
        *_party(facts, key, 1, "kepala", "jabatan", "Selanjutnya disebut Pihak Pertama."),
        *_party(facts, key, 2, "atasan", "jabatan_atasan", "Selaku atasan langsung Pihak Pertama, selanjutnya disebut Pihak Kedua."),
        Paragraph(promise, key=f"{key}/pernyataan/2"),
        Paragraph(supervision, key=f"{key}/pernyataan/3"),
    )
    return [*lines, *_both(facts, f"{key}/pernyataan"), PageBreak()]


def _party(facts: Facts, key: str, number: int, name: str, post: str, end: str) -> list[Paragraph]:
    profil = facts.laporan.profil
    lines = (("Nama", shown.line(profil.get(name))), ("Jabatan", shown.line(profil.get(post))))
    found = [Paragraph(f"{label}: {value}", key=f"{key}/pihak {number}/{label.lower()}") for label, value in lines if value]
    return [*found, Paragraph(end, key=f"{key}/pihak {number}/sebutan")]


def _both(facts: Facts, key: str) -> list[Block]:
    """Place and year, then both sides beside each other with room to sign."""
    profil = facts.laporan.profil
    sides = [
        ("Pihak Kedua", shown.line(profil.get("jabatan_atasan")), shown.line(profil.get("atasan")), "", ""),
        (
            "Pihak Pertama",
            *(shown.line(profil.get(name)) for name in ("jabatan", "kepala", "pangkat")),
            shown.line(filled("[NIP {nip}]", profil)),
        ),
    ]
    if not sides[0][2] or not sides[1][2]:
        return [*prose.signature(facts.laporan, key)]
    names = ("pihak", "jabatan", "nama", "pangkat", "nip")
    rows = [TableRow(name, list(pair)) for name, pair in zip(names, zip(*sides, strict=True), strict=True) if any(pair)]
    rows.insert(2, TableRow("ruang", ["\n\n", "\n\n"]))
    date = Paragraph(filled("[{tempat}, ]… {tahun}", profil), Look.TANDA_TANGAN, f"{key}/tanggal")
    columns = (TableColumn(50, Align.CENTER), TableColumn(50, Align.CENTER))
    return [date, Table(f"{key}/tanda_tangan", "", columns, (), rows)]


# ---------------------------------------------------------------- the plan of the months, the measurement, the comparison
def _measurement(facts: Facts) -> list[Block]:
    """The annex Pengukuran Kinerja, as the sheet of that name prints it."""
    if not facts.indicators:
        return []
    rows = []
    for number, sasaran in enumerate(facts.sasaran, 1):
        for each in sasaran.indicators:
            realisasi, unit = shown.figure(each.row["realisasi"], each.satuan), shown.line(each.satuan)
            target = tables.target(each.row)
            cells = [str(number), sasaran.name, each.name, target, unit, realisasi, unit]
            rows.append(TableRow(each.key, [*cells, shown.percent(each.capaian), shown.line(each.row["kategori"])]))
    left, right, center = Align.LEFT, Align.RIGHT, Align.CENTER
    looks = ((5, center), (34, left), (44, left), (11, right), (11, center), (11, right), (11, center), (12, right), (10, center))
    profil = facts.laporan.profil
    table = Table(
        key="lampiran/pengukuran",
        title=filled(f"Pengukuran Kinerja{_OFFICE} Tahun Anggaran {{tahun}}", profil),
        columns=[TableColumn(width, align, grouped=place < 2) for place, (width, align) in enumerate(looks)],
        headings=[
            ("No", "Sasaran Strategis", "Indikator Kinerja", "Target", "Target", "Realisasi", "Realisasi", "Capaian (%)", "Kategori")
        ],
        rows=rows,
        numbering=("1", "2", "3", "4", "4", "5", "5", "6", "7"),
        key_column=2,
        landscape=True,
    )
    return [table, *_activities(facts), *prose.signature(facts.laporan, "lampiran/pengukuran")]


def _activities(facts: Facts) -> list[Paragraph]:
    found = []
    for number, (template, value) in enumerate(budget_figures(facts.laporan), 1):
        label = filled(template, facts.laporan.profil)
        is_share = not label.endswith(")")
        text = shown.percent_in_text(value) if is_share else shown.rupiah(value)
        if text:
            found.append(Paragraph(f"{label.removesuffix(' (rupiah)')}: {text}", key=f"lampiran/pengukuran/{number}"))
    return found


def _comparison(facts: Facts) -> list[Block]:
    """Capaian of all years, the way to the Renstra's end and the standard, as on the sheet Perbandingan; only what is known of any."""
    columns = [column for column in _compared(facts) if any(column.cells)]
    if not columns:
        return []
    keys = [each.key for each in facts.indicators]
    return [
        Table(
            key="lampiran/perbandingan",
            title=filled(f"Perbandingan Kinerja{_OFFICE} Tahun {{tahun}}", facts.laporan.profil),
            columns=[column.look for column in columns],
            headings=[[column.heading for column in columns]],
            rows=[TableRow(key, cells) for key, *cells in zip(keys, *(column.cells for column in columns), strict=True)],
            landscape=True,
        )
    ]


@dataclass(frozen=True)
class _Compared:
    """A column of the annex: a cell for each indicator."""

    heading: str
    look: TableColumn
    cells: Sequence[str]


def _compared(facts: Facts) -> list[_Compared]:
    indicators = facts.indicators
    right, center, text = TableColumn(10.5, Align.RIGHT), TableColumn(11, Align.CENTER), TableColumn(15)

    def row(key: str) -> list[str]:
        return [shown.figure(each.row[key], each.satuan) for each in indicators]

    def percents(ago: int) -> list[str]:
        return [shown.percent(each.earlier[ago] if ago else each.capaian) for each in indicators]

    end = filled("Target akhir Renstra[ {tahun_akhir_renstra}]", facts.laporan.profil)
    against = [shown.line(perbandingan.against_standard(each.row)) for each in indicators]
    return [
        _Compared("Indikator Kinerja", TableColumn(32), [each.name for each in indicators]),
        _Compared("Satuan", center, [shown.line(each.satuan) for each in indicators]),
        *(_Compared(f"Capaian {facts.year(ago)} (%)", right, percents(ago)) for ago in (*RIWAYAT, 0)),
        _Compared(end, right, row("target_akhir_renstra")),
        _Compared("Sifat target akhir", center, [shown.line(each.row["sifat_target"]) for each in indicators]),
        _Compared("Kemajuan ke target akhir (%)", right, [shown.percent(each.progress) for each in indicators]),
        _Compared("Standar", right, row("standar")),
        _Compared("Sumber standar", text, [shown.line(each.row["sumber_standar"]) for each in indicators]),
        _Compared(f"Selisih realisasi {facts.tahun} dari standar", text, against),
    ]


_ALL: Final[Sequence[tuple[str, Callable[[Facts], Sequence[Block]]]]] = (
    ("Perjanjian Kinerja Tahun {tahun}", _agreement(MURNI)),
    ("Perjanjian Kinerja Perubahan Tahun {tahun}", _agreement(PERUBAHAN)),
    (
        "Indikator Kinerja Utama[ {tahun_awal_renstra}-{tahun_akhir_renstra}]",
        _of(IKU, "Indikator Kinerja Utama[ {kantor}][ {tahun_awal_renstra}-{tahun_akhir_renstra}]"),
    ),
    ("Rencana Kerja Tahunan Tahun {tahun}", _of(RKT, f"Rencana Kerja Tahunan{_OFFICE} Tahun {{tahun}}")),
    ("Rencana Kerja Tahunan Tahun {tahun+1}", _of(RKT_BERIKUT, f"Rencana Kerja Tahunan{_OFFICE} Tahun {{tahun+1}}")),
    (
        "Rencana Strategis[ Tahun {tahun_awal_renstra}-{tahun_akhir_renstra}]",
        _of(RENSTRA, "Rencana Strategis[ {kantor}][ Tahun {tahun_awal_renstra}-{tahun_akhir_renstra}]"),
    ),
    ("Rencana Aksi Kinerja Tahun {tahun}", _of(RENCANA_AKSI, f"Rencana Aksi Kinerja{_OFFICE} Tahun {{tahun}}")),
    ("Pengukuran Kinerja Tahun {tahun}", _measurement),
    ("Perbandingan Kinerja Tahun {tahun}", _comparison),
    ("Kinerja Triwulanan Tahun {tahun}", _of(TRIWULAN_TABLE, f"Target dan Realisasi Kinerja Triwulanan{_OFFICE} Tahun {{tahun}}")),
    (
        "Tindak Lanjut Kinerja Triwulanan Tahun {tahun}",
        _of(TINDAK_LANJUT, f"Tindak Lanjut Pengukuran Kinerja Triwulanan{_OFFICE} Tahun {{tahun}}"),
    ),
    ("Indikator, Program, dan Kegiatan", _of(CASCADING, f"Indikator Kinerja Utama, Program, dan Kegiatan{_OFFICE}", signed=False)),
    ("Penetapan Kinerja Tahun {tahun+1}", _of(PENETAPAN, f"Penetapan Kinerja{_OFFICE} Tahun {{tahun+1}}")),
    (
        "Program dan Anggaran Penetapan Kinerja Tahun {tahun+1}",
        _of(PROGRAM_BERIKUT, f"Program dan Anggaran Penetapan Kinerja{_OFFICE} Tahun {{tahun+1}}"),
    ),
    ("Struktur Organisasi", lambda facts: organisation(facts, "lampiran")),
)
"""The annexes in their order: the heading of each, a template, and what makes it."""
