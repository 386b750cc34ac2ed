import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.tiers import Tier, TierTable
from quotes.domain.metering.usage import Size
from tests.quotes.domain.metering.meters import P360, P720, P1080, P1440, TIERS, sizes


def test_a_bound_belongs_to_its_tier_and_the_next_pixel_to_the_next_one() -> None:
    assert [TIERS.at(pixels).name for pixels in (1, 921_600, 921_601, 2_073_600, 2_073_601)] == [
        "HD",
        "HD",
        "FHD",
        "FHD",
        "2K",
    ]


def test_pictures_seen_together_are_one_sum() -> None:
    assert (TIERS.together([P720, P1080]), TIERS.of([P720, P1080])) == (2_995_200, "2K")


def test_without_a_picture_it_is_sound() -> None:
    assert TIERS.of([]) == "audio"


def test_an_odd_size_counts_as_the_one_the_vendor_names() -> None:
    assert TIERS.pixels(Size(640, 352)) == TIERS.pixels(P360) == 230_400
    four = [Size(640, 352)] * 4
    assert TIERS.together(four) == 921_600


def test_what_is_beyond_the_last_tier_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal) as refused:
        TIERS.of([P1440, P1440])
    assert str(refused.value) == (
        "7372800 pixels are beyond 2K, the last tier, which ends at 3686400: "
        "pull smaller pictures, or agree a price for a larger tier first."
    )


def test_an_open_last_tier_refuses_nothing() -> None:
    assert TierTable(sound="audio", tiers=(Tier("SD", 307_200), Tier("HD", None))).of([P1440] * 9) == "HD"


@pytest.mark.parametrize(
    ("tiers", "field"),
    [
        ((), "tiers"),
        ((Tier("HD", 100), Tier("FHD", 100)), "tiers"),
        ((Tier("HD", 0),), "tiers"),
        ((Tier("HD", None), Tier("FHD", 200)), "tiers"),
        ((Tier("HD", 100), Tier("HD", 200)), "tiers"),
        ((Tier("audio", 100),), "tiers"),
        ((Tier(" ", 100),), "tiers"),
    ],
)
def test_tiers_that_overlap_are_open_in_the_middle_or_share_a_name_are_refused(
    tiers: tuple[Tier, ...], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        TierTable(sound="audio", tiers=tiers)
    assert refused.value.field == field


def test_a_size_is_counted_as_one_other_size_only() -> None:
    with pytest.raises(Refusal):
        TierTable(sound="audio", tiers=(Tier("HD", None),), counted_as=((P360, P720), (P360, P1080)))


@pytest.mark.parametrize("side", [0, -1, 100_001])
def test_a_picture_has_sides(side: int) -> None:
    with pytest.raises(Refusal):
        Size(side, 100)


@given(st.lists(sizes, max_size=3), sizes)
def test_one_more_picture_never_lowers_the_tier(seen: list[Size], more: Size) -> None:
    names = TIERS.names
    assert names.index(TIERS.of([*seen, more])) >= names.index(TIERS.of(seen))
