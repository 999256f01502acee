// @ts-check
// What tests of the page share: it is opened with everything watched, and what it shows is held against the package.
import assert from 'node:assert/strict';
import { alvh, study } from './alvh.js';
import { assertClean, launch, painted, type } from './browser.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {Pick<import('./driver.js').Place, 'evaluate'>} Place */
/** @typedef {import('./browser.js').Seen} Seen */
/** @typedef {import('./browser.js').Wanted} Wanted */
/** @typedef {import('../../www/pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('../../www/pkg/alvh.js').Report} Report */
/** @typedef {{ key: string, value: string | null, text: string, title: string }} Shown A number on the page. */

/** In sentences small counts are words. */
const NUMBER = /\d|^[a-z]+$/;
const BLANK = '<!doctype html><title>blank</title><link rel="icon" href="data:,">';

/** @type {import('./browser.js').Browser} */
export let browser;

/** Starts the browser of a file of tests. */
export async function begin() {
    browser = await launch({ extra: { '/blank.html': BLANK } });
}

/** Closes it. */
export const end = () => browser?.close();

/** @param {number} time in milliseconds */
export const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Opens the page with everything watched from its first moment on: warnings and dialogs count as faults too.
 *
 * @param {Wanted} [wanted]
 * @param {(page: Page) => Promise<unknown>} [prepare] before the page is asked for
 * @returns {Promise<{ page: Page, seen: Seen }>}
 */
export async function open({ path = '/', hash = '', ...wanted } = {}, prepare = async () => {}) {
    const { page, seen } = await browser.openPage({ ...wanted, path: '/blank.html' });
    page.on('console', (message) => {
        if (message.type() === 'warn') seen.errors.push(`warning: ${message.text()}`);
    });
    page.on('dialog', (dialog) => {
        seen.errors.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
    });
    await prepare(page);
    await page.goto(`${browser.origin}${path}${hash === '' ? '' : `#${hash}`}`, { waitUntil: 'load' });
    return { page, seen };
}

/** Opens the page and waits for its numbers. @param {Wanted} [wanted] @param {(page: Page) => Promise<unknown>} [prepare] */
export async function ready(wanted, prepare) {
    const opened = await open(wanted, prepare);
    await started(opened.page);
    return opened;
}

/** Waits until the page shows numbers. @param {Page} page */
export const started = (page) => page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');

/** Nothing went wrong; then the page is closed. @param {{ page: Page, seen: Seen }} opened */
export async function close({ page, seen }) {
    assertClean(seen, browser.origin);
    await page.close();
}

/**
 * Tries again until nothing is thrown; after a while what was thrown goes on.
 *
 * @template T
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
export async function eventually(attempt) {
    for (let tries = 0; tries < 200; tries += 1) {
        try {
            return await attempt();
        } catch {
            await wait(50);
        }
    }
    return attempt();
}

/** Every number on the page. @param {Place} page @returns {Promise<Shown[]>} */
export const figures = (page) =>
    // Not by $$eval, which takes hold of every element one by one.
    page.evaluate(() =>
        [...document.querySelectorAll('[data-key]')].map((element) => ({
            key: element.getAttribute('data-key') ?? '',
            value: element.getAttribute('data-value'),
            text: element.textContent ?? '',
            title: element.getAttribute('title') ?? '',
        })),
    );

/** The keys and full-precision values alone. @param {Place} page */
export const values = async (page) => (await figures(page)).map(({ key, value }) => `${key}=${value}`);

/** @param {unknown} report @param {string} key a path such as "layers[0].premium" @returns {unknown} */
export const resolve = (report, key) =>
    key
        .split(/[.[\]]+/)
        .filter(Boolean)
        .reduce((value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined), report);

/** @param {Partial<Inputs>} inputs @returns {Report} */
export function report(inputs) {
    const answer = alvh.evaluate(inputs);
    assert.ok(answer.ok, `refused: ${JSON.stringify(answer)}`);
    return answer.report;
}

/** The fields of the problems with inputs, which may be of wrong types. @param {any} inputs */
export function blamed(inputs) {
    const answer = alvh.evaluate(inputs);
    assert.ok(!answer.ok, 'expected to be refused');
    return answer.problems.map(({ field }) => field).sort();
}

/** The sentences of the answer. @param {Report} report */
export const sentences = ({ answer }) => answer.map((parts) => parts.map(({ text }) => text).join(''));

/**
 * Every number on the page is the one the package has for these inputs, and so is every word of the answer.
 *
 * @param {Place} page
 * @param {Partial<Inputs>} inputs
 * @param {Report} [expected] what the package has for them, where the first module has not
 */
export async function assertShows(page, inputs, expected = report(inputs)) {
    // A device that is busy shows its tables a moment after the sentence.
    return eventually(async () => {
        const all = await figures(page);
        for (const { key, value, text, title } of all) {
            let number = resolve(expected, key);
            // A row of the form that is wrong has its place for a price, though these numbers know no such row.
            if (number === undefined && value === '' && Number(/^layers\[(\d+)\]\.price$/.exec(key)?.[1]) >= expected.layers.length) number = null;
            assert.ok(number === null || typeof number === 'number', `${key} is not in the report: ${number}`);
            assert.equal(value, number === null ? '' : String(number), key);
            if (number === null) {
                assert.match(text, /^[–—-]$/, `${key} has no answer and reads ${text}`);
                assert.notEqual(title, '', `${key} does not say why it has no answer`);
            } else assert.match(text, NUMBER, `${key} shows no number`);
        }
        assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('#words > p')].map(({ textContent }) => textContent)), sentences(expected));
        return all;
    });
}

