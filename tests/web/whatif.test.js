// @ts-check
// Charts and what-if as a person handles them, in a real Chromium: by mouse, finger and keyboard. What the page then
// shows is held against what the package in Node makes of the same inputs and the same ranges.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { alvh } from './alvh.js';
import { painted, type } from './browser.js';
import {
    assertDrawn, assertDraws, assertFine, assertLinks, assertShows, begin, click, close, end, eventually, fragment, ready, report, sentences, unfold, wait,
} from './page.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').KeyInput} KeyInput */
/** @typedef {import('./browser.js').Wanted} Wanted */
/** @typedef {import('../../www/pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('../../www/pkg/alvh.js').Frame} Frame */
/** @typedef {import('../../www/pkg/alvh.js').Look} Look */
/** @typedef {[number, number]} Range */

/** Charts over SPX. */
const SPX = ['payoff', 'heatmap', 'vixNeeded'];
/** Charts over something else. */
const OTHERS = ['offsets', 'response'];
/** Charts that are saved to files are drawn at this size. */
const FILE = { width: 960, height: 540 };

before(begin);
after(end);

/** @param {string} chart */
const figure = (chart) => `figure[data-chart="${chart}"]`;

/** Whole dollars as the page writes them. @param {number} value */
const usd = (value) => `${Math.round(value) < 0 ? '\u2212' : ''}$${new Intl.NumberFormat('en-US').format(Math.abs(Math.round(value)))}`;

/** A chart's frame, as the package has it. @param {string} chart @param {Partial<Inputs>} inputs @param {Partial<Look>} look @returns {Frame} */
function frameOf(chart, inputs, look) {
    const drawn = alvh.draw(chart, inputs, { width: 720, height: 405, theme: 'light', ...look });
    assert.ok(drawn.ok, JSON.stringify(drawn));
    return drawn.frame;
}

/** Brings something to the middle of the window, and waits until it stays there. @param {Page} page @param {string} selector */
async function show(page, selector) {
    await page.waitForSelector(selector);
    // What is laid out on the way there moves what follows it.
    for (let times = 0; times < 3; times += 1) {
        await page.$eval(selector, (element) => element.scrollIntoView({ block: 'center' }));
        await painted(page);
    }
    await eventually(() => page.$eval(selector, (element) => {
        const chart = element.closest('figure[data-chart]');
        if (chart && !chart.querySelector('svg')) throw new Error('not drawn yet');
    }));
}

/** Where an element lies. @param {Page} page @param {string} selector */
const box = (page, selector) => page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height, middle: { x: x + width / 2, y: y + height / 2 } };
});

/** What a control holds. @param {Page} page @param {string} name */
const held = (page, name) => page.$eval(`[name="${name}"]`, (control) => /** @type {HTMLInputElement} */ (control).value);

/** Its number. @param {Page} page @param {string} name */
const number = async (page, name) => Number(await held(page, name));

/** Presses keys, one after another, each painted. @param {Page} page @param {KeyInput[]} keys */
async function press(page, ...keys) {
    for (const key of keys) await page.keyboard.press(key);
    await painted(page);
}

/** As `press`, with another key held down. @param {Page} page @param {KeyInput[]} down @param {KeyInput} key */
async function chord(page, down, key) {
    for (const one of down) await page.keyboard.down(one);
    await page.keyboard.press(key);
    for (const one of down) await page.keyboard.up(one);
    await painted(page);
}

/** Focuses an element and presses keys. @param {Page} page @param {string} selector @param {KeyInput[]} keys */
async function pressOn(page, selector, ...keys) {
    await show(page, selector);
    await page.focus(selector);
    await press(page, ...keys);
}

/** Drags with the mouse in small steps, each painted. @param {Page} page @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
async function drag(page, from, to) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let step = 1; step <= 8; step += 1) {
        await page.mouse.move(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
        await painted(page);
    }
    await page.mouse.up();
    await painted(page);
}

/** The same with a finger. @param {Page} page @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
async function swipe(page, from, to) {
    await page.touchscreen.touchStart(from.x, from.y);
    for (let step = 1; step <= 8; step += 1) {
        await page.touchscreen.touchMove(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
        await painted(page);
    }
    await page.touchscreen.touchEnd();
    await painted(page);
}

/**
 * The page shows these inputs everywhere: numbers, sentence, link, charts.
 *
 * @param {Page} page
 * @param {Partial<Inputs>} inputs
 * @param {string[]} [charts]
 */
async function assertFollows(page, inputs, charts = ['payoff', 'heatmap', 'offsets']) {
    await eventually(() => assertShows(page, inputs));
    await assertLinks(page, inputs);
    for (const chart of charts) await assertDraws(page, chart, inputs);
    await assertFine(page);
}

