// @ts-check
// The page as a person meets it, in a real Chromium and under the policy: every number on it is held
// against the package in Node, which the other tests hold against everything else.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, test } from 'node:test';
import { alvh, difference } from './alvh.js';
import { assertClean, painted, type } from './browser.js';
import {
    assertDraws, assertFine, assertLinks, assertShows, assertWords, begin, blamed, browser, click, close, drawing, end, eventually, fragment, marked, open, paste, ready, report, resolve, sentences, started, status, texts, unfold, values, wait,
} from './page.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').KeyInput} KeyInput */
/** @typedef {import('./browser.js').Seen} Seen */
/** @typedef {import('./browser.js').Wanted} Wanted */
/** @typedef {import('../../www/pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('../../www/pkg/alvh.js').Report} Report */
/** @typedef {{ key: string, value: string | null, text: string, title: string }} Shown A number on the page. */

const CHARTS = ['payoff', 'offsets', 'ladder'];

/** What every full view shows, by the contract. */
const REQUIRED = [
    'combined.whatIf.total', 'condor.maxProfit', 'condor.maxLoss', 'condor.margin', 'hedge.premium',
    'hedge.share.upfront', 'hedge.share.life', 'hedge.share.perDay', 'hedge.share.rolled',
];

/** As many layers and futures as there may be, of every kind. @type {Partial<Inputs>} */
const TWELVE = {
    futures: Array.from({ length: 12 }, (_, at) => ({ dte: 20 + 30 * at, price: 19 + at / 4 })),
    layers: Array.from({ length: 12 }, (_, at) => {
        if (at % 4 === 1) return { instrument: 'vixFuture', quantity: 1, dte: 50 + at };
        if (at % 4 === 2) return { instrument: 'vixMini', quantity: -3, dte: 50 + at, entry: 19.25 };
        if (at % 4 === 3) return { instrument: 'spxPutSpread', quantity: 12, dte: 45, strike: 6500, lowerStrike: 6400 - at };
        return { instrument: 'vixCall', quantity: 125, dte: 30 + at, strike: 22.5, price: 1.25, activateAt: 24 };
    }),
};

before(begin);
after(end);

describe('the example', () => {
    test('it opens priced: every number is the one the package computes in Node', async () => {
        const opened = await ready();
        const all = await assertShows(opened.page, alvh.defaults());
        const keys = new Set(all.map(({ key }) => key));
        for (const key of REQUIRED) assert.ok(keys.has(key), `${key} is not shown`);
        assert.ok(all.length > 80, `only ${all.length} numbers`);
        assert.ok(all.some(({ value }) => value === ''), 'the example has a number without an answer');
        assert.ok(all.some(({ key }) => key === `scenarios[${report({}).scenarios.length - 1}].total`), 'a scenario is missing');
        await assertFine(opened.page);
        await assertWords(opened.page);
        await close(opened);
    });

    test('every field of the table has one control, labelled in sight, holding its default', async () => {
        const opened = await ready();
        const found = await opened.page.evaluate(() =>
            [...document.querySelectorAll('[name]')]
                .filter((control) => control instanceof HTMLInputElement || control instanceof HTMLSelectElement)
                .map((control) => ({
                    name: control.name,
                    value: control.value,
                    label: control.labels?.[0]?.textContent ?? '',
                    decimal: control instanceof HTMLSelectElement || (control.type === 'text' && control.inputMode === 'decimal'),
                    described: (control.getAttribute('aria-describedby') ?? '').split(' ').every((id) => document.getElementById(id) !== null),
                })),
        );
        const names = found.map(({ name }) => name);
        assert.equal(new Set(names).size, names.length, 'a name stands twice');
        const defaults = alvh.defaults();
        for (const field of alvh.fields()) {
            const control = found.find(({ name }) => name === field.key);
            assert.ok(control, `${field.key} has no control`);
            const value = resolve(defaults, field.key);
            assert.equal(control.value, value === null ? '' : String(value), field.key);
            assert.equal(control.label, field.label);
        }
        for (const { name, label, decimal, described } of found) assert.ok(label !== '' && decimal && described, name);
        assert.ok(names.includes('layers[2].strike') && names.includes('futures[2].price'));
        await close(opened);
    });

    test('every chart is drawn as the package draws it in Node, with a text alternative', async () => {
        const opened = await ready();
        for (const chart of CHARTS) {
            await assertDraws(opened.page, chart, alvh.defaults());
            const { role, label } = await opened.page.$eval(`figure[data-chart="${chart}"] .drawing`, (host) => ({
                role: host.getAttribute('role'),
                label: host.getAttribute('aria-label') ?? '',
            }));
            assert.equal(role, 'img');
            assert.match(label, /\d/, `${chart} is described without a number`);
        }
        await close(opened);
    });

    test('a number without an answer is a dash, says why, and carries no value', async () => {
        const inputs = { layers: [], move: 0, day: 10 };
        const opened = await ready({ hash: alvh.toLink(inputs) });
        const all = await assertShows(opened.page, inputs);
        const { value, text } = all.find(({ key }) => key === 'combined.whatIf.offset') ?? {};
        assert.deepEqual({ value, text }, { value: '', text: '–' });
        assert.ok(!all.some(({ key }) => key.startsWith('layers[')), 'a layer that is not there is shown');
        assert.ok(await opened.page.$eval('#nolayers', (element) => element.checkVisibility()), 'nothing says that there is no hedge');
        await assertWords(opened.page);
        await assertFine(opened.page);
        await close(opened);
    });
});

