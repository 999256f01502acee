// @ts-check
// Orders of brokers: read and written by the package under Node, and in the page from a pasted text to the figures.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { unfit } from './alvh.js';
import { assertShows, begin, close, end, ready } from './page.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** @type {typeof import('../../www/pkg/study.js')} */
const study = await import(pathToFileURL(join(ROOT, 'www/pkg/study.js')).href);
await study.default();

const DAY = '2026-05-05';
const CONDOR = 'SELL -7 IRON CONDOR SPX 100 (Weeklys) 18 JUN 26 7400/7450/6700/6650 CALL/PUT @11.45 LMT';
const CALLS = 'BUY +4 VIX 100 17 JUN 26 18 CALL @1.05 LMT';

describe('the package', () => {
    test('reads an order into the inputs it sets, and writes it back in every form', () => {
        const read = study.readOrder(`${CONDOR}\n${CALLS}`, { asOf: DAY });
        assert.deepEqual([read.unread, read.problems], [[], []]);
        assert.deepEqual(read.inputs, {
            longPut: 6650, shortPut: 6700, shortCall: 7400, longCall: 7450, credit: 11.45, condorDte: 44, condors: 7,
            layers: [{ instrument: 'vixCall', quantity: 4, dte: 43, strike: 18, price: 1.05 }],
        });
        assert.equal(read.legs.length, 5);
        assert.deepEqual(unfit(read), []);
        const set = read.inputs ?? {};
        const inputs = { ...set, asOf: DAY };
        for (const { id } of study.orderForms()) {
            const written = study.orderText(inputs, id);
            assert.ok(written.ok, id);
            /** @type {import('../../www/pkg/study.js').OrderInputs} */
            const expected = { ...read.inputs };
            // A link has no net price.
            if (id === 'optionStrat') delete expected.credit;
            assert.deepEqual(study.readOrder(written.text, inputs).inputs, expected, written.text);
        }
    });

    test('says what is wrong and throws nothing, whatever it is given', () => {
        for (const [text, inputs] of /** @type {any[]} */ ([[undefined, undefined], [null, {}], [5, null], [{}, []], [() => 1, 'x'], ['hello', { spx: 'x' }], ['\ud800', { asOf: 5 }]])) {
            const read = study.readOrder(text, inputs);
            assert.equal(read.inputs, null);
            assert.ok(read.problems.length + read.unread.length > 0);
            assert.ok(!study.orderText(inputs, text).ok);
        }
        const huge = study.readOrder(`${CONDOR}\n`.repeat(50_000), { asOf: DAY });
        assert.deepEqual([huge.problems[0]?.field, huge.legs, huge.inputs], ['text', [], null]);
    });
});

before(begin);
after(end);

/** Opens the page with its reader of orders. @param {import('./browser.js').Wanted} [wanted] */
async function opened(wanted) {
    const at = await ready(wanted);
    await at.page.$eval('#order > summary', (summary) => summary.scrollIntoView({ block: 'center' }));
    await at.page.locator('#order > summary').click();
    await at.page.waitForSelector('#order-text');
    return at;
}

/** Types a whole text into a field at once. @param {Page} page @param {string} selector @param {string} text */
const put = (page, selector, text) => page.$eval(selector, (field, text) => {
    /** @type {HTMLTextAreaElement} */ (field).value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}, text);

/** @param {Page} page @param {string} words */
const told = (page, words) => page.waitForFunction((words) => document.querySelector('#order .series-status')?.textContent === words, {}, words);

/** @param {Page} page @param {string} selector */
const press = async (page, selector) => {
    await page.$eval(selector, (button) => button.scrollIntoView({ block: 'center' }));
    await page.locator(selector).click();
};

/** @param {Page} page @param {string} name */
const field = (page, name) => page.$eval(`[name="${name}"]`, (input) => /** @type {HTMLInputElement} */ (input).value);

