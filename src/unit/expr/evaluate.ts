import { BrainError } from '../../core/error.js';
import { nearest } from '../../core/nearest.js';
import * as engine from '../../engine/index.js';
import * as arithmetic from '../arithmetic.js';
import { brief } from '../display.js';
import { measured, plain, type Measured, type Term } from '../measured.js';
import { unitless } from '../unit.js';
import { functions } from './functions.js';
import { refuse } from './refuse.js';
import type { Binary, Node, Operator } from './syntax.js';

/** What the names of an equation stand for: quantities, plain numbers, and units for `25*mV`. */
export type Names = Readonly<Record<string, unknown>>;

type Call = Extract<Node, { kind: 'call' }>;

/** The value of an equation, computed by the operations on quantities. */
export function evaluate(source: string, root: Node, names: Names): Term {
  return value(root);

  function value(node: Node): Term {
    // A long sum leans to the left: its operators are walked along and not called into.
    const spine: Binary[] = [];
    let start = node;
    while (start.kind === 'binary') {
      spine.push(start);
      start = start.left;
    }
    let left = leaf(start);
    for (const node of spine.reverse()) {
      const right = value(node.right);
      left = attempt(node.at, () => combine(node, left, right));
    }
    return left;
  }

  function leaf(node: Exclude<Node, Binary>): Term {
    switch (node.kind) {
      case 'number':
        return node.value;
      case 'name':
        return named(node.name, node.at);
      case 'negate': {
        const operand = value(node.operand);
        if (typeof operand === 'number') return -operand;
        return attempt(node.at, () => arithmetic.neg(measured(operand, 'neg')));
      }
      case 'call':
        return call(node);
    }
  }

  function named(name: string, at: number): Term {
    if (!Object.hasOwn(names, name)) refuse(source, at, unknownName(name, Object.keys(names)));
    const given = names[name];
    if (typeof given === 'number') return given;
    return attempt(at, () => measured(given as Term, `'${name}'`));
  }

  function call({ name, args, at }: Call): Measured {
    const f = functions.get(name);
    if (f === undefined) refuse(source, at, unknownFunction(name, names));
    if (args.length < f.least || args.length > f.most) {
      const count = f.most === Infinity ? `${f.least} or more` : String(f.most);
      refuse(source, at, `${name}() takes ${count} argument${f.most === 1 ? '' : 's'}, got ${args.length}`);
    }
    const terms = args.map(value);
    return attempt(at, () => f.run(...terms));
  }

  function combine({ operator, right: { at } }: Binary, a: Term, b: Term): Term {
    if (operator === '**') return power(a, b, at);
    if (typeof a === 'number' && typeof b === 'number') return ofNumbers(operator, a, b);
    return operations[operator](a, b);
  }

  /** A plain number may have any exponent; what has a dimension, one that does not depend on data. */
  function power(a: Term, b: Term, at: number): Term {
    if (typeof a === 'number' && typeof b === 'number') return a ** b;
    const base = measured(a, 'the base');
    const exponent = plain(b, 'the exponent');
    if (typeof b === 'number') return arithmetic.pow(base, b);
    if (!base.unit.dimension.isOne) {
      const got = brief(measured(b, 'the exponent'));
      refuse(source, at, `the exponent of ${brief(base)}, a ${base.unit.dimension.name}, must be a number, got ${got}`);
    }
    return { mantissa: engine.pow(plain(base, 'the base'), exponent), unit: unitless };
  }

  /** Runs an operation; what it refuses is refused at its place in the equation. */
  function attempt<T>(at: number, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof BrainError && error.code !== 'unit/expr') refuse(source, at, error.message);
      throw error;
    }
  }
}

const operations: Readonly<Record<Exclude<Operator, '**'>, (a: Term, b: Term) => Measured>> = {
  '+': arithmetic.add,
  '-': arithmetic.sub,
  '*': arithmetic.mul,
  '/': arithmetic.div,
  '<': arithmetic.lt,
  '<=': arithmetic.le,
  '>': arithmetic.gt,
  '>=': arithmetic.ge,
  '==': arithmetic.eq,
  '!=': arithmetic.ne,
};

function ofNumbers(operator: Exclude<Operator, '**'>, a: number, b: number): Term {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return operations[operator](a, b);
  }
}

function unknownName(name: string, known: readonly string[]): string {
  if (functions.has(name)) return `${name} is a function: write ${name}(…)`;
  const near = nearest(name, known);
  const remedy = near === undefined ? `the names are ${known.join(', ') || 'none'}` : `did you mean ${near}?`;
  return `unknown name '${name}': ${remedy}`;
}

function unknownFunction(name: string, names: Names): string {
  if (Object.hasOwn(names, name)) return `${name} is no function: write ${name}*(…) for a product`;
  const known = [...functions.keys()];
  const near = nearest(name, known);
  const remedy = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
  return `unknown function '${name}': ${remedy}`;
}
