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
 * dimension, power of ten, whether it takes prefixes, and the highest power with a name of its own:
 * `cmetre2` is (cm)^2.
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
  { names: ['radian'], symbol: 'rad', dim: 'one', scale: 0, prefixed: true, powers: 3 },
  { names: ['steradian'], symbol: 'sr', dim: 'one', scale: 0, prefixed: true, powers: 3 },
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
 * Units outside the SI families: the names they are exported by, the first of them its own; full name where that is
 * another; symbol, dimension, power of ten, and the factor that the power of ten leaves. Sizes as brainunit has them;
 * the atomic mass is that of CODATA 2018.
 */
export const others = [
  // mass
  ['metricTon', 'metric ton', 't', 'mass', 3, 1],
  ['grain', null, 'gr', 'mass', -5, 6.479891],
  ['pound lb', null, 'lb', 'mass', 0, 0.45359237],
  ['blob slinch', null, 'blob', 'mass', 2, 1.75126836],
  ['slug', null, 'slug', 'mass', 1, 1.459390294],
  ['ounce oz', null, 'oz', 'mass', -2, 2.8349523125],
  ['stone', null, 'st', 'mass', 0, 6.35029318],
  ['longTon', 'long ton', 'long ton', 'mass', 3, 1.0160469088],
  ['shortTon', 'short ton', 'short ton', 'mass', 3, 0.90718474],
  ['troyOunce', 'troy ounce', 'oz t', 'mass', -2, 3.11034768],
  ['troyPound', 'troy pound', 'lb t', 'mass', 0, 0.3732417216],
  ['carat', null, 'ct', 'mass', -4, 2],
  ['atomicMass amu umU u', 'atomic mass unit', 'u', 'mass', -27, 1.6605390666],
  // angle
  ['degree', null, '°', 'one', 0, 0.017453292519943295],
  ['arcminute arcmin', null, '′', 'one', -4, 2.908882086657216],
  ['arcsecond arcsec', null, '″', 'one', -6, 4.84813681109536],
  // time
  ['minute', null, 'min', 'time', 1, 6],
  ['hour', null, 'h', 'time', 3, 3.6],
  ['day', null, 'd', 'time', 4, 8.64],
  ['week', null, 'wk', 'time', 5, 6.048],
  ['month', null, 'mon', 'time', 6, 2.629746],
  ['year', null, 'yr', 'time', 7, 3.1556952],
  ['julianYear', 'julian year', 'julian yr', 'time', 7, 3.15576],
  // length
  ['inch', null, 'in', 'length', 0, 0.0254],
  ['foot', null, 'ft', 'length', 0, 0.3048],
  ['yard', null, 'yd', 'length', 0, 0.9144],
  ['mile', null, 'mi', 'length', 3, 1.609344],
  ['mil', null, 'mil', 'length', 0, 2.54e-5],
  ['point', null, 'pt', 'length', -4, 3.5277777777777777],
  ['pica', null, 'p', 'length', 0, 0.004233333333333333],
  ['surveyFoot', 'survey foot', 'US survey ft', 'length', 0, 0.3048006096012192],
  ['surveyMile', 'survey mile', 'US survey mi', 'length', 3, 1.6093472186944373],
  ['nauticalMile', 'nautical mile', 'nmi', 'length', 3, 1.852],
  ['fermi', null, 'fm', 'length', -15, 1],
  ['angstrom', null, 'Å', 'length', -10, 1],
  ['micron', null, 'µm', 'length', -6, 1],
  ['astronomicalUnit au', 'astronomical unit', 'AU', 'length', 11, 1.495978707],
  ['lightYear', 'light year', 'ly', 'length', 15, 9.4607304725808],
  ['parsec', null, 'pc', 'length', 16, 3.085677581491367],
  // pressure
  ['atmosphere atm', null, 'atm', 'pressure', 5, 1.01325],
  ['bar', null, 'bar', 'pressure', 5, 1],
  ['torr mmHg', null, 'torr', 'pressure', 2, 1.3332236842105263],
  ['psi', 'pound per square inch', 'psi', 'pressure', 3, 6.894757293168361],
  // area and volume
  ['hectare', null, 'ha', 'area', 4, 1],
  ['acre', null, 'acre', 'area', 3, 4.0468564224],
  ['gallon gallonUS', null, 'gal', 'volume', -3, 3.785411784],
  ['gallonImp', 'imperial gallon', 'imp gal', 'volume', -3, 4.54609],
  ['fluidOunce fluidOunceUS', 'fluid ounce', 'fl oz', 'volume', -5, 2.95735295625],
  ['fluidOunceImp', 'imperial fluid ounce', 'imp fl oz', 'volume', -5, 2.84130625],
  ['barrel bbl', null, 'bbl', 'volume', -1, 1.58987294928],
  // speed
  ['kmh', 'kilometer per hour', 'km/h', 'velocity', -1, 2.7777777777777777],
  ['mph', 'mile per hour', 'mph', 'velocity', -1, 4.4704],
  ['mach speedOfSound', 'speed of sound', 'mach', 'velocity', 2, 3.405],
  ['knot', null, 'kn', 'velocity', -1, 5.144444444444445],
  // energy, power and force
  ['electronVolt eV', 'electronvolt', 'eV', 'energy', -19, 1.602176634],
  ['calorie calorieTh', null, 'cal', 'energy', 0, 4.184],
  ['calorieIT', 'calorie (International Table)', 'cal IT', 'energy', 0, 4.1868],
  ['erg', null, 'erg', 'energy', -7, 1],
  ['Btu BtuIT', 'British thermal unit (International Table)', 'Btu', 'energy', 3, 1.05505585262],
  ['BtuTh', 'British thermal unit (thermochemical)', 'Btu th', 'energy', 3, 1.054350264488889],
  ['tonTNT', 'ton of TNT', 'ton TNT', 'energy', 9, 4.184],
  ['horsepower hp', null, 'hp', 'power', 2, 7.456998715822702],
  ['kcalPerH', 'kcal per hour', 'kcal/h', 'power', 0, 1.1622222222222223],
  ['dyne dyn', null, 'dyn', 'force', -5, 1],
  ['poundForce lbf', 'pound force', 'lbf', 'force', 0, 4.4482216152605],
  ['kilogramForce kgf', 'kilogram force', 'kgf', 'force', 0, 9.80665],
  ['IMF', 'intermolecular force', 'IMF', 'force', -9, 1.602176634],
].map(([names, full, symbol, dim, scale, factor]) => {
  return { names: names.split(' '), full: full ?? names.split(' ')[0], symbol, dim, scale, factor };
});

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
