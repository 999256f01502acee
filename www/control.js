// @ts-check
// One labelled control for one field: its text, its help, its problem. Form and row tables are made of these.

/** @typedef {import('./pkg/alvh.js').Field} Field */
/** A number, or the text a person typed where it is none, or null for an optional field left empty. */
/** @typedef {number | string | null} Typed */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Where a default comes from, as a sentence. @param {string} source */
function origin(source) {
  const words = source.startsWith('Empty') ? source : `Default: ${source.replace(/^[A-Z](?=[a-z]| )/, (letter) => letter.toLowerCase())}`;
  return words.endsWith('.') ? words : `${words}.`;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Text as typed: a number where it reads as one, otherwise the text itself, for the core to answer. @param {string} text */
export function typed(text) {
  const trimmed = text.trim().replace(/^[\u2212\u2013]/, '-');
  const value = NUMBER.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(value) ? value : trimmed;
}

/** @param {number} value */
const decimals = (value) => (String(value).split('.')[1] ?? '').length;

export class Control {
  /** @type {string | null} */
  #problem = null;

  /**
   * @param {Field} field
   * @param {{ name: string, form?: string }} options `form`: the id of a form the control belongs to without lying in it
   */
  constructor(field, { name, form }) {
    this.field = field;
    this.element = make('div', 'field');
    this.element.dataset['field'] = field.key;
    this.label = make('label', 'label', field.label);
    this.box = make('span', 'box');
    this.unit = make('span', 'unit', field.unit);
    this.help = make('p', 'help');
    this.help.append(field.help);
    if (field.source) this.help.append(field.help ? ' ' : '', make('span', 'source', origin(field.source)));
    this.message = make('p', 'problem');
    if (field.options) {
      const select = make('select');
      field.options.forEach((option, k) => select.add(new Option(field.optionLabels?.[k] ?? option, option)));
      this.input = select;
    } else {
      this.input = make('input');
      this.input.type = 'text';
      this.input.inputMode = field.date ? 'text' : 'decimal';
      this.input.autocomplete = 'off';
      this.input.spellcheck = false;
    }
    if (form) this.input.setAttribute('form', form);
    const cell = make('span', 'cell');
    cell.append(this.input);
    this.box.append(cell, this.unit);
    this.element.append(this.label, this.box, this.help, this.message);
    this.rename(name);
    this.input.addEventListener('keydown', (event) => this.#step(/** @type {KeyboardEvent} */ (event)));
  }

  /** @param {string} name */
  rename(name) {
    const id = `f-${name.replace(/[^a-zA-Z0-9]+/g, '-')}`;
    this.name = name;
    this.input.name = name;
    this.input.id = id;
    this.label.htmlFor = id;
    this.help.id = `${id}-help`;
    this.message.id = `${id}-problem`;
    this.#describe();
  }

  #describe() {
    this.input.setAttribute('aria-describedby', this.#problem ? `${this.message.id} ${this.help.id}` : this.help.id);
  }

  /**
   * What the core uses where the field is empty, shown in its place.
   * @param {string} key path in the report
   * @param {string} format
   */
  ghost(key, format) {
    if (!(this.input instanceof HTMLInputElement)) return;
    let ghost = /** @type {HTMLElement | null} */ (this.box.querySelector('.ghost'));
    if (!ghost) {
      ghost = make('span', 'ghost');
      // A blank placeholder lets the style sheet tell an empty field.
      this.input.placeholder = ' ';
      this.input.after(ghost);
    }
    Object.assign(ghost.dataset, { key, format });
  }

  get text() {
    return this.input.value;
  }

  /** @returns {Typed} */
  read() {
    if (this.field.options) return this.input.value;
    const text = this.input.value.trim();
    if (this.field.optional && text === '') return null;
    return this.field.date ? text : typed(text);
  }

  /** @param {unknown} value */
  write(value) {
    const text = value === null || value === undefined ? '' : String(value);
    if (this.input instanceof HTMLSelectElement) {
      // A choice that is not on the list is kept and shown, so that it can be answered.
      for (const stray of this.input.querySelectorAll('option[data-stray]')) stray.remove();
      if (!(this.field.options ?? []).includes(text)) {
        const stray = new Option(text || '(nothing chosen)', text);
        stray.dataset['stray'] = '';
        this.input.add(stray);
      }
    }
    if (this.input.value !== text) this.input.value = text;
  }

  /** The arrow keys step a number, ten steps with Shift. @param {KeyboardEvent} event */
  #step(event) {
    const { input, field } = this;
    const sign = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (!sign || event.altKey || event.ctrlKey || event.metaKey || !(input instanceof HTMLInputElement) || input.readOnly) return;
    const ghost = /** @type {HTMLElement | null} */ (this.box.querySelector('.ghost'));
    const from = typed(input.value === '' && ghost?.dataset['value'] ? ghost.textContent ?? '' : input.value);
    if (typeof from !== 'number') return;
    event.preventDefault();
    const places = Math.max(decimals(field.step), decimals(from));
    const to = Math.min(field.max, Math.max(field.min, from + sign * field.step * (event.shiftKey ? 10 : 1)));
    input.value = String(Number(to.toFixed(Math.min(places, 12))));
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** Shows what is wrong, or takes it away. @param {string | null} message */
  mark(message) {
    if (message === this.#problem) return;
    this.#problem = message;
    this.message.textContent = message ?? '';
    if (message) {
      this.input.setAttribute('aria-invalid', 'true');
      // What is wrong must not stay folded away.
      for (let at = this.element.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
    } else this.input.removeAttribute('aria-invalid');
    this.#describe();
  }

  lock() {
    this.element.classList.add('locked');
    this.input.title = 'Fixed by whoever placed this calculator here.';
    if (this.input instanceof HTMLSelectElement) this.input.disabled = true;
    else this.input.readOnly = true;
  }
}