/** The text that a chart's drawing is made of; asked for once in view, since others are drawn when idle. @param {Place} page @param {string} chart */
export async function drawing(page, chart) {
    await page.evaluate((chart) => document.querySelector(`figure[data-chart="${chart}"]`)?.scrollIntoView({ block: 'center' }), chart);
    return eventually(async () => {
        const drawn = await page.evaluate((chart) => document.querySelector(`figure[data-chart="${chart}"] .drawing`)?.innerHTML ?? '', chart);
        assert.match(drawn, /<svg/, `${chart} is not drawn`);
        return drawn;
    });
}

/**
 * What stands on a stage is, element by element, what the package draws in Node at the stage's size.
 *
 * @param {Place} page
 * @param {string} stage its selector
 * @param {string} chart
 * @param {Partial<Inputs>} inputs
 * @param {Partial<import('../../www/pkg/alvh.js').Look>} [look]
 */
export const assertDrawn = (page, stage, chart, inputs, look = {}) =>
    eventually(async () => {
        const { width, height } = await page.evaluate((stage) => {
            const { width, height } = /** @type {Element} */ (document.querySelector(stage)).getBoundingClientRect();
            return { width: Math.round(width), height: Math.round(height) };
        }, stage);
        const drawn = study.draw(chart, inputs, { width, height, theme: 'light', ...look });
        assert.ok(drawn.ok, JSON.stringify(drawn));
        const same = await page.evaluate(
            (stage, text) => {
                const host = /** @type {Element} */ (document.querySelector(`${stage} .drawing`));
                const wanted = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
                // In a page an element knows its namespace, and line ends between elements are left out.
                wanted.removeAttribute('xmlns');
                const bare = (/** @type {Element | null} */ element) => element?.outerHTML.replaceAll('\n', '');
                return bare(host.firstElementChild) === bare(wanted);
            },
            stage,
            drawn.svg,
        );
        assert.ok(same, `${stage} is not what the package draws of ${chart}, ${JSON.stringify(look)}`);
    });

/**
 * The same of a chart of the page.
 *
 * @param {Place} page
 * @param {string} chart
 * @param {Partial<Inputs>} inputs
 * @param {'light' | 'dark'} [theme]
 */
