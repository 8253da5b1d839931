import type { Module } from './module.js';
import { walk } from './walk.js';

const labels = new WeakMap<Module, string>();

/** Gives the modules in a module names for error texts, by their paths: `Network.layers.0 (LIF)`. One that has a name keeps it. */
export function labelModules(root: Module): void {
  walk(root, {
    module(module, path) {
      if (path.length === 0 || labels.has(module)) return;
      labels.set(module, `${root.constructor.name}.${path.join('.')} (${module.constructor.name})`);
    },
  });
}

/** What errors call a module: its path and its class, or the class alone of one that is in no other. */
export function labelOf(module: Module): string {
  return labels.get(module) ?? module.constructor.name;
}
