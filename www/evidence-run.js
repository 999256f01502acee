// @ts-check
// Has evidence worked out by a worker, which starts with the first question and ends when somebody cancels. Where there are no workers the page does it itself, a moment at a time.

import { work } from './evidence-work.js';

/** @typedef {import('./evidence-work.js').Core} Core */
/** @typedef {import('./evidence-work.js').Drawing} Drawing */
/** @typedef {import('./evidence-work.js').Look} Look */
/** @typedef {import('./evidence-work.js').News} News */
/** @typedef {import('./evidence-work.js').Source} Source */
/** @typedef {import('./evidence-work.js').Task} Task */
/** @typedef {{ known: import('./evidence-work.js').Known } | { problems: import('./evidence-work.js').Problem[] } | { failed: string }} Outcome */

export class EvidenceRun {
  /** @type {Worker | null} */
  #worker = null;
  #alone = typeof Worker === 'undefined';
  /** The core on the page, where there are no workers. @type {Core | null} */
  #core = null;
  #asked = 0;
  /** The last task there was. @type {Task | null} */
  #task = null;
  /** @type {(outcome: Outcome) => void} */
  #tell = () => {};
  /** Drawings without an answer. @type {Map<number, (drawing: Drawing) => void>} */
  #open = new Map();

  /** @param {() => Promise<Core>} load the core, where there are no workers */
  constructor(load) {
    this.load = load;
  }

  /**
   * Begins in place of whatever was begun before.
   * @param {string} kind
   * @param {Record<string, unknown>} inputs
   * @param {Source[]} sources
   * @param {(outcome: Outcome) => void} tell several times: what is known so far
   */
  begin(kind, inputs, sources, tell) {
    const task = { id: ++this.#asked, kind, inputs, sources };
    this.#task = task;
    this.#tell = tell;
    const worker = this.#start();
    if (worker) worker.postMessage({ task });
    else this.#alongside(task);
  }

  /** Ends the work; what has been told stays. */
  cancel() {
    this.#task = null;
    this.#end();
  }

  /** A chart of what was begun last, as far as it is known. @param {string} chart @param {Look} look @returns {Promise<Drawing>} */
  draw(chart, look) {
    if (this.#core) return Promise.resolve(this.#core.drawEvidence(chart, look));
    const worker = this.#worker;
    if (!worker) return Promise.resolve({ ok: false, problems: [] });
    const asked = ++this.#asked;
    return new Promise((resolve) => {
      this.#open.set(asked, resolve);
      worker.postMessage({ draw: chart, asked, look });
    });
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    for (const resolve of this.#open.values()) resolve({ ok: false, problems: [] });
    this.#open.clear();
  }

  #start() {
    if (this.#alone) return null;
    try {
      this.#worker ??= this.#hire();
    } catch {
      this.#alone = true;
    }
    return this.#worker;
  }

  #hire() {
    const worker = new Worker(new URL('evidence-worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (/** @type {MessageEvent<News | { asked: number, drawing: Drawing }>} */ { data }) => {
      if (!('asked' in data)) return this.#settle(data);
      this.#open.get(data.asked)?.(data.drawing);
      this.#open.delete(data.asked);
    });
    // The worker itself did not arrive: the page does its work.
    worker.addEventListener('error', () => {
      this.#alone = true;
      this.#end();
      if (this.#task) this.#alongside(this.#task);
    });
    return worker;
  }

  /** @param {News} news */
  #settle({ id, ...outcome }) {
    if (id !== this.#task?.id) return;
    // A core that has stopped answers nothing more: the next question gets a new one.
    if ('failed' in outcome) this.#end();
    this.#tell(/** @type {Outcome} */ (outcome));
  }

  /** Here, on the page's own thread. @param {Task} task */
  async #alongside(task) {
    try {
      this.#core ??= await this.load();
      await work(this.#core, task, (news) => this.#settle(news), () => this.#task !== task);
    } catch (cause) {
      this.#settle({ id: task.id, failed: String(cause) });
    }
  }
}
