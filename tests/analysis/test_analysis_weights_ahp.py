"""Pairwise comparisons: published examples, properties, and what is refused in which words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import example

from smartcity_analysis.analysis import weights

METHODS = ("eigenvector", "geometric_mean", "mean")
DRINKS = example("ahp_saaty_2008")
SLOPPY = [[1, 3, 5], [0.33, 1, 2], [0.2, 0.5, 1]]


def generated(values):
    values = np.asarray(values, dtype=float)
    return values[:, None] / values


def noisy(seed, size, noise=0.3):
    rng = np.random.default_rng(seed)
    errors = np.triu(rng.normal(0, noise, (size, size)), 1)
    return generated(rng.uniform(1, 9, size)) * np.exp(errors - errors.T)


def frame(matrix, labels):
    return pd.DataFrame(matrix, index=list(labels), columns=list(labels))


# ---- Published examples --------------------------------------------------------------------------


def test_ahp__matches_saatys_drinks():
    """Oracle: Saaty (2008), consumption of drinks; weights and CR 0.022."""
    inputs, expected = DRINKS["inputs"], DRINKS["expected"]
    found = weights.ahp(inputs["matrix"], labels=inputs["labels"], random_index="saaty_2005")
    assert found.weights.tolist() == pytest.approx(expected["weights"], abs=DRINKS["tolerance"])
    assert found.consistency_ratio == pytest.approx(0.022, abs=DRINKS["tolerance"])
    assert [*found.weights.index] == inputs["labels"]
    assert found.random_index == 1.35


def test_ahp__matches_wang_and_chin():
    """Oracle: Wang and Chin (2011); confirmed by AHPy, pymcdm and pyDecision; CR 0.229."""
    published = example("ahp_wang_chin_2011")
    found = weights.ahp(published["inputs"]["matrix"])
    assert found.weights.tolist() == pytest.approx(
        published["expected"]["weights"], abs=published["tolerance"]
    )
    assert found.consistency_ratio == pytest.approx(0.229, abs=0.0005)
    assert not found.consistent
    assert "INCONSISTENT" in repr(found)


def test_ahp__matches_saatys_house():
    """Oracle: Saaty (1990), buying a house; λmax 9.669, CR 0.169."""
    published = example("ahp_saaty_house")
    expected, near = published["expected"], published["tolerance"]
    matrix = weights.upper_triangle([*"abcdefgh"], published["inputs"]["upper"])
    found = weights.ahp(matrix)
    assert found.weights.tolist() == pytest.approx(expected["weights"], abs=near)
    assert found.lambda_max == pytest.approx(expected["lambda_max"], abs=near)
    assert found.consistency_ratio == pytest.approx(expected["consistency_ratio"], abs=near)


def test_ahp__matches_jmcdm_on_normalised_columns():
    """Oracle: JMcDM, testahp.jl, the textbook approximation with RI 1.41."""
    published = example("ahp_jmcdm_8x8")
    expected, near = published["expected"], published["tolerance"]
    found = weights.ahp(published["inputs"]["matrix"], method="mean")
    assert found.ratios.tolist() == pytest.approx(expected["ratios"], abs=near)
    assert found.lambda_max == pytest.approx(expected["lambda_max"], abs=near)
    assert found.consistency_index == pytest.approx(expected["consistency_index"], abs=near)
    assert found.consistency_ratio == pytest.approx(expected["consistency_ratio"], abs=near)


def test_ahp_hierarchy__matches_the_choice_of_a_car():
    """Oracle: Wikipedia and the AHPy README, three levels, ten matrices."""
    published = example("ahp_car_wikipedia")
    inputs, expected, near = (published[key] for key in ("inputs", "expected", "tolerance"))
    nodes = {
        name: weights.upper_triangle(node["labels"], node["upper"])
        for name, node in inputs["nodes"].items()
    }
    vehicles = {
        name: weights.upper_triangle(inputs["vehicles"], upper)
        for name, upper in inputs["alternatives"].items()
    }
    found = weights.ahp_hierarchy(nodes, alternatives=vehicles)
    assert found.nodes["goal"].weights.tolist() == pytest.approx(expected["top"], abs=near)
    assert found.priorities.tolist() == pytest.approx(expected["priorities"], abs=near)
    assert found.root == "goal"
    tables = found.tables()
    assert len(tables["ahp_hierarchy_nodes"]) == 3 + 8
    total = tables["ahp_hierarchy_contributions"].groupby("alternative")["contribution"].sum()
    assert total[found.priorities.index].tolist() == pytest.approx(found.priorities.tolist())
    ranks = tables["ahp_hierarchy_priorities"].set_index("alternative")["rank"]
    assert ranks["Odyssey"] == 1


def test_ahp_hierarchy__matches_the_choice_of_a_leader():
    """Oracle: Wikipedia, leader example; Dick .493, Tom .358, Harry .149."""
    published = example("ahp_leader_wikipedia")
    inputs, expected, near = (published[key] for key in ("inputs", "expected", "tolerance"))
    goal = weights.upper_triangle(inputs["criteria"], inputs["upper"])
    people = {
        name: weights.upper_triangle(inputs["candidates"], upper)
        for name, upper in inputs["alternatives"].items()
    }
    found = weights.ahp_hierarchy({"goal": goal}, alternatives=people)
    assert found.weights.tolist() == pytest.approx(expected["weights"], abs=near)
    experience = found.leaves["Experience"].weights
    assert experience.tolist() == pytest.approx(expected["experience"], abs=near)
    assert found.priorities.tolist() == pytest.approx(expected["priorities"], abs=near)


# ---- Properties ----------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30), st.sampled_from(METHODS))
def test_ahp__returns_the_generator_of_a_consistent_matrix(values, method):
    found = weights.ahp(generated(values), method=method)
    assert found.weights.tolist() == pytest.approx((np.array(values) / sum(values)).tolist())
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.consistent


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 12))
def test_ahp__agrees_with_numpys_eigenvector(seed, size):
    """Oracle: numpy.linalg.eig."""
    matrix = noisy(seed, size, 0.8)
    values, vectors = np.linalg.eig(matrix)
    first = np.argmax(values.real)
    vector = np.abs(vectors[:, first].real)
    found = weights.ahp(matrix)
    assert found.weights.tolist() == pytest.approx((vector / vector.sum()).tolist(), abs=1e-11)
    assert found.lambda_max == pytest.approx(values[first].real, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(METHODS))
def test_ahp__follows_its_labels(seed, method):
    matrix = frame(noisy(seed, 5), "abcde")
    mixed = matrix.loc[[*"dbeac"], [*"dbeac"]]
    found, again = (weights.ahp(m, method=method) for m in (matrix, mixed))
    assert again.weights[[*"abcde"]].tolist() == pytest.approx(found.weights.tolist())
    assert again.consistency_ratio == pytest.approx(found.consistency_ratio)
    columns = weights.ahp(matrix[[*"dbeac"]], method=method)
    assert columns.weights.to_dict() == pytest.approx(found.weights.to_dict())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_ahp__recovers_weights_from_a_spanning_tree_of_comparisons(seed, size):
    """Oracle: consistent comparisons of neighbours only determine all weights."""
    values = np.random.default_rng(seed).uniform(1, 9, size)
    matrix = generated(values)
    matrix[np.abs(np.subtract.outer(range(size), range(size))) > 1] = np.nan
    for method in ("eigenvector", "geometric_mean"):
        found = weights.ahp(matrix, method=method)
        assert found.weights.tolist() == pytest.approx((values / values.sum()).tolist())
        assert found.n_missing == (size - 1) * (size - 2) // 2
        assert found.reason == ("no_redundancy" if size > 2 else "by_definition")
        assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


def test_ahp__solves_gaps_like_harker():
    """Oracle: Harker's eigenvector is that of the matrix whose gap holds wᵢ/wⱼ, by numpy."""
    matrix = noisy(3, 4, 0.5)
    matrix[0, 3] = matrix[3, 0] = np.nan
    found = weights.ahp(matrix)
    w = found.weights.to_numpy()
    filled = np.where(np.isnan(matrix), w[:, None] / w, matrix)
    assert (filled @ w / w).tolist() == pytest.approx([found.lambda_max] * 4)
    assert "Harker" in found.convention
    table = found.verdicts.set_index("random_index_table")
    assert table.loc["agoston_csato_2022", "random_index"] == pytest.approx(0.9 * (1 - 2 / 6))
    assert len(found.pairs) == 5


