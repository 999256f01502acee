// The same text in gives the same bytes out, in both modules of the package and on the host: reports and drawings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alvh, difference, study } from './alvh.js';
import { host, LOOK, options } from './host.js';
import { inputs, random } from './inputs.js';

/** Charts that only the larger module draws. */
const FURTHER = new Set(['decay', 'impermanentLoss']);

/**
 * Compares both sides for each link.
 *
 * @param {string[]} links
 * @returns {Promise<number>} how many gave a report
 */
async function compare(links) {
    let reports = 0;
    const answers = await host(links);
    for (const [at, link] of links.entries()) {
        const { link: echoed, outcome, charts } = /** @type {import('./host.js').Line} */ (answers[at]);
        assert.equal(echoed, link);
        const read = study.fromLink(link).inputs;
        const own = study.evaluate(read);
        assert.equal(difference(own, outcome), null, `wasm and host differ for ${link}`);
        assert.ok('payoff' in charts && 'offsets' in charts && 'decay' in charts, 'the host draws what the page shows');
        for (const [chart, svg] of Object.entries(charts)) {
            const drawing = study.draw(chart, read, LOOK);
            assert.ok((drawing.ok ? drawing.svg : null) === svg, `the ${chart} drawings differ for ${link}`);
        }
        if (read.system === 'none') swapped(link, own, charts);
        if (own.ok) reports += 1;
    }
    return reports;
}

/**
 * The module the page begins with says and draws the same, as far as it goes: nobody can see when it is swapped.
 *
 * @param {string} link
 * @param {ReturnType<typeof study.evaluate>} wanted
 * @param {Record<string, string | null>} charts
 */
function swapped(link, wanted, charts) {
    const read = alvh.fromLink(link).inputs;
    assert.equal(difference(alvh.evaluate(read), wanted), null, `the modules differ for ${link}`);
    for (const [chart, svg] of Object.entries(charts)) {
        const drawing = alvh.draw(chart, read, LOOK);
        if (!FURTHER.has(chart)) assert.ok((drawing.ok ? drawing.svg : null) === svg, `the modules draw ${chart} differently for ${link}`);
    }
}

test('the presets', options, async () => {
    const links = ['v=1', ...study.presets().map(({ link }) => link)];
    assert.equal(await compare(links), links.length);
});

test('three hundred generated inputs', options, async (context) => {
    const next = random(20251120);
    const links = Array.from({ length: 300 }, () => alvh.toLink(inputs(next)));
    const reports = await compare(links);
    context.diagnostic(`${reports} of ${links.length} gave a report, the others the same problems`);
    assert.ok(reports >= 60 && reports <= 290, `${reports} reports: the generator has lost its balance`);
});

test('links nobody would write', options, async () => {
    await compare(['', 'v=1&spx=7138,80', 'v=1&spx=0x10&vix=1e999', 'v=2', '<script>', 'v=1&layers=', 'v=1&foo=1', '%ff&=&&', 'v=1&spx=5e-324']);
});