describe('a change', () => {
    test('a strike typed changes sentence, tables, charts and link to those of the package', async () => {
        const opened = await ready();
        const { page } = opened;
        const inputs = { ...alvh.defaults(), shortPut: 6655 };
        const before = await values(page);
        const words = await page.$eval('#words', (element) => element.textContent);
        /** @type {Record<string, string>} */
        const drawings = {};
        for (const chart of CHARTS) drawings[chart] = await drawing(page, chart);
        await type(page, 'shortPut', '6655');
        await painted(page);
        await assertShows(page, inputs);
        await assertLinks(page, inputs);
        const now = await values(page);
        for (const part of ['condor.', 'combined.breakEven.unhedged', 'combined.vixNeeded[', 'combined.whatIf.', 'scenarios[', 'money.']) {
            const own = (/** @type {string[]} */ list) => list.filter((text) => text.startsWith(part));
            assert.notDeepEqual(own(now), own(before), `${part} did not change`);
        }
        assert.notEqual(await page.$eval('#words', (element) => element.textContent), words);
        for (const chart of CHARTS) {
            await assertDraws(page, chart, inputs);
            assert.notEqual(await drawing(page, chart), drawings[chart], `${chart} did not change`);
        }
        await assertFine(page);
        await close(opened);
    });

    test('every kind of control is read: a choice, a row, a slider, an empty optional field, an arrow key', async () => {
        const opened = await ready();
        const { page } = opened;
        /** @type {Inputs} */
        const inputs = structuredClone(alvh.defaults());
        await unfold(page);
        await page.select('[name="response"]', (inputs.response = 'sqrtTime'));
        await type(page, 'layers[1].strike', '21.5');
        Object.assign(inputs.layers[1] ?? {}, { strike: 21.5 });
        await type(page, 'layers[0].price', '1.2');
        Object.assign(inputs.layers[0] ?? {}, { price: 1.2 });
        await type(page, 'futures[2].price', '22');
        Object.assign(inputs.futures[2] ?? {}, { price: 22 });
        await type(page, 'mark', '3.5');
        inputs.mark = 3.5;
        await type(page, 'vixTo', '30');
        await type(page, 'vixTo', '');
        await type(page, 'credit', '');
        await page.keyboard.type('12.7');
        await page.keyboard.press('ArrowUp');
        const step = alvh.fields().find(({ key }) => key === 'credit')?.step ?? 0;
        inputs.credit = Number((12.7 + step).toFixed(6));
        await painted(page);
        await assertShows(page, inputs);
        await page.focus('[name="move"] ~ .slider, .field[data-field="move"] .slider');
        await page.keyboard.press('ArrowRight');
        await painted(page);
        inputs.move = Number(await page.$eval('[name="move"]', (control) => /** @type {HTMLInputElement} */ (control).value));
        assert.ok(inputs.move > -7 && inputs.move < 0, `the slider left the move at ${inputs.move}`);
        await assertShows(page, inputs);
        await assertLinks(page, inputs);
        await close(opened);
    });

    for (const [count, pause] of [[60, 40], [5, 100]]) {
        test(`the link keeps up with ${count} keys, one every ${pause} ms, in at most four writes a second`, async () => {
            const opened = await ready();
            const { page } = opened;
            await page.focus('[name="shortCall"]');
            // In the page's own time, so that a busy machine between here and there does not count.
            const { keys, writes, link } = await page.evaluate(async (count, pause) => {
                /** @type {number[]} */
                const writes = [];
                const write = history.replaceState;
                history.replaceState = function (...args) {
                    writes.push(performance.now());
                    return write.apply(this, args);
                };
                const control = /** @type {HTMLInputElement} */ (document.activeElement);
                /** @type {number[]} */
                const keys = [];
                for (let at = 1; at <= count; at += 1) {
                    control.value = String(7475 + (at % 40));
                    control.dispatchEvent(new InputEvent('input', { bubbles: true, data: '0' }));
                    keys.push(performance.now());
                    await new Promise((resolve) => setTimeout(resolve, pause));
                }
                await new Promise((resolve) => setTimeout(resolve, 1200));
                history.replaceState = write;
                return { keys, writes, link: location.hash.slice(1) };
            }, count ?? 0, pause ?? 0);
            assert.equal(link, alvh.toLink({ shortCall: 7475 + (Number(count) % 40) }));
            assert.ok(writes.length >= (Number(keys.at(-1)) - Number(keys[0])) / 1000, `${writes.length} writes: the link does not follow`);
            for (const from of writes) {
                // A timer may be a little early.
                const within = writes.filter((at) => at >= from && at < from + 990);
                assert.ok(within.length <= 4, `${within.length} writes within a second`);
            }
            await close(opened);
        });
    }

    /**
     * Notes what jumps from now on; `answers`: also what moves within half a second of a key or a click.
     *
     * @param {Page} page
     */
    const watchJumps = (page, answers = true) =>
        page.evaluate((answers) => {
            /** @type {string[]} */
            const jumps = [];
            Object.assign(window, { jumps });
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) {
                    const { value, sources, hadRecentInput } = /** @type {any} */ (entry);
                    if (hadRecentInput && !answers) continue;
                    // The digits in a field and the thumb of a slider may move: they are what somebody moves.
                    if (value < 1e-4) continue;
                    const moved = sources.map((/** @type {any} */ { node }) => (node instanceof Element ? `${node.tagName}.${node.className} ${node.getAttribute('data-field') ?? node.id}` : 'text'));
                    jumps.push(`${value.toFixed(4)}: ${moved.join(', ')}`);
                }
            }).observe({ type: 'layout-shift', buffered: true });
        }, answers);

    /** What jumped since it was last asked. @param {Page} page @returns {Promise<string[]>} */
    const jumps = async (page) => {
        await painted(page);
        await wait(100);
        return page.evaluate(() => /** @type {any} */ (window).jumps.splice(0));
    };

    for (const width of [1280, 390]) {
        test(`nothing jumps while the page opens, somebody types or drags, at ${width} px`, async () => {
            const opened = await ready({ width });
            const { page } = opened;
            await watchJumps(page);
            assert.deepEqual(await jumps(page), [], 'opening');
            const slider = await page.waitForSelector('.field[data-field="move"] .slider');
            await slider?.evaluate((element) => element.scrollIntoView({ block: 'center' }));
            await jumps(page);
            const box = await slider?.boundingBox();
            assert.ok(box);
            await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
            await page.mouse.down();
            await jumps(page);
            for (let at = 0; at <= 20; at += 1) {
                await page.mouse.move(box.x + box.width * (0.05 + 0.045 * at), box.y + box.height / 2);
                await painted(page);
            }
            await page.mouse.up();
            assert.deepEqual(await jumps(page), [], 'dragging');
            await paste(page, 'move', '-7');
            await unfold(page);
            for (const [name, text] of [['move', '.5'], ['vix', '5'], ['shortPut', '.25'], ['credit', '55'], ['layers[0].strike', '.5']]) {
                await page.focus(`[name="${name}"]`);
                await page.keyboard.press('End');
                await jumps(page);
                for (const key of text ?? '') {
                    await page.keyboard.type(key);
                    await painted(page);
                }
                assert.deepEqual(await jumps(page), [], `typing ${name}`);
                await assertFine(page);
            }
            await close(opened);
        });

        test(`a strike that is wrong on the way, digit by digit, moves nothing but to answer the key, at ${width} px`, async () => {
            const opened = await ready({ width });
            const { page } = opened;
            // A message that opens under the field in hand is the answer to the key, as layout shift counts it.
            await watchJumps(page, false);
            await type(page, 'shortPut', '6650');
            await jumps(page);
            // On the way to 6655 stand 6, 66 and 665.
            await page.keyboard.down('Control');
            await page.keyboard.press('a');
            await page.keyboard.up('Control');
            for (const key of '6655') {
                await page.keyboard.type(key);
                await painted(page);
            }
            await assertShows(page, { shortPut: 6655 });
            assert.deepEqual(await jumps(page), []);
            await close(opened);
        });
    }
});

