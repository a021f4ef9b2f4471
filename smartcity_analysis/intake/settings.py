"""``city.yml``: who the city is, its calendar, and every convention of the computation."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from smartcity_analysis.intake.documents import read_document
from smartcity_analysis.intake.faults import Fault
from smartcity_analysis.intake.tables import SAMPLE

AreaCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
ElementCode = Literal["STR", "INF", "SUP", "NAT", "CUL"]
GateCode = Annotated[str, Field(pattern=r"^G-(0[1-9]|10)$")]
UsgPart = Literal["urgency", "seriousness", "growth"]
Aggregation = Literal["rater", "agency"]
Year = Annotated[int, Field(ge=2000, le=2100)]
Name = Annotated[str, Field(min_length=1, max_length=200)]

HEADS = {"kota": "Wali Kota", "kabupaten": "Bupati"}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Province(_Part):
    """The province that the city lies in."""

    area_code: Annotated[str, Field(pattern=r"^[0-9]{2}$")]
    name: Name


class Horizon(_Part):
    """The years of the roadmap; ``short_years`` and ``medium_years`` count from the first."""

    first_year: Year
    last_year: Year
    short_years: Annotated[int, Field(ge=1, le=10)] = 1
    medium_years: Annotated[int, Field(ge=1, le=20)] = 5

    @model_validator(mode="after")
    def _ordered(self) -> "Horizon":
        if self.first_year >= self.last_year:
            raise ValueError("first_year harus sebelum last_year | Tukar atau perbaiki tahunnya")
        if self.short_years >= self.medium_years:
            raise ValueError("short_years harus kurang dari medium_years | Perbaiki salah satunya")
        return self


class Approval(_Part):
    """Who approved a stage's page, by role, and when."""

    role: Name
    date: date


class Source(_Part):
    """Where a date of the calendar was read."""

    title: Name
    address: str = ""


class Stage(_Part):
    """One of the four stages: its dates, its cut-off and whether its page is final."""

    stage: Literal[1, 2, 3, 4]
    title: Name
    starts: date | None = None
    ends: date | None = None
    data_due: date | None = None
    cut_off: date | None = None
    status: Literal["draft", "final"] = "draft"
    approvals: tuple[Approval, ...] = ()
    source: Source | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "Stage":
        if self.status == "final" and not self.approvals:
            raise ValueError(
                "status final tanpa approvals | Isi approvals (role dan date), atau tulis "
                "status: draft"
            )
        if self.starts and self.ends and self.starts > self.ends:
            raise ValueError("starts harus sebelum ends | Tukar atau perbaiki tanggalnya")
        return self


class NumberSettings(_Part):
    """How numbers in the worksheets are written; ``auto`` refuses what reads two ways."""

    decimal: Literal["auto", "comma", "point"] = "auto"


class ReadinessSettings(_Part):
    """The readiness elements in use, the names of conditions 1–4, and from which on it is ready."""

    elements: Annotated[tuple[ElementCode, ...], Field(min_length=1)] = ("STR", "INF", "SUP")
    labels: Annotated[tuple[Name, ...], Field(min_length=4, max_length=4)] = (
        "buruk",
        "kurang",
        "cukup",
        "baik",
    )
    ready_from: Annotated[int, Field(ge=1, le=4)] = 3

    @field_validator("elements")
    @classmethod
    def _once(cls, elements: tuple[ElementCode, ...]) -> tuple[ElementCode, ...]:
        _refuse_repeats(elements)
        return elements


class GapSettings(_Part):
    """The peer cities that the city is compared with, by area code."""

    peers: tuple[AreaCode, ...] = ()

    @field_validator("peers")
    @classmethod
    def _once(cls, peers: tuple[str, ...]) -> tuple[str, ...]:
        _refuse_repeats(peers)
        return peers


class SwotSettings(_Part):
    """How SWOT forms were filled in and how the position is computed from them."""

    recorded_as: Literal["severity", "reversed"] = "severity"
    convention: Literal["severity", "rangkuti", "david", "signed"] = "severity"
    weights: Literal["joint", "per_category"] = "joint"
    aggregation: Aggregation = "agency"
    border: Annotated[float, Field(ge=0, le=1)] = 0.05
    min_raters: Annotated[int, Field(ge=1)] = 3