def test_ahp__solves_gaps_by_least_squares_of_logarithms():
    """Oracle: numpy.linalg.lstsq on the comparisons that were made."""
    matrix = noisy(5, 4, 0.5)
    matrix[1, 3] = matrix[3, 1] = np.nan
    rows, columns = np.argwhere(~np.isnan(np.triu(matrix, 1)) & (np.triu(matrix, 1) > 0)).T
    design = np.eye(4)[rows] - np.eye(4)[columns]
    heights = np.linalg.lstsq(design, np.log(matrix[rows, columns]), rcond=None)[0]
    wanted = np.exp(heights) / np.exp(heights).sum()
    found = weights.ahp(matrix, method="geometric_mean")
    assert found.weights.tolist() == pytest.approx(wanted.tolist())


# ---- Consistency ---------------------------------------------------------------------------------


@pytest.mark.parametrize("matrix", [[[1]], [[1, 9], [1 / 9, 1]]])
def test_ahp__is_consistent_by_definition_below_three(matrix):
    found = weights.ahp(matrix)
    assert found.consistency_ratio == 0
    assert found.consistent
    assert found.reason == "by_definition"
    assert not found.verdicts_differ


def test_ahp__says_when_tables_disagree():
    """Oracle: for n = 3, λ = 1 + ∛q + 1/∛q with q = a₁₂ a₂₃ / a₁₃.

    By hand, q = 2.73 gives CI 0.0566: 0.098 of RI 0.58 passes, and 0.109 of 0.52 fails.
    """
    matrix = weights.upper_triangle([*"abc"], [2, 1, 2.73 / 2])
    found = weights.ahp(matrix)
    assert found.consistency_index == pytest.approx(0.0566, abs=6e-5)
    assert found.consistent
    assert found.verdicts_differ
    assert "other random indices say otherwise" in repr(found)
    verdicts = found.verdicts.set_index("random_index_table")["consistent"]
    assert verdicts["saaty_1980"]
    assert not verdicts["saaty_2005"]
    assert not weights.ahp(matrix, random_index="saaty_2005").consistent


