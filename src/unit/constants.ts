import { constant } from './constant.js';
import {
  amp, coulomb, farad, joule, kelvin, kilogram, metre, metre2, metre3, mole, newton, second, speedUnit, watt,
} from './generated/units.js';
import type { Quantity } from './quantity.js';
import { composed } from './unit.js';

// Physical constants as quantities, named as in brainunit.constants; the values are those of CODATA 2018 (E. Tiesinga
// et al., Rev. Mod. Phys. 93, 025010, 2021; physics.nist.gov/cuu/Constants). What is exact follows from the
// definition of the SI of 2019. brainunit 0.5.2 has CODATA 2022 for four of them and 1 g/mol for the molar mass.

/** The Avogadro constant N_A, exact. */
export const avogadro: Quantity<'mol^-1'> = /* @__PURE__ */ constant(
  6.02214076e23,
  /* @__PURE__ */ composed('1 / mol', () => mole.pow(-1)),
);
/** The Boltzmann constant k, exact. */
export const boltzmann: Quantity<'entropy'> = /* @__PURE__ */ constant(
  1.380649e-23,
  /* @__PURE__ */ composed('J / K', () => joule.div(kelvin)),
);
/** The electric constant epsilon_0, the permittivity of the vacuum: 8.8541878128(13)e-12 F/m. */
export const electric: Quantity<'permittivity'> = /* @__PURE__ */ constant(
  8.8541878128e-12,
  /* @__PURE__ */ composed('F / m', () => farad.div(metre)),
);
/** The mass of the electron m_e: 9.1093837015(28)e-31 kg. */
export const electronMass: Quantity<'mass'> = /* @__PURE__ */ constant(9.1093837015e-31, kilogram);
/** The elementary charge e, exact. */
export const elementaryCharge: Quantity<'charge'> = /* @__PURE__ */ constant(1.602176634e-19, coulomb);
/** The Faraday constant F = N_A e, exact. */
export const faraday: Quantity<'chargePerAmount'> = /* @__PURE__ */ constant(
  96485.33212331001,
  /* @__PURE__ */ composed('C / mol', () => coulomb.div(mole)),
);
/** The gas constant R = N_A k, exact. */
export const gas: Quantity<'molarEntropy'> = /* @__PURE__ */ constant(
  8.31446261815324,
  /* @__PURE__ */ composed('J / (K * mol)', () => joule.div(mole).div(kelvin)),
);
/** The magnetic constant mu_0, the permeability of the vacuum: 1.25663706212(19)e-6 N/A^2. */
export const magnetic: Quantity<'permeability'> = /* @__PURE__ */ constant(
  1.25663706212e-6,
  /* @__PURE__ */ composed('N / A^2', () => newton.div(amp.pow(2))),
);
/** The molar mass constant M_u: 0.99999999965(30)e-3 kg/mol. */
export const molarMass: Quantity<'molarMass'> = /* @__PURE__ */ constant(
  0.99999999965e-3,
  /* @__PURE__ */ composed('kg / mol', () => kilogram.div(mole)),
);
/** The speed of light in vacuum c, exact. */
export const speedOfLight: Quantity<'velocity'> = /* @__PURE__ */ constant(299792458, speedUnit);
/** The Planck constant h, exact. */
export const planck: Quantity<'kg m^2 s^-1'> = /* @__PURE__ */ constant(
  6.62607015e-34,
  /* @__PURE__ */ composed('J * s', () => joule.mul(second)),
);
/** The reduced Planck constant h / (2 pi), exact but for its rounding. */
export const hbar: Quantity<'kg m^2 s^-1'> = /* @__PURE__ */ constant(
  1.0545718176461565e-34,
  /* @__PURE__ */ composed('J * s', () => joule.mul(second)),
);
/** The Newtonian constant of gravitation G: 6.67430(15)e-11 m^3/(kg s^2). */
export const gravitationalConstant: Quantity<'kg^-1 m^3 s^-2'> = /* @__PURE__ */ constant(
  6.6743e-11,
  /* @__PURE__ */ composed('m^3 / (kg * s^2)', () => metre3.div(kilogram).div(second.pow(2))),
);
/** The standard acceleration of gravity, exact. */
export const standardGravity: Quantity<'acceleration'> = /* @__PURE__ */ constant(
  9.80665,
  /* @__PURE__ */ composed('m / s^2', () => metre.div(second.pow(2))),
);
/** The Stefan-Boltzmann constant sigma, exact but for its rounding. */
export const stefanBoltzmann: Quantity<'kg s^-3 K^-4'> = /* @__PURE__ */ constant(
  5.6703744191844314e-8,
  /* @__PURE__ */ composed('W / (K^4 * m^2)', () => watt.div(metre2).div(kelvin.pow(4))),
);
/** 0 degrees Celsius, exact. */
export const zeroCelsius: Quantity<'temperature'> = /* @__PURE__ */ constant(273.15, kelvin);

export * from './generated/other-constants.js';
