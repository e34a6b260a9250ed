"""`python -m bench [WORD ...]`: measures what is registered, or what has one of the words in its name."""

import sys
from collections.abc import Iterator

from bench import exports, figures, imports, pages  # noqa: F401 - each registers its benchmarks
from bench.registry import Benchmark, matching, measured

ROW = "{:<40} {:>10} {:>10} {:>8} {:>11} {:>8}"


def lines(one: Benchmark) -> Iterator[str]:
    """The table's row of one benchmark, and what its work tells."""
    ours, floor = one.prepare()
    at_least = measured(floor, one.rounds)
    goal = f"≤ {one.goal:g} s" if one.in_seconds else f"≤ {one.goal:g} ×"
    if ours is None:
        yield ROW.format(one.name, "-", f"{at_least.clock:.3f} s", "-", "-", goal)
        return
    taken = measured(ours, one.rounds)
    ratios = (taken.clock / at_least.clock, taken.processor / max(at_least.processor, 0.001))
    yield ROW.format(
        one.name,
        f"{taken.clock:.3f} s",
        f"{at_least.clock:.3f} s",
        *(f"{ratio:.1f} ×" for ratio in ratios),
        goal,
    )
    if isinstance(taken.told, str):
        yield f"    {taken.told}"


def main(words: list[str]) -> int:
    """Print the table; returns the exit status."""
    chosen = matching(words)
    if not chosen:
        print(f"no benchmark has {' or '.join(words)} in its name", file=sys.stderr)
        return 2
    print(ROW.format("work", "ours", "floor", "ratio", "processor", "goal"))
    for one in chosen:
        for line in lines(one):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
