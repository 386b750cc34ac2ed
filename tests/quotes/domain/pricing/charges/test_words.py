from hypothesis import given

from quotes.domain.pricing.charges import (
    AnyCharge,
    Contracted,
    Graduated,
    Package,
    PerUnit,
    Ratio,
    RatioPackage,
    Volume,
    described,
    tiers_of,
)
from quotes.domain.pricing.charges.codec import MODELS
from quotes.domain.pricing.charges.words import SENTENCES
from tests.quotes.domain.pricing.charges.models import LAGO, ZUPLO, D, every_model


def said(charge: AnyCharge) -> list[str]:
    return [str(sentence) for sentence in described(charge)]


def test_the_two_readings_of_a_table_are_told_apart() -> None:
    assert said(Graduated(tiers=ZUPLO))[0] == (
        "The units of each tier cost that tier's price; a flat fee is owed once its tier is reached."
    )
    assert said(Volume(tiers=ZUPLO))[0] == "All units cost the price of the tier that the whole quantity reaches."


def test_a_package_says_what_is_free_and_what_is_owed_at_least() -> None:
    assert said(Package(size=D(1000), price=D(7), free=D(10000), at_least_one=True)) == [
        "7.00 for every 1,000 units begun.",
        "The first 10,000 units are free.",
        "One package is owed at least.",
    ]


def test_weights_are_named_in_the_order_of_deduction() -> None:
    ratios = (Ratio(name="audio", weight=D(1)), Ratio(name="HD", weight=D("3.60")))
    assert said(RatioPackage(size=D(250000), price=D(1588), ratios=ratios, months=12)) == [
        "1,588.00 for every 250,000 standard units begun.",
        "Standard units taken by one unit, deducted in this order: audio 1, HD 3.6.",
        "A package holds for 12 months, the one in which it begins included.",
    ]


def test_the_table_of_an_agreed_price_is_the_one_agreed() -> None:
    assert tiers_of(Contracted(price=Volume(tiers=LAGO), list=PerUnit(unit=D(1)))) == LAGO
    assert tiers_of(PerUnit(unit=D(1))) == ()


def test_every_model_has_its_sentences() -> None:
    assert SENTENCES.keys() == set(MODELS)


@given(every_model)
def test_every_model_can_be_read_aloud(charge: AnyCharge) -> None:
    sentences = said(charge)
    assert sentences
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in sentences)
