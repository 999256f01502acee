// @ts-check
// Series of the reader's own: read in the package under Node, and in the page by a worker, in a real
// Chromium and under the policy.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { unfit } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('./browser.js').Seen} Seen */
/** @typedef {typeof import('../../www/pkg/study.js')} Study */
/** @typedef {import('../../www/pkg/study.js').Signals} Signals */
/** @typedef {import('../../www/pkg/study.js').Problem} Problem */

/** @type {Study} */
const study = await import(pathToFileURL(join(ROOT, 'www/pkg/study.js')).href);
await study.default();

/** Closes as TA-Lib and the others computed their figures of. */
const golden = (await readFile(join(ROOT, 'tests/golden/signals.csv'), 'utf8')).split('\n').map((line) => line.split(','));
const [head = [], ...rest] = golden;
const rows = rest.filter(([name]) => name === 'row');
/** A figure of the last row by the name of its column. @param {string} name */
const last = (name) => Number(rows.at(-1)?.[head.indexOf(name)]);

/** Dates in order, months of 28 days. @param {number} row */
const date = (row) => `${1850 + Math.floor(row / 336)}-${String(1 + (Math.floor(row / 28) % 12)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`;
const CLOSES = ['Date,Close', ...rows.map((row, at) => `${date(at)},${row[1]}`)].join('\n');
const MANY = 50_000;
/** @param {(row: number) => string} line */
const many = (line) => Array.from({ length: MANY }, (_, row) => line(row)).join('\n');
const BIG = `Date,Open,High,Low,Close,Volume\n${many((row) => `${date(row)},1.5,2.5,0.5,${1000 + ((row * 7919) % 997)}.25,1234567`)}\noops\n`;

/** @param {import('../../www/pkg/study.js').SignalOptions} options @returns {Signals} */
function figures(options) {
    const read = study.signals(options);
    assert.ok(read.ok, JSON.stringify(read));
    return read.signals;
}

/** @param {unknown} options @returns {Problem[]} */
function problems(options) {
    const read = study.signals(/** @type {any} */ (options));
    assert.ok(!read.ok);
    return read.problems;
}

describe('the package', () => {
    test('gives the figures TA-Lib, numpy and scipy give', () => {
        const found = figures({ text: CLOSES });
        const near = (/** @type {number | undefined | null} */ value, /** @type {string} */ name) => assert.ok(Math.abs((value ?? NaN) - last(name)) < 1e-9, `${name}: ${value}`);
        near(found.rsi?.value, 'rsi');
        near(found.macd?.line, 'macd');
        near(found.macd?.histogram, 'histogram');
        near(found.percentile?.share, 'share');
        near(found.realisedVol, 'vol20');
        assert.deepEqual(unfit(found), []);
    });

    test('says what is wrong and throws nothing, whatever it is given', () => {
        for (const [options, field] of /** @type {[unknown, string][]} */ ([
            [undefined, ''], [null, ''], ['17.5', ''], [[], ''], [() => 1, ''], [{}, 'text'], [{ text: 5 }, 'text'], [{ text: {} }, 'text'],
            [{ text: '1.5', kind: 'open' }, 'kind'], [{ text: '1.5', window: NaN }, 'window'], [{ text: '1.5', later: 1 }, 'later'],
            [{ text: '' }, 'text'], [{ text: '1,234' }, 'decimal'], [{ text: '\ud800' }, 'text'], [new Proxy({}, { ownKeys() { throw new Error('no'); } }), ''],
        ])) {
            const [problem] = problems(options);
            assert.equal(problem?.field, field, String(options));
            assert.match(problem?.message ?? '', /\.$/);
        }
    });

    test('reads fifty thousand rows of each kind to the last', () => {
        const found = figures({ text: BIG });
        assert.deepEqual([found.reading.rows, found.reading.skipped.map(({ lines }) => lines)], [MANY, [[MANY + 2]]]);
        const commas = figures({ text: many((row) => `${1000 + (row % 997)},5`) });
        assert.deepEqual([commas.reading.rows, commas.reading.first.values], [MANY, [1000.5]]);
    });

    test('describes its options as fields', () => {
        const keys = study.signalFields().map(({ key }) => key);
        for (const key of keys) assert.ok(!problems({ text: '', [key]: study.signalFields().find((field) => field.key === key)?.default }).some(({ field }) => field === key), key);
        assert.deepEqual(keys.slice(0, 2), ['kind', 'of']);
    });
});

