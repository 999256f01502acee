// @ts-check
// The core, loaded once, and the larger one when somebody asks for what only that does. The only file that imports the package.

/** @typedef {typeof import('./pkg/alvh.js')} Package */
/** @typedef {Omit<Package, 'default' | 'initSync'>} Engine */
/** @typedef {Omit<typeof import('./pkg/study.js'), 'default' | 'initSync'>} Wide */

/** @typedef {Omit<typeof import('./pkg/evidence.js'), 'default' | 'initSync'>} Patient */

/** The calculator could not be started. */
export class NotStarted extends Error {}

/** @type {Promise<Engine> | null} */
let ready = null;
/** @type {Promise<Wide> | null} */
let wide = null;
/** @type {Promise<Patient> | null} */
let patient = null;

/** Starts the core on the first call; afterwards the same promise. Rejects with NotStarted. @returns {Promise<Engine>} */
export function engine() {
  ready ??= begin(() => import('./pkg/alvh.js'));
  return ready;
}

/** Starts the larger core, which does all that the first does. Rejects with NotStarted; asked again, it tries again. @returns {Promise<Wide>} */
export function widen() {
  wide ??= begin(() => import('./pkg/study.js')).catch((cause) => {
    wide = null;
    throw cause;
  });
  return wide;
}

/** Starts the core for what takes more than a moment. Rejects with NotStarted; asked again, it tries again. @returns {Promise<Patient>} */
export function evidence() {
  patient ??= begin(() => import('./pkg/evidence.js')).catch((cause) => {
    patient = null;
    throw cause;
  });
  return patient;
}

/**
 * @template {{ default: () => Promise<unknown> }} Core
 * @param {() => Promise<Core>} load
 */
async function begin(load) {
  try {
    const core = await load();
    await core.default();
    return core;
  } catch (cause) {
    throw new NotStarted(typeof WebAssembly === 'object' ? 'missing' : 'unsupported', { cause });
  }
}

/** Whether a link has keys that this core does not know. @param {Engine} core @param {string} text */
export function strange(core, text) {
  const known = [...core.fields().map(({ key }) => key), 'futures', 'layers'];
  return core.fromLink(text).problems.some(({ field }) => field && !known.includes(field.replace(/\[.*/, '')));
}