def test_ahp__takes_stricter_limits_for_small_matrices_by_name():
    """Oracle: Saaty's 0.05 for n = 3, 0.08 for n = 4, 0.10 beyond."""
    matrix = weights.upper_triangle([*"abc"], [2, 1, 2.73 / 2])
    found = weights.ahp(matrix, threshold="saaty_by_size")
    assert (found.threshold, found.consistent) == (0.05, False)
    assert weights.ahp(noisy(1, 4), threshold="saaty_by_size").threshold == 0.08
    assert weights.ahp(noisy(1, 5), threshold="saaty_by_size").threshold == 0.10
    assert weights.ahp(matrix, threshold=0.2).consistent


@pytest.mark.parametrize(
    ("size", "table", "value", "used"),
    [
        (3, "saaty_1980", 0.58, "saaty_1980"),
        (10, "saaty_1980", 1.49, "saaty_1980"),
        (15, "saaty_1980", 1.59, "saaty_1980"),
        (3, "saaty_2005", 0.52, "saaty_2005"),
        (6, "saaty_2005", 1.25, "saaty_2005"),
        (20, "donegan_dodd_1991", 1.5371, "donegan_dodd_1991"),
        (16, "saaty_1980", 1.5978, "alonso_lamata_2006"),
        (30, "saaty_2005", 1.6809, "alonso_lamata_2006"),
        (4, "alonso_lamata_2006", 0.9094, "alonso_lamata_2006"),
    ],
)
def test_ahp__names_the_random_index_it_used(size, table, value, used):
    """Oracle: the printed tables; (1.7699 n − 4.3513) / (n − 1) by hand beyond them."""
    found = weights.ahp(noisy(2, size), random_index=table)
    assert found.random_index == pytest.approx(value, abs=6e-5)
    assert found.random_index_table == used
    assert used in repr(found)
    assert f"{found.consistency_index / found.random_index:.6f}" == f"{found.consistency_ratio:.6f}"