describe('the link', () => {
    const state = { ...alvh.defaults(), spx: 7012.25, shortPut: 6655, vixTo: 31, layers: alvh.defaults().layers.slice(1), response: /** @type {const} */ ('parallel') };

    test('what one page wrote opens in another profile with the same numbers and the same link', async () => {
        const first = await ready();
        await type(first.page, 'spx', '7012.25');
        await type(first.page, 'shortPut', '6655');
        await type(first.page, 'vixTo', '31');
        await first.page.select('[name="response"]', 'parallel');
        await click(first.page, '[aria-label="Remove Layer 1"]');
        await assertShows(first.page, state);
        await assertLinks(first.page, state);
        const link = await fragment(first.page);
        const second = await ready({ hash: link });
        assert.deepEqual(await values(second.page), await values(first.page));
        await assertShows(second.page, state);
        for (const chart of CHARTS) await assertDraws(second.page, chart, state);
        assert.equal(await fragment(second.page), link);
        assert.deepEqual(await texts(second.page), await texts(first.page));
        await close(first);
        await close(second);
    });

    test('a new fragment is a new state', async () => {
        const opened = await ready();
        await opened.page.evaluate((link) => (location.hash = link), alvh.toLink(state));
        await eventually(() => assertShows(opened.page, state));
        assert.equal(await opened.page.$eval('[name="spx"]', (control) => /** @type {HTMLInputElement} */ (control).value), '7012.25');
        await opened.page.evaluate((link) => (location.hash = link), alvh.toLink(TWELVE));
        await eventually(() => assertShows(opened.page, TWELVE));
        await opened.page.evaluate(() => (location.hash = ''));
        await eventually(() => assertShows(opened.page, {}));
        await assertFine(opened.page);
        await close(opened);
    });

    test('a fragment that comes just before the form’s own is written is not lost', async () => {
        const opened = await ready();
        await opened.page.evaluate((link) => {
            const control = /** @type {HTMLInputElement} */ (document.querySelector('[name="credit"]'));
            control.value = '11.5';
            control.dispatchEvent(new InputEvent('input', { bubbles: true }));
            // Until the form's own is due, so that the next thing that happens is either of the two.
            for (const start = performance.now(); performance.now() - start < 400;);
            location.hash = link;
        }, alvh.toLink(state));
        await eventually(() => assertShows(opened.page, state));
        await assertLinks(opened.page, state);
        await close(opened);
    });

    test('a preset opens, is marked, and the back button undoes it, typed numbers and all', async () => {
        const opened = await ready();
        const { page } = opened;
        const presets = alvh.presets();
        const links = await page.$$eval('#presets a', (anchors) => anchors.map((anchor) => anchor.getAttribute('href')));
        assert.deepEqual(links, presets.map(({ link }) => `#${link}`));
        await type(page, 'credit', '11.5');
        for (const { link } of presets.slice(1)) {
            await click(page, `#presets a[href="#${link}"]`);
            const { inputs, problems } = alvh.fromLink(link);
            assert.deepEqual(problems, []);
            await assertShows(page, inputs);
            assert.equal(await fragment(page), link);
            assert.equal(await page.$eval('#presets [aria-current]', (anchor) => anchor.getAttribute('href')), `#${link}`);
        }
        for (const inputs of [...presets.slice(1, -1).reverse().map(({ link }) => alvh.fromLink(link).inputs), { credit: 11.5 }]) {
            await page.goBack();
            await eventually(() => assertShows(page, inputs));
            await assertLinks(page, inputs);
        }
        assert.equal(await page.$('#presets [aria-current]'), null, 'numbers of one’s own are marked as a preset');
        await page.goForward();
        await eventually(() => assertShows(page, alvh.fromLink(presets[1]?.link ?? '').inputs));
        await close(opened);
    });

    test('the way back after a row is removed, and the example again', async () => {
        const opened = await ready();
        const { page } = opened;
        await click(page, '[aria-label="Remove Layer 2"]');
        await assertShows(page, { layers: alvh.defaults().layers.filter((_, at) => at !== 1) });
        await page.waitForSelector('#toast button:not([hidden])');
        await page.$eval('#toast button', (button) => /** @type {HTMLElement} */ (button).click());
        await painted(page);
        await assertShows(page, {});
        await type(page, 'vix', '22');
        await click(page, '#reset');
        await assertShows(page, {});
        await assertLinks(page, {});
        await close(opened);
    });

    test('the copy button copies the address with the numbers on the page, at once', async () => {
        const opened = await ready({}, async (page) => {
            await page.browserContext().overridePermissions(browser.origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
        });
        await type(opened.page, 'credit', '11.5');
        await opened.page.bringToFront();
        await opened.page.$eval('#copy', (button) => /** @type {HTMLElement} */ (button).click());
        await opened.page.waitForFunction(() => document.getElementById('copy')?.textContent === 'Copied');
        assert.equal(await opened.page.evaluate(() => navigator.clipboard.readText()), `${browser.origin}/#${alvh.toLink({ credit: 11.5 })}`);
        await eventually(async () => assert.match(await opened.page.$eval('#toast', (toast) => /** @type {HTMLElement} */ (toast).innerText), /copied/i));
        await close(opened);
    });
});

/** Where the focus is. @typedef {{ what: string, label: string, focus: string, away: string, covered: string }} Stop */

/**
 * Presses Tab (or Shift+Tab) and says where the focus went, how that is shown, and how it looked before.
 *
 * @param {Page} page
 * @param {boolean} [back]
 * @returns {Promise<Stop>}
 */
async function tab(page, back = false) {
    if (back) await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (back) await page.keyboard.up('Shift');
    // Three frames: what was not laid out while out of sight finds its place in the first, is scrolled to in the next.
    for (let frames = 0; frames < 3; frames += 1) await painted(page);
    return page.evaluate(() => {
        const kept = /** @type {any} */ (window);
        const element = document.activeElement ?? document.body;
        // A chart's read-out shows its focus on the chart.
        const bearer = element.closest('.stage') ?? element;
        const look = (/** @type {Element} */ of) => {
            const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderBottomColor } = getComputedStyle(of);
            return `${outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`} | ${boxShadow} | ${borderBottomColor}`;
        };
        const { x, y, width, height } = element.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        const seen = top !== null && (element.contains(top) || bearer.contains(top) || top.contains(element));
        const focus = look(bearer);
        // How the same looks without the focus, which is put back where it was.
        const held = element instanceof HTMLElement ? element : null;
        held?.blur();
        const away = look(bearer);
        held?.focus({ preventScroll: true });
        (kept.stops ??= []).push(element);
        const label = element.getAttribute('aria-label') ?? (/** @type {any} */ (element).labels?.[0]?.textContent || element.textContent?.trim().slice(0, 60) || '');
        return {
            what: element.getAttribute('name') ?? (element.id || element.className || element.tagName),
            label,
            focus,
            away,
            covered: seen ? '' : `${top?.closest('[id], [class]')?.outerHTML.slice(0, 60) ?? 'what is not there: it is outside the window'}`,
        };
    });
}

/**
 * Presses Tab until the focus is on what is looked for.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {boolean} [back]
 */
async function tabTo(page, selector, back = false) {
    for (let presses = 0; presses < 250; presses += 1) {
        if (back) await page.keyboard.down('Shift');
        await page.keyboard.press('Tab');
        if (back) await page.keyboard.up('Shift');
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
}

describe('the keyboard alone', () => {
    for (const width of [1280, 390]) {
        test(`reaches every control in order, in sight and with its focus shown, at ${width} px`, async () => {
            const opened = await ready({ width });
            const { page } = opened;
            /** @type {Stop[]} */
            const stops = [];
            for (let presses = 0; presses < 300; presses += 1) {
                const stop = await tab(page);
                if (stop.what === 'BODY' || (stops.length > 5 && stop.what === stops[0]?.what)) break;
                stops.push(stop);
            }
            assert.match(stops[0]?.label ?? '', /skip/i, 'the first stop leads past the rest');
            const { missed, disorder } = await page.evaluate((count) => {
                const stops = /** @type {Element[]} */ (/** @type {any} */ (window).stops.slice(0, count));
                const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
                    (element) => element instanceof HTMLElement && element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true }),
                );
                const name = (/** @type {Element | undefined} */ element) => (element?.getAttribute('name') ?? element?.outerHTML ?? '').slice(0, 120);
                return {
                    missed: all.filter((element) => !stops.includes(element)).map(name),
                    disorder: stops
                        .filter((element, at) => at > 0 && stops[at - 1] && !((stops[at - 1]?.compareDocumentPosition(element) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING))
                        .map(name),
                };
            }, stops.length);
            assert.deepEqual(missed, [], 'out of reach');
            assert.deepEqual(disorder, [], 'out of order');
            const order = ['copy', 'move', 'shortPut', 'longCall'].map((what) => stops.findIndex((stop) => stop.what === what));
            assert.deepEqual([...order].sort((a, b) => a - b), order);
            assert.ok(!order.includes(-1), String(order));
            for (const { what, label, focus, away } of stops) assert.notEqual(focus, away, `the focus on ${what} (${label}) cannot be seen`);
            const names = stops.filter(({ what, label }) => label === '' && !what.includes('['));
            assert.deepEqual(names, [], 'nameless');
            assert.deepEqual(stops.filter(({ covered }) => covered !== '').map(({ what, label, covered }) => `${what} (${label}) under ${covered}`), [], 'covered');
            await close(opened);
        });
    }

    test('going backwards, what has the focus is never covered', async () => {
        const opened = await ready();
        /** @type {string[]} */
        const covered = [];
        for (let presses = 0; presses < 300; presses += 1) {
            const stop = await tab(opened.page, true);
            if (stop.what === 'BODY') break;
            if (stop.covered !== '') covered.push(`${stop.what} (${stop.label}) under ${stop.covered}`);
            if (/skip/i.test(stop.what)) break;
        }
        assert.deepEqual(covered, []);
        await close(opened);
    });

    test('does everything: strikes, rows, presets, link, details, chart', async () => {
        const opened = await ready({}, async (page) => {
            await page.browserContext().overridePermissions(browser.origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
            await page.evaluateOnNewDocument(() => {
                const kept = /** @type {any} */ (window);
                kept.pointed = 0;
                for (const kind of ['mousedown', 'pointerdown', 'touchstart']) addEventListener(kind, () => (kept.pointed += 1), true);
            });
        });
        const { page } = opened;
        await page.bringToFront();
        /** @type {Inputs} */
        const inputs = structuredClone(alvh.defaults());
        const press = async (/** @type {KeyInput} */ key) => {
            await page.keyboard.press(key);
            await painted(page);
        };

        await tabTo(page, '[data-skip="answer"]');
        await press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer');
        assert.equal(await fragment(page), '', 'the skip link is not a state');

        // The read-out of a chart.
        await tabTo(page, 'figure[data-chart="payoff"] .probe');
        const read = () => page.$eval('figure[data-chart="payoff"]', (figure) => ({
            readout: figure.querySelector('.readout')?.textContent ?? '',
            values: [...figure.querySelectorAll('.legend .value')].map(({ textContent }) => textContent ?? ''),
            spoken: figure.querySelector('.probe')?.getAttribute('aria-valuetext') ?? '',
        }));
        const first = await read();
        await press('ArrowRight');
        const second = await read();
        assert.match(second.readout, /SPX \d/);
        assert.notEqual(first.readout, second.readout);
        assert.ok(second.values.length >= 3 && second.values.every((text) => /\d/.test(text)), String(second.values));
        for (const text of second.values) assert.ok(second.spoken.includes(text), `${second.spoken} leaves out ${text}`);

        // The numbers behind it.
        await tabTo(page, 'figure[data-chart="payoff"] details.data > summary');
        await press('Enter');
        await page.waitForSelector('figure[data-chart="payoff"] details[open] tbody tr:nth-child(5)');

        // A strike, typed and stepped.
        await tabTo(page, '[name="shortPut"]');
        await page.keyboard.type('6655');
        await press('ArrowUp');
        inputs.shortPut = 6655 + (alvh.fields().find(({ key }) => key === 'shortPut')?.step ?? 0);
        await assertShows(page, inputs);

        // A layer more, one up, one less. The focus stays with the row.
        await tabTo(page, '.rows-layers > button');
        await press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'layers[3].instrument');
        await press('ArrowDown');
        await tabTo(page, '[name="layers[3].quantity"]');
        await page.keyboard.type('1');
        await tabTo(page, '[name="layers[3].dte"]');
        await page.keyboard.type('60');
        await painted(page);
        inputs.layers.push({ instrument: 'vixFuture', quantity: 1, dte: 60 });
        await assertShows(page, inputs);
        await tabTo(page, '[aria-label="Move Layer 4 up"]');
        await press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Move Layer 3 up');
        inputs.layers.splice(2, 0, ...inputs.layers.splice(3, 1));
        await assertShows(page, inputs);
        await tabTo(page, '[aria-label="Remove Layer 1"]', true);
        await press('Enter');
        inputs.layers.splice(0, 1);
        assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Remove Layer 1');
        await assertShows(page, inputs);
        await assertLinks(page, inputs);

        // Copied.
        await tabTo(page, '#copy', true);
        await press('Enter');
        await page.waitForFunction(() => document.getElementById('copy')?.textContent === 'Copied');
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${browser.origin}/#${alvh.toLink(inputs)}`);
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'copy', 'copying keeps the focus');

        // An example.
        const preset = alvh.presets()[2];
        await tabTo(page, `#presets a[href="#${preset?.link}"]`);
        await press('Enter');
        await assertShows(page, alvh.fromLink(preset?.link ?? '').inputs);
        assert.equal(await fragment(page), preset?.link);

        assert.equal(await page.evaluate(() => /** @type {any} */ (window).pointed), 0);
        await close(opened);
    });

    test('moves the focus from a problem in the summary to its field', async () => {
        const opened = await ready({ hash: 'v=1&credit=60&condors=0' });
        const { page } = opened;
        await tabTo(page, '#status button');
        const label = await page.evaluate(() => document.activeElement?.textContent);
        await page.keyboard.press('Enter');
        assert.ok(await page.evaluate((label) => /** @type {any} */ (document.activeElement).labels?.[0]?.textContent === label, label), `not at ${label}`);
        await close(opened);
    });
});

