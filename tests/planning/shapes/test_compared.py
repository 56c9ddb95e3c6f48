"""One national project and many regional ones are compared on the same money, to the cent and the same every time."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from raitti.planning.faults import BadPlan
from raitti.planning.shapes import USUAL_MEASURES, Compared, Measure, Region, Shape, Shaped, Terms, compare_shapes

NATIONAL = Shape("national", overhead=Decimal(60_000), coordination=Decimal("0.1"), presence=Decimal("0.1"))
REGIONAL = Shape("regional", overhead=Decimal(8_000), coordination=Decimal("0.15"), presence=Decimal("0.3"))
# Solvers take their time on a busy machine.
QUIETLY = settings(max_examples=60, deadline=None)
PEOPLE = Measure("population", Decimal(1))


def regions(*counts: int) -> tuple[Region, ...]:
    return tuple(Region(f"Region {number}", {"population": Decimal(count)}) for number, count in enumerate(counts, 1))


# Nineteen regions between 68 000 and 1 700 000 people, as in Finland.
NINETEEN = regions(*(1_700_000 // number for number in range(1, 20)))
TERMS = Terms(
    regions=NINETEEN,
    measures=(PEOPLE,),
    person_year=Decimal(65_000),
    national=NATIONAL,
    regional=REGIONAL,
    person_years=Decimal(15),
)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    def shape(kind: str) -> Shape:
        return Shape(
            "national" if kind == "national" else "regional",
            overhead=draw(st.decimals(0, 20_000, places=2)),
            coordination=draw(st.decimals(0, "0.9", places=2)),
            presence=draw(st.sampled_from(["0", "0.1", "0.25", "0.5"]).map(Decimal)),
        )

    counts = st.integers(0, 2_000_000).map(Decimal)
    measures = (PEOPLE, Measure("structures", Decimal(draw(st.integers(0, 5))), lacking=True))
    return Terms(
        regions=tuple(
            Region(f"Region {number}", {"population": draw(counts), "structures": draw(counts)})
            for number in range(draw(st.integers(1, 8)))
        ),
        measures=measures,
        person_year=draw(st.decimals(30_000, 90_000, places=2)),
        national=shape("national"),
        regional=shape("regional"),
        money=draw(st.decimals(1, 900_000, places=2)),
        unit=draw(st.sampled_from(["0.1", "0.25", "0.3"]).map(Decimal)),
    )


def both(compared: Compared) -> tuple[Shaped, Shaped]:
    return compared.national, compared.regional


def test_one_host_leaves_more_for_the_field_than_twenty() -> None:
    compared = compare_shapes(TERMS)

    assert (compared.national.hosts, compared.regional.hosts) == (1, 20)
    # 975 000 less 60 000 for the host and 97 500 for leading pays 12.5 person-years of 65 000.
    assert compared.national.person_years == Decimal("12.5")
    assert compared.national.left == Decimal(5_000)
    # 975 000 less 20 times 8 000 and 146 250 pays 10.2, which is not 19 times the least presence of 0.3 and more.
    assert compared.regional.person_years == Decimal("10.2")
    assert compared.national.administration_years == Decimal("2.42")
    assert compared.regional.administration == Decimal(306_250)


@QUIETLY
@given(terms())
def test_every_euro_is_in_one_place_and_every_part_of_staff_in_one_region(given_terms: Terms) -> None:
    for shaped in both(compare_shapes(given_terms)):
        assert shaped.overhead + shaped.coordination + shaped.field + shaped.left == given_terms.budget
        assert shaped.field == shaped.person_years * given_terms.person_year
        for split in shaped.splits:
            assert sum(share.person_years for share in split.shares) == shaped.person_years
            assert all(share.person_years % given_terms.unit == 0 for share in split.shares)
            assert all(share.person_years >= shaped.shape.presence for share in split.shares)


@QUIETLY
@given(terms())
def test_no_rule_serves_the_least_served_region_better_than_the_optimiser(given_terms: Terms) -> None:
    for shaped in both(compare_shapes(given_terms)):
        if shaped.lack is None:
            best = shaped.split("fairest").least_served.served
            assert all(split.least_served.served <= best for split in shaped.splits)


@QUIETLY
@given(terms())
def test_a_shape_that_lacks_money_tells_the_very_sum_that_makes_it_possible(given_terms: Terms) -> None:
    lack = compare_shapes(given_terms).regional.lack
    assume(lack is not None and lack.euros is not None)
    assert lack is not None
    assert lack.euros is not None

    more = replace(given_terms, money=given_terms.budget + lack.euros)
    hardly = replace(given_terms, money=given_terms.budget + lack.euros - Decimal("0.01"))

    assert compare_shapes(more).regional.lack is None
    assert hardly.budget == 0 or compare_shapes(hardly).regional.lack is not None


def test_least_presence_that_does_not_fit_says_how_much_staff_and_money_lacks() -> None:
    crowded = replace(TERMS, regional=replace(REGIONAL, presence=Decimal("0.6")))

    shaped = compare_shapes(crowded).regional

    assert shaped.splits == ()
    assert shaped.lack is not None
    assert shaped.lack.needed == Decimal("11.4")
    assert shaped.lack.person_years == Decimal("1.2")
    # 11.4 person-years and 20 hosts are 901 000, which is 85 % of 1 060 000.
    assert shaped.lack.euros == Decimal(85_000)


def test_administration_dearer_than_all_the_money_is_a_lack_too() -> None:
    dear = replace(TERMS, regional=replace(REGIONAL, overhead=Decimal(50_000), presence=Decimal(0)))

    shaped = compare_shapes(dear).regional

    assert shaped.person_years == 0
    assert shaped.lack is not None
    assert shaped.lack.euros is not None
    assert shaped.lack.euros > 0


def test_where_all_money_is_for_coordination_no_sum_helps() -> None:
    talking = replace(TERMS, regional=replace(REGIONAL, coordination=Decimal(1)))

    lack = compare_shapes(talking).regional.lack

    assert lack is not None
    assert lack.euros is None


def test_a_host_of_several_regions_is_paid_once() -> None:
    two = tuple(replace(region, host="Shared host") for region in NINETEEN[:2])

    shaped = compare_shapes(replace(TERMS, regions=(*two, *NINETEEN[2:]))).regional
    as_well = replace(TERMS, regions=(*two, *NINETEEN[2:]), coordinator="Shared host")

    assert shaped.hosts == 19
    assert compare_shapes(as_well).regional.hosts == 18


def test_need_served_is_measured_alike_in_both_shapes() -> None:
    compared = compare_shapes(TERMS)

    for shaped in both(compared):
        for split in shaped.splits:
            assert sum(share.need for share in split.shares) == 15
            assert 0 < split.served <= Fraction(shaped.person_years) / 15
    assert compared.national.split("fairest").served > compared.regional.split("fairest").served
    # 12.5 of 15 person-years reach everyone at 83 % were they spread to the last hour; parts of 0.1 cost a little.
    assert Fraction(70, 100) < compared.national.split("fairest").least_served.served < Fraction(125, 150)


def test_the_smallest_share_is_named() -> None:
    split = compare_shapes(TERMS).regional.split("sainte_lague")

    assert split.smallest.person_years == Decimal("0.3")


def test_the_usual_measures_cover_what_regions_are_compared_by() -> None:
    counts = {measure.name: Decimal(10) for measure in USUAL_MEASURES}
    alike = tuple(Region(name, counts) for name in ("East", "West"))

    compared = compare_shapes(replace(TERMS, regions=alike, measures=USUAL_MEASURES))

    assert compared.needs == (Fraction(1, 2), Fraction(1, 2))


def test_the_same_terms_give_the_same_shares() -> None:
    assert compare_shapes(TERMS) == compare_shapes(TERMS)


@pytest.mark.parametrize(
    ("changes", "table", "field", "code"),
    [
        ({"person_years": None}, "terms", "money", "missing"),
        ({"money": Decimal(1)}, "terms", "money", "mixed"),
        ({"person_years": Decimal(-1)}, "terms", "person_years", "negative"),
        ({"person_years": Decimal("1e9")}, "terms", "person_years", "too_much"),
        ({"person_years": Decimal(90_000)}, "terms", "person_years", "too_much"),
        ({"person_year": Decimal("NaN")}, "terms", "person_year", "not_number"),
        ({"person_year": Decimal(0)}, "terms", "person_year", "nothing"),
        ({"unit": Decimal(0)}, "terms", "unit", "nothing"),
        ({"unit": Decimal("0.0001")}, "terms", "unit", "too_many"),
        ({"regions": ()}, "terms", "regions", "nothing"),
        ({"regions": regions(1, 2) + regions(3)}, "regions", "name", "twice"),
        ({"regions": regions(1, -2)}, "region Region 2", "population", "negative"),
        ({"regions": regions(*range(1, 102))}, "terms", "regions", "too_many"),
        ({"regions": (Region("East", {}),)}, "region East", "population", "missing"),
        (
            {"regions": (Region("East", {"population": Decimal(1), "cows": Decimal(1)}),)},
            "region East",
            "cows",
            "unknown_name",
        ),
        ({"measures": ()}, "terms", "measures", "nothing"),
        ({"measures": (replace(PEOPLE, weight=Decimal(0)),)}, "measures", "weight", "nothing"),
        ({"national": replace(NATIONAL, coordination=Decimal("1.01"))}, "national", "coordination", "too_much"),
        ({"regional": replace(REGIONAL, overhead=Decimal("0.001"))}, "regional", "overhead", "too_precise"),
    ],
)
def test_terms_that_cannot_be_compared_are_refused_by_field(
    changes: dict[str, object], table: str, field: str, code: str
) -> None:
    with pytest.raises(BadPlan) as refused:
        compare_shapes(replace(TERMS, **changes))

    fault = refused.value.fault
    assert (fault.table, fault.field, fault.code) == (table, field, code)
