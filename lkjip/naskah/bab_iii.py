"""BAB III: how capaian is measured, each sasaran with its indicators and their comparisons, and the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lkjip.model import explain
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.model.tables.prose import PERIKSA
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.naskah import prose, shown, tables
from lkjip.naskah.blocks import (
    Align,
    Block,
    Chart,
    ChartKind,
    Content,
    Equation,
    Fraction,
    Look,
    Paragraph,
    Row,
    Series,
    Table,
    TableColumn,
)
from lkjip.naskah.efficiency import judged_in_words, verdict, verdict_of_office
from lkjip.naskah.facts import Facts, Indikator, Sasaran, numbered
from lkjip.summary import halaman, perbandingan
from lkjip.summary.efisiensi import NO_BUDGET, NOT_NAMED
from lkjip.summary.sasaran import by_sasaran
from xlfuncs import aturan as choices
from xlfuncs import id_format, rules
from xlfuncs.angka import Cell, terbilang
from xlfuncs.errors import RuleError, is_error

_ACHIEVED: Final = "Capaian Indikator Kinerja"
_HUNDRED: Final = " × 100 %"
_FEWEST_YEARS: Final = 3
"""Years with a realisasi from which on a trend is drawn."""
_NOT_NAMED: Final = "anggaran indikator ini tidak disebut sendiri"
_INDENT: Final = re.compile("\u00a0*")
_LONGEST: Final = 60
"""Most letters of a name beside a bar."""


def blocks(facts: Facts) -> dict[str, Sequence[Block]]:
    """The marks of BAB III that are written once."""
    laporan = facts.laporan
    return {
        "pengantar_bab_iii": prose.paragraphs(prose.part(laporan, "pengantar_bab_iii"), "pengantar_bab_iii"),
        "rumus": formulas(facts),
        "skala": scale(facts),
        "kalimat_capaian": [Paragraph(facts.sentences[0], key="kalimat_capaian")],
        "pengantar_anggaran": prose.paragraphs(prose.part(laporan, "pengantar_anggaran"), "pengantar_anggaran"),
        "kalimat_apbd": budget_sentence(facts),
        "tabel_3_2": budget_table(facts),
        "tabel_efisiensi": efficiency_table(facts),
        "kalimat_efisiensi": efficiency_sentence(facts),
    }


# ---------------------------------------------------------------- how capaian is measured
_HIGHER: Final = "Semakin tinggi realisasi menunjukkan kinerja yang semakin baik (arah naik):"
_LOWER: Final = "Semakin rendah realisasi menunjukkan kinerja yang semakin baik (arah turun):"
_INSIDE: Final = (
    "Target berupa rentang (arah rentang): realisasi di dalam rentang mendapat 100 %. Di bawah rentang, dengan target ujung terdekatnya:"
)
_ABOVE: Final = "Di atas rentang, dengan target ujung terdekatnya:"
_RISES: Final = Fraction("Realisasi", "Target")
_FALLS: Final = Fraction("Target - (Realisasi - Target)", "Target")
_DIVIDES: Final = Fraction("Target", "Realisasi")
_WAYS: Final = {
    rules.NAIK: ((_HIGHER, _RISES),),
    rules.SELISIH: ((_LOWER, _FALLS),),
    rules.RASIO: ((_LOWER, _DIVIDES),),
    rules.RENTANG: ((_INSIDE, _RISES), (_ABOVE, _FALLS)),
}
"""The equations of each direction, with what is said before them."""
_NOTES: Final = {
    ("target_nol", "kosong"): "Indikator dengan target 0 tidak ikut dihitung.",
    ("target_nol", "tercapai"): "Target 0 yang tepat tercapai dinilai 100 %; yang tidak tercapai dinilai dengan batas bawah.",
    ("realisasi_nol", "kosong"): "Indikator arah naik dengan realisasi 0 tidak ikut dihitung.",
    ("pembulatan", "2 desimal"): "Capaian dibulatkan menjadi dua desimal.",
    ("pembulatan", "bulat"): "Capaian dibulatkan menjadi bilangan bulat.",
    ("pembulatan", "potong"): "Capaian dipotong menjadi dua desimal.",
    ("rata_rata", "biasa"): "Rata-rata capaian adalah jumlah capaian dibagi banyaknya indikator yang diukur.",
    ("rata_rata", "per sasaran"): "Rata-rata capaian adalah rata-rata dari rata-rata capaian tiap sasaran.",
    ("rata_rata", "berbobot"): "Rata-rata capaian adalah rata-rata berbobot: jumlah bobot x capaian dibagi jumlah bobot.",
    ("rata_rata", "geometrik"): "Rata-rata capaian adalah rata-rata ukur (geometrik).",
}
"""What is said of a choice; nothing of the others."""


def formulas(facts: Facts) -> list[Block]:
    """The office's rules: an equation for each direction that its indicators have, and the choices that change a capaian."""
    office = facts.aturan
    if office is None:
        return [Paragraph("Cara menghitung capaian belum dapat ditulis: ada pilihan di lembar Aturan yang tidak dikenal.", key="rumus")]
    found: list[Block] = []
    for way in _used_ways(facts, office):
        for place, (lead, fraction) in enumerate(_WAYS[way], 1):
            key = f"rumus/{way}/{place}"
            found += [Paragraph(lead, key=key), Equation(_ACHIEVED, [fraction, _HUNDRED], f"{key}/persamaan")]
    notes = list(_notes(facts, office)) if found else []
    return [*found, *(Paragraph(text, Look.BUTIR, f"rumus/{name}") for name, text in notes)]


