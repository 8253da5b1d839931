import { fail } from '../../core/error.js';
import { refuse } from './refuse.js';

/** An equation as a tree. `at` is where in the text its operator, its name or its number stands. */
export type Node =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'negate'; readonly operand: Node; readonly at: number }
  | Binary
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly at: number };

export interface Binary {
  readonly kind: 'binary';
  readonly operator: Operator;
  readonly left: Node;
  readonly right: Node;
  readonly at: number;
}

export type Operator = '+' | '-' | '*' | '/' | '**' | Comparison;
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

interface Token {
  readonly kind: 'number' | 'name' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['mark', /\*\*|[<>=!]=|[-+*/^(),<>]/y],
];

function tokens(source: string): Token[] {
  const found: Token[] = [];
  for (let at = skipSpace(source, 0); at < source.length; at = skipSpace(source, at)) {
    const token = tokenAt(source, at);
    if (token === undefined) refuse(source, at, `unexpected '${String.fromCodePoint(source.codePointAt(at)!)}'`);
    const last = found.at(-1);
    if (token.kind === 'name' && last?.kind === 'number' && last.at + last.text.length === at) {
      const product = `${last.text}*${token.text}`;
      refuse(source, at, `'${last.text}${token.text}' is neither a number nor a name: write ${product} for a product`);
    }
    found.push(token);
    at += token.text.length;
  }
  found.push({ kind: 'end', text: '', at: source.trimEnd().length });
  return found;
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at].trim() === '') at++;
  return at;
}

function tokenAt(source: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    // `^` is another way to write `**`.
    if (match !== null) return { kind, text: match[0], at };
  }
  return undefined;
}

/** How tightly an operator holds its operands, as in Python. */
const strength: Readonly<Record<string, number>> = {
  '<': 1, '<=': 1, '>': 1, '>=': 1, '==': 1, '!=': 1,
  '+': 2, '-': 2,
  '*': 3, '/': 3,
  '**': 5,
};
const comparison = 1;
/** Of a sign in front: `-a*b` is `(-a)*b`, and `-a**b` is `-(a**b)`. */
const sign = 4;

/** Deeper trees would run out of stack, here or where they are evaluated. */
const deepest = 500;

class Parser {
  private next = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(private readonly source: string) {
    this.tokens = tokens(source);
  }

  equation(): Node {
    const node = this.expression(0);
    const { kind, text, at } = this.peek();
    if (kind !== 'end') this.refuse(at, text === ')' ? "')' closes nothing" : unexpected(this.peek()));
    return node;
  }

  /** An expression of operators at least this strong. */
  private expression(least: number): Node {
    if (++this.depth > deepest) this.refuse(this.peek().at, `nested more than ${deepest} deep`);
    let left = this.operand();
    for (let compared = false; ; ) {
      const { text, kind, at } = this.peek();
      const operator = (text === '^' ? '**' : text) as Operator;
      const own = kind === 'mark' ? strength[operator] : undefined;
      if (own === undefined || own < least) break;
      if (own === comparison && compared) {
        this.refuse(at, 'comparisons do not chain: compare two things at a time');
      }
      compared ||= own === comparison;
      this.next++;
      // A power takes what follows it first, a sign among it: a ** -b ** c is a ** (-(b ** c)).
      const right = this.expression(operator === '**' ? sign : own + 1);
      left = { kind: 'binary', operator, left, right, at };
    }
    this.depth--;
    return left;
  }

  private operand(): Node {
    const { kind, text, at } = this.take();
    if (kind === 'number') return { kind, value: Number(text), at };
    if (kind === 'name') return this.peek().text === '(' ? this.call(text, at) : { kind, name: text, at };
    if (text === '-') return { kind: 'negate', operand: this.expression(sign), at };
    if (text === '+') return this.expression(sign);
    if (kind === 'end') this.refuse(at, 'unexpected end: a name, a number or ( is missing');
    if (text !== '(') this.refuse(at, `unexpected '${text}'`);
    const inside = this.expression(0);
    this.close(at);
    return inside;
  }

  private call(name: string, at: number): Node {
    const open = this.take().at;
    const args: Node[] = [];
    if (this.peek().text === ')') this.next++;
    else {
      do args.push(this.expression(0));
      while (this.peek().text === ',' && this.next++ >= 0);
      this.close(open);
    }
    return { kind: 'call', name, args, at };
  }

  private close(open: number): void {
    const { text, kind, at } = this.take();
    if (text === ')') return;
    if (kind === 'end') this.refuse(open, "'(' is never closed");
    this.refuse(at, unexpected({ text, kind, at }));
  }

  private peek(): Token {
    return this.tokens[this.next];
  }

  private take(): Token {
    const token = this.tokens[this.next];
    if (token.kind !== 'end') this.next++;
    return token;
  }

  private refuse(at: number, reason: string): never {
    refuse(this.source, at, reason);
  }
}

function unexpected({ kind, text }: Token): string {
  if (text === '(') return "unexpected '(': write * for a product";
  return `unexpected '${text}'${kind === 'mark' ? '' : ': an operator is missing before it'}`;
}

/** Trees of the texts that were read lately. */
const read = new Map<string, Node>();
const remembered = 1000;

/** The tree of an equation. A text is read once. */
export function parse(source: string): Node {
  if (typeof source !== 'string') fail('unit/exprSource', { got: source === null ? 'null' : typeof source });
  let node = read.get(source);
  if (node === undefined) {
    node = new Parser(source).equation();
    if (read.size >= remembered) read.delete(read.keys().next().value!);
    read.set(source, node);
  }
  return node;
}