describe('the marker', () => {
    /** How the marker is moved. @type {[string, Wanted, typeof drag][]} */
    const WAYS = [
        ['the mouse', { width: 1280 }, drag],
        ['a finger', { width: 390, height: 844, touch: true }, swipe],
    ];
    for (const [way, wanted, move] of WAYS) {
        test(`on the payoff goes where ${way} takes it, and everything follows`, async () => {
            const opened = await ready(wanted);
            const { page } = opened;
            await show(page, `${figure('payoff')} .handle`);
            const stage = await box(page, `${figure('payoff')} .stage`);
            const { plot, x } = frameOf('payoff', {}, { width: Math.round(stage.width), height: Math.round(stage.height) });
            const { middle } = await box(page, `${figure('payoff')} .handle`);
            // Taken a little off its middle, so that a jump to the pointer would show.
            const [from, by] = [{ x: middle.x + 5, y: middle.y - 4 }, Math.round(stage.width / 6)];
            const scrolled = await page.evaluate(() => scrollY);
            await move(page, from, { x: from.x + by, y: from.y + 30 });
            assert.equal(await page.evaluate(() => scrollY), scrolled, 'the page scrolled instead');
            const spx = alvh.defaults().spx;
            const expected = -7 + (((by / plot.w) * (x[1] - x[0])) / spx) * 100;
            const found = await number(page, 'move');
            // The field goes by tenths of a percent.
            assert.ok(Math.abs(found - expected) <= 0.1, `${found}, not ${expected}`);
            await assertFollows(page, { move: found });
            await close(opened);
        });

        test(`on the map goes where ${way} takes it: SPX and VIX`, async () => {
            const opened = await ready(wanted);
            const { page } = opened;
            await show(page, `${figure('heatmap')} .handle`);
            const stage = await box(page, `${figure('heatmap')} .stage`);
            const { plot, x, y } = frameOf('heatmap', {}, { width: Math.round(stage.width), height: Math.round(stage.height) });
            const { middle } = await box(page, `${figure('heatmap')} .handle`);
            const [right, down] = [Math.round(stage.width / 8), Math.round(stage.height / 8)];
            await move(page, middle, { x: middle.x + right, y: middle.y + down });
            const { spx, vix } = report({}).combined.whatIf;
            const expected = {
                move: ((spx + (right / plot.w) * (x[1] - x[0])) / alvh.defaults().spx - 1) * 100,
                vixTo: vix - (down / plot.h) * (y[1] - y[0]),
            };
            const found = { move: await number(page, 'move'), vixTo: await number(page, 'vixTo') };
            assert.ok(Math.abs(found.move - expected.move) <= 0.1, `SPX ${found.move}, not ${expected.move}`);
            assert.ok(Math.abs(found.vixTo - expected.vixTo) <= 0.1, `VIX ${found.vixTo}, not ${expected.vixTo}`);
            await assertFollows(page, found);
            // The marker lies where the pointer left it.
            await show(page, `${figure('heatmap')} .handle`);
            const [after, now] = [await box(page, `${figure('heatmap')} .handle`), await box(page, `${figure('heatmap')} .stage`)];
            const frame = frameOf('heatmap', found, { width: Math.round(now.width), height: Math.round(now.height) });
            const outcome = report(found).combined.whatIf;
            const left = now.x + frame.plot.x + ((outcome.spx - frame.x[0]) / (frame.x[1] - frame.x[0])) * frame.plot.w;
            const top = now.y + frame.plot.y + ((frame.y[1] - outcome.vix) / (frame.y[1] - frame.y[0])) * frame.plot.h;
            assert.ok(Math.hypot(after.middle.x - left, after.middle.y - top) < 1, 'the marker is not at the what-if');
            await close(opened);
        });
    }

    test('on the payoff steps with the arrow keys, ten steps with Shift or Page, and goes to its ends', async () => {
        const opened = await ready();
        const { page } = opened;
        const marker = `${figure('payoff')} .handle`;
        await pressOn(page, marker, 'ArrowLeft');
        await assertFollows(page, { move: -7.5 }, ['payoff']);
        assert.match(await page.$eval(marker, (handle) => handle.getAttribute('aria-valuetext') ?? ''), /7\.5.*SPX at 6,603.*\$/);
        assert.equal(await page.$eval(marker, (handle) => handle.getAttribute('aria-valuenow')), '-7.5');
        await page.focus(marker);
        await chord(page, ['Shift'], 'ArrowRight');
        assert.equal(await number(page, 'move'), -2.5);
        await press(page, 'PageUp');
        assert.equal(await number(page, 'move'), 2.5);
        await press(page, 'PageDown', 'ArrowDown');
        // Two keys within a frame are two steps.
        assert.equal(await number(page, 'move'), -3);
        for (const [key, name] of /** @type {const} */ ([['Home', 'aria-valuemin'], ['End', 'aria-valuemax']])) {
            await press(page, key);
            assert.equal(await number(page, 'move'), Number(await page.$eval(marker, (handle, name) => handle.getAttribute(name), name)));
        }
        await assertFollows(page, { move: await number(page, 'move') }, ['payoff']);
        await close(opened);
    });

    test('on the map steps along both axes', async () => {
        const opened = await ready();
        const { page } = opened;
        const [along, up] = [1, 2].map((nth) => `${figure('heatmap')} .handle-axis:nth-of-type(${nth + 1})`);
        await pressOn(page, along ?? '', 'ArrowRight');
        assert.equal(await number(page, 'move'), -6.5);
        await pressOn(page, up ?? '', 'ArrowUp', 'ArrowUp');
        const vix = await number(page, 'vixTo');
        // From where the line had put it, by half a point each, rounded to halves.
        assert.ok(Math.abs(vix - report({ move: -6.5 }).combined.whatIf.vix - 1) <= 0.5, String(vix));
        assert.equal(vix % 0.5, 0);
        await pressOn(page, up ?? '', 'PageDown');
        assert.equal(await number(page, 'vixTo'), vix - 5);
        const texts = await page.$$eval(`${figure('heatmap')} [role="slider"]`, (sliders) => sliders.map((slider) => slider.getAttribute('aria-valuetext') ?? ''));
        assert.match(texts[0] ?? '', /6\.5.*SPX/);
        assert.match(texts[1] ?? '', new RegExp(`VIX at ${(vix - 5).toFixed(2)}`));
        await assertFollows(page, { move: -6.5, vixTo: vix - 5 });
        await close(opened);
    });

    test('of a locked what-if is not there', async () => {
        for (const [lock, expected] of /** @type {const} */ ([['move', [0, 0]], ['vixTo', [1, 1]]])) {
            const opened = await ready({ path: `/?lock=${lock}` });
            const sliders = await Promise.all(['payoff', 'heatmap'].map((chart) => opened.page.$$eval(`${figure(chart)} [role="slider"]`, (all) => all.length)));
            assert.deepEqual(sliders, [...expected], lock);
            await close(opened);
        }
    });
});

