// The layering of src/: a room imports only from rooms above it in the list. The same holds inside the engine.
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The rooms of src/, from the ground up. */
export const rooms = ['core', 'engine', 'unit', 'state', 'tools', 'nn', 'model', 'cli'];

/** Lists of neighbours: in each folder, a name may import only from names above it in the list. */
export const layers = {
  '': rooms,
  engine: ['array', 'program', 'trace', 'ops', 'transform', 'control', 'random', 'compile', 'backend', 'functions'],
};

/** Pairs that may not know each other, in either direction. */
export const strangers = [['engine/backend/reference', 'engine/backend/wasm']];

/** Rooms that work with quantities alone and never reach for the engine. */
export const withoutEngine = ['model'];

/** Why a file of src/ may not import another (both as paths below src/, with `/`), or undefined when it may. */
export function whyNot(from, to) {
  if (withoutEngine.some((room) => isWithin(from, room)) && isWithin(to, 'engine')) {
    return `${from.split('/')[0]} works with quantities: it may not import from the engine`;
  }
  for (const [a, b] of strangers) {
    if ((isWithin(from, a) && isWithin(to, b)) || (isWithin(from, b) && isWithin(to, a))) {
      return `${a} and ${b} may not import from each other`;
    }
  }
  for (const [folder, names] of Object.entries(layers)) {
    const [importer, imported] = [from, to].map((path) => nameIn(folder, path));
    // A file that stands in the folder itself (an index) sees every name below, and no name sees it.
    if (importer === undefined || imported === undefined || importer === '') continue;
    for (const name of [importer, imported]) {
      if (name !== '' && !names.includes(name)) return `${at(folder, name)} is not in the list of rooms`;
    }
    if (imported === '') return `${at(folder, importer)} may not import ${to}, which stands over it`;
    if (names.indexOf(imported) > names.indexOf(importer)) {
      return `${at(folder, importer)} may not import from ${at(folder, imported)}, which comes after it in the list`;
    }
  }
  return undefined;
}

/** The folder directly below `folder` that a path lies in, '' when it lies in `folder` itself. */
function nameIn(folder, path) {
  if (folder !== '' && !isWithin(path, folder)) return undefined;
  const rest = folder === '' ? path : path.slice(folder.length + 1);
  return rest.includes('/') ? rest.split('/')[0] : '';
}

function at(folder, name) {
  return folder === '' ? name : `${folder}/${name}`;
}

function isWithin(path, folder) {
  return path.startsWith(`${folder}/`);
}

/** @type {import('eslint').Rule.RuleModule} */
export const layering = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { layering: '{{why}}', self: 'inside src/ import by relative path, not from {{name}}' },
  },
  create(context) {
    const src = join(context.cwd, 'src');
    const from = below(src, context.filename);
    if (from === undefined) return {};
    const check = (source) => {
      const name = source?.value;
      if (typeof name !== 'string') return;
      if (/^braints($|\/)/.test(name)) context.report({ node: source, messageId: 'self', data: { name } });
      if (!name.startsWith('.')) return;
      const to = below(src, resolve(dirname(context.filename), name));
      const why = to === undefined ? 'a file of src/ may import only from src/' : whyNot(from, to);
      if (why !== undefined) context.report({ node: source, messageId: 'layering', data: { why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

/** A path below a folder with `/` between its names, or undefined when it lies outside. */
function below(folder, path) {
  const inside = relative(folder, path);
  return inside.startsWith('..') || inside === path ? undefined : inside.split(sep).join('/');
}
