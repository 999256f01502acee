// @ts-check
// "Check these numbers": the laws that prices must obey, tried on the numbers in the form.

import { make } from './control.js';
import { NONE } from './format.js';

/** @typedef {import('./pkg/study.js').Check} Check */

/** Enough digits to see a difference, and no more. @param {number} value */
function digits(value) {
  if (!Number.isFinite(value)) return NONE;
  if (value === 0) return '0';
  const text = Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(8)));
  return text.replace('e+', 'e').replace(/-/g, '\u2212');
}

export class Checks {
  /**
   * @param {HTMLElement} host takes the verdict and the table
   * @param {() => Check[] | null} ask null where the numbers are refused
   */
  constructor(host, ask) {
    this.host = host;
    this.ask = ask;
    this.shown = false;
  }

  /** Tries the laws on the numbers as they are. */
  run() {
    this.shown = true;
    this.#show(this.ask());
  }

  /** The numbers have changed: what is shown belongs to earlier ones. */
  stale() {
    if (!this.shown) return;
    this.shown = false;
    const verdict = this.host.querySelector('.verdict');
    if (verdict) verdict.textContent = 'The numbers have changed since. Check again.';
    this.host.classList.add('old');
  }

  /** @param {Check[] | null} checks */
  #show(checks) {
    this.host.classList.remove('old');
    if (!checks) {
      this.host.replaceChildren(make('p', 'verdict', 'There is nothing to check: the numbers in the form are not valid.'));
      return;
    }
    const failed = checks.filter(({ passed }) => !passed).length;
    const words = failed === 0 ? `All ${checks.length} laws hold.` : `${failed} of ${checks.length} laws ${failed === 1 ? 'does' : 'do'} not hold.`;
    const table = make('table', 'figures checks');
    const head = table.createTHead().insertRow();
    for (const [text, kind] of [['Law', ''], ['One side', 'number'], ['The other', 'number'], ['Difference', 'number'], ['Allowed', 'number'], ['Holds', '']]) {
      const cell = make('th', kind, text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    for (const check of checks) {
      const row = body.insertRow();
      const law = make('th', '', check.title);
      law.scope = 'row';
      law.append(make('span', 'detail', check.detail));
      row.append(law);
      for (const value of [check.left, check.right, check.difference, check.allowed]) row.insertCell().textContent = digits(value);
      row.insertCell().append(make('span', check.passed ? 'holds' : 'wrong', check.passed ? 'holds' : 'fails'));
    }
    const scroll = make('div', 'scroll');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'group');
    scroll.setAttribute('aria-label', 'Laws and whether they hold');
    scroll.append(table);
    this.host.replaceChildren(make('p', 'verdict', words), scroll);
  }
}
