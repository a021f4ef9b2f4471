"""The reference tables: what the guide fixes, and what no entry of the dictionary may break."""

import re
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_analysis import reference

# Oracle of order and grid: the 6 × 3 table of the national guide.
OFFICIAL_ORDER = ["GOV", "BRA", "ECO", "LIV", "SOC", "ENV"]


def test_dimensions__stand_in_the_official_order():
    assert [dimension.code for dimension in reference.dimensions()] == OFFICIAL_ORDER
    assert [dimension.name for dimension in reference.dimensions()] == [
        "Smart Governance",
        "Smart Branding",
        "Smart Economy",
        "Smart Living",
        "Smart Society",
        "Smart Environment",
    ]


def test_dimensions__have_eighteen_subdimensions_three_each():
    codes = [part.code for d in reference.dimensions() for part in d.subdimensions]
    assert codes == [
        f"{dimension}-{number}" for dimension in OFFICIAL_ORDER for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("GOV", "GOV"),
        ("gov", "GOV"),
        ("Smart Government", "GOV"),
        ("  smart   GOVERNANCE ", "GOV"),
        ("SmartBranding", "BRA"),
        ("Ekonomi", "ECO"),
        ("Kehidupan cerdas", "LIV"),
        ("masyarakat", "SOC"),
        ("Lingkungan Hidup", "ENV"),
    ],
)
def test_resolve_dimension__knows_codes_names_and_plain_words(label, code):
    """Oracle: label drift seen in cities' own news items."""
    assert reference.resolve_dimension(label) == reference.Resolved(code, None)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Smart People", "SOC"),
        ("Smart Mobility", "LIV"),
        ("Smart Transportation", "LIV"),
        ("smart infrastructure", "LIV"),
    ],
)
def test_resolve_dimension__warns_of_labels_of_other_frameworks(label, code):
    """Oracle: the design's rule, "alias with warning, never silently"."""
    resolved = reference.resolve_dimension(label)
    assert resolved.code == code
    assert "kerangka lain" in (resolved.warning or "")


def test_resolve_dimension__unknown_label_names_the_nearest():
    with pytest.raises(
        reference.UnknownNameError, match="Did you mean 'Smart Governance'"
    ) as raised:
        reference.resolve_dimension("Smart Governence")
    assert (raised.value.name, raised.value.suggestion) == ("Smart Governence", "Smart Governance")


def test_resolve_dimension__unlike_anything_has_no_suggestion():
    with pytest.raises(reference.UnknownNameError) as raised:
        reference.resolve_dimension("xyzzy-42")
    assert raised.value.suggestion is None
    assert "Did you mean" not in str(raised.value)


@given(st.data())
def test_resolve_dimension__ignores_case_and_spaces(data):
    dimension = data.draw(st.sampled_from(reference.dimensions()))
    letters = [data.draw(st.sampled_from([c.upper(), c.lower(), f" {c}"])) for c in dimension.name]
    assert reference.resolve_dimension("".join(letters)).code == dimension.code


def test_aliases__belong_to_one_dimension_only():
    labels = [
        "".join(label.split()).casefold()
        for d in reference.dimensions()
        for label in (d.code, d.name, d.name_id, *(alias.alias for alias in d.aliases))
    ]
    assert len(labels) == len(set(labels))


def test_elements__come_in_a_three_and_a_five_element_model():
    """Oracle: the national guide as summarised by LKPN (ilmu.lpkn.id, 10 February 2021)."""
    assert [e.code for e in reference.elements(3)] == ["STR", "INF", "SUP"]
    assert [e.code for e in reference.elements(5)] == ["STR", "INF", "SUP", "NAT", "CUL"]
    with pytest.raises(ValueError, match="must be 3 or 5"):
        reference.elements(4)


def test_components__are_the_handbooks():
    """Oracle: the national guide as summarised by LKPN (ilmu.lpkn.id, 10 February 2021)."""
    assert [component.code for component in reference.components()] == [
        *("STR-SDM", "STR-ANG", "STR-TKL"),
        *("INF-FIS", "INF-DIG", "INF-SOS"),
        *("SUP-KEB", "SUP-LEM", "SUP-TLA"),
        *("NAT-POT", "CUL-BUD"),
    ]
    assert all(c.code.startswith(c.element) and c.weight > 0 for c in reference.components())


