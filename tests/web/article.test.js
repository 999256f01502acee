// @ts-check
// The article: every figure in its text is the package's, its calculators work and are reached by keyboard, and it reads without scripts, on paper, in the dark and on a phone.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { study } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { eventually, resolve } from './page.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Made by `cargo xtask test`, or else by `cargo xtask dist`. */
const DIST = process.env.ALVH_SITE ?? join(ROOT, 'dist');
const skip = existsSync(join(DIST, 'article.html')) ? false : 'there is no site: cargo xtask dist makes one';

/** Each figure of the text, with the link it is of. @param {Page} page */
const figures = (page) =>
    page.$$eval('[data-key]', (elements) =>
        elements.map((element) => ({
            link: element.closest('[data-state]')?.getAttribute('data-state') ?? '',
            key: element.getAttribute('data-key') ?? '',
            format: element.getAttribute('data-format') ?? '',
            value: element.getAttribute('data-value') ?? '',
            text: element.textContent,
        })),
    );

/** @param {string} link */
function reportOf(link) {
    const answer = study.evaluate(study.fromLink(link).inputs);
    assert.ok(answer.ok, link);
    return answer.report;
}

/** Every element that works, scrolled to so that it begins. @param {Page} page */
async function whole(page) {
    for (let at = 0; at < 5; at += 1) {
        await page.$$eval('main alvh-calculator', (all, at) => all[at]?.scrollIntoView({ block: 'center' }), at);
        await page.waitForFunction((at) => document.querySelectorAll('main alvh-calculator')[at]?.shadowRoot?.querySelector('.drawing svg'), {}, at);
    }
}