/** What is typed, and what the package is then asked. @type {[string, Record<string, string>, any][]} */
const WRONG = [
    ['nothing', { spx: '' }, { spx: '' }],
    ['text', { spx: 'seven' }, { spx: 'seven' }],
    ['a decimal comma', { spx: '7138,80' }, { spx: '7138,80' }],
    ['NaN', { spx: 'NaN' }, { spx: 'NaN' }],
    ['Infinity', { spx: 'Infinity' }, { spx: 'Infinity' }],
    ['minus Infinity', { vix: '-Infinity' }, { vix: '-Infinity' }],
    ['undefined', { vix: 'undefined' }, { vix: 'undefined' }],
    ['a number beyond all doubles', { spx: '1e999' }, { spx: '1e999' }],
    ['a negative level', { spx: '-5' }, { spx: -5 }],
    ['markup', { spx: '<img src=x onerror=alert(1)>' }, { spx: '<img src=x onerror=alert(1)>' }],
    ['negative days', { condorDte: '-5' }, { condorDte: -5 }],
    ['strikes out of order', { longPut: '7000' }, { longPut: 7000 }],
    ['a credit above the width', { credit: '60' }, { credit: 60 }],
    ['a thousand million contracts', { condors: '1000000000' }, { condors: 1e9 }],
    ['half a contract', { condors: '1.5' }, { condors: 1.5 }],
    ['a VIX call without a strike', { 'layers[0].strike': '' }, { layers: alvh.defaults().layers.map((layer, at) => (at === 0 ? { ...layer, strike: '' } : layer)) }],
    ['a future without a price', { 'futures[1].price': '' }, { futures: alvh.defaults().futures.map((future, at) => (at === 1 ? { ...future, price: '' } : future)) }],
    ['a quote in words', { 'layers[2].price': 'cheap' }, { layers: alvh.defaults().layers.map((layer, at) => (at === 2 ? { ...layer, price: 'cheap' } : layer)) }],
    [
        'many things at once',
        { spx: 'x', credit: '', condors: '1.5', vix: '5', 'layers[1].dte': '-1', 'futures[0].price': '1e999', move: 'down', rate: '99' },
        {
            spx: 'x', credit: '', condors: 1.5, vix: 5, move: 'down', rate: 99,
            layers: alvh.defaults().layers.map((layer, at) => (at === 1 ? { ...layer, dte: -1 } : layer)),
            futures: alvh.defaults().futures.map((future, at) => (at === 0 ? { ...future, price: '1e999' } : future)),
        },
    ],
];