class UsgSettings(_Part):
    """How USG scores are aggregated and ties are broken."""

    aggregation: Aggregation = "agency"
    tie_break: tuple[UsgPart, ...] = ("seriousness", "urgency", "growth")

    @field_validator("tie_break")
    @classmethod
    def _once(cls, parts: tuple[UsgPart, ...]) -> tuple[UsgPart, ...]:
        _refuse_repeats(parts)
        return parts


class AhpSettings(_Part):
    """The random-index table and the largest consistency ratio that is accepted."""

    random_index: Literal["classic", "revised"] = "classic"
    max_consistency_ratio: Annotated[float, Field(gt=0, le=0.2)] = 0.10


class NormalisationSettings(_Part):
    """The bounds of a scale, and where high is cut from low."""

    bounds: Literal["declared", "observed"] = "declared"
    cut: Literal["midpoint", "median"] = "midpoint"


class EvaluationSettings(_Part):
    """Weights of the evaluation's parts, in percent; they sum to 100."""

    baseline: Annotated[float, Field(ge=0)] = 10
    output: Annotated[float, Field(ge=0)] = 20
    outcome: Annotated[float, Field(ge=0)] = 30
    impact: Annotated[float, Field(ge=0)] = 20
    quick_win: Annotated[float, Field(ge=0)] = 20

    @model_validator(mode="after")
    def _whole(self) -> "EvaluationSettings":
        total = self.baseline + self.output + self.outcome + self.impact + self.quick_win
        if abs(total - 100) > 1e-6:
            raise ValueError(f"jumlah bobot {total:g}, seharusnya 100 | Perbaiki bobotnya")
        return self


class PlanSettings(_Part):
    """When ideas look alike, how many programmes at a time load an agency, what a cut drops."""

    similar_from: Annotated[float, Field(gt=0, le=1)] = 0.5
    agency_load: Annotated[int, Field(ge=1)] = 4
    budget_cut: Annotated[float, Field(gt=0, lt=1)] = 0.2


class QuickWinSettings(_Part):
    """The budget of the quick wins, and the gates that each of them must pass."""

    budget_rupiah: Annotated[int, Field(ge=0)] | None = None
    budget_status: Literal["official", "provisional", "estimate", "sample"] = "official"
    mandatory: tuple[GateCode, ...] = ("G-01", "G-02", "G-03", "G-08")

    @field_validator("mandatory")
    @classmethod
    def _once(cls, gates: tuple[str, ...]) -> tuple[str, ...]:
        _refuse_repeats(gates)
        return gates


class StatusSettings(_Part):
    """Share of the agencies whose worksheets must have come before a stage can be ready."""

    min_submitted: Annotated[float, Field(ge=0, le=1)] = 0.5


class Settings(_Part):
    """Every convention of the computation, as the page prints it."""

    seed: Annotated[int, Field(ge=0)] = 0
    draws: Annotated[int, Field(ge=100, le=100_000)] = 2000
    numbers: NumberSettings = NumberSettings()
    readiness: ReadinessSettings = ReadinessSettings()
    gap: GapSettings = GapSettings()
    swot: SwotSettings = SwotSettings()
    usg: UsgSettings = UsgSettings()
    ahp: AhpSettings = AhpSettings()
    normalisation: NormalisationSettings = NormalisationSettings()
    evaluation: EvaluationSettings = EvaluationSettings()
    plan: PlanSettings = PlanSettings()
    quick_win: QuickWinSettings = QuickWinSettings()
    status: StatusSettings = StatusSettings()


