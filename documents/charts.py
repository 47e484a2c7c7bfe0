"""Charts as SVG, drawn on the server: the same on pages, on paper and in PDF.

They carry their looks in attributes alone, with no style sheet and no script, so that the
strictest content security policy shows them. What they say stands in a table beside them.
"""

from html import escape

import leather

from policy.counting.figures import Chapter

WIDTH = 760
MARGIN = 60
BAR = 30
"""Pixels: the chart's width, what its axis takes, and each bar with the room around it."""

LONGEST = 46
"""Letters of a label; the table has the whole of it."""

MOST_TICKS = 5
BLUE, INK, PALE = "#005ea2", "#1b1b1b", "#dfe1e2"

leather.theme.background_color = "#ffffff"
leather.theme.margin = 0.01
leather.theme.tick_color = PALE
leather.theme.zero_color = INK
leather.theme.label_color = INK
leather.theme.tick_font_family = "Source Sans Pro Web, Libertinus Serif, sans-serif"
leather.theme.tick_font_char_width = 7


def is_drawn(chapter: Chapter) -> bool:
    """Whether there is something to draw: more than what is shown as nothing, where it is drawn."""
    return chapter.drawn and any(round(figure.value or 0, 1) for figure in chapter.figures)


def bars(chapter: Chapter) -> str:
    """A bar for each figure of a chapter, its value beside its label; as the text of an SVG."""
    chart = leather.Chart()
    data = list(zip(values(chapter), labels(chapter), strict=True))
    highest = max(values(chapter))
    chart.add_x_scale(0, highest)
    chart.add_x_axis(ticks=ticks(highest))
    chart.add_bars(data, fill_color=BLUE)
    height = MARGIN + BAR * len(data)
    drawn = chart.to_svg(width=WIDTH, height=height)
    told = escape(alternative(chapter), quote=True)
    named = f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{told}" '
    return drawn.replace("<svg ", named, 1)


def values(chapter: Chapter) -> list[float]:
    """What each bar amounts to."""
    return [figure.value or 0 for figure in chapter.figures]


def labels(chapter: Chapter) -> list[str]:
    """What stands beside each bar; labels that were cut short are told apart by a number."""
    cut: list[str] = []
    for number, figure in enumerate(chapter.figures, 1):
        title = figure.title
        if len(title) > LONGEST:
            title = f"{number}. {title[:LONGEST].rstrip()}\N{HORIZONTAL ELLIPSIS}"
        cut.append(f"{title}: {figure.shown}")
    return cut


def ticks(highest: float) -> list[int]:
    """At most five round numbers, and zero: the least of 1, 2, 5, 10, 20, 50... that allows it."""
    steps = (base * 10**power for power in range(12) for base in (1, 2, 5))
    step = next(step for step in steps if highest / step <= MOST_TICKS)
    return [step * at for at in range(int(highest / step) + 1)]


def alternative(chapter: Chapter) -> str:
    """The chart in words."""
    told = "; ".join(f"{figure.title}: {figure.shown}" for figure in chapter.figures)
    return f"Bar chart. {chapter.title}. {told}."
