import { fail } from '../../core/error.js';

/** The packages that only figures or files need: importing works without them, drawing or saving does not. */
export type OptionalPackage = '@observablehq/plot' | 'linkedom' | '@resvg/resvg-js' | 'fflate';

/** Loads an optional package; one that is missing is an error that says what to install. */
export async function optional<T>(name: OptionalPackage, load: () => Promise<unknown>): Promise<T> {
  try {
    return (await load()) as T;
  } catch (cause) {
    if (isMissing(cause, name)) fail('tools/optional-package', { name });
    throw cause;
  }
}

/**
 * Loads a package by a name that bundlers do not see: a page's bundle must not hold what only Node uses.
 */
export function hiddenImport(specifier: string): Promise<unknown> {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ specifier);
}

/**
 * Missing is the package itself, not a file that it in turn fails to find. Node gives a code; browsers speak of
 * a bare specifier.
 */
function isMissing(cause: unknown, name: string): boolean {
  const { code, message = '' } = cause as { code?: unknown; message?: unknown };
  return (code === 'ERR_MODULE_NOT_FOUND' || /specifier/.test(String(message))) && String(message).includes(name);
}