describe('bad input', () => {
    /** @type {{ page: Page, seen: Seen }} */
    let opened;
    before(async () => {
        opened = await ready({ width: 1000, height: 500 });
        await unfold(opened.page);
    });
    after(() => opened?.page.close());
    // The last good numbers are not those of the example, so that they are not taken from there.
    beforeEach(async () => {
        if ((await fragment(opened.page)) === 'v=1&day=2' && !(await status(opened.page)).stale) return;
        await opened.page.evaluate(() => {
            location.hash = 'v=1';
            location.hash = 'v=1&day=2';
        });
        await eventually(() => assertShows(opened.page, { day: 2 }));
    });

    for (const [name, texts, inputs] of WRONG) {
        test(`${name}: said at its field, the last numbers stay and are marked, nothing is lost`, async () => {
            const { page, seen } = opened;
            const good = await values(page);
            const words = await page.$eval('#words', (element) => element.textContent);
            /** @type {Record<string, string>} */
            const old = {};
            for (const [field, text] of Object.entries(texts)) {
                old[field] = await page.$eval(`[name="${field}"]`, (control) => /** @type {HTMLInputElement} */ (control).value);
                await paste(page, field, text);
            }
            await painted(page);

            const messages = await marked(page);
            assert.deepEqual(Object.keys(messages).sort(), blamed({ ...inputs, day: 2 }), 'the fields that are wrong');
            for (const [field, message] of Object.entries(messages)) assert.match(message, /\S.*\S/, `${field} is marked without a visible message`);
            const { stale, dimmed, words: summary } = await status(page);
            assert.ok(stale && dimmed, 'the numbers are not marked');
            assert.match(summary, /last valid/i);
            if (Object.keys(messages).length > 1) {
                for (const message of Object.values(messages)) {
                    const ending = message.split(' ').slice(-4).join(' ');
                    assert.ok(summary.includes(ending), `the summary leaves out: ${message}`);
                }
            }
            assert.deepEqual(await values(page), good, 'the last good numbers changed');
            assert.equal(await page.$eval('#words', (element) => element.textContent), words);
            for (const [field, text] of Object.entries(texts)) {
                assert.equal(await page.$eval(`[name="${field}"]`, (control) => /** @type {HTMLInputElement} */ (control).value), text, 'what was typed is gone');
            }
            await assertWords(page);

            for (const [field, text] of Object.entries(old)) await paste(page, field, text);
            await painted(page);
            await assertFine(page);
            await assertShows(page, { day: 2 });
            assert.equal(await page.evaluate(() => document.querySelectorAll('#inputs img, #status img').length), 0);
            assertClean(seen, browser.origin);
        });
    }

    test('typed key by key, the last numbers are those of the last text that was right', async () => {
        const { page } = opened;
        await type(page, 'spx', '');
        for (const key of '7138,80') {
            await page.keyboard.type(key);
            await painted(page);
        }
        assert.deepEqual(Object.keys(await marked(page)), ['spx']);
        assert.ok((await status(page)).stale);
        await assertShows(page, { day: 2, spx: 7138 });
        assert.equal(await page.$eval('[name="spx"]', (control) => /** @type {HTMLInputElement} */ (control).value), '7138,80');
        for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Backspace');
        await page.keyboard.type('.8');
        await painted(page);
        await assertFine(page);
        await assertShows(page, { day: 2 });
    });

    test('the last future cannot be removed; without a quote no VIX call is priced', async () => {
        const { page, seen } = await ready();
        await click(page, '[aria-label="Remove Future 1"]');
        await click(page, '[aria-label="Remove Future 1"]');
        assert.ok(await page.$eval('[aria-label="Remove Future 1"]', (button) => /** @type {HTMLButtonElement} */ (button).disabled));
        await assertShows(page, { futures: alvh.defaults().futures.slice(2) });
        await close({ page, seen });
        const link = alvh.toLink({ futures: [] });
        const none = await ready({ hash: link });
        assert.deepEqual(alvh.fromLink(link).inputs.futures, []);
        assert.match((await status(none.page)).words, /future/i);
        assert.match(await none.page.$eval('.rows-futures > .problem', (message) => /** @type {HTMLElement} */ (message).innerText), /\S/);
        await close(none);
    });

    test('a problem in a folded group unfolds it', async () => {
        const opened = await ready({ hash: 'v=1&rate=99&wacc=-1' });
        const messages = await marked(opened.page);
        assert.deepEqual(Object.keys(messages).sort(), ['rate', 'wacc']);
        for (const [field, message] of Object.entries(messages)) assert.notEqual(message, '', `${field} is out of sight`);
        await close(opened);
    });

    test('what was typed wrong is not lost when another number changes, and rows keep theirs when moved', async () => {
        const { page, seen } = await ready();
        await type(page, 'layers[1].strike', '19,5');
        await type(page, 'credit', '12');
        await click(page, '[aria-label="Move Layer 2 up"]');
        assert.equal(await page.$eval('[name="layers[0].strike"]', (control) => /** @type {HTMLInputElement} */ (control).value), '19,5');
        assert.deepEqual(Object.keys(await marked(page)), ['layers[0].strike']);
        await type(page, 'layers[0].strike', '19.5');
        await painted(page);
        await assertFine(page);
        const [a, b, c] = alvh.defaults().layers;
        assert.ok(a && b && c);
        await assertShows(page, { credit: 12, layers: [{ ...b, strike: 19.5 }, a, c] });
        await close({ page, seen });
    });
});