def test_ahp__names_the_worst_comparison_and_what_would_agree():
    """Oracle: by construction, one entry of a consistent matrix is turned upside down."""
    matrix = frame(generated([4, 3, 2, 1]), "abcd")
    matrix.loc["a", "d"], matrix.loc["d", "a"] = 0.25, 4
    found = weights.ahp(matrix)
    assert found.worst_pair == ("a", "d")
    assert found.worst_value == 0.25
    assert found.worst_consistent_value > 0.8
    first = found.tables()["ahp_pairs"].iloc[0]
    assert (first["criterion_a"], first["criterion_b"]) == ("a", "d")
    assert first["factor"] == pytest.approx(0.25 / found.worst_consistent_value)
    assert "worst a against d: 0.25" in repr(found)
    assert weights.ahp(generated([4, 2, 1])).worst_pair is None


# ---- What is typed, and what is refused ----------------------------------------------------------


def test_ahp__reads_rounded_fractions_and_lists_them():
    """Oracle: 0.33 against 3 is 1/3; the exact matrix gives the same weights."""
    found = weights.ahp(SLOPPY, labels=[*"abc"])
    exact = weights.ahp([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    assert found.weights.tolist() == pytest.approx(exact.weights.tolist())
    assert found.adjusted == (("a", "b"),)
    assert "rounded to 2 decimals and read as reciprocals 1" in found.convention
    assert exact.adjusted == ()


def test_ahp__demands_exact_reciprocals_when_asked():
    with pytest.raises(ValueError, match=r"3 for 'a' against 'b' and 0\.33 the other way"):
        weights.ahp(SLOPPY, labels=[*"abc"], rounded=None)


def test_ahp__fills_the_other_half():
    nan = np.nan
    half = weights.ahp([[nan, 3, 5], [nan, 1, 2], [nan, nan, 1]])
    assert half.weights.tolist() == pytest.approx(weights.ahp(SLOPPY).weights.tolist())
    assert half.n_missing == 0


def test_ahp__leaves_its_input_alone():
    nan = np.nan
    for matrix in (SLOPPY, [[nan, 3, 5], [nan, 1, 2], [nan, nan, 1]], generated([1, 2, 3])):
        table = frame(matrix, "abc").astype(float)
        array, before = np.array(matrix, dtype=float), table.copy()
        weights.ahp(table)
        weights.ahp(array)
        weights.ahp_group({"P-1": table, "P-2": array}, labels=[*"abc"])
        pd.testing.assert_frame_equal(table, before)
        np.testing.assert_array_equal(array, before.to_numpy())


def test_ahp__does_not_share_memory_with_its_input():
    array = generated([1, 2, 3])
    found = weights.ahp(array)
    array[0, 1] = 9
    assert found.matrix.iloc[0, 1] == 0.5


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([[1, 3], [0.5, 1]], "3 for 'criterion_1' against 'criterion_2' and 0.5 the other way"),
        ([[1, -3], [-1 / 3, 1]], "row 'criterion_1', column 'criterion_2': -3"),
        ([[1, 3], [0, 1]], "row 'criterion_2', column 'criterion_1': 0"),
        ([[1, np.inf], [0.1, 1]], "inf"),
        ([[2, 3], [1 / 3, 1]], "1 on the diagonal"),
        ([[1, 2, 3], [0.5, 1, 2]], "shape (2, 3)"),
        ([1, 2], "shape (2,)"),
        (np.empty((0, 0)), "square"),
        ([["a", "b"], ["c", "d"]], "made of numbers"),
        (pd.DataFrame([[1, 2], [0.5, 1]], index=[*"ab"], columns=[*"ac"]), "b, c"),
        (pd.DataFrame([[1, 2], [0.5, 1]], index=[*"aa"], columns=[*"aa"]), "labels that differ"),
        (pd.DataFrame([[1, 2]], index=["a"], columns=[*"ab"]), "1 × 2"),
    ],
)
def test_ahp__refuses_what_is_no_matrix_of_comparisons(matrix, told):
    with pytest.raises(ValueError, match=r"parameter of weights\.ahp must be") as caught:
        weights.ahp(matrix)
    assert told in str(caught.value)


