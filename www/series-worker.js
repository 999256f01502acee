// @ts-check
// Reads series away from the page: a core of its own answers one question after another.

import { widen } from './engine.js';
import { textOf } from './file-text.js';

/** @typedef {import('./series.js').Question} Question */
/** @typedef {import('./series.js').Answer} Answer */

addEventListener('message', async (/** @type {MessageEvent<Question>} */ { data: { id, source, options } }) => {
  /** @param {Answer} answer */
  const send = (answer) => postMessage(answer);
  try {
    const core = await widen();
    const text = typeof source === 'string' ? source : await textOf(source);
    send({ id, read: core.signals({ ...options, text }) });
  } catch (cause) {
    send({ id, failed: String(cause) });
  }
});
