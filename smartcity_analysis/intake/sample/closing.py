"""Sample closing of stage 4: commitments, documents, reviews, self-evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from smartcity_analysis.intake.sample.basis import (
    MARK,
    SOURCE,
    Basis,
    Row,
    dimensions,
    frame,
    records,
)

if TYPE_CHECKING:
    import numpy as np

CHAPTERS = {
    "book_1": (
        "Pendahuluan",
        "Analisis masa depan",
        "Analisis kesiapan daerah",
        "Analisis kesenjangan",
        "Analisis visi",
    ),
    "book_2": (
        "Pendahuluan",
        "Visi dan sasaran",
        "Strategi per dimensi",
        "Rencana aksi",
        "Peta jalan",
        "Penutup",
    ),
    "book_3": ("Ringkasan eksekutif",),
    "perwal": ("utuh",),
    "council_decree": ("utuh",),
    "team_decree": ("utuh",),
    "forum": ("utuh",),
}
STATES = {"book_1": ("review", "final"), "book_2": ("draft", "review"), "book_3": ("draft",)}
KEEPERS = {"perwal": "SETDA", "council_decree": "SETDA", "forum": "DISKOMINFO"}
DUE = {"book_1": 30, "book_2": 60, "book_3": 75, "forum": 90}
_DUE_LAST = 105
BLOCKS = ("expert", "council", "academia", "government", "business", "community")
QUESTIONS = {"baseline": 3, "output": 4, "outcome": 4, "impact": 6, "quick_win": 3}
ASKED = {
    "baseline": "kondisi awal tercatat",
    "output": "kebijakan, lembaga, dan anggaran tersedia",
    "outcome": "rencana dijalankan",
    "impact": "manfaat dirasakan warga",
    "quick_win": "quick win berjalan dan baru",
}
_NO_EVIDENCE, _UNSCORED = 0.3, 0.08


def commitments(basis: Basis, plan: pd.DataFrame, dropped: pd.DataFrame) -> pd.DataFrame:
    """Let each leading agency promise its own programmes on the day of the signing."""
    left = set(dropped.loc[dropped["change"] == "dropped", "programme"])
    kept = plan[~plan["programme"].isin(list(left))]
    first = _next(basis, "commitments", "commitment", "KM-")
    rows = []
    for n, (agency, own) in enumerate(kept.groupby("agency"), first):
        rows.append(
            {
                "commitment": f"KM-{n:02d}",
                "agency": agency,
                "statement": f"{MARK}menjalankan program yang dipimpin OPD ini",
                "programmes": tuple(sorted(own["programme"])),
                "target": f"{MARK}{len(own)} program selesai menurut peta jalan",
                "signatory": f"{MARK}kepala OPD",
                "signed": "yes",
                "date": basis.before_signing(0),
                "note": "Isi rekaan; tanggal menurut penandatanganan bersama.",
            }
        )
    return frame(rows)


def documents(basis: Basis) -> pd.DataFrame:
    """Give every chapter and decree a state and a due date after the signing."""
    generator = basis.generator("documents")
    rows: list[Row] = []
    for document, chapters in CHAPTERS.items():
        keeper = KEEPERS.get(document, "BAPPEDA")
        for chapter in chapters:
            states = STATES.get(document, ("absent", "draft"))
            state = str(generator.choice(states))
            rows.append(
                {
                    "document": document,
                    "chapter": chapter,
                    "state": state,
                    "due": basis.before_signing(-DUE.get(document, _DUE_LAST)),
                    "date": basis.before_signing(0) if state == "final" else None,
                    "agency": basis.agency(keeper),
                    "source": SOURCE,
                }
            )
    return frame(rows)


def reviews(basis: Basis, plan_documents: pd.DataFrame) -> pd.DataFrame:
    """Note a remark on every chapter of a book in review or final; some are not answered."""
    books = plan_documents[plan_documents["document"].str.startswith("book")]
    seen = books[books["state"].isin(["review", "final"])]
    rows: list[Row] = []
    for n, row in enumerate(records(seen), 1):
        closed = row["state"] == "final" or n % 3 != 0
        rows.append(
            {
                "review": f"RV-{n:02d}",
                "document": row["document"],
                "chapter": row["chapter"],
                "statement": f"{MARK}perjelas sumber angka pada bab ini",
                "block": BLOCKS[n % len(BLOCKS)],
                "response": f"{MARK}sumber ditambahkan" if closed else None,
                "decided_by": f"{MARK}Tim Pelaksana" if closed else None,
                "date": basis.before_signing(7) if closed else None,
                "state": "closed" if closed else "open",
            }
        )
    return frame(rows)


def self_evaluation(basis: Basis) -> pd.DataFrame:
    """Score twenty questions over the five parts, one per dimension for impact."""
    generator = basis.generator("self_evaluation")
    parts = [(part, place) for part, count in QUESTIONS.items() for place in range(count)]
    agencies = [code for code in ("BAPPEDA", "DISKOMINFO") if code in basis.agencies]
    rows: list[Row] = []
    for n, (part, place) in enumerate(parts, 1):
        proven = generator.random() >= _NO_EVIDENCE
        rows.append(
            {
                "question": f"EV-{n:02d}",
                "part": part,
                "dimension": dimensions()[place] if part == "impact" else None,
                "statement": f"{MARK}{ASKED[part]} ({place + 1})",
                "score": _score(generator),
                "evidence": f"{MARK}berkas bukti" if proven else None,
                "agency": agencies[n % len(agencies)] if agencies else None,
            }
        )
    return frame(rows)


def _score(generator: np.random.Generator) -> float | None:
    score = float(generator.integers(4, 16)) / 4
    return None if generator.random() < _UNSCORED else score


def _next(basis: Basis, table: str, column: str, prefix: str) -> int:
    real = basis.tables.get(table)
    if real is None or real.empty:
        return 1
    return int(real[column].str.removeprefix(prefix).astype(int).max()) + 1
