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
 * longer; symbol, dimension, power of ten, and the factor that the power of ten leaves. Sizes as brainunit has them;
 * the atomic mass is that of CODATA 2018.
 */
export const others = [
  // mass
  { names: ['metricTon'], full: 'metric ton', symbol: 't', dim: 'mass', scale: 3, factor: 1 },
  { names: ['grain'], symbol: 'gr', dim: 'mass', scale: -5, factor: 6.479891 },
  { names: ['pound', 'lb'], symbol: 'lb', dim: 'mass', scale: 0, factor: 0.45359237 },
  { names: ['blob', 'slinch'], symbol: 'blob', dim: 'mass', scale: 2, factor: 1.75126836 },
  { names: ['slug'], symbol: 'slug', dim: 'mass', scale: 1, factor: 1.459390294 },
  { names: ['ounce', 'oz'], symbol: 'oz', dim: 'mass', scale: -2, factor: 2.8349523125 },
  { names: ['stone'], symbol: 'st', dim: 'mass', scale: 0, factor: 6.35029318 },
  { names: ['longTon'], full: 'long ton', symbol: 'long ton', dim: 'mass', scale: 3, factor: 1.0160469088 },
  { names: ['shortTon'], full: 'short ton', symbol: 'short ton', dim: 'mass', scale: 3, factor: 0.90718474 },
  { names: ['troyOunce'], full: 'troy ounce', symbol: 'oz t', dim: 'mass', scale: -2, factor: 3.11034768 },
  { names: ['troyPound'], full: 'troy pound', symbol: 'lb t', dim: 'mass', scale: 0, factor: 0.3732417216 },
  { names: ['carat'], symbol: 'ct', dim: 'mass', scale: -4, factor: 2 },
  { names: ['atomicMass', 'amu', 'umU', 'u'], full: 'atomic mass unit', symbol: 'u', dim: 'mass', scale: -27, factor: 1.6605390666 },
  // angle
  { names: ['degree'], symbol: '°', dim: 'one', scale: 0, factor: 0.017453292519943295 },
  { names: ['arcminute', 'arcmin'], symbol: '′', dim: 'one', scale: -4, factor: 2.908882086657216 },
  { names: ['arcsecond', 'arcsec'], symbol: '″', dim: 'one', scale: -6, factor: 4.84813681109536 },
  // time
  { names: ['minute'], symbol: 'min', dim: 'time', scale: 1, factor: 6 },
  { names: ['hour'], symbol: 'h', dim: 'time', scale: 3, factor: 3.6 },
  { names: ['day'], symbol: 'd', dim: 'time', scale: 4, factor: 8.64 },
  { names: ['week'], symbol: 'wk', dim: 'time', scale: 5, factor: 6.048 },
  { names: ['month'], symbol: 'mon', dim: 'time', scale: 6, factor: 2.629746 },
  { names: ['year'], symbol: 'yr', dim: 'time', scale: 7, factor: 3.1556952 },
  { names: ['julianYear'], full: 'julian year', symbol: 'julian yr', dim: 'time', scale: 7, factor: 3.15576 },
  // length
  { names: ['inch'], symbol: 'in', dim: 'length', scale: 0, factor: 0.0254 },
  { names: ['foot'], symbol: 'ft', dim: 'length', scale: 0, factor: 0.3048 },
  { names: ['yard'], symbol: 'yd', dim: 'length', scale: 0, factor: 0.9144 },
  { names: ['mile'], symbol: 'mi', dim: 'length', scale: 3, factor: 1.609344 },
  { names: ['mil'], symbol: 'mil', dim: 'length', scale: 0, factor: 2.54e-5 },
  { names: ['point'], symbol: 'pt', dim: 'length', scale: -4, factor: 3.5277777777777777 },
  { names: ['pica'], symbol: 'p', dim: 'length', scale: 0, factor: 0.004233333333333333 },
  { names: ['surveyFoot'], full: 'survey foot', symbol: 'US survey ft', dim: 'length', scale: 0, factor: 0.3048006096012192 },
  { names: ['surveyMile'], full: 'survey mile', symbol: 'US survey mi', dim: 'length', scale: 3, factor: 1.6093472186944373 },
  { names: ['nauticalMile'], full: 'nautical mile', symbol: 'nmi', dim: 'length', scale: 3, factor: 1.852 },
  { names: ['fermi'], symbol: 'fm', dim: 'length', scale: -15, factor: 1 },
  { names: ['angstrom'], symbol: 'Å', dim: 'length', scale: -10, factor: 1 },
  { names: ['micron'], symbol: 'µm', dim: 'length', scale: -6, factor: 1 },
  { names: ['astronomicalUnit', 'au'], full: 'astronomical unit', symbol: 'AU', dim: 'length', scale: 11, factor: 1.495978707 },
  { names: ['lightYear'], full: 'light year', symbol: 'ly', dim: 'length', scale: 15, factor: 9.4607304725808 },
  { names: ['parsec'], symbol: 'pc', dim: 'length', scale: 16, factor: 3.085677581491367 },
  // pressure
  { names: ['atmosphere', 'atm'], symbol: 'atm', dim: 'pressure', scale: 5, factor: 1.01325 },
  { names: ['bar'], symbol: 'bar', dim: 'pressure', scale: 5, factor: 1 },
  { names: ['torr', 'mmHg'], symbol: 'torr', dim: 'pressure', scale: 2, factor: 1.3332236842105263 },
  { names: ['psi'], full: 'pound per square inch', symbol: 'psi', dim: 'pressure', scale: 3, factor: 6.894757293168361 },
  // area and volume
  { names: ['hectare'], symbol: 'ha', dim: 'area', scale: 4, factor: 1 },
  { names: ['acre'], symbol: 'acre', dim: 'area', scale: 3, factor: 4.0468564224 },
  { names: ['gallon', 'gallonUS'], symbol: 'gal', dim: 'volume', scale: -3, factor: 3.785411784 },
  { names: ['gallonImp'], full: 'imperial gallon', symbol: 'imp gal', dim: 'volume', scale: -3, factor: 4.54609 },
  { names: ['fluidOunce', 'fluidOunceUS'], full: 'fluid ounce', symbol: 'fl oz', dim: 'volume', scale: -5, factor: 2.95735295625 },
  { names: ['fluidOunceImp'], full: 'imperial fluid ounce', symbol: 'imp fl oz', dim: 'volume', scale: -5, factor: 2.84130625 },
  { names: ['barrel', 'bbl'], symbol: 'bbl', dim: 'volume', scale: -1, factor: 1.58987294928 },
  // speed
  { names: ['kmh'], full: 'kilometer per hour', symbol: 'km/h', dim: 'velocity', scale: -1, factor: 2.7777777777777777 },
  { names: ['mph'], full: 'mile per hour', symbol: 'mph', dim: 'velocity', scale: -1, factor: 4.4704 },
  { names: ['mach', 'speedOfSound'], full: 'speed of sound', symbol: 'mach', dim: 'velocity', scale: 2, factor: 3.405 },
  { names: ['knot'], symbol: 'kn', dim: 'velocity', scale: -1, factor: 5.144444444444445 },
  // energy, power and force
  { names: ['electronVolt', 'eV'], full: 'electronvolt', symbol: 'eV', dim: 'energy', scale: -19, factor: 1.602176634 },
  { names: ['calorie', 'calorieTh'], symbol: 'cal', dim: 'energy', scale: 0, factor: 4.184 },
  { names: ['calorieIT'], full: 'calorie (International Table)', symbol: 'cal IT', dim: 'energy', scale: 0, factor: 4.1868 },
  { names: ['erg'], symbol: 'erg', dim: 'energy', scale: -7, factor: 1 },
  { names: ['Btu', 'BtuIT'], full: 'British thermal unit (International Table)', symbol: 'Btu', dim: 'energy', scale: 3, factor: 1.05505585262 },
  { names: ['BtuTh'], full: 'British thermal unit (thermochemical)', symbol: 'Btu th', dim: 'energy', scale: 3, factor: 1.054350264488889 },
  { names: ['tonTNT'], full: 'ton of TNT', symbol: 'ton TNT', dim: 'energy', scale: 9, factor: 4.184 },
  { names: ['horsepower', 'hp'], symbol: 'hp', dim: 'power', scale: 2, factor: 7.456998715822702 },
  { names: ['kcalPerH'], full: 'kcal per hour', symbol: 'kcal/h', dim: 'power', scale: 0, factor: 1.1622222222222223 },
  { names: ['dyne', 'dyn'], symbol: 'dyn', dim: 'force', scale: -5, factor: 1 },
  { names: ['poundForce', 'lbf'], full: 'pound force', symbol: 'lbf', dim: 'force', scale: 0, factor: 4.4482216152605 },
  { names: ['kilogramForce', 'kgf'], full: 'kilogram force', symbol: 'kgf', dim: 'force', scale: 0, factor: 9.80665 },
  { names: ['IMF'], full: 'intermolecular force', symbol: 'IMF', dim: 'force', scale: -9, factor: 1.602176634 },
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