export async function assertDraws(page, chart, inputs, theme = 'light') {
    await drawing(page, chart);
    await assertDrawn(page, `figure[data-chart="${chart}"] .stage`, chart, inputs, { theme });
}

/** The state in the address bar, without "#". @param {Place} page */
export const fragment = (page) => page.evaluate(() => location.hash.slice(1));

/** What stands in every control. @param {Place} page */
export const texts = (page) =>
    page.evaluate(() => [...document.querySelectorAll('[name]')].map((control) => `${control.getAttribute('name')}=${'value' in control ? control.value : ''}`));

/** Unfolds everything. @param {Place} page @param {boolean} [open] */
export const unfold = (page, open = true) =>
    page.evaluate((open) => {
        for (const details of document.querySelectorAll('details')) details.open = open;
    }, open);

/** Waits until the link is that of these inputs. @param {Place} page @param {Partial<Inputs>} inputs */
export const assertLinks = (page, inputs) => eventually(async () => assert.equal(await fragment(page), alvh.toLink(inputs)));

/** No word for a number that is none, neither in sight nor read out. @param {Place} page */
export async function assertWords(page) {
    const found = await page.evaluate(() => {
        const wrong = /\b(NaN|Infinity|undefined)\b|\[object/;
        const texts = [document.body.innerText];
        for (const element of document.querySelectorAll('*')) {
            for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder', 'data-value']) {
                texts.push(element.getAttribute(name) ?? '');
            }
        }
        return texts.filter((text) => wrong.test(text)).map((text) => text.slice(Math.max(0, text.search(wrong) - 60)).slice(0, 160));
    });
    assert.deepEqual(found, [], 'words that may not stand on the page');
}

/**
 * The controls that are marked wrong, with the message each is described by, if it can be seen.
 *
 * @param {Place} page
 * @returns {Promise<Record<string, string>>}
 */
export const marked = (page) =>
    page.evaluate(() => {
        /** @type {Record<string, string>} */
        const found = {};
        for (const control of document.querySelectorAll('[aria-invalid="true"]')) {
            const ids = (control.getAttribute('aria-describedby') ?? '').split(' ');
            const [message] = ids.map((id) => document.getElementById(id)).filter((element) => element?.matches('.problem'));
            found[control.getAttribute('name') ?? ''] = (message?.checkVisibility({ visibilityProperty: true }) && message.textContent) || '';
        }
        return found;
    });

/** What the page says about the whole: whether its figures are marked as stale, and in what words. @param {Place} page */
export const status = (page) =>
    page.evaluate(() => ({
        stale: document.documentElement.classList.contains('stale'),
        dimmed: Number(getComputedStyle(document.querySelector('figure[data-chart="payoff"] .drawing') ?? document.body).opacity) < 1,
        words: /** @type {HTMLElement} */ (document.getElementById('status')).innerText.trim(),
    }));

/** No problem is shown anywhere. @param {Place} page */
export async function assertFine(page) {
    assert.deepEqual(await marked(page), {});
    assert.deepEqual(await status(page), { stale: false, dimmed: false, words: '' });
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.problem')].map(({ textContent }) => textContent).filter(Boolean)), []);
}

/**
 * Replaces the text of a control at one stroke: what is typed key by key is right for a while, on the way to being wrong.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string} text
 */
export async function paste(page, name, text) {
    await type(page, name, '');
    if (text !== '') await page.keyboard.sendCharacter(text);
}

/** Chooses with the mouse, wherever the element is. @param {Page} page @param {string} selector */
export async function click(page, selector) {
    const element = await page.waitForSelector(selector);
    // The page first brings what has the focus into sight; nobody clicks elsewhere within these frames.
    await new Promise((resolve) => setTimeout(resolve, 120));
    // What was out of sight is laid out on the way, which may move it once more.
    for (let time = 0; time < 3; time += 1) {
        await element?.evaluate((node) => node.scrollIntoView({ block: 'center' }));
        await painted(page);
    }
    await element?.click();
    await painted(page);
}
