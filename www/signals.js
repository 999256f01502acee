// @ts-check
// A series of the reader's own: pasted, dropped or picked; what was read of it, its figures, and a way to put them into fields.

import { PanelView } from './panel.js';
import { Control, make } from './control.js';
import { exact, fixed } from './format.js';

/** @typedef {import('./pkg/study.js').Field} Field */
/** @typedef {import('./pkg/study.js').Offer} Offer */
/** @typedef {import('./pkg/study.js').Problem} Problem */
/** @typedef {import('./pkg/study.js').Signals} Figures */
/** @typedef {import('./pkg/study.js').SignalsRead} SignalsRead */
/** @typedef {string | File} Source */

const REST = 400; // ms without a key before a typed text is read
/** Characters. A longer text is held beside the field: laying it out would stop the page. */
const LONG = 20_000;

/** What is asked of the text, besides the text itself. */
const FIRST = ['kind', 'of'];

/** The columns, in words: the one option that is free text. @type {Field} */
const COLUMN = {
  key: 'column', label: 'Columns to use', unit: '', group: 'signals', default: null, min: 0, max: 0, step: 0, whole: false, optional: true, advanced: false, source: '',
  help: 'By heading or by number, with commas between several. Empty: found by their headings.',
};

/** A field in use that takes a figure. @typedef {{ offer: Offer, label: string, put: () => void, go: () => void }} Taker */

/**
 * @typedef {object} Parts
 * @property {Field[]} fields what can be asked of a text
 * @property {(source: Source, options: Record<string, unknown>) => Promise<SignalsRead | null>} read null where a later question overtook it
 * @property {(offers: Offer[]) => { fields: Taker[], questions: { id: string, question: string }[] }} takers fields in use that take a figure; systems that have such fields
 * @property {(id: string) => void} choose opens a system
 * @property {import('./panel.js').Ways} ways
 */

export class Signals {
  /** What is read: the text in the field, or what is held beside it. @type {Source | null} */
  #held = null;
  /** @type {Figures | null} */
  #figures = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** @param {HTMLElement} host @param {Parts} parts */
  constructor(host, parts) {
    this.parts = parts;
    this.host = host;
    this.text = make('textarea', 'series-text');
    Object.assign(this.text, { id: 'series-text', name: 'signals.text', rows: 7, spellcheck: false, autocomplete: 'off', placeholder: 'Date,Close\n2026-01-29,6969.01\n2026-01-30,6939.03' });
    const label = make('label', 'label', 'Your series');
    label.htmlFor = this.text.id;
    const help = make('p', 'series-help', 'CSV with or without headings and dates, or one number a line; the oldest or the newest first. It is read in this browser and goes nowhere.');
    help.id = `${this.text.id}-help`;
    this.problem = make('p', 'problem');
    this.problem.id = `${this.text.id}-problem`;
    this.text.setAttribute('aria-describedby', `${this.problem.id} ${help.id}`);
    this.file = make('input');
    Object.assign(this.file, { type: 'file', hidden: true, name: 'signals.file', accept: '.csv,.tsv,.txt,text/csv,text/plain' });
    this.held = make('p', 'series-held');
    this.held.hidden = true;
    this.heldName = make('span');
    this.drop = this.#button('Take it away', () => this.#take(null));
    this.held.append(this.heldName, ' ', this.drop);
    const pick = this.#button('Pick a file', () => this.file.click());
    const clear = this.#button('Clear', () => this.#clear());
    const tools = make('p', 'series-tools');
    tools.append(pick, ' ', clear, ' ', this.file);
    /** @type {Map<string, Control>} */
    this.controls = new Map();
    const first = make('div', 'series-options');
    const more = make('details', 'advanced series-more');
    const rest = make('div', 'series-options');
    more.append(make('summary', '', 'How it is read and measured'), rest);
    for (const field of [...parts.fields, COLUMN]) {
      const control = new Control(field, { name: `signals.${field.key}` });
      control.write(field.default);
      if (field === COLUMN) control.input.inputMode = 'text';
      this.controls.set(field.key, control);
      (FIRST.includes(field.key) ? first : rest).append(control.element);
    }
    this.status = make('p', 'series-status');
    this.status.setAttribute('role', 'status');
    this.figures = make('div', 'series-figures');
    this.figures.hidden = true;
    this.question = make('h3', 'system-title');
    const view = make('div');
    this.figures.append(this.question, view);
    this.panel = new PanelView(view, parts.ways);
    this.offers = make('div', 'series-offers');
    this.offers.hidden = true;
    host.replaceChildren(first, label, help, this.text, this.held, this.problem, tools, more, this.status, this.offers, this.figures);
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
    const { host, text, file } = this;
    host.addEventListener('input', ({ target }) => {
      if (target === file) return;
      if (target === text && text.value.length > LONG) return this.#take(text.value, 'What you typed');
      clearTimeout(this.#soon);
      this.#soon = setTimeout(() => void this.#read(), target === text ? REST : 0);
    });
    text.addEventListener('paste', (event) => {
      const pasted = event.clipboardData?.getData('text/plain') ?? '';
      if (pasted.length <= LONG) return;
      event.preventDefault();
      this.#take(pasted, 'What you pasted');
    });
    file.addEventListener('change', () => {
      const picked = file.files?.[0];
      file.value = '';
      if (picked) this.#take(picked);
    });
    host.addEventListener('dragover', (event) => {
      event.preventDefault();
      host.classList.add('over');
    });
    for (const kind of ['dragleave', 'drop']) host.addEventListener(kind, () => host.classList.remove('over'));
    host.addEventListener('drop', (event) => {
      event.preventDefault();
      const dropped = event.dataTransfer?.files[0] ?? event.dataTransfer?.getData('text/plain');
      if (dropped) this.#take(dropped, 'What you dropped');
    });
  }

  /** Holds a text beside the field, or gives the field back. @param {Source | null} source @param {string} [name] */
  #take(source, name = '') {
    const short = typeof source === 'string' && source.length <= LONG;
    this.#held = short ? null : source;
    if (short) this.text.value = source;
    else this.text.value = '';
    const away = source !== null && !short;
    const focused = this.host.contains(document.activeElement);
    this.text.hidden = away;
    this.held.hidden = !away;
    if (away) this.heldName.textContent = typeof source === 'string' ? `${name}: ${fixed(source.length)} characters.` : `${source.name}, ${fixed(Math.max(1, source.size / 1000))} kB.`;
    if (focused) (away ? this.drop : this.text).focus();
    clearTimeout(this.#soon);
    void this.#read();
  }

  #clear() {
    for (const { field } of this.controls.values()) this.controls.get(field.key)?.write(field.default);
    this.#take(null);
    this.text.focus();
  }

