"""Where the city stands, and how firmly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_choice,
    check_columns,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis._typing import FloatArray, IntArray
from smartcity_analysis.analysis._votes import (
    Votes,
    check_aggregation,
    overall,
    read_votes,
    resampled,
)
from smartcity_analysis.analysis.swot._flip import Flip, flip
from smartcity_analysis.analysis.swot._ie import IEMatrix, ie_matrix
from smartcity_analysis.analysis.swot._kernels import (
    CONVENTIONS,
    FAULTY,
    KINDS,
    POSITIONS,
    WEIGHTS,
    Method,
    classify,
)
from smartcity_analysis.analysis.swot._tables import by_label, factor_sheet, variants_of

CALLER = "swot.position"
SUMMARY = (
    *("internal", "external", "position", "ifas_total", "efas_total", "draws_agree"),
    *("agreement", "faulty_reading", "n_raters", "n_units"),
)
"""Fields that make up the one-row table of a position, before its settings."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The conventions behind a position, to be printed with it."""

    convention: str
    weights: str
    aggregation: str
    border: float
    min_raters: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class SwotPosition:
    """Where the city stands, and how firmly.

    Attributes
    ----------
    internal, external : float
        Strengths against weaknesses and opportunities against threats, between −4 and 4; NaN when
        one side has no rated factor.
    position : str
        ``"SO"``, ``"ST"``, ``"WO"``, ``"WT"``, ``"border"`` or ``"unknown"``.
    factors : DataFrame
        The IFAS and EFAS sheet: ``rating`` is the mean severity, ``rating_used`` what the
        convention makes of it, ``score`` = ``weight`` × ``rating_used``; ``contribution`` sums to
        the coordinate under every convention; ``driver_signed`` = ± weight × severity says
        which way and how hard a factor pulls, ``driver`` is its size; ``thin`` marks fewer than
        `min_raters` raters.
    ifas_total, efas_total : float
        On 1–4 under "rangkuti" and "david", otherwise equal to the coordinate.
    by_element, by_dimension : DataFrame
        The same position from the factors of one element or dimension, weights rescaled.
    draw_shares : mapping of str to float
        Share of the bootstrap draws over voting units in each position; NaN with a single unit,
        which cannot be resampled.
    cloud : array of shape (draws, 2)
        The drawn coordinates. Read-only.
    variants : DataFrame
        The position under every convention × weights × aggregation, "signed" left out because it
        repeats "severity"; ``same`` as the one reported.
    agreement : float
        Share of the variants with the same position, 0–1.
    faulty_reading, faulty_point : str, (float, float)
        What the widespread mistake of subtracting reversed ratings would have reported.
    n_raters, n_units : int
    unrated : tuple of str
        Factors that nobody rated: listed with NaN, part of no sum.
    settings : Settings
    sample : bool
        Whether a rating is marked as made up.
    """

    internal: float
    external: float
    position: str
    factors: pd.DataFrame
    ifas_total: float
    efas_total: float
    by_element: pd.DataFrame
    by_dimension: pd.DataFrame
    draw_shares: Mapping[str, float]
    cloud: FloatArray
    variants: pd.DataFrame
    agreement: float
    faulty_reading: str
    faulty_point: tuple[float, float]
    n_raters: int
    n_units: int
    unrated: tuple[str, ...]
    settings: Settings
    sample: bool

    def __repr__(self) -> str:
        firm = self.draws_agree
        firmly = "one voting unit" if np.isnan(firm) else f"{100 * firm:.0f} % of draws agree"
        at = f"internal {self.internal:+.2f} external {self.external:+.2f}"
        return f"<SwotPosition {self.position} {at}, {firmly}>"

    @property
    def draws_agree(self) -> float:
        """Share of the bootstrap draws in the reported position, 0–1; NaN when it is unknown."""
        return self.draw_shares[self.position] if self.position != "unknown" else float("nan")

    @property
    def sides(self) -> tuple[float, float]:
        """Share of draws in which strengths outweigh weaknesses, and opportunities threats.

        NaN with a single voting unit, which cannot be resampled.
        """
        if self.n_units < 2:
            return (float("nan"), float("nan"))
        internal, external = (self.cloud > 0).mean(axis=0).tolist()
        return internal, external

    @property
    def zone(self) -> float:
        """Half-width of the border zone on the scale of the coordinates."""
        return _method(_kinds(self.factors), self.settings).zone(self.settings.border)

    def flip(self) -> Flip:
        """Find the smallest change of one factor's rating or weight that moves the position.

        Returns
        -------
        Flip
            In closed form. Ratings change in severity points whatever the convention.
        """
        method = _method(_kinds(self.factors), self.settings)
        point = np.array([self.internal, self.external])
        return flip(self.factors, method, point, self.zone, sample=self.sample)

    def ie(self, *, cuts: tuple[float, float] = (2.0, 3.0)) -> IEMatrix:
        """Find the cell of the internal–external matrix from the two totals.

        Raises
        ------
        ValueError
            If the convention is one of differences, which give no total on 1–4.
        """
        if not (CONVENTIONS | FAULTY)[self.settings.convention].centre:
            rule = "'rangkuti' or 'david': differences give no total on 1–4"
            raise refuse("SwotPosition.ie", "convention", rule, self.settings.convention)
        return ie_matrix(self.ifas_total, self.efas_total, cuts=cuts, sample=self.sample)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        summary = {name: getattr(self, name) for name in SUMMARY} | asdict(self.settings)
        drawn = {"position": list(self.draw_shares), "share": list(self.draw_shares.values())}
        return {
            "swot_position": pd.DataFrame([summary]),
            "swot_factors": self.factors,
            "swot_by_element": self.by_element,
            "swot_by_dimension": self.by_dimension,
            "swot_draws": pd.DataFrame(drawn),
            "swot_variants": self.variants,
        }