def test_ahp__names_groups_that_were_never_compared():
    matrix = frame(np.where(np.kron(np.eye(2), np.ones((2, 2))), 1.0, np.nan), "abcd")
    with pytest.raises(ValueError, match=r"2 groups \(a, b; c, d\)"):
        weights.ahp(matrix)


@pytest.mark.parametrize(
    "arguments",
    [
        {"method": "median"},
        {"random_index": "golden"},
        {"threshold": -0.1},
        {"threshold": "strict"},
        {"rounded": -1},
        {"labels": ["a"]},
        {"labels": ["a", "a", "b"]},
    ],
)
def test_ahp__refuses_settings_that_mean_nothing(arguments):
    with pytest.raises(ValueError, match=next(iter(arguments))):
        weights.ahp(generated([1, 2, 3]), **arguments)


def test_ahp__refuses_normalised_columns_with_gaps():
    nan = np.nan
    with pytest.raises(ValueError, match="where pairs are missing"):
        weights.ahp([[1, 2, nan], [0.5, 1, 2], [nan, 0.5, 1]], method="mean")


# ---- Sheets --------------------------------------------------------------------------------------

SHEET = pd.DataFrame(
    {
        "rater": ["P-1", "P-1", "P-1", "P-2", "P-2"],
        "criterion_a": ["impact", "cost", "impact", "cost", "impact"],
        "criterion_b": ["cost", "speed", "speed", "impact", "speed"],
        "value": ["3", "1/2", 1.5, "1/4", None],
    }
)


def test_comparisons__makes_a_matrix_per_rater():
    """Oracle: by hand; P-2 turned the first pair round and left the others blank."""
    found = weights.comparisons(SHEET)
    assert [*found] == ["P-1", "P-2"]
    assert found["P-1"].loc["impact"].tolist() == [1, 3, 1.5]
    assert found["P-1"].loc["speed", "cost"] == 2
    assert found["P-2"].loc["impact", "cost"] == 4
    assert np.isnan(found["P-2"].loc["impact", "speed"])
    one = weights.comparisons(SHEET.iloc[:3], rater=None)
    pd.testing.assert_frame_equal(one["all"], found["P-1"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": ["3", "much", 1, 1, 1]}, "row 1"),
        ({"value": ["3", "1/0", 1, 1, 1]}, "row 1"),
        ({"value": [10, 1, 1, 1, 1]}, "between 1/9 and 9 (row 0)"),
        ({"value": [-1, 1, 1, 1, 1]}, "row 0"),
        ({"value": [0, 1, 1, 1, 1]}, "row 0"),
        ({"rater": ["P-1", "P-1", "P-1", "P-1", "P-2"]}, "'P-1' compares 'cost' with 'impact'"),
        ({"criterion_b": ["impact", *SHEET["criterion_b"][1:]]}, "'impact' with 'impact'"),
        ({"rater": [None] * 5}, "blank"),
    ],
)
def test_comparisons__names_what_it_refuses(change, told):
    with pytest.raises(ValueError, match=r"'table' parameter of weights\.comparisons") as caught:
        weights.comparisons(SHEET.assign(**change))
    assert told in str(caught.value)