describe('the what-if’s sliders', () => {
    test('and their numbers follow each other, at the head and at the foot of the page', async () => {
        const opened = await ready();
        const { page } = opened;
        /** @type {Partial<Inputs>} */
        const inputs = {};
        for (const [key, step] of /** @type {const} */ ([['move', 0.5], ['vixTo', 0.5], ['day', 1]])) {
            const before = key === 'vixTo' ? report(inputs).combined.whatIf.vix : await number(page, key);
            await pressOn(page, `.field[data-field="${key}"] .slider`, 'ArrowRight');
            inputs[key] = await number(page, key);
            // A slider that stood between two of its places goes to the next of them.
            assert.ok(inputs[key] > before && inputs[key] <= before + step, `${key}: ${before} to ${inputs[key]}`);
            await assertFollows(page, inputs, ['payoff']);
        }
        await show(page, '#method-title');
        await eventually(async () => assert.ok(await page.$eval('#bar', (bar) => bar.classList.contains('on'))));
        for (const [nth, key] of /** @type {const} */ ([[1, 'move'], [2, 'vixTo'], [3, 'day']])) {
            const slider = `#dock .dock-item:nth-of-type(${nth}) .slider`;
            assert.equal(await page.$eval(slider, (input) => Number(/** @type {HTMLInputElement} */ (input).value)), inputs[key], `${key}: the foot is behind`);
            await page.focus(slider);
            await press(page, 'ArrowLeft');
            inputs[key] = await number(page, key);
            assert.equal(await page.$eval(`.field[data-field="${key}"] .slider`, (input) => Number(/** @type {HTMLInputElement} */ (input).value)), inputs[key], `${key}: the head is behind`);
        }
        await assertFollows(page, inputs, ['payoff']);
        await close(opened);
    });

    test('the answer and the chart in sight are those of the input in the very next frame', async () => {
        const opened = await ready();
        const { page } = opened;
        await show(page, `${figure('payoff')} .stage`);
        const words = await page.evaluate(() => {
            const slider = /** @type {HTMLInputElement} */ (document.querySelector('.field[data-field="move"] .slider'));
            slider.value = '-3';
            slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
            // Asked for after the page's own: called in the same frame, before it is painted.
            return new Promise((resolve) => requestAnimationFrame(() => resolve({
                words: [...document.querySelectorAll('#words > p')].map(({ textContent }) => textContent),
                drawing: document.querySelector('figure[data-chart="payoff"] .drawing')?.innerHTML ?? '',
            })));
        });
        const expected = report({ move: -3 });
        assert.deepEqual(words.words, sentences(expected));
        // On a slow device it may have been a draft, of the same what-if.
        assert.ok(words.drawing.includes(`${usd(expected.combined.whatIf.total)} on day 1`), 'the chart came later');
        await assertDraws(page, 'payoff', { move: -3 });
        await close(opened);
    });

    test('VIX goes back on its line, and the what-if back to where it was, other numbers untouched', async () => {
        const opened = await ready();
        const { page } = opened;
        const visible = (/** @type {string} */ selector) => page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length);
        assert.equal(await visible('.follow, .whatif .kicker button'), 0, 'there is nothing to undo yet');
        await type(page, 'shortPut', '6655');
        await type(page, 'vixTo', '40');
        await type(page, 'day', '5');
        await assertFollows(page, { shortPut: 6655, vixTo: 40, day: 5 }, ['payoff']);
        await click(page, '.follow');
        assert.equal(await held(page, 'vixTo'), '');
        await assertFollows(page, { shortPut: 6655, day: 5 }, ['payoff']);
        assert.equal(await visible('.follow'), 0);
        await type(page, 'move', '-2');
        await click(page, '.follow + button');
        await assertFollows(page, { shortPut: 6655 }, ['payoff']);
        assert.equal(await visible('.whatif .kicker button'), 0);
        await close(opened);
    });
});

describe('undo and redo', () => {
    test('go through typing, choices, drags, rows and presets, one step each, and forward again', async () => {
        const opened = await ready();
        const { page } = opened;
        const disabled = () => page.$$eval('#undo, #redo', (buttons) => buttons.map((button) => /** @type {HTMLButtonElement} */ (button).disabled));
        assert.deepEqual(await disabled(), [true, true]);
        const [, b, c] = alvh.defaults().layers;
        assert.ok(b && c);
        const preset = alvh.presets()[2];
        assert.ok(preset);
        /** @type {Partial<Inputs>[]} */
        const states = [{}];
        /** @param {Partial<Inputs>} inputs */
        const note = async (inputs) => {
            await eventually(() => assertShows(page, inputs));
            states.push(inputs);
            // Longer than what belongs to one burst of typing.
            await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
        };
        await type(page, 'shortPut', '6655');
        await note({ shortPut: 6655 });
        await type(page, 'credit', '12.7');
        await note({ shortPut: 6655, credit: 12.7 });
        await show(page, `${figure('payoff')} .handle`);
        const { middle } = await box(page, `${figure('payoff')} .handle`);
        await drag(page, middle, { x: middle.x + 80, y: middle.y });
        const move = await number(page, 'move');
        await note({ shortPut: 6655, credit: 12.7, move });
        await click(page, '[aria-label="Remove Layer 1"]');
        await note({ shortPut: 6655, credit: 12.7, move, layers: [b, c] });
        await click(page, '[aria-label="Move Layer 2 up"]');
        await note({ shortPut: 6655, credit: 12.7, move, layers: [c, b] });
        await click(page, `#presets a[href="#${preset.link}"]`);
        await note(alvh.fromLink(preset.link).inputs);
        await click(page, '#reset');
        await note({});
        assert.equal(await fragment(page), alvh.toLink({}), 'the example is one press away');
        await page.$eval('body', () => document.activeElement instanceof HTMLElement && document.activeElement.blur());
        for (const [nth, state] of states.slice(0, -1).reverse().entries()) {
            if (nth % 2) await chord(page, ['Control'], 'z');
            else await click(page, '#undo');
            await eventually(() => assertShows(page, state));
            await assertLinks(page, state);
        }
        assert.deepEqual(await disabled(), [true, false]);
        await chord(page, ['Control'], 'z');
        await assertShows(page, {});
        for (const [nth, state] of states.slice(1).entries()) {
            if (nth % 3 === 2) await chord(page, ['Control'], 'y');
            else if (nth % 3) await chord(page, ['Control', 'Shift'], 'z');
            else await click(page, '#redo');
            await eventually(() => assertShows(page, state));
        }
        assert.deepEqual(await disabled(), [false, true]);
        // A change after going back begins another way forward.
        await click(page, '#undo');
        await type(page, 'condors', '3');
        await eventually(async () => assert.deepEqual(await disabled(), [false, true]));
        await assertFine(page);
        await close(opened);
    });
});

