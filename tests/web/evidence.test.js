// @ts-check
// Evidence as a person meets it: unfolded, asked for, worked out in a worker, cancelled, redrawn, gone stale.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertClean, launch, type } from './browser.js';
import { linked, words } from './panel.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {typeof import('../../www/pkg/evidence.js')} Package */

/** @type {Package} */
const core = await import(pathToFileURL(join(ROOT, 'www/pkg/evidence.js')).href);
await core.default();

/** Past spikes, whole. @param {Parameters<Package['beginEvidence']>[1]} [inputs] */
function spikes(inputs = {}) {
    assert.deepEqual(core.beginEvidence('spikes', inputs, []), { ok: true });
    while (core.advanceEvidence() < 1);
    const answer = core.evidenceAnswer();
    assert.ok(answer?.spikes);
    return answer.spikes;
}

/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

/** @param {import('./browser.js').Wanted} [wanted] */
async function open(wanted = {}) {
    const opened = await browser.openPage(wanted);
    const { page } = opened;
    await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
    await page.$eval('#evidence > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
    await page.waitForSelector('[data-evidence="spikes"] button');
    return opened;
}

/** Daily closes in one file: so many weekdays from 1990 on. @param {number} count */
function closes(count) {
    const lines = ['date,spx,vix'];
    let [spx, seed] = [350, 1];
    for (let day = Date.UTC(1990, 0, 2); lines.length <= count; day += 864e5) {
        if (new Date(day).getUTCDay() % 6 === 0) continue;
        seed = (seed * 16807) % 2147483647;
        const chance = seed / 2147483647 - 0.5;
        spx *= 1.0003 - chance * 0.02;
        lines.push(`${new Date(day).toISOString().slice(0, 10)},${spx.toFixed(2)},${(18 + 14 * chance).toFixed(2)}`);
    }
    return lines.join('\n');
}

/** A history, whole. @param {string} text @param {Parameters<Package['beginEvidence']>[1]} [inputs] */
function history(text, inputs = {}) {
    assert.deepEqual(core.beginEvidence('history', inputs, [text, '']), { ok: true });
    while (core.advanceEvidence() < 1);
    const answer = core.evidenceAnswer();
    assert.ok(answer?.history);
    return answer.history;
}

/** Drops a file on a place for data. @param {Page} page @param {string} text @param {number} [nth] */
const drop = (page, text, nth = 0) => page.$$eval('[data-evidence="history"] .data-slot', (slots, text, nth) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'closes.csv', { type: 'text/csv' }));
    slots[nth]?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, text, nth);

/** @param {Page} page @param {string} kind @param {number} [nth] */
const press = (page, kind, nth = 0) => page.$$eval(`[data-evidence="${kind}"] .evidence-tools button`, (buttons, nth) => /** @type {HTMLElement | undefined} */ (buttons[nth])?.click(), nth);

/** @param {Page} page @param {string} kind @param {string} text */
const says = (page, kind, text) => page.waitForFunction((kind, text) => document.querySelector(`[data-evidence="${kind}"] .evidence-status`)?.textContent?.startsWith(text), {}, kind, text);

/** @param {Page} page @param {string} key */
const value = (page, key) => page.$eval(`[data-key="${key}"]`, (element) => Number(element.getAttribute('data-value')));

