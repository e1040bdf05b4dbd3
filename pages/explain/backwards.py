"""Backpropagation by hand, for the programs in NumPy: each layer's gradient in a line or two."""

#: Defines `gradient_at(x, names)`; `layer`, `w` and `behind` are the program's.
BACKWARDS = '''

def backwards(g, name, x):
    """The gradient before a layer, from the one behind it; x is what went in."""
    if name.startswith("conv"):  # the kernels turned by half a turn, the other way round
        windows = np.lib.stride_tricks.sliding_window_view(
            np.pad(g, ((0, 0), (1, 1), (1, 1))), (3, 3), (1, 2)
        )
        turned = w[name + ".weight"][:, :, ::-1, ::-1]
        return np.einsum("khwuv,kcuv->chw", windows, turned, optimize=True)
    if name.startswith("relu"):  # on where the value was above 0
        return g * (x > 0)
    if name.startswith("bn"):  # at test time a factor a channel
        factor = w[name + ".weight"] / np.sqrt(w[name + ".running_var"] + 1e-5)
        return g * factor.reshape(-1, *[1] * (x.ndim - 1))
    if name.startswith("pool"):  # all of it to the largest of four
        c, h, v = g.shape
        fours = x.reshape(c, h, 2, v, 2).transpose(0, 1, 3, 2, 4).reshape(c, h, v, 4)
        out = np.zeros_like(fours)
        np.put_along_axis(out, fours.argmax(axis=-1)[..., None], g[..., None], axis=-1)
        return out.reshape(c, h, v, 2, 2).transpose(0, 1, 3, 2, 4).reshape(x.shape)
    if name.startswith("fc"):
        return (w[name + ".weight"].T @ g).reshape(x.shape)
    return g  # dropout rests outside training


def gradient_at(x, names):
    """The gradient of the score by x, which goes through the layers `names`."""
    went_in = []
    for name in names:
        went_in.append(x)
        x = layer(x, name)
    g = behind
    for name, x in zip(names[::-1], went_in[::-1]):
        g = backwards(g, name, x)
    return g

'''
