"""``data/raw/README.md``: every table, column, unit and allowed value, from ``tables.yml``."""

from collections.abc import Iterator
from pathlib import Path

from smartcity_analysis.intake.faults import shown_number
from smartcity_analysis.intake.tables import ColumnSpec, TableSpec, of_stage, tables

_KINDS = {
    "text": "teks",
    "code": "kode",
    "integer": "bilangan bulat",
    "number": "angka",
    "share": "bagian dari 1, atau persen",
    "year": "tahun",
    "date": "tanggal",
    "choice": "pilihan",
    "list": "daftar kode",
    "indicator_value": "angka atau kategori",
}
_REFERENCES = {
    "indicator": "kamus indikator",
    "component": "daftar komponen kesiapan",
    "dimension": "daftar dimensi",
    "subdimension": "daftar sub-dimensi",
    "gate": "daftar gerbang",
}
_STAGES = {
    1: "analisis strategis",
    2: "strategi, program, peta jalan dan quick win",
    3: "rencana aksi",
    4: "finalisasi dan pemantauan",
}

_OPENING = """\
Dibuat otomatis oleh smartcity_analysis.intake.dictionary dari tables.yml, jangan disunting.

# Lembar kerja kota

Setiap kota dan tahun punya satu folder `data/raw/<kota>/<tahun>/`. Isinya apa adanya dari kota dan
tidak diubah oleh program:

| berkas | isi |
|---|---|
| `city.yml` | nama, kode BPS, kalender tahap, dan semua konvensi hitung |
| `<tabel>.csv` atau `<tabel>.xlsx` | satu tabel per berkas, lihat di bawah |
| `opd/*.xlsx` | buku kerja tiap OPD, satu lembar per tabel, bernama seperti judul tabel |
| `corrections.yml` | perbaikan yang disepakati, dengan alasan, peran dan tanggal |

`smartcity check <kota> <tahun>` memeriksa semuanya dan menyebut berkas, baris atau sel, nilai,
aturan dan perbaikannya. `smartcity worksheet <berkas>.xlsx --stage 2` membuat buku kerja kosong
untuk satu tahap (1–4), atau untuk semua tahap dengan `--stage all`.

Tiap tahap memakai tabelnya sendiri dan tabel tahap sebelumnya. Tabel tahap berikutnya boleh sudah
diisi; tahap yang lebih awal tidak membacanya.

## Cara menulis

* **Angka**: koma atau titik desimal (`7,64` atau `7.64`), titik atau koma ribuan (`1.234.567`),
  `%`, `Rp`. Tulisan yang bisa dibaca dua cara (`1.234` pada kolom angka) ditolak dengan kedua
  bacaannya, kecuali `settings.numbers.decimal` di `city.yml` menetapkan tanda desimalnya. Pada
  kolom bilangan bulat, dan indikator yang menurut kamus tanpa desimal, titik berarti ribuan.
* **Belum ada data**: kosong, `-`, `n/a`, `belum ada`, `belum ada data`, `tidak ada data` atau
  `#N/A`. Nol berarti nol.
* **Uang**: rupiah penuh, bukan juta.
* **Tanggal**: `2022-06-21`, `21/06/2022` atau `21 Juni 2022`.
* **Daftar kode**: dipisah titik koma.
* **Berkas CSV**: UTF-8 atau Windows-1252; pemisah koma, titik koma atau tab. Judul di atas baris
  judul kolom boleh ada. Huruf besar, spasi dan garis bawah pada judul kolom tidak dibedakan.
* **Data pribadi** tidak dicatat: penilai ditulis dengan huruf, peserta dengan jabatan atau peran.
  NIK, NIP dan nomor telepon menghentikan pembacaan.

## Sumber

Setiap angka dan pernyataan menyebut judul sumbernya, dan alamat serta tanggal terbitnya bila ada.
Bila dua sumber berbeda, keduanya dicatat di tabel Perbedaan sumber dengan alasan pilihannya. Yang
tidak ditemukan sumbernya dikosongkan, tidak dikira-kira. Baris berstatus `contoh` adalah rekaan
untuk peragaan; setiap halaman yang memakainya bertanda CONTOH.
"""


def markdown() -> str:
    """Return the description of every worksheet as Markdown.

    Returns
    -------
    str
        Indonesian; ends with a newline. The same ``tables.yml`` gives the same text.

    Examples
    --------
    >>> markdown()[:32]
    'Dibuat otomatis oleh smartcity_a'
    """
    stages = (line for stage in _STAGES for line in _stage(stage))
    return "\n".join([_OPENING, *stages]) + "\n"


def write(path: Path) -> None:
    """Write the description to a file.

    Parameters
    ----------
    path : Path
        Usually ``data/raw/README.md``.
    """
    path.write_text(markdown(), encoding="utf-8", newline="\n")


def rules(column: ColumnSpec) -> str:
    """Return what may stand in a column, in a few words.

    Examples
    --------
    >>> rules(tables()["usg_ratings"].columns["urgency"])
    'bilangan bulat 1–5'
    """
    if column.choices and column.reference is None:
        return " / ".join(column.shown_choices)
    parts = [_KINDS[column.kind]]
    low, high = ("" if at is None else shown_number(at) for at in (column.min, column.max))
    if low or high:
        parts.append(f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}")
    if column.max_length:
        parts.append(f"≤ {column.max_length} huruf")
    if column.money:
        parts.append("Rp")
    if column.references:
        parts.append(f"dari tabel {tables()[column.references].title}")
    if column.reference:
        parts.append(f"dari {_REFERENCES[column.reference]}")
    return " ".join(parts)


def _stage(stage: int) -> Iterator[str]:
    specs = [tables()[name] for name in of_stage(stage)]
    yield from (f"## Tahap {stage}: {_STAGES[stage]}", "")
    yield from ("| berkas | judul | tanpa tabel ini |", "|---|---|---|")
    yield from (_overview(spec) for spec in specs)
    for spec in specs:
        yield from _section(spec)
    if stage != max(_STAGES):
        yield ""


def _overview(spec: TableSpec) -> str:
    absent = "tidak bisa dihitung" if spec.need == "blocking" else "halaman menyebut belum ada data"
    return f"| `{spec.file_name}` | {spec.title} | {absent} |"


def _section(spec: TableSpec) -> Iterator[str]:
    key = " + ".join(f"`{spec.columns[name].header}`" for name in spec.key)
    yield from ("", f"### {spec.title}: `{spec.file_name}`", "")
    yield f"{spec.description} Satu baris dikenali dari {key}."
    yield from ("", "| kolom | wajib | isi | keterangan |", "|---|---|---|---|")
    for column in spec.columns.values():
        required = "ya" if column.required else ""
        cells = (f"`{column.header}`", required, rules(column), column.description)
        yield f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
