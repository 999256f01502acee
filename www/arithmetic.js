// @ts-check
// How a number comes about: press it, and its formula stands beside it, in letters and in numbers, with the source of each letter.

import { make } from './control.js';

/** @typedef {import('./pkg/study.js').Arithmetic} Sheet */
/** @typedef {import('./popup.js').Popup} Popup */

export class Arithmetic {
  /** @type {Sheet[] | null} */
  #sheets = null;

  /**
   * @param {Popup} popup
   * @param {() => Sheet[]} ask the worksheets of the numbers shown; asked when one is opened, not before
   */
  constructor(popup, ask) {
    this.popup = popup;
    this.ask = ask;
  }

  /** The numbers have changed. */
  stale() {
    this.#sheets = null;
    const { opener } = this.popup;
    if (!opener) return;
    // A sentence that reads differently is made anew: the same number may stand in it again.
    const heir = opener.isConnected ? opener : document.querySelector(`main button.how[data-key="${opener.dataset['key']}"]`);
    if (!(heir instanceof HTMLElement)) return this.popup.close();
    this.popup.adopt(heir);
    this.fill(heir);
  }

  /** Fills the panel beside a number with its worksheet. @param {HTMLElement} opener */
  fill({ dataset }) {
    this.#sheets ??= this.ask();
    const sheet = this.#sheets.find(({ key }) => key === dataset['key']);
    if (sheet) this.popup.fill(sheet.title, this.#content(sheet));
    else this.popup.close();
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
