/** Errors of the unit room. */
export const unitErrors = {};
