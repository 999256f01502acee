// @ts-check
// The report on the page: the answer, and every number in its place. Text is changed in place; rows are rebuilt only when their shape changes.

import { exact, fixed, optionName, shown } from './format.js';
import { make } from './control.js';

/** @typedef {import('./pkg/alvh.js').Report} Report */
/** @typedef {import('./pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('./pkg/alvh.js').Part} Part */
/** @typedef {import('./pkg/alvh.js').Layer} Layer */

/** A number in a table: its path in the report, how it reads, and why it may be missing. @typedef {{ key: string, format: string, why?: string }} Cell */
/** @typedef {{ title: string, cells: Cell[] }} Line */

/** The steps of a path such as "layers[0].premium". @param {string} path */
const steps = (path) => path.split(/[.[\]]+/).filter(Boolean);

/** @param {unknown} from @param {string[]} path */
function at(from, path) {
  /** @type {any} */
  let value = from;
  for (const step of path) value = value?.[step];
  return value;
}

const NO_ANSWER = 'There is no answer here.';

/** Numbers that do not open to their arithmetic: what a scenario or a row is of, and a system’s own. */
const SHUT = /^system\b|spxMove$|^scenarios\[\d+\]\.vix$/;

/** What of a sentence's next part belongs to the number before it: a comma, a full stop. @param {Part} [part] */
const tail = (part) => (part && !part.key ? /^\S*/.exec(part.text)?.[0] ?? '' : '');

export class Results {
  /** @type {{ element: HTMLElement, home: Element | null, path: string[], format: string, why: string, last: unknown }[]} */
  #cells = [];
  /** Sections far from the window: their numbers may follow after the paint. @type {Set<Element>} */
  #far = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #late;
  /** @type {Map<Element, string>} */
  #shapes = new Map();

