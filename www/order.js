// @ts-check
// Orders: a pasted one, read and shown before anything is filled; and the legs of the form, to be taken to a broker.

import { Control, make } from './control.js';
import { fixed } from './format.js';

/** @typedef {import('./pkg/study.js').Field} Field */
/** @typedef {import('./pkg/study.js').OrderRead} OrderRead */
/** @typedef {import('./pkg/study.js').OrderForm} OrderForm */
/** @typedef {import('./pkg/study.js').OrderWritten} OrderWritten */
/** @typedef {import('./pkg/study.js').OrderInputs} OrderInputs */

const REST = 300; // ms without a key before a typed text is read
/** Characters. The core reads no longer order; laying one out would stop the page. */
const LONG = 20_000;

/** The day both count from. @type {Field} */
const DAY = {
  key: 'asOf', label: 'Day of the order', unit: '', group: 'order', default: null, min: 0, max: 0, step: 0, date: true, whole: false, optional: true, advanced: false, source: '',
  help: 'Days to expiry count from it, like 2026-01-30. The page never reads the clock by itself.',
};

/**
 * @typedef {object} Parts
 * @property {OrderForm[]} forms
 * @property {(text: string, day: string | null) => OrderRead} read
 * @property {(form: string, day: string | null) => OrderWritten} write
 * @property {(inputs: OrderInputs) => void} fill
 * @property {(control: Control, changed: () => void) => Element} today a button that fills in a date
 * @property {string | null} day where one is known
 */

export class Orders {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  /** @type {OrderRead | null} */
  #read = null;

  /** @param {HTMLElement} host @param {Parts} parts */
  constructor(host, parts) {
    this.parts = parts;
    this.host = host;
    this.day = new Control(DAY, { name: 'order.asOf' });
    this.day.element.dataset['date'] = '';
    this.day.write(parts.day);
    this.day.box.append(parts.today(this.day, () => this.refresh()));
    const days = make('div', 'series-options');
    days.append(this.day.element);

    this.text = this.#area('order-text', 'order.text', 'SELL -10 IRON CONDOR SPX 100 (Weeklys) 17 JUL 26 7475/7525/6650/6600 CALL/PUT @12.80 LMT');
    const help = make('p', 'series-help', 'Lines of thinkorswim, tastytrade or Interactive Brokers, OCC symbols, OptionStrat links: SPX and VIX options, VIX futures. It is read in this browser and goes nowhere.');
    help.id = 'order-text-help';
    this.status = make('p', 'series-status');
    this.status.setAttribute('role', 'status');
    this.text.setAttribute('aria-describedby', help.id);
    this.found = make('div', 'order-found');
    this.found.hidden = true;

    this.form = new Control({ ...DAY, key: 'form', label: 'Written for', default: parts.forms[0]?.id ?? '', date: false, optional: false, help: '', options: parts.forms.map(({ id }) => id), optionLabels: parts.forms.map(({ title }) => title) }, { name: 'order.form' });
    this.form.write(parts.forms[0]?.id);
    const forms = make('div', 'series-options');
    forms.append(this.form.element);
    this.written = this.#area('order-written', 'order.written', '');
    this.written.readOnly = true;
    this.copied = make('button', 'quiet small', 'Copy the legs');
    this.copied.type = 'button';
    this.done = make('span', 'series-done');
    this.done.setAttribute('role', 'status');
    const tools = make('p', 'series-tools');
    tools.append(this.copied, ' ', this.done);
    this.said = make('ul', 'order-notes');
    host.replaceChildren(
      days, make('h3', 'order-title', 'Paste an order'), this.#label(this.text, 'The order'), help, this.text, this.status, this.found,
      make('h3', 'order-title', 'Take these legs along'), forms, this.#label(this.written, 'The legs of the form'), this.written, tools, this.said,
    );
    host.addEventListener('input', ({ target }) => {
      clearTimeout(this.#soon);
      this.#soon = setTimeout(() => this.refresh(), target === this.text || target === this.day.input ? REST : 0);
    });
    host.parentElement?.addEventListener('toggle', () => this.refresh());
    for (const kind of /** @type {const} */ (['paste', 'drop'])) this.text.addEventListener(kind, (event) => this.#bounded(event));
    this.copied.addEventListener('click', () => this.#copy());
    this.refresh();
  }

  /** @param {string} id @param {string} name @param {string} placeholder */
  #area(id, name, placeholder) {
    const area = make('textarea', 'series-text');
    Object.assign(area, { id, name, rows: 5, spellcheck: false, autocomplete: 'off', placeholder });
    return area;
  }

  /** @param {HTMLElement} of @param {string} words */
  #label(of, words) {
    const label = make('label', 'label', words);
    label.htmlFor = of.id;
    return label;
  }

  /** A text too long to be an order is answered, but never put into the field. @param {ClipboardEvent | DragEvent} event */
  #bounded(event) {
    const data = event instanceof ClipboardEvent ? event.clipboardData : event.dataTransfer;
    const text = data?.getData('text/plain') ?? '';
    if (text.length <= LONG) return;
    event.preventDefault();
    clearTimeout(this.#soon);
    this.#show(this.parts.read(text, null));
  }

  /** The numbers of the page have changed: said again, once they come to rest. */
  later() {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.refresh(), REST);
  }

