// @ts-check
// The system somebody works through: its question, its own fields, and the panel with its answer.

import { PanelView } from './panel.js';
import { make } from './control.js';

/** @typedef {import('./pkg/study.js').SystemReport} SystemReport */

export class SystemPanel {
  #id = '';

  /**
   * @param {HTMLElement} host
   * @param {import('./panel.js').Ways} ways
   * @param {(id: string) => HTMLElement | null} group the fields of a group of the form
   * @param {HTMLElement[]} tools what stands beside the question
   */
  constructor(host, ways, group, tools) {
    this.host = host;
    this.group = group;
    this.title = make('h3', 'system-title');
    this.title.tabIndex = -1;
    const head = make('div', 'system-head');
    const side = make('div', 'system-tools');
    side.append(...tools);
    head.append(this.title, side);
    const body = make('div');
    this.panel = new PanelView(body, ways);
    this.fields = make('div', 'system-fields');
    this.panel.words.after(this.fields);
    host.replaceChildren(head, body);
  }

  /** @param {SystemReport} system @returns {boolean} whether places for figures were built */
  show({ id, panel }) {
    this.host.hidden = false;
    if (this.#id !== id) {
      this.#id = id;
      this.title.textContent = panel.question;
      const groups = panel.groups.map((group) => this.group(group)).filter((group) => group !== null);
      groups.forEach((group, k) => (group instanceof HTMLDetailsElement) && (group.open = k === 0));
      this.fields.replaceChildren(...groups);
    }
    return this.panel.show(panel);
  }

  hide() {
    this.host.hidden = true;
  }
}
