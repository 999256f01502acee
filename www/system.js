// @ts-check
// The system somebody works through: its question, its answer, its own fields, tables and lists, drawn from what the core says of it. No system has code of its own here.

import { make } from './control.js';
import { exact } from './format.js';

/** @typedef {import('./pkg/study.js').SystemReport} SystemReport */
/** @typedef {import('./pkg/study.js').Panel} Panel */
/** @typedef {import('./pkg/study.js').Table} Table */
/** @typedef {import('./pkg/study.js').List} List */
/** @typedef {import('./pkg/study.js').Part} Part */
/** @typedef {import('./pkg/study.js').Picture} Picture */
/** @typedef {import('./pkg/study.js').Action} Action */
/** @typedef {import('./pkg/study.js').State} State */

/** What stands beside a row or an item that stands out: never colour alone. @type {Record<State, string>} */
const MARKS = { fires: 'applies', passes: 'passes', fails: 'fails' };

export class SystemPanel {
  /** What each place shows, so that only what changes is set. @type {WeakMap<Element, string>} */
  #shapes = new WeakMap();
  #id = '';

  /**
   * @param {HTMLElement} host
   * @param {object} parts
   * @param {(id: string) => Element | null} parts.group the fields of a group of the form
   * @param {(pictures: Picture[]) => Element[]} parts.draw figures of charts, in place of those asked for before
   * @param {HTMLElement[]} parts.tools what stands beside the question
   * @param {(field: string, value: number) => void} parts.set types a number into a field
   * @param {(action: Action) => void} parts.take opens what can be taken over
   */
  constructor(host, { group, draw, tools, set, take }) {
    this.host = host;
    this.group = group;
    this.draw = draw;
    this.set = set;
    this.take = take;
    this.title = make('h3', 'system-title');
    this.title.tabIndex = -1;
    const head = make('div', 'system-head');
    const side = make('div', 'system-tools');
    side.append(...tools);
    head.append(this.title, side);
    this.words = make('div', 'words system-words');
    this.fields = make('div', 'system-fields');
    this.pictures = make('div', 'system-pictures');
    this.tables = make('div', 'system-tables');
    this.lists = make('div', 'system-lists');
    this.actions = make('div', 'system-actions');
    this.notes = make('ul', 'notes');
    this.source = make('p', 'source-line');
    host.replaceChildren(head, this.words, this.fields, this.actions, this.pictures, this.tables, this.lists, this.notes, this.source);
  }

  /** @param {SystemReport} system @returns {boolean} whether places for numbers were built */
  show({ id, panel }) {
    this.host.hidden = false;
    if (this.#id !== id) {
      this.#id = id;
      this.title.textContent = panel.question;
      this.fields.replaceChildren(...panel.groups.map((group) => this.group(group)).filter((group) => group !== null));
      this.source.textContent = `${panel.source}.`;
    }
    this.#paragraphs(this.words, panel.answer);
    this.#set(this.pictures, panel.charts.map(({ id }) => id).join(), () => this.draw(panel.charts));
    const built = this.#each(this.tables, panel.tables, (section, table) => this.#table(section, table));
    this.#each(this.lists, panel.lists, (section, list) => this.#list(section, list));
    this.actions.hidden = panel.actions.length === 0;
    this.#set(this.actions, JSON.stringify(panel.actions), () => panel.actions.map((action) => {
      const button = make('button', 'quiet small', action.title);
      button.type = 'button';
      button.addEventListener('click', () => this.take(action));
      return button;
    }));
    this.notes.hidden = panel.notes.length === 0;
    this.#set(this.notes, JSON.stringify(panel.notes), () => panel.notes.map((note) => make('li', '', note)));
    return built;
  }

  hide() {
    this.host.hidden = true;
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
    this.#set(host, all.map(({ id }) => `${this.#id} ${id}`).join(), () => all.map(() => make('section', 'system-part')));
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
        const cell = make('th', !k ? '' : told && 'text' in told ? 'told' : 'number', text);
        cell.scope = 'col';
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
            Object.assign(place.dataset, { key, format, ...(why ? { why } : {}) });
          } else if ('field' in cell) {
            const button = make('button', 'quiet small', cell.text);
            button.type = 'button';
            button.addEventListener('click', () => this.set(cell.field, cell.value));
            place.append(button);
          }
        }
      }
      scroll.append(figures);
      return [make('h4', '', title), make('p', 'lede', help), scroll, make('p', 'source-line', `${source}.`)];
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
        const words = place?.firstElementChild ?? place;
        if (words && 'text' in cell && words.textContent !== cell.text) words.textContent = cell.text;
      });
    });
    return built;
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
      return [make('h4', '', title), ...(help ? [make('p', 'lede', help)] : []), list];
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
