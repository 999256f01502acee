// @ts-check
// Figures: the drawing comes from the core; legend, read-out, crosshair and data table stand around it in HTML.

import { make } from './control.js';
import { NONE, unbroken } from './format.js';

/** @typedef {import('./pkg/alvh.js').Look} Look */
/** @typedef {import('./pkg/alvh.js').Frame} Frame */
/** @typedef {import('./pkg/alvh.js').Drawing} Drawing */
/** @typedef {(host: Element, chart: string, look: Look) => Drawing} Draw */

/**
 * How a chart speaks of its numbers: an x, a y, and the value of a filled chart at both.
 * @typedef {object} Speech
 * @property {(x: number, frame: Frame) => string} x
 * @property {(y: number, frame: Frame) => string} y
 * @property {(value: number) => string} value
 * @property {(value: number) => string} edge of a band, in few letters
 */

const TABLE_ROWS = 13;
const TABLE_COLUMNS = 9;
const FRAME = 10; // ms of drawing in one frame

/** One figure. Its markup: `.stage > .drawing`, and optionally `.legend`, `.readout`, `.summary` and `details.data`. */
export class Chart {
  /** @type {Frame | null} */
  frame = null;
  dirty = true;
  draft = false;
  visible = false;
  width = 0;
  height = 0;
  drawnWidth = 0;
  /** When it was drawn last. */
  drawn = 0;
  /** Told after each drawing. */
  ondraw = () => {};
  /** The part of the chart to draw. @type {() => Pick<Look, 'x' | 'y'>} */
  part = () => ({});
  /** Told when somebody points at an x of this chart, or no longer. @type {(x: number | null) => void} */
  onpoint = () => {};
  /** @type {HTMLElement[]} */
  #values = [];
  #shape = '';
  /** The frame whose sentence is shown. @type {Frame | null} */
  #described = null;
  /** @type {number | null} */
  #x = null;
  /** @type {number | null} */
  #y = null;
  /** @type {HTMLInputElement | null} */
  #probe = null;
  /** @type {HTMLInputElement | null} */
  #riser = null;

