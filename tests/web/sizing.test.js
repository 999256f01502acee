// @ts-check
// Sizing as a person meets it: from a preset's link to the figures on the page, held against those that the model's
// description prints and what follows from them by hand (tests/sizing.rs has the same), then by pressing and typing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertClean, launch, shown, type } from './browser.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** The preset's link. */
const PRESET = 'v=1&system=sizing';
/** The same without costs, struck where the published example's layers are. */
const EXAMPLE = 'v=1&spxFee=0&vixFee=0&futureFee=0&slippage=0&system=sizing&strikeBy=level';

/** Figures of one set as printed, and to half of their last digit: section 8 of the model. @type {Record<string, [number, number]>} */
const PRINTED = {
    'one.dollars': [1833.57, 0.005],
    'one.share.upfront': [0.14325, 5e-6],
    'one.share.life': [0.11897, 5e-6],
    'one.share.perDay': [0.00348, 5e-6],
    'one.share.rolled': [0.25087, 5e-6],
    'one.vega': [0.2821, 5e-5],
    'one.vegaNaive': [0.3962, 5e-5],
    'size.gain': [4992.41, 0.005],
    'judgedBy.condor': [-6536.89, 0.005],
};

/** What follows from them on paper: condors for 8, 12 and 15 % of $1,280; sets for 60 and 75 %. @type {Record<string, number>} */
const ON_PAPER = {
    'counts[0].condorsLow': 18,
    'counts[0].condorsHigh': 12,
    'counts[0].condorsCap': 10,
    'counts[3].condorsHigh': 21,
    'vega[0].wholeSets': 3,
    'vega[1].wholeSets': 3,
    'tenors[0].contracts': 4,
    'tenors[1].contracts': 4,
    'tenors[2].contracts': 2,
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
    await opened.page.waitForSelector('#system:not([hidden]) table');
    return opened;
}

/** @param {{ page: Page, seen: import('./browser.js').Seen }} opened */
async function close({ page, seen }) {
    assertClean(seen, browser.origin);
    await page.close();
}

