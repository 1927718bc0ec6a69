"""Run every benchmark of this folder, one after the other. `make bench` calls it.

Usage: python -m benchmarks [NAME…]        all, or the named ones (facts, …)
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """The benchmarks: every module here that can be run by itself."""
    return sorted(
        path.stem
        for path in HERE.glob("*.py")
        if not path.stem.startswith("_") and '__name__ == "__main__"' in path.read_text(encoding="utf-8")
    )


def main() -> None:
    known = names()
    wanted = sys.argv[1:] or known
    for name in wanted:
        if name not in known:
            sys.exit(f"benchmarks: there is no '{name}'; there are {', '.join(known)}.")
    failed = []
    for name in wanted:
        print(f"== {name}", flush=True)
        # Each in a process of its own: memory is measured, and what one loads must not help the next.
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent).returncode:
            failed.append(name)
        print(flush=True)
    if failed:
        sys.exit(f"benchmarks: failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
