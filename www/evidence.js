// @ts-check
// Evidence on the page: each kind with its fields, a button that has it worked out, how far that has come, and what is known so far.

import { PanelView } from './panel.js';
import { DataSlot } from './data-slot.js';
import { make } from './control.js';

/** @typedef {import('./pkg/evidence.js').EvidenceKind} Kind */
/** @typedef {import('./pkg/evidence.js').Answer} Known */
/** @typedef {import('./pkg/evidence.js').Problem} Problem */
/** @typedef {import('./pkg/evidence.js').Picture} Picture */
/** @typedef {import('./pkg/alvh.js').Drawing} Drawing */
/** @typedef {{ width: number, height: number, theme: 'light' | 'dark' }} Look */
/** @typedef {{ known: Known } | { problems: Problem[] } | { failed: string }} Outcome */

/**
 * What does the work.
 * @typedef {object} Run
 * @property {(kind: string, inputs: Record<string, unknown>, sources: (string | File)[], tell: (outcome: Outcome) => void) => void} begin
 * @property {() => void} cancel
 * @property {(chart: string, look: Look) => Promise<Drawing>} draw
 */

/**
 * What of the page it works with.
 * @typedef {object} Ways
 * @property {() => Run} run a new worker of it
 * @property {(group: string) => HTMLElement | null} group the fields of a group of the form
 * @property {() => Record<string, unknown>} typed what stands in the form
 * @property {(field: string) => string | null} name what a field is called
 * @property {(host: Element, svg: string) => void} place
 * @property {(figure: HTMLElement) => import('./charts.js').Chart} chart
 * @property {() => 'light' | 'dark'} theme
 * @property {import('./panel.js').Ways['set']} set
 * @property {import('./panel.js').Ways['take']} take
 */

export class Evidence {
  /** @type {Work[]} */
  #works;

