"""`python -m bench [WORD ...]`: measures what is registered, or what has one of the words in its name."""

import sys

from bench import exports, figures, imports, pages  # noqa: F401 - each registers its benchmarks
from bench.registry import Benchmark, matching, seconds

ROW = "{:<40} {:>10} {:>10} {:>8} {:>8}"


def line(one: Benchmark) -> str:
    """The table's row of one benchmark."""
    ours, floor = one.prepare()
    at_least = seconds(floor, one.rounds)
    goal = f"≤ {one.goal:g} s" if one.in_seconds else f"≤ {one.goal:g} ×"
    if ours is None:
        return ROW.format(one.name, "-", f"{at_least:.3f} s", "-", goal)
    taken = seconds(ours, one.rounds)
    return ROW.format(one.name, f"{taken:.3f} s", f"{at_least:.3f} s", f"{taken / at_least:.1f} ×", goal)


def main(words: list[str]) -> int:
    """Print the table; returns the exit status."""
    chosen = matching(words)
    if not chosen:
        print(f"no benchmark has {' or '.join(words)} in its name", file=sys.stderr)
        return 2
    print(ROW.format("work", "ours", "floor", "ratio", "goal"))
    for one in chosen:
        print(line(one), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
