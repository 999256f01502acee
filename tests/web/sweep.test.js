// @ts-check
// The sweep as a person meets it: both charts, the tables, what it is measured by.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertClean, launch } from './browser.js';
import { linked, words } from './panel.js';
import { ROOT } from './root.js';

/** @typedef {typeof import('../../www/pkg/evidence.js')} Package */

/** @type {Package} */
const core = await import(pathToFileURL(join(ROOT, 'www/pkg/evidence.js')).href);
await core.default();

/** The sweep of some inputs, whole. @param {Parameters<Package['beginEvidence']>[1]} [inputs] */
function swept(inputs = {}) {
    assert.deepEqual(core.beginEvidence('sweep', inputs, []), { ok: true });
    while (core.advanceEvidence() < 1);
    const answer = core.evidenceAnswer();
    assert.ok(answer?.sweep);
    return answer.sweep;
}

/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

describe('the sweep', () => {
    test('tells what changes most and which mixes nothing beats, by the measure chosen', async () => {
        const { page, seen } = await browser.openPage({});
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        await page.$eval('#evidence > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
        await page.waitForSelector('[data-evidence="sweep"] button');
        const press = () => page.$eval('[data-evidence="sweep"] .evidence-tools button', (button) => /** @type {HTMLElement} */ (button).click());
        const done = () => page.waitForFunction(() => document.querySelector('[data-evidence="sweep"] .evidence-status')?.textContent === 'Done.');
        /** @param {string} key */
        const value = (key) => page.$eval(`[data-key="${key}"]`, (element) => Number(element.getAttribute('data-value')));
        await press();
        await done();
        const known = swept();
        assert.equal(await value('sweep.swings[0].down.offset'), known.swings[0]?.down?.offset);
        assert.equal(await value('sweep.swings[3].up.total'), known.swings[3]?.up?.total);
        assert.equal(await value('sweep.yours.offset'), known.yours?.offset);
        assert.match(await words(page, '[data-evidence="sweep"] .system-words'), /Your 4\/4\/2 returns/);
        for (const chart of ['tornado', 'frontier']) await page.waitForSelector(`[data-evidence="sweep"] [data-chart="${chart}"] svg`);
        await page.select('[name="sweepMeasure"]', 'total');
        await page.waitForFunction(() => document.querySelector('[data-evidence="sweep"] .evidence-status')?.textContent?.startsWith('These results'));
        await press();
        await done();
        const dollars = swept({ sweepMeasure: 'total' });
        assert.equal(await value('sweep.swings[5].up.total'), dollars.swings[5]?.up?.total);
        assert.notEqual(dollars.swings[5]?.title, known.swings[5]?.title);
        await linked(page, 'sweepMeasure=total');
        assertClean(seen, browser.origin);
        await page.close();
    });
});