describe('pinned and now', () => {
    /** What two states show of a chart, both ranges over both. @param {string} chart @param {Partial<Inputs>[]} states @param {Pick<Look, 'x' | 'y'>} [part] */
    const together = (chart, states, part = {}) => {
        const frames = states.map((inputs) => frameOf(chart, inputs, { width: 480, height: 360, ...part }));
        const both = (/** @type {'x' | 'y'} */ axis) => /** @type {Range} */ ([Math.min(...frames.map((frame) => frame[axis][0])), Math.max(...frames.map((frame) => frame[axis][1]))]);
        return { x: both('x'), y: both('y') };
    };
    /** Each side is drawn as the package draws it, to one scale. @param {Page} page @param {string} chart @param {Partial<Inputs>[]} states @param {Pick<Look, 'x' | 'y'>} [part] */
    const assertPair = async (page, chart, states, part) => {
        const ranges = together(chart, states, part);
        for (const [nth, side] of ['pinned', 'now'].entries()) {
            await show(page, `[data-side="${side}"] .stage`);
            await assertDrawn(page, `[data-side="${side}"] .stage`, chart, states[nth] ?? {}, ranges);
            const { x, y } = frameOf(chart, states[nth] ?? {}, { width: 480, height: 360, ...ranges });
            assert.deepEqual({ x, y }, ranges, 'one scale');
        }
    };
    const text = (/** @type {Page} */ page, /** @type {string} */ selector) => page.$eval(`#compare ${selector}`, (element) => element.textContent ?? '');

    test('differ in one line of inputs and one of results, and are drawn to one scale', async () => {
        const opened = await ready();
        const { page } = opened;
        assert.equal(await page.$eval('#compare', (section) => section.checkVisibility()), false);
        await click(page, '#pin');
        await eventually(async () => assert.match(await text(page, '.changed'), /nothing has been changed/i));
        const inputs = { shortPut: 6655, move: -11, condors: 5 };
        for (const [name, value] of Object.entries(inputs)) await type(page, name, String(value));
        await eventually(async () => {
            const changed = await text(page, '.changed');
            for (const words of ['Short put 6650 → 6655', 'SPX move \u22127 → \u221211', 'Condors 10 → 5']) assert.ok(changed.includes(words), changed);
            const [a, b] = [report({}).combined.whatIf.total, report(inputs).combined.whatIf.total];
            const outcome = await text(page, '.outcome-line');
            assert.ok(outcome.includes(`${usd(a)} → ${usd(b)} (${b > a ? '+' : ''}${usd(b - a)})`), outcome);
        });
        await assertPair(page, 'payoff', [{}, inputs]);
        for (const chart of ['heatmap', 'offsets', 'response']) {
            await page.select('#compare-chart', chart);
            await assertPair(page, chart, [{}, inputs]);
        }
        // What is pinned stays, whatever else changes.
        await page.select('#compare-chart', 'payoff');
        await type(page, 'day', '20');
        await assertPair(page, 'payoff', [{}, { ...inputs, day: 20 }]);
        await click(page, '#pin');
        await eventually(async () => assert.match(await text(page, '.changed'), /nothing has been changed/i));
        await assertPair(page, 'payoff', [{ ...inputs, day: 20 }, { ...inputs, day: 20 }]);
        await click(page, '#unpin');
        assert.equal(await page.$eval('#compare', (section) => section.checkVisibility()), false);
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'pin');
        await close(opened);
    });

    test('show the part that is zoomed to', async () => {
        const opened = await ready();
        const { page } = opened;
        await click(page, '#pin');
        await type(page, 'move', '-4');
        await zoomTo(page, 'payoff', 'x', 0, 30);
        const [from] = await shownRange(page, 'payoff', 'x');
        const { full } = frameOf('payoff', { move: -4 }, {});
        assert.ok(full && from && from > full.x[0]);
        await assertPair(page, 'payoff', [{}, { move: -4 }], { x: [from, full.x[1]] });
        await close(opened);
    });
});

/** The fold of a chart's sliders. @param {string} chart */
const fold = (chart) => `${figure(chart)} .fold`;

/** One of its sliders. @param {string} chart @param {'x' | 'y'} axis @param {0 | 1} nth */
const slider = (chart, axis, nth) => `${figure(chart)} .zoom-axis:nth-child(${axis === 'x' ? 1 : 2}) label:nth-of-type(${nth + 1}) input`;

/** Moves a slider by so many places with the keys. @param {Page} page @param {string} chart @param {'x' | 'y'} axis @param {0 | 1} nth @param {number} places */
async function zoomTo(page, chart, axis, nth, places) {
    if ((await page.$eval(fold(chart), (button) => button.getAttribute('aria-expanded'))) === 'false') await click(page, fold(chart));
    await pressOn(page, slider(chart, axis, nth), .../** @type {KeyInput[]} */ (Array(Math.abs(places)).fill(places > 0 ? 'ArrowRight' : 'ArrowLeft')));
}

/** What a chart's sliders say. @param {Page} page @param {string} chart @param {'x' | 'y'} axis */
const shownRange = (page, chart, axis) => page.$$eval(
    `${figure(chart)} .zoom-axis:nth-child(${axis === 'x' ? 1 : 2}) input`,
    (inputs) => inputs.map((input) => Number(/** @type {HTMLInputElement} */ (input).value)),
);

/** A chart is drawn as the package draws this part of it. @param {Page} page @param {string} chart @param {Partial<Inputs>} inputs @param {Pick<Look, 'x' | 'y'>} part */
async function assertPart(page, chart, inputs, part) {
    await show(page, `${figure(chart)} .stage`);
    await assertDrawn(page, `${figure(chart)} .stage`, chart, inputs, part);
}

