// @ts-check
// The calculator as an element of any page: <alvh-calculator link="v=1&…" view="chart" chart="payoff" theme="auto" lock="…">.
// What is inside the tag shows until the calculator runs, and stays where it may not.

import { engine, strange, widen } from './engine.js';
import { Chart, Charts } from './charts.js';
import { chartSpeech, exact, percent, usd } from './format.js';
import { make } from './control.js';
import { place } from './svg.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('./pkg/alvh.js').Problem} Problem */
/** @typedef {import('./pkg/alvh.js').Report} Report */

const HOME = new URL('./', import.meta.url);
const CHART = 'payoff';
/** Over this many pixels of width a chart is not taller. */
const SIZE = { width: 640, height: 360 };
const SPAN = { min: -12, max: 8, step: 0.5 }; // of the slider: SPX, in percent
const LISTEN = 400; // ms between questions to a frame in which somebody works

/** Of a chart's figure the same rules as the page's, as far as they are needed here. */
const STYLES = `
  :host { display: block; }
  :host([hidden]) { display: none; }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  .calculator {
    --soft: light-dark(#5b5e63, #a6a9ad); --rule: light-dark(#e1ded6, #33373c); --accent: light-dark(#0f5499, #82b9f0); --loss: light-dark(#a5341c, #f0957a);
    --sans: -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
    color: light-dark(#1c1d1f, #e9e8e4); font: 0.9375rem/1.5 var(--sans); font-variant-numeric: lining-nums tabular-nums; text-align: left;
  }
  .calculator *, .calculator *::before { box-sizing: border-box; }
  .calculator :is(figure, p, ul, ol) { margin: 0; padding: 0; }
  .calculator :is(ul, ol) { list-style: none; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .for-readers { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .words p + p { margin-top: 0.6rem; color: var(--soft); }
  .words p:first-child { font-size: 1.25rem; line-height: 1.35; }
  .legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; font-size: 0.8125rem; }
  .legend li { display: flex; align-items: baseline; gap: 0.45rem; }
  .swatch { align-self: center; width: 1.4rem; border-top: 3px solid; flex: none; forced-color-adjust: none; }
  .swatch.dashed { border-top-style: dashed; border-top-width: 2px; }
  .swatch.area { border-top-width: 0.7rem; }
  .legend .value { min-width: 3.9rem; font-weight: 600; }
  .legend .scale { flex: 1 1 22rem; max-width: 34rem; }
  .scale ol { display: flex; width: 100%; padding: 0 0 1.3rem !important; }
  .scale ol li { flex: 1; position: relative; height: 0.7rem; }
  .scale .edge { position: absolute; left: 0; top: 0.75rem; transform: translateX(-50%); color: var(--soft); font-size: 0.6875rem; white-space: nowrap; }
  .stage { position: relative; touch-action: pan-y; contain: layout; aspect-ratio: 16 / 9; margin-top: 0.4rem; }
  [data-chart='ladder'] .stage { aspect-ratio: auto; height: 5.5rem; }
  .drawing { position: absolute; inset: 0; contain: strict; }
  .drawing svg { display: block; width: 100%; height: 100%; }
  .drawing svg text { font-family: var(--sans); }
  .cross { position: absolute; left: 0; top: 0; width: 0; border-left: 1px solid var(--soft); visibility: hidden; pointer-events: none; }
  .cross.rise { border-left: 0; border-top: 1px solid var(--soft); height: 0; }
  .probing .cross:not(.rise), .probing.rising .rise { visibility: visible; }
  .probe { position: absolute; left: 0; bottom: 0; width: 100%; height: 1.5rem; margin: 0; opacity: 0; pointer-events: none; }
  .stage:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 3px; }
  figcaption { font-size: 0.8125rem; color: var(--soft); }
  .readout { min-height: 1.5em; }
  .data > summary { color: var(--accent); cursor: pointer; width: fit-content; font-size: 0.8125rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 0.8125rem; }
  caption { text-align: left; color: var(--soft); }
  th, td { padding: 0.2rem 0 0.2rem 1rem; text-align: right; border-bottom: 1px solid var(--rule); font-weight: 400; white-space: nowrap; }
  th:first-child { padding-left: 0; text-align: left; }
  .move { display: flex; align-items: center; gap: 0.75rem; font-size: 0.8125rem; margin-top: 0.4rem; }
  .move input { flex: 1; min-width: 0; accent-color: var(--accent); touch-action: pan-y; }
  .move output { min-width: 4rem; text-align: right; }
  .line { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; margin-top: 0.5rem !important; padding-top: 0.4rem !important; border-top: 1px solid var(--rule); font-size: 0.875rem; }
  .line a { margin-left: auto; color: var(--accent); }
  .loss { color: var(--loss); }
  iframe { display: block; width: 100%; border: 0; height: 40rem; }
`;

/** @type {CSSStyleSheet | null} */
let sheet = null;
/** One for all elements; not by an element of style, which careful pages forbid. */
function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  return sheet;
}

