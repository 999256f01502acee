// @ts-check
// Has a core work evidence out piece by piece, and tells how far it has come: in a worker, or on the page where there are no workers.

import { textOf } from './file-text.js';

/** @typedef {Omit<typeof import('./pkg/evidence.js'), 'default' | 'initSync'>} Core */
/** @typedef {import('./pkg/evidence.js').Answer} Known */
/** @typedef {import('./pkg/evidence.js').Problem} Problem */
/** @typedef {import('./pkg/alvh.js').Drawing} Drawing */
/** @typedef {{ width: number, height: number, theme: 'light' | 'dark' }} Look */
/** A text, or a file that has one. @typedef {string | File} Source */
/** What is asked. @typedef {{ id: number, kind: string, inputs: Record<string, unknown>, sources: Source[] }} Task */
/** What is told of a task. @typedef {{ id: number, known: Known } | { id: number, problems: Problem[] } | { id: number, failed: string }} News */

/** Milliseconds between two answers, and of work without a pause in which others may have their turn. */
const TELL = 250;
const BREATH = 16;

/** Lets whatever waits have its turn. */
const pause = () => new Promise((done) => setTimeout(done));

/**
 * @param {Core} core
 * @param {Task} task
 * @param {(news: News) => void} tell
 * @param {() => boolean} dropped whether nobody wants to know any more
 */
export async function work(core, { id, kind, inputs, sources }, tell, dropped) {
  // What only the page's core knows is no part of the position.
  const known = new Set(Object.keys(core.defaults()));
  const own = Object.fromEntries(Object.entries(inputs).filter(([key]) => known.has(key)));
  const texts = await Promise.all(sources.map((source) => (typeof source === 'string' ? source : textOf(source))));
  const begun = core.beginEvidence(kind, own, texts);
  if (!begun.ok) return tell({ id, problems: begun.problems });
  let [told, breathed] = [performance.now(), performance.now()];
  while (!dropped()) {
    const done = core.advanceEvidence() >= 1;
    const now = performance.now();
    if (done || now - told > TELL) {
      const answer = core.evidenceAnswer();
      if (answer) tell({ id, known: answer });
      told = performance.now();
    }
    if (done) return;
    if (now - breathed > BREATH) {
      await pause();
      breathed = performance.now();
    }
  }
}
