// @ts-check
// The core, loaded once. The only file that imports the package.

/** @typedef {typeof import('./pkg/alvh.js')} Package */
/** @typedef {Omit<Package, 'default' | 'initSync'>} Engine */

/** The calculator could not be started. */
export class NotStarted extends Error {}

/** @type {Promise<Engine> | null} */
let ready = null;

/** Starts the core on the first call; afterwards the same promise. Rejects with NotStarted. @returns {Promise<Engine>} */
export function engine() {
  ready ??= start();
  return ready;
}

/** @returns {Promise<Engine>} */
async function start() {
  try {
    const core = await import('./pkg/alvh.js');
    await core.default();
    return core;
  } catch (cause) {
    throw new NotStarted(typeof WebAssembly === 'object' ? 'missing' : 'unsupported', { cause });
  }
}
