// @ts-check
// The answer from all evidence as a person meets it: asked for, told, drawn, and with a history of one's own.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertClean, launch } from './browser.js';
import { words } from './panel.js';
import { ROOT } from './root.js';

/** @typedef {typeof import('../../www/pkg/evidence.js')} Package */

/** @type {Package} */
const core = await import(pathToFileURL(join(ROOT, 'www/pkg/evidence.js')).href);
await core.default();

/** The answer, whole. @param {string[]} [texts] */
function known(texts = []) {
    assert.deepEqual(core.beginEvidence('verdict', {}, texts), { ok: true });
    while (core.advanceEvidence() < 1);
    const answer = core.evidenceAnswer();
    assert.ok(answer?.verdict);
    return answer.verdict;
}

/** A hundred sessions with a fall every tenth. */
function closes() {
    const lines = ['date,spx,vix'];
    let spx = 4000;
    for (let day = Date.UTC(2018, 0, 2); lines.length <= 100; day += 864e5) {
        if (new Date(day).getUTCDay() % 6 === 0) continue;
        const fall = lines.length % 10 === 0;
        spx *= fall ? 0.96 : 1.003;
        lines.push(`${new Date(day).toISOString().slice(0, 10)},${spx.toFixed(2)},${fall ? 30 : 16}`);
    }
    return lines.join('\n');
}

/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

const PLACE = '[data-evidence="verdict"]';

describe('the answer from all evidence', () => {
    test('says what came back, how often and at what cost; a history of one’s own joins in', async () => {
        const { page, seen } = await browser.openPage({});
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        await page.$eval('#evidence > summary', (summary) => /** @type {HTMLElement} */ (summary).click());
        await page.waitForSelector(`${PLACE} button`);
        const ask = async () => {
            await page.$eval(`${PLACE} .evidence-tools button`, (button) => /** @type {HTMLElement} */ (button).click());
            await page.waitForFunction((place) => document.querySelector(`${place} .evidence-status`)?.textContent === 'Done.', {}, PLACE);
        };
        /** @param {string} key */
        const value = (key) => page.$eval(`[data-key="${key}"]`, (element) => Number(element.getAttribute('data-value')));
        await ask();
        const two = known();
        assert.deepEqual(two.accounts.map(({ id }) => id), ['spikes', 'falls', 'rises', 'futures']);
        for (const [nth, { returned, gains }] of two.accounts.entries()) {
            assert.equal(await value(`verdict.accounts[${nth}].returned`), returned);
            assert.equal(await value(`verdict.accounts[${nth}].gains`), gains);
        }
        assert.match(await words(page, `${PLACE} .system-words`), /spikes on record .* futures drawn with your odds, .* with rolls/);
        await page.waitForSelector(`${PLACE} [data-chart="verdict"] svg`);
        const text = closes();
        await page.$eval('[data-evidence="history"] .data-slot textarea', (area, text) => {
            /** @type {HTMLTextAreaElement} */ (area).value = text;
            area.dispatchEvent(new Event('input', { bubbles: true }));
        }, text);
        await ask();
        const three = known([text, '']);
        assert.equal(three.accounts[4]?.id, 'history');
        assert.equal(await value('verdict.accounts[4].returned'), three.accounts[4]?.returned);
        assert.match(await words(page, `${PLACE} .system-words`), /worst days of your history/);
        assertClean(seen, browser.origin);
        await page.close();
    });
});