  #options() {
    /** @type {Record<string, unknown>} */
    const options = {};
    for (const [key, control] of this.controls) options[key] = key === 'column' ? control.text : control.read();
    return options;
  }

  async #read() {
    const source = this.#held ?? this.text.value;
    if (typeof source === 'string' && source.trim() === '') {
      this.#mark([]);
      this.#show(null);
      this.status.textContent = '';
      return;
    }
    this.host.classList.add('old');
    this.status.textContent = 'Reading …';
    try {
      const read = await this.parts.read(source, this.#options());
      if (!read || source !== (this.#held ?? this.text.value)) return;
      this.#mark(read.ok ? [] : read.problems);
      if (read.ok) this.#show(read.signals);
      this.status.textContent = read.ok ? summary(read.signals) : this.#figures ? 'The figures below are of what was read before.' : '';
      this.host.classList.toggle('old', !read.ok);
    } catch (cause) {
      this.status.textContent = 'The series could not be read: this part of the calculator has stopped. Try again, or reload the page.';
      console.error(cause);
    }
  }

  /** Problems at their controls. @param {Problem[]} problems */
  #mark(problems) {
    const of = (/** @type {string} */ key) => problems.filter(({ field }) => field === key).map(({ message }) => message).join(' ') || null;
    for (const [key, control] of this.controls) control.mark(of(key));
    const own = problems.filter(({ field }) => !this.controls.has(field)).map(({ message }) => message).join(' ');
    this.problem.textContent = own;
    this.text.toggleAttribute('aria-invalid', own !== '');
    if (own) this.text.setAttribute('aria-invalid', 'true');
  }

  /** @param {Figures | null} signals */
  #show(signals) {
    this.#figures = signals;
    this.figures.hidden = !signals;
    if (signals) {
      this.question.textContent = signals.panel.question;
      this.panel.show(signals.panel, { signals });
    }
    this.host.classList.remove('old');
    this.offer();
  }

  /** Says where the figures can go, as things are. */
  offer() {
    const offers = this.#figures?.offers ?? [];
    this.offers.hidden = offers.length === 0;
    if (offers.length === 0) return;
    const { fields, questions } = this.parts.takers(offers);
    const list = make('ul', 'told-list');
    list.append(...fields.map(({ offer, label, put, go }) => {
      const item = make('li');
      const value = make('b', '', typeof offer.value === 'number' ? fixed(offer.value, 2) : offer.value);
      value.dataset['key'] = `signals.offers[${offers.indexOf(offer)}].value`;
      value.dataset['value'] = typeof offer.value === 'number' ? exact(offer.value) : offer.value;
      const into = make('button', 'to-field', label);
      into.type = 'button';
      into.title = 'Type it into this field alone, and go there';
      into.addEventListener('click', () => {
        put();
        go();
      });
      item.append(`${offer.label}: `, value, ', into ', into);
      return item;
    }));
    const done = make('span', 'series-done');
    done.setAttribute('role', 'status');
    const use = this.#button('Use these numbers', () => {
      for (const { put } of fields) put();
      done.textContent = fields.length === 1 ? 'Typed into its field.' : `Typed into ${fields.length} fields.`;
    });
    use.classList.add('use');
    if (fields.length) return this.offers.replaceChildren(list, use, ' ', done);
    const words = make('p', 'lede', questions.length ? 'No question that is open takes these figures. These do:' : 'No question takes these figures; they are here to be looked at.');
    const open = make('ul');
    open.append(...questions.map(({ id, question }) => {
      const item = make('li');
      item.append(this.#button(question, () => {
        this.parts.choose(id);
        this.#attend();
      }));
      return item;
    }));
    this.offers.replaceChildren(words, open);
  }

  /** Back to the figures, once the question that was opened stands above them. */
  #attend() {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const use = /** @type {HTMLElement | null} */ (this.offers.querySelector('.use'));
      this.offers.scrollIntoView({ block: 'center' });
      use?.focus({ preventScroll: true });
    }));
  }
}

/** @param {Figures} signals */
function summary({ reading: { rows, skipped } }) {
  const left = skipped.reduce((sum, { count }) => sum + count, 0);
  const count = (/** @type {number} */ number, /** @type {string} */ noun) => `${fixed(number)} ${noun}${number === 1 ? '' : 's'}`;
  return `${count(rows, 'row')} read${left ? `, ${count(left, 'line')} left out` : ''}.`;
}
