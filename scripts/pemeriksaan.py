"""Write the page docs/panduan/pemeriksaan.md from the checks' own explanations (`make build`)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lkjip.checks import CHECKS, LEVELS
from lkjip.model.finding import LEVEL_WORDS

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "panduan" / "pemeriksaan.md"
_MEANING: Final = {
    "galat": "Salah menurut isi buku kerja sendiri. Perbaiki dulu: selama masih ada, kiriman hanya dibuat bila memang diminta.",
    "peringatan": "Hampir selalu keliru, tetapi bisa saja benar. Periksa sekali lagi.",
    "info": "Perlu diketahui: penilai akan melihatnya juga.",
}


def page() -> str:
    """The page as Markdown."""
    parts = [
        "# Pemeriksaan",
        "<!-- Written from the texts of the checks by `make build`: change them there. -->",
        "Laporan kinerja menyebut target, indikator, dan anggaran yang sama di belasan tabel. `lkjip periksa BERKAS` membandingkan"
        " semuanya dan menyebut setiap sel yang tidak cocok, apa isinya, apa yang seharusnya, dan cara membetulkannya. Lembar Pemeriksaan"
        " di buku kerja menampilkan temuan yang sama setiap kali disinkronkan. Tabel lampiran yang dibiarkan kosong tidak diperiksa.",
        "Temuan yang sama di tiga baris atau lebih menjadi satu temuan. Temuan itu menyebut jumlahnya, tiga nama pertama, dan semua selnya;"
        " selnya sendiri ialah yang pertama. Bila sebabnya satu, misalnya satu predikat yang belum bernilai atau target 0 di Tabel 2.1 dan"
        " 3.1, dua tempat pun sudah menjadi satu temuan, juga di lembar yang berlainan: betulkan sebabnya sekali.",
        "Temuan yang memang dibiarkan bisa diterima: di lembar Pemeriksaan pilih ya di kolom Diterima, tulis alasannya, lalu tekan"
        " Sinkronkan. Jawabannya tersimpan di lembar [Diterima](lembar/diterima.md) dan tetap dikenali bila barisnya bergeser atau tabelnya"
        " diurutkan. Bila angkanya berubah, temuannya terbuka lagi dengan alasan yang lama di sampingnya. Temuan yang diterima tidak ikut"
        " dihitung; `lkjip periksa --semua` menampilkannya. Kesalahan yang diterima tetap menahan kiriman, dan disebut dengan alasannya.",
    ]
    for level in LEVELS:
        checks = [check for check in CHECKS if check.level == level]
        parts += [f"## {LEVEL_WORDS[level].capitalize()} ({len(checks)})", _MEANING[level]]
        for check in checks:
            parts += [f"### {check.code}", check.explanation]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.name)
