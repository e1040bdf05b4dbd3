"""One drawing of each of CIFAR-10's classes: pictures that anybody may pass on.

They are as plain as a child's, and the trained MiniVGG knows each for what it is
(`tests/images/test_scenes.py`).
"""

import numpy as np
from jaxtyping import UInt8

from vizcore.images.canvas import Canvas

Scene = UInt8[np.ndarray, "96 96 3"]

_BLACK = (18, 16, 15)
_GLASS = (150, 185, 205)
_ROAD = ((120, 120, 120), (90, 90, 92))


def airplane() -> Scene:
    """A white airplane, flying to the right.

    Examples
    --------
    >>> airplane().shape
    (96, 96, 3)
    """
    wing, hull = (190, 195, 205), (225, 228, 235)
    drawn = Canvas(((90, 150, 215), (180, 210, 240)))
    drawn.shape(wing, (44, 46), (60, 46), (36, 76), (26, 76))
    drawn.shape((170, 175, 185), (48, 42), (60, 42), (50, 22), (44, 22))
    drawn.shape(hull, (8, 44), (20, 39), (78, 39), (90, 45), (84, 51), (20, 51))
    drawn.oval(hull, 84, 45, 14, 12)
    drawn.shape((60, 90, 170), (8, 45), (4, 24), (12, 24), (22, 42))
    drawn.shape(wing, (10, 46), (22, 46), (12, 56), (4, 56))
    for x in range(26, 80, 5):
        drawn.box((70, 85, 110), x, 43, x + 2, 45.5)
    return drawn.pixels()


def automobile() -> Scene:
    """A red car on a road."""
    red = (200, 30, 35)
    drawn = Canvas(((190, 200, 210), (215, 215, 210)), _ROAD, horizon=60)
    drawn.oval((60, 60, 62), 48, 79, 84, 8)
    drawn.shape(red, (26, 48), (36, 32), (62, 32), (74, 48))
    drawn.shape(red, (6, 54), (10, 49), (28, 46), (74, 46), (88, 52), (92, 60), (91, 72), (5, 72))
    drawn.shape(_GLASS, (31, 47), (38, 35), (48, 35), (48, 47))
    drawn.shape(_GLASS, (51, 47), (51, 35), (60, 35), (69, 47))
    drawn.box((150, 20, 25), 5, 66, 91, 72).oval((250, 240, 190), 88, 57, 6, 5)
    return _wheels(drawn, (24, 73), 72, 9).pixels()


def bird() -> Scene:
    """A brown bird on a branch."""
    brown, dark = (130, 95, 65), (85, 62, 45)
    drawn = Canvas(((170, 195, 215), (200, 210, 205)), ((120, 140, 90), (100, 120, 70)), horizon=78)
    drawn.line((90, 65, 45), 5, (0, 82), (96, 76))
    drawn.shape(dark, (10, 66), (34, 52), (36, 62), (14, 74))
    drawn.oval(brown, 46, 56, 46, 32).oval((220, 200, 170), 52, 62, 30, 20)
    drawn.oval(brown, 68, 38, 26, 24).shape(dark, (24, 50), (52, 46), (56, 58), (34, 66))
    drawn.shape((225, 150, 40), (79, 36), (93, 40), (79, 43)).oval(_BLACK, 71, 35, 5, 5)
    for x in (44, 54):
        drawn.line((200, 130, 50), 2, (x, 71), (x, 80))
    return drawn.pixels()


def cat() -> Scene:
    """The face of a grey cat."""
    grey, line = (125, 115, 105), (60, 52, 47)
    drawn = Canvas(((150, 120, 100), (160, 130, 105)), ((110, 90, 75), (90, 75, 65)), horizon=70)
    drawn.oval(grey, 48, 92, 70, 50).oval(grey, 48, 48, 60, 52)
    for side in (-1, 1):
        drawn.shape(grey, (48 + side * 30, 14), (48 + side * 8, 28), (48 + side * 26, 48))
        drawn.shape(
            (200, 150, 145), *((48 + side * x, y) for x, y in ((26, 21), (13, 30), (23, 40)))
        )
        drawn.oval((160, 190, 80), 48 + side * 12, 45, 13, 11)
        drawn.oval(_BLACK, 48 + side * 12, 45, 5, 10)
    drawn.oval((225, 220, 210), 48, 60, 32, 24).shape((200, 110, 110), (44, 54), (52, 54), (48, 59))
    drawn.line(line, 1.2, (48, 59), (48, 63), (42, 66)).line(line, 1.2, (48, 63), (54, 66))
    for step in (-1, 0, 1):
        drawn.line(line, 2, (48 + 6 * step, 24), (48 + 5 * step, 34))
        for side in (-1, 1):
            drawn.line((240, 240, 240), 0.75, (48 + side * 14, 60), (48 + side * 36, 62 + 4 * step))
    return drawn.pixels()


def deer() -> Scene:
    """A deer with antlers at the edge of a wood."""
    coat, horn = (150, 100, 60), (90, 60, 35)
    drawn = Canvas(((110, 130, 85), (140, 150, 100)), ((120, 125, 75), (95, 95, 55)), horizon=55)
    drawn.oval(coat, 44, 54, 44, 22).shape(coat, (54, 50), (66, 28), (74, 30), (66, 58))
    drawn.shape(coat, (64, 28), (74, 24), (86, 34), (83, 38), (70, 36))
    drawn.shape(coat, (64, 28), (56, 24), (68, 24))
    for x in (28, 34, 56, 61):
        drawn.line(coat, 3.2, (x, 60), (x, 88))
    drawn.line(horn, 2, (68, 25), (60, 10), (54, 6)).line(horn, 2, (62, 14), (66, 4))
    drawn.line(horn, 2, (71, 25), (78, 10), (84, 6)).line(horn, 2, (76, 14), (73, 4))
    drawn.oval((240, 235, 225), 23, 50, 8, 10).oval(_BLACK, 75, 29, 3, 3)
    return drawn.oval((30, 20, 15), 85, 36, 4, 3).pixels()