/** Links nobody should have written. @type {[string, string][]} */
const LINKS = [
    ['markup in a value', 'v=1&spx=<img src=x onerror=alert(1)>'],
    ['markup, escaped, in a value and a row', `v=1&vix=${encodeURIComponent('"><script>window.hacked=1</script>')}&layers=${encodeURIComponent('4:<svg onload=alert(1)>:30d:k19')}`],
    ['script in keys', 'v=1&<script>alert(1)</script>=1&javascript:alert(1)=2&__proto__=3&constructor=4&toString=5'],
    ['percent signs that mean nothing', 'v=1&spx=%zz&vix=%&credit=%e0%a4%a&condors=%00'],
    ['cut in the middle of the layers', alvh.toLink(TWELVE).slice(0, alvh.toLink(TWELVE).indexOf('layers=') + 95)],
    ['a version of the future', 'v=999&spx=7000'],
    ['100 kB', `v=1&spx=7000&${'x'.repeat(50_000)}=1&layers=${'4:vixCall:30d:k19,'.repeat(2800)}`],
    ['a thousand unknown keys', `v=1&${Array.from({ length: 1000 }, (_, at) => `k${at}=1`).join('&')}`],
    ['emoji', 'v=1&spx=💥&🦔=1&layers=🦔'],
    ['numbers in other writing', 'v=1&spx=7138,80&vix=0x10&credit=1e999&condors=NaN&move=Infinity'],
    ['values that contradict each other', 'v=1&longPut=9000&shortPut=1&credit=-5&condors=1000000000'],
    ['a choice that is none', 'v=1&response=<b>bold</b>'],
];

