// @ts-check
// VIX futures in a spike as a person meets them: from the presets' links to figures worked out on paper (tests/spikes.rs has
// the same), then by typing, picking and pressing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type } from './browser.js';
import { begin, end } from './page.js';
import { becomes, figure, hold, linked, press, value, within, words } from './panel.js';

/** The presets' links. */
const PRESET = 'v=1&system=intraday';
const FOMC = 'v=1&move=-3&day=0&system=intraday&confirmations=2&clockHour=14&clockMinute=20&rsiJump=18&breadthSplits=yes&eventNow=fomc&futures=12d:18.6,40d:19.4,75d:20';

/** Figures on paper, and to half of their last digit. @type {import('./panel.js').Figures} */
const ON_PAPER = {
    // The published model's dollars per VIX point, and 40 % more.
    'stressed.perPoint': [-1289.15, 0.005],
    'stressed.perPointGrown': [-1804.81, 0.005],
    // 1000 x 19 x beta 0.542 / 17.95; 60 and 75 % of 1804.81.
    'needed[0].each': [573.57, 0.005],
    'needed[0].from': [1.888, 5e-4],
    'needed[0].to': [2.36, 5e-3],
    'needed[1].contracts': [21, 0],
    'needed[1].naive': [17, 0],
    'spike.bought[3].held': [21, 0],
    'spike.sold[0].vix': [23.31, 1e-9],
    'spike.sold[2].left': [0, 0],
    'carry.basisPerNight': [73.5, 1e-9],
    'fills[4].dollars': [525, 1e-9],
    'margin.futures': [21000, 0],
    'margin.share': [0.71, 1e-12],
};

before(begin);
after(end);

describe('futures in a spike', () => {
    test('the link leads to the figures of the paper: how many, in which slices, when they come off', () => within(PRESET, async (page) => {
        await hold(page, 'intraday', ON_PAPER);
        const answer = await words(page, '#system .system-words');
        // The headline is the insurance rate: cost over credit.
        assert.match(answer, /^The insurance rate is \d\.\d\s% of the credit/);
        const cost = await value(page, 'intraday.insurance.cost');
        assert.ok(Math.abs(await value(page, 'intraday.insurance.rate') - cost / 12800) < 1e-12);
        assert.match(answer, /takes 18\.88 to 23\.60 Mini VIX futures of 30 days: whole, 21, which neutralise 67\s%/);
        assert.match(answer, /Buy six at VIX 20\.95, then seven at VIX 22\.62, then six at VIX 24\.28, then two at VIX 25\.95/);
        assert.match(answer, /Take off seven at VIX 23\.31, seven at VIX 20\.67, seven at VIX 18\.75 on the way back/);
        assert.match(answer, /At 15:10 in New York you are within the last 60 minutes/);
    }));

    test('the second month and the full contract are held beside it, and can be picked', () => within(PRESET, async (page) => {
        await page.select('[name="hedgeFuture"]', 'vx');
        await becomes(page, 'intraday.margin.futures', (found) => found === 20000);
        await page.select('[name="hedgeMonth"]', 'second');
        await becomes(page, 'intraday.margin.futures', (found) => found === 40000);
        assert.match(await words(page, '#system .notes'), /No whole number of these contracts meets 60 to 75\s%/);
        await linked(page, 'hedgeMonth=second&hedgeFuture=vx');
    }));

    test('an announcement adds calls, confirmations add slices, the clock says where the session stands', () => within(FOMC, async (page) => {
        assert.equal(await value(page, 'intraday.held'), await value(page, 'intraday.spike.bought[2].held'));
        const added = await value(page, 'intraday.insurance.calls');
        assert.ok(added > 0);
        assert.equal(added, await value(page, 'intraday.calls.cost'));
        assert.match(await words(page, '#system .system-words'), /At 14:20 in New York you are between the two windows: 40 minutes until the last hour/);
        await page.select('[name="eventNow"]', 'none');
        await becomes(page, 'intraday.insurance.calls', (found) => found === 0);
        await type(page, 'confirmations', '0');
        const first = await value(page, 'intraday.spike.bought[0].held');
        await becomes(page, 'intraday.held', (found) => found === first);
    }));

    test('a false spike costs the more, the more is bought first', () => within(PRESET, async (page) => {
        const small = await value(page, 'intraday.spike.falseSpike.futures');
        const whole = await value(page, 'intraday.spike.falseSpikeAtOnce.futures');
        assert.ok(whole < small && small < 0);
        await type(page, 'firstTranche', '100');
        await becomes(page, 'intraday.spike.falseSpike.futures', (found) => found === whole);
        assert.match(await words(page, '#system .notes'), /A first tranche of 100\s% lies outside the 25 to 35\s% of document 004/);
    }));

    test('the futures taken over neutralise on the page what the panel says', () => within(PRESET, async (page) => {
        const share = await value(page, 'intraday.needed[1].share');
        await press(page, 'Take 21 Mini VIX futures into the form');
        await linked(page, 'layers=21:vixMini:30d');
        const neutralised = await figure(page, 'hedge.neutralised.response');
        // The page's vega has not grown by 40 %.
        assert.ok(Math.abs(neutralised - 1.4 * share) < 1e-8, `${neutralised} and ${share}`);
    }));
});
