// @ts-check
// The page. The only file that knows its parts: it reads the form, asks the core, and hands the answer round.

import { engine, NotStarted, strange, widen } from './engine.js';
import { Form, reveal } from './form.js';
import { Rows } from './layers.js';
import { Results } from './results.js';
import { Chart, Charts } from './charts.js';
import { Address } from './link.js';
import { copyButton, Toast } from './share.js';
import { explainTerms, termButton } from './terms.js';
import { History } from './history.js';
import { Handle } from './handle.js';
import { Dock } from './dock.js';
import { saveMenu } from './save.js';
import { Pin, together } from './pin.js';
import { Zoom } from './zoom.js';
import { chartSpeech, fixed, nameOptions, usd } from './format.js';
import { make } from './control.js';
import { Popup } from './popup.js';
import { place } from './svg.js';
import { Pace } from './pace.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('./pkg/alvh.js').Problem} Problem */
/** @typedef {import('./pkg/alvh.js').Report} Report */

const root = document.documentElement;
const query = new URLSearchParams(location.search);
const HELP = 'Type over any number, or step it with the arrow keys. The page follows.';
const MOST_LISTED = 10; // problems in the summary; each stands at its field as well
const SPEAK_AFTER = 1200; // ms of rest before a screen reader is told the new answer
const SETTLED = 400; // ms of rest before what nobody waits for is done
/** Sliders of the what-if go this far. @type {{ move: { min: number, max: number }, vixTo: { min: number, max: number }, day: { min: number, max: number } }} */
const SPANS = { move: { min: -12, max: 8 }, vixTo: { min: 9, max: 60 }, day: { min: 0, max: 45 } };
/** Words explained where a group of the form uses them. @type {Record<string, string[]>} */
const WORDS = { market: ['forward', 'contango', 'vvix', 'skew'], layers: ['perPoint', 'beta', 'roll'], costs: ['slippage'] };
/** Charts to take away are drawn at this size. */
const FILE = { width: 960, height: 540 };
/** Two charts are compared as if they were of this size: what they show hardly depends on it. */
const PAIR = { width: 480, height: 360 };
/** Charts on paper; the style sheet has the same shape. */
const PAPER = { width: 700, height: 185 };
/** Charts that only the larger core draws. */
const LATE = ['decay'];
const FETCHING = 'Fetching this part of the calculator …';
const ABSENT = 'This part of the calculator did not arrive. The rest of the page goes on working; to try again, ask again.';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** View parameters: how the page looks, never what it computes. `view.js` has set theme and mode before the first paint. */
const view = {
  mode: root.dataset['view'] ?? 'full',
  chart: query.get('chart') ?? 'payoff',
  locked: new Set((query.get('lock') ?? '').split(',').filter(Boolean)),
};
const shownFigure = document.querySelector(`figure[data-chart="${CSS.escape(view.chart)}"]`) ?? document.querySelector('figure[data-chart="payoff"]');
shownFigure?.closest('section')?.classList.add('chosen');
/** Whether this is part of somebody else’s page. */
const framed = 'framed' in root.dataset;
/** Where the whole page is. */
const home = () => {
  const here = location.href.replace(/[?#].*/s, '');
  return framed ? here.replace(/embed(\.html)?$/, '') : here;
};

const dark = matchMedia('(prefers-color-scheme: dark)');
let printing = false;
/** @returns {'light' | 'dark'} */
const theme = () => (printing ? 'light' : root.dataset['theme'] === 'dark' || (root.dataset['theme'] !== 'light' && dark.matches) ? 'dark' : 'light');

// A skip link must not touch the fragment: that is the state.
for (const link of document.querySelectorAll('a[data-skip]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const target = byId(link.getAttribute('data-skip') ?? '');
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
}

engine().then(async (core) => start(core, strange(core, location.hash) ? await more().catch(() => null) : null)).catch(fail);

/** The larger core, with what it needs of the page. */
const more = () => Promise.all([widen(), import('./study.js')]);

/** @param {unknown} error */
function fail(error) {
  root.dataset['state'] = 'failed';
  const unsupported = error instanceof NotStarted && error.message === 'unsupported';
  const words = unsupported
    ? 'The calculator could not start: this browser has no WebAssembly.'
    : 'The calculator could not start: its program did not arrive, or the browser refused to run it. Reload the page to try again.';
  byId('words').replaceChildren(make('p', 'failure', words));
  console.error(error);
}

/**
 * @param {Engine} core goes on as the larger one, once somebody asks for what only that does
 * @param {Awaited<ReturnType<typeof more>> | null} larger
 */
function start(core, larger) {
  const fields = core.fields();
  const rowFields = core.rowFields();
  const presets = core.presets();
  nameOptions([...fields, ...rowFields.layers]);
  const example = core.defaults();

  const wide = matchMedia('(min-width: 66rem)').matches;
  const element = /** @type {HTMLFormElement} */ (byId('inputs'));
  const form = new Form(element, { fields, groups: core.groups() }, {
    open: wide ? ['market', 'condor', 'layers'] : ['condor'],
    apart: { whatif: byId('whatif') },
  });
  for (const [key, span] of Object.entries(SPANS)) form.addSlider(key, span);

  /** @param {import('./pkg/alvh.js').Field[]} list */
  const fresh = (list) => Object.fromEntries(list.filter((field) => field.default !== null).map((field) => [field.key, field.default]));
  const rowOptions = { before: (/** @type {string} */ what) => offerUndo(what), after: () => (results.collect(), changed()) };
  const futures = new Rows(form.slot('market') ?? element, {
    name: 'futures', title: 'VIX futures', noun: 'Future', fields: rowFields.futures, count: { fewest: 1, most: 12 }, many: false, ...rowOptions,
    fresh: (last) => ({ ...fresh(rowFields.futures), ...last, ...(typeof last?.['dte'] === 'number' ? { dte: last['dte'] + 30 } : {}) }),
  });
  const layers = new Rows(form.slot('layers') ?? element, {
    name: 'layers', title: 'Layers of the hedge', noun: 'Layer', fields: rowFields.layers, ghosts: { price: 'points' }, count: { fewest: 0, most: 12 }, many: true, ...rowOptions,
    fresh: (last) => last ?? { .../** @type {Record<string, unknown>} */ (fresh(rowFields.layers)), ...example.layers[0] },
  });
  const lists = { futures, layers };

  // The ladder: where the strikes lie, above their fields.
  const ladder = make('figure', 'ladder');
  ladder.dataset['chart'] = 'ladder';
  const stage = make('div', 'stage');
  const strip = make('div', 'drawing');
  strip.setAttribute('role', 'img');
  strip.setAttribute('aria-label', 'Where the strikes lie');
  stage.append(strip);
  ladder.append(stage);
  form.control('longPut')?.element.before(ladder);

  // Beside the VIX of the what-if: where the line puts it.
  const follow = make('button', 'quiet follow', 'VIX back on its line');
  follow.type = 'button';
  follow.addEventListener('click', () => {
    form.control('vixTo')?.write(null);
    changed();
  });
  byId('whatif-title').after(follow);
  /** What the page shows, and of which inputs. @type {{ report: Report, inputs: Partial<Inputs> } | null} */
  let good = null;
  /** What could not be read of the link that was opened. @type {Problem[]} */
  let unread = [];
  let exampleShown = false;
  let frame = 0;
  const pace = new Pace();
  let broken = false;
  /** The field somebody changed last, until the next frame. */
  let touched = '';

  const whatIf = /** @type {const} */ (['move', 'vixTo', 'day']);
  const resets = ['Reset the what-if', 'Reset'].map((words) => {
    const button = make('button', 'quiet small', words);
    button.type = 'button';
    if (words === 'Reset') button.setAttribute('aria-label', 'Reset the what-if');
    button.addEventListener('click', () => {
      for (const key of whatIf) if (!view.locked.has(key)) form.control(key)?.write(example[key]);
      changed();
    });
    return button;
  });
  follow.after(resets[0] ?? '');
  form.control('vixTo')?.ghost('combined.whatIf.vix', 'vix');

  const vixUnit = form.control('vixTo')?.field.unit ?? '';

  const results = new Results(document, { go: goTo, name: fieldName });
  const figures = [...document.querySelectorAll('figure[data-chart]')].map((figure) => new Chart(/** @type {HTMLElement} */ (figure), chartSpeech));
  const charts = new Charts(figures.filter(({ id }) => !LATE.includes(id)), theme, () => pace.slow);
  const zoom = new Zoom(figures, (list) => {
    charts.again(list);
    compare();
  });
  for (const chart of figures) {
    chart.part = () => zoom.part(chart);
    chart.ondraw = () => zoom.show(chart);
  }
  const said = {
    move: () => `${(good?.inputs.move ?? 0) > 0 ? '+' : ''}${fixed(good?.inputs.move ?? 0, 1).replace(/\.0$/, '')}\u00a0%`,
  };
  const dock = new Dock(byId('dock'), whatIf.map((key) => ({
    key, label: { move: 'SPX', vixTo: 'VIX', day: 'When' }[key], step: form.control(key)?.field.step ?? 1, locked: view.locked.has(key),
  })), (key, value) => put(key, value, form.control(key)?.field.step ?? 1));
  byId('dock').append(resets[1] ?? '');

  // The marker of the what-if, to be dragged on the charts. What its keys step is what was set last, shown or not yet.
  const set = (/** @type {string} */ key, /** @type {number | undefined} */ otherwise) => {
    const value = form.control(key)?.read();
    return typeof value === 'number' ? value : otherwise ?? 0;
  };
  const spot = () => good?.inputs.spx ?? 1;
  /** @type {import('./handle.js').Axis} */
  const along = {
    label: 'SPX move of the what-if, on the chart', step: 0.5, span: () => SPANS.move,
    value: () => set('move', good?.inputs.move),
    words: () => `${said.move()}, SPX at ${fixed(good?.report.combined.whatIf.spx ?? 0)}, combined ${usd(good?.report.combined.whatIf.total ?? 0)}`,
    set: (value) => put('move', value, 0.5),
  };
  /** @type {import('./handle.js').Axis} */
  const upward = {
    label: 'VIX of the what-if, on the chart', step: 0.5, span: () => SPANS.vixTo,
    value: () => set('vixTo', good?.report.combined.whatIf.vix),
    words: () => `VIX at ${fixed(good?.report.combined.whatIf.vix ?? 0, 2)}, combined ${usd(good?.report.combined.whatIf.total ?? 0)}`,
    set: (value) => put('vixTo', value, 0.5),
  };
  for (const chart of figures) {
    if (!(chart.id === 'payoff' || chart.id === 'heatmap') || view.locked.has('move')) continue;
    const both = chart.id === 'heatmap' && !view.locked.has('vixTo');
    const handle = new Handle(chart, both ? [along, upward] : [along], (x, y) => {
      put('move', (x / spot() - 1) * 100, 0.1);
      if (both) put('vixTo', y, 0.1);
    });
    chart.ondraw = () => {
      zoom.show(chart);
      const now = good?.report.combined.whatIf;
      if (now) handle.put(now.spx, chart.id === 'payoff' ? now.total : now.vix);
    };
  }

  const history = new History((state) => {
    unread = [];
    write(state);
    changed();
  }, (undo, redo) => {
    for (const [id, can] of /** @type {[string, boolean][]} */ ([['undo', undo], ['redo', redo]])) /** @type {HTMLButtonElement} */ (byId(id)).disabled = !can;
  });
  byId('undo').addEventListener('click', () => history.undo());
  byId('redo').addEventListener('click', () => history.redo());

  /** What the larger core brings. @type {import('./study.js').Study | null} */
  let study = null;
  /** @type {Promise<import('./study.js').Study> | null} */
  let asked = null;

  /** Goes on with the larger core: fetched once, when somebody asks for what only it does. */
  function grow() {
    asked ??= more().then(grown, (cause) => {
      asked = null;
      throw cause;
    });
    return asked;
  }

  /** @param {Awaited<ReturnType<typeof more>>} larger */
  function grown([wide, { Study }]) {
    // What has been typed since the last frame is a step of its own.
    if (good) history.note(read(), touched);
    core = wide;
    study = new Study(wide, {
      form, popup, changed, draw, checks: byId('checks'), section: byId('systems'), answer: byId('answer'), system: byId('system'),
      shown: () => good?.inputs ?? null, typed: read, name: fieldName, theme,
      take: ({ title, link }) => go(link, title),
      fill: (some, what) => {
        offerUndo(what);
        write(kept(/** @type {any} */ ({ ...read(), ...some })));
        changed();
      },
      set: (field, value) => {
        if (view.locked.has(field.replace(/.*\./, ''))) return;
        controlOf(field)?.write(value);
        changed();
      },
    });
    form.lock((key) => view.locked.has(key));
    for (const chart of figures) if (LATE.includes(chart.id)) charts.add(chart);
    if (good) {
      history.restate(read());
      changed();
    }
    return study;
  }

  /**
   * Asks for the larger core, and says at the place what is going on.
   * @param {(study: import('./study.js').Study) => void} then
   * @param {(words: string) => void} say
   */
  function ask(then, say) {
    if (study) return then(study);
    say(FETCHING);
    grow().then(then, (cause) => {
      say(ABSENT);
      console.error(cause);
    });
  }

  // A number opens to its arithmetic.
  const popup = new Popup('worksheet');
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button.how') : null;
    if (!(button instanceof HTMLElement)) return;
    popup.open(button, 'How this number comes about', []);
    if (popup.opener) ask(({ arithmetic }) => popup.opener === button && arithmetic.fill(button), (words) => popup.opener === button && popup.fill(popup.title.textContent ?? '', [make('p', '', words)]));
  });
  byId('check').addEventListener('click', () => ask(({ checks }) => checks.run(), (words) => byId('checks').replaceChildren(make('p', 'verdict', words))));

  // A chart that only the larger core draws: fetched when it comes near.
  const near = new IntersectionObserver((entries) => {
    if (!good || !entries.some(({ isIntersecting }) => isIntersecting)) return;
    for (const chart of late) near.unobserve(chart.stage);
    const say = (/** @type {string} */ words) => {
      for (const { readout } of late) if (readout) readout.textContent = words;
    };
    ask(() => say(''), say);
  }, { rootMargin: '300px' });
  const late = figures.filter(({ id }) => LATE.includes(id));
  for (const chart of late) near.observe(chart.stage);

  // A question of the documents, worked through with the numbers on the page; where its link sets more than the system, with an example’s.
  byId('systems').addEventListener('click', (event) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const text = anchor.hash.slice(1);
    const own = /^v=1&system=(\w+)$/.exec(text)?.[1];
    ask((study) => {
      if (own) study.choose(own);
      else go(text, `Opened “${anchor.textContent}”`);
      study.attend();
    }, (words) => byId('system').replaceChildren(make('p', 'lede', words)));
  });

  // What stands folded until somebody unfolds it.
  for (const [id, fill] of /** @type {[string, (study: import('./study.js').Study, host: HTMLElement) => void][]} */ ([
    ['series', (study, host) => study.series(host, goTo)], ['sources', (study, host) => study.sources(host)],
    ['evidence', (study, host) => study.evidence(host)], ['order', (study, host) => study.order(host)],
  ])) {
    const details = /** @type {HTMLDetailsElement} */ (byId(id));
    const host = make('div');
    details.append(host);
    details.addEventListener('toggle', () => {
      if (!details.open || (study && host.childElementCount > 1)) return;
      ask((study) => fill(study, host), (words) => host.replaceChildren(make('p', 'lede', words)));
    });
  }

  /** Figures of the charts a system shows. @type {Chart[]} */
  let drawn = [];
  /** @param {import('./pkg/study.js').Picture[]} pictures */
  function draw(pictures) {
    for (const chart of drawn) charts.drop(chart);
    const sections = pictures.map(({ id, title, help }) => {
      const section = make('section', 'picture system-picture');
      const figure = make('figure');
      Object.assign(figure.dataset, { chart: id, title });
      section.append(make('h4', '', title), make('p', 'lede', help), figure);
      return section;
    });
    drawn = sections.map((section) => new Chart(/** @type {HTMLElement} */ (section.lastElementChild), chartSpeech));
    for (const chart of drawn) charts.add(chart);
    return sections;
  }

  // Two states side by side.
  const pair = ['pinned', 'now'].map((side) => new Chart(/** @type {HTMLElement} */ (document.querySelector(`[data-side="${side}"]`)), chartSpeech, 'payoff'));
  const [pairThen, pairNow] = [new Charts(pair.slice(0, 1), theme), new Charts(pair.slice(1), theme)];
  const choice = /** @type {HTMLSelectElement} */ (byId('compare-chart'));
  const pin = new Pin(byId('compare'), /** @type {HTMLButtonElement} */ (byId('pin')), {
    now: () => good && { inputs: /** @type {Inputs} */ (good.inputs), report: good.report },
    pinned: () => {
      // One that was never in sight may not have been drawn yet.
      const drawn = figures.filter(({ id, frame }) => frame ?? (good && core.draw(id, good.inputs, { ...PAIR, theme: 'light' }).ok));
      choice.replaceChildren(...drawn.map(({ id, title }) => new Option(title, id, id === 'payoff', id === pair[0]?.id)));
      compare();
    },
    name: (field) => fieldName(field) ?? field,
  });
  function compare() {
    if (!pin.state || !good) return;
    const sides = [pin.state.inputs, good.inputs];
    /** @type {ReturnType<typeof together> | undefined} */
    let scale;
    // Reckoned when one of them is drawn: they may be out of sight.
    const part = () => (scale ??= together(sides.map((inputs) => core.draw(choice.value, inputs, {
      ...PAIR, theme: 'light', ...zoom.part(figures.find(({ id }) => id === choice.value)),
    }))));
    for (const chart of pair) Object.assign(chart, { id: choice.value, part });
    for (const [side, inputs] of /** @type {const} */ ([[pairThen, pin.state.inputs], [pairNow, good.inputs]])) {
      side.update(drawer(inputs));
      side.describe();
    }
  }
  choice.addEventListener('change', compare);

  const toast = new Toast(byId('toast'));
  const address = new Address((text) => open(text));

  /** The form as it stands. Wrong text stays text: the core answers it. @returns {Partial<Inputs>} */
  function read() {
    study?.ready();
    return /** @type {any} */ ({ ...form.read(), futures: futures.read(), layers: layers.read() });
  }

  /** @param {Partial<Inputs>} inputs */
  function write(inputs) {
    form.write(/** @type {any} */ (inputs));
    futures.write(inputs.futures);
    layers.write(inputs.layers);
    layers.want('beta', inputs.response === 'custom');
    results.collect();
    for (const [name, list] of Object.entries(lists)) if (view.locked.size) list.lock((key) => view.locked.has(key) || view.locked.has(name));
  }

  function link() {
    return broken ? address.text : core.toLink(read());
  }

  /** The form has changed: the next frame shows it. */
  function changed() {
    address.follow(link);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(update);
  }

  function update() {
    if (broken) return;
    try {
      history.note(show(), touched);
      touched = '';
      settle();
    } catch (error) {
      broken = true;
      root.dataset['state'] = 'stopped';
      byId('status').replaceChildren(make('strong', '', 'The calculator has stopped. Reload the page: your numbers are in its address.'));
      console.error(error);
    }
  }

  /** Everything that follows from the form. @returns what was read of it */
  function show() {
    pace.measure();
    const typed = read();
    let inputs = typed;
    layers.want('beta', inputs.response === 'custom');
    let evaluation = core.evaluate(inputs);
    const problems = evaluation.ok ? [] : evaluation.problems;
    if (!evaluation.ok && !good) {
      // Nothing to fall back on: the example, marked as such, beside the problems.
      inputs = { ...example, ...study?.question() };
      evaluation = core.evaluate(inputs);
      exampleShown = true;
    } else if (evaluation.ok) {
      exampleShown = false;
    }
    mark(problems, evaluation.ok || !!good);
    if (!evaluation.ok && !good) throw new Error('The example itself was refused.');
    if (!evaluation.ok) return typed;
    const { report } = evaluation;
    good = { report, inputs };
    results.answer(report);
    charts.update(drawer(inputs));
    pace.then(trail);
    root.dataset['state'] = 'ready';
    return typed;
  }

  /** What follows answer and charts: in the same frame, where a frame has room for it. */
  function trail() {
    if (!good) return;
    const { report, inputs } = good;
    if (study?.show(report)) results.collect();
    results.render(report, inputs);
    charts.describe();
    sliders(report, inputs);
    compare();
    pin.update();
    speak();
  }

  /** @param {Partial<Inputs>} inputs @returns {import('./charts.js').Draw} */
  function drawer(inputs) {
    return (host, chart, look) => {
      let drawing = core.draw(chart, inputs, look);
      // A part that these numbers have nothing of.
      if (!drawing.ok) drawing = core.draw(chart, inputs, { ...look, x: null, y: null });
      if (drawing.ok) place(host, drawing.svg);
      return drawing;
    };
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;
  /** What can wait until nothing moves: which preset this is. */
  function settle() {
    clearTimeout(settling);
    settling = setTimeout(current, SETTLED);
  }

  /** Sets a field of the what-if as if it were typed. @param {string} key @param {number} value @param {number} step */
  function put(key, value, step) {
    const control = form.control(key);
    if (!control || view.locked.has(key)) return;
    const { min, max } = control.field;
    const places = (String(step).split('.')[1] ?? '').length;
    control.write(Number((Math.round(Math.min(max, Math.max(min, value)) / step) * step).toFixed(places)));
    control.input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** @param {Report} report @param {Partial<Inputs>} inputs */
  function sliders({ combined: { whatIf } }, inputs) {
    const count = (/** @type {unknown[] | undefined} */ rows, /** @type {string} */ noun) => `${rows?.length || 'no'} ${noun}${rows?.length === 1 ? '' : 's'}`;
    form.note('layers', count(inputs.layers, 'layer'));
    form.note('market', count(inputs.futures, 'future'));
    form.moveSlider('move', inputs.move ?? 0);
    form.moveSlider('vixTo', whatIf.vix);
    const days = { min: 0, max: Math.max(1, inputs.condorDte ?? SPANS.day.max) };
    form.setSpan('day', days);
    form.moveSlider('day', inputs.day ?? 0);
    const day = inputs.day ?? 0;
    dock.show('move', { ...SPANS.move, value: inputs.move ?? 0, words: said.move() });
    dock.show('vixTo', { ...SPANS.vixTo, value: whatIf.vix, words: `${fixed(whatIf.vix, 2)}${inputs.vixTo === null ? ', on the line' : ''}` });
    dock.show('day', { ...days, value: day, words: day === 0 ? 'today' : `${fixed(day, day % 1 === 0 ? 0 : 1)} ${day === 1 ? 'day' : 'days'} on` });
    const still = inputs.move === example.move && inputs.vixTo === example.vixTo && inputs.day === example.day;
    for (const button of resets) button.classList.toggle('off', still);
    follow.classList.toggle('off', inputs.vixTo === null);
    const unit = form.control('vixTo')?.unit;
    if (unit) unit.textContent = inputs.vixTo === null ? 'on the line' : vixUnit;
  }

  /** Problems at their fields, and in one place. @param {Problem[]} problems @param {boolean} kept the figures shown are not of these inputs */
  function mark(problems, kept) {
    const each = [...problems, ...unread.filter(({ field }) => !problems.some((problem) => problem.field === field))];
    // A hostile link may say the same a thousand times.
    const all = [...new Map(each.map((problem) => [`${problem.field}\n${problem.message}`, problem])).values()];
    /** @type {Map<string, string>} */
    const byField = new Map();
    for (const { field, message } of all) byField.set(field, [byField.get(field), message].filter(Boolean).join(' '));
    form.mark(byField);
    futures.mark(byField);
    layers.mark(byField);
    const stale = problems.length > 0;
    root.classList.toggle('stale', stale);
    const host = byId('status');
    const key = JSON.stringify([all, kept, exampleShown]);
    if (host.dataset['shown'] === key) return;
    host.dataset['shown'] = key;
    if (all.length === 0) {
      host.replaceChildren();
      return;
    }
    const words = !stale
      ? 'Part of this link could not be read.'
      : exampleShown
        ? 'These figures are for the example, not for this link.'
        : 'These figures are for your last valid input.';
    if (all.length === 1 && all[0]) {
      // One line, so that nothing moves while somebody types; the message stands at its field.
      const line = problemLine(all[0], 'span');
      if (stale && !exampleShown && line.childElementCount) line.replaceChildren('See ', .../** @type {Iterable<Node>} */ (line.children), '.');
      host.replaceChildren(make('strong', '', words), ' ', line);
      return;
    }
    const list = make('ul');
    list.append(...all.slice(0, MOST_LISTED).map((problem) => problemLine(problem, 'li')));
    if (all.length > MOST_LISTED) list.append(make('li', '', `… and ${all.length - MOST_LISTED} more.`));
    host.replaceChildren(make('strong', '', words), list);
  }

  /** @param {Problem} problem @param {'li' | 'span'} tag */
  function problemLine({ field, message }, tag) {
    const item = make(tag);
    const name = fieldName(field);
    if (name) {
      const button = make('button', 'to-field', name);
      button.type = 'button';
      button.addEventListener('click', () => goTo(field));
      // Where the message begins with the field's name, that name is the button.
      if (message.startsWith(`${name} `)) {
        item.append(button, message.slice(name.length));
        return item;
      }
      item.append(button, ': ');
    }
    item.append(message);
    return item;
  }

  /** @param {string} field */
  function controlOf(field) {
    return form.control(field) ?? futures.control(field) ?? layers.control(field);
  }

  /** @param {string} field */
  function fieldName(field) {
    const own = controlOf(field)?.field.label;
    const row = /^(futures|layers)\[(\d+)\]/.exec(field);
    const list = row ? lists[/** @type {keyof typeof lists} */ (row[1])] : undefined;
    if (row && list) return [`${list.options.noun} ${Number(row[2]) + 1}`, own?.toLowerCase()].filter(Boolean).join(', ');
    return own ?? (field === 'futures' || field === 'layers' ? lists[field].options.title : null);
  }

  /** @param {string} field */
  function goTo(field) {
    const control = controlOf(field);
    const list = /^(futures|layers)/.exec(field)?.[1];
    if (control) reveal(control.input);
    else if (list) reveal(lists[/** @type {keyof typeof lists} */ (list)].add);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let speaking;
  /** Tells a screen reader the answer, once things have come to rest. */
  function speak() {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      const spoken = byId('spoken');
      if (spoken.textContent !== words()) spoken.textContent = words();
    }, SPEAK_AFTER);
  }

  /** The answer in one sentence. */
  function words() {
    return good?.report.answer[0]?.map(({ text }) => text).join('') ?? '';
  }

  /** A state as a whole: a link, a preset. @param {string} text @param {boolean} [first] as the page starts: the larger core has been asked for already */
  function open(text, first = false) {
    const foreign = !study && strange(core, text);
    if (foreign && !first) {
      grow().catch(console.error).then(() => {
        if (address.text === text) open(text, true);
      });
      return;
    }
    const { inputs, problems } = core.fromLink(text);
    unread = foreign ? [...problems.filter(({ field }) => controlOf(field)), { field: '', message: `This link asks for more than this page could load. ${ABSENT}` }] : problems;
    good = null;
    zoom.clear();
    write(inputs);
    cancelAnimationFrame(frame);
    update();
    current();
  }

  /** @param {string} what */
  function offerUndo(what) {
    const before = { inputs: read(), unread };
    toast.show(`${what}.`, () => {
      write(before.inputs);
      unread = before.unread;
      changed();
    });
  }

  /** Other inputs, with what is locked as it stands. @param {Inputs} inputs @returns {Inputs} */
  function kept(inputs) {
    const [now, next] = /** @type {Record<string, any>[]} */ ([read(), { ...inputs }]);
    for (const key of view.locked) {
      const [, name, at, column] = /^(futures|layers)\[(\d+)\]\.(\w+)$/.exec(key) ?? [];
      if (!name || !at || !column) {
        if (Object.hasOwn(next, key)) next[key] = now[key];
      } else if (now[name][at]) {
        next[name] = next[name][at] ? next[name].map((/** @type {object} */ row, /** @type {number} */ k) => (k === Number(at) ? { ...row, [column]: now[name][at][column] } : row)) : now[name];
      }
    }
    return /** @type {any} */ (next);
  }

  /** A state from the page around: whole, or not at all. @param {string} text */
  async function take(text) {
    await suffice(text);
    const { inputs, problems } = core.fromLink(text);
    const next = kept(inputs);
    if (problems.length > 0 || !core.evaluate(next).ok) return false;
    unread = [];
    write(next);
    changed();
    return true;
  }

  /** Waits for the larger core, where a link needs it and it comes. @param {string} text */
  async function suffice(text) {
    if (!study && strange(core, text)) await grow().catch(console.error);
  }

  /** @param {string} state @param {string} what */
  async function go(state, what) {
    let text = state;
    if (view.locked.size) {
      await suffice(text);
      text = core.toLink(kept(core.fromLink(text).inputs));
    }
    offerUndo(what);
    address.go(text);
    open(text);
  }

  /** Where the whole page opens with these numbers. */
  function aim() {
    /** @type {HTMLAnchorElement} */ (byId('open')).href = `${home()}#${link()}`;
  }

  /** Marks the preset whose numbers these are. */
  function current() {
    const now = link();
    aim();
    let source = 'Your own numbers, from an example.';
    for (const { link: anchor, text, preset } of anchors) {
      if (text === now) {
        anchor.setAttribute('aria-current', 'true');
        source = `${preset.source}.`;
      } else anchor.removeAttribute('aria-current');
    }
    const host = byId('source');
    if (host.textContent !== source) host.textContent = source;
  }

  const anchors = presets.map((preset) => {
    const anchor = make('a');
    anchor.href = `#${preset.link}`;
    anchor.append(make('span', 'preset-title', preset.title), ' ', make('span', 'preset-question', preset.question));
    anchor.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(preset.link, `Opened “${preset.title}”`);
    });
    const item = make('li');
    item.append(anchor);
    byId('presets').append(item);
    return { preset, link: anchor, text: core.toLink(core.fromLink(preset.link).inputs) };
  });

  for (const chart of figures) {
    chart.figure.querySelector('.figure-tools')?.append(saveMenu(chart.title, () => sheetOf(chart), () => import('./files.js'), (message) => toast.show(message)));
  }
  /** A chart as it stands, to be taken away. @param {Chart} chart @returns {import('./files.js').Sheet | null} */
  function sheetOf(chart) {
    const { id, title } = chart;
    const drawing = good && core.draw(id, good.inputs, { ...FILE, theme: theme(), ...zoom.part(chart) });
    if (!drawing?.ok) return null;
    const { backgroundColor: paper, color: ink, fontFamily: font } = getComputedStyle(document.body);
    return { id, title, svg: drawing.svg, frame: drawing.frame, size: FILE, look: { paper, ink, soft: getComputedStyle(byId('answer-title')).color, font }, source: here() };
  }

  for (const [group, terms] of Object.entries(WORDS)) {
    const line = make('p', 'words-here', 'Words used here: ');
    terms.forEach((term, k) => line.append(k ? ' · ' : '', termButton(term)));
    form.slot(group)?.append(line);
  }
  explainTerms(document);

  for (const id of ['copy', 'share', 'reset', 'pin']) /** @type {HTMLButtonElement} */ (byId(id)).disabled = false;
  byId('reset').addEventListener('click', () => go(core.toLink(example), 'Back to the example'));
  const here = () => `${framed ? home() : location.href.split('#')[0]}#${link()}`;
  copyButton(/** @type {HTMLButtonElement} */ (byId('copy')), here, (message) => toast.show(message));

  /** @type {Promise<import('./snippet.js').Snippets> | null} */
  let snippets = null;
  byId('share').hidden = framed;
  byId('share').addEventListener('click', async () => {
    try {
      snippets ??= import('./snippet.js').then(({ Snippets }) => new Snippets());
      (await snippets).open({
        link: link(), home: home(), sentence: words(),
        lock: ['futures', 'layers', ...core.fields().filter(({ group }) => group !== 'whatif').map(({ key }) => key)].join(','),
        charts: figures.filter(({ frame, legend }) => frame && legend),
        picture: async (id) => {
          const [chart, { kinds }] = [figures.find((one) => one.id === id), await import('./files.js')];
          const sheet = chart && sheetOf(chart);
          return sheet ? kinds['SVG']?.(sheet) ?? null : null;
        },
      });
    } catch (error) {
      snippets = null;
      toast.show('This part of the page did not arrive. To try again, ask again.');
      console.error(error);
    }
  });

  document.addEventListener('input', (event) => {
    const control = event.target;
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement) || control.form !== element || !control.name) return;
    unread = unread.filter(({ field }) => field !== control.name && controlOf(field) !== null);
    touched = control.name;
    changed();
  });
  element.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('focusin', (event) => helpFor(event.target));
  // What was not laid out while out of sight may find its place only after the focus has scrolled to it.
  document.addEventListener('focusin', ({ target }) => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (!(target instanceof HTMLElement) || document.activeElement !== target) return;
    const { top, bottom } = target.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) target.scrollIntoView({ block: 'nearest' });
  })));

  // On wide screens the help of the field in hand stands in one place, so that nothing moves.
  const helpStrip = make('p', 'help-strip', HELP);
  helpStrip.setAttribute('aria-hidden', 'true');
  byId('inputs-title').after(helpStrip);
  /** @param {EventTarget | null} target */
  function helpFor(target) {
    const own = target instanceof Element ? target.closest('.inputs .field') : null;
    const title = own?.querySelector('.label')?.textContent;
    const words = own?.querySelector('.help')?.textContent;
    helpStrip.replaceChildren(...(title && words ? [make('b', '', title), `: ${words}`] : [HELP]));
  }
  element.addEventListener('pointerover', (event) => helpFor(event.target instanceof Element && event.target.closest('.field') ? event.target : document.activeElement));

  form.lock((key) => view.locked.has(key));

  const recolour = () => [charts, pairThen, pairNow].forEach((all) => all.redraw());
  dark.addEventListener('change', recolour);
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  addEventListener('beforeprint', () => {
    printing = true;
    unfolded = [...element.querySelectorAll('details')].filter((details) => !details.open && !details.closest('.row'));
    for (const details of unfolded) details.open = true;
    byId('address').textContent = here();
    charts.redraw(PAPER);
  });
  addEventListener('afterprint', () => {
    printing = false;
    for (const details of unfolded) details.open = false;
    charts.redraw();
  });

  // The what-if stays at hand: at the foot of the window while answer and sliders are out of sight.
  const bar = byId('bar');
  /** @type {Set<Element>} */
  const inSight = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inSight.add(target);
      else inSight.delete(target);
    }
    bar.classList.toggle('on', inSight.size === 0);
  });
  for (const id of ['words', 'whatif']) watch.observe(byId(id));
  const toggle = byId('dock-toggle');
  toggle.addEventListener('click', () => toggle.setAttribute('aria-expanded', String(bar.classList.toggle('open'))));
  if (view.mode !== 'full' || framed) {
    const away = byId('open');
    away.hidden = false;
    if (view.mode === 'full') byId('copy').before(away);
    away.addEventListener('pointerdown', aim);
    away.addEventListener('focus', aim);
  }

  if (larger) asked = Promise.resolve(grown(larger));
  open(address.text, true);
  if (framed) {
    const theme = (/** @type {string} */ name) => {
      if (name === 'auto') delete root.dataset['theme'];
      else root.dataset['theme'] = name;
      recolour();
    };
    import('./message.js').then(({ embed }) => embed({ link, set: take, theme })).catch(console.error);
  }
}
