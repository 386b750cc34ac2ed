"""The shapes that stand for a seat, each known without its colour."""

from math import cos, pi, sin

from dealdesk.web.charts.svg import number, paint

# Corners by angle from the top, clockwise, and how far out: enough for every shape but the circle and the square.
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "hexagon": tuple((30 + 60 * i, 1.0) for i in range(6)),
    "pentagon": tuple((72 * i, 1.05) for i in range(5)),
    "diamond": tuple((90 * i, 1.15) for i in range(4)),
    "triangle": tuple((120 * i, 1.2) for i in range(3)),
    "gable": tuple((60 + 120 * i, 1.2) for i in range(3)),
    "octagon": tuple((22.5 + 45 * i, 1.02) for i in range(8)),
    "star": tuple((45 * i, 1.2 if i % 2 == 0 else 0.62) for i in range(8)),
}


def shape(name: str, x: float, y: float, radius: float, kind: str, width: float = 1.4) -> str:
    """A circle, a square with round corners, or one of CORNERS, round its middle."""
    stroke = f'stroke-width="{number(width)}" {paint(kind)}'
    if name == "circle":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {stroke}/>'
    if name == "square":
        side = radius * 0.88
        return (
            f'<rect x="{number(x - side)}" y="{number(y - side)}" width="{number(2 * side)}" '
            f'height="{number(2 * side)}" rx="3" {stroke}/>'
        )
    points = " ".join(
        f"{number(x + out * radius * sin(angle * pi / 180))},{number(y - out * radius * cos(angle * pi / 180))}"
        for angle, out in CORNERS[name]
    )
    return f'<polygon points="{points}" stroke-linejoin="round" {stroke}/>'
