"""Trees of modules as brainstate prints, walks and filters them.

Run with a Python that has brainstate installed:  JAX_PLATFORMS=cpu python tools/golden/state.py
It writes test/golden/state.json, which is committed; no test needs Python. The modules are built again in
test/state/module-golden.test.ts.
"""
import json
import pathlib

import brainstate
import brainunit as u
import jax.numpy as jnp

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'state.json'
f = brainstate.util.filter


class Cell(brainstate.nn.Module):
    def __init__(self, n, name=None):
        super().__init__(name=name)
        self.in_size = n
        self.w = brainstate.ParamState({'weight': jnp.ones((2, 3)), 'bias': jnp.zeros(3)})


class Net(brainstate.nn.Module):
    def __init__(self):
        super().__init__(name='net')
        self.a = Cell(2)
        self.b = [self.a, Cell((3, 4), name='three')]
        self.d = {'x': Cell(1), 'n': 3, 'f': True, 's': 'text', 'none': None}
        self._h = brainstate.HiddenState(jnp.ones(2) * u.mV, name='h', tag='soma')
        self.t = brainstate.ShortTermState(jnp.zeros(2), tag=['slow'])
        self.t2 = self.t
        self.st = brainstate.State([jnp.zeros(2), {'q': jnp.ones(1) * u.ms}])
        self.inside = {'list': [1, {'deep': 'er'}], 'empty': [], 'none': {}}
        self.me = self


class Empty(brainstate.nn.Module):
    pass


class Inner(brainstate.nn.Module):
    def __init__(self, n):
        super().__init__()
        self.z = brainstate.HiddenState(jnp.zeros(n))
        self._a = brainstate.ParamState(jnp.zeros(n), tag='slow')


class Outer(brainstate.nn.Module):
    def __init__(self):
        super().__init__()
        self.second = Inner(2)
        self.first = Inner(1)
        self.layers = [Inner(3), {'b': Inner(4), 'a': self.first}]
        self.W = brainstate.ParamState(jnp.zeros(3))
        self.shared = self.W
        self.second.up = self


def key(path):
    return '.'.join(map(str, path))


def keys(mapping):
    return [key(path) for path in mapping]


def trees():
    for tree in (Net(), Outer()):
        selections = {
            'all': (),
            'param': (brainstate.ParamState,),
            'slow': ('slow',),
            'pathContainsA': (f.PathContains('a'),),
            'pathContains1': (f.PathContains(1),),
            'notHidden': (f.Not(brainstate.HiddenState),),
            'anyOf': ([brainstate.HiddenState, 'slow'],),
            'allOf': (f.All(brainstate.ParamState, f.Not('slow')),),
            'nothing': (f.Nothing(),),
            'two': (brainstate.ParamState, brainstate.State),
            'three': ('slow', brainstate.HiddenState, f.Everything()),
        }
        states = {name: tree.states(*chosen) for name, chosen in selections.items()}
        yield {
            'tree': type(tree).__name__,
            'print': repr(tree),
            'states': {name: [keys(m) for m in found] if isinstance(found, tuple) else keys(found)
                       for name, found in states.items()},
            'nodes': keys(tree.nodes()),
            'nodesByHierarchy': {f'{lo},{hi}': keys(tree.nodes(allowed_hierarchy=(lo, hi)))
                                 for lo, hi in [(0, 0), (1, 1), (0, 1), (2, 2)]},
            'statesByHierarchy': {f'{lo},{hi}': keys(tree.states(allowed_hierarchy=(lo, hi)))
                                  for lo, hi in [(0, 0), (1, 1), (0, 1), (2, 2)]},
        }


def prints():
    group = brainstate.HiddenGroupState(jnp.ones((2, 3)) * u.mV, foo=3)
    tree = brainstate.HiddenTreeState({'V': jnp.ones(2) * u.mV, 'I': jnp.ones(2) * u.mA})
    return {
        'empty': repr(Empty()),
        'group': repr(group),
        'tree': repr(tree),
        'delay': repr(brainstate.DelayState(jnp.ones((3, 2)) * u.mV)),
        'batch': repr(brainstate.BatchState(jnp.ones(2), name='mean', tag='stats')),
        'desc': repr(Cell.desc(10, name='cell')),
        'descNested': repr(Cell.desc([1, 2], name=None)),
    }


golden = {'source': f'brainstate {brainstate.__version__}', 'trees': list(trees()), 'prints': prints()}
OUT.write_text(json.dumps(golden, indent=1) + '\n')
print(OUT)
