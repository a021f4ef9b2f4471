"""The choice that is worth most within a budget, and what its rules cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from smartcity_analysis.analysis._arguments import (
    check_at_least,
    check_choice,
    is_sample,
    refuse,
)
from smartcity_analysis.analysis.portfolio._greedy import greedy_table
from smartcity_analysis.analysis.portfolio._rules import Counts, Needs, read_rules
from smartcity_analysis.analysis.portfolio._setup import (
    Labelled,
    Setup,
    read_budget,
    read_prices,
    read_scores,
)

CALLER = "portfolio.choose"
SUMMARY = (
    *("value", "spent", "left", "budget", "n_chosen", "method"),
    *("optimal", "bound", "unique"),
)
"""Fields that make up the one-row table of a portfolio."""


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio:
    """The best selection within a budget.

    Attributes
    ----------
    chosen : tuple of labels
        In the order of `score`.
    table : DataFrame
        One row per programme: ``programme``, ``score``, ``price``, ``chosen`` and ``reason``:
        ``"must"``, ``"chosen"``, ``"never"``, ``"unpriced"``, ``"no_gain"`` (a score of 0 or less),
        ``"beyond_budget"`` (alone dearer than the budget) or ``"outweighed"``.
    value : float
        Sum of the scores chosen.
    spent, left, budget : float
        Rupiah; the budget without what is less than one.
    method : str
        ``"dynamic_programme"`` or ``"highs"``.
    optimal : bool
        Whether it is proved that no admissible selection is worth more. False only when HiGHS ran
        out of time; then none is worth more than `bound`.
    bound : float
    unique : bool
        Whether no other set of programmes with a positive score is worth as much.
    constraints : DataFrame
        ``rule`` as asked for, ``constraint`` (one row of it), ``kind``, ``low``, ``high``, ``used``
        by the selection, ``binding`` when it stands at one of its limits.
    greedy : DataFrame
        What "highest score first until the money is gone" would have chosen: ``reading``
        (``"stop"`` at the first programme that does not fit, or ``"skip"`` it), ``chosen``,
        ``value``, ``spent``, ``short`` of the optimum, ``short_percent``; ``admissible``, or which
        constraints it ``missed``.
    unpriced : tuple of labels
        Left out because nobody has priced them.
    setup : Setup
        The checked problem, to solve variations of it.
    sample : bool
        Whether a judgement is marked as made up.
    """

    chosen: tuple[Any, ...]
    table: pd.DataFrame
    value: float
    spent: float
    left: float
    budget: float
    method: str
    optimal: bool
    bound: float
    unique: bool
    constraints: pd.DataFrame
    greedy: pd.DataFrame
    unpriced: tuple[Any, ...]
    setup: Setup
    sample: bool

    def __repr__(self) -> str:
        proof = "optimal" if self.optimal else f"at most {self.bound:.4g} possible"
        only = "" if self.unique else ", not the only one"
        return (
            f"<Portfolio {self.n_chosen} of {len(self.table)} programmes, value {self.value:.4g}, "
            f"{self.spent:,.0f} of {self.budget:,.0f} spent, {proof}{only}>"
        )

    @property
    def n_chosen(self) -> int:
        """Number of programmes chosen."""
        return len(self.chosen)

    def constraint_price(self, by: str = "constraint") -> pd.DataFrame:
        """Tell what each side constraint costs in value, by choosing again without it.

        Parameters
        ----------
        by : {'constraint', 'rule'}, default='constraint'
            Drop one row of a rule at a time ("one in the dimension GOV"), or a rule as a whole.

        Returns
        -------
        DataFrame
            ``rule``, ``constraint`` (empty by rule), ``value_without``, ``gain``,
            ``gain_percent``, ``added``, ``dropped``; the dearest first. The gains do not add up.

        Notes
        -----
        Each row is an optimisation of its own, some 20 ms. A constraint that is not binding can
        still have a price, because selections are whole.
        """
        check_choice("Portfolio.constraint_price", "by", by, ("constraint", "rule"))
        rules = self.setup.rules
        names = rules.constraint if by == "constraint" else rules.rule
        rows = []
        for name in dict.fromkeys(names):
            others = [row for row, other in enumerate(names) if other != name]
            found = replace(self.setup, rules=rules.keep(others)).solve()
            without = self.setup.worth(found.chosen)
            chosen = set(self.setup.names(found.chosen))
            rows.append(
                {
                    "rule": rules.rule[names.index(name)],
                    "constraint": name if by == "constraint" else "",
                    "value_without": without,
                    "gain": max(without - self.value, 0.0),
                    "gain_percent": _percent(max(without - self.value, 0.0), self.value),
                    "added": tuple(x for x in self.setup.labels if x in chosen - {*self.chosen}),
                    "dropped": tuple(x for x in self.chosen if x not in chosen),
                }
            )
        columns = ["rule", "constraint", "value_without", "gain", "gain_percent"]
        table = pd.DataFrame(rows, columns=[*columns, "added", "dropped"])
        return table.sort_values("gain", ascending=False, kind="stable", ignore_index=True)

    def cut(self, share: float) -> Cut:
        """Choose again with a smaller budget and the same side constraints.

        Parameters
        ----------
        share : float
            What is cut, 0–1: 0.2 leaves 80 %.

        Returns
        -------
        Cut

        Raises
        ------
        ValueError
            If nothing admissible is left within the smaller budget.
        """
        if not 0 <= share <= 1:
            raise refuse("Portfolio.cut", "share", "between 0 and 1", share)
        # Rounded first: 70 × (1 − 0.3) is 49, not the 48 that floating point would leave.
        budget = float(np.floor(np.round(self.budget * (1 - share), 3)))
        setup = replace(self.setup, budget=budget, caller="Portfolio.cut")
        after = _portfolio(setup, self.table, self.unpriced, sample=self.sample)
        lost = self.value - after.value
        return Cut(
            share=share,
            budget=budget,
            before=self,
            after=after,
            dropped=tuple(label for label in self.chosen if label not in after.chosen),
            added=tuple(label for label in after.chosen if label not in self.chosen),
            lost=lost,
            lost_percent=_percent(lost, self.value),
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result; the price of each constraint is worked out here."""
        return {
            "portfolio": pd.DataFrame([{name: getattr(self, name) for name in SUMMARY}]),
            "portfolio_programmes": self.table,
            "portfolio_constraints": self.constraints,
            "portfolio_constraint_price": self.constraint_price(),
            "portfolio_greedy": self.greedy,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """What a smaller budget drops, adds and loses.

    Attributes
    ----------
    share : float
        Part of the budget that is cut, 0–1.
    budget : float
        What is left of it.
    before, after : Portfolio
    dropped, added : tuple of labels
        A cheaper programme can come in where a dear one goes.
    lost, lost_percent : float
        Value, and in percent of the value before.
    """

    share: float
    budget: float
    before: Portfolio
    after: Portfolio
    dropped: tuple[Any, ...]
    added: tuple[Any, ...]
    lost: float
    lost_percent: float

    @property
    def sample(self) -> bool:
        """Whether a judgement is marked as made up."""
        return self.before.sample

    def __repr__(self) -> str:
        return (
            f"<Cut of {100 * self.share:.0f} %: {len(self.dropped)} dropped, "
            f"{len(self.added)} added, {self.lost_percent:.1f} % of the value lost>"
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give every table of the result."""
        row = {name: getattr(self, name) for name in ("share", "budget", "lost", "lost_percent")}
        row |= {"value_before": self.before.value, "value_after": self.after.value}
        programmes = self.before.table[["programme", "score", "price"]].assign(
            before=self.before.table["chosen"], after=self.after.table["chosen"]
        )
        return {"portfolio_cut": pd.DataFrame([row]), "portfolio_cut_programmes": programmes}


def choose(
    score: Labelled,
    price: Labelled,
    *,
    budget: float,
    must: Iterable[Any] = (),
    never: Iterable[Any] = (),
    attributes: pd.DataFrame | None = None,
    one_per: str | Sequence[str] | None = None,
    at_least: Counts | None = None,
    at_most: Counts | None = None,
    requires: Needs | None = None,
    excludes: Iterable[Sequence[Any]] | None = None,
    yearly_price: pd.DataFrame | None = None,
    yearly_ceiling: Mapping[Any, float] | pd.Series[Any] | None = None,
    unpriced: str = "refuse",
    seconds: float = 60.0,
    sample: bool = False,
) -> Portfolio:
    """Choose the programmes that are worth most together within a budget.

    Parameters
    ----------
    score : Series or mapping of label to number
        What a programme is worth; 0 or less is chosen only where a constraint asks for it. Read to
        12 digits of the largest score. Not modified.
    price : Series or mapping of label to rupiah
        Whole, at least 0, in any order. Not modified.
    budget : float
        Rupiah.
    must, never : sequence of labels
        Chosen, or left out, in any case.
    attributes : DataFrame, optional
        Indexed by label; its columns (``dimension``, ``opd``) serve the next three. Not modified.
    one_per : str or sequence of str, optional
        Column(s) of which every value gets exactly one programme: ``"dimension"``.
    at_least, at_most : mapping, optional
        Column to number for every value, ``{"opd": 2}``, or value by value,
        ``{"dimension": {"GOV": 1}}``.
    requires : mapping or sequence of pairs, optional
        ``{"B": "A"}``, ``{"B": ["A", "C"]}`` or ``[("B", "A")]``: B only together with A.
    excludes : sequence of groups of labels, optional
        At most one of each group: ``[("A", "B")]``.
    yearly_price : DataFrame, optional
        Label × year, whole rupiah. Not modified.
    yearly_ceiling : Series or mapping of year to rupiah, optional
    unpriced : {'refuse', 'leave_out'}, default='refuse'
        What to do with a blank price, which is not 0.
    seconds : float, default=60
        After this time HiGHS gives the best it has, and `optimal` is False.
    sample : bool, default=False
        Whether what is given is made up; a sample is marked wherever it is shown.

    Returns
    -------
    Portfolio

    Raises
    ------
    ValueError
        If an argument breaks its rule, naming label and value, or if no selection is admissible,
        naming what stands against it.
    TimeoutError
        If HiGHS finds no selection at all in the time given.

    Notes
    -----
    Maximises Σ score × chosen subject to Σ price × chosen ≤ budget and the side constraints. A
    plain budget (with `must` and `never`) is solved by dynamic programming over the nondominated
    pairs of price and value, bounded by the linear relaxation; side constraints, and lists that
    grow beyond 200,000, by the branch-and-bound of HiGHS, checked in whole numbers. Both are exact.
    Of equally good selections the cheapest is taken; of those the one with fewest programmes that
    gain nothing; of those the one whose labels come first. The order of rows never matters.

    References
    ----------
    Nemhauser and Ullmann, "Discrete dynamic programming and capital allocation", *Management
    Science* 15 (1969). Kellerer, Pferschy and Pisinger, *Knapsack Problems* (2004). Huangfu and
    Hall, "Parallelizing the dual revised simplex method", *Mathematical Programming
    Computation* 10 (2018), for HiGHS.

    Examples
    --------
    >>> score = {"A": 9.0, "B": 6, "C": 5}
    >>> price = {"A": 9_000_000, "B": 6_000_000, "C": 5_000_000}
    >>> choose(score, price, budget=11_000_000)
    <Portfolio 2 of 3 programmes, value 11, 11,000,000 of 11,000,000 spent, optimal>
    >>> choose(score, price, budget=11_000_000, excludes=[("B", "C")]).chosen
    ('A',)
    """
    names, scores = read_scores(CALLER, score)
    prices, blank = read_prices(CALLER, names, price, unpriced)
    check_at_least(CALLER, "seconds", seconds, 0)
    priced = ~np.isnan(prices)
    labels = names[priced]
    rules = read_rules(
        CALLER,
        labels,
        attributes=attributes,
        one_per=one_per,
        at_least=at_least,
        at_most=at_most,
        requires=requires,
        excludes=excludes,
        yearly_price=yearly_price,
        yearly_ceiling=yearly_ceiling,
        must=must,
        never=never,
    )
    setup = Setup(
        caller=CALLER,
        labels=labels,
        score=scores[priced],
        price=prices[priced],
        budget=read_budget(CALLER, budget),
        rules=rules,
        seconds=seconds,
    )
    everything = pd.DataFrame({"programme": names, "score": scores, "price": prices})
    made_up = is_sample(score, price, attributes, yearly_price, sample=sample)
    return _portfolio(setup, everything, blank, sample=made_up)


def _portfolio(
    setup: Setup, everything: pd.DataFrame, blank: tuple[Any, ...], *, sample: bool
) -> Portfolio:
    found = setup.solve()
    value, spent = setup.worth(found.chosen), setup.spent(found.chosen)
    priced = everything["price"].notna().to_numpy()
    chosen = np.zeros(len(everything), dtype=np.bool_)
    chosen[priced] = found.chosen
    reason = np.full(len(everything), "unpriced", dtype=object)
    reason[priced] = setup.reasons(found.chosen)
    return Portfolio(
        chosen=setup.names(found.chosen),
        table=everything[["programme", "score", "price"]].assign(chosen=chosen, reason=reason),
        value=value,
        spent=spent,
        left=setup.budget - spent,
        budget=setup.budget,
        method=found.method,
        optimal=found.optimal,
        bound=found.bound,
        unique=found.unique,
        constraints=setup.rules.table(found.chosen),
        greedy=greedy_table(setup, value),
        unpriced=blank,
        setup=setup,
        sample=sample,
    )


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole > 0 else float("nan")
