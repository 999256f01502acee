// @ts-check
// What comes with the larger core: the arithmetic of every number, the laws, the systems. Fetched when somebody asks for one of them; like app.js it knows the parts it is made of.

import { Arithmetic } from './arithmetic.js';
import { Chart } from './charts.js';
import { Checks } from './checks.js';
import { evidence } from './engine.js';
import { Evidence } from './evidence.js';
import { EvidenceRun } from './evidence-run.js';
import { Orders } from './order.js';
import { PanelView } from './panel.js';
import { SeriesReader } from './series.js';
import { Signals } from './signals.js';
import { place } from './svg.js';
import { SystemPanel } from './system.js';
import { make } from './control.js';
import { chartSpeech, fixed } from './format.js';

// Their styles, before anything is shown.
const styles = make('link');
styles.rel = 'stylesheet';
styles.href = new URL('study.css', import.meta.url).href;
document.head.append(styles);
await new Promise((done) => styles.addEventListener('load', done, { once: true }));

/** @typedef {import('./engine.js').Wide} Wide */
/** @typedef {import('./form.js').Form} Form */
/** @typedef {import('./popup.js').Popup} Popup */
/** @typedef {import('./pkg/study.js').Inputs} Inputs */
/** @typedef {import('./pkg/study.js').Report} Report */
/** @typedef {import('./pkg/study.js').Picture} Picture */

const NONE = 'none';

/** "2008, month 10" of 2008.8. @param {number} year */
const month = (year) => `${Math.floor(year)}, month ${Math.min(12, Math.floor((year % 1) * 12) + 1)}`;

/** How charts of evidence speak of what no other chart has. @type {Pick<import('./charts.js').Speech, 'x' | 'y'>} */
const SPEECH = {
  x: (x, frame) => (/^Spikes/.test(frame.xLabel) ? `spike ${fixed(x)}` : /^Year/.test(frame.xLabel) ? month(x) : chartSpeech.x(x, frame)),
  y: (y, frame) => (/^Percent/.test(frame.yLabel) ? `${fixed(y)}\u00a0%` : chartSpeech.y(y, frame)),
};

/**
 * What of the page the panels stand in and work with.
 * @typedef {object} Place
 * @property {Form} form
 * @property {Popup} popup of the arithmetic
 * @property {HTMLElement} checks
 * @property {HTMLElement} section of the systems: their list, and the panel of the chosen one
 * @property {HTMLElement} answer
 * @property {HTMLElement} system the panel
 * @property {() => Partial<Inputs> | null} shown what the figures on the page are of
 * @property {() => Partial<Inputs>} typed what stands in the form
 * @property {(field: string) => string | null} name what a field is called
 * @property {() => 'light' | 'dark'} theme
 * @property {() => void} changed tells that the form has changed
 * @property {(pictures: Picture[]) => Element[]} draw
 * @property {(action: import('./pkg/study.js').Action) => void} take opens a whole state
 * @property {(field: string, value: number | string) => void} set types a value into a field, of the form or of a row
 * @property {(inputs: Partial<Inputs>, what: string) => void} fill types many at once, with a way back
 */

export class Study {
  /** What stood in the form when it was last shown. */
  #typed = '';
  /** Where the fields of each group stand. @type {Record<string, HTMLElement>} */
  #groups = {};

  /** The system whose fields count, and the one whose panel is shown. */
  chosen = '';
  seated = NONE;
  /** @type {Signals | null} */
  signals = null;
  /** @type {Evidence | null} */
  #evidence = null;
  /** @type {Orders | null} */
  orders = null;

