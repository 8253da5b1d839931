/**
 * The one source of the unit room's generated tables. Exponents are those of metre, kilogram, second, ampere,
 * kelvin, mole and candela, in this order.
 */

/** Names of dimensions. One name per row of exponents: torque reads as energy, becquerel as frequency. */
export const dimensions = {
  one: [0, 0, 0, 0, 0, 0, 0],
  length: [1, 0, 0, 0, 0, 0, 0],
  mass: [0, 1, 0, 0, 0, 0, 0],
  time: [0, 0, 1, 0, 0, 0, 0],
  current: [0, 0, 0, 1, 0, 0, 0],
  temperature: [0, 0, 0, 0, 1, 0, 0],
  amount: [0, 0, 0, 0, 0, 1, 0],
  luminosity: [0, 0, 0, 0, 0, 0, 1],
  // geometry and motion
  area: [2, 0, 0, 0, 0, 0, 0],
  volume: [3, 0, 0, 0, 0, 0, 0],
  frequency: [0, 0, -1, 0, 0, 0, 0],
  velocity: [1, 0, -1, 0, 0, 0, 0],
  acceleration: [1, 0, -2, 0, 0, 0, 0],
  diffusivity: [2, 0, -1, 0, 0, 0, 0],
  density: [-3, 1, 0, 0, 0, 0, 0],
  force: [1, 1, -2, 0, 0, 0, 0],
  pressure: [-1, 1, -2, 0, 0, 0, 0],
  energy: [2, 1, -2, 0, 0, 0, 0],
  power: [2, 1, -3, 0, 0, 0, 0],
  absorbedDose: [2, 0, -2, 0, 0, 0, 0],
  illuminance: [-2, 0, 0, 0, 0, 0, 1],
  // electricity
  charge: [0, 0, 1, 1, 0, 0, 0],
  voltage: [2, 1, -3, -1, 0, 0, 0],
  resistance: [2, 1, -3, -2, 0, 0, 0],
  conductance: [-2, -1, 3, 2, 0, 0, 0],
  capacitance: [-2, -1, 4, 2, 0, 0, 0],
  inductance: [2, 1, -2, -2, 0, 0, 0],
  magneticFlux: [2, 1, -2, -1, 0, 0, 0],
  magneticFluxDensity: [0, 1, -2, -1, 0, 0, 0],
  electricField: [1, 1, -3, -1, 0, 0, 0],
  permittivity: [-3, -1, 4, 2, 0, 0, 0],
  permeability: [1, 1, -2, -2, 0, 0, 0],
  // membranes
  currentDensity: [-2, 0, 0, 1, 0, 0, 0],
  conductanceDensity: [-4, -1, 3, 2, 0, 0, 0],
  capacitanceDensity: [-4, -1, 4, 2, 0, 0, 0],
  specificResistance: [4, 1, -3, -2, 0, 0, 0],
  resistivity: [3, 1, -3, -2, 0, 0, 0],
  conductivity: [-3, -1, 3, 2, 0, 0, 0],
  voltageRate: [2, 1, -4, -1, 0, 0, 0],
  currentRate: [0, 0, -1, 1, 0, 0, 0],
  conductanceRate: [-2, -1, 2, 2, 0, 0, 0],
  // chemistry
  concentration: [-3, 0, 0, 0, 0, 1, 0],
  concentrationRate: [-3, 0, -1, 0, 0, 1, 0],
  catalyticActivity: [0, 0, -1, 0, 0, 1, 0],
  chargePerAmount: [0, 0, 1, 1, 0, -1, 0],
  entropy: [2, 1, -2, 0, -1, 0, 0],
  molarEntropy: [2, 1, -2, 0, -1, -1, 0],
  molarMass: [0, 1, 0, 0, 0, -1, 0],
};

/** SI prefixes: letter and power of ten. */
export const prefixes = [
  ['y', -24], ['z', -21], ['a', -18], ['f', -15], ['p', -12], ['n', -9], ['u', -6], ['m', -3], ['c', -2], ['d', -1],
  ['da', 1], ['h', 2], ['k', 3], ['M', 6], ['G', 9], ['T', 12], ['P', 15], ['E', 18], ['Z', 21], ['Y', 24],
];

/**
 * Families of SI units, in the order in which they are preferred where two share a dimension: spellings, symbol,
 * dimension, power of ten, whether it takes prefixes, and the highest power with a display of its own.
 */
