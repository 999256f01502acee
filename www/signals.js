// @ts-check
// Figures of a reader's own series: pasted or opened, read by the core, shown, and offered to the fields that take them. Nothing of it is kept, and nothing acts on its own.

import { PanelView } from './panel.js';
import { Control, make } from './control.js';

/** @typedef {import('./pkg/study.js').Field} Field */
/** @typedef {import('./pkg/study.js').Offer} Offer */
/** @typedef {import('./pkg/study.js').SignalOptions} SignalOptions */
/** @typedef {import('./pkg/study.js').SignalsRead} SignalsRead */
/** A field that would take an offer. @typedef {{ label: string, put: () => void }} Taker */

const NOBODY = 'No field in use takes these figures: pick a question above that asks for them.';

export class Signals {
  /** @type {Control[]} */
  #controls = [];
  /** @type {Offer[]} */
  #offers = [];

  /**
   * @param {HTMLElement} host
   * @param {Field[]} fields the options
   * @param {(options: SignalOptions) => SignalsRead} read
   * @param {(offer: Offer) => Taker[]} takers the fields in use that take an offer
   * @param {import('./panel.js').Ways} ways
   */
  constructor(host, fields, read, takers, ways) {
    this.takers = takers;
    const label = make('label', 'label', 'Paste a series: one number a line, or rows with dates and headings');
    this.text = make('textarea', 'series-text');
    this.text.id = 'series-text';
    this.text.rows = 6;
    this.text.spellcheck = false;
    this.text.setAttribute('aria-describedby', 'series-problem');
    label.htmlFor = this.text.id;
    this.problem = make('p', 'problem');
    this.problem.id = 'series-problem';
    this.column = make('input');
    const options = make('div', 'slot');
    const more = make('details', 'advanced');
    more.append(make('summary', '', 'More'));
    for (const field of fields) {
      const control = new Control(field, { name: `series.${field.key}` });
      control.write(field.default);
      (field.advanced ? more : options).append(control.element);
      this.#controls.push(control);
    }
    options.append(this.#columns(), more);
    const run = make('button', '', 'Read it');
    run.type = 'button';
    const file = make('input');
    file.type = 'file';
    file.accept = '.csv,.txt,.tsv,text/*';
    file.addEventListener('change', async () => {
      this.text.value = (await file.files?.[0]?.text()) ?? '';
      this.#run(read);
    });
    const open = make('label', 'series-file', 'or open a file ');
    open.append(file);
    const bar = make('div', 'series-bar');
    bar.append(run, open);
    run.addEventListener('click', () => this.#run(read));
    this.result = make('div', 'series-result');
    this.offers = make('div', 'series-offers');
    const shown = make('div');
    this.panel = new PanelView(shown, ways);
    this.panel.words.after(this.offers);
    this.result.append(shown);
    this.result.hidden = true;
    host.replaceChildren(make('p', 'lede', 'It is read here, in your browser: it is not sent, not kept, and not in the link.'), label, this.text, this.problem, options, bar, this.result);
  }

  /** The columns to use, as words. */
  #columns() {
    const field = make('div', 'field');
    const label = make('label', 'label', 'Columns');
    const help = make('p', 'help', 'Names or numbers of the columns to use, with commas between them. Empty: found by their headings.');
    [this.column.type, this.column.id, help.id] = ['text', 'series-column', 'series-column-help'];
    this.column.setAttribute('aria-describedby', help.id);
    label.htmlFor = this.column.id;
    const box = make('span', 'box');
    box.append(this.column);
    field.append(label, box, help);
    return field;
  }

  /** @param {(options: SignalOptions) => SignalsRead} read */
  #run(read) {
    const typed = Object.fromEntries(this.#controls.map((control) => [control.field.key, control.read()]));
    const answer = read(/** @type {any} */ ({ ...typed, text: this.text.value, column: this.column.value.trim() || null }));
    const problems = new Map(answer.ok ? [] : answer.problems.map(({ field, message }) => [field, message]));
    for (const control of this.#controls) control.mark(problems.get(control.field.key) ?? null);
    const rest = [...problems].filter(([field]) => !this.#controls.some((control) => control.field.key === field)).map(([, message]) => message);
    this.problem.textContent = rest.join(' ');
    this.text.toggleAttribute('aria-invalid', rest.length > 0);
    this.result.hidden = !answer.ok;
    if (!answer.ok) return;
    this.panel.show(answer.signals.panel, { signals: answer.signals });
    this.#offers = answer.signals.offers;
    this.offer();
  }

  /** What may be put where; others can be used once another system is. */
  offer() {
    if (this.result.hidden) return;
    const buttons = this.#offers.flatMap((offer) => this.takers(offer).map(({ label, put }) => {
      const button = make('button', 'quiet small', `${offer.label}: put ${offer.value} into “${label}”`);
      button.type = 'button';
      button.addEventListener('click', put);
      return button;
    }));
    this.offers.replaceChildren(...(buttons.length || !this.#offers.length ? buttons : [make('p', 'lede', NOBODY)]));
  }
}
