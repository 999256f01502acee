// @ts-check
// A panel of the core on the page: an answer, pictures, tables, lists, notes and what can be taken over, whatever they are of. Nobody who has something to show writes code for it here.

import { make } from './control.js';
import { exact, figure, shown } from './format.js';

/** @typedef {import('./pkg/study.js').Panel} Panel */
/** @typedef {import('./pkg/study.js').Table} Table */
/** @typedef {import('./pkg/study.js').List} List */
/** @typedef {import('./pkg/study.js').Part} Part */
/** @typedef {import('./pkg/study.js').Picture} Picture */
/** @typedef {import('./pkg/study.js').Action} Action */
/** @typedef {import('./pkg/study.js').State} State */

/**
 * What a panel may ask of the page.
 * @typedef {object} Ways
 * @property {(pictures: Picture[]) => Element[]} draw figures of charts, in place of those asked for before
 * @property {(field: string, value: number) => void} set types a number into a field
 * @property {(action: Action) => void} take opens what can be taken over
 */

/** What stands beside a row or an item that stands out: never colour alone. @type {Record<State, string>} */
const MARKS = { fires: 'applies', passes: 'passes', fails: 'fails' };

export class PanelView {
  /** What each place shows, so that only what changes is set. @type {WeakMap<Element, string>} */
  #shapes = new WeakMap();
  /** What the figures are of, where that is not the report. @type {unknown} */
  #root = null;

  /** @param {HTMLElement} host @param {Ways} ways @param {'h3' | 'h4'} [heading] of its parts, one below what the panel stands under */
  constructor(host, ways, heading = 'h4') {
    this.heading = heading;
    this.host = host;
    this.ways = ways;
    this.words = make('div', 'words system-words');
    this.actions = make('div', 'system-actions');
    this.pictures = make('div', 'system-pictures');
    this.tables = make('div', 'system-tables');
    this.lists = make('div', 'system-lists');
    this.notes = make('ul', 'notes');
    this.source = make('p', 'source-line');
    host.replaceChildren(this.words, this.actions, this.pictures, this.tables, this.lists, this.notes, this.source);
  }

