"""The pairing of rows and items."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from parley.evaluation.assignment import best_pairs


def test_gives_up_the_heaviest_pair_where_two_others_weigh_more() -> None:
    assert best_pairs([[5.0, 4.0], [4.0, 0.0]]) == {0: 1, 1: 0}


def test_leaves_a_row_alone_rather_than_pair_it_at_no_weight() -> None:
    assert best_pairs([[0.0, 3.0], [0.0, 2.0]]) == {0: 1}


def test_has_nothing_to_pair_without_rows_or_columns() -> None:
    assert best_pairs([]) == {}
    assert best_pairs([[], []]) == {}


def heaviest(weights: list[list[float]]) -> float:
    """The greatest sum by trying every order of the columns."""
    padded = [row + [0.0] * len(weights) for row in weights]
    orders = permutations(range(len(padded[0])), len(padded))
    return max(sum(padded[r][c] for r, c in enumerate(order)) for order in orders)


@given(
    st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
        lambda shape: st.lists(
            st.lists(st.sampled_from([0.0, 1.0, 2.5, 7.0]), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
)
def test_weighs_as_much_as_the_best_of_all_pairings(weights: list[list[float]]) -> None:
    pairs = best_pairs(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert all(weights[r][c] > 0 for r, c in pairs.items())
    assert sum(weights[r][c] for r, c in pairs.items()) == heaviest(weights)
