// @ts-check
// The site as it is put on a server: the one file that opens from a disk, and the pages that answer without scripts.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { alvh } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Made by `cargo xtask test`, or else by `cargo xtask dist`. */
const DIST = process.env.ALVH_SITE ?? join(ROOT, 'dist');
const skip = existsSync(join(DIST, 'alvh.html')) ? false : 'there is no site: cargo xtask dist makes one';

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
/** @param {Page | import('puppeteer-core').Frame} page */
const total = (page) => page.$eval('[data-key="combined.whatIf.total"]', (element) => Number(element.getAttribute('data-value')));
/** @param {Partial<import('../../www/pkg/alvh.js').Inputs>} inputs */
function reportOf(inputs) {
    const answer = alvh.evaluate(inputs);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.report;
}

/** Loads nothing, and has an icon. */
const BLANK = '<!doctype html><title>blank</title><link rel="icon" href="data:,">';

/** Presets that the page's own package knows: the others need the larger one. */
const OWN = alvh.presets();

describe('the site', { skip }, () => {
    /** @type {import('./browser.js').Browser} */
    let browser;
    /** @type {string} */
    let outer;
    before(async () => {
        // In a folder of some host's, not at its root.
        outer = await mkdtemp(join(tmpdir(), 'alvh-site-'));
        await cp(DIST, join(outer, 'some/where'), { recursive: true });
        browser = await launch({ folder: outer, extra: { '/blank.html': BLANK } });
    });
    after(async () => {
        await browser?.close();
        await rm(outer, { recursive: true, force: true });
    });

    test('holds what is promised', () => {
        for (const file of ['index.html', 'embed.html', 'alvh.html', 'element.js', 'icon.svg', 'pkg/alvh.js', 'pkg/alvh_bg.wasm', 'pkg/alvh.d.ts', 'pkg/package.json']) assert.ok(existsSync(join(DIST, file)), file);
    });

    for (const file of ['', 'embed.html?view=chart']) {
        test(`works in any folder: ${file || 'index.html'}`, async () => {
            const { page, seen } = await browser.openPage({ path: `/some/where/${file}`, hash: 'v=1&shortPut=6655' });
            await ready(page);
            assert.equal(await total(page), reportOf({ shortPut: 6655 }).combined.whatIf.total);
            assert.ok(seen.requests.every((url) => url.startsWith(`${browser.origin}/some/where/`)), String(seen.requests));
            assertClean(seen, browser.origin);
            await page.close();
        });
    }

    test('pages name nothing by an address that begins at the root or at a host', async () => {
        const folder = join(DIST, 'presets');
        const pages = [join(DIST, 'index.html'), join(DIST, 'embed.html'), ...(await readdir(folder)).filter((name) => name.endsWith('.html')).map((name) => join(folder, name))];
        assert.ok(pages.length > 2 + OWN.length, String(pages));
        for (const page of pages) {
            for (const [, address = ''] of (await readFile(page, 'utf8')).matchAll(/ (?:src|href|srcset)="([^"]*)"/g)) {
                assert.ok(!address.startsWith('/') && (!/^[a-z]+:/i.test(address) || address.startsWith('https://www.vixshield.com/')), `${page}: ${address}`);
            }
        }
    });

    for (const preset of OWN) {
        test(`the page of ${preset.id} answers without scripts, and is the calculator with them`, async () => {
            const inputs = alvh.fromLink(preset.link).inputs;
            const report = reportOf(inputs);
            // Begun where nothing is loaded that turning scripts off would cut short.
            const { page: plain, seen } = await browser.openPage({ path: '/blank.html' });
            await plain.setJavaScriptEnabled(false);
            await plain.goto(`${browser.origin}/some/where/presets/${preset.id}.html`);
            const { text, picture, cells, meta } = await plain.evaluate(() => {
                const image = document.querySelector('img');
                return {
                    text: document.body.innerText,
                    picture: image && image.complete && image.naturalWidth > 0 && image.alt,
                    cells: [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)),
                    meta: Object.fromEntries([...document.querySelectorAll('meta[property]')].map((tag) => [tag.getAttribute('property'), tag.getAttribute('content')])),
                };
            });
            const sentences = report.answer.map((parts) => parts.map(({ text }) => text).join(''));
            for (const words of [preset.question, preset.source, ...sentences]) assert.ok(text.includes(words), words);
            const drawn = alvh.draw('payoff', inputs, { width: 720, height: 405, theme: 'light' });
            assert.ok(drawn.ok);
            assert.equal(picture, drawn.frame.summary);
            assert.equal(await readFile(join(DIST, 'presets', `${preset.id}-light.svg`), 'utf8'), drawn.svg);
            assert.deepEqual(cells.map(([title]) => title), report.scenarios.map(({ title }) => title));
            const dollars = (/** @type {number} */ value) => `${Math.round(value) < 0 ? '\u2212' : ''}$${Math.abs(Math.round(value)).toLocaleString('en-US')}`;
            cells.forEach((row, at) => assert.equal(row[5], dollars(report.scenarios[at]?.total ?? NaN), String(row[0])));
            assert.deepEqual([meta['og:title'], meta['og:description']], [preset.question, sentences[0]]);
            assertClean(seen, browser.origin);
            await plain.close();

            const { page, seen: watched } = await browser.openPage({ path: `/some/where/presets/${preset.id}.html` });
            const frame = await page.waitForFrame((frame) => frame.url().includes('/embed.html'));
            await frame.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
            assert.equal(await total(frame), report.combined.whatIf.total);
            assert.equal(await page.$eval('h1', (title) => title.textContent), preset.question);
            assertClean(watched, browser.origin);
            await page.close();
        });
    }

    test('without scripts the first page leads to those answers', async () => {
        const { page } = await browser.openPage({ path: '/some/where/embed.html' });
        await page.setJavaScriptEnabled(false);
        await page.goto(`${browser.origin}/some/where/`);
        const links = await page.$$eval('noscript a', (anchors) => anchors.map((anchor) => anchor.getAttribute('href') ?? ''));
        assert.ok(links.length >= OWN.length);
        for (const link of links) assert.ok(existsSync(join(DIST, link)), link);
        await page.close();
    });
});