/** @param {Page} page @param {string} selector */
const words = (page, selector) => page.$eval(selector, (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());

/** @param {Page} page @param {string} key @param {string} value */
const becomes = (page, key, value) =>
    page.waitForFunction((key, value) => document.querySelector(`[data-key="${key}"]`)?.getAttribute('data-value') === value, {}, key, value);

/** Groups of fields but the first are folded. @param {import('puppeteer-core').Page} page */
async function unfold(page) {
    await page.waitForSelector('#system:not([hidden]) table');
    await page.$$eval('#system details', (all) => all.forEach((details) => (details.open = true)));
}

describe('sizing', () => {
    test('its link leads to the printed figures, and to what follows from them', async () => {
        const opened = await open({ hash: EXAMPLE });
        const { page } = opened;
        for (const [key, [value, half]] of Object.entries(PRINTED)) {
            const found = await shown(page, `system.sizing.${key}`);
            assert.ok(found !== null && Math.abs(found - value) <= half, `${key}: ${found} is not ${value}`);
        }
        for (const [key, value] of Object.entries(ON_PAPER)) assert.equal(await shown(page, `system.sizing.${key}`), value, key);
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /the ten condors lose \$6,537; 4\/4\/2 calls at 10, 37 and 75 days gain \$4,992, 76\s% of that loss/);
        assert.match(answer, /They cost \$1,834: 14\.3\s% of the credit up front, 11\.9\s% over the condor’s life/);
        assert.match(answer, /takes away 28\s% of what a VIX point costs the condors, or 40\s% if every tenor moved alike/);
        await close(opened);
    });

    test('the preset answers its question: left alone, looked at once a week, and twice', async () => {
        const opened = await open({ hash: PRESET });
        const { page } = opened;
        assert.match(await words(page, '#system .system-title'), /without intraday tweaks.*\?$/);
        for (const habit of [0, 1, 2]) {
            const [hedge, total] = await Promise.all(['hedge', 'total'].map((name) => shown(page, `system.sizing.path.habits[${habit}].${name}`)));
            const condor = await shown(page, 'system.sizing.path.sessions[9].condor');
            assert.ok(hedge !== null && total !== null && condor !== null);
            // Condors and hedge add up, to the rounding of a sum.
            assert.ok(Math.abs(hedge + condor - total) < 1e-8, `habit ${habit}`);
        }
        assert.equal(await shown(page, 'system.sizing.path.habits[0].trades'), 0);
        assert.ok((await shown(page, 'system.sizing.path.habits[2].trades') ?? 0) > 0);
        await close(opened);
    });

    test('a budget is filled in whole contracts: three, three and one for a tenth of the credit', async () => {
        const opened = await open({ hash: EXAMPLE });
        const { page } = opened;
        await page.select('[name="sizeBy"]', 'credit');
        await becomes(page, 'system.sizing.tenors[2].contracts', '1');
        assert.deepEqual(await Promise.all([0, 1, 2].map((k) => shown(page, `system.sizing.tenors[${k}].contracts`))), [3, 3, 1]);
        const dollars = await shown(page, 'system.sizing.chosen.whole.dollars');
        assert.ok(dollars !== null && Math.abs(dollars - 1244.73) < 0.01, `${dollars}`);
        await page.waitForFunction(() => location.hash.includes('sizeBy=credit'));
        await close(opened);
    });

    test('its contracts can be taken over as layers', async () => {
        const opened = await open({ hash: `${EXAMPLE}&sizeBy=credit` });
        const { page } = opened;
        const button = await page.waitForSelector('#system .system-actions button');
        assert.equal(await button?.evaluate((element) => element.textContent), 'Use these contracts: 3/3/1 calls at 10, 37 and 75 days');
        await button?.evaluate((element) => /** @type {HTMLElement} */ (element).click());
        await page.waitForFunction(() => location.hash.includes('layers=3:vixCall:10d:k18,3:vixCall:37d:k19,1:vixCall:75d:k20'));
        const value = (/** @type {string} */ name) => page.$eval(`[name="${name}"]`, (input) => /** @type {HTMLInputElement} */ (input).value);
        assert.equal(await value('layers[2].quantity'), '1');
        const premium = await shown(page, 'hedge.premium');
        assert.ok(premium !== null && Math.abs(premium - 1244.73) < 0.01, `${premium}`);
        assert.equal(await shown(page, 'system.sizing.typed.dollars'), premium);
        await close(opened);
    });

    test('a path of one’s own is walked: one session is the what-if of the same layers', async () => {
        const hash = 'v=1&move=-4&layers=4:vixCall:10d:k18,4:vixCall:37d:k20,2:vixCall:75d:k21&system=sizing';
        const opened = await open({ hash });
        const { page } = opened;
        await unfold(page);
        await type(page, 'pathDay1', '-4');
        await page.select('[name="path"]', 'sketch');
        await page.waitForFunction(() => document.querySelectorAll('#system [data-key^="system.sizing.path.sessions"][data-key$=".spx"]').length === 1);
        for (const [walked, what] of [['habits[0].total', 'total'], ['sessions[0].condor', 'condor'], ['sessions[0].vix', 'vix']]) {
            const [one, other] = [await shown(page, `system.sizing.path.${walked}`), await shown(page, `combined.whatIf.${what}`)];
            assert.ok(one !== null && other !== null && Math.abs(one - other) < 1e-8, `${walked}: ${one} is not ${other}`);
        }
        await close(opened);
    });

    test('what disagrees is answered at its field, and what was shown stays', async () => {
        const opened = await open({ hash: PRESET });
        const { page } = opened;
        const dollars = await shown(page, 'system.sizing.size.dollars');
        await unfold(page);
        await type(page, 'budgetLow', '13');
        await page.waitForSelector('[name="budgetLow"][aria-invalid="true"]');
        assert.match(await words(page, '[data-field="budgetLow"] .problem'), /Budget from must not lie above Budget to, 12; 13 does/);
        assert.equal(await shown(page, 'system.sizing.size.dollars'), dollars);
        await type(page, 'budgetLow', '9');
        await page.waitForFunction(() => document.querySelector('[aria-invalid="true"]') === null);
        await close(opened);
    });
});
