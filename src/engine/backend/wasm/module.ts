import type { Assembler } from './assembler.js';
import { Bytes } from './bytes.js';
import { valueType } from './opcodes.js';

/** A function of a module: its code and, when JavaScript calls it, the name it goes by. */
export interface ModuleFunction {
  readonly code: Assembler;
  readonly exported?: string;
}

/** The sections that a module has here, by their numbers. */
const section = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;

/** The bytes of a module that imports one memory, `device.memory`, and holds these functions, which return nothing. */
export function encodeModule(functions: readonly ModuleFunction[]): Uint8Array<ArrayBuffer> {
  const module = new Bytes().all([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const add = <T>(id: number, items: readonly T[], write: (to: Bytes, item: T, index: number) => void): void => {
    const content = new Bytes().unsigned(items.length);
    items.forEach((item, index) => write(content, item, index));
    module.byte(id).sized(content);
  };
  add(section.types, functions, (to, { code }) => {
    to.byte(0x60).unsigned(code.parameters.length);
    code.parameters.forEach((type) => to.byte(valueType[type]));
    to.byte(0);
  });
  add(section.imports, ['memory'], (to, memory) => to.name('device').name(memory).all([2, 0, 0]));
  // Every function has a type of its own.
  add(section.functions, functions, (to, _, index) => to.unsigned(index));
  const exported = functions.flatMap((f, index) => (f.exported === undefined ? [] : [{ name: f.exported, index }]));
  add(section.exports, exported, (to, { name, index }) => to.name(name).byte(0).unsigned(index));
  add(section.code, functions, (to, { code }) => to.sized(code.encode()));
  return module.written().slice();
}
