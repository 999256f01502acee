// @ts-check
// Rows of a list in the form: the layers of the hedge, the quotes of VIX futures. Add, remove, reorder, edit.

import { Control, make } from './control.js';

/** @typedef {import('./pkg/alvh.js').Field} Field */
/** @typedef {import('./control.js').Typed} Typed */
/** @typedef {Record<string, unknown>} RowValues */

/**
 * One row. A field that its instrument does not use is hidden and not sent; a value that came with a link all the same is shown, so that it can be answered.
 */
class Row {
  /** @type {Map<string, Control>} */
  controls = new Map();

  /**
   * @param {Field[]} fields
   * @param {{ name: string, noun: string, many: boolean, ghosts: Record<string, string> }} list
   */
  constructor(fields, list) {
    this.list = list;
    this.element = make('fieldset', 'row');
    this.legend = make('legend', 'row-title');
    this.main = make('div', 'row-fields');
    this.more = make('details', 'advanced');
    this.more.append(make('summary', '', 'More'));
    const extra = make('div', 'row-fields');
    this.more.append(extra);
    for (const field of fields) {
      const control = new Control(field, { name: field.key });
      this.controls.set(field.key, control);
      (field.advanced ? extra : this.main).append(control.element);
    }
    this.tools = make('div', 'row-tools');
    this.up = this.#tool('↑', 'up');
    this.down = this.#tool('↓', 'down');
    this.remove = this.#tool('×', 'remove');
    this.tools.append(...(list.many ? [this.up, this.down] : []), this.remove);
    this.element.append(this.legend, this.main, this.tools);
    if (extra.childElementCount) this.element.append(this.more);
    this.controls.get('instrument')?.input.addEventListener('input', () => {
      for (const control of this.controls.values()) delete control.element.dataset['stray'];
      this.show();
    });
  }