describe('the article', { skip }, () => {
    /** @type {import('./browser.js').Browser} */
    let browser;
    before(async () => {
        browser = await launch({ folder: DIST });
    });
    after(() => browser?.close());

    test('says what the package says, figure by figure', async () => {
        const { page } = await browser.openPage({ path: '/article.html' });
        const all = await figures(page);
        assert.ok(all.length > 70, `${all.length} figures`);
        const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
        /** What one unit of the text is worth. @type {Record<string, number>} */
        const units = { dollars: 1, loss: -1, percent: 0.01, tenth: 0.01, 'loss-percent': -0.01, level: 1, points: 1 };
        for (const { link, key, format, value, text } of all) {
            const number = resolve(reportOf(link), key);
            assert.equal(Number(value), number, `${link} ${key}`);
            if (format === 'count') {
                assert.equal(text, words[Number(value)], key);
                continue;
            }
            const digits = text.replace(/[$,\u00a0%]/g, '').replace('\u2212', '-').trim();
            const unit = units[format] ?? NaN;
            const last = 10 ** -(digits.split('.')[1]?.length ?? 0);
            assert.ok(Math.abs(Number(digits) - Number(value) / unit) <= last * 0.5 + 1e-9, `${key}: ${text} for ${value}`);
            assert.equal(text.includes('$'), ['dollars', 'loss'].includes(format), key);
            assert.equal(text.includes('%'), Math.abs(unit) < 1, key);
        }
        await page.close();
    });

    test('no figure of the package stands in the text without its name', async () => {
        const { page } = await browser.openPage({ path: '/article.html' });
        const plain = await page.evaluate(() => {
            const copy = /** @type {HTMLElement} */ (document.querySelector('main')?.cloneNode(true));
            for (const element of copy.querySelectorAll('[data-key], alvh-calculator, h2 span')) element.remove();
            return copy.textContent ?? '';
        });
        // What is left is the position, the documents' own rules and dates: none has dollars but the size of a future, none a decimal.
        assert.deepEqual(plain.match(/\$[\d,.]+/g), ['$100']);
        assert.deepEqual(plain.match(/\d\.\d/g), null);
        await page.close();
    });

    test('works without scripts: a picture, and its words, for each calculator', async () => {
        const { page, seen } = await browser.openPage({ path: '/article.html' });
        await page.setJavaScriptEnabled(false);
        await page.goto(`${browser.origin}/article.html`);
        const all = await page.$$('main > section > alvh-calculator');
        assert.equal(all.length, 5);
        for (const element of all) {
            await element.scrollIntoView();
            await eventually(async () => assert.ok(await element.$eval('img', (image) => image.complete && image.naturalWidth > 0)));
            assert.match(await element.$eval('figcaption', (caption) => caption.innerText), /\d.*\.$/);
        }
        for (const source of await page.$$eval('source', (sources) => sources.map(({ srcset }) => srcset))) assert.ok(existsSync(join(DIST, source)), source);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('its calculators open with the numbers of the text, and answer the keyboard; the rest is locked', async () => {
        const { page, seen } = await browser.openPage({ path: '/article.html' });
        await whole(page);
        const elements = await page.$$('main > section > alvh-calculator');
        for (const element of elements) {
            const { link, value } = await element.evaluate((node) => ({ link: node.getAttribute('link') ?? '', value: node.shadowRoot?.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value') }));
            assert.equal(Number(value), reportOf(link).combined.whatIf.total, link);
        }
        const [first] = elements;
        assert.ok(first);
        await first.evaluate((node) => node.shadowRoot?.querySelector('input')?.scrollIntoView({ block: 'center' }));
        // From the picture's numbers on, the next stop is the slider.
        await first.evaluate((node) => node.shadowRoot?.querySelector('summary')?.focus());
        await page.keyboard.press('Tab');
        await page.keyboard.press('ArrowRight');
        await eventually(async () => {
            const value = await first.evaluate((node) => node.shadowRoot?.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value'));
            assert.equal(Number(value), reportOf('v=1&move=-6.5').combined.whatIf.total);
        });

        await page.$eval('details', (details) => {
            details.open = true;
            details.scrollIntoView();
        });
        const frame = await page.waitForFrame((frame) => frame.url().includes('/embed.html'));
        await frame.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        const free = await frame.$$eval('#inputs [name], .whatif [name]', (controls) => controls.filter((control) => control instanceof HTMLInputElement && !control.readOnly && !control.disabled).map((control) => control.getAttribute('name') ?? ''));
        for (const name of ['credit', 'move', 'day', 'vixTo', 'layers[0].strike', 'futures[0].price']) assert.ok(free.includes(name), `${name} is locked`);
        for (const name of ['spx', 'vix', 'longPut', 'condors', 'capital']) assert.ok(!free.includes(name), `${name} is free`);
        assertClean(seen, browser.origin);
        await page.close();
    });

    const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const [width, dark] of /** @type {const} */ ([[1280, false], [390, true], [320, false]])) {
        test(`fits ${width} px and nothing jumps, ${dark ? 'dark' : 'light'}; axe finds nothing`, async () => {
            const { page, seen } = await browser.openPage({ path: '/article.html', width, dark });
            await page.evaluate(() => {
                Object.assign(window, { shift: 0 });
                new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) Object.assign(window, { shift: Reflect.get(window, 'shift') + Reflect.get(entry, 'value') });
                }).observe({ type: 'layout-shift', buffered: true });
            });
            await whole(page);
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
            const shift = await page.evaluate(() => Number(Reflect.get(window, 'shift')));
            assert.ok(shift < 0.1, `things moved by ${shift}`);
            const session = await page.createCDPSession();
            // The policy keeps foreign scripts out of the page, so axe comes in beside it.
            await session.send('Runtime.evaluate', { expression: await axe });
            const violations = await page.evaluate(async () => {
                const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] });
                return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ { html }) => html.slice(0, 120)).join(' ')}`);
            });
            assert.deepEqual(violations, []);
            assertClean(seen, browser.origin);
            await page.close();
        });
    }

    test('on paper it is dark on white, whatever the screen is', async () => {
        const { page } = await browser.openPage({ path: '/article.html', dark: true });
        await whole(page);
        const ink = () => page.$eval('main alvh-calculator', (node) => node.shadowRoot?.querySelector('.drawing svg text')?.getAttribute('fill'));
        const before = await ink();
        const session = await page.createCDPSession();
        const emulate = (/** @type {string} */ media) => session.send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
        await emulate('print');
        await eventually(async () => assert.notEqual(await ink(), before));
        assert.deepEqual(await page.evaluate(() => [document.body, document.querySelector('details')].map((element) => element && [getComputedStyle(element).backgroundColor, getComputedStyle(element).display])), [
            ['rgb(255, 255, 255)', 'block'],
            ['rgba(0, 0, 0, 0)', 'none'],
        ]);
        await emulate('screen');
        await eventually(async () => assert.equal(await ink(), before));
        await page.close();
    });

    test('the first page leads to it', async () => {
        assert.match(await readFile(join(DIST, 'index.html'), 'utf8'), /<a href="article\.html">/);
    });
});
