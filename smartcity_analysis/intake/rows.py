"""Raw cells with their places, and the rows of a table among them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from smartcity_analysis.intake.cells import Written, blank, written_text
from smartcity_analysis.intake.faults import Fault, Severity, did_you_mean, listed
from smartcity_analysis.intake.parsing import folded, squeezed
from smartcity_analysis.intake.personal import hide_personal
from smartcity_analysis.intake.tables import TableSpec

HEADER_WITHIN = 20
LONGEST_HEADER = 100


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one CSV file or of one sheet, as written.

    Attributes
    ----------
    file, sheet : str
        Where the cells stand; ``sheet`` is empty for a CSV file.
    rows : tuple of (int, tuple)
        Row number, as a spreadsheet counts them from 1, and the cells. Empty rows are left out.
    """

    file: str
    sheet: str
    rows: tuple[tuple[int, tuple[Written, ...]], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The part of a file that holds rows of one table."""

    spec: TableSpec
    file: str
    sheet: str
    positions: Mapping[str, int]

    def fault(
        self, rule: str, fix: str, *, severity: Severity = "blocking", header: str = ""
    ) -> Fault:
        """Return a fault of the block as a whole."""
        return Fault(severity, self.file, header, "", rule, fix, self.spec.name, self.sheet)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with its cells by English column name; blank cells may be absent."""

    block: Block
    number: int
    cells: Mapping[str, Written]

    def fault(
        self, column: str, rule: str, fix: str, *, severity: Severity = "blocking", value: str = ""
    ) -> Fault:
        """Return a fault of one cell of this row; ``value`` replaces the cell's own text."""
        block = self.block
        written = value or written_text(self.cells.get(column))
        if block.spec.columns[column].kind == "text":
            written = hide_personal(written)
        position = block.positions.get(column)
        lettered = bool(block.sheet) and position is not None
        return Fault(
            severity,
            block.file,
            block.spec.columns[column].header,
            written,
            rule,
            fix,
            block.spec.name,
            block.sheet,
            (self.number,),
            _letter(position) if lettered and position is not None else "",
        )


def rows_of(grid: Grid, spec: TableSpec) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """Find the header of a table in a grid and return the rows below it.

    Parameters
    ----------
    grid : Grid
        Titles and empty rows may stand above the header, within the first 20 rows.
    spec : TableSpec
        Headers match without regard to case, spaces and underscores, also in English.

    Returns
    -------
    rows : tuple of Row
    faults : tuple of Fault
        A header that is missing, doubled or unknown; cells outside the headed columns.
    """
    found = _header_at(grid, spec)
    if found is None:
        return (), (_no_header(grid, spec),)
    header = grid.rows[found][1]
    positions = _positions(header, spec)
    block = Block(spec, grid.file, grid.sheet, {name: at[0] for name, at in positions.items()})
    rows = tuple(_rows(block, grid.rows[found + 1 :]))
    faults = [
        *_header_faults(block, header, positions),
        *_stray_cells(block, header, grid.rows[found + 1 :]),
    ]
    return rows, tuple(faults)


def header_score(cells: Sequence[Written], spec: TableSpec) -> int:
    """Return how many headers of the table stand among the cells."""
    return len(_positions(cells, spec))


def _header_at(grid: Grid, spec: TableSpec) -> int | None:
    candidates = [
        (header_score(cells, spec), -place)
        for place, (number, cells) in enumerate(grid.rows)
        if number <= HEADER_WITHIN
    ]
    score, place = max(candidates, default=(0, 0))
    return -place if score >= min(2, len(spec.columns)) else None


def _no_header(grid: Grid, spec: TableSpec) -> Fault:
    return Fault(
        "blocking",
        grid.file,
        "",
        "",
        f"judul kolom tidak ditemukan dalam {HEADER_WITHIN} baris pertama",
        f"Tulis judul kolom: {listed(spec.headers, at_most=30)}",
        spec.name,
        grid.sheet,
    )


def _positions(header: Sequence[Written], spec: TableSpec) -> dict[str, list[int]]:
    """Return where each column of the table stands; a doubled header has several places."""
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(header):
        text = written_text(cell)
        name = spec.names.get(folded(text)) if len(text) <= LONGEST_HEADER else None
        if name is not None:
            found.setdefault(name, []).append(place)
    return found


def _rows(block: Block, below: Sequence[tuple[int, tuple[Written, ...]]]) -> Iterator[Row]:
    for number, written in below:
        cells = {
            name: written[place]
            for name, place in block.positions.items()
            if place < len(written) and written[place] is not None
        }
        if any(not blank(cell) for cell in cells.values()):
            yield Row(block, number, cells)


def _header_faults(
    block: Block, header: Sequence[Written], positions: Mapping[str, list[int]]
) -> Iterator[Fault]:
    known = {place for places in positions.values() for place in places}
    unknown = [
        written_text(cell)
        for place, cell in enumerate(header)
        if place not in known and not blank(cell)
    ]
    absent = [column.header for name, column in block.spec.columns.items() if name not in positions]
    for name, places in positions.items():
        if len(places) > 1:
            fix = "Hapus atau ganti judul salah satunya"
            shown = block.spec.columns[name].header
            yield block.fault("judul kolom muncul lebih dari sekali", fix, header=shown)
    for name, column in block.spec.columns.items():
        if column.required and name not in positions:
            fix = _similar(column.header, unknown) or f"Tambahkan kolom {column.header}"
            yield block.fault("kolom wajib tidak ada", fix, header=column.header)
    for title in unknown:
        fix = did_you_mean(title, absent) or "Kolom ini tidak dibaca; hapus bila tidak perlu"
        yield block.fault("kolom tidak dikenal", fix, severity="note", header=squeezed(title)[:60])


def _similar(header: str, unknown: Sequence[str]) -> str:
    question = did_you_mean(header, unknown)
    return question and f'{question.removesuffix("?")}? Ganti judulnya menjadi "{header}"'


def _stray_cells(
    block: Block, header: Sequence[Written], below: Sequence[tuple[int, tuple[Written, ...]]]
) -> Iterator[Fault]:
    """Yield rows with cells where no header stands: often a comma without quotation marks."""
    for number, cells in below:
        extra = [
            cell
            for place, cell in enumerate(cells)
            if not blank(cell) and (place >= len(header) or blank(header[place]))
        ]
        if not extra:
            continue
        rule = "ada isi di luar kolom berjudul"
        fix = "Beri judul kolomnya, atau hapus isinya"
        if not block.sheet:
            fix = 'Apit teks yang memuat tanda pemisah dengan tanda kutip ("…")'
        yield Fault(
            "note" if block.sheet else "blocking",
            block.file,
            "",
            hide_personal(written_text(extra[0])) if not block.sheet else "",
            rule,
            fix,
            block.spec.name,
            block.sheet,
            (number,),
        )


def _letter(position: int) -> str:
    """Return the spreadsheet letter of a column counted from 0."""
    letters, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