describe('the one file', { skip }, () => {
    /** @type {import('./browser.js').Browser} */
    let browser;
    /** @type {string} */
    let folder;
    /** @type {string} */
    let address;
    before(async () => {
        // An icon is named, since browsers ask for /favicon.ico where a page names none, and take their time.
        browser = await launch({ extra: { '/blank.html': BLANK } });
        // Alone: nothing of the site lies beside it.
        folder = await mkdtemp(join(tmpdir(), 'alvh one file '));
        await cp(join(DIST, 'alvh.html'), join(folder, 'alvh.html'));
        address = pathToFileURL(join(folder, 'alvh.html')).href;
    });
    after(async () => {
        await browser?.close();
        await rm(folder, { recursive: true, force: true });
    });

    /** @param {string} [more] query and fragment */
    async function open(more = '') {
        const { page, seen } = await browser.openPage({ path: '/blank.html' });
        seen.requests.length = 0;
        await page.goto(`${address}${more}`, { waitUntil: 'load' });
        await ready(page);
        return { page, seen };
    }

    /** @param {{ page: Page, seen: import('./browser.js').Seen }} opened */
    async function close({ page, seen }) {
        assert.deepEqual(seen.errors, []);
        assert.deepEqual(seen.requests.filter((url) => !url.startsWith('data:') && !url.startsWith(address)), []);
        await page.close();
    }

    test('opens from a disk, prices, follows the form, and asks for nothing', async () => {
        const opened = await open('#v=1&shortPut=6655');
        const { page } = opened;
        assert.equal(await total(page), reportOf({ shortPut: 6655 }).combined.whatIf.total);
        await page.$eval('[name="move"]', (input) => {
            if (!(input instanceof HTMLInputElement)) return;
            input.value = '-4';
            input.dispatchEvent(new Event('input', { bubbles: true }));
        });
        await page.waitForFunction(() => location.hash === '#v=1&shortPut=6655&move=-4');
        assert.equal(await total(page), reportOf({ shortPut: 6655, move: -4 }).combined.whatIf.total);
        await page.waitForSelector('figure[data-chart="payoff"] svg');
        await close(opened);
    });

    test('has the larger core in it, with its styles', async () => {
        const opened = await open('#v=1&system=sizing');
        await opened.page.waitForSelector('#system table');
        assert.ok(await opened.page.evaluate(() => [...document.styleSheets].some(({ href }) => href?.startsWith('data:text/css'))));
        await close(opened);
    });

    test('keeps its views', async () => {
        const opened = await open('?view=chart&chart=heatmap&theme=dark#v=1');
        assert.ok(await opened.page.$eval('figure[data-chart="heatmap"]', (figure) => figure.checkVisibility()));
        assert.equal(await opened.page.$eval('#open', (anchor) => /** @type {HTMLAnchorElement} */ (anchor).href), `${address}#v=1`);
        await close(opened);
    });
});
