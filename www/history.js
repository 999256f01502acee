// @ts-check
// Undo and redo. A burst of typing in one field, or one drag, is one step.

const BURST = 1000; // ms within which changes of the same field belong together
const MOST = 200;

/** @template T */
export class History {
  /** @type {{ state: T, text: string }[]} */
  #past = [];
  /** @type {{ state: T, text: string }[]} */
  #future = [];
  /** @type {{ state: T, text: string } | null} */
  #present = null;
  /** What the last change was of, and when. */
  #key = '';
  #time = 0;
  #held = false;

  /**
   * @param {(state: T) => void} restore
   * @param {(undo: boolean, redo: boolean) => void} changed told whether there is a step back and a step forward
   */
  constructor(restore, changed) {
    this.restore = restore;
    this.changed = changed;
    addEventListener('pointerdown', () => ([this.#held, this.#key] = [true, '']), true);
    for (const kind of ['pointerup', 'pointercancel']) addEventListener(kind, () => (this.#held = false), true);
    addEventListener('focusout', () => (this.#key = ''), true);
    addEventListener('keydown', (event) => {
      const step = this.#step(event);
      if (!step) return;
      event.preventDefault();
      if (step < 0) this.undo();
      else this.redo();
    });
  }

  /** @param {KeyboardEvent} event @returns {number} −1 back, 1 forward, 0 neither */
  #step({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
    if (ctrlKey === metaKey || altKey) return 0;
    // Within a text the browser's own undo is what is meant.
    if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')) return 0;
    if (key.toLowerCase() === 'z') return shiftKey ? 1 : -1;
    return key.toLowerCase() === 'y' && !shiftKey ? 1 : 0;
  }

  /** The state as it is now. @param {T} state @param {string} [key] the field that changed; none: a step of its own */
  note(state, key = '') {
    const text = JSON.stringify(state);
    if (text === this.#present?.text) return;
    const now = performance.now();
    if (this.#present) {
      const same = key !== '' && key === this.#key && (this.#held || now - this.#time < BURST);
      if (!same) this.#past.push(this.#present);
      if (this.#past.length > MOST) this.#past.shift();
      this.#future = [];
    }
    [this.#key, this.#time, this.#present] = [key, now, { state, text }];
    this.#tell();
  }

  /** The same state in other words, as when the form has come to know more fields: no step. @param {T} state */
  restate(state) {
    if (this.#present) this.#present = { state, text: JSON.stringify(state) };
  }

  undo() {
    this.#go(this.#past, this.#future);
  }

  redo() {
    this.#go(this.#future, this.#past);
  }

  /** @param {{ state: T, text: string }[]} from @param {{ state: T, text: string }[]} to */
  #go(from, to) {
    const next = from.pop();
    if (!next || !this.#present) return;
    to.push(this.#present);
    this.#present = next;
    this.#key = '';
    this.restore(next.state);
    this.#tell();
  }

  #tell() {
    this.changed(this.#past.length > 0, this.#future.length > 0);
  }
}
