// @ts-check
// The form: one control for each scalar of fields(), in the groups of groups(). It is the page's only state.

import { Control, make } from './control.js';

/** @typedef {import('./pkg/alvh.js').Field} Field */
/** @typedef {import('./pkg/alvh.js').Group} Group */
/** @typedef {import('./control.js').Typed} Typed */

/**
 * A slider beside a number. It has no name: the number is the value.
 * @typedef {object} Slider
 * @property {number} min
 * @property {number} max
 */

export class Form {
  /** @type {Map<string, Control>} */
  #controls = new Map();
  /** @type {Map<string, HTMLElement>} */
  #slots = new Map();
  /** @type {Map<string, HTMLInputElement>} */
  #sliders = new Map();
  /** @type {Map<string, HTMLDetailsElement>} */
  #groups = new Map();
  /** @type {Map<string, string>} */
  #extra = new Map();
  /** @type {Set<string>} */
  #idle = new Set();

  /**
   * @param {HTMLFormElement} form
   * @param {{ fields: Field[], groups: Group[] }} table
   * @param {{ open: string[], apart: Record<string, Element> }} layout groups that start open; groups that stand elsewhere on the page
   */
  constructor(form, table, layout) {
    this.form = form;
    this.add(table, layout);
  }

  /** Takes in more groups. @param {{ fields: Field[], groups: Group[] }} table @param {{ open: string[], apart: Record<string, Element> }} layout */
  add({ fields, groups }, { open, apart }) {
    const { form } = this;
    for (const group of groups) {
      const own = fields.filter((field) => field.group === group.id);
      const advanced = make('details', 'advanced');
      advanced.append(make('summary', '', 'More'));
      // A group of nothing but advanced fields is folded as a whole.
      const split = own.some((field) => !field.advanced);
      /** @param {Element} host @param {string} [id] of the form, where the host does not lie in it */
      const lay = (host, id) => {
        for (const field of own) (split && field.advanced ? advanced : host).append(this.#control(field, id).element);
      };
      const elsewhere = apart[group.id];
      if (elsewhere) {
        lay(elsewhere, form.id);
        if (advanced.childElementCount > 1) elsewhere.append(advanced);
        continue;
      }
      const details = make('details', 'group');
      details.dataset['group'] = group.id;
      details.open = open.includes(group.id);
      const summary = make('summary');
      summary.append(make('h3', '', group.title), make('span', 'digest'));
      const slot = make('div', 'slot');
      details.append(summary);
      if (group.help) details.append(make('p', 'group-help', group.help));
      lay(details);
      details.append(slot);
      if (advanced.childElementCount > 1) details.append(advanced);
      details.addEventListener('toggle', () => this.#digest(group.id));
      form.append(details);
      this.#groups.set(group.id, details);
      this.#slots.set(group.id, slot);
    }
  }

  /** @param {Field} field @param {string} [form] */
  #control(field, form) {
    const control = new Control(field, form ? { name: field.key, form } : { name: field.key });
    this.#controls.set(field.key, control);
    return control;
  }

  /** Where a group takes what is not a scalar: rows, a picture. @param {string} group */
  slot(group) {
    return this.#slots.get(group) ?? null;
  }

  /** @param {string} key */
  control(key) {
    return this.#controls.get(key) ?? null;
  }

  /** @param {string} key @param {Slider} span */
  addSlider(key, span) {
    const control = this.#controls.get(key);
    if (!control) return;
    const slider = make('input', 'slider');
    slider.type = 'range';
    slider.setAttribute('aria-label', `${control.field.label}, slider`);
    this.#sliders.set(key, slider);
    this.setSpan(key, span);
    const places = (String(control.field.step).split('.')[1] ?? '').length;
    slider.addEventListener('input', (event) => {
      event.stopPropagation();
      control.input.value = String(Number(Number(slider.value).toFixed(places)));
      control.input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    control.box.after(slider);
  }

  /** @param {string} key @param {Slider} span */
  setSpan(key, span) {
    const slider = this.#sliders.get(key);
    const field = this.#controls.get(key)?.field;
    if (!slider || !field) return;
    const [min, max] = [Math.max(span.min, field.min), Math.min(span.max, field.max)].map(String);
    if (min !== undefined && slider.min !== min) slider.min = min;
    if (max !== undefined && slider.max !== max) slider.max = max;
    slider.step = String(field.step);
  }

  /** Puts a slider where its value is. @param {string} key @param {number | null} value */
  moveSlider(key, value) {
    const slider = this.#sliders.get(key);
    if (!slider || value === null) return;
    const field = this.#controls.get(key)?.field;
    slider.setAttribute('aria-valuetext', `${Math.round(value * 100) / 100} ${field?.unit ?? ''}`.trim());
    if (document.activeElement === slider && Math.abs(Number(slider.value) - value) < Number(slider.step)) return;
    slider.value = String(value);
  }

  /** What is typed, as it stands. @returns {Record<string, Typed>} */
  read() {
    /** @type {Record<string, Typed>} */
    const values = {};
    for (const [key, control] of this.#controls) if (!this.#idle.has(control.field.group)) values[key] = control.read();
    return values;
  }

  /** Whether the values of a group count. @param {string} group */
  counts(group) {
    return !this.#idle.has(group);
  }

  /** Groups whose values do not count until they are used again. @param {string[]} groups */
  rest(groups) {
    this.#idle = new Set(groups);
  }

  /** @param {Record<string, unknown>} values */
  write(values) {
    for (const [key, control] of this.#controls) control.write(key in values ? values[key] : control.field.default);
    for (const id of this.#groups.keys()) this.#digest(id);
  }

  /** A closed group says what is in it. @param {string} id */
  #digest(id) {
    const group = this.#groups.get(id);
    const digest = group?.querySelector('.digest');
    if (!group || !digest) return;
    const values = [];
    const own = [...this.#controls.values()].filter(({ field }) => field.group === id);
    const split = own.some(({ field }) => !field.advanced);
    for (const { field, input, text } of own) {
      if ((split && field.advanced) || text === '') continue;
      values.push(input instanceof HTMLSelectElement ? input.selectedOptions[0]?.textContent ?? '' : text);
    }
    const extra = this.#extra.get(id);
    if (extra) values.push(extra);
    digest.textContent = group.open ? '' : values.join(' · ');
  }

  /** What else a closed group says is in it. @param {string} group @param {string} words */
  note(group, words) {
    if (this.#extra.get(group) === words) return;
    this.#extra.set(group, words);
    this.#digest(group);
  }

  /** @param {Map<string, string>} problems */
  mark(problems) {
    for (const [key, control] of this.#controls) control.mark((!this.#idle.has(control.field.group) && problems.get(key)) || null);
  }

  /** @param {(key: string) => boolean} locked */
  lock(locked) {
    for (const [key, control] of this.#controls) {
      if (!locked(key)) continue;
      control.lock();
      const slider = this.#sliders.get(key);
      if (slider) slider.disabled = true;
    }
  }
}

/** Unfolds whatever hides an element, then brings it into view and gives it the focus. @param {HTMLElement} element */
export function reveal(element) {
  for (let at = element.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
}
