"""k-means as Polis runs it: deterministic starts, centres carried over from the last run, empty clusters dropped.

Method: Small et al. (2021), "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2),
and the published mathematics of the Polis server.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caytre.voice.engine.ballots import Floats, Integers

STANDS_STILL = 0.01  # centres that move less than this end the iteration
SAME_PLACE = 1e-9  # nearer than this, two places are one


@dataclass(frozen=True)
class Clustering:
    """k clusters of n points, sorted by id. Ids live on through later runs."""

    ids: Integers  # k
    centre: Floats  # (k, 2)
    label: Integers  # n indices into ids


def start(points: Floats, most: int) -> Clustering:
    """The first `most` different points as centres, every point with its nearest."""
    places = np.round(points / SAME_PLACE)
    _, first = np.unique(places, axis=0, return_index=True)
    centre = points[np.sort(first)[:most]]
    return Clustering(np.arange(len(centre)), centre, _nearest(points, centre))


def carried_over(points: Floats, ids: Integers, label: Integers, most: int) -> Clustering:
    """The last run's clusters at their members' new places, then split at the furthest points until there are `most`.

    label: n indices into ids, -1 for a point that was in none. Clusters whose centres meet become one.
    """
    ids, label = ids.copy(), label.copy()
    centre = means(points, label, len(ids))
    place = np.round(centre[:, 0] / SAME_PLACE) + 1j * np.round(centre[:, 1] / SAME_PLACE)
    if len(np.unique(place)) < len(ids):
        ids, label = _merged(ids, label, place)
        centre = means(points, label, len(ids))
    distance = _squares(points, centre).min(axis=1)
    while len(ids) < most:
        furthest = len(points) - 1 - int(distance[::-1].argmax())
        if distance[furthest] <= SAME_PLACE**2:
            break
        old = int(label[furthest])
        label[furthest] = len(ids)
        ids = np.append(ids, ids.max() + 1)
        centre = np.vstack([centre, points[furthest]])
        if old >= 0:  # the cluster that it left has a new centre, so every distance may change
            centre = means(points, label, len(ids))
            distance = _squares(points, centre).min(axis=1)
        else:
            distance = np.minimum(distance, ((points - points[furthest]) ** 2).sum(axis=1))
    return Clustering(ids, centre, label)


def _merged(ids: Integers, label: Integers, place: NDArray[np.complex128]) -> tuple[Integers, Integers]:
    """Clusters at one place as one, under the id of the larger; the later on a tie."""
    size = np.bincount(label[label >= 0], minlength=len(ids))
    _, first, group = np.unique(place, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))[group]  # groups in order of their first cluster
    name: dict[int, int] = {}
    members: dict[int, int] = {}
    for cluster in range(len(ids)):
        at = int(order[cluster])
        if at not in name or size[cluster] >= members[at]:
            name[at] = int(ids[cluster])
        members[at] = members.get(at, 0) + int(size[cluster])
    return np.array([name[at] for at in range(len(name))]), np.where(label >= 0, order[label], -1)


def settle(points: Floats, begin: Clustering, *, weight: Floats | None = None, rounds: int) -> Clustering:
    """Lloyd's iteration from given centres until they stand still; clusters left empty are dropped."""
    ids, centre = begin.ids, begin.centre
    for _ in range(rounds + 1):
        label = _nearest(points, centre)
        kept = np.flatnonzero(np.bincount(label, minlength=len(ids)))
        if len(kept) < len(ids):
            label = np.searchsorted(kept, label)
        moved = means(points, label, len(kept), weight)
        ids = ids[kept]
        still = _stand_still(centre, moved)
        centre = moved
        if still:
            break
    order = np.argsort(ids)
    rank = np.argsort(order)
    return Clustering(ids[order], centre[order], rank[label])


def means(points: Floats, label: Integers, clusters: int, weight: Floats | None = None) -> Floats:
    """Weighted mean place of each cluster's members, shape (clusters, 2); points labelled -1 are in none."""
    inside = label >= 0
    if not inside.all():
        points, label = points[inside], label[inside]
        weight = None if weight is None else weight[inside]
    share = np.bincount(label, weight, clusters)
    axes = [points[:, axis] if weight is None else points[:, axis] * weight for axis in range(2)]
    return np.stack([np.bincount(label, values, clusters) for values in axes], axis=1) / share[:, None]


def silhouette(points: Floats, label: Integers) -> float:
    """Mean silhouette (Rousseeuw 1987), -1 to 1; a point alone in its cluster counts 0. One cluster: -1."""
    clusters = int(label.max()) + 1
    if clusters < 2:
        return -1.0
    member = np.eye(clusters)[label]
    size = member.sum(axis=0)
    total = np.sqrt(_squares(points, points)) @ member
    row = np.arange(len(label))
    own = total[row, label] / np.maximum(size[label] - 1, 1)
    other = total / size
    other[row, label] = np.inf
    nearest = other.min(axis=1)
    wider = np.maximum(np.maximum(nearest, own), SAME_PLACE)
    return float(np.where(size[label] > 1, (nearest - own) / wider, 0.0).mean())


def _squares(points: Floats, centre: Floats) -> Floats:
    """Squared distances, shape (points, centres)."""
    across = points[:, 0, None] - centre[None, :, 0]
    up = points[:, 1, None] - centre[None, :, 1]
    across *= across
    up *= up
    across += up
    return np.asarray(across)


def _nearest(points: Floats, centre: Floats) -> Integers:
    return np.asarray(_squares(points, centre).argmin(axis=1))


def _stand_still(before: Floats, after: Floats) -> bool:
    """Whether both sets of centres, each sorted by its first coordinate, lie close in pairs."""
    before = before[np.lexsort((before[:, 1], before[:, 0]))][: len(after)]
    after = after[np.lexsort((after[:, 1], after[:, 0]))]
    return bool((((before - after) ** 2).sum(axis=1) < STANDS_STILL**2).all())