  /** @param {HTMLElement} host @param {Kind[]} kinds @param {Ways} ways */
  constructor(host, kinds, ways) {
    this.#works = kinds.map((kind) => new Work(kind, ways));
    // What is brought for one kind serves those that take it too.
    for (const work of this.#works) work.slots = this.#works.find(({ kind }) => kind.id === work.kind.textsOf)?.slots ?? work.slots;
    host.replaceChildren(...this.#works.map(({ section }) => section));
    const redraw = () => {
      for (const work of this.#works) work.draw();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
    new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  }

  /** The numbers of the form have changed. */
  stale() {
    for (const work of this.#works) work.stale();
  }
}

/** One kind of evidence. */
class Work {
  /** What the results are of. */
  #of = '';
  /** Charts asked for before are no longer wanted. */
  #drawn = 0;
  /** @type {import('./charts.js').Chart[]} */
  #charts = [];

  /** @param {Kind} kind @param {Ways} ways */
  constructor(kind, ways) {
    this.kind = kind;
    this.ways = ways;
    this.run = ways.run();
    this.section = make('section', 'evidence-kind');
    this.section.dataset['evidence'] = kind.id;
    const title = make('h3', 'system-title', kind.title);
    const fields = make('div', 'system-fields');
    const groups = kind.groups.map((id) => ways.group(id)).filter((group) => group !== null);
    groups.forEach((group, k) => (group instanceof HTMLDetailsElement) && (group.open = k === 0));
    fields.append(...groups);
    this.slots = kind.data.map((data, k) => new DataSlot(`${kind.id}-${k}`, data));
    const tools = make('div', 'evidence-tools');
    this.go = make('button', 'quiet', kind.button);
    this.end = make('button', 'quiet', 'Cancel');
    for (const button of [this.go, this.end]) button.type = 'button';
    this.end.hidden = true;
    this.bar = make('progress');
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.hidden = true;
    this.bar.setAttribute('aria-label', `How far it has come: ${kind.title}`);
    tools.append(this.go, this.end, this.bar);
    this.status = make('p', 'evidence-status');
    this.status.setAttribute('role', 'status');
    this.results = make('div', 'evidence-results');
    this.results.hidden = true;
    this.panel = new PanelView(this.results, { draw: (pictures) => this.#figures(pictures), set: ways.set, take: ways.take });
    this.section.append(title, make('p', 'lede', kind.help), ...this.slots.map(({ element }) => element), fields, tools, this.status, this.results);
    this.go.addEventListener('click', () => this.#begin());
    this.end.addEventListener('click', () => this.#cancel());
    new ResizeObserver(() => {
      if (this.#charts.some(({ stage, width }) => Math.abs(stage.clientWidth - width) > 1)) this.draw();
    }).observe(this.results);
  }

  #begin() {
    const inputs = this.ways.typed();
    this.#of = JSON.stringify(inputs);
    this.#busy(true);
    this.bar.value = 0;
    this.status.textContent = 'Working …';
    for (const slot of this.slots) slot.mark('');
    this.run.begin(this.kind.id, inputs, this.slots.map(({ source }) => source), (outcome) => this.#tell(outcome));
  }

  #cancel() {
    this.run.cancel();
    this.#busy(false);
    this.status.textContent = this.results.hidden ? 'Cancelled.' : `Cancelled at ${Math.floor(this.bar.value * 100)}\u00a0%: what is shown is of the part that was done.`;
    this.go.focus();
  }

  /** @param {boolean} busy */
  #busy(busy) {
    const held = busy && document.activeElement === this.go;
    this.go.hidden = busy;
    this.end.hidden = !busy;
    this.bar.hidden = !busy;
    if (held) this.end.focus();
  }

  /** @param {Outcome} outcome */
  #tell(outcome) {
    if ('known' in outcome) return this.#show(outcome.known);
    const held = document.activeElement === this.end;
    this.#busy(false);
    if (held) this.go.focus();
    if ('failed' in outcome) {
      console.error(outcome.failed);
      this.status.textContent = 'This part of the calculator has stopped, or could not be fetched. Try again, or reload the page.';
      return;
    }
    this.slots.forEach((slot, k) => slot.mark(outcome.problems.filter(({ field }) => field === `data[${k}]`).map(({ message }) => message).join(' ')));
    const said = outcome.problems.map(({ field, message }) => (this.ways.name(field) ? `${this.ways.name(field)}: ${message}` : message));
    this.status.textContent = `Nothing was worked out. ${said.join(' ')}`;
  }

  /** @param {Known} known */
  #show(known) {
    const done = known.progress >= 1;
    this.bar.value = known.progress;
    this.results.hidden = false;
    this.panel.show(known.panel, known);
    this.draw();
    if (!done) {
      this.status.textContent = `${Math.floor(known.progress * 100)}\u00a0% done; what is shown is of that part.`;
      return;
    }
    const held = document.activeElement === this.end;
    this.#busy(false);
    if (held) this.go.focus();
    this.status.textContent = 'Done.';
    this.stale();
  }

  /** Whether the results are of what stands in the form. */
  stale() {
    if (this.results.hidden || !this.end.hidden) return;
    const old = JSON.stringify(this.ways.typed()) !== this.#of;
    if (old === this.results.classList.contains('old')) return;
    this.results.classList.toggle('old', old);
    this.status.textContent = old ? 'These results are of the numbers before. Press the button for those in the form.' : 'Done.';
  }

  /** Places for charts. @param {Picture[]} pictures */
  #figures(pictures) {
    const sections = pictures.map(({ id, title, help }) => {
      const section = make('section', 'picture system-picture');
      const figure = make('figure');
      Object.assign(figure.dataset, { chart: id, title });
      section.append(make('h4', '', title), make('p', 'lede', help), figure);
      return section;
    });
    this.#charts = sections.map((section) => this.ways.chart(/** @type {HTMLElement} */ (section.lastElementChild)));
    return sections;
  }

  /** Has the charts drawn anew, as the page looks now. */
  draw() {
    const drawn = ++this.#drawn;
    for (const chart of this.#charts) {
      const { clientWidth: width, clientHeight: height } = chart.stage;
      if (width < 1) continue;
      Object.assign(chart, { width, height });
      const theme = this.ways.theme();
      void this.run.draw(chart.id, { width, height, theme }).then((drawing) => {
        if (!drawing.ok || drawn !== this.#drawn) return;
        chart.draw((host) => {
          this.ways.place(host, drawing.svg);
          return drawing;
        }, theme, { width, height });
        chart.describe();
      });
    }
  }
}
