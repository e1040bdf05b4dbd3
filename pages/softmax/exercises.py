"""Exercises on softmax: shares from odds, what changes them, the loss and its gradient."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.text import number

_TOLERANCE = 0.006  # two decimals, rounded or cut off


def share_from_powers(rng: np.random.Generator) -> Exercise:
    """A probability where the powers of e are whole numbers."""
    powers = rng.integers(1, 10, 3)
    which = int(rng.integers(3))
    answer = float(ops.softmax(np.log(powers))[which])
    total = int(powers.sum())
    return Exercise(
        f"Three classes A, B and C have logits ln {powers[0]}, ln {powers[1]} and ln {powers[2]}. "
        f"What probability does softmax give {'ABC'[which]}, to two places?",
        answer,
        f"The powers of e are {powers[0]}, {powers[1]} and {powers[2]}, their sum is {total}: "
        f"{powers[which]} / {total} = {number(answer)}.",
        _TOLERANCE,
    )


def odds_of_two(rng: np.random.Generator) -> Exercise:
    """How many times as likely one class is: only the difference of two logits counts."""
    low = int(rng.integers(-4, 5))
    gap, third = int(rng.integers(1, 4)), int(rng.integers(-4, 9))
    shares = ops.softmax(np.array([low, low + gap, third]))
    answer = float(shares[1] / shares[0])
    return Exercise(
        f"Softmax of the logits {_row([low, low + gap, third])}: how many times as likely as the "
        "first class is the second, to one place?",
        answer,
        f"Odds depend on the difference alone, whatever the third logit is: "
        f"$e^{{{low + gap} - {f'({low})' if low < 0 else low}}} = e^{{{gap}}}$ ≈ {answer:.2f}.",
        0.06,
    )


def constant_added(rng: np.random.Generator) -> Exercise:
    """The probability of a class after a number was added to all logits."""
    percent, added = 5 * int(rng.integers(1, 19)), int(rng.integers(2, 100))
    return Exercise(
        f"A network gives a class {percent} %. Now {added} is added to each of its logits. "
        "How many percent does the class have then?",
        percent,
        f"Every power is multiplied by the same $e^{{{added}}}$, above and below the line. "
        f"It cancels: {percent} %.",
    )


def loss_of_share(rng: np.random.Generator) -> Exercise:
    """The information in the true class, in nats."""
    parts = int(rng.integers(2, 13))
    logits = np.zeros((1, parts))
    answer = float(ops.cross_entropy(logits, np.array([0])))
    return Exercise(
        f"All logits of {parts} classes are equal. What is the cross-entropy, whichever class is "
        "the true one, in nats and to two places?",
        answer,
        f"Each class has 1/{parts}: −ln 1/{parts} = ln {parts} ≈ {number(answer)}.",
        _TOLERANCE,
    )


def step_of_true_logit(rng: np.random.Generator) -> Exercise:
    """Where one step of gradient descent takes a logit."""
    shares = rng.multinomial(7, [1 / 3] * 3) + 1  # tenths
    truth, which = (int(part) for part in rng.integers(3, size=2))
    z, rate = int(rng.integers(-2, 4)), int(rng.integers(1, 4))
    gradient = ops.cross_entropy_gradient(np.log(shares[None]), np.array([truth]))[0]
    answer = z - rate * float(gradient[which])
    y, p = int(which == truth), shares[which] / 10
    return Exercise(
        f"Classes A, B and C have probabilities {', '.join(f'{s / 10:g}' for s in shares)}; "
        f"{'ABC'[truth]} is the true one. The logit of {'ABC'[which]} is {_minus(z)}. What is it "
        f"after one step of gradient descent with learning rate {rate}?",
        answer,
        f"The gradient is p − y = {p:g} − {y} = {_minus(p - y)}: "
        f"{_minus(z)} − {rate} · ({_minus(p - y)}) = {_minus(answer)}.",
        _TOLERANCE,
    )


def temperature_and_odds(rng: np.random.Generator) -> Exercise:
    """What a temperature makes of the odds of two classes."""
    root, temperature = int(rng.integers(2, 5)), int(rng.integers(2, 4))
    odds = root**temperature
    shares = ops.softmax(np.log([odds, 1]) / temperature)
    answer = round(float(shares[0] / shares[1]), 9)
    root_sign = {2: "square", 3: "cube"}[temperature]
    return Exercise(
        f"At temperature 1 class A is {odds} times as likely as class B. How many times as likely "
        f"is it at temperature {temperature}?",
        answer,
        f"The difference of the logits, ln {odds}, is divided by {temperature}: that is the "
        f"{root_sign} root of {odds}, which is {_minus(answer)}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    share_from_powers,
    odds_of_two,
    constant_added,
    loss_of_share,
    step_of_true_logit,
    temperature_and_odds,
)


def _minus(value: float) -> str:
    return f"{round(value, 9) + 0.0:g}".replace("-", "−")


def _row(values: list[int]) -> str:
    return ", ".join(_minus(value) for value in values)