def test_indicators__cover_the_named_ones():
    named = {
        *(
            "indeks_spbe",
            "indeks_inovasi_daerah",
            "ipm",
            "penduduk_miskin_persen",
            "tpt",
            "gini_ratio",
        ),
        *("ikm", "iklh", "opini_bpk", "inflasi", "sakip_predikat", "rb_predikat", "imdi"),
        "keterbukaan_informasi",
    }
    assert named <= set(reference.indicators())
    assert len(reference.indicators()) >= 45


def test_indicators__no_code_is_given_twice():
    """Oracle: the YAML file itself; a mapping would hide a repeated code."""
    rows = reference._read("indicators.yml")
    assert len(rows) == len({row["code"] for row in rows}) == len(reference.indicators())


@pytest.mark.parametrize("indicator", reference.indicators().values(), ids=lambda i: i.code)
def test_indicator__entry_is_whole_and_sane(indicator):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", indicator.code)
    assert indicator.name and len(indicator.name) <= 45
    assert indicator.definition.endswith(".")
    assert indicator.official_source and len(indicator.unit) <= 40
    assert indicator.dimension in OFFICIAL_ORDER
    assert indicator.component in {None, *(c.code for c in reference.components())}
    assert 0 <= indicator.decimals <= 4
    assert indicator.max_yearly_change is None or indicator.max_yearly_change > 0
    assert (indicator.direction == "ordinal") == bool(indicator.levels)
    assert len(indicator.levels) == len(set(indicator.levels))
    assert (indicator.direction == "band") == (indicator.band is not None)
    assert (indicator.plausible is None) == (indicator.direction == "ordinal")


@pytest.mark.parametrize("indicator", reference.indicators().values(), ids=lambda i: i.code)
def test_indicator__ranges_run_upward_and_hold_the_band(indicator):
    for pair in (indicator.plausible, indicator.band):
        assert pair is None or pair[0] < pair[1]
    if indicator.band is not None:
        low, high = indicator.plausible
        assert low <= indicator.band[0] < indicator.band[1] <= high
    if indicator.unit == "persen":
        assert indicator.plausible[1] <= 100


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        (
            "penduduk_miskin_persen",
            109.90,
        ),  # a count in thousands that slid one row down in a news item
        ("penduduk_miskin_persen", 19550),
        ("penduduk_miskin_jumlah", 7.91),
        ("apbdp_pad", 381.994),  # thousand millions instead of whole rupiah
        ("indeks_spbe", 37.6),
        ("gini_ratio", 37.4),
        ("kepatuhan_pelayanan_publik", 911.1),
    ],
)
def test_indicators__plausible_range_catches_known_slips(code, slip):
    """Oracle: slips seen in secondary sources and unit mix-ups."""
    low, high = reference.indicators()[code].plausible
    assert not low <= slip <= high


def test_indicators__inflation_band_is_the_target_of_2020_to_2023():
    """Oracle: PMK 124/PMK.010/2017 (2020, 2021) and PMK 101/PMK.010/2021 (2022, 2023): 3 ± 1."""
    inflation = reference.indicators()["inflasi"]
    assert inflation.band == (2.0, 4.0)
    assert "PMK 101/PMK.010/2021" in inflation.official_source
    assert "2020 sampai 2023" in inflation.definition


def test_indicators__audit_opinion_runs_from_disclaimer_to_unqualified():
    """Oracle: the order of BPK opinions, TMP < TW < WDP < WTP-DPP < WTP."""
    assert reference.indicators()["opini_bpk"].levels == ("TMP", "TW", "WDP", "WTP-DPP", "WTP")


def test_indicators__dictionary_cannot_be_changed():
    with pytest.raises(TypeError):
        reference.indicators()["ipm"] = None
    with pytest.raises(FrozenInstanceError):
        reference.indicators()["ipm"].unit = "persen"


def test_areas__tell_the_city_from_the_regency():
    """Oracle: BPS codes; 3328 is Kabupaten Tegal."""
    areas = reference.areas()
    assert areas["3376"].name == "Kota Tegal"
    assert (areas["3328"].name, areas["3328"].kind) == ("Kabupaten Tegal", "kabupaten")
    assert {"00", "33", "3371", "3372", "3373", "3374", "3375"} <= set(areas)
    assert all(code.startswith(area.province) for code, area in areas.items() if area.province)


def test_severity_words__are_folded_and_each_stands_once():
    """Oracle: the guard folds statements to lower case with single spaces before it reads them."""
    words = reference.severity_words()
    for group in (words.words, words.negations, words.exceptions):
        assert len(set(group)) == len(group) > 0
        assert all(word == " ".join(word.split()).casefold() for word in group)
    assert not set(words.words) & set(words.negations)
