"""Lists what brainpy.state, brainstate, brainunit and braintools export: writes tools/porting/names.json.

    pip install brainpy==2.8.2 brainpy_state==0.1.0 brainstate==0.5.4 brainunit==0.5.2 braintools==0.3.0
    python tools/porting/names.py

An exported name is one of a module's `__all__`. A module counts when it is public and has an `__all__` of its own.
Each name comes with what it is: a class, a function, a module, a unit, or another value.
"""

import importlib
import inspect
import json
import os
import pathlib
import pkgutil
import textwrap
import types
import warnings
from importlib.metadata import version

os.environ.setdefault('JAX_PLATFORMS', 'cpu')
warnings.simplefilter('ignore')

ROOTS = ['brainpy.state', 'brainstate', 'brainunit', 'braintools']
PACKAGES = ['brainpy', 'brainpy_state', 'brainstate', 'brainunit', 'braintools', 'jax']


def kind_of(value):
    if isinstance(value, types.ModuleType):
        return 'module'
    if inspect.isclass(value):
        return 'class'
    if type(value).__name__ == 'Unit':
        return 'unit'
    return 'function' if callable(value) else 'value'


def modules_of(path, seen):
    """This module, and every public module in it that says what it exports; the same one under a second name does not count."""
    module = resolve(path)
    members = tuple(id(getattr(module, name)) for name in sorted(module.__all__))
    if members in seen:
        return
    seen.add(members)
    yield path
    parts = [info.name for info in pkgutil.iter_modules(module.__path__)] if path in ROOTS else []
    parts += [name for name in module.__all__ if isinstance(getattr(module, name), types.ModuleType)]
    for name in sorted(set(parts)):
        if not name.startswith('_') and hasattr(getattr(module, name, None), '__all__'):
            yield from modules_of(f'{path}.{name}', seen)


def resolve(path):
    root = next(root for root in ROOTS if path.startswith(root))
    module = importlib.import_module(root)
    for part in path[len(root):].split('.')[1:]:
        module = getattr(module, part)
    return module


def names_of(path):
    module = resolve(path)
    found = {'class': [], 'function': [], 'module': [], 'unit': [], 'value': []}
    for name in sorted(set(module.__all__)):
        found[kind_of(getattr(module, name))].append(name)
    return {kind: names for kind, names in found.items() if names}


def main():
    seen = set()
    modules = {path: names_of(path) for root in ROOTS for path in modules_of(root, seen)}
    out = {'versions': {name: version(name) for name in PACKAGES}, 'modules': modules}
    lines = ['{', f'"versions": {json.dumps(out["versions"])},', '"modules": {']
    for i, (path, kinds) in enumerate(modules.items()):
        lines.append(f'{json.dumps(path)}: {{')
        for j, (kind, names) in enumerate(kinds.items()):
            line = f'{json.dumps(kind)}: {json.dumps(names)}{"," if j < len(kinds) - 1 else ""}'
            lines += textwrap.wrap(line, 118, initial_indent='  ', subsequent_indent='    ', break_on_hyphens=False)
        lines.append('},' if i < len(modules) - 1 else '}')
    lines += ['}', '}']
    pathlib.Path(__file__).with_name('names.json').write_text('\n'.join(lines) + '\n')


main()