def position(
    factors: pd.DataFrame,
    ratings: pd.DataFrame,
    *,
    convention: str = "severity",
    weights: str = "joint",
    aggregation: str = "agency",
    border: float = 0.05,
    min_raters: int = 3,
    draws: int = 2000,
    seed: int = 0,
) -> SwotPosition:
    """Locate the city on the SWOT plane, and say how firm that is.

    Parameters
    ----------
    factors : DataFrame
        One row per factor: ``factor``, ``kind`` (strength, weakness, opportunity, threat) and,
        where known, ``statement``, ``element``, ``dimension``. Not modified.
    ratings : DataFrame
        One row per factor and rater: ``factor``, ``rater``, ``agency``, ``importance`` (1–5) and
        ``rating``, coded as **severity**: 1 slight, 4 very strong (S), very bad (W), very large
        (O), very threatening (T). A ``weight`` that is given in every row replaces the importance.
        Not modified.
    convention : {'severity', 'rangkuti', 'david', 'signed'}, default='severity'
        See Notes. ``'rangkuti_subtracted'`` is a common mistake, there to be shown.
    weights : {'joint', 'per_category'}, default='joint'
        Importance as a share of S + W (and of O + T), or of each category. Joint weights favour the
        side that lists more factors.
    aggregation : {'agency', 'rater'}, default='agency'
        One vote per OPD, a rater without one being a unit of its own; or one vote per rater.
    border : float, default=0.05
        Closer than this to an axis is the border; exactly 0 always is. In severity points under
        joint weights, and scaled with the convention (a third for David).
    min_raters : int, default=3
        Factors with fewer raters are marked thin.
    draws : int, default=2000
        Bootstrap resamples of the voting units.
    seed : int, default=0
        The same seed gives the same draws, whatever the order of rows.

    Returns
    -------
    SwotPosition

    Raises
    ------
    ValueError
        If an argument is out of range, a kind is unknown, or the ratings name an unknown factor,
        are empty, twofold or off the scale.

    Notes
    -----
    With severity r on 1–4 and weights w:

    ===================  ==========  ==================  =========================
    convention           S, O        W, T                coordinate
    ===================  ==========  ==================  =========================
    severity             r           r                   Σ w r (S) − Σ w r (W)
    signed               r           −r                  Σ w r (as severity)
    rangkuti             r           5 − r               Σ w r − 2.5
    david                3 … 4       2 … 1               Σ w r − 2.5
    rangkuti_subtracted  r           5 − r               S − W: **wrong**, W is mild
    ===================  ==========  ==================  =========================

    David rates O and T by the quality of the response, which severity does not tell; the mapping of
    S and W is used there too. On the 1–4 scale per-category weights count half each. A missing pair
    of factor and rater is left out of the mean, and a factor that loses all its raters in a draw is
    left out of that draw.

    References
    ----------
    Rangkuti, *Analisis SWOT*; David, *Strategic Management* (IFE and EFE matrices); the
    quadrant from S − W and O − T as in the wastewater master plan manual of the
    Ministry of Public Works (2016).

    Examples
    --------
    >>> factors = pd.DataFrame({"factor": ["S-01", "W-01", "O-01", "T-01"], "kind": KINDS})
    >>> ratings = pd.DataFrame({
    ...     "factor": [*factors["factor"]] * 2, "rater": [*"AAAABBBB"],
    ...     "importance": 3, "rating": [4, 2, 3, 1, 3, 2, 4, 1]})
    >>> position(factors, ratings)
    <SwotPosition SO internal +0.75 external +1.25, 100 % of draws agree>
    """
    check_choice(CALLER, "convention", convention, (*CONVENTIONS, *FAULTY))
    check_choice(CALLER, "weights", weights, WEIGHTS)
    check_aggregation(CALLER, aggregation)
    check_at_least(CALLER, "border", border, 0)
    check_at_least(CALLER, "draws", draws, 1)
    settings = Settings(convention, weights, aggregation, border, min_raters, draws, seed)
    method = _method(_kinds(factors), settings)
    votes = _votes(factors, ratings)

    units = votes.unit_scores(aggregation)
    importance, severity = overall(units)
    point = method.locate(importance, severity)
    faulty = replace(method, convention=FAULTY["rangkuti_subtracted"]).locate(importance, severity)
    cloud = method.locate(*resampled(units, draws, seed))
    cloud.flags.writeable = False
    zone = method.zone(border)
    name = _name(point, zone)
    sheet = factor_sheet(factors, method, votes.scores[1], importance, severity, min_raters)
    sheet.attrs["sample"] = made_up = is_sample(ratings)
    variants = variants_of(method.kinds, votes, border, name)
    x, y = point.tolist()
    return SwotPosition(
        internal=x,
        external=y,
        position=name,
        factors=sheet,
        ifas_total=x + method.convention.centre,
        efas_total=y + method.convention.centre,
        by_element=by_label("element", sheet, method, border),
        by_dimension=by_label("dimension", sheet, method, border),
        draw_shares=_draw_shares(cloud, zone, units.shape[1]),
        cloud=cloud,
        variants=variants,
        agreement=float(variants["same"].mean()),
        faulty_reading=_name(faulty, zone),
        faulty_point=(float(faulty[0]), float(faulty[1])),
        n_raters=len(votes.raters),
        n_units=units.shape[1],
        unrated=tuple(sheet.loc[sheet["weight"].isna(), "factor"]),
        settings=settings,
        sample=made_up,
    )