/** @type {import('./browser.js').Browser} */
let browser;
/** @type {string} */
let folder;
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alvh-series-'));
    browser = await launch({ extra: { '/blank.html': '<!doctype html><title>blank</title><link rel="icon" href="data:,">' } });
});
after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
});

/** Opens the page with its reader of series. @param {import('./browser.js').Wanted} [wanted] */
async function opened(wanted) {
    const { page, seen } = await browser.openPage(wanted);
    await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
    await page.locator('#series > summary').click();
    await page.waitForSelector('#series-text');
    return { page, seen };
}

/** Puts a text into the field as the clipboard does. @param {Page} page @param {string} text */
const paste = (page, text) => page.evaluate((text) => {
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('series-text'));
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    field.focus();
    // What nobody prevents, the browser does: here by hand.
    if (field.dispatchEvent(event)) {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
}, text);

/** Waits for what the status says. @param {Page} page @param {RegExp} words */
async function told(page, words) {
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('.series-status')?.textContent ?? ''), {}, words.source);
}

/** What the panel shows: each number by its key. @param {Page} page @returns {Promise<Record<string, string>>} */
const shownIn = (page) => page.$$eval('#series td[data-key]', (cells) => Object.fromEntries(cells.map((cell) => [cell.getAttribute('data-key'), cell.getAttribute('data-value')])));

/** Presses a button as a person does, who sees it first. @param {Page} page @param {string} selector */
async function press(page, selector) {
    await page.$eval(selector, (button) => button.scrollIntoView({ block: 'center' }));
    await page.locator(selector).click();
}

/** @param {Page} page @param {string} selector */
const words = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent ?? ''));

/** @param {unknown} from @param {string} key */
const at = (from, key) => key.replace(/\[(\d+)\]/g, '.$1').split('.').reduce((/** @type {any} */ value, step) => value?.[step], from);