  /** @param {Wide} core @param {Place} place */
  constructor(core, place) {
    const { form, popup, checks, system, section, shown, typed, changed, draw, set, take } = place;
    this.form = form;
    this.core = core;
    this.place = place;
    this.changed = changed;
    this.systems = core.systems();
    this.home = /** @type {HTMLElement} */ (section.parentElement);
    this.arithmetic = new Arithmetic(popup, () => {
      const inputs = shown();
      const answer = inputs && core.arithmetic(inputs);
      return answer?.ok ? answer.arithmetic : [];
    });
    this.checks = new Checks(checks, () => {
      const answer = core.checks(typed());
      return answer.ok ? answer.checks : null;
    });
    this.#take(core);
    const end = make('button', 'quiet small', 'Close');
    end.type = 'button';
    end.addEventListener('click', () => this.choose(NONE));
    const choice = this.#choice?.element;
    this.panel = new SystemPanel(system, { draw, set, take }, (id) => this.#groups[id] ?? null, [...(choice ? [choice] : []), end]);
    this.panel.hide();
    this.ready();
    this.#typed = JSON.stringify(typed());
    this.ways = { draw: () => [], set, take };
  }

  /** Where defaults and rules come from, and where the sources disagree. @param {HTMLElement} host */
  sources(host) {
    new PanelView(host, this.ways, 'h3').show(this.core.sources(), {});
  }

  /** Figures of a reader's own series. @param {HTMLElement} host @param {(field: string) => void} go */
  series(host, go) {
    const reader = new SeriesReader(this.core);
    this.signals = new Signals(host, {
      fields: this.core.signalFields(),
      read: (source, options) => reader.read(source, options),
      takers: (offers) => this.#takers(offers, go),
      choose: (id) => this.choose(id),
      ways: this.ways,
    });
  }

  /** What happened, and what might. @param {HTMLElement} host */
  evidence(host) {
    this.#evidence = new Evidence(host, this.core.evidenceKinds(), {
      ...this.ways, place,
      chart: (figure) => new Chart(figure, { ...chartSpeech, ...SPEECH }),
      name: this.place.name,
      theme: this.place.theme,
      typed: () => this.place.typed(),
      group: (id) => this.#groups[id] ?? null,
      run: () => new EvidenceRun(evidence),
    });
  }

  /** Orders pasted, and the legs as one. @param {HTMLElement} host */
  order(host) {
    const { core, form, place } = this;
    const on = (/** @type {string | null} */ asOf) => ({ ...place.typed(), asOf });
    this.orders = new Orders(host, {
      forms: core.orderForms(),
      read: (text, day) => core.readOrder(text, on(day)),
      write: (kind, day) => core.orderText(on(day), kind),
      fill: (inputs) => place.fill(inputs, 'Legs filled in'),
      today,
      day: form.control('asOf')?.text || null,
    });
  }

  /** Fields in use that take figures, and the systems that have such fields. @param {import('./pkg/study.js').Offer[]} offers @param {(field: string) => void} go */
  #takers(offers, go) {
    const all = offers.flatMap((offer) => offer.keys.map((key) => ({ offer, key, control: this.form.control(key) }))).filter(({ control }) => control !== null);
    const fields = all.filter(({ control }) => control && this.form.counts(control.field.group)).map(({ offer, key, control }) => ({
      offer,
      label: control?.field.label ?? key,
      put: () => this.place.set(key, offer.value),
      go: () => go(key),
    }));
    return { fields, questions: this.systems.filter(({ groups }) => all.some(({ control }) => control && groups.includes(control.field.group))) };
  }

  /** Takes the groups of the systems into the form; each is shown with its system. @param {Wide} core */
  #take(core) {
    const [fields, groups] = [core.fields(), core.groups()];
    const fresh = groups.filter(({ id }) => fields.some(({ group, key }) => group === id && !this.form.control(key)));
    /** @type {Record<string, HTMLElement>} */
    const slots = {};
    for (const { id, title, help } of fresh) {
      const host = make('details', 'group system-group');
      const summary = make('summary');
      summary.append(make('h4', '', title));
      const words = make('p', 'group-help', help);
      const slot = make('div', 'slot');
      host.append(summary, words, slot);
      // The help of the field in hand stands in one place, so that nothing moves.
      for (const kind of ['focusin', 'pointerover', 'pointerout', 'focusout']) {
        host.addEventListener(kind, ({ type, target }) => {
          const field = /out$/.test(type) ? host.querySelector('.field:focus-within') : target instanceof Element && target.closest('.field');
          words.textContent = (field && field.querySelector('.help')?.textContent) || help;
        });
      }
      this.#groups[id] = host;
      slots[id] = slot;
    }
    this.form.add({ fields, groups: fresh }, { open: [], apart: slots });
    for (const { key, date, default: value } of fields) {
      const control = this.form.control(key);
      if (!control || !fresh.some(({ id }) => id === control.field.group)) continue;
      control.write(value);
      if (!date) continue;
      control.element.dataset['date'] = '';
      // A group's first date is the one its days count from.
      if (fields.find((other) => other.date && other.group === control.field.group)?.key === key) control.box.append(today(control, this.changed));
    }
  }

  get #choice() {
    return this.form.control('system');
  }

  /** Picks a system. @param {string} id */
  choose(id) {
    this.#choice?.write(id);
    this.changed();
  }

  /** Which fields count: those of the chosen system, and its choice where there is one. To be called before the form is read. */
  ready() {
    const chosen = this.#choice?.text ?? NONE;
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    const own = this.systems.find(({ id }) => id === chosen)?.groups ?? [];
    const always = this.core.evidenceKinds().flatMap(({ groups }) => groups);
    this.form.rest(Object.keys(this.#groups).filter((id) => !own.includes(id) && !always.includes(id) && !(id === 'system' && chosen !== NONE)));
    this.signals?.offer();
  }

  /** The question alone, all else as it stands without it. */
  question() {
    return this.systems.filter(({ id }) => id === this.chosen).map(({ id }) => ({ system: id }))[0] ?? {};
  }

  /** What follows from new numbers. @param {Report} report @returns {boolean} whether places for numbers were built */
  show({ system }) {
    this.arithmetic.stale();
    const typed = JSON.stringify(this.place.typed());
    if (typed !== this.#typed) {
      this.checks.stale();
      this.#evidence?.stale();
      this.orders?.later();
    }
    this.#typed = typed;
    this.#seat(system?.id ?? NONE);
    if (system) return this.panel.show(system);
    this.panel.hide();
    return false;
  }

  /** A system stands right below the answer while it is worked through, and the list of all where it always does. @param {string} id */
  #seat(id) {
    if (id === this.seated) return;
    const { section, answer } = this.place;
    const held = section.contains(document.activeElement);
    if (id === NONE) this.home.append(section);
    else if (this.seated === NONE) answer.after(section);
    section.classList.toggle('chosen', id !== NONE);
    /** @type {HTMLElement | null} */
    let entry = null;
    for (const link of section.querySelectorAll('a')) {
      const own = new URLSearchParams(link.hash.slice(1)).get('system');
      if (own === id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      if (own === this.seated) entry = link;
    }
    // Back where it was picked.
    if (id === NONE && held) {
      entry?.scrollIntoView({ block: 'center' });
      entry?.focus({ preventScroll: true });
    }
    this.seated = id;
  }

  /** Brings what was picked into view, once it is shown. */
  attend(frames = 60) {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      // A busy device fills the panel a little later.
      if (this.seated === NONE || !this.panel.title.checkVisibility()) {
        if (frames > 0) this.attend(frames - 2);
        return;
      }
      this.place.section.scrollIntoView();
      this.panel.title.focus({ preventScroll: true });
    }));
  }
}

/** Fills in a date the core has no clock for. @param {import('./control.js').Control} control @param {() => void} changed */
function today(control, changed) {
  const button = make('button', 'quiet small', 'Today');
  button.type = 'button';
  button.addEventListener('click', () => {
    const now = new Date();
    const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
    control.write(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
    changed();
  });
  return button;
}
