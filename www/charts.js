// @ts-check
// Figures: the drawing comes from the core; legend, read-out, crosshair and data table stand around it in HTML.

import { make } from './control.js';

/** @typedef {import('./pkg/alvh.js').Look} Look */
/** @typedef {import('./pkg/alvh.js').Frame} Frame */
/** @typedef {import('./pkg/alvh.js').Drawing} Drawing */
/** @typedef {(host: Element, chart: string, look: Look) => Drawing} Draw */

/**
 * How a chart speaks of its numbers.
 * @typedef {object} Speech
 * @property {(x: number) => string} x
 * @property {(y: number) => string} y
 */

const TABLE_ROWS = 13;

/** One figure. Its markup: `.stage > .drawing`, and optionally `.legend`, `.readout` and `details.data`. */
export class Chart {
  /** @type {Frame | null} */
  frame = null;
  dirty = true;
  visible = false;
  width = 0;
  height = 0;
  /** @type {HTMLElement[]} */
  #values = [];
  #drawnWidth = 0;
  #shape = '';
  /** @type {number | null} */
  #at = null;
  /** @type {HTMLInputElement | null} */
  #probe = null;

  /**
   * @param {HTMLElement} figure
   * @param {Speech} speech
   */
  constructor(figure, speech) {
    this.figure = figure;
    this.id = figure.dataset['chart'] ?? '';
    this.speech = speech;
    this.stage = /** @type {HTMLElement} */ (figure.querySelector('.stage'));
    this.drawing = /** @type {HTMLElement} */ (figure.querySelector('.drawing'));
    this.legend = /** @type {HTMLElement | null} */ (figure.querySelector('.legend'));
    this.readout = /** @type {HTMLElement | null} */ (figure.querySelector('.readout'));
    this.data = /** @type {HTMLDetailsElement | null} */ (figure.querySelector('details.data'));
    this.idle = this.readout?.textContent ?? '';
    if (this.legend) this.#listen();
    this.data?.addEventListener('toggle', () => this.#table());
  }

  #listen() {
    const cross = make('div', 'cross');
    cross.setAttribute('aria-hidden', 'true');
    this.cross = cross;
    const probe = make('input', 'probe');
    probe.type = 'range';
    probe.min = '0';
    probe.setAttribute('aria-label', `Read the chart: ${this.figure.dataset['title'] ?? this.id}`);
    this.#probe = probe;
    this.stage.append(cross, probe);
    probe.addEventListener('input', (event) => {
      event.stopPropagation();
      this.#point(Number(probe.value));
    });
    probe.addEventListener('focus', () => this.#point(Number(probe.value)));
    probe.addEventListener('blur', () => this.#point(null));
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const { frame } = this;
      if (!frame || frame.at.length === 0) return;
      const box = this.stage.getBoundingClientRect();
      const scale = this.#drawnWidth / box.width;
      const share = ((event.clientX - box.left) * scale - frame.plot.x) / frame.plot.w;
      const x = frame.x[0] + share * (frame.x[1] - frame.x[0]);
      this.#point(nearest(frame.at, x));
    };
    this.stage.addEventListener('pointermove', follow);
    this.stage.addEventListener('pointerdown', follow);
    this.stage.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') this.#point(null);
    });
  }

  /** @param {number | null} index */
  #point(index) {
    this.#at = index;
    const { frame, cross, readout } = this;
    if (!frame || !cross) return;
    const x = index === null ? undefined : frame.at[index];
    this.stage.classList.toggle('probing', x !== undefined);
    if (x === undefined) {
      for (const value of this.#values) value.textContent = '';
      if (readout) readout.textContent = this.idle;
      return;
    }
    const share = (x - frame.x[0]) / (frame.x[1] - frame.x[0]);
    cross.style.left = `${((frame.plot.x + share * frame.plot.w) / this.#drawnWidth) * 100}%`;
    cross.style.top = `${(frame.plot.y / this.height) * 100}%`;
    cross.style.height = `${(frame.plot.h / this.height) * 100}%`;
    const said = [this.speech.x(x)];
    frame.series.forEach(({ name, values }, k) => {
      const y = values[index ?? 0];
      const text = y === undefined || y === null || !Number.isFinite(y) ? '–' : this.speech.y(y);
      const cell = this.#values[k];
      if (cell) cell.textContent = text;
      said.push(`${name} ${text}`);
    });
    if (readout) readout.textContent = `At ${said[0]}`;
    this.#probe?.setAttribute('aria-valuetext', said.join(', '));
  }

  /** @param {Draw} draw @param {'light' | 'dark'} theme */
  draw(draw, theme) {
    if (this.width < 1) return;
    const look = { width: Math.round(this.width), height: Math.round(this.height), theme };
    const drawing = draw(this.drawing, this.id, look);
    this.dirty = false;
    if (!drawing.ok) return;
    this.frame = drawing.frame;
    this.#drawnWidth = look.width;
    this.#legend(drawing.frame);
    if (this.#probe) {
      const most = String(Math.max(0, drawing.frame.at.length - 1));
      if (this.#probe.max !== most) {
        this.#probe.max = most;
        this.#probe.value = String(Math.round(Number(most) / 2));
      }
    }
    if (this.#at !== null) this.#point(this.#at);
    this.#table();
  }

  /** @param {string} words the text alternative */
  describe(words) {
    if (this.drawing.getAttribute('aria-label') !== words) this.drawing.setAttribute('aria-label', words);
  }

  /** @param {Frame} frame */
  #legend(frame) {
    if (!this.legend) return;
    const shape = frame.series.map(({ name, color, dash, area }) => `${name}|${color}|${dash}|${area}`).join('\n');
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#values = [];
    const items = frame.series.map(({ name, color, dash, area }) => {
      const item = make('li');
      const swatch = make('span', `swatch${dash ? ' dashed' : ''}${area ? ' area' : ''}`);
      swatch.style.borderTopColor = color;
      const value = make('span', 'value');
      this.#values.push(value);
      item.append(swatch, make('span', 'name', name), value);
      return item;
    });
    this.legend.replaceChildren(...items);
  }

  /** The numbers behind the picture, when asked for. */
  #table() {
    const { frame, data } = this;
    if (!frame || !data?.open) return;
    const host = data.querySelector('.scroll');
    if (!host) return;
    const table = make('table');
    table.append(make('caption', '', `${this.figure.dataset['title'] ?? ''}. ${frame.yLabel}.`));
    const head = table.createTHead().insertRow();
    for (const text of [frame.xLabel, ...frame.series.map(({ name }) => name)]) {
      const cell = make('th', '', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    const last = frame.at.length - 1;
    const picked = new Set(Array.from({ length: Math.min(TABLE_ROWS, last + 1) }, (_, k) => Math.round((k * last) / Math.max(1, Math.min(TABLE_ROWS, last + 1) - 1))));
    for (const index of picked) {
      const row = body.insertRow();
      const title = make('th', '', this.speech.x(frame.at[index] ?? 0));
      title.scope = 'row';
      row.append(title);
      for (const { values } of frame.series) {
        const y = values[index];
        row.insertCell().textContent = y === undefined || y === null || !Number.isFinite(y) ? '–' : this.speech.y(y);
      }
    }
    host.replaceChildren(table);
  }
}