class Profile(_Part):
    """The whole of ``city.yml``."""

    area_code: AreaCode
    name: Name
    kind: Literal["kota", "kabupaten"]
    province: Province
    head_title: Literal["Wali Kota", "Bupati"]
    programme_year: Year
    horizon: Horizon
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    settings: Settings = Settings()

    @model_validator(mode="after")
    def _consistent(self) -> "Profile":
        if self.head_title != HEADS[self.kind]:
            raise ValueError(
                f"head_title {self.head_title} tidak cocok dengan kind {self.kind} | "
                f"Kepala daerah sebuah {self.kind} disebut {HEADS[self.kind]}"
            )
        if not self.area_code.startswith(self.province.area_code):
            raise ValueError(
                f"area_code {self.area_code} bukan di provinsi {self.province.area_code} | "
                "Periksa kedua kode BPS"
            )
        _refuse_repeats([stage.stage for stage in self.stages], "tahap")
        return self

    def arguments(self, analysis: str) -> dict[str, Any]:
        """Return the city's conventions as keyword arguments of an analysis.

        Parameters
        ----------
        analysis : str
            ``readiness``, ``gap``, ``swot``, ``usg``, ``similar``, ``ahp``, ``gates``,
            ``quick_wins``, ``roadmap``, ``horizon``, ``cut``, ``evaluation``, ``robust`` or
            ``status``.

        Returns
        -------
        dict

        Raises
        ------
        ValueError
            If no analysis has that name.
        """
        chosen = self.settings
        chance = {"draws": chosen.draws, "seed": chosen.seed}
        regions = {"area": self.area_code, "province": self.province.area_code}
        known = {
            "readiness": chosen.readiness.model_dump(),
            "gap": chosen.gap.model_dump() | regions,
            "swot": chosen.swot.model_dump(exclude={"recorded_as"}) | chance,
            "usg": chosen.usg.model_dump() | chance,
            "robust": chance,
            **self._plan_arguments(),
        }
        if analysis not in known:
            raise ValueError(
                f"The 'analysis' parameter of City.arguments must be one of {sorted(known)}. "
                f"Got {analysis!r} instead."
            )
        return known[analysis]

    def _plan_arguments(self) -> dict[str, dict[str, Any]]:
        chosen, horizon = self.settings, self.horizon.model_dump()
        quick_win = chosen.quick_win
        return {
            "similar": {"similar_from": chosen.plan.similar_from},
            "ahp": {
                "random_index": chosen.ahp.random_index,
                "threshold": chosen.ahp.max_consistency_ratio,
            },
            "gates": {"mandatory": quick_win.mandatory},
            "quick_wins": {
                "budget": quick_win.budget_rupiah,
                "budget_sample": quick_win.budget_status == SAMPLE,
            },
            "roadmap": horizon | {"agency_load": chosen.plan.agency_load},
            "horizon": horizon,
            "cut": {"share": chosen.plan.budget_cut},
            "evaluation": {"weights": chosen.evaluation.model_dump()},
            "status": chosen.status.model_dump() | {"min_raters": chosen.swot.min_raters},
        }

    def stage(self, number: int) -> Stage:
        """Return one stage.

        Parameters
        ----------
        number : {1, 2, 3, 4}

        Returns
        -------
        Stage

        Raises
        ------
        ValueError
            If ``city.yml`` does not plan it.
        """
        for stage in self.stages:
            if stage.stage == number:
                return stage
        planned = [stage.stage for stage in self.stages]
        raise ValueError(
            f"The 'number' parameter of Profile.stage must be one of {planned}. "
            f"Got {number!r} instead."
        )


def read_profile(
    content: bytes, file: str = "city.yml"
) -> tuple[Profile | None, tuple[Fault, ...]]:
    """Return ``city.yml`` as a checked profile, or everything that is wrong with it.

    Parameters
    ----------
    content : bytes
    file : str, default="city.yml"
        The name that faults show.

    Returns
    -------
    profile : Profile or None
    faults : tuple of Fault
    """
    return read_document(content, file, Profile)


def _refuse_repeats(items: Sequence[object], what: str = "isi") -> None:
    repeated = sorted({str(item) for item in items if items.count(item) > 1})
    if repeated:
        raise ValueError(f"{what} ditulis dua kali: {', '.join(repeated)} | Hapus salah satunya")
