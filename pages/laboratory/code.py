"""The laboratory as short runnable programs: a run, and a step of each optimiser."""

_RUN = """\
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

BATCH_NORM, DROPOUT = True, False
RATE, BATCH, SEED, EPOCHS = 0.001, 32, 0, 2

torch.manual_seed(SEED)
digits = load_digits()
x = torch.from_numpy(digits.images).float()[:, None] / 16
y = torch.from_numpy(digits.target).long()
order = torch.from_numpy(np.random.default_rng(SEED).permutation(len(y)))
seen, others = order[:1440], order[1440:]


def block(inputs, filters):
    yield nn.Conv2d(inputs, filters, 3, padding=1)
    yield nn.ReLU()
    yield nn.BatchNorm2d(filters) if BATCH_NORM else nn.Identity()
    yield nn.MaxPool2d(2)
    yield nn.Dropout(0.25 if DROPOUT else 0.0)


model = nn.Sequential(
    *block(1, 16), *block(16, 32), nn.Flatten(),
    nn.Linear(128, 64), nn.ReLU(), nn.BatchNorm1d(64) if BATCH_NORM else nn.Identity(),
    nn.Dropout(0.5 if DROPOUT else 0.0), nn.Linear(64, 10),
)
optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
random = torch.Generator().manual_seed(SEED)
for epoch in range(1, EPOCHS + 1):
    model.train()
    for index in torch.split(seen[torch.randperm(len(seen), generator=random)], BATCH):
        loss = F.cross_entropy(model(x[index]), y[index])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.eval()
    with torch.no_grad():
        right = (model(x[others]).argmax(1) == y[others]).float().mean()
    print(epoch, loss.item(), right.item())
"""

_OPTIMISERS = """\
import numpy as np

# Three steps down the bowl w0^2 + 10 w1^2, whose gradient is (2 w0, 20 w1).
RATE = 0.03


def gradient(w):
    return np.array([2.0, 20.0]) * w


def sgd(w):
    while True:
        w = w - RATE * gradient(w)
        yield w


def momentum(w):
    v = 0.0
    while True:
        v = 0.9 * v + gradient(w)
        w = w - RATE * v
        yield w


def adam(w):
    m, v, t = 0.0, 0.0, 0
    while True:
        g, t = gradient(w), t + 1
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w = w - RATE * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        yield w


for optimiser in (sgd, momentum, adam):
    steps = optimiser(np.array([1.0, 1.0]))
    print(optimiser.__name__, [next(steps).round(4).tolist() for _ in range(3)])
"""

_KERAS = """\
import keras
from keras import layers
from sklearn.datasets import load_digits

digits = load_digits()
x, y = digits.images[..., None] / 16, digits.target


def block(filters):
    return [
        layers.Conv2D(filters, 3, padding="same", activation="relu"),
        layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
        layers.MaxPooling2D(2),
    ]


model = keras.Sequential([
    keras.Input((8, 8, 1)), *block(16), *block(32), layers.Flatten(),
    layers.Dense(64, activation="relu"), layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    layers.Dense(10),
])
model.compile(
    keras.optimizers.Adam(0.001),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(x[:1440], y[:1440], batch_size=32, epochs=2, validation_data=(x[1440:], y[1440:]))
"""


def programs() -> dict[str, str]:
    """PyTorch and Keras programs of a run on digits; in NumPy, the steps of each optimiser.

    PyTorch's gives the very losses of the laboratory; Keras draws other weights.
    """
    return {"PyTorch": _RUN, "NumPy": _OPTIMISERS, "Keras": _KERAS}
