import numpy as np
import pytest
import torch
from sklearn import metrics

from vizcore.training.run.measures import confusion_matrix, measure


def test_measure_agrees_with_scikit_learn() -> None:
    random = torch.Generator().manual_seed(5)
    targets = torch.arange(500) % 10
    logits = torch.randn(500, 10, generator=random) + 2 * torch.eye(10)[targets]
    figures, said = measure(logits, targets), logits.argmax(1)
    assert 0.2 < figures.accuracy < 0.95
    assert figures.accuracy == pytest.approx(metrics.accuracy_score(targets, said))
    assert figures.loss == pytest.approx(metrics.log_loss(targets, logits.double().softmax(1)))
    np.testing.assert_array_equal(figures.confusion, metrics.confusion_matrix(targets, said))
    recall = metrics.recall_score(targets, said, average=None)
    assert list(figures.per_class.values()) == pytest.approx(recall.tolist())


def test_rows_of_the_confusion_matrix_are_the_true_classes() -> None:
    matrix = confusion_matrix(np.array([0, 0, 9]), np.array([0, 2, 9]))
    assert (matrix[0, 0], matrix[0, 2], matrix[9, 9], matrix.sum()) == (1, 1, 1, 3)
