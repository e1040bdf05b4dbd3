"""Changes to a network: the same as in a network of one's own, and nobody else's moves."""

import copy

import numpy as np
import pytest
import torch

from vizcore.errors import SurgeryError
from vizcore.images import KERNELS
from vizcore.nets import (
    Edit,
    layers_of,
    load_minivgg,
    operate,
    parameters_of,
    parse_edit,
    record,
)
from vizcore.nets.surgery import PASTED, text_of


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


@pytest.fixture(scope="module")
def x(model):
    rng = np.random.default_rng(2)
    return model.prepare(rng.integers(0, 256, (2, 32, 32, 3), dtype=np.uint8))


NUMBERS = [
    Edit("weight", "conv3", (5, 31, 0, 2), 1.5),
    Edit("bias", "fc1", (100,), -3.0),
    Edit("weight", "fc2", (3, 511), 0.25),
    Edit("running_var", "bn2", (7,), 4.0),
    Edit("running_mean", "bn5", (0,), 2.0),
    Edit("weight", "bn4", (63,), 0.0),
]


@pytest.mark.parametrize("edit", NUMBERS, ids=lambda edit: edit.text)
def test_a_changed_number_acts_as_in_a_network_that_has_it(model, x, edit):
    own = copy.deepcopy(model)
    with torch.no_grad():
        own.layers.get_submodule(edit.layer).state_dict()[edit.what][edit.index] = edit.to
    outputs, changed = operate(model, x, [edit])
    for name, expected in record(own, x).items():
        torch.testing.assert_close(outputs[name], expected, rtol=0, atol=0)
    assert set(changed) == {f"{edit.layer}.{edit.what}"}
    assert float(changed[f"{edit.layer}.{edit.what}"][edit.index]) == edit.to


def test_a_changed_value_and_a_map_that_is_off_go_on_through_the_layers(model, x):
    outputs, changed = operate(
        model, x, [Edit("value", "relu1", (4, 9, 9), 7.0), Edit("off", "pool2", (12,))]
    )
    plain = record(model, x)
    assert not changed
    assert (outputs["relu1"] != plain["relu1"]).sum() <= 2
    assert (outputs["relu1"][:, 4, 9, 9] == 7).all()
    assert (outputs["pool2"][:, 12] == 0).all()
    y = outputs["relu1"]
    for name, layer in list(model.layers.named_children())[2:]:
        y = layer(y)
        if name == "pool2":
            y[:, 12] = 0
        torch.testing.assert_close(outputs[name], y, rtol=0, atol=0)


def test_a_pasted_kernel_is_the_hand_made_one_as_strong_as_the_others(model, x):
    outputs, changed = operate(model, x, [Edit("kernel", "conv1", (5,), "laplacian")])
    kernel = changed["conv1.weight"][5]
    assert torch.equal(kernel[0], kernel[1])
    ratio = kernel[0].numpy() / np.where(
        KERNELS["laplacian"].weights == 0, 1, KERNELS["laplacian"].weights
    )
    assert np.ptp(ratio[KERNELS["laplacian"].weights != 0]) < 1e-6
    norms = model.layers.conv1.weight.detach().flatten(1).norm(dim=1)
    assert float(kernel.norm()) == pytest.approx(float(norms.mean()), rel=1e-5)
    by_hand = torch.nn.functional.conv2d(x, kernel[None], model.layers.conv1.bias[5:6], padding=1)
    torch.testing.assert_close(outputs["conv1"][:, 5], by_hand[:, 0], rtol=1e-5, atol=1e-5)


def test_a_later_change_prevails_and_the_input_can_be_changed(model, x):
    edits = [Edit("value", "input", (0, 3, 3), 5.0), Edit("value", "input", (0, 3, 3), 1.0)]
    outputs, _ = operate(model, x, edits)
    assert (outputs["input"][:, 0, 3, 3] == 1).all()
    assert not torch.equal(outputs["fc2"], record(model, x)["fc2"])


def test_twenty_surgeons_leave_the_network_as_it_is(model, x):
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    plain, given = record(model, x), x.clone()
    for i in range(20):
        operate(
            model,
            x,
            [*NUMBERS, Edit("off", "conv1", (i,)), Edit("kernel", "conv2", (i,), "sharpen")],
        )
    assert all(torch.equal(before[name], tensor) for name, tensor in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())
    assert torch.equal(x, given)
    for name, output in record(model, x).items():
        assert torch.equal(output, plain[name])


def test_a_change_is_written_and_read_back(model):
    layers, parameters = layers_of(model), parameters_of(model)
    edits = [*NUMBERS, Edit("off", "fc1", (511,)), Edit("kernel", "conv4", (0,), "emboss")]
    assert [parse_edit(text, layers, parameters) for text in text_of(edits).split(";")] == edits
    assert {"laplacian", "sharpen", "emboss"} <= set(PASTED)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no change"),
        ("value:conv1.5.3.9", "is no number"),
        ("value:conv1.5.3.9=nan", "is no number"),
        ("value:conv1.5.3.9=1e9", "is no number"),
        ("value:conv1.5.3=1", "conv1 has no value at"),
        ("off:conv9.1", "nothing can be changed in 'conv9'"),
        ("off:softmax.1", "nothing can be changed in 'softmax'"),
        ("off:conv1.32", "conv1 has no map at"),
        ("kernel:pool1.3=laplacian", "pool1 has no kernel of 3 × 3 at"),
        ("kernel:conv1.3=unheard", "there is no kernel 'unheard'"),
        ("weight:conv1.0.3.0.0=1", "conv1 has no weight at"),
        ("running_var:conv1.0=1", "conv1 has no running var at"),
        ("__class__:conv1.0=1", "conv1 has no   class   at"),
    ],
)
def test_what_cannot_be_is_one_sentence(model, text, reason):
    with pytest.raises(SurgeryError, match=reason):
        parse_edit(text, layers_of(model), parameters_of(model))
