"""Result → finding: a claim, how sure it is, and the words for it.

Computes no statistic and draws nothing.

A claim whose condition fails at run time gives way to a neutral one, so that a title is never a
stale boast on next year's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

import numpy as np
import pandas as pd

from smartcity_analysis.analysis.agreement import KendallW
from smartcity_analysis.analysis.coverage import Coverage
from smartcity_analysis.analysis.gap import Gap
from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.analysis.readiness import Readiness
from smartcity_analysis.analysis.swot import Change, Flip, SwotPosition
from smartcity_analysis.reference import area_name
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.texts import say

STRENGTH = ((0.95, "certain"), (0.80, "likely"), (0.60, "leaning"))
AGREEMENT = ((0.7, "strong"), (0.5, "moderate"), (0.3, "weak"))
SIGNIFICANT = 0.05
SMALLEST_P = 0.001
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a result says.

    Parameters
    ----------
    claim : str
        The title: at most a dozen words, no full stop.
    detail : str
        The number and how sure it is; sentences.
    short : str
        The claim as part of a longer sentence.
    """

    claim: str
    detail: str
    short: str = ""

    def __str__(self) -> str:
        return f"{self.claim}. {self.detail}".strip()


def strength(share: float) -> str:
    """Name how firm a share of simulations is: certain, likely, leaning or open.

    Parameters
    ----------
    share : float
        In 0–1.

    Returns
    -------
    str
        Key of ``strength`` in the texts: ≥ 0.95 certain, ≥ 0.80 likely, ≥ 0.60 leaning, else open.

    Examples
    --------
    >>> [strength(s) for s in (0.97, 0.8, 0.61, 0.2)]
    ['certain', 'likely', 'leaning', 'open']
    """
    return next((word for floor, word in STRENGTH if share >= floor), "open")


def agreement_word(result: KendallW) -> str:
    """Name how far raters agree, in the reader's language."""
    if fmt.is_missing(result.w):
        return say("agreement.unknown")
    if result.p_value >= SIGNIFICANT:
        return say("agreement.chance")
    return say(f"agreement.{next((n for floor, n in AGREEMENT if result.w >= floor), 'none')}")


@singledispatch
def of(result: object) -> Finding:
    """Say what a result found.

    Parameters
    ----------
    result : Coverage, Readiness, Gap, SwotPosition, Flip or UsgRanking

    Returns
    -------
    Finding

    Raises
    ------
    TypeError
        If the result is of another type.
    """
    raise TypeError(f"findings.of has no words for {type(result).__name__!r}.")


@of.register
def _(result: Coverage) -> Finding:
    if result.n_received == 0:
        claim = say("coverage.claim_none")
    elif result.n_received == result.n_agencies:
        claim = say("coverage.claim_all")
    else:
        claim = say(
            "coverage.claim_some",
            received=fmt.number(result.n_received),
            agencies=fmt.number(result.n_agencies),
        )
    detail = say(
        "coverage.detail",
        filled=fmt.percent(result.share),
        evidenced=fmt.number(result.n_supported),
        factors=fmt.number(result.n_factors),
        blank=fmt.number(result.blank_indicators["indicator"].nunique()),
    )
    if result.n_received == 0:
        detail += " " + say("coverage.source_public")
    return Finding(claim, detail)


@of.register
def _(result: Readiness) -> Finding:
    if fmt.is_missing(result.mean):
        reason = say("readiness.detail_none", aspects=fmt.number(result.n_unrated))
        return Finding(say("readiness.claim_none"), reason)
    detail = say(
        "readiness.detail",
        mean=fmt.number(result.mean, 1),
        target=fmt.number(result.target_mean, 1),
        rated=fmt.number(result.n_rated),
        aspects=fmt.number(result.n_aspects),
    )
    widest = result.by_component["gap"].max()
    if fmt.is_missing(widest) or widest <= 0:
        return Finding(say("readiness.claim_even"), detail)
    worst = result.by_component.loc[np.isclose(result.by_component["gap"], widest), "name"].tolist()
    if len(worst) == 1:
        return Finding(say("readiness.claim", component=worst[0]), detail)
    count, steps = fmt.number(len(worst)), fmt.number(widest, fmt.decimals_for(widest))
    return Finding(say("readiness.claim_shared", count=count, steps=steps), detail)


def verdicts(result: Gap, comparison: str) -> tuple[int, int, int]:
    """Count the indicators that compare better, worse and the same.

    Parameters
    ----------
    result : Gap
    comparison : {"target", "previous", "province", "nation", "peers"}
    """
    counted = result.counts.set_index("comparison")[["better", "worse", "same"]]
    better, worse, same = counted.to_numpy(int)[counted.index.get_loc(comparison)]
    return int(better), int(worse), int(same)


@of.register
def _(result: Gap) -> Finding:
    province = area_name(result.province)
    compared = sum(verdicts(result, "province"))
    worse = result.behind("province")
    detail = ""
    if compared == 0:
        claim = say("gap.claim_none", province=province)
    elif worse.empty:
        claim = say("gap.claim_ahead", compared=fmt.number(compared), province=province)
    else:
        claim = say(
            "gap.claim_behind",
            worse=fmt.number(len(worse)),
            compared=fmt.number(compared),
            province=province,
        )
        detail = say("gap.detail", names=_named(worse["name"]))
    reached, missed, _ = verdicts(result, "target")
    if reached + missed:
        targets = fmt.number(reached + missed)
        detail += " " + say("gap.target", reached=fmt.number(reached), targets=targets)
    return Finding(claim, detail.strip())