def dog() -> Scene:
    """The face of a brown dog on a meadow."""
    coat, ear, line = (185, 140, 85), (115, 75, 40), (60, 40, 30)
    drawn = Canvas(((130, 160, 110), (150, 170, 120)), ((95, 130, 70), (70, 105, 50)), horizon=60)
    drawn.oval(coat, 48, 94, 60, 50).oval(coat, 48, 46, 50, 54)
    drawn.oval(ear, 22, 44, 18, 40).oval(ear, 74, 44, 18, 40)
    drawn.oval((235, 220, 195), 48, 60, 28, 30).oval(_BLACK, 48, 54, 13, 9)
    drawn.oval(_BLACK, 38, 40, 8, 8).oval(_BLACK, 58, 40, 8, 8)
    drawn.line(line, 1.3, (48, 58), (48, 66), (41, 69)).line(line, 1.3, (48, 66), (55, 69))
    return drawn.oval((215, 100, 110), 48, 73, 9, 10).pixels()


def frog() -> Scene:
    """A green frog on the ground."""
    green, dark = (70, 140, 50), (45, 100, 35)
    drawn = Canvas(((120, 100, 60), (140, 115, 70)), ((95, 80, 50), (70, 60, 35)), horizon=50)
    drawn.oval(dark, 26, 68, 34, 28).oval(dark, 72, 68, 34, 28)
    drawn.oval(green, 48, 60, 56, 46).oval((190, 200, 120), 48, 72, 36, 22)
    drawn.oval(green, 48, 42, 46, 28)
    for x in (33, 63):
        drawn.oval(green, x, 31, 14, 14).oval((220, 190, 60), x, 30, 9, 9)
        drawn.oval(_BLACK, x, 30, 5, 5)
    drawn.line((30, 70, 25), 1.5, (30, 47), (48, 51), (66, 47))
    drawn.line(dark, 6, (30, 72), (26, 84), (18, 86))
    return drawn.line(dark, 6, (66, 72), (70, 84), (78, 86)).pixels()


def horse() -> Scene:
    """A brown horse on a meadow."""
    coat, hair = (120, 70, 40), (60, 35, 22)
    drawn = Canvas(((150, 190, 225), (200, 220, 235)), ((110, 150, 75), (80, 120, 55)), horizon=62)
    drawn.oval(coat, 46, 50, 50, 24).shape(coat, (58, 46), (72, 20), (80, 24), (70, 56))
    drawn.shape(coat, (72, 20), (80, 18), (92, 30), (88, 35), (76, 30))
    drawn.shape(coat, (73, 20), (75, 13), (79, 20)).line(hair, 4, (60, 42), (70, 20))
    for x, knee in ((28, -2), (34, 2), (60, -2), (66, 2)):
        drawn.line(coat, 5, (x, 56), (x + knee, 72), (x, 86)).box(hair, x - 3, 84, x + 3, 88)
    return drawn.line(hair, 4, (22, 46), (14, 56), (14, 72)).oval(hair, 82, 24, 2.5, 2.5).pixels()


def ship() -> Scene:
    """A steamer on the sea."""
    white, rail = (235, 235, 235), (70, 70, 80)
    drawn = Canvas(((150, 185, 215), (205, 220, 230)), ((60, 105, 140), (35, 75, 110)), horizon=58)
    drawn.box(white, 30, 36, 70, 52).box(white, 40, 26, 58, 38).box((200, 60, 50), 46, 14, 54, 27)
    for x in range(33, 70, 6):
        drawn.box((60, 80, 100), x, 40, x + 3, 44)
    drawn.shape((150, 40, 40), (8, 50), (92, 50), (84, 68), (18, 68))
    drawn.shape((40, 45, 60), (7, 48), (93, 48), (91, 54), (9, 54))
    return drawn.line(rail, 1, (22, 48), (22, 24)).line(rail, 1, (78, 48), (78, 30)).pixels()


def truck() -> Scene:
    """A truck with a white body and a blue cab."""
    drawn = Canvas(((170, 195, 220), (215, 220, 220)), _ROAD, horizon=64)
    drawn.oval((60, 60, 60), 48, 83, 90, 7)
    drawn.box((235, 235, 232), 4, 22, 62, 68).box((205, 205, 205), 4, 64, 62, 70)
    drawn.shape((30, 80, 170), (65, 34), (80, 34), (88, 50), (93, 54), (93, 72), (65, 72))
    drawn.shape(_GLASS, (70, 38), (79, 38), (85, 50), (70, 50)).box((50, 50, 55), 4, 70, 93, 74)
    return _wheels(drawn, (16, 32, 80), 76, 8).pixels()


def _wheels(drawn: Canvas, places: tuple[int, ...], y: int, radius: int) -> Canvas:
    for x in places:
        drawn.oval((25, 25, 28), x, y, 2 * radius, 2 * radius)
        drawn.oval((150, 150, 155), x, y, radius, radius)
    return drawn


#: Each drawing by the name of its class, in the order of CIFAR-10's.
SCENES = {
    draw.__name__: draw
    for draw in (airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck)
}