def _used_ways(facts: Facts, office: choices.Aturan) -> list[str]:
    used = set()
    for each in facts.indicators:
        try:
            used.add(rules.way_of(office, each.row["arah"]))
        except RuleError:
            continue  # an unknown word; its capaian is an error
    return [way for way in _WAYS if way in used]


def _notes(facts: Facts, office: choices.Aturan) -> Iterator[tuple[str, str]]:
    rows = [each.row for each in facts.indicators]
    if any(isinstance(row["target_atas"], float) and row["arah"] != rules.RENTANG for row in rows):
        yield "rentang", "Target yang berupa rentang tercapai 100 % bila realisasi ada di dalamnya; di luarnya dipakai ujung yang terdekat."
    if office.batas_atas is not None:
        yield "batas_atas", f"Capaian paling tinggi {shown.percent_in_text(office.batas_atas)}."
    if office.batas_bawah is not None:
        yield "batas_bawah", f"Capaian paling rendah {shown.percent_in_text(office.batas_bawah)}."
    for kunci in ("target_nol", "realisasi_nol", "pembulatan", "rata_rata"):
        if note := _NOTES.get((kunci, getattr(office, kunci))):
            yield kunci, note


def scale(facts: Facts) -> list[Block]:
    """The scale of categories as a table without a caption, the best first, and that of serapan if the office has its own."""
    laporan = facts.laporan
    found: list[Block] = []
    for key, skala, what in (("skala", laporan.skala, "capaian"), ("skala_serapan", laporan.skala_serapan, "penyerapan anggaran")):
        keys = numbered(shown.line(code) or "-" for _, code, _ in skala)
        rows = [
            Row(keys[place], [shown.line(code), shown.line(label), _span(skala, place)]) for place, (_, code, label) in enumerate(skala)
        ]
        if rows:
            lead = f"Kategori {what} dibagi menjadi {len(rows)} ({terbilang(len(rows))}):"
            columns = (TableColumn(15, Align.CENTER), TableColumn(45), TableColumn(40, Align.CENTER))
            found.append(Paragraph(lead, key=f"{key}/pengantar"))
            found.append(Table(key, "", columns, [("Kode", "Kategori", f"{what.capitalize()} (%)")], rows[::-1]))
    return found


def _span(skala: Sequence[Sequence[Cell]], place: int) -> str:
    try:
        return explain.band(skala, place)
    except RuleError:
        return shown.UNKNOWN


