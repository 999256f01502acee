// @ts-check
// Evidence on the page: each kind with its fields, a button that has it worked out, how far that has come, and what is known so far.

import { PanelView } from './panel.js';
import { make } from './control.js';
import { unbroken } from './format.js';

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
 * @property {(kind: string, inputs: Record<string, unknown>, source: string | File, tell: (outcome: Outcome) => void) => void} begin
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
  /** @type {{ picture: Picture, figure: HTMLElement, width: number }[]} */
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
    this.section.append(title, make('p', 'lede', kind.help), fields, tools, this.status, this.results);
    this.go.addEventListener('click', () => this.#begin());
    this.end.addEventListener('click', () => this.#cancel());
    new ResizeObserver(() => {
      if (this.#charts.some(({ figure, width }) => Math.abs(figure.clientWidth - width) > 1)) this.draw();
    }).observe(this.results);
  }

  #begin() {
    const inputs = this.ways.typed();
    this.#of = JSON.stringify(inputs);
    this.#busy(true);
    this.bar.value = 0;
    this.status.textContent = 'Working …';
    this.run.begin(this.kind.id, inputs, '', (outcome) => this.#tell(outcome));
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
    this.#charts = [];
    return pictures.map((picture) => {
      const section = make('section', 'picture system-picture');
      const figure = make('figure');
      Object.assign(figure.dataset, { chart: picture.id, title: picture.title });
      const stage = make('div', 'stage');
      const drawing = make('div', 'drawing');
      drawing.setAttribute('role', 'img');
      drawing.setAttribute('aria-label', picture.title);
      stage.append(drawing);
      const caption = make('figcaption');
      caption.append(make('p', 'summary'));
      figure.append(make('ul', 'legend'), stage, caption);
      section.append(make('h4', '', picture.title), make('p', 'lede', picture.help), figure);
      this.#charts.push({ picture, figure, width: 0 });
      return section;
    });
  }

  /** Has the charts drawn anew, as the page looks now. */
  draw() {
    const drawn = ++this.#drawn;
    for (const chart of this.#charts) {
      const stage = chart.figure.querySelector('.stage');
      if (!stage || stage.clientWidth < 1) continue;
      chart.width = chart.figure.clientWidth;
      const look = { width: stage.clientWidth, height: stage.clientHeight, theme: this.ways.theme() };
      void this.run.draw(chart.picture.id, look).then((drawing) => {
        if (drawing.ok && drawn === this.#drawn) this.#place(chart.figure, drawing);
      });
    }
  }

  /** @param {HTMLElement} figure @param {Extract<Drawing, { ok: true }>} drawing */
  #place(figure, { svg, frame }) {
    const [drawing, legend, summary] = ['.drawing', '.legend', '.summary'].map((part) => figure.querySelector(part));
    if (!drawing || !legend || !summary) return;
    this.ways.place(drawing, svg);
    drawing.setAttribute('aria-label', frame.summary);
    summary.textContent = unbroken([frame.summary, ...(frame.asides ?? [])].join(' '));
    legend.replaceChildren(...frame.series.map(({ name, color, dash, area }) => {
      const item = make('li');
      const swatch = make('span', `swatch${dash ? ' dashed' : ''}${area ? ' area' : ''}`);
      swatch.style.borderTopColor = color;
      item.append(swatch, make('span', 'name', name));
      return item;
    }));
  }
}
