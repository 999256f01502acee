// @ts-check
// The what-if at hand while the page is scrolled: the same values as the fields, on sliders without names.

import { make } from './control.js';

/** @typedef {{ key: string, label: string, step: number, locked: boolean }} Item */
/** @typedef {{ value: number, min: number, max: number, words: string }} State */

export class Dock {
  /** @type {Map<string, { slider: HTMLInputElement, words: HTMLElement, said: string }>} */
  #items = new Map();

  /**
   * @param {HTMLElement} host
   * @param {Item[]} items
   * @param {(key: string, value: number) => void} set
   */
  constructor(host, items, set) {
    for (const { key, label, step, locked } of items) {
      const item = make('label', 'dock-item');
      const head = make('span', 'dock-label', `${label} `);
      const words = make('b');
      head.append(words);
      const slider = make('input', 'slider');
      slider.type = 'range';
      slider.step = String(step);
      slider.disabled = locked;
      slider.setAttribute('aria-label', `${label}, slider at the foot of the page`);
      slider.addEventListener('input', (event) => {
        event.stopPropagation();
        set(key, Number(slider.value));
      });
      item.append(head, slider);
      host.append(item);
      this.#items.set(key, { slider, words, said: '' });
    }
  }

  /** @param {string} key @param {State} state */
  show(key, { value, min, max, words }) {
    const item = this.#items.get(key);
    if (!item) return;
    const { slider } = item;
    if (slider.min !== String(min)) slider.min = String(min);
    if (slider.max !== String(max)) slider.max = String(max);
    if (Math.abs(Number(slider.value) - value) >= Number(slider.step) / 2 || document.activeElement !== slider) slider.value = String(value);
    if (item.said === words) return;
    item.said = words;
    item.words.textContent = words;
    slider.setAttribute('aria-valuetext', words);
  }
}