describe('the page', () => {
    test('a worked example, from the text to the fields of a system', async () => {
        const { page, seen } = await opened();
        await paste(page, CLOSES);
        await told(page, /^400 rows read\.$/);
        const signals = figures({ text: CLOSES });
        const shown = await shownIn(page);
        assert.ok(Object.keys(shown).length > 50, `${Object.keys(shown).length} numbers`);
        for (const [key, value] of Object.entries(shown)) {
            const expected = at({ signals }, key);
            assert.equal(value, expected === null ? '' : String(expected), key);
        }
        assert.match((await words(page, '#series .system-words p'))[0] ?? '', /^RSI is 63\.52, 9\.14 points lower than 3 rows before\.$/);
        assert.match(await page.evaluate(() => location.hash), /^(#v=1)?$/, 'a series is no part of the link');
        // No question is open: the figures name those that take them, and one press opens it.
        await press(page, '#series .series-offers button');
        await page.waitForSelector('#series .use');
        const offered = await page.$$eval('#series .series-offers b', (values) => values.map((value) => value.getAttribute('data-value')));
        assert.ok(offered.includes('63.52'), String(offered));
        const [question] = study.systems().filter(({ groups }) => study.fields().some(({ key, group }) => groups.includes(group) && signals.offers.some(({ keys }) => keys.includes(key))));
        const key = study.fields().find(({ key, group }) => question?.groups.includes(group) && signals.offers[0]?.keys.includes(key))?.key ?? '';
        assert.equal(signals.offers[0]?.value, 63.52);
        assert.notEqual(await page.$eval(`[name="${key}"]`, (input) => /** @type {HTMLInputElement} */ (input).value), '63.52', 'nothing is typed before it is asked for');
        await press(page, '#series .use');
        await page.waitForFunction(() => /^Typed into/.test(document.querySelector('.series-done')?.textContent ?? ''));
        assert.equal(await page.$eval(`[name="${key}"]`, (input) => /** @type {HTMLInputElement} */ (input).value), '63.52');
        await page.waitForFunction((part) => location.hash.includes(part), {}, `${key}=63.52`);
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready' && !document.documentElement.classList.contains('stale'));
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('fifty thousand rows are read by a worker, and never laid out', async () => {
        const { page, seen } = await opened();
        await page.evaluate(() => {
            /** @type {number[]} */
            const long = [];
            Object.assign(window, { alvhLong: long });
            new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
        });
        assert.equal(page.workers().length, 0, 'no worker before a series is given');
        const file = join(folder, 'many.csv');
        await writeFile(file, BIG);
        const input = await page.$('input[type=file]');
        await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(file);
        await told(page, /^50,000 rows read, 1 line left out\.$/);
        const workers = page.workers().map((worker) => new URL(worker.url()).pathname);
        assert.deepEqual(workers, ['/series-worker.js']);
        assert.equal(await page.$eval('#series-text', (field) => /** @type {HTMLTextAreaElement} */ (field).value), '', 'the text itself is not in the page');
        assert.match((await words(page, '.series-held'))[0] ?? '', /^many\.csv, [\d,]+ kB\./);
        assert.equal((await shownIn(page))['signals.cone[0].runs'], String(MANY - 10));
        const long = await page.evaluate(() => /** @type {any} */ (window).alvhLong);
        console.log(`tasks over 50 ms on the page's thread, from file to figures: ${long.length ? long.map((/** @type {number} */ time) => `${time.toFixed(0)} ms`).join(', ') : 'none'}`);
        // Pasted rather than picked: held beside the field too.
        await press(page, '.series-held button');
        await told(page, /^$/);
        await paste(page, BIG);
        await told(page, /^50,000 rows read/);
        assert.equal(await page.$eval('#series-text', (field) => /** @type {HTMLTextAreaElement} */ (field).value), '');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('broken rows are counted and named', async () => {
        const { page, seen } = await opened();
        await paste(page, '2026-01-26;16,15\n2026-01-27;abc\n2026-02-30;17,1\n2026-01-28;16,95\n2026-01-29;17,05\nhello\n2026-01-30;17,44');
        await told(page, /^4 rows read, 3 lines left out\.$/);
        const lists = await words(page, '#series .system-lists li');
        for (const part of ['line 2 (“2026-01-27;abc”)', 'line 3 (“2026-02-30;17,1”)', 'line 6 (“hello”)', 'A comma marks the decimals']) {
            assert.ok(lists.some((line) => line.includes(part)), `${part} in ${lists.join(' | ')}`);
        }
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('what could be read in two ways is asked at its control, and the last figures stay, marked', async () => {
        const { page, seen } = await opened();
        await paste(page, '17.5\n18.5\n17.1');
        await told(page, /^3 rows read\.$/);
        await paste(page, '1,234\n1,250\n1,301');
        await told(page, /before/);
        assert.ok(await page.$eval('#series > div', (host) => host.classList.contains('old')));
        const asked = await page.waitForSelector('[name="signals.decimal"][aria-invalid="true"]');
        assert.match((await words(page, '#f-signals-decimal-problem'))[0] ?? '', /1,234/);
        assert.ok(await asked?.isVisible(), 'what is asked is not folded away');
        await page.select('[name="signals.decimal"]', 'comma');
        await told(page, /^3 rows read\.$/);
        assert.equal((await shownIn(page))['signals.percentile.high'], '1.301');
        assert.equal(await page.$('[aria-invalid="true"]'), null);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('a table with several columns asks which, by name or number', async () => {
        const { page, seen } = await opened();
        await paste(page, 'Date,Open,High\n2026-01-29,1.5,2.5\n2026-01-30,1.75,2.75');
        await page.waitForSelector('[name="signals.column"][aria-invalid="true"]');
        await page.type('[name="signals.column"]', '2');
        await told(page, /^2 rows read\.$/);
        assert.equal((await shownIn(page))['signals.percentile.high'], '1.75');
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('hostile texts are words and nothing else', async () => {
        const { page, seen } = await opened();
        const hostile = '<img src=x onerror=alert(1)>,<script>alert(2)</script>\n"=cmd|calc",17.5\n17.5,18.5\n17.25,18.25\n17.75,"</td><b>"\n\0\u202e,1\n';
        await paste(page, hostile);
        await page.waitForFunction(() => document.querySelector('#series .problem:not(:empty)') || document.querySelector('.series-status')?.textContent);
        assert.equal(await page.$('#series :is(img, script, b:not([data-key]), iframe)'), null);
        for (const text of ['NaN\nInfinity\nundefined\n1e999', '\ud800\udfff\u0000', '"'.repeat(5000), ','.repeat(5000), '9'.repeat(400), '-'.repeat(100), '\t\t\t\n;;;\n']) {
            await paste(page, text);
            await page.waitForFunction(() => !/Reading/.test(document.querySelector('.series-status')?.textContent ?? ''));
        }
        const visible = await page.$eval('#series > div', (host) => /** @type {HTMLElement} */ (host).innerText);
        assert.doesNotMatch(visible, /\b(NaN|Infinity|undefined)\b/);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('files of other encodings are read as what they are', async () => {
        const { page, seen } = await opened();
        const text = 'Datum;Schluß\r\n29.01.2026;17,05\r\n30.01.2026;17,44\r\n';
        const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
        for (const [name, bytes] of /** @type {[string, Buffer][]} */ ([['wide.csv', wide], ['narrow.csv', Buffer.from(text, 'latin1')], ['marked.csv', Buffer.from(`\ufeff${text}`)]])) {
            await writeFile(join(folder, name), bytes);
            const input = await page.$('input[type=file]');
            await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(join(folder, name));
            await page.waitForFunction((name) => document.querySelector('.series-held')?.textContent?.startsWith(name), {}, name);
            await told(page, /^2 rows read\.$/);
            assert.ok((await words(page, '#series .system-lists li')).some((line) => line.includes('“Schluß”')), name);
        }
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('without workers the page reads by itself', async () => {
        const { page, seen } = await browser.openPage({ path: '/blank.html' });
        await page.evaluateOnNewDocument(() => Reflect.deleteProperty(window, 'Worker'));
        await page.goto(`${browser.origin}/`, { waitUntil: 'load' });
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        await page.locator('#series > summary').click();
        await page.waitForSelector('#series-text');
        await paste(page, CLOSES);
        await told(page, /^400 rows read\.$/);
        assert.equal(page.workers().length, 0);
        assertClean(seen, browser.origin);
        await page.close();
    });

    test('works by keyboard, on a phone, and passes axe', async () => {
        const { page, seen } = await opened({ width: 320, height: 700 });
        await page.focus('#series-text');
        await page.keyboard.type('17.5\n18.5\n17.1');
        await told(page, /^3 rows read\.$/);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 320, `${wide} pixels wide`);
        await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
        const faults = await page.evaluate(async () => {
            const { violations } = await /** @type {any} */ (window).axe.run('#series', { resultTypes: ['violations'] });
            return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.target).join(' ')}`);
        });
        assert.deepEqual(faults, []);
        assertClean(seen, browser.origin);
        await page.close();
    });
});