@of.register
def _(result: SwotPosition) -> Finding:
    meaning = fmt.capitalised(say(f"position_meaning.{result.position}"))
    if result.position == "unknown":
        return Finding(say("swot.claim_unknown"), f"{meaning}.", short=say("swot.short_unknown"))
    variants = {
        "variants": fmt.number(int(result.variants["same"].sum())),
        "all_variants": fmt.number(len(result.variants)),
    }
    position = say(f"position.{result.position}")
    # As firm as the weaker of the two: many raters may agree on what one convention makes.
    grade = strength(min(result.draws_agree, result.agreement))
    if grade == "open":
        detail = say("swot.open_detail", position=position, draws=_commonest(result), **variants)
        short = _firm_half(result)
        return Finding(fmt.capitalised(short), detail, short=short)
    firmness = {"draws": fmt.of_hundred(result.draws_agree), **variants}
    word = say(f"strength.{grade}")
    return Finding(
        say("swot.claim", strength=word, position=position),
        say("swot.detail", meaning=meaning, **firmness),
        short=say("swot.short", strength=word, position=position),
    )


def _firm_half(result: SwotPosition) -> str:
    """Say which axis is settled when the position is not."""
    settled = {}
    for axis, share in zip(("internal", "external"), result.sides, strict=True):
        rest = (result.variants[axis] > 0).mean()
        for side, firm in (("plus", min(share, rest)), ("minus", min(1 - share, 1 - rest))):
            if strength(firm) in ("certain", "likely"):
                settled[axis] = side
    if len(settled) != 1:
        return say("swot.short_open")
    ((axis, side),) = settled.items()
    return say(f"swot.half_{axis}_{side}")


def _commonest(result: SwotPosition) -> str:
    if fmt.is_missing(result.draws_agree):
        return say("swot.one_unit")
    ordered = sorted(result.draw_shares.items(), key=lambda pair: -pair[1])
    return fmt.words(
        [
            say("swot.in_position", position=say(f"position.{code}"), share=fmt.of_hundred(share))
            for code, share in ordered[:2]
            if share > 0
        ]
    )


@of.register
def _(result: Flip) -> Finding:
    if result.state == "unknown":
        return Finding(say("flip.claim_unknown"), "")
    claims = {(True, True): "rating", (True, False): "rating", (False, True): "weight"}
    found = (result.smallest_rating is not None, result.smallest_weight is not None)
    sentences = [
        _change_sentence(result.smallest_rating, "rating", decimals=1),
        _change_sentence(result.smallest_weight, "weight", decimals=3),
    ]
    return Finding(say(f"flip.claim_{claims.get(found, 'none')}"), " ".join(sentences))


def _change_sentence(change: Change | None, measure: str, *, decimals: int) -> str:
    if change is None:
        return say(f"flip.no_{measure}")
    return say(
        f"flip.{measure}",
        factor=change.factor,
        now=fmt.number(change.now, decimals),
        needed=fmt.number(change.needed, decimals),
        becomes=say(f"position.{change.becomes}"),
    )


@of.register
def _(result: UsgRanking) -> Finding:
    rated = result.table.dropna(subset=["total"])
    names = rated["short_name"].tolist()
    if len(rated) == 1:
        claim = say("usg.claim_single", issue=names[0])
        return Finding(claim, "", short=claim)
    first = float(result.acceptability.set_index("issue")["rank_1"][rated["issue"].iloc[0]])
    if fmt.is_missing(first):
        claim = say("usg.claim_one_unit", issue=names[0])
        return Finding(claim, say("usg.detail_one_unit"), short=claim)
    detail = say(
        "usg.detail",
        issue=names[0],
        first=fmt.of_hundred(first),
        top=fmt.words(result.top(3)["short_name"].tolist()),
    )
    grade = strength(first)
    if grade != "open":
        claim = say("usg.claim", issue=names[0], strength=say(f"strength.{grade}"))
    else:
        tied = rated.loc[rated["group"] == rated["group"].iloc[0], "short_name"]
        claim = (
            say("usg.claim_group", issues=fmt.words(tied.tolist()))
            if len(tied) <= NAMED_AT_MOST
            else say("usg.claim_group_many", count=fmt.number(len(tied)))
        )
    return Finding(claim, detail, short=claim)


def agreement(result: UsgRanking) -> str:
    """Say how far the raters agree on the order of the issues."""
    return say(
        "usg.agreement",
        word=agreement_word(result.agreement),
        w=fmt.number(result.agreement.w, 2),
        p=_p_value(result.agreement.p_value),
        raters=fmt.number(result.agreement.n_raters),
    )


def _p_value(p: float) -> str:
    return f"{'<' if p < SMALLEST_P else '='} {fmt.number(max(p, SMALLEST_P), 3)}"


def _named(names: pd.Series[str]) -> str:
    listed = names.tolist()
    rest = len(listed) - NAMED_AT_MOST
    if rest > 1:
        listed[NAMED_AT_MOST:] = [say("gap.more", count=fmt.number(rest))]
    return fmt.words(listed)
