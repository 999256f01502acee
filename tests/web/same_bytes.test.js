// @ts-check
// Reports and charts are the same bytes on the host, in Node and in every browser that is here, by digest, for every
// preset, every system and odd states.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { alvh, study } from './alvh.js';
import { BROWSERS, drive } from './driver.js';
import { canonical, digest, fingerprint } from './fingerprint.js';
import { host, LOOK, options } from './host.js';
import { until } from './person.js';
import { ROOT, SITE } from './root.js';
import { serve } from './serve.js';
import { STATES } from './states.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const CHARTS = ['payoff', 'heatmap', 'offsets', 'response', 'vixNeeded', 'decay', 'impermanentLoss', 'ladder'];
/** The look of the host's drawings, and another. @type {import('./fingerprint.js').Look[]} */
const LOOKS = [LOOK, { width: 333, height: 251, theme: 'dark' }];
const CORES = { alvh, study };

/** A page with both cores and what takes their fingerprints. */
const PAGE = '<!doctype html><title>same</title><link rel="icon" href="data:,"><script type="module" src="/same.js"></script>';
const SCRIPT = `
  import * as alvh from '/pkg/alvh.js';
  import * as study from '/pkg/study.js';
  import { fingerprint } from '/fingerprint.js';
  await Promise.all([alvh.default(), study.default()]);
  Object.assign(window, { fingerprint: (core, ...rest) => fingerprint({ alvh, study }[core], ...rest) });`;

test('a fingerprint tells what differs, and not in which order keys were given', async () => {
    assert.equal(canonical({ b: [1, -0, null], a: { d: 'x', c: 0.1 } }), canonical({ a: { c: 0.1, d: 'x' }, b: [1, -0, null] }));
    for (const [one, other] of [[0, -0], [[1, 2], [2, 1]], [{ a: null }, {}], ['1', 1], [0.1 + 0.2, 0.3]]) assert.notEqual(canonical(one), canonical(other));
    // Of the empty text, by FIPS 180-4.
    assert.equal(await digest(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('the states are all there are, and of every kind', () => {
    for (const { id } of study.systems()) assert.ok(STATES.includes(`v=1&system=${id}`), id);
    for (const { link } of study.presets()) assert.ok(STATES.includes(link), link);
    const right = STATES.filter((link) => study.evaluate(study.fromLink(link).inputs).ok);
    assert.ok(right.length > 30 && right.length < STATES.length - 3, `${right.length} of ${STATES.length} give a report`);
    for (const chart of CHARTS) assert.ok(right.some((link) => study.draw(chart, study.fromLink(link).inputs, LOOK).ok), chart);
});

describe('the same bytes', () => {
    /** Node's, by core and link. @type {Map<string, Record<string, string | null>>} */
    const node = new Map();
    before(async () => {
        for (const [name, core] of Object.entries(CORES)) for (const link of STATES) node.set(`${name} ${link}`, await fingerprint(/** @type {any} */ (core), link, CHARTS, LOOKS));
    });

    test('on the host', options, async () => {
        for (const { link, outcome, charts } of await host(STATES)) {
            assert.deepEqual(Object.keys(charts).sort(), [...CHARTS].sort(), 'the host draws what the page shows');
            /** @type {Record<string, string | null>} */
            const found = { report: await digest(canonical(outcome)) };
            for (const [chart, svg] of Object.entries(charts)) found[`${chart} ${LOOK.width} ${LOOK.height} ${LOOK.theme}`] = svg === null ? null : await digest(svg);
            const wanted = node.get(`study ${link}`) ?? {};
            for (const [what, value] of Object.entries(found)) assert.equal(value, wanted[what], `${what} of ${link}`);
        }
    });

    for (const name of BROWSERS) {
        describe(`in ${name}`, () => {
            /** @type {import('./driver.js').Driver} */
            let driver;
            /** @type {Awaited<ReturnType<typeof serve>>} */
            let site;
            before(async () => {
                const own = await readFile(join(ROOT, 'tests/web/fingerprint.js'), 'utf8');
                [driver, site] = await Promise.all([drive(name), serve(SITE, { extra: { '/same.html': PAGE, '/same.js': SCRIPT, '/fingerprint.js': own } })]);
            });
            after(() => Promise.all([driver?.close(), site?.close()]));

            for (const core of Object.keys(CORES)) {
                test(`from ${core}`, async () => {
                    const page = await driver.open();
                    try {
                        await page.goto(`${site.origin}/same.html`);
                        await until(page, () => 'fingerprint' in window);
                        for (const link of STATES) {
                            const found = await page.evaluate((...args) => /** @type {any} */ (window).fingerprint(...args), core, link, CHARTS, LOOKS);
                            assert.deepEqual(found, node.get(`${core} ${link}`), link);
                        }
                    } finally {
                        await page.close();
                    }
                });
            }
        });
    }
});
