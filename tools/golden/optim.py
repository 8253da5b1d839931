"""Golden values of braintools.optim in float64: weights after some of twenty steps on a small problem, and learning rates by epoch.

    JAX_PLATFORMS=cpu python tools/golden/optim.py > test/golden/optim.json
"""

import json
import sys

import brainstate
import jax
import jax.numpy as jnp
import numpy as np
import optax
from braintools import optim

brainstate.environ.set(precision=64)
jax.config.update("jax_enable_x64", True)



class Wide:
    """jax.numpy with no float32: two rules count in it whatever the weights are."""

    float32 = jnp.float64

    def __getattr__(self, name):
        return getattr(jnp, name)


sys.modules["braintools.optim._optax_optimizer"].jnp = Wide()
sys.modules["optax._src.factorized"].jnp = Wide()

KEPT = (1, 2, 5, 10, 20)
rng = np.random.default_rng(7)
# Whole numbers of eighths: exact in a short text.
x = (rng.integers(-8, 9, (6, 4)) / 8)
y = (rng.integers(-8, 9, (6, 3)) / 4)
w0 = (rng.integers(1, 9, (4, 3)) / 8 * rng.choice([-1, 1], (4, 3)))
b0 = np.array([0.5, -0.25, 0.125])


def floats(values):
    return [float(f"{v:.13g}") for v in np.asarray(values, dtype=np.float64).ravel()]


def run(make):
    w, b = brainstate.ParamState(jnp.asarray(w0)), brainstate.ParamState(jnp.asarray(b0))
    weights = {"w": w, "b": b}
    opt = make()
    opt.register_trainable_weights(weights)

    def loss():
        out = jnp.tanh(jnp.asarray(x) @ w.value) + b.value
        return jnp.mean((out - jnp.asarray(y)) ** 2)

    grad = brainstate.transform.grad(loss, grad_states=weights)
    kept = []
    for i in range(1, 21):
        opt.step(grad())
        if i in KEPT:
            kept.append({"w": floats(w.value), "b": floats(b.value)})
    return kept


clips = dict(grad_clip_norm=0.5, grad_clip_value=0.2, weight_decay=0.05)
optimizers = {
    "SGD": ({}, dict(lr=0.1)),
    "SGD momentum": ({}, dict(lr=0.1, momentum=0.9, weight_decay=0.1)),
    "SGD nesterov": ({}, dict(lr=0.1, momentum=0.9, nesterov=True, **clips)),
    "Momentum": ({}, dict(lr=0.05, weight_decay=0.1)),
    "MomentumNesterov": ({}, dict(lr=0.05, momentum=0.8)),
    "Adam": ({}, dict(lr=0.05)),
    "Adam chain": ({}, dict(lr=0.05, betas=(0.8, 0.99), eps=1e-6, **clips)),
    "Adam amsgrad": ({}, dict(lr=0.05, amsgrad=True)),
    "AdamW": ({}, dict(lr=0.05)),
    "AdamW decay": ({}, dict(lr=0.05, weight_decay=0.2, grad_clip_norm=0.3)),
    "Adagrad": ({}, dict(lr=0.1)),
    "Adagrad decay": ({}, dict(lr=0.1, lr_decay=0.1, initial_accumulator_value=0.1, eps=1e-7, weight_decay=0.05)),
    "Adadelta": ({}, dict()),
    "RMSprop": ({}, dict(lr=0.01)),
    "RMSprop centered": ({}, dict(lr=0.01, momentum=0.5, centered=True, alpha=0.9, weight_decay=0.05)),
    "Adamax": ({}, dict(lr=0.05)),
    "Nadam": ({}, dict(lr=0.05)),
    "RAdam": ({}, dict(lr=0.05)),
    "RAdam short": ({}, dict(lr=0.05, betas=(0.9, 0.9))),
    "Lamb": ({}, dict(lr=0.05, weight_decay=0.1)),
    "Lars": ({}, dict(lr=1.0, trust_coefficient=0.05, weight_decay=0.1)),
    "Yogi": ({}, dict(lr=0.05)),
    "Rprop": ({}, dict(lr=0.02)),
    "Adafactor": ({}, dict(lr=0.05, weight_decay=0.1)),
    "AdaBelief": ({}, dict(lr=0.05)),
    "Lion": ({}, dict(lr=0.01, weight_decay=0.1)),
    "LBFGS": ({}, dict(lr=0.3, memory_size=4)),
    "LBFGS short": ({}, dict(lr=0.05, memory_size=1, grad_clip_norm=0.9)),
    "SM3": ({}, dict(lr=0.1)),
    "Novograd": ({}, dict(lr=0.05, weight_decay=0.1)),
    "Fromage": ({}, dict(lr=0.05)),
}
steps = {}
for name, (_, options) in optimizers.items():
    steps[name] = {"options": options, "weights": run(lambda: getattr(optim, name.split()[0])(**options))}
steps["Lookahead"] = {
    "options": {"sync_period": 3, "alpha": 0.4, "weight_decay": 0.1},
    "weights": run(lambda: optim.Lookahead(optax.sgd(0.1, momentum=0.9), sync_period=3, alpha=0.4, weight_decay=0.1)),
}
steps["Adam scheduled"] = {"options": {}, "weights": None}