describe('zoom', () => {
    test('by sliders: charts over SPX share a range, the others keep theirs; neither link nor numbers change', async () => {
        const opened = await ready();
        const { page } = opened;
        await zoomTo(page, 'payoff', 'x', 0, 10);
        await zoomTo(page, 'payoff', 'x', 1, -40);
        const [from, to] = await shownRange(page, 'payoff', 'x');
        assert.ok(from && to && to > from);
        for (const chart of SPX) await assertPart(page, chart, {}, { x: [from, to] });
        for (const chart of OTHERS) await assertDraws(page, chart, {});
        for (const chart of SPX) assert.equal(await page.$eval(fold(chart), (button) => button.textContent), 'Zoomed', chart);
        for (const chart of OTHERS) assert.equal(await page.$eval(fold(chart), (button) => button.textContent), 'Zoom', chart);
        const words = await page.$eval(`${figure('payoff')} .zoom-axis span`, (element) => element.textContent ?? '');
        assert.equal(words, `SPX ${new Intl.NumberFormat('en-US').format(from)} to ${new Intl.NumberFormat('en-US').format(to)}`);
        const texts = await page.$$eval(`${figure('payoff')} .zoom input`, (inputs) => inputs.map((input) => `${input.getAttribute('aria-label')} = ${input.getAttribute('aria-valuetext')}`));
        assert.match(texts[0] ?? '', /^From, SPX: .* = \d,\d{3}$/);
        assert.match(texts[3] ?? '', /^To, Profit or loss: .* = \u2212?\$[\d,]+$/);
        await assertShows(page, {});
        assert.ok(['', alvh.toLink({})].includes(await fragment(page)), 'a view is no part of the link');
        assert.ok(await page.$eval('#undo', (button) => /** @type {HTMLButtonElement} */ (button).disabled), 'a view is no step to undo');
        await click(page, `${figure('vixNeeded')} .fold`);
        assert.deepEqual(await shownRange(page, 'vixNeeded', 'x'), [from, to]);
        await click(page, `${figure('vixNeeded')} .zoom button`);
        for (const chart of SPX) await assertDraws(page, chart, {});
        assert.equal(await page.$eval(fold('payoff'), (button) => button.textContent), 'Zoom');
        await close(opened);
    });

    test('up and down is each chart’s own', async () => {
        const opened = await ready();
        const { page } = opened;
        for (const chart of [...SPX, ...OTHERS]) {
            await zoomTo(page, chart, 'y', 0, 12);
            await zoomTo(page, chart, 'y', 1, -25);
            const [from, to] = await shownRange(page, chart, 'y');
            assert.ok(from !== undefined && to !== undefined && to > from);
            await assertPart(page, chart, {}, { y: [from, to] });
        }
        await close(opened);
    });

    test('what one end was not set to follows the numbers, what was set stays', async () => {
        const opened = await ready();
        const { page } = opened;
        await zoomTo(page, 'payoff', 'x', 1, -30);
        const [, to] = await shownRange(page, 'payoff', 'x');
        assert.ok(to);
        const far = { move: -12 };
        const { full } = frameOf('payoff', far, {});
        assert.ok(full && full.x[0] < (frameOf('payoff', {}, {}).full?.x[0] ?? 0), 'a move that widens the chart');
        await type(page, 'move', '-12');
        for (const chart of SPX) await assertPart(page, chart, far, { x: [full.x[0], to] });
        // Where nothing of it is left, all is shown; it comes back with the numbers it was made for.
        const scaled = { spx: 100, longPut: 90, shortPut: 95, shortCall: 105, longCall: 110, credit: 1, layers: [] };
        await type(page, 'move', '-7');
        await page.evaluate((hash) => (location.hash = hash), alvh.toLink(scaled));
        await eventually(() => assertShows(page, scaled));
        for (const chart of SPX) await assertDraws(page, chart, scaled);
        assert.equal(await page.$eval(fold('payoff'), (button) => button.textContent), 'Zoom', 'another state is shown whole');
        await close(opened);
    });

    test('the two ends never meet, by keys or by mouse', async () => {
        const opened = await ready();
        const { page } = opened;
        await zoomTo(page, 'payoff', 'x', 0, 1);
        await press(page, 'End');
        const [from, to] = await shownRange(page, 'payoff', 'x');
        assert.ok(from !== undefined && to !== undefined && from < to, `${from} to ${to}`);
        const handle = await box(page, slider('payoff', 'x', 1));
        await drag(page, { x: handle.x + handle.width - 8, y: handle.middle.y }, { x: handle.x + 2, y: handle.middle.y });
        const [low, high] = await shownRange(page, 'payoff', 'x');
        assert.ok(low !== undefined && high !== undefined && low < high, `${low} to ${high}`);
        await pressOn(page, slider('payoff', 'x', 0), 'Home');
        await pressOn(page, slider('payoff', 'x', 1), 'End');
        await assertDraws(page, 'payoff', {});
        await assertFine(page);
        await close(opened);
    });

    test('the wheel scrolls the page and nothing else', async () => {
        const opened = await ready();
        const { page } = opened;
        await show(page, `${figure('payoff')} .stage`);
        const { middle } = await box(page, `${figure('payoff')} .stage`);
        await page.mouse.move(middle.x, middle.y);
        const before = await page.evaluate(() => scrollY);
        await page.mouse.wheel({ deltaY: 240 });
        await eventually(async () => assert.notEqual(await page.evaluate(() => scrollY), before));
        await chord(page, [], 'Escape');
        await assertDraws(page, 'payoff', {});
        await close(opened);
    });

    test('the marker, the read-out and the table speak of the part that is shown', async () => {
        const opened = await ready();
        const { page } = opened;
        await unfold(page);
        await zoomTo(page, 'payoff', 'x', 1, -50);
        const [, to] = await shownRange(page, 'payoff', 'x');
        assert.ok(to);
        const { full } = frameOf('payoff', {}, {});
        assert.ok(full);
        // The chart may lie out of sight, above its table: then it is drawn when there is time.
        await eventually(async () => {
            const rows = await page.$$eval(`${figure('payoff')} .data tbody th`, (heads) => heads.map(({ textContent }) => Number((textContent ?? '').replace(/\D/g, ''))));
            assert.deepEqual([rows[0], rows.at(-1)], [Math.round(full.x[0]), Math.round(to)]);
        });
        await pressOn(page, `${figure('payoff')} .handle`, 'ArrowRight');
        assert.equal(await number(page, 'move'), -6.5);
        await show(page, `${figure('payoff')} .handle`);
        const stage = await box(page, `${figure('payoff')} .stage`);
        const look = { width: Math.round(stage.width), height: Math.round(stage.height), x: /** @type {Range} */ ([full.x[0], to]) };
        const { plot, x } = frameOf('payoff', { move: -6.5 }, look);
        const { middle } = await box(page, `${figure('payoff')} .handle`);
        const expected = stage.x + plot.x + ((report({ move: -6.5 }).combined.whatIf.spx - x[0]) / (x[1] - x[0])) * plot.w;
        assert.ok(Math.abs(middle.x - expected) < 1, `the marker at ${middle.x}, the what-if at ${expected}`);
        await close(opened);
    });
});

