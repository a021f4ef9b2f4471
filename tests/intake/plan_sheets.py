"""The worksheets of stages 2–4 of the small city, filled in by hand, without faults or notes."""

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "strategies": """\
strategi,jenis,uraian,nama_pendek,dimensi,faktor,status_data
SO-01,SO,Memakai tata kelola untuk layanan di jalur tol,Layanan jalur tol,GOV,S-01;O-01,resmi
WT-01,WT,Menekan pengangguran yang rentan rob,Kerja tahan rob,ECO,W-01;T-01,resmi
""",
    "strategy_ratings": """\
strategi,faktor,daya_tarik,status_data
SO-01,S-01,4,resmi
SO-01,T-01,,resmi
WT-01,S-01,2,resmi
""",
    "objectives": """\
sasaran,uraian,nama_pendek,dimensi,strategi,isu,prioritas,indikator,target_pendek,target_menengah,target_panjang,status_data
SA-01,Pengangguran turun,Pengangguran turun,ECO,WT-01,I-01,P-01,tpt,"6,5",6,5,resmi
SA-02,Layanan publik terpadu,Layanan terpadu,GOV,SO-01,I-02,P-01,,,,,resmi
""",
    "programmes": """\
program,nama,nama_pendek,dimensi,opd,jenis,pengusul,tahun,sumber,status_data
PR-01,Satu pintu layanan,Satu pintu,GOV,DISKOMINFO,usulan,opd,2022,Rapat,resmi
PR-02,Bursa kerja daring,Bursa kerja,ECO,DISNAKER,usulan,opd,2022,Rapat,resmi
PR-03,Gudang data kota,Gudang data,GOV,DISKOMINFO,usulan,opd,2022,Rapat,resmi
PR-04,Taman pintar,Taman,LIV,,usulan,komunitas,2022,Rapat,resmi
""",
    "programme_plans": """\
program,sasaran,subdimensi,opd,opd_pendukung,blok,tahun_mulai,tahun_selesai,biaya,sumber_dana,prasyarat,status_data
PR-01,SA-02,GOV-1,DISKOMINFO,DISNAKER,aplikasi,2023,2023,"Rp250.000.000",APBD,,resmi
PR-02,SA-01,ECO-1,DISNAKER,,layanan,2024,2026,600000000,APBD,PR-01,resmi
PR-03,SA-02,GOV-2,DISKOMINFO,,infrastruktur,2023,2025,,APBD,PR-01,resmi
""",
    "programme_ratings": """\
program,kriteria,penilai,opd,nilai,status_data
PR-01,KR-01,A,,4,resmi
PR-01,KR-02,A,,2,resmi
PR-02,KR-01,A,,5,resmi
PR-01,KR-01,B,DISKOMINFO,3,resmi
PR-03,KR-01,B,DISKOMINFO,3,resmi
""",
    "criteria": """\
kriteria,nama,arah,ukuran,peran,status_data
KR-01,Dampak,manfaat,nilai,dampak,resmi
KR-02,Upaya,biaya,nilai,upaya,resmi
KR-03,Biaya,biaya,rupiah,,resmi
""",
    "criteria_comparisons": """\
penilai,opd,unsur,kriteria_a,kriteria_b,lebih_penting,tingkat,status_data
A,,pakar,KR-01,KR-02,a,3,resmi
A,,pakar,KR-01,KR-03,a,5,resmi
A,,pakar,KR-02,KR-03,sama,1,resmi
B,DISKOMINFO,opd,KR-01,KR-02,b,2,resmi
B,DISKOMINFO,opd,KR-01,KR-03,a,2,resmi
B,DISKOMINFO,opd,KR-02,KR-03,a,4,resmi
""",
    "quick_win_gates": """\
program,gerbang,jawaban,bukti,status_data
PR-01,G-01,ya,Selesai dalam satu tahun menurut rencana,resmi
PR-02,G-01,ya,Tahap pertama selesai dalam setahun,resmi
PR-03,G-01,tidak,,resmi
""",
    "roadmap": """\
program,tahun,pagu,sumber_dana,tonggak,status_data
PR-01,2023,250000000,APBD,Layanan dibuka,resmi
PR-02,2024,200000000,APBD,Uji coba,resmi
PR-02,2025,,APBD,,resmi
PR-03,2023,100000000,APBD,Rancangan,resmi
""",
    "plan_changes": """\
program,tahap,perubahan,tahun_mulai,tahun_selesai,alasan,diputuskan_oleh,tanggal,status_data
PR-03,3,digeser,,2026,Server baru tiba kemudian,Ketua Tim Pelaksana,2022-10-03,resmi
""",
    "quick_wins": """\
quick_win,program,tahun,sumber,status_data
QW-01,PR-01,2022,Berita acara,resmi
QW-02,PR-02,2022,Berita acara,resmi
""",
    "action_plans": """\
program,isu,tujuan,penerima_manfaat,jumlah_penerima,status_data
PR-01,I-02,Mengurus izin sekali datang,Pelaku usaha,1200,resmi
PR-02,I-01,Mempertemukan pencari kerja,Pencari kerja,,resmi
""",
    "activities": """\
kegiatan,program,tahun,triwulan,uraian,opd,status_data
KG-001,PR-01,2023,1,Merancang alur,DISKOMINFO,resmi
KG-002,PR-03,2023,2,Memilih server,DISKOMINFO,resmi
""",
    "programme_indicators": """\
program,tingkat,nama,indikator,satuan,nilai_awal,tahun_awal,target,tahun_target,sumber_data,frekuensi,opd,status_data
PR-01,keluaran,Layanan yang terpadu,,layanan,0,2022,12,2023,Catatan layanan,bulanan,DISKOMINFO,resmi
PR-02,hasil,Pengangguran terbuka,tpt,%,"6,68",2022,6,2026,Sakernas,tahunan,DISNAKER,resmi
""",
    "quick_win_progress": """\
quick_win,tanggal,keadaan,progres_persen,tanggal_peluncuran,bukti,status_data
QW-01,2022-10-01,perencanaan,10,2023-03-01,Notula,resmi
QW-01,2022-12-01,pembangunan,40,2023-03-01,Notula,resmi
QW-02,2022-12-01,ide,,,,resmi
""",
    "commitments": """\
komitmen,opd,uraian,program,target,penanda_tangan,ditandatangani,tanggal,status_data
KM-01,DISKOMINFO,Menjalankan satu pintu,PR-01;PR-03,12 layanan,Kepala dinas,ya,2022-12-01,resmi
KM-02,DISNAKER,Menjalankan bursa kerja,PR-02,,,belum,,resmi
""",
    "documents": """\
dokumen,bab,keadaan,nomor,tenggat,tanggal,opd,status_data
Buku 1,Bab I,final,,2022-12-15,2022-12-10,DISKOMINFO,resmi
Perwal,utuh,draf,,2023-01-31,,DISKOMINFO,resmi
""",
    "reviews": """\
reviu,dokumen,bab,catatan_reviu,unsur,tindak_lanjut,diputuskan_oleh,tanggal,keadaan,status_data
RV-01,Buku 1,Bab I,Sebut sumbernya,akademisi,Sudah disebut,Tim penulis,2022-12-11,selesai,resmi
""",
    "self_evaluation": """\
pertanyaan,bagian,dimensi,uraian,nilai,bukti,opd,status_data
EV-01,output,GOV,Layanan berjalan,3,Berita acara,DISKOMINFO,resmi
EV-02,impact,ECO,Pengangguran turun,,,DISNAKER,resmi
""",
}
