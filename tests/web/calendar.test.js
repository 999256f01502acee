// @ts-check
// The calendar and the sources as a person meets them: from the preset's link to the figures on the page, every date and
// day of them worked out on a wall calendar of 2026 (tests/dates.rs has the same).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { assertClean, launch, shown, type } from './browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** The preset's link. */
const EXAMPLE = 'v=1&system=calendar&asOf=2026-05-04&expiryDate=2026-07-22';

/** Figures of the example: days as typed or counted, and trading days of exchange_calendars. */
const FIGURES = {
    'condor.days': 45,
    'condor.dated.sessions': 32,
    'layers[0].days': 10,
    'layers[0].dated.sessions': 8,
    'layers[0].dated.earlier.days': 9,
    'layers[0].dated.later.days': 15,
    'layers[0].alone.days': 35,
    'layers[0].alone.sessions': 25,
    'layers[1].alone.days': 8,
    'layers[1].alone.sessions': 7,
    'layers[2].alone.days': 30,
    'layers[2].alone.sessions': 19,
    'layers[2].dated.later.days': 79,
    'picked.days': 79,
    'picked.sessions': 54,
    'next.spx[1].days': 45,
    'next.vix[2].days': 15,
};

/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

/** @param {import('./browser.js').Wanted} wanted */
async function open(wanted) {
    const opened = await browser.openPage(wanted);
    await opened.page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
    return opened;
}

/** @param {Page} page @param {string} selector */
const words = (page, selector) => page.$eval(selector, (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());

/** Presses the button that says so. @param {Page} page @param {string} text */
async function press(page, text) {
    const button = await page.waitForSelector(`::-p-xpath(//button[normalize-space()="${text}"])`);
    await button?.evaluate((element) => /** @type {HTMLElement} */ (element).click());
}

describe('the calendar', () => {
    test('its link leads to the dates and figures of a wall calendar', async () => {
        const { page, seen } = await open({ hash: EXAMPLE });
        await page.waitForSelector('#system:not([hidden]) table');
        for (const [key, value] of Object.entries(FIGURES)) assert.equal(await shown(page, `system.calendar.${key}`), value, key);
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /Counted from Mon 4 May 2026, the condor’s 45 days end on Thu 18 Jun 2026, 32 trading days on/);
        assert.match(answer, /without layer 1 for 35 days, without layer 2 for 8 days/);
        const all = await words(page, '#system');
        for (const telling of ['Thu 14 May 2026', 'Tue 19 May, 15 days', 'Fri 19 Jun 2026: Juneteenth.', 'Wed 17 Jun 2026', 'at the open (AM)', 'third Friday']) {
            assert.ok(all.includes(telling), telling);
        }
        assert.equal(await page.$eval('[name="asOf"]', (input) => /** @type {HTMLInputElement} */ (input).value), '2026-05-04');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('a press types the days of a listed expiry, and the link follows', async () => {
        const { page, seen } = await open({ hash: EXAMPLE });
        await press(page, 'Wed 13 May, 9 days');
        await page.waitForFunction(() => document.querySelector('[data-key="system.calendar.layers[0].days"]')?.getAttribute('data-value') === '9');
        assert.equal(await page.$eval('[name="layers[0].dte"]', (input) => /** @type {HTMLInputElement} */ (input).value), '9');
        await page.waitForFunction(() => location.hash.includes('4:vixCall:9d'));
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('without a date it tells days alone; the clock is read when Today is pressed', async () => {
        const { page, seen } = await open({ hash: 'v=1&system=calendar' });
        assert.equal(await shown(page, 'system.calendar.layers[0].alone.days'), 35);
        assert.equal(await page.$('[data-key="system.calendar.layers[0].alone.sessions"]'), null);
        assert.ok(!(await page.evaluate(() => location.hash)).includes('asOf'));
        const before = await page.evaluate(() => new Date().toLocaleDateString('sv'));
        await press(page, 'Today');
        await page.waitForSelector('[data-key="system.calendar.layers[0].alone.sessions"]');
        const after = await page.evaluate(() => new Date().toLocaleDateString('sv'));
        const typed = await page.$eval('[name="asOf"]', (input) => /** @type {HTMLInputElement} */ (input).value);
        assert.ok([before, after].includes(typed), `${typed} is not ${before}`);
        await page.waitForFunction((date) => location.hash.includes(`asOf=${date}`), {}, typed);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('a day there is not is answered at its field, and what was shown stays', async () => {
        const { page, seen } = await open({ hash: EXAMPLE });
        await page.waitForSelector('#system:not([hidden]) table');
        await type(page, 'asOf', '2026-02-30');
        await page.waitForSelector('[name="asOf"][aria-invalid="true"]');
        assert.match(await words(page, '[data-field="asOf"] .problem'), /Valuation date must be a date like 2026-01-30/);
        assert.equal(await shown(page, 'system.calendar.condor.dated.sessions'), 32);
        await type(page, 'asOf', '2021-03-01');
        await page.waitForFunction(() => document.querySelector('[data-field="asOf"] .problem')?.textContent?.includes('2022-05-11'));
        await type(page, 'asOf', '2026-05-05');
        await page.waitForFunction(() => document.querySelector('[data-key="system.calendar.condor.dated.sessions"]')?.getAttribute('data-value') === '31');
        assert.equal(await page.$('[aria-invalid="true"]'), null);
        assertClean(seen, browser.origin);
        await page.close();
    });
});

describe('the sources', () => {
    test('stand on the page when asked for: contradictions, empty words, defaults, examples', async () => {
        const { page, seen } = await open({});
        assert.equal(await page.$('#sources table'), null);
        await page.$eval('#sources > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
        await page.waitForSelector('#sources table');
        const tables = await page.$$eval('#sources h3', (titles) => titles.map((title) => title.textContent));
        for (const title of ['Where the sources disagree', 'What has no number here', 'Every default', 'Every example', 'The documents']) assert.ok(tables.includes(title), title);
        const all = await words(page, '#sources');
        for (const telling of ['7-14, 30-45 and 60+ days (document 001)', 'Maximal extractable value (MEV)', 'Market: VVIX', 'Assumed for the example']) {
            assert.ok(all.includes(telling), telling);
        }
        assertClean(seen, browser.origin);
        await page.close();
    });
});

describe('on any screen', () => {
    const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const [width, dark] of /** @type {const} */ ([[1280, false], [320, true]])) {
        test(`calendar and sources fit ${width} px, and axe finds nothing, ${dark ? 'dark' : 'light'}`, async () => {
            const opened = await open({ hash: EXAMPLE, width, dark });
            await opened.page.waitForSelector('#system:not([hidden]) table');
            await opened.page.$eval('#sources > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
            await opened.page.waitForSelector('#sources table');
            assert.ok(await opened.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
            assertClean(opened.seen, browser.origin);
            // The policy keeps foreign scripts out of the page, so axe comes in beside it.
            const session = await opened.page.createCDPSession();
            await session.send('Runtime.evaluate', { expression: await axe });
            const found = await opened.page.evaluate(async () => {
                for (const section of document.querySelectorAll('.rest > section')) /** @type {HTMLElement} */ (section).style.contentVisibility = 'visible';
                const { violations } = await /** @type {any} */ (window).axe.run(document.querySelector('main'), { resultTypes: ['violations'] });
                return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 3).map((/** @type {any} */ { target }) => target).join(' | ')}`);
            });
            assert.deepEqual(found, []);
            await opened.page.close();
        });
    }
});
