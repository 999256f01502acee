// @ts-check
// How a number comes about: press it, and its formula stands beside it, in letters and in numbers, with the source of each letter.

import { Popup } from './popup.js';
import { make } from './control.js';

/** @typedef {import('./pkg/alvh.js').Arithmetic} Sheet */

export class Arithmetic {
  #popup = new Popup('worksheet');
  /** @type {Set<string>} */
  #keys = new Set();
  /** @type {Sheet[] | null} */
  #sheets = null;

  /**
   * @param {Document} page
   * @param {() => Sheet[]} ask the worksheets of the numbers shown; asked when one is opened, not before
   */
  constructor(page, ask) {
    this.page = page;
    this.ask = ask;
    page.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button.how') : null;
      if (button instanceof HTMLElement) this.#open(button);
    });
  }

  /** Whether a number can be opened. @param {string} key */
  has(key) {
    return this.#keys.has(key);
  }

  /** Learns which numbers have a worksheet. @returns {boolean} whether these are others than before */
  learn() {
    this.#sheets = null;
    const keys = this.#all().map(({ key }) => key);
    const same = keys.length === this.#keys.size && keys.every((key) => this.#keys.has(key));
    if (!same) this.#keys = new Set(keys);
    return !same;
  }

  /** The numbers have changed. */
  stale() {
    this.#sheets = null;
    const opener = this.#popup.opener;
    if (!opener) return;
    if (!opener.isConnected) this.#popup.close();
    else this.#fill(opener);
  }

  /** Makes buttons of the numbers in tables and lists that have a worksheet, and only of those. */
  offer() {
    for (const found of this.page.querySelectorAll('main [data-key][data-format]:not(a *, .ghost)')) {
      const cell = /** @type {HTMLElement} */ (found);
      const key = cell.dataset['key'] ?? '';
      const isButton = cell instanceof HTMLButtonElement;
      if (isButton === this.has(key)) continue;
      if (isButton) {
        const holder = cell.parentElement;
        if (!holder || holder.childNodes.length > 1) continue;
        Object.assign(holder.dataset, cell.dataset);
        cell.remove();
        continue;
      }
      const button = make('button', 'how');
      button.type = 'button';
      button.setAttribute('aria-haspopup', 'dialog');
      Object.assign(button.dataset, cell.dataset);
      for (const name of ['key', 'format', 'value', 'why']) delete cell.dataset[name];
      cell.removeAttribute('title');
      cell.classList.remove('loss');
      cell.replaceChildren(button);
    }
  }

  #all() {
    this.#sheets ??= this.ask();
    return this.#sheets;
  }

  /** @param {HTMLElement} button */
  #open(button) {
    const sheet = this.#sheet(button);
    if (sheet) this.#popup.open(button, sheet.title, this.#content(sheet));
  }

  /** @param {HTMLElement} opener */
  #fill(opener) {
    const sheet = this.#sheet(opener);
    if (sheet) this.#popup.fill(sheet.title, this.#content(sheet));
  }

  /** @param {HTMLElement} opener */
  #sheet({ dataset }) {
    return this.#all().find(({ key }) => key === dataset['key']);
  }

  /** @param {Sheet} sheet @returns {Node[]} */
  #content({ formula, filled, solved, terms }) {
    /** @type {Node[]} */
    const content = [make('pre', 'formula', formula)];
    if (filled) content.push(make('p', 'formula-note', solved ? 'It is solved for; this holds there:' : 'With the numbers of this page:'), make('pre', 'formula', filled));
    if (terms.length) {
      const table = make('table', 'terms');
      table.append(make('caption', 'for-readers', 'What each letter stands for'));
      for (const { symbol, name, value, source } of terms) {
        const row = table.insertRow();
        const letter = make('th', '', symbol);
        letter.scope = 'row';
        const words = make('td', '', name);
        words.append(make('span', 'term-source', source === 'Computed above' ? 'Computed; that number opens too' : source));
        row.append(letter, make('td', 'number', value), words);
      }
      content.push(table);
    }
    return content;
  }
}