  /** @param {string} sign @param {string} act */
  #tool(sign, act) {
    const button = make('button', 'tool', sign);
    button.type = 'button';
    button.dataset['act'] = act;
    return button;
  }

  /** @param {Control} control */
  #applies(control) {
    const { instruments } = control.field;
    const instrument = this.controls.get('instrument')?.text;
    return !instruments || !instrument || instruments.some((own) => own === instrument);
  }

  show() {
    for (const control of this.controls.values()) {
      control.element.hidden = !this.#applies(control) && control.element.dataset['stray'] === undefined;
    }
  }

  /** @param {number} index @param {number} count @param {number} fewest */
  place(index, count, fewest) {
    const { name, noun } = this.list;
    const title = `${noun} ${index + 1}`;
    this.legend.textContent = title;
    for (const [key, control] of this.controls) {
      const full = `${name}[${index}].${key}`;
      if (control.name !== full) control.rename(full);
      const ghost = this.list.ghosts[key];
      if (ghost) control.ghost(full, ghost);
    }
    this.up.setAttribute('aria-label', `Move ${title} up`);
    this.down.setAttribute('aria-label', `Move ${title} down`);
    this.remove.setAttribute('aria-label', `Remove ${title}`);
    this.remove.title = `Remove ${title}`;
    this.up.disabled = index === 0;
    this.down.disabled = index === count - 1;
    this.remove.disabled = count <= fewest;
  }

  /** @returns {Record<string, Typed>} */
  read() {
    /** @type {Record<string, Typed>} */
    const values = {};
    for (const [key, control] of this.controls) {
      if (control.element.hidden) continue;
      const value = control.read();
      // Absent, not null: an empty cell says nothing. So does the stray value of a field that does not apply, once emptied.
      if (value === null || (value === '' && !this.#applies(control))) continue;
      values[key] = value;
    }
    return values;
  }

  /** @param {RowValues} values */
  write(values) {
    for (const [key, control] of this.controls) control.write(values[key]);
    for (const [key, control] of this.controls) {
      if (!this.#applies(control) && values[key] !== undefined && values[key] !== null) control.element.dataset['stray'] = '';
      else delete control.element.dataset['stray'];
    }
    this.show();
    if (!this.more.open) {
      this.more.open = [...this.controls.values()].some(({ field, text }) => field.advanced && text !== '');
    }
  }
}

export class Rows {
  /** @type {Row[]} */
  #rows = [];
  #locked = false;

  /**
   * @param {Element} host
   * @param {object} options
   * @param {string} options.name the key of the list in Inputs
   * @param {string} options.title
   * @param {string} options.noun what one row is called
   * @param {Field[]} options.fields
   * @param {{ fewest: number, most: number }} options.count
   * @param {boolean} options.many whether the order matters
   * @param {Record<string, string>} [options.ghosts] fields whose emptiness the report fills, under the same name, and how it reads
   * @param {(last: RowValues | null) => RowValues} options.fresh the values of a row just added
   * @param {(what: string) => void} options.before called before a row goes, comes or moves
   * @param {() => void} options.after
   */
  constructor(host, options) {
    this.options = options;
    this.element = make('div', `rows rows-${options.name}`);
    this.message = make('p', 'problem');
    this.message.id = `f-${options.name}-problem`;
    this.list = make('div', 'row-list');
    this.add = make('button', 'quiet', `Add ${/^[aeiou]/i.test(options.noun) ? 'an' : 'a'} ${options.noun.toLowerCase()}`);
    this.add.type = 'button';
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', options.title);
    this.element.append(this.message, this.list, this.add);
    host.append(this.element);
    this.add.addEventListener('click', () => this.#insert());
    this.list.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const index = this.#rows.findIndex((row) => button && row.tools.contains(button));
      if (button && index >= 0) this.#act(index, button.dataset['act'] ?? '');
    });
  }

  #insert() {
    const { before, after, fresh, noun } = this.options;
    before(`${noun} added`);
    const last = this.#rows.at(-1)?.read() ?? null;
    this.#push().write(fresh(last));
    this.#place();
    [...(this.#rows.at(-1)?.controls.values() ?? [])][0]?.input.focus();
    after();
  }

  /** @param {number} index @param {string} act */
  #act(index, act) {
    const { before, after, noun } = this.options;
    const row = this.#rows[index];
    if (!row) return;
    if (act === 'remove') {
      before(`${noun} ${index + 1} removed`);
      this.#rows.splice(index, 1);
      row.element.remove();
      this.#place();
      const next = this.#rows[Math.min(index, this.#rows.length - 1)]?.remove;
      (next && !next.disabled ? next : this.add).focus();
    } else {
      const to = index + (act === 'up' ? -1 : 1);
      const other = this.#rows[to];
      if (!other) return;
      before(`${noun} ${index + 1} moved`);
      this.#rows[index] = other;
      this.#rows[to] = row;
      if (act === 'up') other.element.before(row.element);
      else other.element.after(row.element);
      this.#place();
      const button = act === 'up' ? row.up : row.down;
      (button.disabled ? (act === 'up' ? row.down : row.up) : button).focus();
    }
    after();
  }

  #push() {
    const { fields, name, noun, many, ghosts = {} } = this.options;
    const row = new Row(fields, { name, noun, many, ghosts });
    if (this.#locked) for (const control of row.controls.values()) control.lock();
    this.#rows.push(row);
    this.list.append(row.element);
    return row;
  }

  #place() {
    const { fewest, most } = this.options.count;
    this.#rows.forEach((row, index) => {
      row.place(index, this.#rows.length, fewest);
      if (this.#locked) for (const button of [row.up, row.down, row.remove]) button.disabled = true;
    });
    this.add.hidden = this.#locked || this.#rows.length >= most;
  }

  /** @returns {Record<string, Typed>[]} */
  read() {
    return this.#rows.map((row) => row.read());
  }

  /** @param {unknown} values */
  write(values) {
    const rows = Array.isArray(values) ? values : [];
    while (this.#rows.length > rows.length) this.#rows.pop()?.element.remove();
    rows.forEach((value, index) => (this.#rows[index] ?? this.#push()).write(value ?? {}));
    this.#place();
  }

  /** @param {string} name such as "layers[0].strike" */
  control(name) {
    for (const row of this.#rows) for (const control of row.controls.values()) if (control.name === name) return control;
    return null;
  }

  /** Shows a field only where asked to; a typed value stays visible. @param {string} key @param {boolean} wanted */
  want(key, wanted) {
    for (const row of this.#rows) {
      const control = row.controls.get(key);
      if (control) control.element.classList.toggle('unwanted', !wanted && control.text === '');
    }
  }

  /** Marks rows and the list itself. @param {Map<string, string>} problems */
  mark(problems) {
    for (const row of this.#rows) for (const control of row.controls.values()) control.mark(problems.get(control.name ?? '') ?? null);
    const { name } = this.options;
    const own = [...problems].filter(([field]) => field === name || (field.startsWith(`${name}[`) && !this.control(field)));
    const text = own.map(([, message]) => message).join(' ');
    if (this.message.textContent !== text) this.message.textContent = text;
  }

  /** @param {(key: string) => boolean} locked */
  lock(locked) {
    this.#locked = locked(this.options.name);
    for (const row of this.#rows) {
      for (const control of row.controls.values()) if (this.#locked || locked(control.name ?? '')) control.lock();
    }
    this.#place();
  }
}