describe('files', () => {
    /** Keeps what would be saved, instead of saving it. @param {Page} page */
    const keepFiles = (page) => page.evaluateOnNewDocument(() => {
        /** @type {Record<string, Blob>} */
        const blobs = {};
        /** @type {{ name: string, blob: Blob | undefined }[]} */
        const saved = [];
        Object.assign(window, { saved });
        const create = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
            const url = create.call(URL, blob);
            if (blob instanceof Blob) blobs[url] = blob;
            return url;
        };
        const click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () {
            if (this.download) saved.push({ name: this.download, blob: blobs[this.href] });
            else click.call(this);
        };
    });
    /** Saves a chart as a kind of file; answers with its name, type and bytes. @param {Page} page @param {string} chart @param {string} kind */
    async function save(page, chart, kind) {
        await page.$eval(`${figure(chart)} .save`, (menu) => (/** @type {HTMLDetailsElement} */ (menu).open = true));
        await click(page, `${figure(chart)} .save button[aria-label^="Save as ${kind}"]`);
        await page.waitForFunction(() => /** @type {any} */ (window).saved.length > 0);
        const { name, type, base64 } = await page.evaluate(async () => {
            const { name, blob } = /** @type {any} */ (window).saved.pop();
            const bytes = new Uint8Array(await blob.arrayBuffer());
            let text = '';
            for (const byte of bytes) text += String.fromCharCode(byte);
            return { name, type: blob.type, base64: btoa(text) };
        });
        return { name, type, bytes: Buffer.from(base64, 'base64') };
    }
    /** The cells of a CSV file. @param {string} text */
    const cells = (text) => text.trimEnd().split('\r\n').map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell ?? '').slice(0, -1).map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)));

    /** The numbers of a file are the frame's, to the last digit. @param {string} text @param {Frame} frame */
    function assertNumbers(text, frame) {
        const [head = [], ...rows] = cells(text);
        if (frame.grid) {
            const { x, y, values } = frame.grid;
            assert.deepEqual(head.slice(1).map(Number), x);
            assert.deepEqual(rows.map(([first]) => Number(first)), y);
            assert.deepEqual(rows.flatMap((row) => row.slice(1).map(Number)), values);
        } else {
            assert.deepEqual(head, [frame.xLabel, ...frame.series.map(({ name }) => name)]);
            assert.deepEqual(rows.map(([first]) => Number(first)), frame.at);
            frame.series.forEach(({ name, values }, nth) => assert.deepEqual(rows.map((row) => Number(row[nth + 1])), values, name));
        }
    }

    for (const dark of [false, true]) {
        test(`of every chart, ${dark ? 'dark' : 'light'}: a drawing that stands alone, a sharp picture of it, its numbers in full`, async () => {
            const inputs = { shortPut: 6655 };
            const opened = await ready({ dark, hash: alvh.toLink(inputs) }, keepFiles);
            const { page } = opened;
            for (const chart of [...SPX, ...OTHERS]) {
                const drawn = alvh.draw(chart, inputs, { ...FILE, theme: dark ? 'dark' : 'light' });
                assert.ok(drawn.ok, chart);
                const svg = await save(page, chart, 'SVG');
                assert.deepEqual([svg.name, svg.type], [`${chart}.svg`, 'image/svg+xml']);
                const text = svg.bytes.toString();
                const inner = drawn.svg.slice(drawn.svg.indexOf('>') + 1, drawn.svg.lastIndexOf('</svg>'));
                assert.ok(text.includes(inner.replaceAll(/ font-family="[^"]*"/g, '')), `${chart}: the drawing is not in the file`);
                assert.ok(text.includes(alvh.toLink(inputs).replaceAll('&', '&amp;').slice(0, 20)), `${chart}: the file does not say of which numbers it is`);
                assert.doesNotMatch(text.replace(/xmlns="[^"]*"/g, ''), /<script|href=|url\(|<style/i, 'it fetches nothing and runs nothing');
                const parsed = await page.evaluate((text) => {
                    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
                    return { tag: root.tagName, error: root.querySelector('parsererror')?.textContent ?? null, title: root.querySelector('title')?.textContent ?? '', desc: root.querySelector('desc')?.textContent ?? '', width: Number(root.getAttribute('width')), height: Number(root.getAttribute('height')) };
                }, text);
                assert.equal(parsed.error, null);
                assert.equal(parsed.tag, 'svg');
                assert.equal(parsed.desc, drawn.frame.summary);
                assert.equal(parsed.title, await page.$eval(figure(chart), (element) => /** @type {HTMLElement} */ (element).dataset['title']));

                const png = await save(page, chart, 'PNG');
                assert.deepEqual([png.name, png.type], [`${chart}.png`, 'image/png']);
                assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
                // The header says width and height: two pixels for each of the drawing's.
                assert.deepEqual([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)], [2 * parsed.width, 2 * parsed.height], chart);
                const colours = await page.evaluate(async (base64) => {
                    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
                    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
                    context?.drawImage(image, 0, 0);
                    const data = new Uint32Array(context?.getImageData(0, 0, image.width, image.height).data.buffer ?? new ArrayBuffer(0));
                    return new Set(data).size;
                }, png.bytes.toString('base64'));
                assert.ok(colours > 20, `${chart}: a picture of ${colours} colours`);

                const csv = await save(page, chart, 'CSV');
                assert.deepEqual([csv.name, csv.type], [`${chart}.csv`, 'text/csv']);
                assertNumbers(csv.bytes.toString(), drawn.frame);
            }
            await close(opened);
        });
    }

    test('of a chart that is zoomed are of the part that is shown', async () => {
        const opened = await ready({}, keepFiles);
        const { page } = opened;
        await zoomTo(page, 'heatmap', 'x', 0, 20);
        await zoomTo(page, 'heatmap', 'y', 1, -20);
        const [from] = await shownRange(page, 'heatmap', 'x');
        const [, to] = await shownRange(page, 'heatmap', 'y');
        const { full } = frameOf('heatmap', {}, FILE);
        assert.ok(full && from && to);
        const x = /** @type {Range} */ ([from, full.x[1]]);
        assertNumbers((await save(page, 'heatmap', 'CSV')).bytes.toString(), frameOf('heatmap', {}, { ...FILE, x, y: [full.y[0], to] }));
        assertNumbers((await save(page, 'payoff', 'CSV')).bytes.toString(), frameOf('payoff', {}, { ...FILE, x }));
        await close(opened);
    });
});