# ---------------------------------------------------------------- a sasaran
def of_sasaran(facts: Facts) -> list[Content]:
    """What is written for each sasaran, with its indicators."""
    return [
        Content(
            blocks={
                "tabel_3_1": _achievements(facts, sasaran),
                "grafik_capaian": _bars(facts, sasaran),
                "kalimat_sasaran": [Paragraph(_summed_up(facts, sasaran), key=f"sasaran/{sasaran.key}/kalimat")],
                "simpulan_sasaran": [Paragraph(_concluded(facts, sasaran), key=f"sasaran/{sasaran.key}/simpulan")],
            },
            texts={"judul_sasaran": _heading(facts, sasaran), "sasaran": sasaran.name},
            repeats={"indikator": [_of_indicator(facts, each, number) for number, each in enumerate(sasaran.indicators, 1)]},
        )
        for sasaran in facts.sasaran
    ]


def _heading(facts: Facts, sasaran: Sasaran) -> str:
    if sasaran.number is not None:
        return f"Sasaran {sasaran.number}: {sasaran.name}"
    return "Capaian Indikator Kinerja" if len(facts.sasaran) == 1 else "Indikator tanpa Sasaran"


def called(facts: Facts, sasaran: Sasaran) -> str:
    """What captions call a sasaran, after a blank; "" where there is only what has none."""
    if sasaran.number is not None:
        return f" Sasaran {sasaran.number}"
    return "" if len(facts.sasaran) == 1 else " Indikator tanpa Sasaran"


def _achievements(facts: Facts, sasaran: Sasaran) -> list[Table]:
    laporan = facts.laporan
    mean = dict.fromkeys((column.key for column in TABEL_3_1.columns), None) | {
        "indikator": TABEL_3_1.column("indikator").total,
        "capaian": sasaran.mean,
        "kategori": sasaran.kategori,
    }
    return tables.declared(
        laporan,
        TABEL_3_1,
        f"Pencapaian Kinerja{called(facts, sasaran)}[ {{kantor}}] Tahun {{tahun}}",
        key=f"tabel_3_1/{sasaran.key}",
        rows=[each.row for each in sasaran.indicators],
        keys=[each.key for each in sasaran.indicators],
        totals=mean,
    )


def _bars(facts: Facts, sasaran: Sasaran) -> list[Chart]:
    if not any(isinstance(each.capaian, float) for each in sasaran.indicators):
        return []
    values = "; ".join(f"{each.name}: {shown.percent_in_text(each.capaian) or 'belum diukur'}" for each in sasaran.indicators)
    return [
        Chart(
            key=f"grafik_capaian/{sasaran.key}",
            title=f"Capaian Kinerja{called(facts, sasaran)} Tahun {facts.tahun}",
            alt=f"Grafik batang capaian indikator dalam persen. {values}.",
            kind=ChartKind.BARS,
            categories=[short(each.name) for each in sasaran.indicators],
            series=[Series("Capaian (%)", [_point(each.capaian) for each in sasaran.indicators])],
            unit="%",
        )
    ]


