/**
 * A factor of a compound unit as it is displayed: the unit's full name (which sorts), its symbol and its power.
 */
export interface DisplayPart {
  readonly name: string;
  readonly symbol: string;
  readonly power: number;
}

/** The factors of a product: equal units are gathered, cancelled ones dropped. */
export function mergeParts(a: readonly DisplayPart[], b: readonly DisplayPart[]): DisplayPart[] {
  return sorted(gather(gather([...a, ...b], (part) => part.name).map(unfold), (part) => part.symbol));
}

/** The factors of a power. */
export function raiseParts(parts: readonly DisplayPart[], n: number): DisplayPart[] {
  const raised = parts.map((part) => ({ ...part, power: part.power * n }));
  return sorted(gather(raised.map(unfold), (part) => part.symbol));
}

/** `mV`, `mV / ms`, `mV * uF / (cm^2 * ms)`, `1 / s`; `1` for no factors. */
export function showParts(parts: readonly DisplayPart[]): string {
  const above = parts.filter((part) => part.power > 0);
  const below = parts.filter((part) => part.power < 0);
  const numerator = above.length === 0 ? '1' : above.map((part) => factor(part.symbol, part.power)).join(' * ');
  if (below.length === 0) return numerator;
  const denominator = below.map((part) => factor(part.symbol, -part.power, true)).join(' * ');
  return `${numerator} / ${below.length === 1 ? denominator : `(${denominator})`}`;
}

/**
 * A symbol with a slash of its own (km/h) stands in parentheses where it is raised or divided by: without them,
 * `km/h^2` would be an acceleration.
 */
function factor(symbol: string, power: number, below = false): string {
  const whole = symbol.includes('/') && (below || power !== 1) ? `(${symbol})` : symbol;
  return power === 1 ? whole : `${whole}^${power}`;
}

/** Adds the powers of parts with the same key; the later one gives name and symbol. */
function gather(parts: readonly DisplayPart[], key: (part: DisplayPart) => string): DisplayPart[] {
  const gathered = new Map<string, DisplayPart>();
  for (const part of parts) {
    const before = gathered.get(key(part));
    gathered.set(key(part), before === undefined ? part : { ...part, power: before.power + part.power });
  }
  return [...gathered.values()].filter((part) => part.power !== 0);
}

/** `m^2` to the power 3 is `m` to the power 6. */
function unfold(part: DisplayPart): DisplayPart {
  const stacked = /^(.+)\^(-?\d+(?:\.\d+)?)$/.exec(part.symbol);
  if (stacked === null) return part;
  return { name: part.name, symbol: stacked[1], power: part.power * Number(stacked[2]) };
}

/** What multiplies first, what divides after it, each in the order of the full names; capitals do not matter first. */
function sorted(parts: DisplayPart[]): DisplayPart[] {
  const side = (part: DisplayPart): number => (part.power > 0 ? 0 : 1);
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return parts.sort(
    (a, b) => side(a) - side(b) || order(a.name.toLowerCase(), b.name.toLowerCase()) || order(a.name, b.name),
  );
}