describe('reading a chart', () => {
    /** What a chart says of the point that is read. @param {Page} page @param {string} chart */
    const read = (page, chart) => page.$eval(figure(chart), (figure) => ({
        readout: figure.querySelector('.readout')?.textContent ?? '',
        values: [...figure.querySelectorAll('.legend .value')].map(({ textContent }) => textContent ?? ''),
        probing: figure.querySelector('.stage')?.classList.contains('probing') ?? false,
        cross: figure.querySelector('.cross')?.getBoundingClientRect().x ?? 0,
        spoken: figure.querySelector('.probe')?.getAttribute('aria-valuetext') ?? '',
    }));
    /** The payoff's legend has the frame's values at the level that is read. @param {Page} page @param {Awaited<ReturnType<typeof read>>} now */
    async function assertReads(page, { readout, values }) {
        const { width, height } = await box(page, `${figure('payoff')} .stage`);
        const { at, series } = frameOf('payoff', {}, { width: Math.round(width), height: Math.round(height) });
        const level = Number((/SPX ([\d,]+)/.exec(readout)?.[1] ?? '').replace(',', ''));
        const index = at.findIndex((x) => Math.round(x) === level);
        assert.ok(index >= 0, `${readout}: no level of the chart`);
        assert.deepEqual(values, series.map((one) => usd(one.values[index] ?? 0)));
        return level;
    }

    test('one crosshair runs through all charts over the same x, and goes when the pointer leaves', async () => {
        const opened = await ready();
        const { page } = opened;
        for (const chart of [...SPX, ...OTHERS]) await show(page, `${figure(chart)} .stage`);
        await show(page, `${figure('payoff')} .stage`);
        const stage = await box(page, `${figure('payoff')} .stage`);
        for (const share of [0.3, 0.55, 0.8]) {
            await page.mouse.move(stage.x + stage.width * share, stage.middle.y);
            await painted(page);
            const own = await read(page, 'payoff');
            assert.ok(own.probing && Math.abs(own.cross - (stage.x + stage.width * share)) < 10, 'the crosshair is not at the pointer');
            const level = await assertReads(page, own);
            for (const chart of SPX) {
                const other = await read(page, chart);
                assert.ok(other.probing, `${chart} has no crosshair`);
                const [, digits = ''] = /SPX ([\d,]+)/.exec(other.readout) ?? [];
                // Each has levels of its own: the nearest of them.
                assert.ok(Math.abs(Number(digits.replace(',', '')) - level) < 25, `${chart}: ${other.readout}, not ${level}`);
            }
            for (const chart of OTHERS) assert.equal((await read(page, chart)).probing, false, `${chart} is not over SPX`);
        }
        const idle = await page.$eval(`${figure('heatmap')} .readout`, (element) => element.textContent);
        assert.notEqual(idle, '');
        await page.mouse.move(5, 5);
        await painted(page);
        for (const chart of SPX) {
            const left = await read(page, chart);
            assert.equal(left.probing, false, chart);
            assert.deepEqual(left.values.filter(Boolean), [], chart);
        }
        await close(opened);
    });

    test('by the arrow keys, aloud and in sight; on the map along both axes', async () => {
        const opened = await ready();
        const { page } = opened;
        for (const chart of SPX) await show(page, `${figure(chart)} .stage`);
        await pressOn(page, `${figure('payoff')} .probe`, 'ArrowRight', 'ArrowRight');
        const now = await read(page, 'payoff');
        await assertReads(page, now);
        for (const value of now.values) assert.ok(now.spoken.includes(value), `${now.spoken} leaves out ${value}`);
        assert.ok((await read(page, 'vixNeeded')).probing, 'the others follow');
        for (const chart of OTHERS) {
            await pressOn(page, `${figure(chart)} .probe`, 'ArrowLeft');
            const { readout, spoken, values } = await read(page, chart);
            assert.match(readout, /^At .*\d/, chart);
            for (const value of values) assert.ok(value !== '' && spoken.includes(value), `${chart}: ${spoken}`);
        }
        await pressOn(page, `${figure('heatmap')} .probe:nth-of-type(1)`, 'ArrowLeft');
        const { width, height } = await box(page, `${figure('heatmap')} .stage`);
        const { grid } = frameOf('heatmap', {}, { width: Math.round(width), height: Math.round(height) });
        assert.ok(grid);
        /** @type {string[]} */
        const seen = [];
        for (const [key, nth] of /** @type {const} */ ([['ArrowRight', 1], ['ArrowUp', 2], ['ArrowUp', 2]])) {
            await page.focus(`${figure('heatmap')} .probe:nth-of-type(${nth})`);
            await press(page, key);
            const { readout } = await read(page, 'heatmap');
            const [, x = '', y = '', value] = /^At SPX ([\d,]+), ([\d.]+): (\S+)$/.exec(readout) ?? [];
            const column = grid.x.findIndex((level) => Math.round(level) === Number(x.replace(',', '')));
            const row = grid.y.findIndex((level) => level.toFixed(2) === y);
            assert.ok(column >= 0 && row >= 0, readout);
            assert.equal(value, usd(grid.values[row * grid.x.length + column] ?? NaN));
            seen.push(readout);
        }
        assert.equal(new Set(seen).size, 3, `every key reads another point: ${seen}`);
        await close(opened);
    });

    test('by a finger: what was read stays when the finger goes', async () => {
        const opened = await ready({ width: 390, height: 844, touch: true });
        const { page } = opened;
        await show(page, `${figure('payoff')} .stage`);
        const stage = await box(page, `${figure('payoff')} .stage`);
        await page.touchscreen.tap(stage.x + stage.width * 0.7, stage.y + stage.height * 0.25);
        await painted(page);
        const now = await read(page, 'payoff');
        assert.ok(now.probing);
        await assertReads(page, now);
        await wait(300);
        assert.deepEqual(await read(page, 'payoff'), now);
        assert.equal(await held(page, 'move'), '-7', 'reading is not asking');
        await close(opened);
    });
});

describe('on paper', () => {
    for (const [name, hash] of [['the example', ''], ['another preset', alvh.presets()[2]?.link ?? ''], ['a hedge of its own', 'v=1&layers=2:vixCall:30d:k20,1:vixFuture:60d&condors=3&vixTo=35']]) {
        test(`${name} takes two pages, with inputs, figures, charts, assumptions and link`, async () => {
            const opened = await ready({ hash });
            const { page } = opened;
            const { inputs } = alvh.fromLink(hash || 'v=1');
            await page.evaluate(() => {
                addEventListener('beforeprint', () => {
                    const visible = (/** @type {Element} */ element) => element.checkVisibility({ visibilityProperty: true });
                    Object.assign(window, {
                        printed: {
                            text: document.body.innerText.replaceAll(/\s+/g, ' '),
                            charts: [...document.querySelectorAll('figure[data-chart]')].filter(visible).map((figure) => /** @type {HTMLElement} */ (figure).dataset['chart']),
                            tools: [...document.querySelectorAll('button, .slider, .handle, .fold, .zoom, .save')].filter((element) => visible(element) && !element.matches('.how, .term')).map(({ outerHTML }) => outerHTML.slice(0, 80)),
                        },
                    });
                });
            });
            await page.emulateMediaType('print');
            const pdf = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1');
            assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 2, 'pages');
            const { text, charts, tools } = await page.evaluate(() => /** @type {any} */ (window).printed);
            assert.deepEqual(charts, ['payoff', 'heatmap']);
            assert.deepEqual(tools, [], 'tools are of no use on paper');
            const { combined, condor } = report(inputs);
            for (const figure of [combined.whatIf.total, condor.maxLoss, condor.margin]) assert.ok(text.includes(usd(figure)), `${usd(figure)} is not on paper`);
            assert.ok(text.includes(`#${alvh.toLink(inputs)}`), 'nor is the link');
            assert.match(text, /priced by Black’s formula/, 'nor is what it rests on');
            assert.match(text, /What this does not do/i);
            await page.emulateMediaType(undefined);
            await close(opened);
        });
    }
});

/** Opens whatever can be opened and pins a state, so that all there may be to see is there. @param {Page} page */
async function openAll(page) {
    await unfold(page);
    for (const button of await page.$$('.fold[aria-expanded="false"]')) await button.evaluate((element) => /** @type {HTMLElement} */ (element).click());
    await click(page, '#pin');
    await type(page, 'condors', '5');
    await painted(page);
}