  /**
   * @param {Panel} panel
   * @param {unknown} [root] what its figures are of; the report, where it is left out
   * @returns {boolean} whether places for figures of the report were built
   */
  show(panel, root = null) {
    this.#root = root;
    this.#paragraphs(this.words, panel.answer);
    this.actions.hidden = panel.actions.length === 0;
    this.#set(this.actions, JSON.stringify(panel.actions), () => panel.actions.map((action) => {
      const button = make('button', 'quiet small', action.title);
      button.type = 'button';
      button.addEventListener('click', () => this.ways.take(action));
      return button;
    }));
    this.#set(this.pictures, panel.charts.map(({ id }) => id).join(), () => this.ways.draw(panel.charts));
    const built = this.#each(this.tables, panel.tables, (section, table) => this.#table(section, table));
    this.#each(this.lists, panel.lists, (section, list) => this.#list(section, list));
    this.notes.hidden = panel.notes.length === 0;
    this.#set(this.notes, JSON.stringify(panel.notes), () => panel.notes.map((note) => make('li', '', note)));
    this.#set(this.source, panel.source, () => [panel.source && `${panel.source}.`]);
    return built && root === null;
  }

  /** Fills a place anew where it shows something else. @param {Element} place @param {string} shape @param {() => Iterable<Node | string>} content */
  #set(place, shape, content) {
    if (this.#shapes.get(place) === shape) return false;
    this.#shapes.set(place, shape);
    place.replaceChildren(...content());
    return true;
  }

  /**
   * A section for each of several, kept while it is of the same.
   * @template {{ id: string }} One
   * @param {HTMLElement} host
   * @param {One[]} all
   * @param {(section: HTMLElement, one: One) => boolean} show
   */
  #each(host, all, show) {
    this.#set(host, all.map(({ id }) => id).join(), () => all.map(() => make('section', 'system-part')));
    return all.map((one, k) => show(/** @type {HTMLElement} */ (host.children[k]), one)).includes(true);
  }

  /** @param {Element} host @param {Part[][]} paragraphs */
  #paragraphs(host, paragraphs) {
    while (host.children.length > paragraphs.length) host.lastElementChild?.remove();
    paragraphs.forEach((parts, k) => {
      const paragraph = host.children[k] ?? host.appendChild(make('p'));
      this.#set(paragraph, JSON.stringify(parts), () => pieces(parts));
    });
  }

  /** @param {HTMLElement} section @param {Table} table */
  #table(section, { title, help, source, head, rows }) {
    const shape = JSON.stringify([head, rows.map(({ cells }) => cells.map((cell) => ('key' in cell ? [cell.key, cell.format, cell.why] : 'field' in cell ? [cell.field, cell.value] : 'words')))]);
    const built = this.#set(section, shape, () => {
      const scroll = make('div', 'scroll');
      scroll.tabIndex = 0;
      scroll.setAttribute('role', 'group');
      scroll.setAttribute('aria-label', title);
      const figures = make('table', 'figures');
      figures.append(make('caption', 'for-readers', title));
      const top = figures.createTHead().insertRow();
      head.forEach((text, k) => {
        const told = rows[0]?.cells[k - 1];
        const kind = !k ? '' : told && 'text' in told ? 'told' : 'number';
        // A head without words is none.
        const cell = make(text ? 'th' : 'td', kind, text);
        if (text) /** @type {HTMLTableCellElement} */ (cell).scope = 'col';
        top.append(cell);
      });
      const body = figures.createTBody();
      for (const { cells } of rows) {
        const row = body.insertRow();
        const first = make('th');
        first.scope = 'row';
        row.append(first);
        for (const cell of cells) {
          const place = row.insertCell();
          place.className = 'key' in cell ? 'number' : 'told';
          if ('key' in cell) {
            const { key, format, why } = cell;
            // With a format the page fills it, and knows what is missing.
            Object.assign(place.dataset, this.#root === null ? { key, format, ...(why ? { why } : {}) } : { key });
          } else if ('field' in cell) {
            const button = make('button', 'quiet small', cell.text);
            button.type = 'button';
            button.addEventListener('click', () => this.ways.set(cell.field, cell.value));
            place.append(button);
          }
        }
      }
      scroll.append(figures);
      return [make(this.heading, '', title), make('p', 'lede', help), scroll, make('p', 'source-line', `${source}.`)];
    });
    const body = section.querySelector('tbody');
    rows.forEach(({ title, state, cells }, k) => {
      const row = body?.rows[k];
      const first = row?.cells[0];
      if (!row || !first) return;
      this.#set(first, `${title} ${state}`, () => [title, ...mark(state)]);
      row.className = state ?? '';
      cells.forEach((cell, column) => {
        const place = row.cells[column + 1];
        if (!place) return;
        if ('key' in cell) {
          if (this.#root !== null) this.#write(place, cell);
        } else {
          const words = place.firstElementChild ?? place;
          if (words.textContent !== cell.text) words.textContent = cell.text;
        }
      });
    });
    return built;
  }

  /** @param {HTMLElement} place @param {{ key: string, format: string, why?: string }} cell */
  #write(place, { key, format, why }) {
    const value = figure(this.#root, key);
    place.textContent = shown(value, format);
    place.dataset['value'] = exact(value);
    place.title = (typeof value !== 'number' && why) || '';
  }

  /** @param {HTMLElement} section @param {List} list */
  #list(section, { title, help, items }) {
    this.#set(section, JSON.stringify([title, help, items]), () => {
      const list = make('ul', 'told-list');
      list.append(...items.map(({ parts, source, state }) => {
        const item = make('li', state ?? '');
        item.append(...pieces(parts), ...mark(state));
        if (source) item.append(make('span', 'term-source', `${source}.`));
        return item;
      }));
      return [make(this.heading, '', title), ...(help ? [make('p', 'lede', help)] : []), list];
    });
    return false;
  }
}

/** The pieces of a sentence, numbers marked as figures of the report. @param {Part[]} parts */
function pieces(parts) {
  return parts.map(({ text, key, value }) => {
    if (!key) return text;
    const piece = make('span', 'figure', text);
    piece.dataset['key'] = key;
    piece.dataset['value'] = exact(value);
    return piece;
  });
}

/** @param {State | undefined} state */
const mark = (state) => (state ? [' ', make('span', 'mark', MARKS[state])] : []);