def test_comparisons__allows_any_positive_number_without_a_scale():
    wide = SHEET.assign(value=[20, 1, 1, 1, 1])
    assert weights.comparisons(wide, scale=None)["P-1"].loc["impact", "cost"] == 20
    with pytest.raises(ValueError, match="positive"):
        weights.comparisons(wide.replace(20, -1), scale=None)
    with pytest.raises(ValueError, match="without rater"):
        weights.comparisons(SHEET.drop(columns="rater"))


def test_comparisons__accepts_the_same_answer_twice():
    twice = pd.concat([SHEET, SHEET.iloc[:1]], ignore_index=True)
    assert weights.comparisons(twice)["P-1"].loc["impact", "cost"] == 3


def test_upper_triangle__refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="3 numbers"):
        weights.upper_triangle([*"abc"], [1, 2])
    with pytest.raises(ValueError, match="positive"):
        weights.upper_triangle([*"abc"], [1, 2, 0])
    with pytest.raises(ValueError, match="labels that differ"):
        weights.upper_triangle([*"aba"], [1, 2, 3])


# ---- Hierarchies ---------------------------------------------------------------------------------


def test_ahp_hierarchy__multiplies_local_weights_at_any_depth():
    """Oracle: by hand, ½ × ¾ = 0.375 on the third level."""
    nodes = {
        "goal": frame(generated([1, 1]), ["people", "money"]),
        "people": frame(generated([3, 1]), ["health", "school"]),
        "school": frame(generated([1, 4]), ["pupils", "teachers"]),
    }
    found = weights.ahp_hierarchy(nodes)
    wanted = {"health": 0.375, "pupils": 0.025, "teachers": 0.1, "money": 0.5}
    assert found.weights.to_dict() == pytest.approx(wanted)
    tree = found.tree.set_index("criterion")
    assert tree.loc["teachers", ["parent", "level"]].tolist() == ["school", 3]
    assert not tree.loc["school", "leaf"]
    assert len(found.priorities) == 0


def test_ahp_hierarchy__names_inconsistent_nodes():
    bad = weights.upper_triangle([*"abc"], [9, 1 / 9, 9])
    found = weights.ahp_hierarchy({"goal": bad})
    assert found.inconsistent == ("goal",)
    assert "INCONSISTENT: goal" in repr(found)


@pytest.mark.parametrize(
    ("nodes", "alternatives", "told"),
    [
        ({"g": "ab", "a": "cb"}, None, "'b' stands under two nodes"),
        ({"g": "ab", "h": "cd"}, None, "2 such nodes"),
        ({}, None, "0 such nodes"),
        ({"g": "ab", "x": "yz", "y": "xw"}, None, "x, y"),
        ({"g": "ab"}, {"a": {"P": 1}}, "mismatch: b"),
        ({"g": "ab"}, {"a": {"P": 1}, "b": {"Q": 1}}, "'b' differs from 'a'"),
        ({"g": "ab"}, {"a": {"P": 1}, "b": [[1, 2], [1, 1]]}, "criterion 'b', "),
    ],
)
def test_ahp_hierarchy__refuses_what_is_no_tree(nodes, alternatives, told):
    matrices = {name: frame(generated([1] * len(kids)), kids) for name, kids in nodes.items()}
    with pytest.raises(ValueError, match=r"weights\.ahp_hierarchy") as caught:
        weights.ahp_hierarchy(matrices, alternatives=alternatives)
    assert told in str(caught.value)


# ---- Groups --------------------------------------------------------------------------------------

BAD = weights.upper_triangle([*"abc"], [9, 1 / 9, 9])


def raters(seed=0, count=6, size=4, noise=0.2):
    return {f"P-{k}": frame(noisy(seed + k, size, noise), "abcdefgh"[:size]) for k in range(count)}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(1, 5))
