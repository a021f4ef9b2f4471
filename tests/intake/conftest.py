"""A small complete city that every intake test starts from and spoils in one place."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import plan_sheets
import pytest

from smartcity_analysis.intake import City, DataProblem, Fault, read_city
from smartcity_analysis.intake.tables import tables

PROFILE = """\
area_code: "3376"
name: Kota Tegal
kind: kota
province: {area_code: "33", name: Jawa Tengah}
head_title: Wali Kota
programme_year: 2022
horizon: {first_year: 2023, last_year: 2032}
stages:
  - {stage: 1, title: Analisis strategis, cut_off: 2022-12-31}
settings:
  swot: {min_raters: 2}
  gap: {peers: ["3371"]}
"""

FIRST_STAGE: Mapping[str, str] = {
    "indicators": """\
kode_wilayah,indikator,tahun,nilai,satuan,sumber,status_data
3376,tpt,2021,8.25,persen,BPS,resmi
3376,tpt,2022,6.68,persen,BPS,resmi
33,tpt,2022,5.57,persen,BPS,resmi
3371,tpt,2022,6.71,persen,BPS,resmi
00,tpt,2022,5.86,persen,BPS,resmi
3376,opini_bpk,2022,WTP,kategori,BPK,resmi
3376,tpt,2023,6.05,persen,BPS,resmi
""",
    "issues": """\
isu,uraian,nama_pendek,dimensi,indikator,opd,tahun,sumber,status_data
I-01,Pengangguran masih tinggi,Pengangguran,ECO,tpt,DISNAKER,2022,RKPD,resmi
I-02,Layanan publik belum terpadu,Layanan,Smart Governance,,DISKOMINFO,2022,RKPD,resmi
""",
    "usg_ratings": """\
isu,penilai,opd,urgensi,keseriusan,pertumbuhan,status_data
I-01,A,,5,4,4,contoh
I-01,B,DISKOMINFO,4,4,3,contoh
I-02,A,,3,3,3,contoh
I-02,B,DISKOMINFO,4,3,2,contoh
""",
    "swot_factors": """\
faktor,jenis,elemen,dimensi,uraian,indikator,opd,tahun,tanggal_data,sumber,status_data
S-01,kekuatan,STR,GOV,Opini BPK wajar tanpa pengecualian,opini_bpk,,2022,,BPK,resmi
W-01,kelemahan,STR,ECO,Pengangguran di atas Jawa Tengah,tpt,DISNAKER,2022,,BPS,resmi
O-01,peluang,INF,LIV,Jalan tol melewati kota,,,2022,,Media,resmi
T-01,ancaman,NAT,ENV,Rob menggenangi pesisir,,,2022,,Media,resmi
O-02,peluang,SUP,GOV,Aturan pusat tahun berikutnya,,,2023,,Media,resmi
""",
    "swot_ratings": """\
faktor,penilai,opd,kepentingan,rating,bobot,status_data
S-01,A,,4,3,,contoh
W-01,A,,5,4,,contoh
O-01,A,,3,2,,contoh
T-01,A,,4,3,,contoh
O-02,A,,4,3,,contoh
S-01,B,DISKOMINFO,3,3,,contoh
W-01,B,DISKOMINFO,4,3,,contoh
O-01,B,DISKOMINFO,3,3,,contoh
T-01,B,DISKOMINFO,5,4,,contoh
""",
    "readiness": """\
aspek,komponen,uraian,dimensi,kondisi,target_kondisi,bukti,opd,tahun,sumber,status_data
K-INF-DIG-01,INF-DIG,Jaringan serat optik antarkantor,GOV,3,4,Peta jaringan,DISKOMINFO,2022,,contoh
K-STR-SDM-01,STR-SDM,Pranata komputer,GOV,2,3,,DISKOMINFO,2022,,contoh
""",
    "policies": """\
kebijakan,jenis,nomor,tahun,judul,komponen,keadaan,sumber,status_data
KB-01,Perwal,1/2021,2021,Penyelenggaraan SPBE,SUP-KEB,berlaku,JDIH,resmi
""",
    "applications": """\
