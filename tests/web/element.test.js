// @ts-check
// The calculator as an element of other people's pages, under the policies those may have.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { alvh } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { ELEMENTS, HOLDING } from './hosts.js';
import { eventually } from './page.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('../../www/pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('../../www/pkg/alvh.js').Report} Report */


/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch({ extra: ELEMENTS, policy: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" });
});
after(() => browser?.close());

/** @typedef {{ type: string, detail: { link: string, report: Report, problems: { field: string }[] }, composed: boolean, drawn: boolean, mode: string }} Told */
/** @param {Page} page @returns {Promise<Told[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (window).told);

/** Waits until events of a type were heard, as many as that. @param {Page} page @param {string} type @param {number} [count] */
async function heard(page, type, count = 1) {
    await page.waitForFunction((type, count) => /** @type {any} */ (window).told.filter((/** @type {Told} */ one) => one.type === type).length >= count, {}, type, count);
    return /** @type {Told} */ ((await told(page)).filter((one) => one.type === type).at(-1));
}

/** @param {Record<string, string>} attributes @param {import('./browser.js').Wanted} [wanted] */
const open = (attributes, wanted = {}) => browser.openPage({ ...wanted, path: `/holds.html?${new URLSearchParams(attributes)}` });

/** @param {{ page: Page, seen: import('./browser.js').Seen }} opened */
async function close({ page, seen }) {
    assertClean(seen, browser.origin);
    await page.close();
}

/** @param {Partial<Inputs>} inputs */
function reportOf(inputs) {
    const answer = alvh.evaluate(inputs);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.report;
}

/** What the element holds. @param {Page} page @param {string} selector */
const inside = (page, selector) => page.evaluate((selector) => document.querySelector('alvh-calculator')?.shadowRoot?.querySelector(selector)?.textContent ?? null, selector);