def test_ahp_group__judgements_equal_priorities_under_geometric_means(seed, size, count):
    """Oracle: Aczél and Saaty (1983): AIJ and AIP with geometric means are the same."""
    given_matrices = raters(seed, count, size)
    loud = {rater: 1 + number for number, rater in enumerate(given_matrices)}
    settings_ = {"method": "geometric_mean", "exclude": False, "rater_weights": loud}
    joint = weights.ahp_group(given_matrices, aggregation="AIJ", **settings_)
    apart = weights.ahp_group(given_matrices, aggregation="AIP", **settings_)
    assert joint.weights.tolist() == pytest.approx(apart.weights.tolist())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(METHODS))
def test_ahp_group__weighs_everyone_like_a_single_rater(seed, method):
    """Oracle: weights.ahp on every matrix by itself."""
    given_matrices = raters(seed, 5, 5, 0.4)
    found = weights.ahp_group(given_matrices, method=method, exclude=False)
    for rater, matrix in given_matrices.items():
        alone = weights.ahp(matrix, method=method)
        assert found.by_rater.loc[rater].tolist() == pytest.approx(alone.weights.tolist())
        assert found.consistency_ratios[rater] == pytest.approx(alone.consistency_ratio)
    joint = weights.ahp(found.matrix, method=method)
    assert found.weights.tolist() == pytest.approx(joint.weights.tolist())
    assert found.consistency_ratio == pytest.approx(joint.consistency_ratio)


def test_ahp_group__lists_whom_it_excludes():
    good = frame(generated([3, 2, 1]), "abc")
    found = weights.ahp_group({"P-1": good, "P-2": BAD, "P-3": good})
    assert found.excluded == ("P-2",)
    assert found.weights.tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 6])
    assert "2 of 3 raters" in repr(found)
    assert "excluded: P-2" in repr(found)
    table = found.tables()["ahp_group_raters"].set_index("rater")
    assert table.loc["P-2", "excluded"]
    assert table.loc["P-2", "share"] == 0
    assert table.loc["P-2", "consistency_ratio"] > 1
    kept = weights.ahp_group({"P-1": good, "P-2": BAD, "P-3": good}, exclude=False)
    assert kept.excluded == ()
    assert kept.inconsistent == ("P-2",)
    assert "but INCONSISTENT: P-2" in repr(kept)


def test_ahp_group__names_every_ratio_when_nobody_is_consistent():
    with pytest.raises(ValueError, match=r"P-1 6\.\d+, P-2 6\.\d+"):
        weights.ahp_group({"P-1": BAD, "P-2": BAD})


def test_ahp_group__gives_one_vote_per_agency_and_weighs_blocks():
    """Oracle: by hand on 2 × 2; geometric mean of 4, 4 (one OPD) and 1 is 2."""
    four, one = frame(generated([4, 1]), "ab"), frame(generated([1, 1]), "ab")
    given_matrices = {"P-1": four, "P-2": four, "P-3": one}
    by_rater = weights.ahp_group(given_matrices)
    assert by_rater.matrix.loc["a", "b"] == pytest.approx(4 ** (2 / 3))
    agencies = {"P-1": "A", "P-2": "A", "P-3": "B"}
    found = weights.ahp_group(given_matrices, agencies=agencies)
    assert found.matrix.loc["a", "b"] == pytest.approx(2)
    assert found.weights["a"] == pytest.approx(2 / 3)
    blocks = {"P-1": "government", "P-2": "government", "P-3": "business"}
    stated = {"government": 3, "business": 1, "academia": 1}
    helix = weights.ahp_group(given_matrices, blocks=blocks, block_weights=stated)
    assert helix.matrix.loc["a", "b"] == pytest.approx(4 ** (3 / 4))
    assert helix.empty_blocks == ("academia",)
    mean = weights.ahp_group(given_matrices, aggregation="AIP", mean="arithmetic")
    assert mean.weights["a"] == pytest.approx((0.8 + 0.8 + 0.5) / 3)


