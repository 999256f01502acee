// @ts-check
// The money behind the position as a person meets it: from the presets' links to figures worked out on paper (tests/money.rs has
// the same), then by typing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type } from './browser.js';
import { begin, end } from './page.js';
import { becomes, hold, linked, value, within, words } from './panel.js';

/** The presets' links. */
const PRESET = 'v=1&system=money';
const RELATIVE = 'v=1&system=money&parityStrike=7150&parityCall=159.2&parityPut=145.1&farVol=18.9';
const TWO_RATES = 'v=1&system=money&laterFlow=110000';

/** Figures on paper, and to half of their last digit. @type {import('./panel.js').Figures} */
const ON_PAPER = {
    // 50,000 x 8 % x 45 / 365, over ten condors of 100 dollars a point.
    'financing': [493.15, 0.005],
    'financingPoints': [0.4932, 5e-5],
    'breakEven[0]': [6637.75, 0.005],
    'breakEven[1]': [7487.25, 0.005],
    // 50,000 - 12,740 + 1,885.24.
    'endings[0].tiedUp': [39145.24, 0.005],
    'endings[0].signChanges': [1, 0],
    'endings[0].rates': [1, 0],
    // (1 + 11,165.47 / 39,145.24) ^ (365 / 45) - 1.
    'endings[0].irr': [6.655, 5e-4],
    'liquidity.liquid': [50000, 0],
    'liquidity.hedgeDebit': [1885.24, 0.005],
};

before(begin);
after(end);

describe('the money behind the position', () => {
    test('the link leads to the figures of the paper', () => within(PRESET, async (page) => {
        await hold(page, 'money', ON_PAPER);
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /At 8\.0\s% a year the margin costs \$493 over 45 days: it moves each break-even of the condor in by 0\.493 points, to 6,637\.75 and 7,487\.25\./);
        assert.match(answer, /not annualised\. Its flows change sign once, so there is one internal rate of return/);
        // (1 + rate) of the span, and the simple return, are one and the same for two flows.
        const [simple, span] = [await value(page, 'money.endings[0].simpleReturn'), await value(page, 'money.endings[0].irrOverSpan')];
        assert.ok(Math.abs(simple - span) < 1e-9);
    }));

    test('the cost of capital follows its parts: 0.6 x 9 + 0.4 x 7 x 0.75 = 7.5 %', () => within(PRESET, async (page) => {
        await page.select('[name="waccFrom"]', 'parts');
        await type(page, 'costOfDebt', '7');
        await type(page, 'debtShare', '40');
        await type(page, 'taxRate', '25');
        await becomes(page, 'money.wacc', (wacc) => Math.abs(wacc - 0.075) < 1e-12);
        assert.ok(Math.abs((await value(page, 'money.financing')) - 462.33) < 0.005);
        await linked(page, 'waccFrom=parts', 'taxRate=25');
    }));

    test('a conversion pays and a ceiling holds; neither is the other', () => within(RELATIVE, async (page) => {
        // 159.2 - 145.1 - e^(-0.04 x 45/365) x (7,163.49 - 7,150); sqrt((18.9^2 x 60 - 17.95^2 x 30) / 30).
        await hold(page, 'money', { 'parity.gap': [0.68, 0.005], 'parity.left': [0.18, 0.005], 'variance.ceiling': [19.8, 0.005], 'variance.room': [0.8, 0.005] });
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /a conversion would leave 0\.18 points/);
        assert.match(answer, /That is relative value, not a conversion/);
        await type(page, 'parityCost', '0.75');
        await becomes(page, 'money.parity.left', (left) => left < 0);
        assert.match(await words(page, '#system .system-words'), /no conversion and no reversal pays/);
    }));

    test('two rates are no answer, and it says so', () => within(TWO_RATES, async (page) => {
        await hold(page, 'money', { 'endings[0].signChanges': [2, 0], 'endings[0].rates': [2, 0], 'endings[0].mirr': [1.5745, 5e-5] });
        assert.match(await words(page, '#system .system-words'), /there are two internal rates of return: the rate is not an answer here/);
        await type(page, 'laterFlow', '0');
        await becomes(page, 'money.endings[0].rates', (rates) => rates === 1);
    }));

    test('what cannot be paid with falls below the floor', () => within(PRESET, async (page) => {
        assert.match(await words(page, '#system .system-words'), /not below the 1 you ask for/);
        await type(page, 'bills', '5000');
        await becomes(page, 'money.liquidity.ratio', (ratio) => ratio < 1);
        assert.match(await words(page, '#system .system-words'), /: below the 1 you ask for/);
    }));
});