def short(name: str) -> str:
    """A name cut where a chart has no more room for it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _point(value: Cell) -> float | None:
    return float(id_format.rounded(value)) if isinstance(value, float) else None


def _summed_up(facts: Facts, sasaran: Sasaran) -> str:
    """How many indicators a sasaran has, their mean, and how many are in each category."""
    rows = [each.row for each in sasaran.indicators]
    begin = f"Capaian kinerja sasaran ini meliputi {in_words(len(rows))} indikator kinerja"
    if is_error(sasaran.mean):
        return f"{begin}; rata-ratanya {shown.UNKNOWN} karena ada indikator yang {shown.UNKNOWN}."
    if sasaran.mean is None:
        return f"{begin}, semuanya belum diukur."
    begin = f"{begin} dengan capaian rata-rata {shown.percent_in_text(sasaran.mean)}"
    if is_error(sasaran.kategori):
        return f"{begin}; kategorinya {shown.UNKNOWN} karena ada kesalahan di lembar Skala."
    counted = {band.code: sum(row["kategori"] == band.code for row in rows) for band in facts.laporan.bands if band.code}
    recap = ", ".join(f"{in_words(count)} indikator kategori {facts.label(code)}" for code, count in counted.items() if count)
    unmeasured = sum(row["capaian"] is None for row in rows)
    rest = f"; {in_words(unmeasured)} indikator belum diukur" if unmeasured else ""
    return f"{begin} (kategori {facts.label(sasaran.kategori)}), terdiri dari {recap}{rest}."


def _concluded(facts: Facts, sasaran: Sasaran) -> str:
    """The conclusion of a sasaran: its mean and category, and how many of its indicators have reached their target."""
    of = f'sasaran "{sasaran.name}"' if sasaran.number is not None else "indikator di atas"
    if not isinstance(sasaran.mean, float):
        return f"Berdasarkan uraian tersebut, capaian {of} {shown.UNKNOWN if is_error(sasaran.mean) else 'belum diukur'}."
    reached = sum(each.is_reached for each in sasaran.indicators)
    category = f" atau kategori {facts.label(sasaran.kategori)}" if sasaran.kategori and not is_error(sasaran.kategori) else ""
    count = len(sasaran.indicators)
    met = (
        "semua indikatornya"
        if reached == count
        else f"{in_words(reached)} dari {in_words(count)} indikatornya"
        if reached
        else "belum ada indikatornya yang"
    )
    return (
        f"Berdasarkan uraian tersebut, rata-rata capaian {of} adalah {shown.percent_in_text(sasaran.mean)}{category};"
        f" {met} mencapai target."
    )


def in_words(count: int) -> str:
    """A count with its words: "9 (sembilan)"."""
    return f"{count} ({terbilang(count)})"


# ---------------------------------------------------------------- an indicator
def _of_indicator(facts: Facts, each: Indikator, number: int) -> Content:
    parts: dict[str, tuple[str, Sequence[Block]]] = {
        "perbandingan_target": (f"Perbandingan target dan realisasi Tahun {facts.tahun}", _against_target(facts, each)),
        "perbandingan_tahun": ("Perbandingan dengan tahun-tahun sebelumnya", [*_against_years(facts, each), *_trend(facts, each)]),
        "perbandingan_renstra": ("Perbandingan dengan target akhir Renstra", _against_end(facts, each)),
        "perbandingan_standar": ("Perbandingan dengan standar nasional atau provinsi", _against_standard(facts, each)),
        "analisis": ("Penyebab keberhasilan atau kegagalan dan solusi", _causes(each)),
        "efisiensi": ("Efisiensi penggunaan sumber daya", _efficiency(each)),
        "program_penunjang": ("Program dan kegiatan yang menunjang", _programmes(each)),
    }
    found: dict[str, Sequence[Block]] = {}
    for name, (lead, content) in parts.items():
        title = Paragraph(lead, key=f"indikator/{each.key}/{name}", strong=True) if content else None
        found[name] = [title, *content] if title else []
    return Content(blocks=found, texts={"no_indikator": str(number), "indikator": each.name})


def _key(each: Indikator, *parts: object) -> str:
    return "/".join(("indikator", each.key, *map(str, parts)))


def _valued(value: Cell, unit: Cell) -> str:
    """A figure with the word before it: "sebesar 98,78 %", "adalah BB"."""
    if is_error(value):
        return shown.UNKNOWN
    return f"{'sebesar' if isinstance(value, float | int) else 'adalah'} {shown.measured(value, unit)}"


def _against_target(facts: Facts, each: Indikator) -> list[Block]:
    row, unit, target = each.row, each.satuan, each.target
    upper = row["target_atas"]
    wanted = "belum diisi" if target is None else _valued(target, unit)
    if isinstance(target, float) and isinstance(upper, float):
        wanted = f"sebesar {shown.figure(target, unit)} sampai {shown.measured(upper, unit)}"
    realisasi = row["realisasi"]
    done = "realisasinya belum diisi" if realisasi is None else f"realisasinya {shown.measured(realisasi, unit)}"
    begin = f"Target Tahun {facts.tahun} {wanted} dan {done}"
    if is_error(each.capaian):
        return [Paragraph(f"{begin}; capaiannya {shown.UNKNOWN}.", key=_key(each, "target"))]
    if not isinstance(each.capaian, float):
        return [Paragraph(f"{begin}, sehingga capaiannya belum diukur.", key=_key(each, "target"))]
    kategori = row["kategori"]
    category = f" (kategori {facts.label(kategori)})" if kategori is not None and not is_error(kategori) else ""
    sentences = [f"{begin}, sehingga capaiannya {shown.percent_in_text(each.capaian)}{category}."]
    if isinstance(row["batas_atas"], float):
        sentences.append(f"Capaian indikator ini paling tinggi {shown.percent_in_text(row['batas_atas'])}.")
    if isinstance(row["bobot"], float) and facts.aturan and facts.aturan.rata_rata == "berbobot":
        sentences.append(f"Bobotnya {shown.figure(row['bobot'])}.")
    if note := shown.line(row["catatan"]):
        sentences.append(f"Catatan: {note}{'' if note.endswith('.') else '.'}")
    return [Paragraph(" ".join(sentences), key=_key(each, "target"))]


def _against_years(facts: Facts, each: Indikator) -> list[Block]:
    found: list[Block] = []
    for ago in RIWAYAT:
        before, planned, reached = each.row[REALISASI[ago]], each.row[f"target_{ago}"], each.earlier[ago]
        if before is None and planned is None:
            continue
        parts = [] if planned is None else [f"target {shown.measured(planned, each.satuan)}"]
        parts.append("realisasi belum diisi" if before is None else f"realisasi {shown.measured(before, each.satuan)}")
        parts += [] if reached is None else [f"capaian {shown.percent_in_text(reached)}"]
        change = perbandingan.change_since(each.row, ago)
        since = f"; realisasi Tahun {facts.tahun} {shown.line(change)}" if change is not None else ""
        found.append(Paragraph(f"Tahun {facts.year(ago)}: {', '.join(parts)}{since}.", Look.BUTIR, _key(each, "tahun", ago)))
    return found


def _trend(facts: Facts, each: Indikator) -> list[Block]:
    years = [*RIWAYAT, 0]
    realisasi = [value if isinstance(value := each.row[REALISASI[ago]], float) else None for ago in years]
    target = [value if isinstance(value := (each.row[f"target_{ago}"] if ago else each.target), float) else None for ago in years]
    known = [(facts.year(ago), value) for ago, value in zip(years, realisasi, strict=True) if value is not None]
    if len(known) < _FEWEST_YEARS:
        return []
    told = "; ".join(f"{year}: {shown.measured(value, each.satuan)}" for year, value in known)
    series = [Series("Realisasi", realisasi)]
    if sum(value is not None for value in target) > 1:
        series.append(Series("Target", target))
    return [
        Chart(
            key=f"grafik_tren/{each.key}",
            title=f"Perkembangan {each.name} Tahun {known[0][0]}-{known[-1][0]}",
            alt=f"Grafik garis realisasi {each.name}. {told}.",
            kind=ChartKind.LINES,
            categories=[facts.year(ago) for ago in years],
            series=series,
            unit=shown.line(each.satuan),
        )
    ]


def _against_end(facts: Facts, each: Indikator) -> list[Block]:
    end = each.row["target_akhir_renstra"]
    if end is None:
        return []
    year = shown.line(facts.laporan.profil.get("tahun_akhir_renstra"))
    nature = {"kumulatif": ", yang merupakan jumlah target tiap tahun", "tahunan": ""}.get(str(each.row["sifat_target"]), "")
    sentences = [f"Target akhir Renstra{f' Tahun {year}' if year else ''} {_valued(end, each.satuan)}{nature}."]
    if is_error(each.progress):
        sentences.append(f"Kemajuannya {shown.UNKNOWN}.")
    elif each.progress is not None:
        sentences.append(
            f"Sampai dengan Tahun {facts.tahun} kemajuannya {shown.percent_in_text(each.progress)} dari target akhir tersebut."
        )
    return [Paragraph(" ".join(sentences), key=_key(each, "renstra"))]


def _against_standard(facts: Facts, each: Indikator) -> list[Block]:
    standard, source = each.row["standar"], shown.line(each.row["sumber_standar"])
    if standard is None:
        return []
    told = perbandingan.against_standard(each.row)
    sentences = [f"Standar {_valued(standard, each.satuan)}{f' (sumber: {source})' if source else ''}."]
    if told is not None:
        sentences.append(f"Realisasi Tahun {facts.tahun} terhadap standar: {shown.line(told)}.")
    return [Paragraph(" ".join(sentences), key=_key(each, "standar"))]


_TOLD: Final = (
    ("keberhasilan", "Keberhasilan"),
    ("faktor_pendukung", "Faktor pendukung"),
    ("hambatan", "Hambatan"),
    ("solusi", "Alternatif solusi"),
)


def _causes(each: Indikator) -> list[Block]:
    """What Narasi says of causes and solutions; that nothing is written yet, where a target was missed."""
    found: list[Block] = [block for key, lead in _TOLD for block in prose.listed(each.narasi.get(key), _key(each, key), lead)]
    if found or each.is_reached or not isinstance(each.capaian, float):
        return found
    return [Paragraph(f"Penyebab target belum tercapai dan solusinya belum ditulis. {PERIKSA}", key=_key(each, "analisis belum ditulis"))]


def _efficiency(each: Indikator) -> list[Block]:
    found = prose.listed(each.narasi.get("uraian_efisiensi"), _key(each, "uraian_efisiensi"))
    return [Paragraph(_spent(each), key=_key(each, "efisiensi_anggaran")), *found]


def _spent(each: Indikator) -> str:
    spent = each.spent
    if spent.remark == NOT_NAMED:
        return f"{_NOT_NAMED.capitalize()}."
    if any(is_error(value) for value in (spent.anggaran, spent.realisasi, spent.serapan, spent.efisiensi)):
        return f"Efisiensi anggaran indikator ini {shown.UNKNOWN}."
    if not spent.anggaran:
        return f"Indikator ini {NO_BUDGET}."
    begin = f"Dari anggaran sebesar {shown.rupiah(spent.anggaran)}"
    if spent.serapan is None:
        return f"{begin} realisasinya belum diisi."
    return (
        f"{begin} digunakan {shown.rupiah(spent.realisasi)} dengan penyerapan sebesar {shown.percent_in_text(spent.serapan)} atau efisiensi"
        f" sebesar {shown.percent_in_text(spent.efisiensi)}. {judged_in_words(verdict(each.capaian, spent))}"
    )


def _programmes(each: Indikator) -> list[Block]:
    """What Narasi says of programmes and kegiatan, else those of the indicator's budget lines."""
    if told := prose.listed(each.narasi.get("program_penunjang"), _key(each, "program_penunjang")):
        return [*told]
    found: list[Block] = []
    named: dict[str, list[str]] = {}
    for row in each.spent.lines:
        below = named.setdefault(shown.line(row["program"]), [])
        below += [name for name in [*shown.items(row["kegiatan"]), shown.line(row["sub_kegiatan"])] if name and name not in below]
    for place, (program, below) in enumerate(named.items(), 1):
        text = f"{program}, dengan kegiatan: {'; '.join(below)}" if program and below else program or "; ".join(below)
        if text:
            found.append(Paragraph(text + ("" if text.endswith(".") else "."), Look.BUTIR, _key(each, "program", place)))
    return found