/** @typedef {{ show: (inputs: Partial<Inputs>, report: Report, link: string) => void, drop?: () => void }} View */

export class AlvhCalculator extends HTMLElement {
  static observedAttributes = ['link', 'view', 'chart', 'theme', 'lock'];

  /** @type {Engine | null} */
  #core = null;
  /** @type {Inputs | null} */
  #inputs = null;
  /** @type {Report | null} */
  #report = null;
  /** @type {View | null} */
  #view = null;
  /** Which reading of the link is the latest: another may wait for the larger core. */
  #turn = 0;
  #started = false;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  /** Paper is white, whatever the screen is. */
  #print = matchMedia('print');
  #redraw = () => this.#show();

  connectedCallback() {
    if (Object.hasOwn(this, 'link')) {
      // Set before this class was there.
      const early = this.link;
      Reflect.deleteProperty(this, 'link');
      this.link = early;
    }
    for (const media of [this.#dark, this.#print]) media.addEventListener('change', this.#redraw);
    if (this.#started) return this.#build();
    if (this.getAttribute('loading') !== 'lazy') return void this.#start();
    const near = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      this.#start();
    }, { rootMargin: '400px' });
    near.observe(this);
  }

  disconnectedCallback() {
    for (const media of [this.#dark, this.#print]) media.removeEventListener('change', this.#redraw);
    this.#view?.drop?.();
    this.#view = null;
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#core) return;
    if (name === 'link') this.#read('alvh-change');
    else this.#build();
  }

  /** The state: what the link says, and what a reader made of it. */
  get link() {
    return this.#core && this.#inputs ? this.#core.toLink(this.#inputs) : this.getAttribute('link') ?? 'v=1';
  }

  set link(text) {
    this.setAttribute('link', text);
  }

  /** What was computed of it; null before there is anything. */
  get report() {
    return this.#report;
  }

  async #start() {
    if (this.#started) return;
    this.#started = true;
    try {
      this.#core = await engine();
    } catch (error) {
      // What is inside the tag goes on showing.
      this.#tell('alvh-error', { problems: [{ field: '', message: 'The calculator could not start: its program did not arrive, or this page does not allow it to run.' }], error });
      return;
    }
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(make('slot'));
    await this.#read('alvh-ready');
  }

  /** Reads the link and shows what it says. @param {string} name of the event that tells of it */
  async #read(name) {
    const text = (this.getAttribute('link') ?? 'v=1').replace(/^#/, '');
    const turn = (this.#turn += 1);
    if (this.#core && strange(this.#core, text)) {
      const wide = await widen().catch(() => null);
      if (turn !== this.#turn) return;
      this.#core = wide ?? this.#core;
    }
    const read = this.#core?.fromLink(text);
    if (read) this.#take(read.inputs, read.problems, name);
  }

  /** @param {Inputs} inputs @param {Problem[]} unread @param {string} name of the event */
  #take(inputs, unread, name) {
    const answer = this.#core?.evaluate(inputs);
    if (!answer) return;
    const problems = [...unread, ...(answer.ok ? [] : answer.problems)];
    if (problems.length > 0) this.#tell('alvh-error', { problems });
    // The last good numbers stay.
    if (!answer.ok) return;
    [this.#inputs, this.#report] = [inputs, answer.report];
    if (this.#view) this.#show();
    else this.#build();
    this.#tell(name, { link: this.link, report: this.#report });
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #build() {
    if (!this.#inputs || !this.shadowRoot) return;
    this.#view?.drop?.();
    const host = make('div', 'calculator');
    this.shadowRoot.replaceChildren(host);
    const kind = this.getAttribute('view');
    this.#view = kind === 'chart' ? this.#chart(host) : kind === 'summary' ? this.#summary(host) : this.#whole(host);
    this.#show();
  }

  #show() {
    if (this.#inputs && this.#report) this.#view?.show(this.#inputs, this.#report, this.link);
  }

  /** What the paper around it is like, whoever decided that. @param {HTMLElement} host @returns {'light' | 'dark'} */
  #theme(host) {
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(host).color.match(/[\d.]+/g) ?? []).map(Number);
    return red + green + blue > 382 ? 'dark' : 'light';
  }

  /** A figure that draws itself again when its size changes. @param {HTMLElement} host @param {string} id @param {string} title */
  #figure(host, id, title) {
    const figure = make('figure');
    Object.assign(figure.dataset, { chart: id, title });
    host.append(figure);
    const chart = new Chart(figure, chartSpeech);
    const theme = () => this.#theme(host);
    const charts = new Charts([chart], theme);
    const draw = (/** @type {Partial<Inputs>} */ inputs) => (/** @type {Element} */ into, /** @type {string} */ name, /** @type {import('./pkg/alvh.js').Look} */ look) => {
      const core = /** @type {Engine} */ (this.#core);
      let drawing = core.draw(name, inputs, look);
      if (!drawing.ok && name !== CHART) {
        // Not one that this core draws: perhaps the larger does.
        this.#widen();
        drawing = core.draw(CHART, inputs, look);
      }
      if (drawing.ok) place(into, drawing.svg);
      return drawing;
    };
    return (/** @type {Partial<Inputs>} */ inputs) => {
      const { width, height } = chart.stage.getBoundingClientRect();
      chart.draw(draw(inputs), theme(), width > 0 ? { width, height } : SIZE);
      charts.update(draw(inputs));
      charts.describe();
    };
  }

  #asked = false;
  async #widen() {
    if (this.#asked) return;
    this.#asked = true;
    this.#core = await widen().catch(() => this.#core);
    this.#show();
  }

  /** @param {HTMLElement} host @returns {View} */
  #chart(host) {
    const draw = this.#figure(host, this.getAttribute('chart') ?? CHART, 'Chart');
    const label = make('label', 'move', 'SPX moves');
    const slider = make('input');
    slider.type = 'range';
    slider.name = 'move';
    Object.assign(slider, { min: String(SPAN.min), max: String(SPAN.max), step: String(SPAN.step) });
    slider.disabled = (this.getAttribute('lock') ?? '').split(',').includes('move');
    const words = make('output');
    label.append(slider, words);
    host.append(label);
    slider.addEventListener('input', () => this.#inputs && this.#take({ ...this.#inputs, move: Number(slider.value) }, [], 'alvh-change'));
    const line = this.#line(host);
    return {
      show: (inputs, report, link) => {
        draw(inputs);
        const move = inputs.move ?? 0;
        words.textContent = `${move > 0 ? '+' : ''}${move}\u00a0%`.replace('-', '\u2212');
        slider.setAttribute('aria-valuetext', words.textContent);
        if (Number(slider.value) !== move) slider.value = String(move);
        line(report, link);
      },
    };
  }

  /** @param {HTMLElement} host @returns {View} */
  #summary(host) {
    const words = make('div', 'words');
    host.append(words);
    const draw = this.#figure(host, 'ladder', 'Where the strikes lie');
    for (const spare of host.querySelectorAll('figure > :not(.stage)')) spare.remove();
    const line = this.#line(host);
    return {
      show: (inputs, report, link) => {
        words.replaceChildren(...report.answer.map((parts) => make('p', '', parts.map(({ text }) => text).join(''))));
        draw(inputs);
        line(report, link);
      },
    };
  }

  /** What it comes to, and the way to the whole page. @param {HTMLElement} host */
  #line(host) {
    const line = make('p', 'line');
    const [total, offset] = [make('b'), make('b')];
    total.dataset['key'] = 'combined.whatIf.total';
    offset.dataset['key'] = 'combined.whatIf.offset';
    const [sum, share] = [make('span', '', 'Condor and hedge: '), make('span', '', 'offset: ')];
    sum.append(total);
    share.append(offset);
    const away = make('a', '', 'Open with these numbers');
    away.target = '_blank';
    away.rel = 'noopener';
    line.append(sum, share, away);
    host.append(line);
    return (/** @type {Report} */ { combined: { whatIf } }, /** @type {string} */ link) => {
      total.textContent = usd(whatIf.total);
      total.dataset['value'] = exact(whatIf.total);
      total.classList.toggle('loss', whatIf.total < 0);
      share.hidden = whatIf.offset === null;
      offset.textContent = whatIf.offset === null ? '–' : percent(whatIf.offset);
      offset.dataset['value'] = exact(whatIf.offset);
      away.href = `${HOME}#${link}`;
    };
  }

  /** The whole page, in a frame. @param {HTMLElement} host @returns {View} */
  #whole(host) {
    const frame = make('iframe');
    const address = new URL('embed.html', HOME);
    for (const name of ['theme', 'lock']) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    frame.title = 'Iron condor and VIX hedge: calculator';
    let shown = this.link;
    frame.src = `${address}#${shown}`;
    // Where there is no origin, none can be named.
    const say = (/** @type {object} */ message) => frame.contentWindow?.postMessage(message, self.origin === 'null' ? '*' : HOME.origin);
    const hear = (/** @type {MessageEvent} */ { source, data }) => {
      if (source !== frame.contentWindow || typeof data !== 'object' || data === null) return;
      if (data.type === 'alvh:height' && Number.isFinite(data.height)) frame.style.height = `${data.height}px`;
      if (data.type !== 'alvh:state' || typeof data.link !== 'string' || data.link === shown) return;
      // A reader has worked in it.
      shown = data.link;
      const read = this.#core?.fromLink(shown);
      if (read && read.problems.length === 0) this.#take(read.inputs, [], 'alvh-change');
    };
    addEventListener('message', hear);
    const listening = setInterval(() => document.activeElement === this && say({ type: 'alvh:get' }), LISTEN);
    host.append(frame);
    return {
      show: (_inputs, _report, link) => {
        if (link !== shown) say({ type: 'alvh:set', link });
        shown = link;
      },
      drop: () => {
        removeEventListener('message', hear);
        clearInterval(listening);
      },
    };
  }
}

if (!customElements.get('alvh-calculator')) customElements.define('alvh-calculator', AlvhCalculator);
