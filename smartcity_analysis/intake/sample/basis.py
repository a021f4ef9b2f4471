"""What the sample plan starts from: the city's own tables, its horizon, its day of signing."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smartcity_analysis import reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from smartcity_analysis.intake.settings import Horizon

Row = dict[str, Any]

MARK = "Contoh: "
SAMPLE = "sample"
SOURCE = "Aturan contoh (rekaan)"


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The city as it really is, and the seed.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        Tables of stage 1 and ``programmes``, without sample rows in the latter.
    area, province : str
        BPS codes.
    horizon : Horizon
        Of the roadmap.
    signing : date
        The last day of stage 4; the dates of the sample are counted back from it.
    seed : int
    """

    tables: Mapping[str, pd.DataFrame]
    area: str
    province: str
    horizon: Horizon
    signing: date
    seed: int

    def generator(self, table: str) -> np.random.Generator:
        """Return a generator of the table's own, so that one table does not move another."""
        return np.random.default_rng([self.seed, zlib.crc32(table.encode())])

    @property
    def agencies(self) -> tuple[str, ...]:
        """The codes of the agencies, in the order of their table."""
        return tuple(self.tables["agencies"]["agency"])

    def agency(self, *wanted: str) -> str:
        """Return the first of the wanted agencies that the city has, else its first agency."""
        return next((code for code in wanted if code in self.agencies), self.agencies[0])

    def before_signing(self, days: int) -> str:
        """Return the day so many days before the signing, in ISO form."""
        return (pd.Timestamp(self.signing) - pd.Timedelta(days=days)).date().isoformat()


def dimensions() -> tuple[str, ...]:
    """Return the codes of the six dimensions, in the official order."""
    return tuple(dimension.code for dimension in reference.dimensions())


def shortened(text: str, limit: int) -> str:
    """Return a text cut at a word so that it has at most `limit` characters.

    Examples
    --------
    >>> shortened("Semua OPD tersambung ke jaringan", 22)
    'Semua OPD tersambung…'
    """
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0].rstrip(" ,;:") + "…"


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Return sample rows as a table, each marked as one."""
    return pd.DataFrame([{**row, "status": SAMPLE} for row in rows])


def records(table: pd.DataFrame) -> list[Row]:
    """Return a table's rows as mappings by column name."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