  /**
   * @param {Document} page
   * @param {{ go: (field: string) => void, name: (field: string) => string | null }} fields how a note leads to its field
   */
  constructor(page, fields) {
    this.page = page;
    this.fields = fields;
    const sight = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#far.delete(target);
        else this.#far.add(target);
      }
    }, { rootMargin: '0px' });
    for (const section of page.querySelectorAll('section')) sight.observe(section);
  }

  /** @param {string} id */
  #at(id) {
    return /** @type {HTMLElement} */ (this.page.getElementById(id));
  }

  /**
   * @param {Report} report
   * @param {Partial<Inputs>} inputs what the report is of
   * @returns {boolean} whether rows were built
   */
  render(report, inputs) {
    const layers = inputs.layers ?? [];
    const rebuilt = [
      this.#levels(report),
      this.#lines('vixneeded', report.combined.vixNeeded.map((row, k) => ({
        title: fixed(row.spx),
        cells: [
          { key: `combined.vixNeeded[${k}].spxMove`, format: 'move' },
          { key: `combined.vixNeeded[${k}].vix`, format: 'vix', why: 'No VIX below 150 would do.' },
          { key: `combined.vixNeeded[${k}].vixAtExpiry`, format: 'vix', why: 'No VIX below 150 would do.' },
        ],
      }))),
      this.#lines('layerrows', layers.map((layer, k) => ({
        title: layerName(layer),
        cells: [
          { key: `layers[${k}].forward`, format: layer.instrument === 'spxPutSpread' ? 'level' : 'future' },
          { key: `layers[${k}].vol`, format: 'percent', why: 'Futures have no vol; a spread has two.' },
          { key: `layers[${k}].premium`, format: 'usd' },
          { key: `layers[${k}].delta`, format: 'usd' },
          { key: `layers[${k}].dollarsPerVixPoint`, format: 'usd' },
          { key: `layers[${k}].shareOfPremium`, format: 'percent', why: 'The hedge has no premium to share.' },
          { key: `combined.whatIf.layers[${k}]`, format: 'pl' },
          { key: `layers[${k}].shareOfOffset`, format: 'percent', why: 'The hedge gains nothing in the what-if.' },
        ],
      }))),
      this.#lines('scenariorows', report.scenarios.map(({ title }, k) => ({
        title,
        cells: [
          { key: `scenarios[${k}].spxMove`, format: 'move' },
          { key: `scenarios[${k}].vix`, format: 'vix' },
          { key: `scenarios[${k}].condor`, format: 'pl' },
          { key: `scenarios[${k}].hedge`, format: 'pl' },
          { key: `scenarios[${k}].total`, format: 'pl' },
          { key: `scenarios[${k}].offset`, format: 'percent', why: 'The condor does not lose here: there is nothing to offset.' },
        ],
      }))),
    ];
    this.#notes(report);
    this.#at('nolayers').hidden = layers.length > 0;
    this.#bars(report);
    const built = rebuilt.includes(true) || this.#cells.length === 0;
    if (built) this.collect();
    this.#fill(report, built ? undefined : this.#far);
    return built;
  }

  /** Finds every place a number stands in, and makes buttons of those that open. Called by whoever adds or removes one. */
  collect() {
    for (const found of this.page.querySelectorAll('main [data-key][data-format]:not(button, a *, .ghost)')) {
      const cell = /** @type {HTMLElement} */ (found);
      if (SHUT.test(cell.dataset['key'] ?? '')) continue;
      const button = how('how');
      Object.assign(button.dataset, cell.dataset);
      for (const name of ['key', 'format', 'value', 'why']) delete cell.dataset[name];
      cell.replaceChildren(button);
    }
    this.#cells = [...this.page.querySelectorAll('[data-key][data-format]')].map((found) => {
      const element = /** @type {HTMLElement} */ (found);
      const { key = '', format = '', why = NO_ANSWER } = element.dataset;
      return { element, home: element.closest('section'), path: steps(key), format, why, last: this };
    });
  }

  /** @param {Report} report @param {Set<Element>} [late] sections whose turn comes later */
  #fill(report, late) {
    clearTimeout(this.#late);
    if (late?.size) this.#late = setTimeout(() => this.#fill(report));
    for (const cell of this.#cells) {
      if (cell.home && late?.has(cell.home)) continue;
      const value = at(report, cell.path) ?? null;
      if (value === cell.last) continue;
      cell.last = value;
      const { element } = cell;
      element.textContent = shown(value, cell.format);
      element.dataset['value'] = exact(value);
      element.classList.toggle('loss', cell.format === 'pl' && typeof value === 'number' && value < 0);
      if (element instanceof HTMLButtonElement) element.disabled = value === null;
      if (value === null) element.title = cell.why;
      else if (element.title) element.removeAttribute('title');
    }
  }

  /**
   * The sentences. A paragraph whose text changes is set anew: pieces that merely moved along would count as a jumping layout.
   * @param {Report} report
   */
  answer({ answer: paragraphs }) {
    const host = this.#at('words');
    while (host.children.length > paragraphs.length) host.lastElementChild?.remove();
    paragraphs.forEach((parts, row) => {
      const shape = JSON.stringify(parts);
      let paragraph = host.children[row];
      if (!paragraph || paragraph.className) {
        const fresh = make('p');
        if (paragraph) paragraph.replaceWith(fresh);
        else host.append(fresh);
        paragraph = fresh;
      }
      if (this.#shapes.get(paragraph) === shape) return;
      this.#shapes.set(paragraph, shape);
      paragraph.replaceChildren(...parts.map((part, k) => {
        const { text, key, value } = part;
        if (!key) return parts[k - 1]?.key ? text.slice(tail(part).length) : text;
        const piece = SHUT.test(key) ? make('span', 'figure', text) : how('figure how', text);
        piece.dataset['key'] = key;
        piece.dataset['value'] = exact(value);
        // A line may end after a button: what follows it without a space stays with it.
        const together = make('span', 'together');
        together.append(piece, tail(parts[k + 1]));
        return together;
      }));
    });
  }

  /** @param {Report} report */
  #levels({ combined: { breakEven } }) {
    /** @type {[string, keyof typeof breakEven][]} */
    const rows = [
      ['Condor alone', 'unhedged'],
      ['With the hedge, should it expire worthless', 'hedgeWorthless'],
      ['With the hedge at its value, VIX on the line', 'hedgeAtModel'],
    ];
    const host = this.#at('breakevens');
    const shape = rows.map(([, key]) => breakEven[key].length).join();
    if (this.#shapes.get(host) === shape) return false;
    this.#shapes.set(host, shape);
    host.replaceChildren(...rows.map(([title, key]) => {
      const row = make('tr');
      const cell = make('td', 'number');
      const levels = breakEven[key];
      levels.forEach((_, k) => {
        const level = make('span', 'level');
        level.dataset['key'] = `combined.breakEven.${key}[${k}]`;
        level.dataset['format'] = 'level';
        cell.append(...(k ? [make('span', 'between', 'and')] : []), level);
      });
      if (levels.length === 0) {
        cell.append('–');
        cell.title = 'It breaks even at no level of SPX.';
      }
      row.append(heading(title), cell);
      return row;
    }));
    return true;
  }

  /**
   * @param {string} id
   * @param {Line[]} lines
   * @returns {boolean} whether rows were built
   */
  #lines(id, lines) {
    const host = this.#at(id);
    const shape = lines.map(({ cells }) => cells.map(({ key, format }) => key + format).join()).join(';');
    const same = this.#shapes.get(host) === shape;
    if (!same) {
      this.#shapes.set(host, shape);
      host.replaceChildren(...lines.map(({ cells }) => {
        const row = make('tr');
        row.append(heading(''));
        for (const { key, format, why } of cells) {
          const cell = make('td', 'number');
          Object.assign(cell.dataset, { key, format, ...(why ? { why } : {}) });
          row.append(cell);
        }
        return row;
      }));
    }
    lines.forEach(({ title }, k) => {
      const first = host.children[k]?.firstElementChild;
      if (first && first.textContent !== title) first.textContent = title;
    });
    return !same;
  }

  /** @param {Report} report */
  #notes({ notes }) {
    const host = this.#at('notes');
    const shape = JSON.stringify(notes);
    if (this.#shapes.get(host) === shape) return;
    this.#shapes.set(host, shape);
    this.#at('notes-section').hidden = notes.length === 0;
    host.replaceChildren(...notes.map(({ field, message }) => {
      const item = make('li', '', message);
      const name = this.fields.name(field);
      if (name) {
        const button = make('button', 'to-field', name);
        button.type = 'button';
        button.addEventListener('click', () => this.fields.go(field));
        item.append(' ', button);
      }
      return item;
    }));
  }

  /** @param {Report} report */
  #bars({ hedge: { share } }) {
    const most = Math.max(0.25, ...Object.values(share));
    for (const found of this.page.querySelectorAll('[data-share]')) {
      const bar = /** @type {HTMLElement} */ (found);
      const value = share[/** @type {keyof typeof share} */ (bar.dataset['share'])];
      bar.style.width = `${Math.round(Math.max(0, value / most) * 1000) / 10}%`;
    }
  }
}

/** A number that opens to its arithmetic. @param {string} className @param {string} [text] */
function how(className, text) {
  const button = make('button', className, text);
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  return button;
}

/** @param {string} text */
function heading(text) {
  const cell = make('th', '', text);
  cell.scope = 'row';
  return cell;
}

/** "4 × VIX call 18, 10 days", broken only after a comma. @param {Layer} layer */
function layerName({ instrument, quantity, strike, lowerStrike, dte, activateAt }) {
  const strikes = instrument === 'spxPutSpread' ? ` ${strike ?? ''}/${lowerStrike ?? ''}` : instrument === 'vixCall' ? ` ${strike ?? ''}` : '';
  const what = `${fixed(quantity)} × ${optionName(instrument).replace(/ \(.*/, '')}${strikes}`;
  const waits = typeof activateAt === 'number' ? `, from VIX ${activateAt}` : '';
  return `${what.replaceAll(' ', '\u00a0')}, ${dte}\u00a0${dte === 1 ? 'day' : 'days'}${waits.replaceAll(/(?<!,) /g, '\u00a0')}`;
}
