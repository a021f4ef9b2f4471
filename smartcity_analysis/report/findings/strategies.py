"""What the SWOT family says about strategies: IE matrix, TOWS, QSPM, A'WOT."""

from __future__ import annotations

from smartcity_analysis.analysis.swot import Awot, IEMatrix, Qspm, Tows
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.findings.base import Finding, named, of, shift
from smartcity_analysis.report.labels import clause
from smartcity_analysis.report.texts import say


@of.register
def _(result: IEMatrix) -> Finding:
    if result.cell == "unknown":
        return Finding(say("ie.claim_unknown"), "")
    claim = (
        say("ie.claim_border", cell=result.cell)
        if result.on_border
        else say("ie.claim", cell=result.cell, group=say(f"strategy_group.{result.group}"))
    )
    detail = say(
        "ie.detail",
        ifas=fmt.number(result.ifas_total, 2),
        internal=say(f"band.{result.internal_band}"),
        efas=fmt.number(result.efas_total, 2),
        external=say(f"band.{result.external_band}"),
    )
    if len(result.neighbours):
        row = result.neighbours.iloc[int(result.neighbours["change"].abs().to_numpy().argmin())]
        if row["change"] != 0:
            detail += " " + say(
                "ie.up" if row["change"] > 0 else "ie.down",
                becomes=row["becomes"],
                group=say(f"strategy_group.{row['becomes_group']}"),
                axis=say(f"ie.sum.{row['axis']}"),
                now=fmt.number(row["total"], 2),
                cut=fmt.number(row["cut"], 2),
            )
    return Finding(claim, detail, short=claim)


@of.register
def _(result: Tows) -> Finding:
    wrong = result.strategies[~result.strategies["sound"]]
    sentences = []
    if len(wrong):
        claim = say(
            "tows.claim_faults",
            count=fmt.number(len(wrong)),
            strategies=fmt.number(len(result.strategies)),
        )
        sentences.append(say("tows.faults", names=named(wrong["strategy"])))
    elif len(result.faults):
        claim = say("tows.claim_data", count=fmt.number(len(result.faults)))
    elif result.strategies.empty:
        claim = say("tows.claim_none")
    else:
        claim = say("tows.claim_sound")
    if len(result.unused):
        count = fmt.number(len(result.unused))
        first = result.unused.iloc[0]
        sentences.append(
            say("tows.unused_plain", count=count)
            if fmt.is_missing(first["rank"])
            else say("tows.unused", count=count, factor=first["factor"])
        )
    first_groups = result.groups.loc[result.groups["rank"] == 1, "kind"].tolist()
    if first_groups:
        sentences.append(say("tows.groups", kind=fmt.words(first_groups)))
    return Finding(claim, " ".join(sentences), short=claim)


@of.register
def _(result: Qspm) -> Finding:
    words = {
        "stas": fmt.number(result.table["stas"].max(), 2),
        "used": fmt.number(result.n_used),
        "factors": fmt.number(result.n_factors),
        "share": fmt.percent(result.share_used),
    }
    if result.state == "alone":
        claim = say("qspm.claim_alone", first=clause(str(result.best[0])))
        return Finding(claim, say("qspm.detail_plain", **words), short=claim)
    if result.state == "tied":
        claim = say("qspm.claim_tied", names=named(result.best))
        return Finding(claim, say("qspm.detail_plain", **words), short=claim)
    claim = say("qspm.claim", first=clause(str(result.best[0])))
    detail = say("qspm.detail", lead=fmt.number(result.lead, 2), **words)
    return Finding(claim, f"{detail} {_swap(result)}", short=claim)


def _swap(result: Qspm) -> str:
    if result.smallest is None:
        return say("qspm.immovable")
    swap = result.smallest
    return say(
        "qspm.moves",
        becomes=clause(str(swap.becomes)),
        factor=swap.factor,
        strategy=clause(str(swap.strategy)),
        shift=shift(swap.now, swap.needed),
    )


@of.register
def _(result: Awot) -> Finding:
    groups = [say(f"kind.{kind}") for kind in result.dominant]
    claim = (
        say("awot.claim", group=groups[0])
        if len(groups) == 1
        else say("awot.claim_tied", groups=fmt.words(groups))
    )
    first = result.factors[result.factors["rank"] == 1]
    detail = say(
        "awot.detail",
        factors=named(first["factor"]),
        weight=fmt.percent(first["global_weight"].iloc[0], 1),
        favourable=fmt.percent(result.favourable),
    )
    if result.inconsistent:
        names = [
            say("awot.groups") if part == "groups" else say(f"kind.{part}").lower()
            for part in result.inconsistent
        ]
        detail += " " + say("awot.inconsistent", names=fmt.words(names))
    return Finding(claim, detail, short=claim)