# ---------------------------------------------------------------- the budget
def budget_sentence(facts: Facts) -> list[Paragraph]:
    """The sentence on the whole budget; nothing where the report has none."""
    return [Paragraph(facts.sentences[1], key="kalimat_apbd")] if facts.has_budget else []


def budget_table(facts: Facts) -> list[Table]:
    """Tabel 3.2 by sasaran, as the sheet Halaman Tabel 3.2 prints it."""
    lines = halaman.budget_lines(facts.laporan)
    if not lines:
        return []
    rows, group = [], 0
    keys = iter(_budget_keys(lines))
    for line in _without_repetition(facts, lines):
        group += line.kind is halaman.Line.SASARAN
        key = {
            halaman.Line.SASARAN: f"sasaran {group}",
            halaman.Line.SUM: f"jumlah {group}",
            halaman.Line.TOTAL: tables.TOTAL,
        }.get(line.kind) or next(keys)
        rows.append(Row(key, _budget_cells(line), strong=line.kind is not halaman.Line.ROW))
    right, center = Align.RIGHT, Align.CENTER
    widths = (
        (5, center),
        (28, Align.LEFT),
        (40, Align.LEFT),
        (15, right),
        (15, right),
        (9, right),
        (9, right),
        (12, Align.LEFT),
        (17, Align.LEFT),
    )
    return [
        Table(
            key="tabel_3_2",
            title=f"Capaian Kinerja Keuangan {_office(facts)} Tahun {facts.tahun}".replace("  ", " "),
            columns=[TableColumn(width, align) for width, align in widths],
            headings=[halaman.budget_headings(facts.laporan)],
            rows=rows,
            numbering=[str(number) for number in range(1, len(widths) + 1)],
            key_column=1,
            landscape=True,
        )
    ]