/** @param {number[]} sorted @param {number} x */
function nearest(sorted, x) {
  let best = 0;
  let gap = Infinity;
  sorted.forEach((at, index) => {
    if (Math.abs(at - x) < gap) [best, gap] = [index, Math.abs(at - x)];
  });
  return best;
}

/** Draws what is in the window at once, the rest when there is time. */
export class Charts {
  /** @type {(() => void) | null} */
  #cancel = null;
  /** @type {Draw | null} */
  #draw = null;
  #frame = 0;

  /**
   * @param {Chart[]} charts
   * @param {() => 'light' | 'dark'} theme
   * @param {() => void} drawn called after a drawing that no update() asked for
   */
  constructor(charts, theme, drawn) {
    this.charts = charts;
    this.theme = theme;
    this.drawn = drawn;
    const byElement = new Map(charts.map((chart) => [/** @type {Element} */ (chart.stage), chart]));
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const chart = byElement.get(entry.target);
          if (chart) chart.visible = entry.isIntersecting;
        }
        this.#soon();
      },
      { rootMargin: '80px' },
    );
    const sized = new ResizeObserver((entries) => {
      for (const entry of entries) {
        const chart = byElement.get(entry.target);
        if (!chart) continue;
        const { width, height } = entry.contentRect;
        if (Math.round(width) === Math.round(chart.width) && Math.round(height) === Math.round(chart.height)) continue;
        [chart.width, chart.height] = [width, height];
        chart.dirty = true;
      }
      this.#soon();
    });
    for (const chart of charts) {
      seen.observe(chart.stage);
      sized.observe(chart.stage);
    }
  }

  /** New numbers. @param {Draw} draw */
  update(draw) {
    this.#draw = draw;
    for (const chart of this.charts) chart.dirty = true;
    this.#now();
  }

  /** Draws every chart again: another theme, or print. */
  redraw() {
    for (const chart of this.charts) {
      chart.dirty = true;
      if (this.#draw) chart.draw(this.#draw, this.theme());
    }
  }

  #now() {
    const draw = this.#draw;
    if (!draw) return;
    for (const chart of this.charts) if (chart.dirty && chart.visible) chart.draw(draw, this.theme());
    this.#cancel?.();
    this.#cancel = null;
    if (this.charts.some((chart) => chart.dirty && chart.width > 0)) this.#cancel = whenIdle(() => this.#next());
  }

  /** One drawing for each idle moment. */
  #next() {
    const chart = this.charts.find(({ dirty, width }) => dirty && width > 0);
    if (chart && this.#draw) {
      chart.draw(this.#draw, this.theme());
      this.drawn();
      this.#cancel = whenIdle(() => this.#next());
    }
  }

  #soon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#now();
      this.drawn();
    });
  }
}

/** After a pause, in an idle moment. Returns its own cancellation. @param {() => void} work */
function whenIdle(work) {
  let idle = 0;
  const timer = setTimeout(() => {
    if ('requestIdleCallback' in window) idle = requestIdleCallback(work, { timeout: 500 });
    else work();
  }, 120);
  return () => {
    clearTimeout(timer);
    if (idle && 'cancelIdleCallback' in window) cancelIdleCallback(idle);
  };
}
