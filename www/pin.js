// @ts-check
// Two states side by side: one pinned, one current, and what differs between them. Nothing is stored.

import { NONE, fixed, optionName, percent, usd } from './format.js';

/** @typedef {import('./pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('./pkg/alvh.js').Report} Report */
/** @typedef {{ inputs: Inputs, report: Report }} State */

const MOST_NAMED = 5;

/** @param {unknown} value */
const words = (value) => (value === null || value === undefined ? 'empty' : typeof value === 'number' ? String(value).replace('-', '\u2212') : optionName(String(value)));

/**
 * Which inputs differ: "Short put 6650 → 6655".
 * @param {any} before @param {any} after
 * @param {(field: string) => string} name
 * @returns {string[]}
 */
function changes(before, after, name) {
  /** @type {string[]} */
  const found = [];
  for (const key of Object.keys(after)) {
    const [a, b] = [before[key], after[key]];
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) {
        found.push(`${name(key)} ${a.length} → ${b.length}`);
        continue;
      }
      a.forEach((row, k) => {
        for (const own of new Set([...Object.keys(row), ...Object.keys(b[k])])) {
          if (row[own] !== b[k][own]) found.push(`${name(`${key}[${k}].${own}`)} ${words(row[own])} → ${words(b[k][own])}`);
        }
      });
    } else if (a !== b) found.push(`${name(key)} ${words(a)} → ${words(b)}`);
  }
  return found;
}

/** "$1,200 → $1,100 (−$100)", or one figure where both read alike. @param {number} a @param {number} b */
function dollars(a, b) {
  if (usd(a) === usd(b)) return usd(b);
  return `${usd(a)} → ${usd(b)} (${b > a ? '+' : ''}${usd(b - a)})`;
}

/** @param {number[]} a @param {number[]} b */
function levels(a, b) {
  const say = (/** @type {number[]} */ list) => list.map((level) => fixed(level)).join(' and ') || 'nowhere';
  return say(a) === say(b) ? say(b) : `${say(a)} → ${say(b)}`;
}

/**
 * Two states in words: what was changed, and what came of it.
 * @param {State} pinned @param {State} now
 * @param {(field: string) => string} name
 */
export function difference(pinned, now, name) {
  const all = changes(pinned.inputs, now.inputs, name);
  const rest = all.length - MOST_NAMED;
  const changed = all.length === 0 ? 'Nothing has been changed since.' : `${all.slice(0, MOST_NAMED).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
  const [a, b] = [pinned.report, now.report];
  const share = (/** @type {Report} */ { hedge }) => (Number.isFinite(hedge.share.upfront) ? percent(hedge.share.upfront) : NONE);
  const cost = share(a) === share(b) ? '' : `, ${share(a)} → ${share(b)} of the credit`;
  const outcome = `Combined in the what-if ${dollars(a.combined.whatIf.total, b.combined.whatIf.total)}. Hedge cost ${dollars(a.hedge.cost.upfront, b.hedge.cost.upfront)}${cost}. Break-evens ${levels(a.combined.breakEven.hedgeAtModel, b.combined.breakEven.hedgeAtModel)}.`;
  return { changed, outcome };
}

/**
 * One scale for two charts: all that each of them shows.
 * @param {import('./pkg/alvh.js').Drawing[]} drawings
 */
export function together(drawings) {
  const frames = drawings.flatMap((drawing) => (drawing.ok ? [drawing.frame] : []));
  /** @param {'x' | 'y'} axis @returns {[number, number]} */
  const both = (axis) => [Math.min(...frames.map((frame) => frame[axis][0])), Math.max(...frames.map((frame) => frame[axis][1]))];
  return frames.length ? { x: both('x'), y: both('y') } : {};
}

export class Pin {
  /** @type {State | null} */
  #pinned = null;
  #said = '';

  /**
   * @param {HTMLElement} section hidden until something is pinned; holds `.changed`, `.outcome-line`, `#unpin`
   * @param {HTMLButtonElement} button
   * @param {object} page
   * @param {() => State | null} page.now
   * @param {(pinned: State | null) => void} page.pinned told what is pinned now
   * @param {(field: string) => string} page.name
   */
  constructor(section, button, page) {
    this.section = section;
    this.button = button;
    this.page = page;
    const at = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (section.querySelector(selector));
    this.changed = at('.changed');
    this.outcome = at('.outcome-line');
    button.addEventListener('click', () => this.#set(page.now()));
    at('#unpin').addEventListener('click', () => {
      this.#set(null);
      button.focus();
    });
  }

  get state() {
    return this.#pinned;
  }

  /** @param {State | null} state */
  #set(state) {
    this.#pinned = state;
    this.section.hidden = !state;
    this.button.textContent = state ? 'Pin this instead' : 'Pin this, to compare';
    this.page.pinned(state);
    this.update();
  }

  /** The numbers have changed. */
  update() {
    const now = this.#pinned && this.page.now();
    if (!this.#pinned || !now) return;
    const { changed, outcome } = difference(this.#pinned, now, this.page.name);
    if (this.#said === changed + outcome) return;
    this.#said = changed + outcome;
    this.changed.textContent = changed;
    this.outcome.textContent = outcome;
  }
}