describe('hostile links', () => {
    /** @type {{ page: Page, seen: Seen }} */
    let opened;
    before(async () => {
        opened = await open({ width: 1000, height: 500 }, async (page) => {
            await page.evaluateOnNewDocument(() => {
                const kept = /** @type {any} */ (window);
                for (const call of ['alert', 'confirm', 'prompt', 'print']) kept[call] = () => (kept.hacked = call);
            });
        });
    });
    after(() => opened?.page.close());

    for (const [name, link] of LINKS) {
        test(`${name}: a problem is shown, the rest is read, nothing runs`, async () => {
            const { page, seen } = opened;
            seen.errors.length = 0;
            await page.goto(`${browser.origin}/blank.html`);
            await page.goto(`${browser.origin}/#${link}`);
            await started(page);
            const text = await fragment(page);
            /** @param {string} how */
            const check = async (how) => {
                const { inputs, problems } = alvh.fromLink(text);
                assert.equal(difference(alvh.fromLink(link).inputs, inputs), null, 'the browser’s way of writing it changes its meaning');
                const accepted = alvh.evaluate(inputs).ok;
                await eventually(() => assertShows(page, accepted ? inputs : alvh.defaults()));
                assert.ok(problems.length > 0 || !accepted, 'the link is fine');
                const { stale, words } = await status(page);
                assert.match(words, /\S/, `${how}: no problem is shown`);
                assert.ok(words.length < 5000, `${how}: ${words.length} characters of problems`);
                assert.equal(stale, !accepted, how);
                if (!accepted) {
                    assert.match(words, /example/i, `${how}: whose numbers are these?`);
                    const answer = alvh.evaluate(inputs);
                    const fields = answer.ok ? [] : answer.problems.map(({ field }) => field);
                    const messages = await marked(page);
                    for (const field of fields) if (await page.$(`[name="${field}"]`)) assert.match(messages[field] ?? '', /\S/, `${how}: ${field} is not marked`);
                }
                assert.equal(await page.evaluate(() => /** @type {any} */ (window).hacked), undefined, `${how}: a script ran`);
                const strange = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((element) => [...element.attributes].some((attribute) => /^on/i.test(attribute.name)) || element.matches('body script, body img, body iframe')).map(({ outerHTML }) => outerHTML.slice(0, 100)));
                assert.deepEqual(strange, [], how);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${how}: the page is pushed wide`);
                await assertWords(page);
            };
            await check('opened');
            // The same link, arriving while the page is in use.
            await page.evaluate(() => (location.hash = 'v=1'));
            await eventually(async () => assertFine(page));
            await page.evaluate((hash) => (location.hash = hash), link);
            await eventually(async () => assert.notEqual((await status(page)).words, ''));
            await check('followed');
            assertClean(seen, browser.origin);
        });
    }
});

describe('privacy', () => {
    test('after use nothing is stored but the page itself, nobody else was asked, and nothing was complained about', async () => {
        const opened = await ready();
        const { page, seen } = opened;
        await type(page, 'shortPut', '6655');
        await click(page, '.rows-layers > button');
        await click(page, '#presets li:nth-child(2) a');
        await click(page, '#reset');
        await unfold(page);
        for (const chart of CHARTS) await drawing(page, chart);
        await page.hover('figure[data-chart="payoff"] .stage');
        await painted(page);
        const kept = await page.evaluate(async () => ({
            cookie: document.cookie,
            local: localStorage.length,
            session: sessionStorage.length,
            databases: (await indexedDB.databases()).length,
        }));
        assert.deepEqual(kept, { cookie: '', local: 0, session: 0, databases: 0 });
        // What the service worker keeps is in offline.test.js.
        const files = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat().map(({ url }) => url));
        for (const url of files) assert.ok(seen.requests.some((asked) => asked.split('#')[0] === url), url);
        assert.deepEqual(await page.browserContext().cookies(), []);
        assert.ok(seen.requests.some((url) => url.endsWith('alvh_bg.wasm')));
        await close(opened);
    });

    test('the icon the page names is there', async () => {
        const opened = await ready();
        const icon = await opened.page.evaluate(async () => {
            const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel~="icon"]'));
            const answer = await fetch(link?.href ?? '/favicon.ico');
            const image = new Image();
            image.src = link?.href ?? '';
            await image.decode();
            return { status: answer.status, type: answer.headers.get('content-type'), width: image.width };
        });
        assert.equal(icon.status, 200);
        assert.match(icon.type ?? '', /^image\//);
        assert.ok(icon.width > 0);
        await close(opened);
    });
});

describe('layout', () => {
    for (const [name, link] of [['the example', 'v=1'], ['twelve layers', alvh.toLink(TWELVE)], ['problems everywhere', 'v=1&spx=x&condors=1000000000&longPut=9000&shortPut=1&credit=-5&layers=🦔']]) {
        test(`${name}: no width makes the page scroll sideways or cuts anything off`, async () => {
            const opened = await ready({ hash: link });
            const { page } = opened;
            // What is painted only in sight keeps its old layout elsewhere, and cuts off what leaves it.
            await page.evaluate(() => {
                for (const element of document.querySelectorAll('body *')) {
                    if (!(element instanceof HTMLElement) || getComputedStyle(element).contentVisibility !== 'auto') continue;
                    element.dataset['cuts'] = '';
                    element.style.contentVisibility = 'visible';
                }
            });
            for (const open of [false, true]) {
                await unfold(page, open);
                for (const width of [320, 360, 390, 820, 1280, 1920]) {
                    await page.setViewport({ width, height: 900 });
                    await painted(page);
                    const wide = await page.evaluate(() => {
                        const { scrollWidth } = document.documentElement;
                        const found = scrollWidth > innerWidth ? [`the page: ${scrollWidth}`] : [];
                        /** @type {(element: Element, left: number, right: number) => void} */
                        const look = (element, left, right) => {
                            if (element.matches('.for-readers, .skip, .toast, .drawing > svg') || getComputedStyle(element).clipPath !== 'none') return;
                            const box = element.getBoundingClientRect();
                            if (box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5)) {
                                found.push(`${element.tagName}.${element.className} ${element.id || element.closest('section')?.getAttribute('aria-labelledby')}: ${box.left} to ${box.right}, not ${left} to ${right}`);
                                return;
                            }
                            // What scrolls by itself may be wider.
                            if (getComputedStyle(element).overflowX !== 'visible') return;
                            const cuts = element.matches('[data-cuts]');
                            for (const child of element.children) look(child, cuts ? box.left : left, cuts ? box.right : right);
                        };
                        for (const child of document.body.children) look(child, 0, innerWidth);
                        return found;
                    });
                    assert.deepEqual(wide, [], `${width} px, details ${open ? 'open' : 'as they were'}`);
                }
            }
            await close(opened);
        });
    }
});

describe('accessibility', () => {
    const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const dark of [false, true]) {
        for (const width of [1280, 390]) {
            test(`axe finds nothing, ${dark ? 'dark' : 'light'}, ${width} px, all open, right and wrong`, async () => {
                // Its own page, free of the policy: axe puts itself into the page.
                const { page } = await ready({ width, dark }, (page) => page.setBypassCSP(true));
                await page.evaluate(await axe);
                await unfold(page);
                const check = async (/** @type {string} */ state) => {
                    await painted(page);
                    const violations = await page.evaluate(async () => {
                        // What is out of sight shall be looked at too.
                        for (const section of document.querySelectorAll('.rest > section')) /** @type {HTMLElement} */ (section).style.contentVisibility = 'visible';
                        const { violations } = await /** @type {any} */ (window).axe.run({ resultTypes: ['violations'] });
                        return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 4).map((/** @type {any} */ { target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')} (${nodes.length})`);
                    });
                    assert.deepEqual(violations, [], state);
                };
                await check('the example');
                await type(page, 'credit', '60');
                await type(page, 'spx', 'x');
                await type(page, 'layers[0].strike', '');
                await check('with problems');
                await page.close();
            });
        }
    }
});

describe('views', () => {
    /** What of the page is in sight. @param {Page} page */
    const sight = (page) =>
        page.evaluate(() => {
            const visible = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility({ visibilityProperty: true }));
            return {
                total: visible('[data-key="combined.whatIf.total"]'),
                form: visible('#inputs [name]'),
                payoff: visible('figure[data-chart="payoff"]'),
                offsets: visible('figure[data-chart="offsets"]'),
                words: visible('#words'),
                tables: visible('#scenariorows'),
            };
        });
    const inputs = { shortPut: 6655 };
    const hash = alvh.toLink(inputs);

    /** @type {[string, Record<string, boolean>][]} */
    const VIEWS = [
        ['', { total: true, form: true, payoff: true, offsets: true, words: true, tables: true }],
        ['?view=nonsense', { total: true, form: true, payoff: true, offsets: true, words: true, tables: true }],
        ['?view=chart', { total: true, form: false, payoff: true, offsets: false, words: false, tables: false }],
        ['?view=chart&chart=offsets', { total: true, form: false, payoff: false, offsets: true, words: false, tables: false }],
        ['?view=chart&chart=<b>', { total: true, form: false, payoff: true, offsets: false, words: false, tables: false }],
        ['?view=summary', { total: true, form: false, payoff: false, offsets: false, words: true, tables: false }],
    ];
    for (const [query, expected] of VIEWS) {
        test(`${query || 'no query'} shows what it says, the total in any case`, async () => {
            const opened = await ready({ path: `/${query}`, hash });
            assert.deepEqual(await sight(opened.page), expected);
            await assertShows(opened.page, inputs);
            const chart = expected['offsets'] && !expected['payoff'] ? 'offsets' : expected['payoff'] ? 'payoff' : null;
            if (chart) await assertDraws(opened.page, chart, inputs);
            assert.equal(await fragment(opened.page), hash);
            await opened.page.setViewport({ width: 320, height: 700 });
            assert.ok(await opened.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'too wide for a narrow frame');
            await close(opened);
        });
    }

    test('the theme is the system’s unless the address says otherwise', async () => {
        /** @type {[string, boolean, 'light' | 'dark'][]} */
        const cases = [['', false, 'light'], ['', true, 'dark'], ['?theme=auto', true, 'dark'], ['?theme=dark', false, 'dark'], ['?theme=light', true, 'light']];
        const { page, seen } = await open();
        for (const [query, dark, theme] of cases) {
            await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
            await page.goto(`${browser.origin}/blank.html`);
            await page.goto(`${browser.origin}/${query}`);
            await started(page);
            const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            const bright = (paper.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 382;
            assert.equal(bright ? 'light' : 'dark', theme, `${query} on a ${dark ? 'dark' : 'light'} system`);
            await assertDraws(page, 'payoff', {}, theme);
        }
        await page.goto(`${browser.origin}/`);
        await started(page);
        for (const theme of /** @type {const} */ (['dark', 'light'])) {
            await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
            await assertDraws(page, 'payoff', {}, theme);
        }
        await close({ page, seen });
    });

    test('a locked field cannot be typed into, stepped or dragged; its link still counts', async () => {
        const opened = await ready({ path: '/?lock=longPut,move,response,layers', hash: 'v=1&longPut=6590' });
        const { page } = opened;
        await type(page, 'longPut', '6500');
        await page.keyboard.press('ArrowUp');
        await type(page, 'move', '-3');
        await page.keyboard.press('ArrowUp');
        assert.ok(await page.$eval('.field[data-field="move"] .slider', (slider) => /** @type {HTMLInputElement} */ (slider).disabled));
        assert.ok(await page.$eval('[name="response"]', (choice) => /** @type {HTMLSelectElement} */ (choice).disabled));
        await type(page, 'layers[0].strike', '30');
        await painted(page);
        await assertShows(page, { longPut: 6590 });
        const usable = await page.$$eval('.rows-layers button', (buttons) => buttons.filter((button) => !/** @type {HTMLButtonElement} */ (button).disabled && button.checkVisibility()).length);
        assert.equal(usable, 0, 'rows of a locked list can be added, moved or removed');
        await type(page, 'shortPut', '6655');
        await painted(page);
        await assertShows(page, { longPut: 6590, shortPut: 6655 });
        await close(opened);
    });
});

