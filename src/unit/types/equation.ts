import type { Div, Mul, Pow } from './dimension.js';

// The compiler reads an equation as the run-time parser does, and comes to its dimension. The text becomes a list of
// tokens; a machine then walks along it with a stack of values and one of operators, and puts both aside at every
// parenthesis. All of it is tail recursion, which the compiler does not limit to a few dozen levels.
//
// A value is a dimension's name; `#2` for a number that is written down, which an exponent can be; `#` for one that is
// known at run time; `?` for a dimension that is known at run time.

/** What the names of an equation can stand for. */
export type EquationScope = Readonly<Record<string, { readonly dim: unknown } | number>>;

/** The text itself where it is a good equation, and otherwise a text that says what is wrong with it. */
export type Checked<T extends string, S> = IsOpen<T> extends true ? T : Read<T, S> extends Wrong<infer Text> ? Text : T;

/** The same; the result must have dimension `D`. */
export type CheckedAs<T extends string, S, D> = IsOpen<T> extends true
  ? T
  : Read<T, S> extends infer R
    ? R extends Wrong<infer Text>
      ? Text
      : R extends '?' | D
        ? T
        : `the result must be ${Shown<D>}, got ${Shown<R>}`
    : never;

/** The dimension of a good equation. */
export type DimensionOf<T extends string, S> = IsOpen<T> extends true
  ? Unknown
  : Read<T, S> extends infer R
    ? Named<R>
    : never;

/** Whether a text is known at run time only: `string`, or a pattern such as `${string}/tau`. */
type IsOpen<T extends string> = Record<never, never> extends Record<T, true> ? true : false;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a dimension that is known at run time only
type Unknown = any;

type Named<R> = R extends '?' ? Unknown : R extends Wrong<string> ? never : R;

interface Wrong<Text extends string> {
  wrong: Text;
}

// ---- tokens

type Space = ' ' | '\n' | '\t' | '\r';
type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';
type Arithmetic = '+' | '-' | '*' | '/' | '**' | '^';
type Mark = Arithmetic | Comparison | '(' | ')' | ',' | '=' | '!';

/** The first token of a text, and the text after it; at the end the token is empty. */
type Token<T> = T extends `${infer H}${infer Rest}`
  ? H extends Space
    ? Token<Rest>
    : H extends Mark
      ? H extends '*' | '<' | '>' | '=' | '!'
        ? Rest extends `${H extends '*' ? '*' : '='}${infer After}`
          ? [H extends '*' ? '**' : `${H}=`, After]
          : [H, Rest]
        : [H, Rest]
      : Word<T, Rest>
  : ['', ''];

/** The word at the start of a text, of which the text from its second letter on is known already. */
type Word<T, Later> = AfterWord<Later> extends infer Rest extends string
  ? T extends `${infer W}${Rest}`
    ? [W, Rest] extends [`${Digit | '.'}${string}${'e' | 'E'}`, `${infer Sign extends '+' | '-'}${infer Exponent}`]
      ? AfterWord<Exponent> extends infer End extends string
        ? Exponent extends `${infer Digits}${End}`
          ? [`${W}${Sign}${Digits}`, End]
          : never
        : never
      : [W, Rest]
    : never
  : never;

type AfterWord<T> = T extends `${infer H}${infer Rest}` ? (H extends Space | Mark ? T : AfterWord<Rest>) : '';

// ---- the machine

/** For each token after an operand: the operators before it that are computed first. As in Python. */
interface ComputedBefore {
  '**': never;
  '^': never;
  '*': Factors;
  '/': Factors;
  '+': Terms;
  '-': Terms;
  '<': Terms;
  '<=': Terms;
  '>': Terms;
  '>=': Terms;
  '==': Terms;
  '!=': Terms;
  ')': Terms | Comparison;
  ',': Terms | Comparison;
  '': Terms | Comparison;
}
type Factors = '**' | '^' | 'sign' | '*' | '/';
type Terms = Factors | '+' | '-';

type Read<T, S> = string extends keyof S ? '?' : AtOperand<Token<T>, S, Empty, Empty, Empty>;

type Empty = [];

/**
 * Before an operand; `T` is the next token and the text after it. `V` and `O` are the stacks of values and operators,
 * and `F` what was put aside at open parentheses: both stacks, the function, and its arguments so far. A stack is a pair
 * of its top and the stack below.
 */