aplikasi,nama,opd,dimensi,jenis,sumber,status_data
AP-01,Layanan aduan,DISKOMINFO,GOV,layanan_publik,Media,resmi
""",
    "infrastructure": """\
infrastruktur,nama,komponen,jumlah,satuan,tahun,sumber,status_data
IF-01,CCTV,INF-DIG,40,titik,2022,Media,resmi
""",
    "ict_staff": """\
opd,kategori,tahun,jumlah,tersertifikasi,status_data
DISKOMINFO,pranata_komputer,2022,7,3,contoh
""",
    "ict_budget": """\
opd,tahun,pagu,realisasi,sumber_dana,status_data
DISKOMINFO,2022,"Rp 1.250.000.000",1.100.000.000,APBD,contoh
""",
    "agencies": """\
opd,nama,singkatan,jenis,tanggal_masuk,sumber
DISKOMINFO,Dinas Komunikasi dan Informatika,Diskominfo,dinas,2022-06-20,Perda
DISNAKER,Dinas Tenaga Kerja,Disnaker,dinas,,Perda
""",
    "priorities": """\
prioritas,dokumen,tahun,uraian,isu,sumber,status_data
P-01,RKPD,2023,Ekonomi yang pulih,I-01;I-02,RKPD 2023,resmi
""",
    "participants": """\
peserta,unsur,peran,opd,tahap,hadir_h1,hadir_h2,sumber
PS-01,opd,Kepala bidang,DISKOMINFO,1,ya,tidak,Undangan
""",
    "source_conflicts": """\
kode_wilayah,indikator,tahun,nilai,satuan,dipakai,alasan,sumber
3376,tpt,2022,6.68,persen,ya,Angka resmi,BPS
3376,tpt,2022,6.7,persen,tidak,Dibulatkan,Media
""",
}
TABLES = {**FIRST_STAGE, **plan_sheets.TABLES}
FILES = {name: tables()[name].file_name for name in TABLES}


@dataclass(frozen=True)
class CityFolder:
    """A city's folder on disk, with the spoiling that tests need."""

    path: Path
    stage: int = 1

    def at(self, stage: int | str) -> "CityFolder":
        """Return the same folder, read for a stage or for the stage of a table."""
        of_table = tables()[stage].stage if isinstance(stage, str) else stage
        return replace(self, stage=of_table)

    def file(self, table: str) -> Path:
        return self.path / FILES[table]

    def rows(self, table: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.file(table).read_text(encoding="utf-8"))))

    def write(self, table: str, rows: Sequence[Sequence[str]], *, delimiter: str = ",") -> None:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
        self.file(table).write_text(buffer.getvalue(), encoding="utf-8", newline="")

    def put(self, table: str, row: int, header: str, value: str) -> None:
        """Write one cell; rows count as in a spreadsheet, so that 2 is the first data row."""
        rows = self.rows(table)
        if header not in rows[0]:
            rows = [[*cells, header if place == 0 else ""] for place, cells in enumerate(rows)]
        rows[row - 1][rows[0].index(header)] = value
        self.write(table, rows)

    def blank(self, table: str, header: str) -> None:
        for row in range(2, len(self.rows(table)) + 1):
            self.put(table, row, header, "")

    def append(self, table: str, line: str) -> None:
        with self.file(table).open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.path / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def read(self, **options: object) -> City:
        later = {"cut_off": "2022-12-31"} if self.stage > 1 else {}
        return read_city(self.path, **{"stage": self.stage, **later, **options})

    def problem(self) -> DataProblem:
        with pytest.raises(DataProblem) as caught:
            self.read()
        return caught.value

    def blocking(self) -> tuple[Fault, ...]:
        return self.problem().blocking

    def only_fault(self) -> Fault:
        (fault,) = self.blocking()
        return fault


@pytest.fixture
def folder(tmp_path: Path) -> CityFolder:
    """Return a complete city without faults and without notes at any stage, read for stage 1."""
    path = tmp_path / "data" / "raw" / "kota-tegal" / "2022"
    path.mkdir(parents=True)
    (path / "city.yml").write_text(PROFILE, encoding="utf-8")
    for name, text in TABLES.items():
        (path / FILES[name]).write_text(text, encoding="utf-8")
    return CityFolder(path)