describe('print and motion', () => {
    test('on paper stand the answer, the inputs, the charts and the link', async () => {
        const inputs = { shortPut: 6655, wacc: 9 };
        const opened = await ready({ path: '/?theme=dark' });
        const { page } = opened;
        await type(page, 'shortPut', '6655');
        await unfold(page);
        await type(page, 'wacc', '9');
        await unfold(page, false);
        await page.evaluate(() => {
            // After the page's own listener: what the printer gets.
            addEventListener('beforeprint', () => {
                const visible = (/** @type {Element} */ element) => element.checkVisibility({ visibilityProperty: true });
                Object.assign(window, {
                    printed: {
                        text: document.body.innerText,
                        controls: [...document.querySelectorAll('[name]')].filter(visible).map((control) => `${control.getAttribute('name')}=${/** @type {any} */ (control).value}`),
                        folded: [...document.querySelectorAll('[name]')].filter((control) => !visible(control)).map((control) => control.getAttribute('name') ?? ''),
                        paper: getComputedStyle(document.body).backgroundColor,
                        svg: document.querySelector('figure[data-chart="payoff"] svg')?.outerHTML ?? '',
                    },
                });
            });
        });
        await eventually(() => assertShows(page, inputs));
        await page.emulateMediaType('print');
        const pdf = await page.pdf({ format: 'A4' });
        assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
        assert.ok(pdf.length > 30_000, `${pdf.length} bytes`);
        const printed = await page.evaluate(() => /** @type {any} */ (window).printed);
        assert.ok(printed, 'the page was not told that it is printed');
        assert.ok(printed.text.includes(`${browser.origin}/?theme=dark#${alvh.toLink(inputs)}`), `the link is not on paper: ${printed.text.slice(-200)}`);
        for (const sentence of sentences(report(inputs))) assert.ok(printed.text.replaceAll(/\s+/g, ' ').includes(sentence.replaceAll(/\s+/g, ' ')), sentence);
        for (const control of ['spx=7138.8', 'shortPut=6655', 'wacc=9', 'layers[2].strike=20', 'futures[0].price=19', 'capital=100000']) {
            assert.ok(printed.controls.includes(control), `${control} is not on paper`);
        }
        const missing = printed.folded.filter((/** @type {string} */ name) => alvh.fields().some(({ key, group }) => key === name && group !== 'whatif'));
        assert.deepEqual(missing, [], 'inputs that are not on paper');
        assert.equal(printed.paper, 'rgb(255, 255, 255)', 'white paper, though the screen is dark');
        await page.emulateMediaType(undefined);
        assert.equal(await page.$$eval('.inputs details[open]', (all) => all.length), 0, 'printing leaves the form unfolded');
        await assertShows(page, inputs);
        await close(opened);
    });

    test('who wants less motion gets none', async () => {
        for (const reducedMotion of [false, true]) {
            const opened = await ready({ reducedMotion });
            await click(opened.page, '[aria-label="Remove Layer 2"]');
            const moving = await opened.page.evaluate(() => ({
                running: document.getAnimations().length,
                slow: [...document.querySelectorAll('*')].filter((element) => {
                    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
                    return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
                }).length,
            }));
            if (reducedMotion) assert.deepEqual(moving, { running: 0, slow: 0 });
            else assert.ok(moving.slow > 0, 'nothing moves anyway: this test shows nothing');
            await close(opened);
        }
    });
});

describe('when it cannot start', () => {
    /** @param {Page} page @param {RegExp} expected */
    async function assertSays(page, expected) {
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'failed');
        const { words, text, dead } = await page.evaluate(() => ({
            words: /** @type {HTMLElement} */ (document.getElementById('words')).innerText,
            text: document.body.innerText,
            dead: [...document.querySelectorAll('button, #inputs [name]')].filter((element) => element.checkVisibility({ visibilityProperty: true })).map(({ outerHTML }) => outerHTML.slice(0, 80)),
        }));
        assert.match(words, expected);
        assert.ok(text.length > 300, 'a blank page');
        assert.doesNotMatch(text, /Starting the calculator/);
        assert.deepEqual(dead, [], 'controls that do nothing');
        await assertWords(page);
    }

    for (const file of ['alvh_bg.wasm', 'alvh.js']) {
        test(`without ${file} the page says so`, async () => {
            const { page, seen } = await open({}, async (page) => {
                await page.setRequestInterception(true);
                page.on('request', (request) => void (request.url().endsWith(`/pkg/${file}`) ? request.abort('failed') : request.continue()));
            });
            await assertSays(page, /could not start/i);
            assert.ok(seen.errors.length > 0, 'the console is told why');
            await page.close();
        });
    }

    test('without WebAssembly the page says that the browser lacks it', async () => {
        const { page } = await open({}, (page) => page.evaluateOnNewDocument(() => void Reflect.deleteProperty(window, 'WebAssembly')));
        await assertSays(page, /could not start.*WebAssembly/i);
        await page.close();
    });

    test('without scripts the page says what it needs', async () => {
        const { page } = await open({}, (page) => page.setJavaScriptEnabled(false));
        const text = await page.$eval('noscript', (element) => /** @type {HTMLElement} */ (element).innerText);
        assert.match(text, /JavaScript/);
        await page.close();
    });
});
