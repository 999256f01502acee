// @ts-check
// The benchmarks as a person meets them: from the preset's link to the figures on the page, held against plain arithmetic on
// the printed example (tests/sizing.rs has the same).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertClean, launch, shown, type } from './browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** The preset's link without costs, at equal cost up front. */
const EXAMPLE = 'v=1&spxFee=0&vixFee=0&futureFee=0&slippage=0&system=benchmarks&equalOn=upfront';

/** Ten condors with wings of 50 points for 12.80: worst loss 37,200 and the premium of 1,833.57; nine are left of them. @type {Record<string, number>} */
const ON_PAPER = {
    'budget': 1833.57,
    'alternatives[0].worstLoss': 39033.57,
    'alternatives[1].worstLoss': 37200,
    'alternatives[1].lower': 6637.2,
    'alternatives[1].upper': 7487.8,
    'alternatives[1].totals[0]': -6536.89,
    'alternatives[2].condors': 9,
    'alternatives[2].credit': 11520,
    'alternatives[2].worstLoss': 33480,
    'alternatives[2].totals[0]': -6536.89 * 0.9,
    'alternatives[8].condors': 10,
};

/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

/** @param {string} hash */
async function open(hash) {
    const opened = await browser.openPage({ hash });
    await opened.page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
    await opened.page.waitForSelector('#system:not([hidden]) table');
    return opened;
}

/** @param {{ page: Page, seen: import('./browser.js').Seen }} opened */
async function close({ page, seen }) {
    assertClean(seen, browser.origin);
    await page.close();
}

/** @param {Page} page */
const cells = (page) => page.$$eval('#system td', (cells) => cells.map((cell) => (cell.textContent ?? '').trim()));

describe('the benchmarks', () => {
    test('their link leads to the figures of plain arithmetic', async () => {
        const opened = await open(EXAMPLE);
        const { page } = opened;
        for (const [key, value] of Object.entries(ON_PAPER)) {
            const found = await shown(page, `system.benchmarks.${key}`);
            // Printed to the cent; break-evens are roots to 1e-9.
            assert.ok(found !== null && Math.abs(found - value) <= 0.005, `${key}: ${found} is not ${value}`);
        }
        const told = await cells(page);
        for (const holds of ['9 of them', '10 calls 24, 66 days', '5 calls 24, 66 days', '2 calls 24, 66 days']) assert.ok(told.includes(holds), holds);
        await close(opened);
    });

    test('your hedge in the table is your hedge on the page', async () => {
        const opened = await open('v=1&system=benchmarks');
        const { page } = opened;
        for (const [key, own] of [
            ['totals[0]', 'combined.whatIf.total'],
            ['share.rolled', 'hedge.share.rolled'],
            ['saves', 'combined.whatIf.offset'],
        ]) {
            const [one, other] = [await shown(page, `system.benchmarks.alternatives[0].${key}`), await shown(page, own ?? '')];
            assert.ok(one !== null && other !== null && Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other)), `${key}: ${one} is not ${other}`);
        }
        await close(opened);
    });

    test('how many condors are left can be typed', async () => {
        const opened = await open(EXAMPLE);
        const { page } = opened;
        await type(page, 'fewerCondors', '5');
        await page.waitForFunction(() => document.querySelector('[data-key="system.benchmarks.alternatives[2].condors"]')?.getAttribute('data-value') === '5');
        const loss = await shown(page, 'system.benchmarks.alternatives[2].worstLoss');
        assert.ok(loss !== null && Math.abs(loss - 18_600) < 1e-6, `${loss}`);
        await page.waitForFunction(() => location.hash.includes('fewerCondors=5'));
        await close(opened);
    });
});