def _without_repetition(facts: Facts, lines: Sequence[halaman.BudgetLine]) -> list[halaman.BudgetLine]:
    """The lines without the sum of the only sasaran, which is that of all, and without a heading over what has no sasaran at all."""
    groups = by_sasaran(facts.laporan.rows[TABEL_3_2.key])
    left_out = [halaman.Line.SUM] if len(groups) == 1 else []
    if len(groups) == 1 and not shown.line(groups[0][0]["sasaran_berlaku"]):
        left_out.append(halaman.Line.SASARAN)
    return [line for line in lines if line.kind not in left_out]


def _office(facts: Facts) -> str:
    return prose.filled("{kantor}", facts.laporan.profil)


def _budget_keys(lines: Sequence[halaman.BudgetLine]) -> list[str]:
    return numbered(
        "/".join(filter(None, (shown.line(line.row[key]) for key in ("kunci_berlaku", "kunci_program", "kunci_kegiatan", "kunci_sub"))))
        or f"baris {line.row['baris']}"
        for line in lines
        if line.kind is halaman.Line.ROW and line.row is not None
    )


def _budget_cells(line: halaman.BudgetLine) -> list[str]:
    if line.kind is halaman.Line.SASARAN:  # its name is long, and the second column is not
        number, _, name_of_sasaran = shown.line(line.cells[1]).partition(": ")
        return ["", number, name_of_sasaran, *[""] * (len(line.cells) - 3)]
    no, name, program, anggaran, realisasi, serapan, efisiensi, *rest = line.cells
    return [
        shown.line(no),
        shown.text(name),
        _kept(program),
        shown.amount(anggaran),
        shown.amount(realisasi),
        shown.percent(serapan),
        shown.percent(efisiensi),
        *map(shown.text, rest),
    ]


