import { fail } from '../core/error.js';
import { nearestFew } from '../core/nearest.js';
import { Dimension } from './dimension.js';
import { findUnit, unitWords, wordsWithSpaces } from './table.js';
import { anonymous, named, raised, unitless, type AnyUnit } from './unit.js';

/**
 * The unit that a text stands for: whatever a unit is displayed as, and what a person writes for it. Names (`mvolt`)
 * and symbols (`mV`, with `u` or the micro sign for a millionth), `*`, `/`, `^` or `**` with whole or half
 * exponents, parentheses, `1 / s`, and sizes such as `10.0^3` or `6.0`. Division goes from left to right; `a / b * c`
 * is refused, since people and programs read it in two ways.
 *
 * @throws for a text that is no unit, with the place in it; for an unknown name also the nearest known ones
 *
 * @example
 * ```ts
 * u.parseUnit('nA / cm^2').equals(nA.div(cm2)); // true
 * u.parseUnit('mV') === mV; // true
 * ```
 */
export function parseUnit(text: string): AnyUnit {
  if (typeof text !== 'string') fail('unit/parseType', { got: text === null ? 'null' : typeof text });
  // `Unit("mV")` is what a unit prints as in a list.
  const wrapped = /^\s*Unit\((["'])(.*)\1\)\s*$/s.exec(text);
  return new Reader(wrapped === null ? text : wrapped[2]).unit();
}

/** Symbols and names that hold a space or an operator: `fl oz`, `km/h`. */
let longWords: string[] | undefined;

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const WORD = /[^\s*/^()]+/y;
const WORD_END = /^(?:$|[\s*/^()])/;

/** Reads a text from left to right. */
class Reader {
  private at = 0;
  private lastPower = 0;

  constructor(private readonly text: string) {}

  unit(): AnyUnit {
    const whole = findUnit(this.text.trim());
    if (whole !== undefined) return named(whole.name);
    const unit = this.product();
    if (this.at < this.text.length) this.refuse(`'${this.text[this.at]}' has no place here`);
    // Only of the whole: a cube root of a volume is a length.
    if (!unit.dimension.exponents.every((e) => Number.isInteger(2 * e))) {
      this.refuse('the exponents of a dimension are whole or half numbers', this.lastPower);
    }
    return unit;
  }

  /** Factors up to the end or a closing parenthesis. */
  private product(): AnyUnit {
    let unit = this.factor(false);
    let divided = false;
    for (;;) {
      this.skipSpace();
      const at = this.at;
      if (this.take('*')) {
        if (divided) this.refuse(`'*' after '/' can be read in two ways: use parentheses`, at);
        unit = unit.mul(this.factor(false));
      } else if (this.take('/')) {
        unit = unit.div(this.factor(true));
        divided = true;
      } else return unit;
    }
  }

  private factor(below: boolean): AnyUnit {
    this.skipSpace();
    const { at } = this;
    if (this.take('(')) {
      const inside = this.parenthesised();
      return this.power(inside);
    }
    const long = this.longWord(below);
    if (long !== undefined) return this.power(named(findUnit(long)!.name));
    const number = this.match(NUMBER);
    if (number !== undefined) return this.size(number, at);
    const word = this.match(WORD);
    if (word === undefined) this.refuse(at === this.text.length ? 'a unit is missing at the end' : 'a unit is missing');
    const found = findUnit(word);
    if (found === undefined) this.refuseWord(word, at);
    return this.power(named(found.name));
  }

  /** What stands between an opening parenthesis, already read, and its closing one. */
  private parenthesised(): AnyUnit {
    const start = this.at;
    const end = this.text.indexOf(')', start);
    // The whole of it may be a word with a slash: `(km/h)^2`.
    const word = end < 0 ? undefined : findUnit(this.text.slice(start, end).trim());
    if (word !== undefined) {
      this.at = end + 1;
      return named(word.name);
    }
    const unit = this.product();
    if (!this.take(')')) this.refuse(`the parenthesis is not closed`, start - 1);
    return unit;
  }

  /** A word with a space or a slash; where a slash could also divide, it does: km/h^2 is an acceleration. */
  private longWord(below: boolean): string | undefined {
    longWords ??= wordsWithSpaces();
    const word = longWords.find((long) => this.text.startsWith(long, this.at) && this.endsAt(this.at + long.length));
    if (word === undefined) return undefined;
    const next = this.text.slice(this.at + word.length).trimStart();
    if (word.includes('/') && (below || next.startsWith('^') || next.startsWith('**'))) return undefined;
    this.at += word.length;
    return word;
  }

  private endsAt(at: number): boolean {
    return WORD_END.test(this.text.slice(at, at + 1));
  }

  /** A number: `1`, a factor, or with an exponent a power of ten. */
  private size(number: string, at: number): AnyUnit {
    const one = Dimension.named('one');
    const value = Number(number);
    if (!(value > 0 && value < Infinity)) this.refuse(`the size of a unit is a positive number`, at);
    const n = this.exponent();
    if (value === 10 && n !== undefined) return anonymous(one, { scale: n, factor: 1 });
    const factor = value ** (n ?? 1);
    return factor === 1 ? unitless : anonymous(one, { scale: 0, factor });
  }

  private power(unit: AnyUnit): AnyUnit {
    this.skipSpace();
    const { at } = this;
    const n = this.exponent();
    if (n === undefined) return unit;
    this.lastPower = at;
    return raised(unit, n);
  }

  /** The number after `^` or `**`, or undefined where there is none. */
  private exponent(): number | undefined {
    this.skipSpace();
    if (!this.take('^') && !this.take('**')) return undefined;
    this.skipSpace();
    const parenthesis = this.take('(');
    const number = this.match(NUMBER);
    if (number === undefined || (parenthesis && !this.take(')'))) this.refuse('an exponent is a number');
    return Number(number);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at) || (token === '*' && this.text[this.at + 1] === '*')) return false;
    this.at += token.length;
    return true;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && this.text[this.at].trim() === '') this.at++;
  }

  private refuseWord(word: string, at: number): never {
    const near = nearestFew(word, unitWords(), 3).join(', ');
    fail('unit/parseUnknown', { text: this.text, at, word, near });
  }

  private refuse(rule: string, at = this.at): never {
    fail('unit/parse', { text: this.text, rule, at });
  }
}
