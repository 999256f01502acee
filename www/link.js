// @ts-check
// The address bar: the fragment follows the form, and a changed fragment is a new state.

const SETTLE = 140; // ms of rest after which the link is written: longer than between a typist's keys, and a busy page is later
const STEADY = 340; // ms between writes while something keeps moving
const PER_SECOND = 4; // browsers throttle replaceState beyond this

export class Address {
  /** @type {number[]} */
  #writes = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(() => string) | null} */
  #pending = null;
  /** The fragment as this page last wrote or read it. */
  #known = location.hash;

  /** @param {(text: string) => void} onChange a new fragment, without "#", that this page did not write */
  constructor(onChange) {
    addEventListener('hashchange', () => {
      this.#drop();
      this.#known = location.hash;
      onChange(this.text);
    });
    addEventListener('pagehide', () => this.flush());
  }

  /** The fragment, without "#". */
  get text() {
    return location.hash.slice(1);
  }

  /** Writes soon: once the form rests, at most four times in any second. @param {() => string} link */
  follow(link) {
    this.#pending = link;
    const now = performance.now();
    const rest = Math.min(now + SETTLE, Math.max(now, (this.#writes.at(-1) ?? -Infinity) + STEADY));
    this.#writes = this.#writes.filter((at) => at > now - 1000);
    const first = this.#writes[0];
    const due = first !== undefined && this.#writes.length >= PER_SECOND ? Math.max(rest, first + 1000) : rest;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), due - now);
  }

  /** Writes what is waiting. */
  flush() {
    const link = this.#pending;
    this.#drop();
    // A fragment that somebody else has set is about to be announced: it must not be written over.
    if (!link || location.hash !== this.#known) return;
    const text = link();
    if (text === this.text) return;
    this.#writes.push(performance.now());
    history.replaceState(history.state, '', `#${text}`);
    this.#known = location.hash;
  }

  /** Goes to another state, as a step the back button undoes. @param {string} text */
  go(text) {
    this.flush();
    if (text !== this.text) history.pushState(null, '', `#${text}`);
    this.#known = location.hash;
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#pending = null;
  }
}