describe('in little room', () => {
    for (const [name, wanted] of /** @type {[string, Wanted][]} */ ([
        ['320 pixels', { width: 320, height: 640 }],
        ['360 pixels', { width: 360, height: 640 }],
        // A browser that zooms to 200 % halves the window and doubles the pixels of each CSS pixel.
        ['1280 pixels at 200 %', { width: 640, height: 450, scale: 2 }],
        ['640 pixels at 200 %', { width: 320, height: 450, scale: 2 }],
    ])) {
        test(`${name}: with all open nothing but tables scrolls sideways, and the what-if can be used`, async () => {
            const opened = await ready(wanted);
            const { page } = opened;
            await openAll(page);
            const wide = await page.evaluate(() => {
                for (const section of document.querySelectorAll('section')) section.style.contentVisibility = 'visible';
                const found = document.documentElement.scrollWidth > innerWidth ? [`the page: ${document.documentElement.scrollWidth}`] : [];
                for (const element of document.querySelectorAll('body *')) {
                    if (element.scrollWidth <= element.clientWidth + 1 || !['auto', 'scroll'].includes(getComputedStyle(element).overflowX)) continue;
                    if (!element.matches('.scroll, #presets')) found.push(`${element.tagName}.${element.className}`);
                }
                return found;
            });
            assert.deepEqual(wide, []);
            await show(page, `${figure('payoff')} .handle`);
            const { middle } = await box(page, `${figure('payoff')} .handle`);
            await drag(page, middle, { x: middle.x + 40, y: middle.y });
            const move = await number(page, 'move');
            assert.ok(move > -7, `the marker did not move: ${move}`);
            await assertShows(page, { condors: 5, move });
            await close(opened);
        });
    }

    test('a chart is drawn anew for more pixels in a pixel, not stretched', async () => {
        const [plain, sharp] = await Promise.all([1, 2].map(async (scale) => {
            const opened = await ready({ width: 640, height: 600, scale });
            await show(opened.page, `${figure('payoff')} .stage`);
            // Two neighbouring pixels across the edge of the thickest line differ as black from white.
            const shot = await opened.page.screenshot({ encoding: 'base64', clip: { ...(await box(opened.page, `${figure('payoff')} .drawing`)) } });
            const size = await opened.page.evaluate(async (base64) => {
                const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                return (await createImageBitmap(new Blob([bytes]))).width;
            }, shot);
            const tag = await opened.page.$eval(`${figure('payoff')} .drawing`, (host) => host.firstElementChild?.tagName);
            await close(opened);
            return { size, tag };
        }));
        assert.deepEqual([plain?.tag, sharp?.tag], ['svg', 'svg'], 'lines, which have no pixels');
        assert.ok(Math.abs(Number(sharp?.size) - 2 * Number(plain?.size)) <= 2);
    });
});

describe('nothing jumps', () => {
    /** Sums up how far things jumped from now on. @param {Page} page */
    const watch = (page) => page.evaluate(() => {
        const kept = /** @type {any} */ (window);
        kept.jumps = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
                const { value, sources, hadRecentInput } = /** @type {any} */ (entry);
                const moved = sources.map((/** @type {any} */ { node }) => (node instanceof Element ? `${node.tagName}.${node.className}#${node.id}` : `text ${node?.textContent?.slice(0, 20)}`));
                kept.jumps.push({ value, hadRecentInput, moved });
            }
        }).observe({ type: 'layout-shift' });
    });
    /** @param {Page} page @returns {Promise<{ value: number, hadRecentInput: boolean, moved: string[] }[]>} */
    const jumps = async (page) => {
        await painted(page);
        await wait(100);
        return page.evaluate(() => /** @type {any} */ (window).jumps.splice(0));
    };

    for (const width of [1280, 390]) {
        test(`while a marker, a slider or a range is dragged, at ${width} px`, async () => {
            const opened = await ready({ width, height: 844 });
            const { page } = opened;
            await click(page, fold('payoff'));
            for (const [what, selector, by] of /** @type {[string, string, number][]} */ ([
                ['the marker on the payoff', `${figure('payoff')} .handle`, width / 5],
                ['the marker on the map', `${figure('heatmap')} .handle`, width / 6],
                ['the slider of the move', '.field[data-field="move"] .slider', -60],
                ['the range of SPX', slider('payoff', 'x', 0), 0],
            ])) {
                await show(page, selector);
                await painted(page);
                await watch(page);
                const { x, width: wide, middle } = await box(page, selector);
                const from = by === 0 ? { x: x + 8, y: middle.y } : middle;
                await drag(page, from, { x: by === 0 ? x + wide * 0.4 : from.x + by, y: middle.y });
                const found = await jumps(page);
                // Cumulative layout shift leaves out what follows a key or click at once; a drag is neither.
                assert.equal(found.filter(({ hadRecentInput }) => !hadRecentInput).reduce((sum, { value }) => sum + value, 0), 0, `${what}: ${JSON.stringify(found)}`);
            }
            await assertFine(page);
            await close(opened);
        });
    }
});

describe('for everybody', () => {
    const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const dark of [false, true]) {
        for (const width of [1280, 390]) {
            test(`axe finds nothing with ranges open and a state pinned, ${dark ? 'dark' : 'light'}, ${width} px`, async () => {
                const { page } = await ready({ width, dark }, (page) => page.setBypassCSP(true));
                await page.evaluate(await axe);
                await openAll(page);
                await zoomTo(page, 'payoff', 'x', 0, 5);
                const violations = await page.evaluate(async () => {
                    for (const section of document.querySelectorAll('section')) section.style.contentVisibility = 'visible';
                    const { violations } = await /** @type {any} */ (window).axe.run({ resultTypes: ['violations'] });
                    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 3).map((/** @type {any} */ { target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`);
                });
                assert.deepEqual(violations, []);
                await page.close();
            });
        }
    }

    test('who wants less motion sees none, whatever is opened, pinned, zoomed or dragged', async () => {
        const opened = await ready({ reducedMotion: true });
        const { page } = opened;
        await openAll(page);
        await zoomTo(page, 'payoff', 'x', 0, 5);
        await show(page, `${figure('payoff')} .handle`);
        const { middle } = await box(page, `${figure('payoff')} .handle`);
        await drag(page, middle, { x: middle.x + 50, y: middle.y });
        await click(page, '#reset');
        assert.ok(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches));
        assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
        await close(opened);
    });
});