/** @param {Page} page */
const total = (page) => page.evaluate(() => Number(document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value')));

describe('views', () => {
    for (const view of ['chart', 'summary', 'full']) {
        test(`${view}: ready with the picture in its open root, and with the package’s numbers`, async () => {
            const link = alvh.toLink({ shortPut: 6655 });
            const opened = await open({ link, view });
            const ready = await heard(opened.page, 'alvh-ready');
            assert.deepEqual([ready.composed, ready.drawn, ready.mode, ready.detail.link], [true, true, 'open', link]);
            assert.deepEqual(ready.detail.report, reportOf({ shortPut: 6655 }));
            if (view !== 'full') assert.equal(await total(opened.page), reportOf({ shortPut: 6655 }).combined.whatIf.total);
            if (view === 'summary') assert.equal(await inside(opened.page, '.words'), reportOf({ shortPut: 6655 }).answer.map((parts) => parts.map(({ text }) => text).join('')).join(''));
            const [own, report, href] = await opened.page.evaluate(() => {
                const element = /** @type {any} */ (document.querySelector('alvh-calculator'));
                return [element.link, element.report, element.shadowRoot.querySelector('.line a')?.href];
            });
            assert.deepEqual([own, report], [link, ready.detail.report]);
            if (view !== 'full') assert.equal(href, `${browser.origin}/#${link}`);
            await close(opened);
        });
    }

    for (const chart of ['payoff', 'heatmap', 'offsets', 'response', 'vixNeeded', 'decay', 'no<such>']) {
        test(`the chart ${chart}`, async () => {
            const opened = await open({ view: 'chart', chart, theme: 'dark' });
            await heard(opened.page, 'alvh-ready');
            const label = await opened.page.waitForFunction(() => {
                const drawing = document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('[role="img"]');
                return drawing?.querySelector('svg') && drawing.getAttribute('aria-label');
            });
            assert.match(String(await label.jsonValue()), /\d/);
            await close(opened);
        });
    }

    test('the drawing is the package’s own, in the theme of the paper around it', async () => {
        for (const [theme, dark, wanted] of /** @type {[string, boolean, 'light' | 'dark'][]} */ ([['light', true, 'light'], ['dark', false, 'dark'], ['auto', true, 'light']])) {
            // A page that does not say it can be dark is light, whatever the system prefers.
            const opened = await open({ view: 'chart', theme }, { dark });
            await heard(opened.page, 'alvh-ready');
            const { width, height, fills } = await opened.page.evaluate(() => {
                const stage = document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('.stage');
                const { width, height } = /** @type {Element} */ (stage).getBoundingClientRect();
                return { width: Math.round(width), height: Math.round(height), fills: [...(stage?.querySelectorAll('svg *') ?? [])].map((element) => element.getAttribute('points') ?? element.getAttribute('fill')) };
            });
            const drawn = alvh.draw('payoff', {}, { width, height, theme: wanted });
            assert.ok(drawn.ok);
            const expected = [...drawn.svg.matchAll(/<(?!\/|svg)[a-z]+ [^>]*>/gi)].map(([tag]) => /points="([^"]*)"/.exec(tag)?.[1] ?? /fill="([^"]*)"/.exec(tag)?.[1] ?? null);
            assert.deepEqual(fills, expected, theme);
            await close(opened);
        }
    });
});

describe('changes', () => {
    test('by its property, by its attribute, by the reader’s hand', async () => {
        const opened = await open({ view: 'chart' });
        const { page } = opened;
        await heard(page, 'alvh-ready');
        const link = alvh.toLink({ shortPut: 6655 });
        await page.evaluate((link) => /** @type {any} */ (document.querySelector('alvh-calculator')).link = link, link);
        assert.equal((await heard(page, 'alvh-change', 1)).detail.link, link);
        await page.evaluate(() => document.querySelector('alvh-calculator')?.setAttribute('link', 'v=1&move=-7'));
        assert.deepEqual((await heard(page, 'alvh-change', 2)).detail.report, reportOf({ move: -7 }));
        await page.evaluate(() => /** @type {any} */ (document.querySelector('alvh-calculator'))?.shadowRoot.querySelector('input[type="range"][name]').focus());
        await page.keyboard.press('ArrowRight');
        assert.equal((await heard(page, 'alvh-change', 3)).detail.link, 'v=1&move=-6.5');
        assert.equal(await total(page), reportOf({ move: -6.5 }).combined.whatIf.total);
        await page.evaluate(() => document.querySelector('alvh-calculator')?.setAttribute('view', 'summary'));
        assert.equal(await total(page), reportOf({ move: -6.5 }).combined.whatIf.total);
        await close(opened);
    });

    test('a bad link is answered with its problems, and the last good numbers stay', async () => {
        const opened = await open({ view: 'chart', link: alvh.toLink({ shortPut: 6655 }) });
        await heard(opened.page, 'alvh-ready');
        await opened.page.evaluate(() => document.querySelector('alvh-calculator')?.setAttribute('link', 'v=1&spx=-5&shortPut=66,55'));
        const { detail } = await heard(opened.page, 'alvh-error');
        assert.deepEqual([...new Set(detail.problems.map(({ field }) => field))].sort(), ['shortPut', 'spx']);
        assert.equal(await total(opened.page), reportOf({ shortPut: 6655 }).combined.whatIf.total);
        await close(opened);
    });

    test('a link that was never good leaves what is inside the tag', async () => {
        const opened = await open({ view: 'chart', link: 'v=1&spx=-5' });
        await heard(opened.page, 'alvh-error');
        assert.ok(await opened.page.$eval('alvh-calculator p', (words) => words.checkVisibility() && words.getBoundingClientRect().height > 0));
        await opened.page.evaluate(() => document.querySelector('alvh-calculator')?.setAttribute('link', 'v=1'));
        await heard(opened.page, 'alvh-change');
        assert.equal(await total(opened.page), reportOf({}).combined.whatIf.total);
        await close(opened);
    });

    test('what is locked cannot be moved', async () => {
        const opened = await open({ view: 'chart', lock: 'longPut,move' });
        await heard(opened.page, 'alvh-ready');
        assert.ok(await opened.page.evaluate(() => /** @type {any} */ (document.querySelector('alvh-calculator'))?.shadowRoot.querySelector('input[name="move"]').disabled));
        await close(opened);
    });

    test('the whole page in it tells of what a reader does there, and takes a new link', async () => {
        const opened = await open({ view: 'full', theme: 'dark', lock: 'longPut' });
        const { page } = opened;
        await heard(page, 'alvh-ready');
        const frame = await page.waitForFrame((frame) => frame.url().includes('/embed.html?theme=dark&lock=longPut#v=1'));
        await frame.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        await page.waitForFunction(() => Number.parseFloat(/** @type {any} */ (document.querySelector('alvh-calculator')).shadowRoot.querySelector('iframe').style.height) > 2000);
        const field = await frame.waitForSelector('[name="shortPut"]');
        await field?.evaluate((input) => {
            if (!(input instanceof HTMLInputElement)) return;
            input.focus();
            input.select();
        });
        await page.keyboard.type('6655');
        assert.equal((await heard(page, 'alvh-change')).detail.link, alvh.toLink({ shortPut: 6655 }));
        await page.evaluate(() => document.querySelector('alvh-calculator')?.setAttribute('link', 'v=1&move=-7'));
        await frame.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('[name="move"]')).value === '-7');
        await close(opened);
    });
});

