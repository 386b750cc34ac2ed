"""Resolution tiers: how many pixels still belong to which price, by vendor and version."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.usage import Size


@dataclass(frozen=True)
class Tier:
    """`up_to` pixels, inclusive; None has no upper end."""

    name: str
    up_to: int | None


@dataclass(frozen=True, kw_only=True)
class TierTable:
    """Tiers from small to large, the name of what has no picture, and odd sizes that are counted as another."""

    sound: str
    tiers: tuple[Tier, ...]
    counted_as: tuple[tuple[Size, Size], ...] = ()

    def __post_init__(self) -> None:
        if not self.tiers:
            raise Refusal("A tier table needs at least one tier with a picture.", field="tiers")
        names = self.names
        if not all(name.strip() for name in names) or len(set(names)) < len(names):
            raise Refusal("Every tier needs a name of its own.", field="tiers")
        self._check_bounds()
        if len({odd for odd, _ in self.counted_as}) < len(self.counted_as):
            raise Refusal("A size is counted as one other size only.", field="counted_as")

    def _check_bounds(self) -> None:
        for low, high in pairwise([Tier(self.sound, 0), *self.tiers]):
            if low.up_to is None:
                raise Refusal("Only the last tier may be without an upper end.", field="tiers")
            if high.up_to is not None and high.up_to <= low.up_to:
                raise Refusal(
                    "Tier %(name)s must reach further than the one before it: %(least)s pixels or more.",
                    field="tiers",
                    name=high.name,
                    least=low.up_to + 1,
                )

    @property
    def names(self) -> tuple[str, ...]:
        return (self.sound, *(tier.name for tier in self.tiers))

    def pixels(self, size: Size) -> int:
        """What the size counts as, in pixels."""
        return dict(self.counted_as).get(size, size).pixels

    def together(self, sizes: Iterable[Size]) -> int:
        """Pixels of all the pictures one user pulls at the same time."""
        return sum(self.pixels(size) for size in sizes)

    def at(self, pixels: int) -> Tier:
        """The tier of so many pixels; refuses what lies beyond the last one, for it has no price."""
        found = next((tier for tier in self.tiers if tier.up_to is None or pixels <= tier.up_to), None)
        if found is None:
            raise Refusal(
                "%(pixels)s pixels are beyond %(name)s, the last tier, which ends at %(most)s: "
                "pull smaller pictures, or agree a price for a larger tier first.",
                field="size",
                pixels=pixels,
                name=self.tiers[-1].name,
                most=self.tiers[-1].up_to,
            )
        return found

    def of(self, sizes: Iterable[Size]) -> str:
        """The tier's name for these pictures together; without a picture it is sound."""
        pixels = self.together(sizes)
        return self.at(pixels).name if pixels else self.sound
