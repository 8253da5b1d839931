// Kept in the declarations: whoever type-checks against them need not have `using` switched on.
/// <reference lib="esnext.disposable" preserve="true" />

/** The symbol of `using`. Safari had no Symbol.dispose for long; down-levelled `using` then asks for this one. */
export const dispose: typeof Symbol.dispose =
  Symbol.dispose ?? (Symbol.for('Symbol.dispose') as typeof Symbol.dispose);
