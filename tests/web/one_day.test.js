// @ts-check
// Three layers around a condor of one day as a person meets them: from the preset's link to figures worked out on paper
// (tests/spikes.rs has the same), then by typing, picking and pressing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type } from './browser.js';
import { begin, end } from './page.js';
import { becomes, figure, hold, linked, press, value, within, words } from './panel.js';

/** The preset's link. */
const PRESET = 'v=1&longPut=7030&shortPut=7040&shortCall=7240&longCall=7250&credit=1&condorDte=1&move=-2&system=oneDay&tailEvent=fomc';

/** Figures on paper, and to half of their last digit. @type {import('./panel.js').Figures} */
const ON_PAPER = {
    // 7138.80 x 17.95 % / sqrt(252); 0.6 x 17.95 + 0.4 x 12.5 = 15.77 %.
    'moves.vixRule': [80.72, 0.005],
    'moves.blend': [70.92, 0.005],
    'clock.tradingHours': [6.5, 0],
    // 1.2 moves are 96.87 points: 7041.93 and 7235.67, and the next strikes out.
    'base[1].put': [7040, 0],
    'base[1].call': [7240, 0],
    // 1 - (1.00 - 0.06) / 10.
    'base[0].mustWin': [0.906, 1e-12],
    'decay[10].unchanged': [940, 1e-9],
    // SPX 6996 lies below the long put.
    'pivot.loss': [9060, 1e-9],
    // 1.25 less half of the way of 19.5625 / 19 - 1 to 10 %.
    'pivot.byTerm': [1.10197, 5e-6],
    'tail.upper': [6935, 0],
    'tail.paysAtMost': [12500, 0],
    'layers[0].share': [0.0906, 1e-12],
    'breakEven.condor[0]': [7039.06, 1e-9],
};

before(begin);
after(end);

describe('three layers around one day', () => {
    test('the link leads to the figures of the paper, and answers where the structure breaks even', () => within(PRESET, async (page) => {
        await hold(page, 'oneDay', ON_PAPER);
        assert.match(await words(page, '#system .system-title'), /whole structure break even\?$/);
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /SPX is expected to move 80\.7 points in a day/);
        assert.match(answer, /Layer two is on: today’s range is 87\s% of the expected move/);
        assert.match(answer, /Layer three is on for the FOMC decision: five put spreads 6,935\/6,910/);
        assert.match(answer, /the condors alone break even at 7,039\.06 and 7,240\.94; the whole structure, VIX on the line, at/);
        // The clock of the last day, to the quarter hours.
        assert.match(await words(page, '#system'), /Now, 16:00.*09:30.*15:45.*16:00/);
    }));

    test('without an announcement and on a quiet day only the condors are left', () => within(PRESET, async (page) => {
        await page.select('[name="tailEvent"]', 'none');
        await becomes(page, 'oneDay.tail.spreads', (found) => found === 0);
        await type(page, 'sessionRange', '20');
        await becomes(page, 'oneDay.pivot.contracts', (found) => found === 0);
        assert.equal(await value(page, 'oneDay.cost.upfront'), 0);
        // Break-evens are solved to 1e-10 of a point.
        const alone = await value(page, 'oneDay.breakEven.condor[0]');
        assert.ok(Math.abs(await value(page, 'oneDay.breakEven.structure[0]') - alone) < 1e-8);
        await linked(page, 'sessionRange=20');
        assert.ok(!(await page.evaluate(() => location.hash)).includes('tailEvent'));
    }));

    test('signals move layer two within their bounds, each shown', () => within(PRESET, async (page) => {
        await type(page, 'rsiSpx', '30');
        await becomes(page, 'oneDay.pivot.byRsi', (found) => found === 1.25);
        await type(page, 'breadth', '1');
        await becomes(page, 'oneDay.pivot.byBreadth', (found) => found === 1.25);
        const ratio = await value(page, 'oneDay.pivot.ratio');
        const term = await value(page, 'oneDay.pivot.byTerm');
        assert.ok(Math.abs(ratio - 1.25 * 1.25 * term) < 1e-12);
    }));

    test('layers two and three taken over give the page’s own break-even of the whole', () => within(PRESET, async (page) => {
        const structure = await Promise.all([0, 1, 2].map((k) => value(page, `oneDay.breakEven.structure[${k}]`)));
        await press(page, 'Take layers two and three');
        await linked(page, ':vixMini:10d', ':spxPutSpread:1d:k6935:lo6910');
        const own = await Promise.all([0, 1, 2].map((k) => figure(page, `combined.breakEven.hedgeAtModel[${k}]`)));
        assert.deepEqual(own, structure);
    }));

    test('a cone that does not ascend is answered at its field', () => within(PRESET, async (page) => {
        await type(page, 'coneLow', '20');
        await page.waitForSelector('[name="coneLow"][aria-invalid="true"]');
        assert.match(await words(page, '[data-field="coneLow"] .problem'), /must lie below the one that half of them were below/);
        assert.equal(await value(page, 'oneDay.tail.upper'), 6935);
    }));
});
