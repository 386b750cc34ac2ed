from quotes.domain.situations import CARDS, Facts, Situation, Step


def test_every_step_stands_on_one_card() -> None:
    steps = [step for card in CARDS.values() for step in card]
    assert sorted(steps) == sorted(Step)
    assert list(CARDS) == list(Situation)


def test_the_next_step_is_the_first_that_is_not_done() -> None:
    facts = Facts(done={Step.HEARD: True, Step.WRITTEN: False, Step.ALIKE: False, Step.WORTH: True})
    assert facts.next_of(Situation.CHEAPER) == Step.WRITTEN
    assert facts.count_of(Situation.CHEAPER) == (2, 4)


def test_where_all_that_can_be_done_is_done_nothing_is_next() -> None:
    facts = Facts(done=dict.fromkeys(CARDS[Situation.CHEAPER], True))
    assert facts.next_of(Situation.CHEAPER) is None
