"""Golden values of braintools.metric in float64: classification and regression losses, and their gradients.

    JAX_PLATFORMS=cpu python tools/golden/metric.py > test/golden/metric.json
"""

import json
import sys

import jax
import jax.numpy as jnp
import numpy as np
from braintools import metric

# Importing brainstate sets 32 bits.
jax.config.update("jax_enable_x64", True)

rng = np.random.default_rng(11)


def eighths(*shape, low=-24, high=25):
    return rng.integers(low, high, shape) / 8


def array(x):
    x = np.asarray(x)
    ints = np.issubdtype(x.dtype, np.integer)
    values = [("-Infinity" if v == -np.inf else int(v) if ints else float(f"{v:.13g}")) for v in x.ravel()]
    return {"shape": list(x.shape), "values": values, **({"int": True} if ints else {})}


logits = eighths(4, 3)
probs = np.array([[0.5, 0.25, 0.25], [1, 0, 0], [0.125, 0.5, 0.375], [0, 0.25, 0.75]])
one_hot = np.eye(3)[[2, 0, 1, 1]]
classes = np.array([2, 0, 1, 1], np.int32)
signs = np.where(eighths(4, 3) < 0, -1.0, 1.0)
bits = (eighths(4, 3) > 0).astype(float)
log_probs = np.log(np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8], [0.25, 0.5, 0.25], [0.6, 0.2, 0.2]]))
with np.errstate(divide="ignore"):
    log_targets = np.log(probs)
predictions, targets = eighths(4, 5), eighths(4, 5)
targets[2] = 0
large = np.array([[-90.0, 0.0, 90.0], [30.0, -30.0, 100.0], [5.0, 5.0, 5.0], [-1e3, 1e3, 0.0]])
images = eighths(2, 3, 4)
pixels = np.array([[0, 2, 1, 1], [2, 2, 0, 1]], np.int32)

cases = []


def case(name, *args, options=None, grad=True):
    options = options or {}
    f = getattr(metric, name)
    value = f(*[jnp.asarray(a) for a in args], **options)
    entry = {"name": name, "args": [array(a) for a in args], "options": options, "value": array(value)}
    if grad:
        loss = lambda x: jnp.sum(f(x, *[jnp.asarray(a) for a in args[1:]], **options))
        entry["gradient"] = array(jax.grad(loss)(jnp.asarray(args[0])))
    cases.append(entry)


case("sigmoid_binary_cross_entropy", logits, bits)
case("sigmoid_binary_cross_entropy", large, bits)
case("hinge_loss", logits, signs)
case("perceptron_loss", logits, signs)
case("softmax_cross_entropy", logits, probs)
case("softmax_cross_entropy", large, one_hot)
case("softmax_cross_entropy_with_integer_labels", logits, classes)
case("softmax_cross_entropy_with_integer_labels", large, classes)
case("softmax_cross_entropy_with_integer_labels", np.moveaxis(images, 1, -1), pixels)
case("multiclass_hinge_loss", logits, classes)
case("multiclass_perceptron_loss", logits, classes, grad=False)
case("poly_loss_cross_entropy", logits, probs)
case("poly_loss_cross_entropy", logits, one_hot, options={"epsilon": -0.5})
case("kl_divergence", log_probs, probs)
case("kl_divergence_with_log_targets", log_probs, log_targets)
case("convex_kl_divergence", log_probs, probs * 1.5)
case("sigmoid_focal_loss", logits, bits)
case("sigmoid_focal_loss", logits, bits, options={"alpha": 0.25, "gamma": 1.5})
case("nll_loss", log_probs, classes)
case("nll_loss", log_probs[0], np.array(2, np.int32))
case("nll_loss", images, pixels)
case("smooth_labels", one_hot, options={"alpha": 0.1})
case("ranking_softmax_loss", logits, probs)
case("ranking_softmax_loss", logits, probs, options={"reduction": "none"})
for reduction in ("none", "mean", "sum"):
    case("squared_error", predictions, targets, options={"reduction": reduction})
    case("absolute_error", predictions, targets, options={"reduction": reduction})
    case("l1_loss", predictions, targets, options={"reduction": reduction})
    case("l2_loss", predictions, targets, options={"reduction": reduction})
    case("huber_loss", predictions, targets, options={"reduction": reduction, "delta": 1.5})
    case("log_cosh", predictions, targets, options={"reduction": reduction})
case("squared_error", predictions, targets)
case("absolute_error", predictions, targets)
case("l1_loss", predictions, targets)
case("l2_loss", predictions)
case("huber_loss", predictions)
case("log_cosh", predictions * 1e3)
case("squared_error", predictions, targets, options={"reduction": "mean", "axis": 1})
case("l2_norm", predictions, targets, options={"axis": -1})
case("l2_norm", predictions[0])
case("cosine_similarity", predictions, targets)
case("cosine_distance", predictions, targets)
case("pairwise_cosine_similarity", predictions)
case("pairwise_cosine_distance", predictions, targets[:2])

where = np.array([[True, True, False], [True, False, True], [False, False, False], [True, True, True]])
weights = eighths(4, 3, low=1)
ranked = {
    "where": array(where.astype(np.int32)),
    "weights": array(weights),
    "mean": array(metric.ranking_softmax_loss(logits, probs, where=where, weights=weights)),
    "sum": array(metric.ranking_softmax_loss(logits, probs, where=where, reduction="sum")),
    "none": array(metric.ranking_softmax_loss(logits, probs, weights=weights, reduction="none")),
}

speech = eighths(2, 7, 4)
paddings = np.array([[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1]], float)
words = np.array([[1, 2, 2], [3, 1, 0]], np.int32)
word_paddings = np.array([[0, 0, 0], [0, 0, 1]], float)
loss, blank, label = metric.ctc_loss_with_forward_probs(speech, paddings, words, word_paddings)
ctc = {
    "args": [array(a) for a in (speech, paddings, words, word_paddings)],
    "loss": array(loss),
    "blank": array(blank),
    "label": array(label),
    "gradient": array(jax.grad(lambda x: metric.ctc_loss(x, paddings, words, word_paddings).sum())(jnp.asarray(speech))),
}
norms = {
    "x": array(predictions),
    "two": array(metric.safe_norm(predictions, 1e-3)),
    "rows": array(metric.safe_norm(predictions, 3.0, axis=1, keepdims=True)),
    "ones": array(metric.safe_norm(predictions, 1e-3, ord=1, axis=0)),
    "largest": array(metric.safe_norm(predictions, 2.0, ord=jnp.inf, axis=1)),
}
fenchel = array(metric.make_fenchel_young_loss(jax.scipy.special.logsumexp)(logits, one_hot))
json.dump(
    {"cases": cases, "ranked": {"logits": array(logits), "labels": array(probs), **ranked}, "ctc": ctc, "norms": norms,
     "fenchel": {"scores": array(logits), "targets": array(one_hot), "value": fenchel}},
    sys.stdout,
    separators=(",", ":"),
)
print()
