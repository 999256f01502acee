// @ts-check
// The page, its frame, its element and its one file, in every browser that is here: all that must not depend on which.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { alvh, study } from './alvh.js';
import { BROWSERS, drive } from './driver.js';
import { ELEMENTS, FRAMES } from './hosts.js';
import { assertDraws, assertFine, assertLinks, assertShows, assertWords, eventually, fragment, marked, report, status } from './page.js';
import { click, middle, running, shownAgain, type, until } from './person.js';
import { ROOT } from './root.js';
import { POLICY, serve } from './serve.js';
import { watch } from './watch.js';

/** @typedef {import('./driver.js').Page} Page */
/** @typedef {import('./driver.js').Place} Place */
/** @typedef {import('../../www/pkg/study.js').Inputs} Inputs */
/** @typedef {Awaited<ReturnType<typeof serve>>} Server */

/** Made by `cargo xtask test`, or else by `cargo xtask dist`. */
const SITE = process.env.ALVH_SITE ?? join(ROOT, 'dist');
const WATCH = '/watch.js';
const EXTRA = { ...FRAMES, ...ELEMENTS, [WATCH]: `(${watch})()`, '/blank.html': '<!doctype html><title>blank</title><link rel="icon" href="data:,">' };
/** Of an element's host: nothing about styles and images. */
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const SANS_WASM = "default-src 'self'; script-src 'self'";

/** Links that are right, of what the first module knows. @type {string[]} */
const LINKS = [
    '', 'v=1', ...alvh.presets().map(({ link }) => link),
    alvh.toLink({ layers: [], move: 0, day: 10 }),
    alvh.toLink({ move: -7, vixTo: 40, response: 'sqrtTime', layers: [{ instrument: 'spxPutSpread', quantity: 12, dte: 45, strike: 6500, lowerStrike: 6400 }, { instrument: 'vixMini', quantity: -3, dte: 50, entry: 19.25 }] }),
];
/** One that is wrong, and hostile. */
const WRONG = 'v=1&spx=<img src=x onerror=alert(1)>&<script>alert(1)</script>=1&vix=1e999';

/** The larger module's report, in which the page's own is contained. @param {Partial<Inputs>} inputs */
function wide(inputs) {
    const answer = study.evaluate(inputs);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.report;
}

