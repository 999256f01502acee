// @ts-check
// One small panel beside what it explains: opened by a press, closed by Escape or a press elsewhere, focus back where it was.

import { make } from './control.js';

const GAP = 6; // px between the opener and its panel

export class Popup {
  /** @type {HTMLElement | null} */
  #opener = null;

  /** @param {string} className */
  constructor(className) {
    this.element = make('div', `popup ${className}`);
    this.element.setAttribute('popover', 'auto');
    this.element.setAttribute('role', 'dialog');
    this.element.tabIndex = -1;
    this.title = make('h2');
    this.title.id = `${className}-title`;
    this.element.setAttribute('aria-labelledby', this.title.id);
    this.body = make('div', 'popup-body');
    const shut = make('button', 'tool popup-close', '×');
    shut.type = 'button';
    shut.setAttribute('aria-label', 'Close');
    shut.addEventListener('click', () => this.close());
    this.element.append(this.title, this.body, shut);
    document.body.append(this.element);
    this.element.addEventListener('toggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === 'closed') this.#closed();
    });
    // Tab walks out of the panel to what follows its opener.
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Tab') return;
      const inside = [...this.element.querySelectorAll('button, a[href], [tabindex="0"]')];
      const edge = event.shiftKey ? [inside[0], this.element] : [inside.at(-1)];
      if (document.activeElement && edge.includes(document.activeElement)) this.close();
    });
  }

  get opener() {
    return this.#opener;
  }

  /** @param {HTMLElement} opener @param {string} title @param {Iterable<Node | string>} content */
  open(opener, title, content) {
    if (this.#opener === opener) return this.close();
    this.close();
    this.adopt(opener);
    this.element.showPopover();
    this.fill(title, content);
    this.element.focus({ preventScroll: true });
  }

  /** Belongs to another opener from now on. @param {HTMLElement} opener */
  adopt(opener) {
    this.#opener = opener;
    opener.setAttribute('aria-expanded', 'true');
  }

  /** @param {string} title @param {Iterable<Node | string>} content */
  fill(title, content) {
    this.title.textContent = title;
    this.body.replaceChildren(...content);
    if (this.#opener) this.#place(this.#opener);
  }

  close() {
    if (!this.element.matches(':popover-open')) return;
    const opener = this.#opener;
    this.element.hidePopover();
    opener?.focus({ preventScroll: true });
  }

  #closed() {
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener = null;
  }

  /** Below its opener, or above where there is more room; always within the window. @param {HTMLElement} opener */
  #place(opener) {
    const { style } = this.element;
    style.maxHeight = '';
    const { offsetWidth, offsetHeight } = this.element;
    const box = opener.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left - 12, document.documentElement.clientWidth - offsetWidth - 8));
    const [above, under] = [box.top - 2 * GAP, innerHeight - box.bottom - 2 * GAP];
    const fits = offsetHeight <= under || under >= above;
    const height = Math.min(offsetHeight, Math.max(fits ? under : above, 160));
    style.maxHeight = `${height}px`;
    style.left = `${left + scrollX}px`;
    style.top = `${(fits ? box.bottom + GAP : box.top - GAP - height) + scrollY}px`;
  }
}
