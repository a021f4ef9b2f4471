"""The typed door to ``tables.yml``: every worksheet, its columns and their rules."""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from smartcity_analysis.intake.parsing import folded

Kind = Literal[
    "text",
    "code",
    "integer",
    "number",
    "share",
    "year",
    "date",
    "choice",
    "list",
    "indicator_value",
]
Need = Literal["blocking", "gap"]

STATUS = "status"
SAMPLE = "sample"


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnSpec(_Spec):
    """One column of a worksheet: its header, kind and rules."""

    name: str
    header: str
    kind: Kind
    description: str
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    pattern: str | None = None
    min: float | None = None
    max: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    short: bool = False
    pad: int | None = None
    money: bool = False
    references: str | None = None
    reference: Literal["dimension", "subdimension", "indicator", "component", "gate"] | None = None

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Every accepted spelling of a choice, folded, with its canonical value."""
        return {
            folded(spelling): value
            for value, accepted in self.choices.items()
            for spelling in (value, *accepted)
        }

    @property
    def shown_choices(self) -> tuple[str, ...]:
        """The spelling of each choice that is shown to a clerk."""
        return tuple(spellings[0] for spellings in self.choices.values())

    def shown(self, value: object) -> str:
        """Write a value as a clerk writes it; only choices differ from what is kept.

        Examples
        --------
        >>> tables()["documents"].columns["document"].shown("council_decree")
        'SK Dewan'
        """
        return next(iter(self.choices.get(str(value), ())), str(value))


class TableSpec(_Spec):
    """One worksheet: its file, title, key and columns."""

    name: str
    title: str
    need: Need
    key: tuple[str, ...]
    description: str
    columns: Mapping[str, ColumnSpec]
    file: Annotated[str, Field(pattern="[a-z_]+")]
    dated: bool = True
    stage: Literal[1, 2, 3, 4] = 1

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers in their order."""
        return tuple(column.header for column in self.columns.values())

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every accepted header, folded, with its English name; an Indonesian one goes first."""
        english = {folded(name): name for name in self.columns}
        return english | {folded(column.header): name for name, column in self.columns.items()}

    @property
    def file_name(self) -> str:
        """The file in which the table is expected."""
        return f"{self.file}.csv"


def _with_names(columns: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: {"name": name, **column} for name, column in columns.items()}


class _NamedTable(TableSpec):
    columns: Annotated[Mapping[str, ColumnSpec], BeforeValidator(_with_names)]


@cache
def tables() -> Mapping[str, TableSpec]:
    """Return every table that a city may hand in, by its English name.

    Returns
    -------
    mapping of str to TableSpec
        In the order of ``tables.yml``.

    Examples
    --------
    >>> tables()["agencies"].file_name
    'opd.csv'
    >>> tables()["swot_factors"].columns["kind"].shown_choices
    ('kekuatan', 'kelemahan', 'peluang', 'ancaman')
    """
    import yaml

    text = files(__package__).joinpath("tables.yml").read_text(encoding="utf-8")
    declared: dict[str, dict[str, Any]] = yaml.safe_load(text)["tables"]
    return {
        name: _NamedTable.model_validate({"name": name, "file": name, **table})
        for name, table in declared.items()
    }


def of_stage(stage: int) -> tuple[str, ...]:
    """Return the English names of the tables that a stage asks for anew.

    Parameters
    ----------
    stage : {1, 2, 3, 4}

    Returns
    -------
    tuple of str
        In the order of ``tables.yml``.

    Examples
    --------
    >>> of_stage(3)
    ('action_plans', 'activities', 'programme_indicators', 'quick_win_progress')
    """
    return tuple(name for name, spec in tables().items() if spec.stage == stage)