/** The total on show. @param {Place} place */
const total = (place) => place.evaluate(() => Number(document.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value')));

/** Of the element, that is in its root. @param {Place} place */
const totalInside = (place) => place.evaluate(() => Number(document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value')));

/** @param {Partial<Inputs>} inputs */
const totalOf = (inputs) => wide(inputs).combined.whatIf.total;

/** What a place has stored, but for files of the site itself: those may be kept for days without a network. @param {Place} place */
const kept = (place) => place.evaluate(async () => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    other: (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat().map(({ url }) => url).filter((url) => !url.startsWith(`${location.origin}/`) || /[?#]/.test(url)),
}));
const KEPT_NOTHING = { cookie: '', local: 0, session: 0, databases: 0, other: [] };

/** The frame in a page, or in an element of it, once there is one. @param {Place} page */
async function framed(page) {
    const find = () => document.querySelector('iframe') ?? document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('iframe') ?? null;
    await until(page, () => Boolean(document.querySelector('iframe') ?? document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('iframe')));
    return page.within(find);
}

for (const name of BROWSERS) {
    describe(name, { skip: existsSync(join(SITE, 'alvh.html')) ? false : 'there is no site: cargo xtask dist makes one' }, () => {
        /** @type {import('./driver.js').Driver} */
        let driver;
        /** @type {Server} */
        let site;
        before(async () => {
            [driver, site] = await Promise.all([drive(name), serve(SITE, { extra: EXTRA, first: WATCH })]);
        });
        after(() => Promise.all([driver?.close(), site?.close()]));

        /** Opens an address, does something there, and closes it: nothing may have gone wrong. @param {string} path @param {(page: Page) => Promise<unknown>} work @param {Server} [server] */
        async function at(path, work, server = site) {
            const page = await driver.open();
            try {
                await page.goto(`${server.origin}${path}`);
                await work(page);
                assert.deepEqual(await page.faults(), []);
                await assertStays(page, server);
            } finally {
                await page.close();
            }
        }

        /** Nobody else was asked for anything. @param {Page} page @param {Server} server */
        async function assertStays(page, server) {
            const asked = await page.requests();
            assert.deepEqual(asked.filter((url) => !url.startsWith(`${server.origin}/`) && !/^(data|blob):/.test(url)), []);
            assert.ok(asked.some((url) => url.startsWith(server.origin)), 'the browser tells of no request at all');
        }

        test('every figure is the package’s, and every word of the answer, from any link', () => at('/blank.html', async (page) => {
            for (const link of LINKS) {
                await page.goto(`${site.origin}/blank.html`);
                await page.goto(`${site.origin}/#${link}`);
                await running(page);
                const { inputs } = alvh.fromLink(link);
                const all = await assertShows(page, inputs);
                assert.ok(all.length > 60, `only ${all.length} figures`);
                await eventually(() => assertFine(page));
                await assertWords(page);
            }
        }));

        test('a hostile link is answered with problems, and nothing of it runs', () => at(`/#${encodeURI(WRONG)}`, async (page) => {
            await running(page);
            const { inputs, problems } = alvh.fromLink(await fragment(page));
            assert.ok(problems.length >= 3, 'the browser’s way of writing it changes its meaning');
            await assertShows(page, inputs);
            await eventually(async () => assert.match((await status(page)).words, /\S/));
            await assertWords(page);
            assert.equal(await page.evaluate(() => document.querySelectorAll('body script, body img').length), 0);
        }));

        test('every question opens from its link, with every figure of its panel', () => at('/blank.html', async (page) => {
            for (const { presets: [first] } of study.systems()) {
                assert.ok(first);
                const { link } = first;
                await page.goto(`${site.origin}/blank.html`);
                await page.goto(`${site.origin}/#${link}`);
                await running(page);
                await until(page, () => Boolean(document.querySelector('#system:not([hidden]) .system-words > p')));
                const { inputs } = study.fromLink(link);
                const { system } = wide(inputs);
                const all = await assertShows(page, inputs, wide(inputs));
                const cells = system?.panel.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap((cell) => ('key' in cell ? [cell.key] : [])))) ?? [];
                for (const key of cells) assert.ok(all.some((one) => one.key === key), `${link}: ${key} is not shown`);
                const words = await page.evaluate(() => [...document.querySelectorAll('#system .system-words > p')].map(({ textContent }) => textContent));
                assert.deepEqual(words, system?.panel.answer.map((parts) => parts.map(({ text }) => text).join('')));
            }
        }));

        test('numbers that open look it, and no line begins with the comma after one', () => at('/', async (page) => {
            await running(page);
            const looks = await page.evaluate(() => [...document.querySelectorAll('main button.how:enabled')].map((button) => `${getComputedStyle(button).textDecorationLine} ${getComputedStyle(button).textDecorationStyle}`));
            assert.deepEqual([...new Set(looks)], ['underline dotted']);
            const parted = await page.evaluate(() => {
                const words = /** @type {HTMLElement} */ (document.getElementById('words'));
                /** @type {string[]} */
                const found = [];
                for (let width = 200; width < 700; width += 7) {
                    words.style.width = `${width}px`;
                    for (const button of words.querySelectorAll('button.how')) {
                        const text = button.nextSibling;
                        if (!(text instanceof Text) || !/^[^\s]/.test(text.data)) continue;
                        const range = document.createRange();
                        range.setStart(text, 0);
                        range.setEnd(text, 1);
                        if (range.getBoundingClientRect().left < button.getBoundingClientRect().left) found.push(`${width}: ${button.textContent}`);
                    }
                }
                return found;
            });
            assert.deepEqual(parted, []);
        }));

        test('typing changes figures, words and link; what is wrong is said at its field; each step can be undone', () => at('/', async (page) => {
            await running(page);
            await type(page, 'shortPut', '6655');
            await assertLinks(page, { shortPut: 6655 });
            await assertShows(page, { shortPut: 6655 });
            await eventually(() => assertFine(page));
            await type(page, 'credit', '9,5');
            await eventually(async () => assert.deepEqual(Object.keys(await marked(page)), ['credit']));
            const messages = await marked(page);
            assert.match(messages['credit'] ?? '', /\S/, 'the problem is out of sight');
            await eventually(async () => assert.ok((await status(page)).stale));
            await page.press('Backspace', 'Backspace', '.', '5');
            await assertLinks(page, { shortPut: 6655, credit: 9.5 });
            await eventually(() => assertFine(page));
            await click(page, '#undo');
            await assertLinks(page, { shortPut: 6655 });
            await click(page, '#undo');
            await assertLinks(page, {});
            await click(page, '#redo');
            await assertLinks(page, { shortPut: 6655 });
            await assertShows(page, { shortPut: 6655 });
        }));

        test('every figure of the page holds its chart, as the package draws it in Node', () => at('/#v=1&shortPut=6655', async (page) => {
            await running(page);
            const charts = await page.evaluate(() => [...document.querySelectorAll('figure[data-chart]')].map((figure) => figure.getAttribute('data-chart') ?? ''));
            assert.ok(charts.length >= 7, String(charts));
            for (const chart of charts) await assertDraws(page, chart, { shortPut: 6655 });
        }));

        test('the marker moves by the arrow keys and by the mouse, and everything follows', () => at('/', async (page) => {
            await running(page);
            const handle = 'figure[data-chart="payoff"] .handle';
            await middle(page, handle);
            await page.evaluate((handle) => /** @type {HTMLElement} */ (document.querySelector(handle)).focus(), handle);
            const { move = 0 } = alvh.defaults();
            await page.press('ArrowRight', 'ArrowRight');
            await assertLinks(page, { move: Number(move) + 1 });
            const from = await middle(page, handle);
            await page.drag(from, { x: from.x - 20, y: from.y }, { x: from.x - 60, y: from.y });
            await eventually(async () => assert.ok(Number(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('[name="move"]')).value)) < Number(move) + 0.5));
            await shownAgain(page);
            const at = Number(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('[name="move"]')).value));
            await assertLinks(page, { move: at });
            await assertShows(page, { move: at });
        }));

        test('the link that is copied opens with exactly these numbers', () => at('/', async (page) => {
            await running(page);
            // What a browser without a window does with its clipboard is its own affair.
            await page.evaluate(() => void Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (/** @type {string} */ text) => void Object.assign(window, { copied: text }) } }));
            await type(page, 'shortPut', '6655');
            await type(page, 'move', '-4');
            await click(page, '#copy');
            const copied = await until(page, () => /** @type {any} */ (window).copied);
            assert.equal(copied, `${site.origin}/#${alvh.toLink({ shortPut: 6655, move: -4 })}`);
            await page.goto(`${site.origin}/blank.html`);
            await page.goto(String(copied));
            await running(page);
            await assertShows(page, { shortPut: 6655, move: -4 });
        }));

        describe('in the page of somebody else', () => {
            const link = alvh.toLink({ shortPut: 6655 });

            /** The page in a frame that has told its height. @param {string} query @param {(page: Page, frame: Place) => Promise<unknown>} work @param {Server} [server] */
            const within = (query, work, server) => at(`/host.html?${encodeURIComponent(`embed.html${query}`)}#v=1`, async (page) => {
                await until(page, () => /** @type {any} */ (window).heard.some((/** @type {any} */ { data }) => data?.type === 'alvh:height'));
                const frame = await framed(page);
                await running(frame);
                await work(page, frame);
            }, server);

            /** Says something, asks for the state, and waits for the answer. @param {Page} page @param {object[]} messages */
            async function asked(page, ...messages) {
                const before = await page.evaluate((messages) => {
                    const { heard, say } = /** @type {any} */ (window);
                    const count = heard.length;
                    for (const message of [...messages, { type: 'alvh:get' }]) say(message);
                    return count;
                }, messages);
                return /** @type {any} */ (await until(page, (from) => /** @type {any} */ (window).heard.slice(from).find((/** @type {any} */ { data }) => data?.type === 'alvh:state'), before));
            }

            test('a frame tells its height, answers, takes states and themes, and follows its reader', () => within('?view=chart', async (page, frame) => {
                assert.equal(await total(frame), totalOf({}));
                const answer = await asked(page, { type: 'alvh:set', link });
                assert.deepEqual([answer.data.link, answer.origin, answer.mine], [link, site.origin, true]);
                await eventually(async () => assert.equal(await total(frame), totalOf({ shortPut: 6655 })));
                await asked(page, { type: 'alvh:theme', theme: 'dark' });
                assert.equal(await frame.evaluate(() => document.documentElement.dataset['theme']), 'dark');
                assert.equal((await asked(page, { type: 'alvh:set', link: 'v=1&spx=-5' })).data.link, link, 'a wrong state changed something');
                const height = await page.evaluate(() => /** @type {any} */ (window).heard.filter((/** @type {any} */ { data }) => data?.type === 'alvh:height').at(-1).data.height);
                assert.equal(height, await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)));
            }));

            test('what a reader types there is in its state', () => within('?lock=longPut', async (page, frame) => {
                await type(page, 'shortPut', '6655', frame);
                await eventually(async () => assert.equal(await total(frame), totalOf({ shortPut: 6655 })));
                assert.equal((await asked(page)).data.link, link);
                assert.ok(await frame.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('[name="longPut"]')).readOnly));
            }));

            test('a host at another origin, which allows itself and the frame alone, is told and answered', async () => {
                const server = await serve(SITE, { extra: EXTRA, policy: `default-src 'self'; img-src 'self' data:; frame-src ${site.origin}`, first: WATCH });
                try {
                    const page = await driver.open();
                    await page.goto(`${server.origin}/host.html?${encodeURIComponent(`${site.origin}/embed.html?view=chart`)}#v=1`);
                    await until(page, () => /** @type {any} */ (window).heard.some((/** @type {any} */ { data }) => data?.type === 'alvh:height'));
                    const answer = await asked(page, { type: 'alvh:set', link });
                    assert.deepEqual([answer.data.link, answer.origin], [link, site.origin]);
                    const frame = await framed(page);
                    await eventually(async () => assert.equal(await total(frame), totalOf({ shortPut: 6655 })));
                    assert.deepEqual(await page.faults(), []);
                    await page.close();
                } finally {
                    await server.close();
                }
            });

            test('a host in a sandbox, which has no origin, is answered all the same', async () => {
                // To WebKit 'self' is nobody there: a policy must name the origin.
                const server = await serve(SITE, { extra: EXTRA, policy: POLICY.replaceAll("'self'", '{origin}'), first: WATCH });
                try {
                    await at('/host.html?about%3Ablank', async (page) => {
                        await page.evaluate((link) => {
                            const frame = document.querySelector('iframe');
                            frame?.setAttribute('sandbox', 'allow-scripts');
                            frame?.setAttribute('src', `nobody.html?${encodeURIComponent('embed.html?view=summary')}#${link}`);
                        }, link);
                        await until(page, () => /** @type {any} */ (window).heard.some((/** @type {any} */ { data }) => data?.type === 'alvh:height'));
                        const { data } = await asked(page, { type: 'alvh:set', link: 'v=1&shortPut=6660' });
                        assert.deepEqual(data, { type: 'alvh:state', link: 'v=1&shortPut=6660', seen: 'null', own: 'null' });
                        const inner = await framed(await framed(page));
                        await eventually(async () => assert.equal(await total(inner), totalOf({ shortPut: 6660 })));
                    }, server);
                } finally {
                    await server.close();
                }
            });

            test('messages that are none change nothing, run nothing and get no answer; of a flood the last counts, and the page goes on painting', () => within('?view=chart', async (page, frame) => {
                await page.evaluate((link) => {
                    const { say, hostile } = /** @type {any} */ (window);
                    for (const message of hostile(link)) say(message);
                }, link);
                assert.equal((await asked(page)).data.link, 'v=1');
                await frame.evaluate(() => {
                    const count = () => {
                        Object.assign(window, { painted: (/** @type {any} */ (window).painted ?? 0) + 1 });
                        requestAnimationFrame(count);
                    };
                    count();
                });
                const before = await frame.evaluate(() => /** @type {any} */ (window).painted);
                await page.evaluate(async () => {
                    const { say } = /** @type {any} */ (window);
                    for (let round = 0; round < 100; round += 1) {
                        for (let at = 0; at < 100; at += 1) say(at % 2 ? { type: 'alvh:set', link: `v=1&shortPut=${6600 + at / 2}` } : { type: 'alvh:get' });
                        await new Promise((resolve) => setTimeout(resolve, 10));
                    }
                });
                assert.ok((await frame.evaluate(() => /** @type {any} */ (window).painted)) > before + 3, 'nothing was painted meanwhile');
                await asked(page, { type: 'alvh:set', link });
                await eventually(async () => assert.equal(await total(frame), totalOf({ shortPut: 6655 })));
                await eventually(async () => assert.equal((await asked(page)).data.link, link));
            }));

            test('the element shows the package’s numbers in every view, under a strict policy', async () => {
                const server = await serve(SITE, { extra: EXTRA, policy: STRICT, first: WATCH });
                try {
                    for (const view of ['chart', 'summary', 'full']) {
                        await at(`/holds.html?${new URLSearchParams({ view, link })}`, async (page) => {
                            const ready = await until(page, () => /** @type {any} */ (window).told.find((/** @type {any} */ { type }) => type === 'alvh-ready'));
                            assert.deepEqual(ready.detail.report, report({ shortPut: 6655 }));
                            assert.ok(ready.drawn);
                            if (view === 'full') {
                                const frame = await framed(page);
                                await running(frame);
                                assert.equal(await total(frame), totalOf({ shortPut: 6655 }));
                                return;
                            }
                            assert.equal(await totalInside(page), totalOf({ shortPut: 6655 }));
                            await page.evaluate(() => document.querySelector('alvh-calculator')?.setAttribute('link', 'v=1&move=-7'));
                            await eventually(async () => assert.equal(await totalInside(page), totalOf({ move: -7 })));
                        }, server);
                    }
                    await at('/holds.html?view=chart&count=10', async (page) => {
                        await until(page, () => /** @type {any} */ (window).told.filter((/** @type {any} */ { type }) => type === 'alvh-ready').length === 10);
                        assert.equal((await page.requests()).filter((url) => url.endsWith('.wasm')).length, 1, 'ten elements load the wasm once');
                    }, server);
                } finally {
                    await server.close();
                }
            });

            // WebKitGTK compiles wasm wherever scripts may come from the page's own origin.
            test('a page that forbids wasm keeps what is inside the element’s tag', { skip: name === 'webkit' ? 'WebKitGTK does not forbid it' : false }, async () => {
                const server = await serve(SITE, { extra: EXTRA, policy: SANS_WASM });
                const page = await driver.open();
                try {
                    await page.goto(`${server.origin}/holds.html?view=chart`);
                    const told = await until(page, () => /** @type {any} */ (window).told.find((/** @type {any} */ { type }) => type === 'alvh-error'));
                    assert.equal(told.detail.problems.length, 1);
                    assert.ok(await page.evaluate(() => document.querySelector('alvh-calculator p')?.checkVisibility()));
                } finally {
                    await page.close();
                    await server.close();
                }
            });
        });

        test('nobody else is asked, nothing is kept, and the state stays in the browser, in any view', async () => {
            // They differ in their words only: one of each module does where opening takes longer.
            const presets = (name === 'chromium' ? study.presets() : study.presets().filter(({ id }) => id === 'layers-10-37-75' || id === 'sizing')).map(({ id }) => `/presets/${id}.html`);
            assert.ok(presets.length >= 2);
            const secret = 'v=1&shortPut=6654.25';
            const views = ['/', '/?view=chart', '/?view=summary', '/embed.html', '/embed.html?view=chart', '/embed.html?view=summary', '/alvh.html', '/article.html', ...presets, `/host.html?${encodeURIComponent('embed.html')}`, `/holds.html?view=full`, `/holds.html?view=chart`];
            // Its one file has scripts in itself, which the policy of the site forbids.
            const free = await serve(SITE, { extra: EXTRA, policy: null, first: WATCH });
            const page = await driver.open();
            try {
                for (const view of views) {
                    const server = view === '/alvh.html' ? free : site;
                    const from = server.asked.length;
                    await page.goto(`${server.origin}${view}#${secret}`);
                    const place = /presets|host\.html|view=full/.test(view) ? await framed(page) : page;
                    if (/holds.*chart|article/.test(view)) await until(page, () => Boolean(document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('[data-key]')));
                    else await running(place);
                    if (/^\/(embed\.html|alvh\.html)?$/.test(view)) {
                        await type(page, 'shortPut', '6653.75');
                        await assertLinks(page, { shortPut: 6653.75 });
                        await click(page, '#systems a[href*="system=money"]');
                        await until(page, () => Boolean(document.querySelector('#system table')));
                        await page.evaluate(() => document.getElementById('series')?.setAttribute('open', ''));
                        await until(page, () => Boolean(document.querySelector('#series textarea')));
                    }
                    assert.deepEqual(await kept(place), KEPT_NOTHING, view);
                    const asked = server.asked.slice(from);
                    assert.ok(asked.length > 0, view);
                    for (const one of asked) assert.doesNotMatch(JSON.stringify(one), /665[34]|cookie/i, view);
                    assert.deepEqual(await page.faults(), [], view);
                    await page.goto(`${site.origin}/blank.html`);
                }
                const asked = await page.requests();
                assert.deepEqual(asked.filter((url) => ![site, free].some(({ origin }) => url.startsWith(`${origin}/`)) && !/^(data|blob):/.test(url)), []);
            } finally {
                await page.close();
                await free.close();
            }
        });

        test('a page that was visited opens without a network, with the link of the day', async () => {
            // Nothing may be added to what is kept by its digest.
            const server = await serve(SITE, { extra: EXTRA });
            const page = await driver.open();
            try {
                await page.goto(`${server.origin}/`);
                await running(page);
                await until(page, async () => {
                    const names = await caches.keys();
                    const held = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
                    return held.flat().some(({ url }) => url === `${location.origin}/`);
                });
                server.answer('not');
                await page.goto('about:blank');
                await page.goto(`${server.origin}/#v=1&shortPut=6655`);
                await running(page);
                await assertShows(page, { shortPut: 6655 });
            } finally {
                await page.close();
                await server.close();
            }
        });

        test('the one file opens from a disk, prices, follows the form, draws, and asks for nothing', async () => {
            const folder = await mkdtemp(join(tmpdir(), 'alvh one file '));
            const page = await driver.open();
            try {
                await cp(join(SITE, 'alvh.html'), join(folder, 'alvh.html'));
                const address = pathToFileURL(join(folder, 'alvh.html')).href;
                await page.goto(`${address}#v=1&shortPut=6655`);
                await running(page);
                await assertShows(page, { shortPut: 6655 });
                await type(page, 'move', '-4');
                await assertLinks(page, { shortPut: 6655, move: -4 });
                await assertShows(page, { shortPut: 6655, move: -4 });
                await assertDraws(page, 'payoff', { shortPut: 6655, move: -4 });
                await page.goto(`${pathToFileURL(join(folder, 'alvh.html')).href}?fresh#v=1&system=sizing`);
                await until(page, () => Boolean(document.querySelector('#system table')));
                await assertShows(page, {}, wide({ system: 'sizing' }));
                assert.deepEqual((await page.faults()).filter((fault) => fault !== 'nobody watches'), []);
                assert.deepEqual((await page.requests()).filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(address)), []);
            } finally {
                await page.close();
                await rm(folder, { recursive: true, force: true });
            }
        });
    });
}
