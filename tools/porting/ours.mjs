import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What this package exports, read from its sources, so that no build is needed: `find('u.math.exp')`. */
export class Exports {
  #entries;
  #declared;

  constructor(entries, declared) {
    this.#entries = entries;
    this.#declared = declared;
  }

  /** Loads every entry of package.json. */
  static async load() {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const sources = Object.entries(exports)
      .filter(([, target]) => typeof target === 'object')
      .map(([path, target]) => [path, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')]);
    // Below the repository, so that the optional packages are found.
    const folder = mkdtempSync(join(root, 'node_modules', '.porting-'));
    try {
      await build({
        absWorkingDir: root,
        entryPoints: sources.map(([, file]) => file),
        outbase: 'src',
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
        logLevel: 'error',
      });
      const entries = new Map();
      for (const [path, file] of sources) {
        const built = join(folder, file.replace(/^src\//, '').replace(/\.ts$/, '.mjs'));
        entries.set(path.replace(/^\.\/?/, ''), await import(pathToFileURL(built).href));
      }
      return new Exports(entries, (name) => declaresType(sources.map(([, file]) => file), name));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /**
   * Where a user finds this: `{ name, entry }`, or nothing. A name starts at the package (`u.math.exp`), or at the last
   * part of one of its entries (`file.save`).
   */
  find(name) {
    const parts = name.split('.');
    if (reach(this.#entries.get(''), parts) !== undefined) return { name, entry: '' };
    for (const [entry, module] of this.#entries) {
      const own = entry.split('/').at(-1);
      if (entry === '' || own !== parts[0]) continue;
      if (parts.length === 1 || reach(module, parts.slice(1)) !== undefined) return { name, entry };
    }
    return undefined;
  }

  /** Whether the package exports a type of this name. */
  hasType(name) {
    return this.#declared(name);
  }
}

/** What stands at the end of this path; a class shows its static members and those of its instances. */
function reach(value, parts) {
  for (const part of parts) {
    const instances = typeof value === 'function' ? value.prototype : undefined;
    if (has(value, part)) value = value[part];
    // A getter of a class needs an instance; that it is there is what counts.
    else if (has(instances, part)) value = describe(instances, part);
    else return undefined;
  }
  return value;
}

const has = (holder, name) => Object(holder) === holder && describe(holder, name) !== undefined;

/** The property, with what it inherits but for what every object and every function has. */
function describe(holder, name) {
  for (let at = holder; at !== null && at !== Object.prototype && at !== Function.prototype; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found !== undefined && !(typeof at === 'function' && ['name', 'length', 'prototype'].includes(name))) return found;
  }
  return undefined;
}

/** Types leave nothing behind when a module is loaded, so they are looked up in the texts of the entries. */
function declaresType(files, name) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return false;
    seen.add(file);
    const text = readFileSync(join(root, file), 'utf8');
    if (new RegExp(`^export (declare )?(type|interface|class|const|function|abstract class) ${name}\\b`, 'm').test(text)) return true;
    for (const [, list] of text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)) {
      if (list.split(',').some((one) => one.trim().replace(/^type /, '').split(' as ').at(-1) === name)) return true;
    }
    const all = [...text.matchAll(/^export \* (?:as \w+ )?from '(\.[^']*)\.js'/gm)];
    return all.some(([, path]) => visit(join(file, '..', `${path}.ts`)));
  };
  return files.some(visit);
}
