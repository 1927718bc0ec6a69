"""No file of the house stands on itself: not by way of another room, a folder's face, or an import inside a function.

import-linter keeps folders apart that lie side by side in a room; here the whole graph is looked at, file by file.
"""

from __future__ import annotations

from pathlib import Path

import grimp
import pytest


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """The shortest way from each module back to itself, each circle once, in the order of its imports."""
    found = {}
    for module in sorted(graph.modules):
        ways = (graph.find_shortest_chain(each, module) for each in graph.find_modules_directly_imported_by(module))
        shortest = min((way for way in ways if way), key=len, default=None)
        if shortest:
            found.setdefault(frozenset(shortest), [module, *shortest])
    return list(found.values())


def test_no_module_imports_itself_by_way_of_others():
    graph = grimp.build_graph("caytre", cache_dir=None)

    assert [" -> ".join(circle) for circle in circles(graph)] == []


@pytest.mark.parametrize(
    "imports", ["from house import b", "def late():\n    from house import b", "if TYPE_CHECKING:\n    import house.b"]
)
def test_a_circle_is_named_also_where_it_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, imports: str
) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house/__init__.py").write_text("")
    (tmp_path / "house/a.py").write_text(imports)
    (tmp_path / "house/b.py").write_text("from house.a import late")
    monkeypatch.syspath_prepend(tmp_path)

    assert circles(grimp.build_graph("house", cache_dir=None)) == [["house.a", "house.b", "house.a"]]