def _kinds(factors: pd.DataFrame) -> IntArray:
    check_columns(CALLER, "factors", factors, ("factor", "kind"))
    kinds = pd.Index(KINDS).get_indexer(pd.Index(factors["kind"]))
    if (kinds < 0).any():
        unknown = factors.loc[kinds < 0, "kind"].iloc[0]
        raise ValueError(f"{CALLER}: unknown kind {unknown!r}; kinds are {', '.join(KINDS)}.")
    if factors["factor"].duplicated().any():
        twice = factors.loc[factors["factor"].duplicated(), "factor"].iloc[0]
        raise ValueError(f"{CALLER}: factor {twice} is listed more than once.")
    return kinds.astype(np.int64)


def _method(kinds: IntArray, settings: Settings) -> Method:
    return Method(kinds, settings.weights, (CONVENTIONS | FAULTY)[settings.convention])


def _votes(factors: pd.DataFrame, ratings: pd.DataFrame) -> Votes:
    weighted = "weight" in ratings.columns and len(ratings) and ratings["weight"].notna().all()
    criteria = ("weight" if weighted else "importance", "rating")
    names = list(factors["factor"])
    votes = read_votes(ratings, item="factor", items=names, criteria=criteria, caller=CALLER)
    importance, rating = votes.scores
    if (importance < 0).any() or (rating < 1).any() or (rating > 4).any():
        raise ValueError(f"{CALLER}: ratings must be within 1–4 and {criteria[0]} not negative.")
    return votes


def _name(point: FloatArray, zone: float) -> str:
    return POSITIONS[int(classify(point, zone))]


def _draw_shares(cloud: FloatArray, zone: float, units: int) -> Mapping[str, float]:
    counts = np.bincount(classify(cloud, zone), minlength=len(POSITIONS))
    shares = counts / len(cloud) if units > 1 else np.full(len(POSITIONS), np.nan)
    return MappingProxyType(dict(zip(POSITIONS, shares.tolist(), strict=True)))
