"""Budgets as hypothesis draws them."""

from decimal import Decimal

from hypothesis import strategies as st

from stakeholders.domain.budgets.distributions import LogNormal, log_normal
from stakeholders.domain.budgets.pools import Weighted

amounts = st.decimals("1", "9000000", places=2)


@st.composite
def fitted(draw: st.DrawFn) -> LogNormal:
    """From narrow to a hundredfold."""
    low = draw(amounts)
    return log_normal(low, low * draw(st.decimals("1.01", "100", places=2)))


weights = st.decimals("0.1", "10", places=1)
weighted = st.builds(Weighted, fitted(), weights)
pools = st.lists(weighted, min_size=1, max_size=5)
shares = st.decimals("0.01", "0.99", places=2)


def variance(parts: list[tuple[Decimal, LogNormal]]) -> Decimal:
    """Of a mixture, on the scale of logarithms."""
    mean = sum(share * one.mu for share, one in parts)
    return sum((share * (one.sigma**2 + (one.mu - mean) ** 2) for share, one in parts), Decimal(0))
