// @ts-check
// Layers at VIX thresholds as a person meets them: from the presets' links to figures worked out on paper (tests/spikes.rs
// has the same), then by typing and pressing; and impermanent loss drawn beside the condors.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type } from './browser.js';
import { begin, end } from './page.js';
import { becomes, figure, hold, linked, press, value, within, words } from './panel.js';

/** The presets' links. */
const PRESET = 'v=1&system=thresholds';
const ANNOUNCED = 'v=1&move=-4&system=thresholds&levelOne=18&levelTwo=22&levelThree=28&fomcIn=6&cpiIn=2';

/** Figures on paper, and to half of their last digit. @type {import('./panel.js').Figures} */
const ON_PAPER = {
    // A quarter above 19.00.
    'levels[0].strike': [24, 0],
    held: [4, 0],
    'whatIf.vix': [28.45, 1e-12],
    'whatIf.calls': [10, 0],
    'ladder[4].calls': [8, 0],
    // 2 sqrt(0.93) / 1.93 - 1.
    'likeness.whatIf.full': [-0.000658, 5e-7],
    // 12.80 - 10.916 points less $60, of $50,000.
    'likeness.whatIf.condor': [0.03648, 5e-6],
    // 7138.80 x 17.95 % x sqrt(45/365).
    'announced.horizons[1].byVix': [449.93, 0.005],
};
/** @type {import('./panel.js').Figures} */
const WITH_NEWS = {
    // 0.1795 squared less 0.0002 x 365/30.
    'announced.quietVol': [0.172589, 5e-7],
    'announced.horizons[0].dated': [77.61, 0.005],
    'announced.horizons[1].onTop': [461.12, 0.005],
    'announced.horizons[2].dated': [367.37, 0.005],
    'whatIf.calls': [8, 0],
};

before(begin);
after(end);

describe('layers at thresholds', () => {
    test('the link leads to the figures of the paper, and answers what adding late costs', () => within(PRESET, async (page) => {
        await hold(page, 'thresholds', ON_PAPER);
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /With VIX at 17\.95 the rule holds four VIX calls\. The what-if takes VIX to 28\.45, where it holds ten\./);
        assert.match(answer, /The four calls from 20 cost \$\d+ today, \$\d+ as VIX crosses its level and \$[\d,]+ after the gap: adding late costs \$\d+ more/);
        assert.match(answer, /passes the calm-market check/);
        assert.match(answer, /a full-range pool has lost 0\.07\s% to divergence, one between 6,650 and 7,475/);
        const late = await value(page, 'thresholds.levels[1].late');
        const atLevel = await value(page, 'thresholds.levels[1].costAtLevel');
        assert.ok(Math.abs(await value(page, 'thresholds.levels[1].costAfter') - atLevel - late) < 1e-9);
        assert.match(await words(page, '#system'), /Where the likeness ends/);
    }));

    test('impermanent loss is drawn beside the condors, with a text for those who do not see it', () => within(PRESET, async (page) => {
        const drawing = await page.waitForSelector('#system [data-chart="impermanentLoss"] svg');
        assert.ok(drawing);
        const told = await page.$eval('#system [data-chart="impermanentLoss"] [role="img"]', (element) => element.getAttribute('aria-label') ?? '');
        assert.match(told, /With SPX at 6,639\.08 a full-range pool has lost 0\.1\s% to divergence/);
    }));

    test('announcements are put on their days, and the layers an expected move reaches follow', () => within(ANNOUNCED, async (page) => {
        await hold(page, 'thresholds', WITH_NEWS);
        await type(page, 'cpiIn', '1');
        // CPI now falls into the next trading day: sqrt(0.0297869 / 252 + 0.0001) of 7138.80.
        await becomes(page, 'thresholds.announced.horizons[0].dated', (found) => Math.abs(found - 105.45) < 0.005);
    }));

    test('multipliers stay within their bounds and say what scales', () => within(PRESET, async (page) => {
        await type(page, 'waccReference', '2');
        await becomes(page, 'thresholds.levels[0].exact', (found) => found === 6);
        await type(page, 'topTen', '100');
        await becomes(page, 'thresholds.levels[2].exact', (found) => found === 4.5);
        await page.select('[name="earlySigns"]', 'both');
        await becomes(page, 'thresholds.levels[0].exact', (found) => Math.abs(found - 10.8) < 1e-12);
        assert.match(await words(page, '#system .notes'), /Calls are scaled by the cost of capital and the concentration of the index and early signs/);
    }));

    test('the layers taken over wait in the form for their levels', () => within(PRESET, async (page) => {
        const crossed = await value(page, 'thresholds.whatIf.crossed');
        await press(page, 'Take these layers');
        await linked(page, 'layers=4:vixCall:30d:k24:on16,4:vixCall:30d:k24:on20,2:vixCall:30d:k24:on25');
        const hedge = await figure(page, 'combined.whatIf.hedge');
        assert.ok(Math.abs(crossed - hedge) < 1e-6, `${crossed} and ${hedge}`);
    }));

    test('levels that do not ascend are answered at their field', () => within(PRESET, async (page) => {
        await type(page, 'levelTwo', '15');
        await page.waitForSelector('[name="levelTwo"][aria-invalid="true"]');
        assert.match(await words(page, '[data-field="levelTwo"] .problem'), /must come on above the first: 15 is not above 16/);
    }));
});
