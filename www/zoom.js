// @ts-check
// Which part of a chart is shown: from and to, on sliders. Charts over the same x share its range.

import { make } from './control.js';
import { fixed, usd } from './format.js';

/** @typedef {import('./charts.js').Chart} Chart */
/** @typedef {[number, number]} Range */
/** Null: as far as the whole chart goes. @typedef {[from: number | null, to: number | null]} Ends */
/** @typedef {{ words: HTMLElement, inputs: HTMLInputElement[] }} Sliders */
/** @typedef {{ button: HTMLElement, box: HTMLElement, sliders: Record<'x' | 'y', Sliders> }} Panel */

const AXES = /** @type {const} */ (['x', 'y']);
const ENDS = ['From', 'To'];
const PLACES = 100; // of a slider, about
const APART = 2; // places that stay between from and to

/** @param {Chart} chart @param {'x' | 'y'} axis */
const label = ({ frame }, axis) => (axis === 'x' ? frame?.xLabel : frame?.yLabel) ?? '';

/** Whose range this is. @param {Chart} chart @param {'x' | 'y'} axis */
const owner = (chart, axis) => (axis === 'x' ? label(chart, axis) : chart.id);

/** A round step from one place to the next. @param {Range} range */
function stepOf([low, high]) {
  const size = (high - low) / PLACES;
  const power = 10 ** Math.floor(Math.log10(size));
  return power * (size < 2 * power ? 1 : size < 5 * power ? 2 : 5);
}

export class Zoom {
  /** @type {Map<string, Ends>} */
  #ends = new Map();
  /** @type {Map<Chart, Panel>} */
  #panels = new Map();

  /**
   * @param {Chart[]} charts
   * @param {(charts: Chart[]) => void} redraw
   */
  constructor(charts, redraw) {
    this.redraw = redraw;
    charts.forEach((chart, nth) => {
      const tools = chart.figure.querySelector('.figure-tools');
      if (!tools) return;
      const button = make('button', 'quiet fold off', 'Zoom');
      const box = make('div', 'zoom');
      const all = make('button', 'quiet small', 'Show all');
      button.type = all.type = 'button';
      box.id = `zoom-${nth}`;
      box.hidden = true;
      button.setAttribute('aria-controls', box.id);
      button.setAttribute('aria-expanded', 'false');
      button.addEventListener('click', () => {
        box.hidden = !box.hidden;
        button.setAttribute('aria-expanded', String(!box.hidden));
        this.show(chart);
      });
      all.setAttribute('aria-label', `Show all: ${chart.title}`);
      all.addEventListener('click', () => this.#set(chart, AXES, () => undefined));
      const sliders = { x: this.#sliders(chart, 'x'), y: this.#sliders(chart, 'y') };
      for (const axis of AXES) {
        const row = make('div', 'zoom-axis');
        row.append(sliders[axis].words, ...sliders[axis].inputs.map((input, k) => {
          const end = make('label', '', ENDS[k]);
          end.append(input);
          return end;
        }));
        box.append(row);
      }
      box.append(all);
      tools.append(button);
      chart.figure.append(box);
      this.#panels.set(chart, { button, box, sliders });
    });
  }

  /** @param {Chart} chart @param {'x' | 'y'} axis @returns {Sliders} */
  #sliders(chart, axis) {
    const inputs = ENDS.map((_, k) => {
      const input = make('input', 'slider');
      input.type = 'range';
      input.addEventListener('input', () => this.#set(chart, [axis], (ends) => {
        const other = Number(inputs[1 - k]?.value);
        const apart = APART * Number(input.step);
        const value = k ? Math.max(Number(input.value), other + apart) : Math.min(Number(input.value), other - apart);
        input.value = String(value);
        ends[k] = input.value === (k ? input.max : input.min) ? null : value;
        return ends;
      }));
      return input;
    });
    return { words: make('span'), inputs };
  }

  /** @param {Chart} chart @param {readonly ('x' | 'y')[]} axes @param {(ends: Ends) => Ends | undefined} change */
  #set(chart, axes, change) {
    const owners = axes.map((axis) => owner(chart, axis));
    for (const name of owners) {
      const ends = change([...(this.#ends.get(name) ?? [null, null])]);
      if (ends) this.#ends.set(name, ends);
      else this.#ends.delete(name);
    }
    this.redraw([...this.#panels.keys()].filter((one) => AXES.some((axis) => owners.includes(owner(one, axis)))));
  }

  /** Every chart whole again. */
  clear() {
    this.#ends.clear();
  }

  /** The part of a chart to draw; nothing for all of it. @param {Chart | undefined} chart @returns {{ x?: Range, y?: Range }} */
  part(chart) {
    /** @type {{ x?: Range, y?: Range }} */
    const part = {};
    for (const axis of AXES) {
      const full = chart?.frame?.full?.[axis];
      const ends = chart && this.#ends.get(owner(chart, axis));
      if (!full || !ends) continue;
      const [low, high] = [Math.max(full[0], ends[0] ?? full[0]), Math.min(full[1], ends[1] ?? full[1])];
      if (low < high && (low > full[0] || high < full[1])) part[axis] = [low, high];
    }
    return part;
  }

  /** A chart has been drawn, or its sliders are asked for. @param {Chart} chart */
  show(chart) {
    const panel = this.#panels.get(chart);
    const { frame } = chart;
    if (!panel || !frame) return;
    const { full } = frame;
    panel.button.classList.toggle('off', !full);
    if (!full) return;
    const part = this.part(chart);
    // What all of it is may have changed with the numbers.
    if (AXES.some((axis) => String(frame[axis]) !== String(part[axis] ?? full[axis]))) this.redraw([chart]);
    const words = part.x || part.y ? 'Zoomed' : 'Zoom';
    if (panel.button.textContent !== words) panel.button.textContent = words;
    if (!panel.box.hidden) for (const axis of AXES) move(panel.sliders[axis], chart, axis, full[axis], part[axis] ?? full[axis]);
  }
}

/** @param {Sliders} sliders @param {Chart} chart @param {'x' | 'y'} axis @param {Range} full @param {Range} shown */
function move({ words, inputs }, chart, axis, full, shown) {
  const step = stepOf(full);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const say = (/** @type {number} */ value) => (/dollars/.test(label(chart, axis)) ? usd(value, decimals) : fixed(value, decimals));
  const name = label(chart, axis).split(/[,(]/)[0]?.trim();
  words.textContent = `${name} ${say(shown[0])} to ${say(shown[1])}`;
  const limits = { min: Math.floor(full[0] / step) * step, max: Math.ceil(full[1] / step) * step, step };
  inputs.forEach((input, k) => {
    for (const [key, value] of Object.entries(limits)) input.setAttribute(key, value.toFixed(decimals));
    input.value = String(shown[k]);
    input.setAttribute('aria-label', `${ENDS[k]}, ${name}: ${chart.title}`);
    input.setAttribute('aria-valuetext', say(shown[k] ?? 0));
  });
}
