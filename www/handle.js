// @ts-check
// A marker on a chart that can be dragged: by mouse, by finger, by the arrow keys.

import { make } from './control.js';

/**
 * One value the handle sets.
 * @typedef {object} Axis
 * @property {string} label
 * @property {number} step
 * @property {() => { min: number, max: number }} span of the arrow keys
 * @property {() => number} value as it is
 * @property {() => string} words for the value as it is
 * @property {(value: number) => void} set
 */

/**
 * Where the handle moves.
 * @typedef {object} Plane
 * @property {HTMLElement} stage
 * @property {(left: number, top: number) => { x: number, y: number }} locate
 * @property {(x: number, y: number) => { left: number, top: number }} place
 * @property {{ x: [number, number], y: [number, number] } | null} frame
 */

/** Keys, and by how many steps they go. @type {Record<string, [axis: 0 | 1, steps: number]>} */
const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1], PageDown: [1, -10], PageUp: [1, 10] };

export class Handle {
  /** Where within itself it is held, and how far it goes. @type {{ x: number, y: number, frame: { x: [number, number], y: [number, number] } } | null} */
  #grip = null;
  #where = '';

  /**
   * @param {Plane} plane
   * @param {Axis[]} axes one: along x; two: along x and y
   * @param {(x: number, y: number) => void} drag somebody drags it here
   */
  constructor(plane, axes, drag) {
    this.plane = plane;
    this.axes = axes;
    this.drag = drag;
    this.element = make('div', axes.length > 1 ? 'handle both unplaced' : 'handle unplaced');
    this.element.append(make('span', 'grip'));
    this.sliders = axes.map(({ label }, k) => {
      const slider = k === 0 && axes.length === 1 ? this.element : make('span', 'handle-axis');
      slider.setAttribute('role', 'slider');
      slider.setAttribute('aria-label', label);
      slider.setAttribute('aria-orientation', k === 0 ? 'horizontal' : 'vertical');
      slider.tabIndex = 0;
      slider.addEventListener('keydown', (event) => this.#key(event, k));
      if (slider !== this.element) this.element.append(slider);
      return slider;
    });
    plane.stage.append(this.element);
    this.#say();
    this.element.addEventListener('pointerdown', (event) => this.#take(event));
    this.element.addEventListener('pointermove', (event) => {
      const grip = this.#grip;
      if (!grip) return;
      // The scale may follow what is dragged: it goes no further than the edges it was taken within.
      const { x, y } = plane.locate(event.clientX, event.clientY);
      this.drag(within(x - grip.x, grip.frame.x), within(y - grip.y, grip.frame.y));
    });
    for (const kind of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      this.element.addEventListener(kind, () => {
        this.#grip = null;
        this.element.classList.remove('held');
      });
    }
  }

  /** @param {PointerEvent} event */
  #take(event) {
    const { plane } = this;
    if (event.button !== 0 || !plane.frame) return;
    // Where within the handle it was taken: it shall not jump to the pointer.
    const box = this.element.getBoundingClientRect();
    const centre = plane.locate(box.left + box.width / 2, box.top + box.height / 2);
    const taken = plane.locate(event.clientX, event.clientY);
    this.#grip = { x: taken.x - centre.x, y: taken.y - centre.y, frame: plane.frame };
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add('held');
    event.preventDefault();
    this.sliders[0]?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event @param {number} own the axis that has the focus */
  #key(event, own) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [along, steps] = KEYS[event.key] ?? [0, 0];
    const axis = this.axes.length === 1 ? this.axes[0] : this.axes[event.key.startsWith('Page') ? own : along];
    if (!axis) return;
    const { min, max } = axis.span();
    let to = axis.value() + steps * axis.step * (event.shiftKey ? 10 : 1);
    if (event.key === 'Home') to = min;
    else if (event.key === 'End') to = max;
    else if (!steps) return;
    event.preventDefault();
    axis.set(Math.min(max, Math.max(min, to)));
  }

  /** Puts the handle where the marker is. @param {number} x @param {number} y */
  put(x, y) {
    const { left, top } = this.plane.place(x, y);
    // A transform: nothing is laid out, nothing counts as having jumped.
    const where = `translate(${left}px, ${top}px)`;
    if (where !== this.#where) {
      this.#where = where;
      this.element.style.transform = where;
    }
    this.element.classList.remove('unplaced');
    this.#say();
  }

  #say() {
    this.axes.forEach((axis, k) => {
      const slider = this.sliders[k];
      const words = axis.words();
      if (!slider || slider.getAttribute('aria-valuetext') === words) return;
      const { min, max } = axis.span();
      const value = axis.value();
      slider.setAttribute('aria-valuemin', String(Math.min(min, value)));
      slider.setAttribute('aria-valuemax', String(Math.max(max, value)));
      slider.setAttribute('aria-valuenow', String(value));
      slider.setAttribute('aria-valuetext', words);
    });
  }
}

/** @param {number} value @param {[number, number]} edges */
const within = (value, [low, high]) => Math.min(high, Math.max(low, value));
