"""Softmax models fitted by maximum likelihood, and corrected by better evidence afterwards."""

from __future__ import annotations

import collections
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize


@dataclass(frozen=True, slots=True)
class Seen:
    """One occurrence: its features, how probable each reading is, what it counts, where it may be judged."""

    features: list[str]
    readings: dict[str, float]
    weight: float
    fold: int = -1
    sure: frozenset[str] = frozenset()


@dataclass(slots=True)
class Evidence:
    """Occurrences by character or word: ``base`` shapes a model first, ``gold`` then corrects it."""

    base: dict[str, list[Seen]] = field(default_factory=lambda: collections.defaultdict(list))
    gold: dict[str, list[Seen]] = field(default_factory=lambda: collections.defaultdict(list))


@dataclass(slots=True)
class Fitted:
    """A softmax model: ``weights`` has a row a feature and a column a label; the last row is the bias."""

    labels: list[str]
    vocabulary: dict[str, int]
    weights: np.ndarray

    def scores(self, features: list[str]) -> np.ndarray:
        rows = [row for feature in features if (row := self.vocabulary.get(feature)) is not None]
        return self.weights[rows].sum(axis=0) + self.weights[-1]


def fit(seen: list[Seen], prior: Fitted | None, l2: float, rare: int) -> Fitted | None:
    """Fit by maximum likelihood with a Gaussian prior about ``prior`` (about zero without one).

    Features seen fewer than ``rare`` times are left out unless the prior has them.
    """
    labels = sorted(
        {reading for one in seen for reading in one.readings} | set(prior.labels if prior else ())
    )
    if len(labels) < 2:
        return None
    count = collections.Counter(feature for one in seen for feature in set(one.features))
    vocabulary = dict(prior.vocabulary) if prior else {}
    for feature, times in count.items():
        if times >= rare and feature not in vocabulary:
            vocabulary[feature] = len(vocabulary)
    size, width = len(vocabulary), len(labels)
    start = np.zeros((size + 1, width))
    if prior:
        columns = [labels.index(label) for label in prior.labels]
        start[: len(prior.vocabulary)][:, columns] = prior.weights[:-1]
        start[-1, [i for i in range(width) if i not in columns]] = prior.weights[-1].min() - 1
        start[-1, columns] = prior.weights[-1]
    rows, columns = [], []
    wanted, weight = np.zeros((len(seen), width)), np.array([one.weight for one in seen])
    for number, one in enumerate(seen):
        total = sum(one.readings.values())
        for reading, share in one.readings.items():
            wanted[number, labels.index(reading)] = share / total
        found = {vocabulary[feature] for feature in one.features if feature in vocabulary}
        rows += [number] * (len(found) + 1)
        columns += [*sorted(found), size]
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(seen), size + 1))
    turned = matrix.T.tocsr()
    stiffness = np.full((size + 1, 1), l2)
    stiffness[-1] = l2 if prior else 0.01

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(size + 1, width)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        norm = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        moved = weights - start
        value = -(weight[:, None] * wanted * (scores - norm)).sum() + 0.5 * (stiffness * moved**2).sum()
        slope = turned @ (weight[:, None] * (np.exp(scores - norm) - wanted)) + stiffness * moved
        return float(value), slope.ravel()

    best = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 50})
    return Fitted(labels, vocabulary, best.x.reshape(size + 1, width))
