"""The guided tour: ten stops from the picture to the class, three of them with a prediction."""

from pages.ui.components.network import Stop


def _stop(
    title: str,
    text: str,
    layer: str = "",
    near: str = "layer",
    *,
    ask: tuple[list[str], int, str] = ([], 0, ""),
) -> Stop:
    answers, right, why = ask
    return {
        "title": title,
        "text": text,
        "layer": layer,
        "near": near if layer else "",
        "answers": answers,
        "right": right,
        "why": why,
    }


STOPS = [
    _stop(
        "From pixels to a class",
        "A picture goes in on the left, ten probabilities come out on the right. Every small "
        "square "
        "between is a map: what one kernel made of the picture. Nothing here is a sketch; each of "
        "the 330,000 values is the trained network's own.",
    ),
    _stop(
        "Three channels",
        "The network is given red, green and blue, less the mean of all training images and "
        "divided "
        "by their standard deviation. Orange is above zero, blue below.",
        "input",
    ),
    _stop(
        "The first convolution",
        "Each of these 32 maps was made by one kernel that slid over the three channels. Some look "
        "for edges, some for patches of colour. How many weights has one of these kernels?",
        "conv1",
        ask=(
            ["9", "27", "864"],
            1,
            "3 × 3 places on each of 3 channels are 27 weights, and a bias beside them.",
        ),
    ),
    _stop(
        "ReLU keeps what was found",
        "What is below zero becomes zero: the blue is gone. What is left says where the kernel "
        "found "
        "what it looks for, and how strongly.",
        "relu1",
    ),
    _stop(
        "Batch norm brings to scale",
        "Each map is shifted and stretched by four numbers that it learnt. Zero moves away from "
        "zero "
        "again: so the background of a map is blue or orange here.",
        "bn1",
    ),
    _stop(
        "One value of the second convolution",
        "The lines come from the 32 maps before it: orange raised this value, blue lowered it. The "
        "blue frames are all that it has seen. How many pixels of the picture are they?",
        "conv2",
        "lit",
        ask=(
            ["3 × 3", "5 × 5", "9 × 9"],
            1,
            "A window of 3 × 3 values that have each seen 3 × 3 pixels, one apart: 5 × 5.",
        ),
    ),
    _stop(
        "Pooling halves rows and columns",
        "Of each 2 × 2 values the largest stays. The maps become smaller, what they found stays, "
        "and "
        "where it was is known less exactly.",
        "pool1",
    ),
    _stop(
        "Deeper maps see more",
        "64 maps of 16 × 16 values. One value here has seen 14 × 14 pixels, nearly a quarter of "
        "the "
        "picture: no edge any more, but an eye, a wheel, a wing.",
        "conv4",
        "lit",
    ),
    _stop(
        "All values in a row",
        "Flattening puts 64 maps of 8 × 8 values into one row. Each of the 512 units of fc1 takes "
        "all of them. How many weights has fc1?",
        "fc1",
        ask=(
            ["4,096", "32,768", "2,097,152"],
            2,
            "4,096 values times 512 units: 97 % of the whole network's parameters stand here.",
        ),
    ),
    _stop(
        "Ten numbers, ten shares",
        "fc2 adds up 512 values for each class, softmax makes shares of the ten sums. Click the "
        "largest and follow it back, number by number, to a pixel.",
        "softmax",
    ),
]
