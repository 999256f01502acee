// @ts-check
// Has series read by a worker, which starts with the first one, so that the page answers meanwhile. Where there are no workers it reads them itself.

import { textOf } from './file-text.js';

/** @typedef {import('./pkg/study.js').SignalOptions} SignalOptions */
/** @typedef {import('./pkg/study.js').SignalsRead} SignalsRead */
/** A text, or a file that has one. @typedef {string | File} Source */
/** @typedef {Omit<SignalOptions, 'text'>} Options */
/** @typedef {{ id: number, source: Source, options: Options }} Question */
/** @typedef {{ id: number, read: SignalsRead } | { id: number, failed: string }} Answer */

/** Larger files are not opened: the core takes 8 million bytes, and a character may take four. */
const LARGEST = 32_000_000;

export class SeriesReader {
  /** @type {Worker | null} */
  #worker = null;
  #alone = typeof Worker === 'undefined';
  /** How many questions there have been. */
  #asked = 0;
  /** Those without an answer. @type {Map<number, { question: Question, resolve: (read: SignalsRead | null) => void, reject: (cause: Error) => void }>} */
  #open = new Map();

  /** @param {{ signals: (options: SignalOptions) => SignalsRead }} core answers where there are no workers */
  constructor(core) {
    this.core = core;
  }

  /**
   * @param {Source} source
   * @param {Options} options
   * @returns {Promise<SignalsRead | null>} null where another question came before the answer
   */
  read(source, options) {
    if (typeof source !== 'string' && source.size > LARGEST) {
      return Promise.resolve({ ok: false, problems: [{ field: 'text', message: 'The file is too large: no series needs more than 8 million characters.' }] });
    }
    const question = { id: ++this.#asked, source, options };
    for (const [id, { resolve }] of this.#open) {
      this.#open.delete(id);
      resolve(null);
    }
    return new Promise((resolve, reject) => {
      this.#open.set(question.id, { question, resolve, reject });
      const worker = this.#start();
      if (worker) worker.postMessage(question);
      else this.#answer(question);
    });
  }

  #start() {
    if (this.#alone) return null;
    try {
      this.#worker ??= this.#begin();
    } catch {
      this.#alone = true;
    }
    return this.#worker;
  }

  #begin() {
    const worker = new Worker(new URL('series-worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (/** @type {MessageEvent<Answer>} */ { data }) => this.#settle(data));
    // The worker itself did not arrive: the page does its work.
    worker.addEventListener('error', () => {
      this.#alone = true;
      this.#worker = null;
      for (const { question } of this.#open.values()) this.#answer(question);
    });
    return worker;
  }

  /** @param {Answer} answer */
  #settle(answer) {
    const waiting = this.#open.get(answer.id);
    this.#open.delete(answer.id);
    if ('read' in answer) {
      waiting?.resolve(answer.read);
      return;
    }
    // A core that has stopped answers nothing more: the next question gets a new one.
    this.#worker?.terminate();
    this.#worker = null;
    waiting?.reject(new Error(answer.failed));
  }

  /** Here, on the page's own thread. @param {Question} question */
  async #answer({ id, source, options }) {
    try {
      const text = typeof source === 'string' ? source : await textOf(source);
      this.#settle({ id, read: this.core.signals({ ...options, text }) });
    } catch (cause) {
      this.#settle({ id, failed: String(cause) });
    }
  }
}
