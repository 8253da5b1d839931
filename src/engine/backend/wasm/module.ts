import { unsigned, type Assembler } from './assembler.js';
import { valueType } from './opcodes.js';

/** A function of a module: its code and, when JavaScript calls it, the name it goes by. */
export interface ModuleFunction {
  readonly code: Assembler;
  readonly exported?: string;
}

/** The bytes of a module that imports one memory, `device.memory`, and holds these functions, which return nothing. */
export function encodeModule(functions: readonly ModuleFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [0x60, ...vector(f.code.parameters.map((p) => [valueType[p]])), 0]);
  const exports = functions.flatMap((f, index) =>
    f.exported === undefined ? [] : [[...name(f.exported), 0, ...unsigned(index)]],
  );
  const memoryImport = [...name('device'), ...name('memory'), 2, 0, 0];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([memoryImport])),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(exports)),
    ...section(10, vector(functions.map((f) => f.code.encode()))),
  ]);
}

function section(id: number, content: number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly number[][]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
}