type AtOperand<T, S, V, O, F> = T extends [infer H extends string, infer Rest]
  ? H extends keyof S
    ? AtOperator<Token<Rest>, S, [ValueOf<S[H]>, V], O, F>
    : H extends '('
      ? AtOperand<Token<Rest>, S, Empty, Empty, [[V, O, '', []], F]>
      : H extends '-'
        ? AtOperand<Token<Rest>, S, V, ['sign', O], F>
        : H extends '+'
          ? AtOperand<Token<Rest>, S, V, O, F>
          : H extends `${Digit | `.${Digit}`}${string}`
            ? H extends NumberText
              ? AtOperator<Token<Rest>, S, [`#${Tidy<H>}`, V], O, F>
              : Wrong<`'${H}' is neither a number nor a name`>
            : H extends Mark
              ? Wrong<`unexpected '${H}'`>
              : H extends ''
                ? Wrong<'unexpected end'>
                : AtFunction<H, Token<Rest>, S, V, O, F>
  : never;

/** At a name that is not of the scope; `T` is what comes after it. */
type AtFunction<Name extends string, T, S, V, O, F> = T extends ['(', infer Inside]
  ? Name extends keyof Functions
    ? Token<Inside> extends infer First
      ? First extends [')', unknown]
        ? Wrong<`${Name}() takes ${ArgumentCounts[Functions[Name]]}, got 0`>
        : AtOperand<First, S, Empty, Empty, [[V, O, Name, []], F]>
      : never
    : Wrong<`unknown function '${Name}'`>
  : Wrong<Name extends keyof Functions ? `${Name} is a function` : `unknown name '${Name}'`>;

/** After an operand. */
type AtOperator<T, S, V, O, F> = T extends [infer H extends string, infer Rest]
  ? H extends keyof ComputedBefore
    ? O extends [infer Top extends ComputedBefore[H], infer Before]
      ? V extends [infer B, infer Below]
        ? Top extends 'sign'
          ? AtOperator<T, S, [Negated<B>, Below], Before, F>
          : Below extends [infer A, infer Rest]
            ? Binary<Top, A, B> extends infer R
              ? R extends Wrong<string>
                ? R
                : AtOperator<T, S, [R, Rest], Before, F>
              : never
            : never
        : never
      : H extends Arithmetic
        ? AtOperand<Token<Rest>, S, V, [H, O], F>
        : H extends Comparison
          ? O extends [Comparison, unknown]
            ? Wrong<'comparisons do not chain'>
            : AtOperand<Token<Rest>, S, V, [H, O], F>
          : Closed<H, Rest, S, V, F>
    : Wrong<H extends '(' ? "unexpected '(': write * for a product" : `unexpected '${H}'`>
  : never;

/** At `)`, `,` or the end, with one value left on the stack. */
type Closed<H, Rest, S, V, F> = V extends [infer Value, unknown]
  ? F extends [[infer OuterV, infer OuterO, infer Name, infer Args extends readonly unknown[]], infer Outer]
    ? H extends ')'
      ? Name extends keyof Functions
        ? Call<Name, Functions[Name], [...Args, Value]> extends infer R
          ? R extends Wrong<string>
            ? R
            : AtOperator<Token<Rest>, S, [R, OuterV], OuterO, Outer>
          : never
        : AtOperator<Token<Rest>, S, [Value, OuterV], OuterO, Outer>
      : H extends ''
        ? Wrong<"'(' is never closed">
        : Name extends ''
          ? Wrong<"unexpected ','">
          : AtOperand<Token<Rest>, S, Empty, Empty, [[OuterV, OuterO, Name, [...Args, Value]], Outer]>
    : H extends ''
      ? DimOf<Value>
      : Wrong<H extends ')' ? "')' closes nothing" : "unexpected ','">
  : never;

// ---- values

/** What a name of the scope stands for. */
type ValueOf<X> = X extends number
  ? number extends X
    ? '#'
    : `#${X}`
  : X extends { readonly dim: infer D }
    ? 0 extends 1 & D
      ? '?'
      : D extends string
        ? string extends D
          ? '?'
          : D
        : '?'
    : '?';

type DimOf<V> = V extends `#${string}` ? 'one' : V;

type NumberText = `${number}` | `${number}.` | `${number}${'e' | 'E'}+${number}`;

/** A number as TypeScript writes it: `2.0` and `2.` are `2`, and `.5` is `0.5`. */
type Tidy<N extends string> = N extends `.${infer Rest}`
  ? Tidy<`0.${Rest}`>
  : N extends `${infer Whole}.` | `${infer Whole}.0`
    ? Whole
    : N extends `${infer Start}.${infer Fraction}0`
      ? Tidy<`${Start}.${Fraction}`>
      : N;

type Negated<A> = A extends '#' ? A : A extends `#-${infer N}` ? `#${N}` : A extends `#${infer N}` ? `#-${N}` : A;

type Binary<Op, A, B> = Op extends '*'
  ? Product<A, B>
  : Op extends '/'
    ? Quotient<A, B>
    : Op extends '+' | '-'
      ? Alike<A, B> extends infer R
        ? [R] extends [never]
          ? Wrong<
              Op extends '+' ? `cannot add ${Shown<B>} to ${Shown<A>}` : `cannot subtract ${Shown<B>} from ${Shown<A>}`
            >
          : R
        : never
      : Op extends '**' | '^'
        ? Power<A, B>
        : [Alike<A, B>] extends [never]
          ? Wrong<`cannot compare ${Shown<A>} and ${Shown<B>}`>
          : 'one';

