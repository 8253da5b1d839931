/** Errors of the model room. */
export const modelErrors = {};
