// @ts-check
// A place for a text of the reader's: typed, pasted, dropped or picked. What is long stays out of the page, which would choke on it.

import { make } from './control.js';
import { fixed } from './format.js';

/** Longer texts are held beside the field. */
const LONG = 20_000;
/** Larger files are not opened. */
const LARGEST = 48_000_000;

export class DataSlot {
  /** What is held, where it is not in the field. @type {string | File | null} */
  #held = null;

  /** @param {string} name of the control @param {{ label: string, help: string }} words */
  constructor(name, { label, help }) {
    this.element = make('div', 'data-slot');
    const id = `slot-${name}`;
    const title = make('label', 'label', label);
    title.htmlFor = id;
    this.text = make('textarea', 'series-text');
    Object.assign(this.text, { id, name, rows: 3, spellcheck: false, autocomplete: 'off', placeholder: 'Paste here, or drop a file' });
    this.held = make('div', 'series-held');
    this.held.hidden = true;
    this.name = make('span');
    this.drop = this.#button('Take it away', () => this.#take(null));
    this.held.append(this.name, this.drop);
    const hint = make('p', 'series-help', help);
    hint.id = `${id}-help`;
    this.problem = make('p', 'problem');
    this.problem.id = `${id}-problem`;
    this.text.setAttribute('aria-describedby', `${hint.id} ${this.problem.id}`);
    this.file = make('input');
    this.file.type = 'file';
    this.file.hidden = true;
    this.file.accept = '.csv,.txt,.tsv,text/csv,text/plain';
    this.file.setAttribute('aria-label', `File: ${label}`);
    const pick = this.#button('Open a file …', () => this.file.click());
    this.element.append(title, hint, this.text, this.held, this.problem, pick, this.file);
    this.#listen();
  }

  /** @param {string} words @param {() => void} press */
  #button(words, press) {
    const button = make('button', 'quiet small', words);
    button.type = 'button';
    button.addEventListener('click', press);
    return button;
  }

  #listen() {
    const { element, text, file } = this;
    // What is typed here is no part of the form.
    for (const kind of ['input', 'change']) element.addEventListener(kind, (event) => event.stopPropagation());
    text.addEventListener('paste', (event) => {
      const pasted = event.clipboardData?.getData('text/plain') ?? '';
      if (pasted.length <= LONG) return;
      event.preventDefault();
      this.#take(pasted);
    });
    file.addEventListener('change', () => {
      const picked = file.files?.[0];
      file.value = '';
      if (picked) this.#take(picked);
    });
    element.addEventListener('dragover', (event) => {
      event.preventDefault();
      element.classList.add('over');
    });
    for (const kind of ['dragleave', 'drop']) element.addEventListener(kind, () => element.classList.remove('over'));
    element.addEventListener('drop', (event) => {
      event.preventDefault();
      const dropped = event.dataTransfer?.files[0] ?? event.dataTransfer?.getData('text/plain');
      if (dropped) this.#take(dropped);
    });
  }

  /** @param {string | File | null} source */
  #take(source) {
    this.mark('');
    if (source instanceof File && source.size > LARGEST) return this.mark('The file is too large: no history of daily closes needs more than 48 MB.');
    const short = typeof source === 'string' && source.length <= LONG;
    this.#held = short ? null : source;
    this.text.value = short ? source : '';
    const away = source !== null && !short;
    const focused = this.element.contains(document.activeElement);
    this.text.hidden = away;
    this.held.hidden = !away;
    if (away) this.name.textContent = typeof source === 'string' ? `Pasted: ${fixed(source.length)} characters.` : `${source.name}, ${fixed(Math.max(1, source.size / 1000))} kB.`;
    if (focused) (away ? this.drop : this.text).focus();
  }

  /** What stands here. */
  get source() {
    return this.#held ?? this.text.value;
  }

  /** Shows what is wrong, or takes it away. @param {string} message */
  mark(message) {
    this.problem.textContent = message;
    if (message) this.text.setAttribute('aria-invalid', 'true');
    else this.text.removeAttribute('aria-invalid');
  }
}