/** The dimension that both have; of two numbers, a number; never where they differ. */
type Alike<A, B> = A extends B
  ? A
  : [A, B] extends [`#${string}`, `#${string}`]
    ? '#'
    : DimOf<A> extends infer X
      ? DimOf<B> extends infer Y
        ? X extends '?'
          ? Y
          : Y extends '?' | X
            ? X
            : never
        : never
      : never;

type Product<A, B> = A extends `#${string}`
  ? B extends `#${string}`
    ? '#'
    : B
  : B extends `#${string}`
    ? A
    : '?' extends A | B
      ? '?'
      : Settled<Mul<A, B>>;

type Quotient<A, B> = B extends `#${string}`
  ? A extends `#${string}`
    ? '#'
    : A
  : '?' extends A | B
    ? '?'
    : Settled<Div<DimOf<A>, B>>;

type Power<A, B> = DimOf<B> extends 'one' | '?'
  ? DimOf<A> extends 'one'
    ? [A, B] extends [`#${string}`, `#${string}`]
      ? '#'
      : 'one'
    : A extends '?'
      ? '?'
      : B extends `#${infer N extends number}`
        ? Settled<Pow<A, N>>
        : B extends '#' | '?'
          ? '?'
          : Wrong<`the exponent of ${Shown<A>} must be a number, not a quantity`>
  : Wrong<`the exponent must be a plain number, got ${Shown<B>}`>;

type Settled<D> = 0 extends 1 & D ? '?' : D;

/** A dimension in a text. */
type Shown<D> = D extends `#${string}` | 'one' ? 'a plain number' : D extends string ? D : 'a quantity';

// ---- functions

interface Functions {
  exp: 'ofNumbers';
  expm1: 'ofNumbers';
  exprel: 'ofNumbers';
  log: 'ofNumbers';
  log1p: 'ofNumbers';
  sigmoid: 'ofNumbers';
  sin: 'ofNumbers';
  cos: 'ofNumbers';
  tan: 'ofNumbers';
  sinh: 'ofNumbers';
  cosh: 'ofNumbers';
  tanh: 'ofNumbers';
  floor: 'ofNumbers';
  ceil: 'ofNumbers';
  abs: 'keeping';
  sign: 'dropping';
  sqrt: 'root';
  min: 'alike';
  max: 'alike';
  clip: 'clip';
  where: 'where';
}

interface ArgumentCounts {
  ofNumbers: '1 argument';
  keeping: '1 argument';
  dropping: '1 argument';
  root: '1 argument';
  alike: '2 or more arguments';
  clip: '3 arguments';
  where: '3 arguments';
}

type Call<Name extends string, Kind extends keyof ArgumentCounts, Args extends readonly unknown[]> =
  Kind extends 'alike'
    ? Args extends readonly [infer A, infer B, ...infer Rest]
      ? AllAlike<`cannot take ${Name}() of`, DimOf<A>, [B, ...Rest]>
      : Count<Name, Kind, Args>
    : Kind extends 'clip'
      ? Args extends readonly [infer A, infer B, infer C]
        ? AllAlike<'cannot clip', DimOf<A>, [B, C]>
        : Count<Name, Kind, Args>
      : Kind extends 'where'
        ? Args extends readonly [infer A, infer B, infer C]
          ? DimOf<A> extends 'one' | '?'
            ? AllAlike<'cannot choose between', DimOf<B>, [C]>
            : Wrong<`where() wants a condition, got ${Shown<A>}`>
          : Count<Name, Kind, Args>
        : Args extends readonly [infer A]
          ? CallOfOne<Name, Kind, DimOf<A>>
          : Count<Name, Kind, Args>;

type CallOfOne<Name extends string, Kind, A> = Kind extends 'ofNumbers'
  ? A extends 'one' | '?'
    ? 'one'
    : Wrong<`${Name}() wants a plain number, got ${Shown<A>}`>
  : Kind extends 'root'
    ? A extends '?'
      ? A
      : Settled<Pow<A, 0.5>>
    : Kind extends 'dropping'
      ? 'one'
      : A;

type AllAlike<Text extends string, A, Others> = Others extends readonly [infer B, ...infer Rest]
  ? Alike<A, DimOf<B>> extends infer R
    ? [R] extends [never]
      ? Wrong<`${Text} ${Shown<A>} and ${Shown<B>}`>
      : AllAlike<Text, R, Rest>
    : never
  : A;

type Count<Name extends string, Kind extends keyof ArgumentCounts, Args extends readonly unknown[]> =
  Wrong<`${Name}() takes ${ArgumentCounts[Kind]}, got ${Args['length'] & number}`>;