def scheduled():
    w, b = brainstate.ParamState(jnp.asarray(w0)), brainstate.ParamState(jnp.asarray(b0))
    weights = {"w": w, "b": b}
    lr = optim.StepLR(base_lr=0.1, step_size=2, gamma=0.5)
    opt = optim.Adam(lr=lr)
    opt.register_trainable_weights(weights)
    opt.add_param_group({"b": b}, lr=0.01, weight_decay=0.5)
    opt.param_groups[0]["params"] = {"w": w}
    opt.opt_state.value = opt.tx.init({"w": w.value})

    def loss():
        out = jnp.tanh(jnp.asarray(x) @ w.value) + b.value
        return jnp.mean((out - jnp.asarray(y)) ** 2)

    grad = brainstate.transform.grad(loss, grad_states=weights)
    kept = []
    for i in range(1, 21):
        opt.step(grad())
        lr.step()
        if i in KEPT:
            kept.append({"w": floats(w.value), "b": floats(b.value)})
    return kept


steps["Adam scheduled"]["weights"] = scheduled()

# A matrix that is large enough to be factored, with a gradient that does not depend on it.
big = np.fromfunction(lambda i, j: np.sin(0.1 * i) * np.cos(0.07 * j), (130, 128))
big_w = brainstate.ParamState(jnp.asarray(big, jnp.float64))
factored = optim.Adafactor(lr=0.1)
factored.register_trainable_weights({"w": big_w})
for i in range(3):
    factored.step({"w": jnp.asarray(np.fromfunction(lambda a, c: np.cos(0.3 * a + i) + 0.01 * c, (130, 128)), jnp.float64)})
corner = np.asarray(big_w.value)[::37, ::29]

schedulers = {
    "StepLR": [{}, {"step_size": 7, "gamma": 0.5, "base_lr": 0.2}],
    "MultiStepLR": [{}, {"milestones": [5, 12, 30], "gamma": 0.3}],
    "ExponentialLR": [{}, {"gamma": 0.9, "base_lr": 0.1}],
    "ExponentialDecayLR": [
        {},
        {"decay_steps": 10, "decay_rate": 0.5, "transition_begin": 3},
        {"decay_steps": 10, "decay_rate": 0.5, "staircase": True, "end_value": 2e-4},
    ],
    "CosineAnnealingLR": [{}, {"T_max": 20, "eta_min": 1e-4}],
    "PolynomialLR": [{}, {"total_iters": 30, "power": 2.0}],
    "WarmupScheduler": [{}, {"warmup_epochs": 12, "warmup_start_lr": 1e-4}, {"warmup_epochs": 0}],
    "CyclicLR": [
        {"step_size_up": 8},
        {"step_size_up": 5, "step_size_down": 9, "mode": "triangular2"},
        {"step_size_up": 6, "mode": "exp_range", "gamma": 0.97},
    ],
    "OneCycleLR": [{"total_steps": 40}, {"epochs": 5, "steps_per_epoch": 6, "anneal_strategy": "linear", "pct_start": 0.5}],
    "LinearLR": [{}, {"start_factor": 0.1, "end_factor": 2.0, "total_iters": 20}],
    "ConstantLR": [{}, {"factor": 0.5, "total_iters": 9}],
    "CosineAnnealingWarmRestarts": [{}, {"T_0": 4, "T_mult": 2, "eta_min": 1e-4}],
    "WarmupCosineSchedule": [{"warmup_steps": 10, "total_steps": 40}, {"warmup_steps": 0, "total_steps": 30, "eta_min": 1e-4}],
    "PiecewiseConstantSchedule": [{"boundaries": [10, 30], "values": [0.1, 0.01, 0.001]}, {}],
}


def rates(scheduler, metric=None):
    kept = [scheduler.get_last_lr()]
    for i in range(50):
        scheduler.step() if metric is None else scheduler.step(metric(i))
        kept.append(scheduler.get_last_lr())
    return [[float(f"{float(v):.12g}") for v in row] for row in kept]


lrs = [
    {"name": name, "options": options, "rates": rates(getattr(optim, name)(**options))}
    for name, each in schedulers.items()
    for options in each
]
metrics = [float(f"{1 / (1 + min(i, 12)) + 0.05 * np.cos(i):.6g}") for i in range(50)]
for options in ({}, {"patience": 3, "cooldown": 2, "factor": 0.5, "min_lr": 2e-4}, {"mode": "max", "patience": 4, "threshold_mode": "abs"}):
    plateau = optim.ReduceLROnPlateau(**options)
    lrs.append({"name": "ReduceLROnPlateau", "options": options, "rates": rates(plateau, lambda i: metrics[i])})
several = {
    "two": [optim.StepLR(base_lr=[0.1, 0.01], step_size=20)],
    "chained": [optim.ChainedScheduler([optim.WarmupScheduler(0.1, 10, 0.01), optim.ExponentialLR(0.1, 0.95)])],
    "sequential": [
        optim.SequentialLR([optim.LinearLR(0.1, total_iters=10), optim.ExponentialLR(0.05, 0.9), optim.ConstantLR(0.01)], [10, 30])
    ],
}
for name, (scheduler,) in several.items():
    lrs.append({"name": name, "options": {}, "rates": rates(scheduler)})
json.dump(
    {
        "x": floats(x),
        "y": floats(y),
        "w": floats(w0),
        "b": floats(b0),
        "kept": KEPT,
        "steps": steps,
        "factored": floats(corner),
        "metrics": metrics,
        "schedulers": lrs,
    },
    sys.stdout,
    separators=(",", ":"),
)
print()
