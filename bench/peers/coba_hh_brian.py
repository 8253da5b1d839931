"""Hodgkin-Huxley cells in a balanced network in Brian2, as a C++ program of its own, in float32: what `../lib/coba-hh.mjs`
builds, of the equations of Brian2's example COBAHH.

Its arguments are the numbers of cells and steps. The program is generated and compiled with the first request; each request
runs it with the targets and first values of a seed. `ms` is what Brian2 reports for its run alone.
"""
import sys

from peer import need, noise, serve

np = need('numpy')
b2 = need('brian2')
from brian_network import Network
from stored import TARGETS

N, STEPS = int(sys.argv[1]), int(sys.argv[2])

MODEL = """
dv/dt = (gl*(El - v) + ge*(0*mV - v) + gi*(-80*mV - v) - gna*(m*m*m)*h*(v - 50*mV) - gk*(n*n*n*n)*(v + 90*mV)) / C : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
dge/dt = -ge / (5*ms) : siemens
dgi/dt = -gi / (10*ms) : siemens
alpha_m = 0.32*4 / exprel((13*mV - v + VT) / (4*mV)) / ms : Hz
beta_m = 0.28*5 / exprel((v - VT - 40*mV) / (5*mV)) / ms : Hz
alpha_h = 0.128*exp((17*mV - v + VT) / (18*mV)) / ms : Hz
beta_h = 4 / (1 + exp((40*mV - v + VT) / (5*mV))) / ms : Hz
alpha_n = 0.032*5 / exprel((15*mV - v + VT) / (5*mV)) / ms : Hz
beta_n = 0.5*exp((10*mV - v + VT) / (40*mV)) / ms : Hz
"""
CONSTANTS = dict(
    gl=10 * b2.nS, gna=20 * b2.uS, gk=6 * b2.uS, C=200 * b2.pF, El=-60 * b2.mV, VT=-63 * b2.mV
)


def cells():
    return b2.NeuronGroup(
        N, MODEL, threshold='v > -20*mV', refractory=3 * b2.ms, method='exponential_euler', namespace=CONSTANTS
    )


network = Network(N, STEPS, cells, {'excite': 'ge_post += 6*nS', 'inhibit': 'gi_post += 67*nS'})


def first_values(seed):
    """Targets, int32 `[N, 80]`, potentials in mV and conductances in nS."""
    start = np.uint32(seed * 0x10000000 & 0xFFFFFFFF)
    drawn = noise(np.arange(N * (TARGETS + 3), dtype=np.uint32) + start).astype(np.float64)
    targets = (drawn[: N * TARGETS] * N).astype(np.int32).reshape(N, TARGETS)
    V, ge, gi = drawn[N * TARGETS :].reshape(3, N)
    return targets, -73 + 16 * V, 15 + 50 * ge, 400 * gi


def answer(seed):
    targets, V, ge, gi = first_values(seed)
    return network.run(targets, lambda cells: {cells.v: V * b2.mV, cells.ge: ge * b2.nS, cells.gi: gi * b2.nS})


serve(answer)