describe('past spikes', () => {
    test('are fetched when asked for, and the page shows what the core says', async () => {
        const { page, seen } = await open();
        const asked = () => seen.requests.filter((address) => /evidence(_bg|-worker)?\.(js|wasm)/.test(address) && /pkg|worker/.test(address));
        assert.deepEqual(asked(), []);
        await press(page, 'spikes');
        await says(page, 'spikes', 'Done.');
        assert.ok(asked().some((address) => address.endsWith('evidence-worker.js')), asked().join());
        const known = spikes();
        assert.equal(known.spikes.length, 45);
        assert.equal(await value(page, 'spikes.losing'), known.losing);
        for (const nth of [0, 20, 44]) {
            const spike = known.spikes[nth];
            assert.equal(await value(page, `spikes.spikes[${nth}].recorded.hedge`), spike?.recorded.hedge);
            assert.equal(await value(page, `spikes.spikes[${nth}].kernel.hedge`), spike?.kernel.hedge);
            assert.equal(await value(page, `spikes.spikes[${nth}].condor`), spike?.condor);
        }
        const told = await words(page, '[data-evidence="spikes"] .system-words');
        for (const spike of [known.recorded?.best, known.recorded?.median, known.recorded?.worst]) assert.ok(told.includes(spike?.title ?? '?'), told);
        await page.waitForSelector('[data-evidence="spikes"] .drawing svg');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('go stale as numbers change, and follow those in the form when asked again', async () => {
        const { page, seen } = await open();
        await press(page, 'spikes');
        await says(page, 'spikes', 'Done.');
        await type(page, 'vix', '25');
        await says(page, 'spikes', 'These results are of the numbers before.');
        await type(page, 'vix', '17.95');
        await says(page, 'spikes', 'Done.');
        await type(page, 'vix', '25');
        await page.select('[name="spikeLength"]', 'one');
        await press(page, 'spikes');
        await says(page, 'spikes', 'Done.');
        const known = spikes({ vix: 25, spikeLength: 'one' });
        assert.equal(known.spikes.length, 27);
        assert.equal(await value(page, 'spikes.recorded.median.offset'), known.recorded?.median.offset);
        await linked(page, 'vix=25', 'spikeLength=one');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('name what is wrong with the numbers instead of working anything out', async () => {
        const { page, seen } = await open();
        await type(page, 'shortPut', '6500');
        await press(page, 'spikes');
        await says(page, 'spikes', 'Nothing was worked out.');
        assert.ok(await page.$eval('[data-evidence="spikes"] .evidence-results', (results) => /** @type {HTMLElement} */ (results).hidden));
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('are worked out by the page itself where there are no workers', async () => {
        const opened = await browser.openPage({});
        const { page, seen } = opened;
        await page.evaluate(() => Reflect.deleteProperty(window, 'Worker'));
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        await page.$eval('#evidence > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
        await page.waitForSelector('[data-evidence="spikes"] button');
        await press(page, 'spikes');
        await says(page, 'spikes', 'Done.');
        assert.equal(await value(page, 'spikes.losing'), spikes().losing);
        await page.waitForSelector('[data-evidence="spikes"] .drawing svg');
        assertClean(seen, browser.origin);
        await page.close();
    });
});

describe('a history', () => {
    test('of 36 years is walked through in a worker, and the page shows what the core says', async () => {
        const { page, seen } = await open();
        const text = closes(9400);
        await drop(page, text);
        assert.match(await words(page, '[data-evidence="history"] .series-held'), /^closes\.csv, \d+ kB\./);
        await press(page, 'history');
        await says(page, 'history', 'Done.');
        const known = history(text);
        assert.equal(known.sessions, 9400);
        for (const key of /** @type {const} */ (['entries', 'condors', 'hedge', 'total'])) assert.equal(await value(page, `history.${key}`), known[key], key);
        assert.equal(await page.$$eval('[data-evidence="history"] .drawing svg', (drawings) => drawings.length), 2);
        assert.match(await words(page, '[data-evidence="history"] .system-lists'), /9400 of 9401 lines were read/);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('can be left off half way: what was done stays', async () => {
        const { page, seen } = await open();
        await drop(page, closes(9400));
        // Condors every day: four hundred open at a time take a while.
        await type(page, 'walkEvery', '1');
        await type(page, 'condorDte', '365');
        await press(page, 'history');
        await page.waitForFunction(() => document.querySelector('[data-evidence="history"] [data-key="history.entries"]'));
        await press(page, 'history', 1);
        await says(page, 'history', 'Cancelled at');
        const shown = await value(page, 'history.entries');
        assert.ok(shown > 0);
        await new Promise((resolve) => setTimeout(resolve, 600));
        assert.equal(await value(page, 'history.entries'), shown);
        assert.ok(await page.$eval('[data-evidence="history"] progress', (bar) => /** @type {HTMLElement} */ (bar).hidden));
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('that is none, or could be read in two ways, is answered at its place', async () => {
        const { page, seen } = await open();
        await press(page, 'history');
        await says(page, 'history', 'Nothing was worked out.');
        assert.match(await words(page, '[data-evidence="history"] .data-slot .problem'), /There is no history yet/);
        await drop(page, 'date,spx,vix\n1/2/2020,3200,12\n1/3/2020,3210,13\n1/6/2020,3220,13');
        await press(page, 'history');
        await page.waitForFunction(() => /day or the month comes first/.test(document.querySelector('[data-evidence="history"] .evidence-status')?.textContent ?? ''));
        await page.select('[name="walkDates"]', 'monthFirst');
        await press(page, 'history');
        await says(page, 'history', 'Done.');
        assertClean(seen, browser.origin);
        await page.close();
    });
});

describe('on any screen', () => {
    const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const [width, dark] of /** @type {const} */ ([[1280, false], [320, true]])) {
        test(`evidence fits ${width} px, and axe finds nothing, ${dark ? 'dark' : 'light'}`, async () => {
            const { page, seen } = await open({ width, dark });
            await drop(page, closes(600));
            for (const kind of ['spikes', 'history']) {
                await press(page, kind);
                await says(page, kind, 'Done.');
                await page.waitForSelector(`[data-evidence="${kind}"] .drawing svg`);
            }
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
            assertClean(seen, browser.origin);
            // The policy keeps foreign scripts out of the page, so axe comes in beside it.
            const session = await page.createCDPSession();
            await session.send('Runtime.evaluate', { expression: await axe });
            const found = await page.evaluate(async () => {
                const { violations } = await /** @type {any} */ (window).axe.run(document.querySelector('.evidence'), { resultTypes: ['violations'] });
                return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 3).map((/** @type {any} */ { target }) => target).join(' | ')}`);
            });
            assert.deepEqual(found, []);
            await page.close();
        });
    }
});