export const families = [
  { names: ['metre', 'meter'], symbol: 'm', dim: 'length', scale: 0, prefixed: true, powers: 3 },
  { names: ['kilogram', 'kilogramme'], symbol: 'kg', dim: 'mass', scale: 0, prefixed: false, powers: 3 },
  { names: ['gram', 'gramme'], symbol: 'g', dim: 'mass', scale: -3, prefixed: true, powers: 3 },
  { names: ['second'], symbol: 's', dim: 'time', scale: 0, prefixed: true, powers: 3 },
  { names: ['amp', 'ampere'], symbol: 'A', dim: 'current', scale: 0, prefixed: true, powers: 3 },
  { names: ['kelvin'], symbol: 'K', dim: 'temperature', scale: 0, prefixed: true, powers: 3 },
  { names: ['mole', 'mol'], symbol: 'mol', dim: 'amount', scale: 0, prefixed: true, powers: 3 },
  { names: ['candle'], symbol: 'cd', dim: 'luminosity', scale: 0, prefixed: true, powers: 3 },
  { names: ['radian'], symbol: 'rad', dim: 'one', scale: 0, prefixed: true, powers: 1 },
  { names: ['steradian'], symbol: 'sr', dim: 'one', scale: 0, prefixed: true, powers: 1 },
  { names: ['hertz'], symbol: 'Hz', dim: 'frequency', scale: 0, prefixed: true, powers: 3 },
  { names: ['newton'], symbol: 'N', dim: 'force', scale: 0, prefixed: true, powers: 3 },
  { names: ['pascal'], symbol: 'Pa', dim: 'pressure', scale: 0, prefixed: true, powers: 3 },
  { names: ['joule'], symbol: 'J', dim: 'energy', scale: 0, prefixed: true, powers: 3 },
  { names: ['watt'], symbol: 'W', dim: 'power', scale: 0, prefixed: true, powers: 3 },
  { names: ['coulomb'], symbol: 'C', dim: 'charge', scale: 0, prefixed: true, powers: 3 },
  { names: ['volt'], symbol: 'V', dim: 'voltage', scale: 0, prefixed: true, powers: 3 },
  { names: ['farad'], symbol: 'F', dim: 'capacitance', scale: 0, prefixed: true, powers: 3 },
  { names: ['ohm'], symbol: 'ohm', dim: 'resistance', scale: 0, prefixed: true, powers: 3 },
  { names: ['siemens'], symbol: 'S', dim: 'conductance', scale: 0, prefixed: true, powers: 3 },
  { names: ['weber'], symbol: 'Wb', dim: 'magneticFlux', scale: 0, prefixed: true, powers: 3 },
  { names: ['tesla'], symbol: 'T', dim: 'magneticFluxDensity', scale: 0, prefixed: true, powers: 3 },
  { names: ['henry'], symbol: 'H', dim: 'inductance', scale: 0, prefixed: true, powers: 3 },
  { names: ['lumen'], symbol: 'lm', dim: 'luminosity', scale: 0, prefixed: true, powers: 3 },
  { names: ['lux'], symbol: 'lx', dim: 'illuminance', scale: 0, prefixed: true, powers: 3 },
  { names: ['becquerel'], symbol: 'Bq', dim: 'frequency', scale: 0, prefixed: true, powers: 3 },
  { names: ['gray'], symbol: 'Gy', dim: 'absorbedDose', scale: 0, prefixed: true, powers: 3 },
  { names: ['sievert'], symbol: 'Sv', dim: 'absorbedDose', scale: 0, prefixed: true, powers: 3 },
  { names: ['katal'], symbol: 'kat', dim: 'catalyticActivity', scale: 0, prefixed: true, powers: 3 },
  { names: ['molar'], symbol: 'M', dim: 'concentration', scale: 3, prefixed: true, powers: 3 },
  { names: ['liter', 'litre'], symbol: 'l', dim: 'volume', scale: -3, prefixed: true, powers: 1 },
];

/**
 * Units outside the SI families whose size equals that of a family's unit. Where two names compete, a product is
 * not renamed, so the competitors must be known: dimension, power of ten, symbol.
 */
export const competitors = [
  ['length', -6, 'µm'],
  ['mass', 3, 't'],
  ['area', 4, 'ha'],
];

/** Squares and cubes that are units by name, for every prefix: `cmetre2` is (cm)^2. */
export const poweredFamilies = [
  ['metre', 2, 'area'],
  ['metre', 3, 'volume'],
  ['meter', 2, 'area'],
  ['meter', 3, 'volume'],
];

/** Short names, as neuroscience writes them. */
export const shortNames = {
  mV: 'mvolt',
  mA: 'mamp', uA: 'uamp', nA: 'namp', pA: 'pamp',
  pF: 'pfarad', nF: 'nfarad', uF: 'ufarad',
  nS: 'nsiemens', uS: 'usiemens', mS: 'msiemens',
  ms: 'msecond', us: 'usecond',
  Hz: 'hertz', kHz: 'khertz', MHz: 'Mhertz',
  cm: 'cmetre', cm2: 'cmetre2', cm3: 'cmetre3',
  mm: 'mmetre', mm2: 'mmetre2', mm3: 'mmetre3',
  um: 'umetre', um2: 'umetre2', um3: 'umetre3',
  mM: 'mmolar', uM: 'umolar', nM: 'nmolar',
};

/** Exponents run from -LIMIT to LIMIT in halves; powers from -POWER_LIMIT to POWER_LIMIT in halves. */
export const LIMIT = 8;
export const POWER_LIMIT = 4;