def test_ahp_group__says_when_exclusion_empties_a_block():
    good = frame(generated([3, 2, 1]), "abc")
    found = weights.ahp_group({"P-1": good, "P-2": BAD}, blocks={"P-1": "x", "P-2": "y"})
    assert found.empty_blocks == ("y",)
    assert "nobody for y" in found.convention


def test_ahp_group__takes_stacks_lists_and_other_orders_of_labels():
    given_matrices = raters()
    stack = np.array([matrix.to_numpy() for matrix in given_matrices.values()])
    found = weights.ahp_group(given_matrices, exclude=False)
    for other in (stack, stack.tolist(), dict(enumerate(stack)), dict(enumerate(stack.tolist()))):
        again = weights.ahp_group(other, labels=[*"abcd"], exclude=False)
        assert again.weights.to_dict() == pytest.approx(found.weights.to_dict())
    mixed = {rater: m.loc[[*"dbca"], [*"dbca"]] for rater, m in given_matrices.items()}
    mixed["P-0"] = given_matrices["P-0"]
    crossed = {rater: m[[*"dbca"]] for rater, m in given_matrices.items()}
    for other in (mixed, crossed):
        again = weights.ahp_group(other, exclude=False)
        assert again.weights.to_dict() == pytest.approx(found.weights.to_dict())


def test_ahp_group__averages_a_gap_over_those_who_compared():
    """Oracle: by hand; P-2 left a against c blank, P-1 said 3."""
    full, gap = frame(generated([3, 2, 1]), "abc"), frame(generated([3, 2, 1]), "abc")
    gap.loc["a", "c"] = gap.loc["c", "a"] = np.nan
    found = weights.ahp_group({"P-1": full, "P-2": gap})
    assert found.matrix.loc["a", "c"] == pytest.approx(3)
    assert found.weights.tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 6])


@pytest.mark.parametrize(
    ("given_matrices", "arguments", "told"),
    [
        ({}, {}, "at least one rater"),
        ([[1, 2], [0.5, 1]], {}, "shape (2, 2)"),
        ({"P-1": [[1, 2], [0.5, 1]], "P-2": [[1, 2], [2, 1]]}, {}, "rater 'P-2', 2 for"),
        ({"P-1": frame(generated([1, 2]), "ab"), "P-2": BAD}, {}, "'P-2' differs"),
        ({"P-1": BAD}, {"aggregation": "mean"}, "'aggregation'"),
        ({"P-1": BAD}, {"mean": "arithmetic"}, "'mean'"),
        ({"P-1": BAD}, {"exclude": False, "blocks": {}}, "none for 'P-1'"),
        ({"P-1": np.full((2, 2), np.nan)}, {}, "rater 'P-1', 2 groups"),
    ],
)
def test_ahp_group__names_what_it_refuses(given_matrices, arguments, told):
    with pytest.raises(ValueError, match=r"weights\.ahp_group") as caught:
        weights.ahp_group(given_matrices, **arguments)
    assert told in str(caught.value)


def test_ahp_group__refuses_normalised_columns_with_gaps():
    nan = np.nan
    with pytest.raises(ValueError, match="where pairs are missing"):
        weights.ahp_group({"P": [[1, 2, nan], [0.5, 1, 2], [nan, 0.5, 1]]}, method="mean")


def test_ahp_group__says_where_an_excluded_rater_comes_from():
    """Oracle: by hand. B's circle (a over b, b over c, c over a) has a CR far above 0.10."""
    good = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]
    circle = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
    names = list("abc")
    frames = {r: pd.DataFrame(m, names, names) for r, m in (("A", good), ("B", circle))}
    found = weights.ahp_group(frames, agencies={"A": "DLH", "B": "DINSOS"})
    table = found.tables()["ahp_group_raters"].set_index("rater")
    assert found.excluded == ("B",)
    assert table["agency"].to_dict() == {"A": "DLH", "B": "DINSOS"}
    assert table["share"].to_dict() == {"A": 1, "B": 0}
