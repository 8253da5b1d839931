"""Lists what brainpy.state, brainstate, brainunit and braintools export: writes tools/porting/names.json.

    pip install brainpy==2.8.2 brainpy_state==0.1.0 brainstate==0.5.4 brainunit==0.5.2 braintools==0.3.0
    python tools/porting/names.py

An exported name is one of a module's `__all__`. A module counts when it is public and has an `__all__` of its own.
Each name comes with what it is: a class, a function, a module or a value; a class that is another class under a
second name says so.
"""

import importlib
import inspect
import json
import os
import pathlib
import pkgutil
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
    if callable(value):
        # Units are callable objects; what makes them values is that they are no functions.
        return 'value' if type(value).__name__ == 'Unit' else 'function'
    return 'value'


def modules_of(root):
    """The root, and every public module below it that says what it exports."""
    yield root
    package = importlib.import_module(root)
    here = [info.name for info in pkgutil.iter_modules(package.__path__)] if hasattr(package, '__path__') else []
    also = [name for name, value in vars(package).items() if isinstance(value, types.ModuleType)
            and value.__name__.startswith(package.__name__.split('.')[0])]
    for name in sorted({*here, *also}):
        if not name.startswith('_') and hasattr(getattr(package, name, None), '__all__'):
            yield f'{root}.{name}'


def names_of(path):
    root = next(root for root in ROOTS if path.startswith(root))
    module = importlib.import_module(root)
    for part in path[len(root):].split('.')[1:]:
        module = getattr(module, part)
    found = {'class': [], 'function': [], 'module': [], 'value': []}
    for name in sorted(set(module.__all__)):
        try:
            found[kind_of(getattr(module, name))].append(name)
        except AttributeError:
            found.setdefault('missing', []).append(name)  # in __all__, though it cannot be read
    return {kind: names for kind, names in found.items() if names}


def main():
    modules = {path: names_of(path) for root in ROOTS for path in modules_of(root)}
    out = {'versions': {name: version(name) for name in PACKAGES}, 'modules': modules}
    lines = ['{', f'"versions": {json.dumps(out["versions"])},', '"modules": {']
    for i, (path, kinds) in enumerate(modules.items()):
        lines.append(f'{json.dumps(path)}: {{')
        lines += [f'  {json.dumps(kind)}: {json.dumps(names)}{"," if j < len(kinds) - 1 else ""}'
                  for j, (kind, names) in enumerate(kinds.items())]
        lines.append('},' if i < len(modules) - 1 else '}')
    lines += ['}', '}']
    pathlib.Path(__file__).with_name('names.json').write_text('\n'.join(lines) + '\n')


main()