describe('what is hostile', () => {
    test('a link is answered with problems, and nothing of it runs', async () => {
        const opened = await open({ view: 'summary', link: 'v=1&spx=<img src=x onerror=alert(1)>&<script>alert(1)</script>=1' });
        const { detail } = await heard(opened.page, 'alvh-error');
        assert.ok(detail.problems.length >= 2);
        await heard(opened.page, 'alvh-ready');
        assert.equal(await opened.page.evaluate(() => document.querySelector('alvh-calculator')?.shadowRoot?.querySelectorAll('script, img').length), 0);
        await close(opened);
    });

    test('nobody but its own frame is heard', async () => {
        const opened = await open({ view: 'full' });
        const { page } = opened;
        await heard(page, 'alvh-ready');
        const frame = await page.waitForFrame((frame) => frame.url().includes('/embed.html'));
        await frame.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        const height = () => page.evaluate(() => /** @type {any} */ (document.querySelector('alvh-calculator')).shadowRoot.querySelector('iframe').style.height);
        await page.waitForFunction(() => Number.parseFloat(/** @type {any} */ (document.querySelector('alvh-calculator')).shadowRoot.querySelector('iframe').style.height) > 2000);
        const own = () => frame.evaluate(() => `${Math.ceil(document.documentElement.getBoundingClientRect().height)}px`);
        await page.evaluate(async () => {
            const beside = document.createElement('iframe');
            document.body.append(beside);
            for (const message of [{ type: 'alvh:height', height: 5 }, { type: 'alvh:state', link: 'v=1&shortPut=6655' }]) {
                postMessage(message, '*');
                // As if the frame beside it had said so.
                dispatchEvent(new MessageEvent('message', { data: message, source: beside.contentWindow, origin: location.origin }));
            }
            await new Promise((resolve) => setTimeout(resolve, 300));
        });
        await eventually(async () => assert.equal(await height(), await own()));
        assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('alvh-calculator')).link), 'v=1');
        // What its own frame says is held to what it may mean.
        await frame.evaluate(() => {
            for (const message of [null, 'alvh:state', { type: 'alvh:height', height: '5' }, { type: 'alvh:height', height: NaN }, { type: 'alvh:state', link: 7 }, { type: 'alvh:state', link: 'v=1&spx=<b>' }, { type: 'alvh:state', link: 'x'.repeat(100_000) }]) parent.postMessage(message, '*');
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        await eventually(async () => assert.equal(await height(), await own()));
        assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('alvh-calculator')).link), 'v=1');
        await close(opened);
    });
});

describe('the page around it', () => {
    test('ten of them load the wasm once', async () => {
        const opened = await open({ view: 'chart', count: '10' });
        await heard(opened.page, 'alvh-ready', 10);
        assert.equal(opened.seen.requests.filter((url) => url.endsWith('.wasm')).length, 1, String(opened.seen.requests));
        await close(opened);
    });

    test('what is inside the tag shows until it is ready, and then no longer', async () => {
        const opened = await open({ view: 'chart' });
        await heard(opened.page, 'alvh-ready');
        assert.equal(await opened.page.$eval('alvh-calculator p', (words) => words.getBoundingClientRect().height), 0);
        await close(opened);
    });

    test('where it is asked to be lazy it waits until it comes near', async () => {
        const opened = await open({ view: 'chart', loading: 'lazy', count: '1' });
        await heard(opened.page, 'alvh-ready');
        await opened.page.evaluate(() => {
            const space = document.createElement('div');
            space.style.height = '5000px';
            const late = document.createElement('alvh-calculator');
            for (const [name, value] of [['loading', 'lazy'], ['view', 'chart']]) late.setAttribute(String(name), String(value));
            document.body.append(space, late);
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.equal((await told(opened.page)).length, 1);
        await opened.page.evaluate(() => scrollTo(0, 5000));
        await heard(opened.page, 'alvh-ready', 2);
        await close(opened);
    });

    test('one that forbids wasm keeps what is inside the tag, and is told why', async () => {
        const strict = await launch({ extra: ELEMENTS, policy: "default-src 'self'; script-src 'self'" });
        try {
            const { page } = await strict.openPage({ path: '/holds.html?view=chart' });
            const { detail } = await heard(page, 'alvh-error');
            assert.equal(detail.problems.length, 1);
            const shown = await page.$eval('alvh-calculator', (element) => [element.shadowRoot === null, element.querySelector('p')?.checkVisibility()]);
            assert.deepEqual(shown, [true, true]);
        } finally {
            await strict.close();
        }
    });

    test('one at another origin can load it', async () => {
        const other = await launch({ policy: null, extra: { ...ELEMENTS, '/holds.html': HOLDING.replace('src="/element.js"', `src="${browser.origin}/element.js"`) } });
        try {
            const { page } = await other.openPage({ path: '/holds.html?view=full' });
            await heard(page, 'alvh-ready');
            const frame = await page.waitForFrame((frame) => frame.url().startsWith(`${browser.origin}/embed.html`));
            await frame.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        } finally {
            await other.close();
        }
    });
});