  /**
   * @param {HTMLElement} figure
   * @param {Speech} speech
   * @param {string} [id] the chart drawn in it, where the figure does not say
   */
  constructor(figure, speech, id) {
    this.figure = figure;
    this.id = id ?? figure.dataset['chart'] ?? '';
    this.speech = speech;
    this.title = figure.dataset['title'] ?? this.id;
    if (!figure.querySelector('.stage')) furnish(figure, this.title);
    this.stage = /** @type {HTMLElement} */ (figure.querySelector('.stage'));
    this.drawing = /** @type {HTMLElement} */ (figure.querySelector('.drawing'));
    this.legend = /** @type {HTMLElement | null} */ (figure.querySelector('.legend'));
    this.readout = /** @type {HTMLElement | null} */ (figure.querySelector('.readout'));
    this.summary = /** @type {HTMLElement | null} */ (figure.querySelector('.summary'));
    this.data = /** @type {HTMLDetailsElement | null} */ (figure.querySelector('details.data'));
    this.idle = this.readout?.textContent ?? '';
    if (this.legend) this.#listen();
    this.data?.addEventListener('toggle', () => this.#table());
  }

  #listen() {
    this.cross = make('div', 'cross');
    this.rise = make('div', 'cross rise');
    this.cross.setAttribute('aria-hidden', 'true');
    this.rise.setAttribute('aria-hidden', 'true');
    this.#probe = this.#slider('probe', `Read the chart: ${this.title}`);
    this.stage.append(this.cross, this.rise, this.#probe);
    if (this.figure.dataset['plane'] !== undefined) {
      this.#riser = this.#slider('probe', `Read the chart, upwards: ${this.title}`);
      this.stage.append(this.#riser);
    }
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const { frame } = this;
      if (!frame) return;
      const { x, y } = this.locate(event.clientX, event.clientY);
      this.#point(nearest(frame.at, x), frame.grid ? nearest(frame.grid.y, y) : null);
    };
    this.stage.addEventListener('pointermove', follow);
    this.stage.addEventListener('pointerdown', follow);
    this.stage.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') this.#point(null, null);
    });
  }

  /** A slider nobody sees, for the arrow keys. @param {string} className @param {string} label */
  #slider(className, label) {
    const slider = make('input', className);
    slider.type = 'range';
    slider.min = '0';
    slider.setAttribute('aria-label', label);
    const point = () => this.#point(Number(this.#probe?.value), this.#riser ? Number(this.#riser.value) : null);
    slider.addEventListener('input', (event) => {
      event.stopPropagation();
      point();
    });
    slider.addEventListener('focus', point);
    slider.addEventListener('blur', () => this.#point(null, null));
    return slider;
  }

  /** Which x and y lie under a point of the window. @param {number} left @param {number} top */
  locate(left, top) {
    const { frame } = this;
    if (!frame) return { x: 0, y: 0 };
    const box = this.stage.getBoundingClientRect();
    const scale = this.drawnWidth / box.width;
    const { plot, x, y } = frame;
    const across = ((left - box.left) * scale - plot.x) / plot.w;
    const up = 1 - ((top - box.top) * scale - plot.y) / plot.h;
    return { x: x[0] + across * (x[1] - x[0]), y: y[0] + up * (y[1] - y[0]) };
  }

  /** Where an x and a y lie, in pixels from the stage's corner; at the plot's edge where they lie beyond. @param {number} x @param {number} y */
  place(x, y) {
    const { frame } = this;
    if (!frame) return { left: 0, top: 0 };
    const share = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) => Math.min(1, Math.max(0, (value - low) / (high - low)));
    return { left: frame.plot.x + share(x, frame.x) * frame.plot.w, top: frame.plot.y + (1 - share(y, frame.y)) * frame.plot.h };
  }

  /** Somebody points here. @param {number | null} column index of `at` @param {number | null} row index of the grid's y */
  #point(column, row) {
    const { frame } = this;
    const x = column === null ? null : frame?.at[column] ?? null;
    this.show(x, row === null ? null : frame?.grid?.y[row] ?? null);
    this.onpoint(x);
  }

  /** Shows the values at an x, and on a filled chart at a y. @param {number | null} x @param {number | null} [y] */
  show(x, y = null) {
    if (x === this.#x && y === this.#y && x === null) return;
    [this.#x, this.#y] = [x, y];
    const { frame, cross, rise, readout } = this;
    if (!frame || !cross || !rise) return;
    const inside = x !== null && x >= frame.x[0] && x <= frame.x[1] && frame.at.length > 0;
    this.stage.classList.toggle('probing', inside);
    this.stage.classList.toggle('rising', inside && y !== null);
    if (!inside) {
      for (const value of this.#values) value.textContent = '';
      if (readout) readout.textContent = this.idle;
      return;
    }
    const index = nearest(frame.at, x);
    const at = this.place(frame.at[index] ?? x, y ?? frame.y[0]);
    cross.style.transform = `translate(${at.left}px, ${frame.plot.y}px)`;
    cross.style.height = `${frame.plot.h}px`;
    const said = [this.speech.x(frame.at[index] ?? x, frame)];
    if (y !== null) {
      rise.style.transform = `translate(${frame.plot.x}px, ${at.top}px)`;
      rise.style.width = `${frame.plot.w}px`;
      said[0] += `, ${this.speech.y(y, frame)}: ${this.#worth(frame, x, y)}`;
    }
    frame.series.forEach(({ name, values }, k) => {
      const text = this.#text(values[index], frame);
      const cell = this.#values[k];
      if (cell) cell.textContent = text;
      said.push(`${name} ${text}`);
    });
    if (readout) readout.textContent = `At ${said[0]}`;
    for (const probe of [this.#probe, this.#riser]) if (probe) probe.setAttribute('aria-valuetext', said.join(', '));
  }

  /** The value of a filled chart. @param {Frame} frame @param {number} x @param {number} y */
  #worth({ grid }, x, y) {
    if (!grid) return NONE;
    const value = grid.values[nearest(grid.y, y) * grid.x.length + nearest(grid.x, x)];
    return value === undefined ? NONE : this.speech.value(value);
  }

  /** @param {number | null | undefined} y @param {Frame} frame */
  #text(y, frame) {
    return y === undefined || y === null || !Number.isFinite(y) ? NONE : this.speech.y(y, frame);
  }

  /**
   * @param {Draw} draw
   * @param {'light' | 'dark'} theme
   * @param {{ width: number, height: number }} [size] other than on the screen
   * @param {boolean} [draft] soon to be drawn again
   */
  draw(draw, theme, size = this, draft = false) {
    if (size.width < 1) return;
    const look = { width: Math.round(size.width), height: Math.round(size.height), theme, draft, ...this.part() };
    this.draft = draft;
    const drawing = draw(this.drawing, this.id, look);
    this.dirty = false;
    this.drawn = performance.now();
    if (!drawing.ok) {
      // A chart this core does not draw has no place on the page.
      if (!this.frame) this.figure.closest('section')?.setAttribute('hidden', '');
      return;
    }
    const { frame } = drawing;
    this.frame = frame;
    this.drawnWidth = look.width;
    this.#legend(frame);
    this.#span(this.#probe, frame.at.length);
    this.#span(this.#riser, frame.grid?.y.length ?? 0);
    if (this.#x !== null) this.show(this.#x, this.#y);
    this.#table();
    this.ondraw();
  }

  /** @param {HTMLInputElement | null} slider @param {number} count */
  #span(slider, count) {
    const most = String(Math.max(0, count - 1));
    if (!slider || slider.max === most) return;
    slider.max = most;
    slider.value = String(Math.round(Number(most) / 2));
  }

  /** The sentence made of the chart's numbers: in sight, and in place of the picture. */
  describe() {
    const { frame } = this;
    if (!frame || frame === this.#described || this.draft) return;
    this.#described = frame;
    const { summary, asides } = frame;
    if (summary && this.drawing.getAttribute('aria-label') !== summary) {
      this.drawing.setAttribute('aria-label', summary);
      if (this.summary) this.summary.textContent = unbroken(summary);
    }
    if (!asides?.length && !this.asides) return;
    if (!this.asides) {
      this.asides = make('ul', 'asides');
      this.summary?.after(this.asides);
    }
    const words = asides ?? [];
    while (this.asides.children.length > words.length) this.asides.lastElementChild?.remove();
    words.forEach((text, k) => {
      const item = this.asides?.children[k] ?? this.asides?.appendChild(make('li'));
      if (item && item.textContent !== unbroken(text)) item.textContent = unbroken(text);
    });
  }

  /** @param {Frame} frame */
  #legend(frame) {
    if (!this.legend) return;
    const shape = JSON.stringify([frame.series.map(({ name, color, dash, area, cover }) => [name, color, dash, area, cover]), frame.scale]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#values = [];
    const items = frame.series.map(({ name, color, dash, area, cover }) => {
      const item = make('li');
      const swatch = make('span', `swatch${dash ? ' dashed' : ''}${area ? ' area' : ''}`);
      swatch.style.borderTopColor = cover < 1 ? `color-mix(in srgb, ${color} ${cover * 100}%, transparent)` : color;
      const value = make('span', 'value');
      this.#values.push(value);
      item.append(swatch, make('span', 'name', name), value);
      return item;
    });
    if (frame.scale) items.unshift(this.#scale(frame.scale));
    this.legend.replaceChildren(...items);
  }

  /** @param {NonNullable<Frame['scale']>} bands */
  #scale(bands) {
    const item = make('li', 'scale');
    const strip = make('ol');
    for (const { from, to, color } of bands) {
      const band = make('li');
      band.style.backgroundColor = color;
      const words = from === null ? `below ${this.speech.edge(to ?? 0)}` : to === null ? `above ${this.speech.edge(from)}` : `${this.speech.edge(from)} to ${this.speech.edge(to)}`;
      band.append(make('span', 'for-readers', words));
      if (from !== null) {
        const edge = make('span', 'edge', this.speech.edge(from));
        edge.setAttribute('aria-hidden', 'true');
        band.append(edge);
      }
      strip.append(band);
    }
    strip.setAttribute('aria-label', 'Colours, from loss to gain');
    item.append(strip);
    return item;
  }

  /** The numbers behind the picture: heads of columns, and rows that begin with their own head. @returns {{ head: string[], rows: string[][] }} */
  #numbers() {
    const { frame } = this;
    if (!frame) return { head: [], rows: [] };
    if (frame.grid) {
      const { x, y, values } = frame.grid;
      const columns = picked(x.length, TABLE_COLUMNS);
      return {
        head: [`${frame.yLabel} \\ ${frame.xLabel}`, ...columns.map((k) => this.speech.x(x[k] ?? 0, frame))],
        rows: picked(y.length, TABLE_ROWS).reverse().map((row) => [
          this.speech.y(y[row] ?? 0, frame),
          ...columns.map((k) => this.speech.value(values[row * x.length + k] ?? 0)),
        ]),
      };
    }
    return {
      head: [frame.xLabel, ...frame.series.map(({ name }) => name)],
      rows: picked(frame.at.length, TABLE_ROWS).map((index) => [
        this.speech.x(frame.at[index] ?? 0, frame),
        ...frame.series.map(({ values }) => this.#text(values[index], frame)),
      ]),
    };
  }

  /** The data table, when asked for. Cells are kept while its shape stays. */
  #table() {
    const host = this.data?.open ? this.data.querySelector('.scroll') : null;
    if (!this.frame || !host) return;
    const { head, rows } = this.#numbers();
    let table = host.querySelector('table');
    if (table?.rows.length !== rows.length + 1 || table.rows[0]?.cells.length !== head.length) {
      table = make('table');
      table.append(make('caption', '', `${this.title}. ${this.frame.yLabel}.`));
      const line = (/** @type {HTMLTableRowElement} */ row, /** @type {boolean} */ top) => head.forEach((_, k) => {
        const cell = make(top || k === 0 ? 'th' : 'td');
        if (cell instanceof HTMLTableCellElement && (top || k === 0)) cell.scope = top ? 'col' : 'row';
        row.append(cell);
      });
      line(table.createTHead().insertRow(), true);
      const body = table.createTBody();
      for (const _ of rows) line(body.insertRow(), false);
      host.replaceChildren(table);
    }
    [head, ...rows].forEach((texts, row) => texts.forEach((text, k) => {
      const cell = table?.rows[row]?.cells[k];
      if (cell && cell.textContent !== text) cell.textContent = text;
    }));
  }
}

/** What stands around a drawing. @param {HTMLElement} figure @param {string} title */
function furnish(figure, title) {
  const stage = make('div', 'stage');
  const drawing = make('div', 'drawing');
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', title);
  stage.append(drawing);
  const caption = make('figcaption');
  caption.append(make('p', 'readout'), make('p', 'summary'));
  const data = make('details', 'data');
  const scroll = make('div', 'scroll');
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', `Numbers: ${title}`);
  data.append(make('summary', '', 'The numbers behind this chart'), scroll);
  const tools = make('div', 'figure-tools');
  tools.append(data);
  figure.append(make('ul', 'legend'), stage, caption, tools);
}

/** At most `most` of the first `count` numbers, evenly, first and last among them. @param {number} count @param {number} most */
function picked(count, most) {
  const steps = Math.max(1, Math.min(most, count) - 1);
  return [...new Set(Array.from({ length: Math.min(most, count) }, (_, k) => Math.round((k * (count - 1)) / steps)))];
}

/** @param {number[]} sorted @param {number} x */
function nearest(sorted, x) {
  let best = 0;
  let gap = Infinity;
  for (let index = 0; index < sorted.length; index += 1) {
    const away = Math.abs((sorted[index] ?? 0) - x);
    if (away < gap) [best, gap] = [index, away];
  }
  return best;
}

/** Draws what is in the window at once, the rest when there is time. */
export class Charts {
  /** @type {Chart[]} */
  charts = [];
  /** @type {Map<Element, Chart>} */
  #byElement = new Map();
  /** @type {(() => void) | null} */
  #cancel = null;
  /** @type {Draw | null} */
  #draw = null;
  #frame = 0;

  /**
   * @param {Chart[]} charts
   * @param {() => 'light' | 'dark'} theme
   * @param {() => boolean} [slow] whether drawings that follow each other quickly have to be drafts
   */
  constructor(charts, theme, slow = () => false) {
    this.theme = theme;
    this.slow = slow;
    this.seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const chart = this.#byElement.get(entry.target);
          if (chart) chart.visible = entry.isIntersecting;
        }
        this.#soon();
      },
      { rootMargin: '80px' },
    );
    this.sized = new ResizeObserver((entries) => {
      for (const entry of entries) {
        const chart = this.#byElement.get(entry.target);
        if (!chart) continue;
        const { width, height } = entry.contentRect;
        if (Math.round(width) === Math.round(chart.width) && Math.round(height) === Math.round(chart.height)) continue;
        [chart.width, chart.height] = [width, height];
        chart.dirty = true;
      }
      this.#soon();
    });
    for (const chart of charts) this.add(chart);
  }

  /** Takes in a chart: it is drawn with the rest from now on. @param {Chart} chart */
  add(chart) {
    this.charts.push(chart);
    this.#byElement.set(chart.stage, chart);
    // One crosshair for all charts over the same x.
    chart.onpoint = (x) => {
      for (const other of this.charts) if (other !== chart && other.frame && other.frame.xLabel === chart.frame?.xLabel) other.show(x);
    };
    this.seen.observe(chart.stage);
    this.sized.observe(chart.stage);
  }

  /** Lets a chart go that is no longer on the page. @param {Chart} chart */
  drop(chart) {
    this.charts = this.charts.filter((other) => other !== chart);
    this.#byElement.delete(chart.stage);
    this.seen.unobserve(chart.stage);
    this.sized.unobserve(chart.stage);
  }

  /** New numbers. @param {Draw} draw */
  update(draw) {
    this.#draw = draw;
    for (const chart of this.charts) chart.dirty = true;
    this.#now(this.slow());
  }

  /** The sentences of what was drawn. */
  describe() {
    for (const chart of this.charts) chart.describe();
  }

  /** Draws these again, in the next frame where they are in sight. @param {Chart[]} charts */
  again(charts) {
    for (const chart of charts) chart.dirty = true;
    this.#soon();
  }

  /** Draws every chart again: another theme, or print at a size of its own. @param {{ width: number, height: number }} [size] */
  redraw(size) {
    for (const chart of this.charts) {
      chart.dirty = true;
      if (this.#draw) chart.draw(this.#draw, this.theme(), chart.legend ? size : undefined);
    }
    this.describe();
  }

  #now(draft = false) {
    const draw = this.#draw;
    if (!draw) return;
    const start = performance.now();
    const waiting = this.charts.filter((chart) => chart.dirty && chart.visible);
    // Whoever waited longest comes first; what would make the frame late comes in the next.
    waiting.sort((a, b) => a.drawn - b.drawn);
    for (const chart of waiting) {
      if (performance.now() - start > FRAME) {
        this.#soon();
        break;
      }
      chart.draw(draw, this.theme(), chart, draft);
    }
    this.#cancel?.();
    this.#cancel = null;
    if (this.charts.some((chart) => this.#unfinished(chart))) this.#cancel = whenIdle(() => this.#next());
  }

  /** The size of a chart; where it has not been laid out yet, that of one like it. @param {Chart} chart @returns {Chart | undefined} */
  #size(chart) {
    return chart.width > 0 ? chart : this.charts.find(({ legend, width }) => legend && chart.legend && width > 0);
  }

  /** @param {Chart} chart */
  #unfinished(chart) {
    return (chart.dirty || chart.draft) && this.#size(chart) !== undefined;
  }

  /** One drawing for each idle moment: legend and words are in place before anybody scrolls there. */
  #next() {
    const chart = this.charts.find((one) => this.#unfinished(one));
    if (chart && this.#draw) {
      chart.draw(this.#draw, this.theme(), this.#size(chart));
      chart.describe();
      this.#cancel = whenIdle(() => this.#next());
    }
  }

  #soon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#now();
      this.describe();
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
