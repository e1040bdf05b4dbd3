"""The operations of a convolutional network as pure functions on NumPy arrays.

Channels come first, as in PyTorch: (n, c, *spatial). Integers compute in float64, float32 stays
float32; arguments are never changed and results are new arrays. Meant to be read and checked,
with sizes that fit on a screen.
"""

from vizcore.geometry import output_size, transposed_size
from vizcore.ops.activation import (
    gelu,
    gelu_derivative,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    sign_counts,
    softmax,
    tanh,
    tanh_derivative,
)
from vizcore.ops.conv import conv
from vizcore.ops.conv_matrix import conv_matrix, unfold
from vizcore.ops.conv_transpose import conv_transpose2d
from vizcore.ops.dense import dense
from vizcore.ops.dropout import dropout
from vizcore.ops.fold import fold_batch_norm, fold_batch_norm_after
from vizcore.ops.loss import cross_entropy, cross_entropy_gradient
from vizcore.ops.norm import batch_norm, batch_norm_train
from vizcore.ops.pool import global_pool, pool

__all__ = [
    "batch_norm",
    "batch_norm_train",
    "conv",
    "conv_matrix",
    "conv_transpose2d",
    "cross_entropy",
    "cross_entropy_gradient",
    "dense",
    "dropout",
    "fold_batch_norm",
    "fold_batch_norm_after",
    "gelu",
    "gelu_derivative",
    "global_pool",
    "leaky_relu",
    "leaky_relu_derivative",
    "output_size",
    "pool",
    "relu",
    "relu_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "sign_counts",
    "softmax",
    "tanh",
    "tanh_derivative",
    "transposed_size",
    "unfold",
]
