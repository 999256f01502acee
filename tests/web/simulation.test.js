// @ts-check
// Thousands of futures as a person meets them: drawn in a worker, seeded by the link, cancelled on the way.
import assert from 'node:assert/strict';
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

/** The futures of some inputs, all drawn. @param {Parameters<Package['beginEvidence']>[1]} [inputs] */
function futures(inputs = {}) {
    assert.deepEqual(core.beginEvidence('simulation', inputs, []), { ok: true });
    while (core.advanceEvidence() < 1);
    const answer = core.evidenceAnswer();
    assert.ok(answer?.simulation);
    return answer.simulation;
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
    await page.waitForSelector('[data-evidence="simulation"] button');
    return opened;
}

/** @param {Page} page @param {number} [nth] */
const press = (page, nth = 0) => page.$$eval('[data-evidence="simulation"] .evidence-tools button', (buttons, nth) => /** @type {HTMLElement | undefined} */ (buttons[nth])?.click(), nth);

/** @param {Page} page @param {string} text */
const says = (page, text) => page.waitForFunction((text) => document.querySelector('[data-evidence="simulation"] .evidence-status')?.textContent?.startsWith(text), {}, text);

/** @param {Page} page @param {string} key */
const value = (page, key) => page.$eval(`[data-key="${key}"]`, (element) => Number(element.getAttribute('data-value')));

describe('futures', () => {
    test('are drawn in a worker, the same to the last digit as in Node', async () => {
        const { page, seen } = await open();
        await press(page);
        await says(page, 'Done.');
        const known = futures();
        assert.equal(known.paths, 100_000);
        assert.equal(await value(page, 'simulation.hedged.profit.value'), known.hedged.profit.value);
        assert.equal(await value(page, 'simulation.hedged.mean.error'), known.hedged.mean.error);
        assert.equal(await value(page, 'simulation.hedge.falls.returned.value'), known.hedge.falls.returned?.value);
        assert.equal(await value(page, 'simulation.tails[1].ofHedged[2]'), known.tails[1]?.ofHedged[2]);
        assert.equal(await value(page, 'simulation.futures[1].beta'), known.futures[1]?.beta);
        assert.match(await words(page, '[data-evidence="simulation"] .system-words'), /In 100,000 futures drawn with your odds/);
        await page.waitForSelector('[data-evidence="simulation"] [data-chart="odds"] svg');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('follow seed and beliefs, which stand in the link', async () => {
        const { page, seen } = await open();
        await type(page, 'simulationSeed', '9007199254740991');
        await type(page, 'simulationPaths', '5000');
        await type(page, 'vixPremium', '0');
        await press(page);
        await says(page, 'Done.');
        const known = futures({ simulationSeed: 9007199254740991, simulationPaths: 5000, vixPremium: 0 });
        assert.equal(await value(page, 'simulation.paths'), 5000);
        assert.equal(await value(page, 'simulation.hedged.mean.value'), known.hedged.mean.value);
        assert.notEqual(known.hedged.mean.value, futures({ simulationPaths: 5000, vixPremium: 0 }).hedged.mean.value);
        await linked(page, 'simulationSeed=9007199254740991', 'simulationPaths=5000', 'vixPremium=0');
        await type(page, 'simulationSeed', '1.5');
        await press(page);
        await says(page, 'Nothing was worked out.');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('can be given up on the way, and begun again', async () => {
        const { page, seen } = await open();
        await type(page, 'simulationPaths', '400000');
        await press(page);
        await says(page, 'Working');
        await press(page, 1);
        await says(page, 'Cancelled');
        await type(page, 'simulationPaths', '2000');
        await press(page);
        await says(page, 'Done.');
        assert.equal(await value(page, 'simulation.paths'), 2000);
        assertClean(seen, browser.origin);
        await page.close();
    });
});