  /** Everything again: the text, the day or the form has changed. */
  refresh() {
    clearTimeout(this.#soon);
    if (this.host.parentElement instanceof HTMLDetailsElement && !this.host.parentElement.open) return;
    const typed = this.day.read();
    const day = typed === null ? null : String(typed);
    const empty = this.text.value.trim() === '';
    const read = empty ? null : this.parts.read(this.text.value, day);
    const written = this.parts.write(this.form.text, day);
    const problems = [...(read?.problems ?? []), ...(written.ok ? [] : written.problems)];
    this.day.mark(day !== null || !empty ? problems.reverse().find(({ field }) => field === 'asOf')?.message ?? null : null);
    this.#show(read);
    const text = written.ok ? written.text : '';
    if (this.written.value !== text) this.written.value = text;
    this.written.rows = Math.min(16, Math.max(3, text.split('\n').length + 1));
    this.copied.disabled = !text;
    this.done.textContent = '';
    this.said.replaceChildren(...(written.ok ? written.notes : written.problems.map(({ message }) => message)).map((words) => make('li', '', words)));
  }

  /** @param {OrderRead | null} read */
  #show(read) {
    const same = JSON.stringify(read) === JSON.stringify(this.#read);
    if (same) return;
    this.#read = read;
    this.found.hidden = !read;
    this.text.removeAttribute('aria-invalid');
    if (!read) {
      this.status.textContent = '';
      this.found.replaceChildren();
      return;
    }
    const { legs, fills, unread, problems, notes, inputs } = read;
    const count = (/** @type {number} */ number, /** @type {string} */ noun) => `${fixed(number)} ${noun}${number === 1 ? '' : 's'}`;
    const wrong = [...unread.map(({ message }) => ({ field: '', message })), ...problems.filter(({ field }) => field !== 'asOf')];
    if (unread.length || problems.some(({ field }) => field === 'text')) this.text.setAttribute('aria-invalid', 'true');
    this.status.textContent = `${count(legs.length, 'leg')} read${wrong.length ? `, ${count(wrong.length, 'piece')} to look at` : ''}.`;
    this.found.replaceChildren(...this.#wrong(wrong), ...(fills.length ? [this.#table(fills)] : []), ...this.#list('order-notes', notes), ...(inputs ? [this.#use(inputs, fills.length)] : []));
  }

  /** What was not understood, or breaks a limit. @param {{ field: string, message: string }[]} wrong */
  #wrong(wrong) {
    return this.#list('order-unread', wrong.map(({ message }) => message));
  }

  /** @param {string} kind @param {string[]} lines */
  #list(kind, lines) {
    if (!lines.length) return [];
    const list = make('ul', kind);
    list.append(...lines.map((words) => make('li', '', words)));
    return [list];
  }

  /** Each field with what stands in it and what would. @param {OrderRead['fills']} fills */
  #table(fills) {
    const scroll = make('div', 'scroll');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'group');
    scroll.setAttribute('aria-label', 'What would be filled in');
    const table = make('table', 'figures order-fills');
    const head = make('thead');
    const titles = make('tr');
    for (const words of ['Field', 'Now', 'From the order']) {
      const cell = make('th', '', words);
      cell.scope = 'col';
      titles.append(cell);
    }
    head.append(titles);
    const body = make('tbody');
    for (const { field, label, before, after } of fills) {
      const row = make('tr');
      row.dataset['fill'] = field;
      const title = make('th', '', label);
      title.scope = 'row';
      row.append(title, make('td', '', before || '–'), make('td', before === after ? '' : 'fresh', after || 'removed'));
      body.append(row);
    }
    table.append(make('caption', 'for-readers', 'What would be filled in'), head, body);
    scroll.append(table);
    return scroll;
  }

  /** @param {OrderInputs} inputs @param {number} count */
  #use(inputs, count) {
    const line = make('p', 'series-tools');
    const use = make('button', 'quiet small use', 'Use these legs');
    use.type = 'button';
    const done = make('span', 'series-done');
    done.setAttribute('role', 'status');
    use.addEventListener('click', () => {
      this.parts.fill(inputs);
      done.textContent = `Typed into ${fixed(count)} field${count === 1 ? '' : 's'}. Undo takes it back.`;
    });
    line.append(use, ' ', done);
    return line;
  }

  async #copy() {
    this.written.select();
    try {
      await navigator.clipboard.writeText(this.written.value);
      this.done.textContent = 'Copied.';
    } catch {
      // Without permission, or a secure context: the old way.
      this.done.textContent = document.execCommand('copy') ? 'Copied.' : 'The browser did not allow copying. The text is selected.';
    }
  }
}