def _kept(value: Cell) -> str:
    """A text whose indents are kept."""
    lines = str(value or "").split("\n")
    return "\n".join(f"{_INDENT.match(line)[0]}{shown.line(line)}" for line in lines)  # type: ignore[index]


def efficiency_table(facts: Facts) -> list[Table]:
    """Capaian beside the budget spent, with the verdict, for each indicator that has any budget or capaian."""
    if not any(each.spent.lines for each in facts.indicators):
        return []
    rows = [
        Row(
            each.key,
            [
                each.name,
                shown.percent(each.capaian),
                shown.amount(each.spent.anggaran),
                shown.amount(each.spent.realisasi),
                shown.percent(each.spent.serapan),
                shown.percent(each.spent.efisiensi),
                _NOT_NAMED if each.spent.remark == NOT_NAMED else verdict(each.capaian, each.spent),
            ],
        )
        for each in facts.indicators
    ]
    right = Align.RIGHT
    widths = ((46, Align.LEFT), (11, right), (17, right), (17, right), (11, right), (11, right), (20, Align.LEFT))
    return [
        Table(
            key="tabel_efisiensi",
            title=f"Efisiensi Penggunaan Sumber Daya Tahun {facts.tahun}",
            columns=[TableColumn(width, align) for width, align in widths],
            headings=[
                (
                    "Indikator Kinerja",
                    "Capaian (%)",
                    "Anggaran (rupiah)",
                    "Realisasi (rupiah)",
                    "Serapan (%)",
                    "Efisiensi (%)",
                    "Tingkat efisiensi",
                )
            ],
            rows=rows,
            numbering=[str(number) for number in range(1, len(widths) + 1)],
            landscape=True,
        )
    ]


def efficiency_sentence(facts: Facts) -> list[Paragraph]:
    """The verdict on the whole office: its mean capaian beside the share of its budget that it spent."""
    said = verdict_of_office(facts)
    return [Paragraph(said, key="kalimat_efisiensi")] if said else []
