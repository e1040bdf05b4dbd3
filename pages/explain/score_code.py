"""What the programs of all libraries share: the score, and the sweep of a square."""

from pages.explain.methods import Asked


def score(asked: Asked, logits: str = "logits[:, {}]") -> str:
    """The score in terms of what `logits` stands for, a class's number filled in."""
    one = logits.format(asked.first)
    return one if asked.second is None else f"{one} - {logits.format(asked.second)}"


def sweep(asked: Asked) -> str:
    """Places of the square, and a map of the mean drop; for arrays of either library."""
    side, stride = asked.side, asked.stride
    return (
        f"side, stride = {side}, {stride}\n"
        "starts = range(0, 32 - side + stride, stride)\n"
        "scores = np.zeros((len(starts), len(starts)))\n"
        "total, covers = np.zeros((32, 32)), np.zeros((32, 32))\n"
        "for i, top in enumerate(starts):\n"
        "    for j, left in enumerate(starts):\n"
        "        square = slice(top, top + side), slice(left, left + side)\n"
        "        scores[i, j] = covered(*square)\n"
        "        total[square] += whole - scores[i, j]\n"
        "        covers[square] += 1\n"
        "result = total / covers\n"
    )