describe('the page', () => {
    test('from a pasted order to the figures shown, and back', async () => {
        const { page, seen } = await opened();
        await put(page, '#order-text', `${CONDOR}\n${CALLS}`);
        await told(page, '5 legs read.');
        // Without the day nothing is filled; it is asked for at its field.
        await page.waitForSelector('[name="order.asOf"][aria-invalid="true"]');
        assert.equal(await page.$('#order .use'), null);
        await put(page, '[name="order.asOf"]', DAY);
        await page.waitForSelector('#order .use');
        const fills = await page.$$eval('#order [data-fill]', (rows) => rows.map((row) => [row.getAttribute('data-fill'), ...[...row.querySelectorAll('td')].map((cell) => cell.textContent)]));
        assert.deepEqual(fills[0], ['longPut', '6600', '6650']);
        assert.deepEqual(fills.find(([key]) => key === 'layers[0]')?.[2], '4 × VIX call, strike 18, 43 days (Wed 17 Jun 2026), quote 1.05');
        assert.deepEqual(fills.find(([key]) => key === 'layers[2]')?.[2], 'removed');
        assert.equal(await field(page, 'longPut'), '6600', 'nothing is filled before it is asked for');
        await press(page, '#order .use');
        await page.waitForFunction(() => location.hash.includes('longPut=6650'));
        const set = study.readOrder(`${CONDOR}\n${CALLS}`, { asOf: DAY }).inputs ?? {};
        await page.waitForFunction(() => !document.documentElement.classList.contains('stale'));
        await page.waitForFunction((expected) => document.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value') === expected, {}, String(total(set)));
        await assertShows(page, set);
        assert.match((await page.$eval('#order .series-done', (done) => done.textContent)) ?? '', /^Typed into \d+ fields/);
        await press(page, '#undo');
        await page.waitForFunction(() => !location.hash.includes('longPut'));
        assert.equal(await field(page, 'longPut'), '6600');
        await assertShows(page, {});
        await close({ page, seen });
    });

    test('what is not understood is quoted, and hostile text is words and nothing else', async () => {
        const { page, seen } = await opened();
        await put(page, '[name="order.asOf"]', DAY);
        await put(page, '#order-text', `${CONDOR.replace('6700/6650', '6700')}\n<img src=x onerror=alert(1)>\nBUY +1 SPX 100 17 JUN 26 6600 PUT`);
        await told(page, '1 leg read, 3 pieces to look at.');
        const lines = await page.$$eval('#order .order-unread li', (items) => items.map((item) => item.textContent ?? ''));
        assert.match(lines[0] ?? '', /^Line 1: “7400\/7450\/6700” is not understood here\. Expected four strikes/);
        assert.match(lines[1] ?? '', /^Line 2: “<img”/);
        assert.match(lines[2] ?? '', /^Line 3: the SPX 6600 put of 2026-06-17 has no place here/);
        assert.equal(await page.$('#order :is(img, script)'), null);
        assert.equal(await page.$('#order .use'), null);
        const kept = await page.$eval('#order-text', (area, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text.repeat(50_000));
            area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            return /** @type {HTMLTextAreaElement} */ (area).value;
        }, `${CONDOR}\n`);
        await told(page, '0 legs read, 1 piece to look at.');
        assert.ok(kept.length < 1000, 'fifty thousand lines are never laid out');
        await close({ page, seen });
    });

    for (const [width, dark] of /** @type {const} */ ([[1280, false], [320, true]])) {
        test(`right and wrong fit ${width} px and pass axe, ${dark ? 'dark' : 'light'}`, async () => {
            const { page, seen } = await opened({ width, dark });
            await put(page, '[name="order.asOf"]', DAY);
            await put(page, '#order-text', `${CONDOR}\n${CALLS}\nhello`);
            await told(page, '5 legs read, 1 piece to look at.');
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
            const session = await page.createCDPSession();
            await session.send('Runtime.evaluate', { expression: await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') });
            const faults = await page.evaluate(async () => {
                const { violations } = await /** @type {any} */ (window).axe.run('#order', { resultTypes: ['violations'] });
                return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.target).join(' ')}`);
            });
            assert.deepEqual(faults, []);
            await close({ page, seen });
        });
    }

    test('the legs are written in every form, follow the form, and are copied', async () => {
        const { page, seen } = await opened({ hash: 'v=1&condorDte=44' });
        const written = () => page.$eval('#order-written', (area) => /** @type {HTMLTextAreaElement} */ (area).value);
        assert.equal(await written(), '', 'no day, no dates');
        await put(page, '[name="order.asOf"]', DAY);
        await page.waitForFunction(() => /** @type {HTMLTextAreaElement} */ (document.getElementById('order-written')).value.startsWith('SELL -10 IRON CONDOR SPX 100 (Weeklys) 18 JUN 26 7475/7525/6650/6600 CALL/PUT @12.80 LMT\n'));
        for (const { id } of study.orderForms()) {
            await page.select('[name="order.form"]', id);
            const expected = study.orderText({ condorDte: 44, asOf: DAY }, id);
            assert.ok(expected.ok);
            await page.waitForFunction((text) => /** @type {HTMLTextAreaElement} */ (document.getElementById('order-written')).value === text, {}, expected.text);
        }
        await put(page, '[name="shortPut"]', '6675');
        await page.waitForFunction(() => /** @type {HTMLTextAreaElement} */ (document.getElementById('order-written')).value.includes('6675 put'));
        await press(page, '#order .series-tools button:not(.use)');
        await page.waitForFunction(() => [...document.querySelectorAll('#order .series-done')].some(({ textContent }) => /^(Copied|The browser)/.test(textContent ?? '')));
        await close({ page, seen });
    });
});

/** @param {Partial<import('../../www/pkg/study.js').Inputs>} inputs */
function total(inputs) {
    const answer = study.evaluate(inputs);
    assert.ok(answer.ok);
    return answer.report.combined.whatIf.total;
}
