// @ts-check
// A sudden expansion of volatility as a person meets it: from the presets' links to figures worked out on paper
// (tests/expansion.rs has the same), then by typing, picking and pressing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type } from './browser.js';
import { begin, end, eventually } from './page.js';
import { becomes, figure, hold, linked, press, value, within, words } from './panel.js';

/** The presets' links. */
const PRESET = 'v=1&system=expansion';
const ISOLATED = 'v=1&move=-4&vixTo=28&day=2&system=expansion&cpiLast=2.9&cpiBefore=2.8&ppiLast=2.4&ppiBefore=2.5&regimeRsiSpx=44&regimeRsiVix=62&regimeMacdVix=-0.2';
const REGIME = 'v=1&move=-9&vixTo=38&day=5&system=expansion&cpiLast=3.6&cpiBefore=2.9&ppiLast=4.1&ppiBefore=3&regimeRsiSpx=28&regimeRsiVix=74&regimeMacdVix=1.8';

/** Figures on paper, and to half of their last digit. @type {import('./panel.js').Figures} */
const ON_PAPER = {
    // 7138.80 x 0.93, and 17.95 + 7 x 1.5 on the line.
    'after.spx': [6639.084, 1e-6],
    'after.vix': [28.45, 1e-9],
    // The published model's -6,536.89 less 60 of fees; its +4,992.41 less 15 of fees and 2 % of 1,833.57.
    'after.condor': [-6596.89, 0.005],
    'after.hedge': [4940.74, 0.005],
    // 12,800 less 60, less 1,833.57 of premium, 15 of fees and 36.67 of slippage.
    'credit.kept': [10854.76, 0.005],
    // Two legs closed and two opened, ten condors: 40 contracts at 1.50, and a tenth of a point on each.
    'changes[1].costs': [460, 1e-9],
    'changes[3].costs': [920, 1e-9],
    // 50 points a side less the credit and its fees, the hedge worthless: 50,000 - 12,740 + 1,885.24.
    'changes[0].mostLost': [39145.24, 0.005],
    'changes[0].aloneLower': [6637.26, 1e-6],
    'changes[0].aloneUpper': [7487.74, 1e-6],
    // The independent model in Python (tests/oracle/expansion.py).
    'changes[1].cash': [-3706.15, 0.005],
    'changes[6].cash': [968.2, 0.005],
    'changes[0].lower': [6631.81, 0.005],
    'changes[0].upper': [7489.07, 0.005],
    'fair.earnings': [7130, 1e-9],
    'fair.forward': [6661.53, 0.005],
    // After a day the futures of 30 and 110 days have 29 and 109 left.
    'blend.nearShare': [79 / 80, 1e-12],
    'blend.near': [30, 0],
    'votes': [1, 0],
};

before(begin);
after(end);

describe('a sudden expansion', () => {
    test('the link leads to the figures of the paper, and to the document’s answer', () => within(PRESET, async (page) => {
        await hold(page, 'expansion', ON_PAPER);
        const answer = await words(page, '#system .system-words');
        assert.match(answer, /VIX goes from 17\.95 to 28\.45 and SPX to 6,639: the condor loses \$6,597, the hedge gains \$4,941; together they lose \$1,656\./);
        assert.match(answer, /It reads as an isolated spike: 1 of the 2 votes that make a regime\..*By document 000’s table: adjust the wings\./);
        assert.match(answer, /To roll instead .* realises a loss of \$1,544/);
        assert.match(await words(page, '#system .notes'), /Only one of the facts is known/);
    }));

    test('an isolated spike that the hedge covers is held', () => within(ISOLATED, async (page) => {
        assert.equal(await value(page, 'expansion.votes'), 1);
        assert.match(await words(page, '#system .system-words'), /By document 000’s table: hold\./);
    }));

    test('a regime beyond the first two layers is rolled; other facts change the verdict', () => within(REGIME, async (page) => {
        assert.equal(await value(page, 'expansion.votes'), 6);
        assert.match(await words(page, '#system .system-words'), /By document 000’s table: roll the whole position\./);
        // Steady prices, and no sign of a change of regime but the curve: an isolated spike that loses.
        for (const [name, text] of [['cpiLast', '3.0'], ['ppiLast', '3.1'], ['regimeRsiSpx', '45'], ['regimeRsiVix', '60'], ['regimeMacdVix', '-1']]) {
            await type(page, String(name), String(text));
        }
        await becomes(page, 'expansion.votes', (votes) => votes === 1);
        assert.match(await words(page, '#system .system-words'), /By document 000’s table: adjust the wings\./);
        await linked(page, 'cpiLast=3', 'regimeMacdVix=-1');
    }));

    test('wings of five points take half the debit, about, and the same fees', () => within(PRESET, async (page) => {
        const ten = await value(page, 'expansion.changes[1].cash');
        await type(page, 'wingStep', '5');
        await becomes(page, 'expansion.changes[1].cash', (cash) => cash > ten);
        const five = await value(page, 'expansion.changes[1].cash');
        assert.ok(Math.abs(five / ten - 0.5) < 0.02, `${five} of ${ten}`);
        assert.equal(await value(page, 'expansion.changes[1].costs'), 460);
    }));

    test('an empty purse is short of what the credit then pays', () => within(PRESET, async (page) => {
        assert.equal(await value(page, 'expansion.changes[1].engineShort'), 0);
        await type(page, 'engine', '1000');
        await becomes(page, 'expansion.changes[1].engineShort', (short) => short > 0);
        const debit = (await value(page, 'expansion.changes[1].costs')) - (await value(page, 'expansion.changes[1].cash'));
        assert.ok(Math.abs((await value(page, 'expansion.changes[1].engineShort')) - (debit - 1000)) < 1e-6);
        // Dear trading: the change in the words takes money too.
        await type(page, 'legSlippage', '0.5');
        await becomes(page, 'expansion.changes[3].engineShort', (short) => short > 0);
        assert.match(await words(page, '#system .system-words'), /short, which comes out of the credit after all/);
    }));

    test('the contracts that keep the target fall as it rises', () => within(PRESET, async (page) => {
        const before = await value(page, 'expansion.fit.contracts');
        await type(page, 'targetIrr', '60');
        await becomes(page, 'expansion.fit.contracts', (contracts) => contracts < before);
        assert.ok((await value(page, 'expansion.fit.irr')) >= 0.6);
        assert.ok((await value(page, 'expansion.fit.irrBeyond')) < 0.6);
    }));

    test('the expanded market can be taken over, the position as it is', () => within(PRESET, async (page) => {
        const after = await value(page, 'expansion.after.condor');
        await press(page, 'Make the expanded market today’s');
        await linked(page, 'vix=28.45', 'condorDte=44', 'mark=');
        await becomes(page, 'expansion.before.condor', (condor) => Math.abs(condor - after) < 1);
        await eventually(async () => assert.ok(Math.abs((await figure(page, 'condor.atm')) - 0.2208) < 1e-3));
    }));
});
