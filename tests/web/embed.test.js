// @ts-check
// The page within other people's pages: what it tells them, what they may ask of it, and all that they may not.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { alvh } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { FRAMES } from './hosts.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').Frame} Frame */
/** @typedef {import('../../www/pkg/alvh.js').Inputs} Inputs */
/** @typedef {{ data: any, origin: string, mine: boolean }} Heard A message, and whether it came from the frame. */

/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
    browser = await launch({ extra: FRAMES });
});
after(() => browser?.close());

/** @param {number} time in milliseconds */
const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * A host with the page in a frame, ready.
 * @param {string} [query] with its question mark
 * @param {Partial<Inputs>} [inputs]
 * @param {import('./browser.js').Wanted} [wanted]
 */
async function host(query = '', inputs = {}, wanted = {}) {
    const { page, seen } = await browser.openPage({ ...wanted, path: `/host.html?${encodeURIComponent(`embed.html${query}`)}`, hash: alvh.toLink(inputs) });
    const element = await page.waitForSelector('iframe');
    const frame = await element?.contentFrame();
    assert.ok(frame);
    await frame.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
    await page.waitForFunction(() => /** @type {any} */ (window).heard.some((/** @type {Heard} */ { data }) => data.type === 'alvh:height'));
    return { page, seen, frame };
}

/** @param {Page} page @returns {Promise<Heard[]>} */
const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard);

/** @param {Page} page @param {unknown[]} messages said one after another */
const say = (page, ...messages) => page.evaluate((all) => all.forEach((message) => /** @type {any} */ (window).say(message)), messages);

/** Asks for the state and waits for the answer. @param {Page} page @param {...unknown} before said first, in the same breath */
async function asked(page, ...before) {
    const answers = (await heard(page)).filter(({ data }) => data?.type === 'alvh:state').length;
    await say(page, ...before, { type: 'alvh:get' });
    await page.waitForFunction((count) => /** @type {any} */ (window).heard.filter((/** @type {Heard} */ { data }) => data?.type === 'alvh:state').length > count, {}, answers);
    return (await heard(page)).filter(({ data }) => data?.type === 'alvh:state').at(-1);
}

/** The total the frame shows. @param {Frame} frame */
const total = (frame) => frame.$eval('[data-key="combined.whatIf.total"]', (element) => Number(element.getAttribute('data-value')));

/** The total of inputs, in Node. @param {Partial<Inputs>} inputs */
function totalOf(inputs) {
    const answer = alvh.evaluate(inputs);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.report.combined.whatIf.total;
}

/** Waits until the frame shows the total of inputs. @param {Frame} frame @param {Partial<Inputs>} inputs */
async function shows(frame, inputs) {
    const wanted = totalOf(inputs);
    for (let tries = 0; tries < 60 && (await total(frame)) !== wanted; tries += 1) await wait(50);
    assert.equal(await total(frame), wanted);
}

/** @param {{ page: Page, seen: import('./browser.js').Seen }} opened */
async function close({ page, seen }) {
    assertClean(seen, browser.origin);
    await page.close();
}

describe('the height', () => {
    for (const query of ['?view=chart', '?view=summary', '']) {
        test(`is told in every form there is, and is that of the page: ${query || 'whole'}`, async () => {
            const opened = await host(query);
            const { page, frame } = opened;
            // A host does as it is told, and the height comes to rest.
            await page.evaluate(() => {
                const follow = (/** @type {any} */ { data }) => data?.type === 'alvh:height' && document.querySelector('iframe')?.setAttribute('height', data.height);
                /** @type {any} */ (window).heard.forEach(follow);
                addEventListener('message', follow);
            });
            await wait(1500);
            const own = await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
            const messages = (await heard(page)).filter(({ mine }) => mine).map(({ data }) => data).slice(-4);
            const src = `${browser.origin}/embed.html${query}#v=1`;
            assert.deepEqual(messages.slice(0, 3), [
                { type: 'alvh:height', height: own },
                { 'datawrapper-height': { alvh: own } },
                { sentinel: 'amp', type: 'embed-size', height: own },
            ]);
            assert.deepEqual(JSON.parse(messages[3]), { src, context: 'iframe.resize', height: own });
            assert.ok(await frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight), 'it scrolls');
            await close(opened);
        });
    }

    test('is told again when it changes, and only then', async () => {
        const opened = await host('?view=summary');
        const { page } = opened;
        await wait(300);
        const heights = async () => (await heard(page)).filter(({ data }) => data?.type === 'alvh:height').map(({ data }) => data.height);
        const before = await heights();
        await wait(300);
        assert.deepEqual(await heights(), before, 'told without a change');
        assert.ok(before.every((height, at) => height !== before[at - 1]), String(before));
        await page.$eval('iframe', (element) => element.setAttribute('width', '330'));
        await page.waitForFunction((count) => /** @type {any} */ (window).heard.filter((/** @type {Heard} */ { data }) => data?.type === 'alvh:height').length > count, {}, before.length);
        assert.ok((await heights()).at(-1) > before.at(-1), 'a narrow page is longer');
        await close(opened);
    });

    test('a page that nobody frames tells nobody', async () => {
        const { page, seen } = await browser.openPage({ path: '/embed.html?view=chart' });
        await page.evaluate(() => addEventListener('message', ({ data }) => (document.title = JSON.stringify(data))));
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        await page.setViewport({ width: 400, height: 500 });
        await wait(300);
        assert.doesNotMatch(await page.title(), /height/);
        await close({ page, seen });
    });
});

describe('what may be asked', () => {
    test('a state: answered to who asked, of the numbers on the page', async () => {
        const opened = await host('?view=chart', { shortPut: 6655 });
        const answer = await asked(opened.page);
        assert.deepEqual(answer, { data: { type: 'alvh:state', link: alvh.toLink({ shortPut: 6655 }) }, origin: browser.origin, mine: true });
        await close(opened);
    });

    test('a state that is set is shown, and a get right after it answers it', async () => {
        const opened = await host('?view=chart');
        const { page, frame } = opened;
        for (const inputs of /** @type {Partial<Inputs>[]} */ ([{ shortPut: 6655 }, { move: -7, vixTo: 40 }, { layers: [] }, {}])) {
            const link = alvh.toLink(inputs);
            assert.equal((await asked(page, { type: 'alvh:set', link }))?.data.link, link);
            await shows(frame, inputs);
        }
        await close(opened);
    });

    test('what is asked before the page can answer is answered once it can', async () => {
        const { page, seen } = await browser.openPage({ path: '/host.html?about%3Ablank' });
        const link = alvh.toLink({ shortPut: 6655 });
        await page.evaluate((link) => {
            const frame = document.querySelector('iframe');
            if (!frame) return;
            frame.addEventListener('load', () => {
                const { say } = /** @type {any} */ (window);
                say({ type: 'alvh:set', link });
                say({ type: 'alvh:get' });
            });
            frame.src = 'embed.html?view=summary';
        }, link);
        await page.waitForFunction((wanted) => /** @type {any} */ (window).heard.some((/** @type {Heard} */ { data }) => data?.type === 'alvh:state' && data.link === wanted), {}, link);
        await close({ page, seen });
    });

    test('a set with any problem changes nothing', async () => {
        const opened = await host('?view=chart', { shortPut: 6655 });
        const link = alvh.toLink({ shortPut: 6655 });
        const wrong = ['v=1&shortPut=66,55', 'v=1&nonsense=1&move=-3', 'v=1&spx=-5', 'v=1&longPut=7200', 'v=9', 'v=1&move=1e999', 'v=1&layers=<script>alert(1)</script>', '?v=1', `v=1&${'x'.repeat(30_000)}`];
        for (const text of wrong) {
            const { problems, inputs } = alvh.fromLink(text);
            assert.ok(problems.length > 0 || !alvh.evaluate(inputs).ok, `${text.slice(0, 40)} is right`);
            assert.equal((await asked(opened.page, { type: 'alvh:set', link: text }))?.data.link, link, text.slice(0, 40));
        }
        // Of several the last good one counts, as if each had had its turn.
        const good = alvh.toLink({ shortPut: 6660 });
        assert.equal((await asked(opened.page, { type: 'alvh:set', link: good }, ...wrong.map((text) => ({ type: 'alvh:set', link: text }))))?.data.link, good);
        await shows(opened.frame, { shortPut: 6660 });
        await close(opened);
    });

    test('a theme', async () => {
        const opened = await host('?view=chart');
        const ink = () => opened.frame.evaluate(() => getComputedStyle(document.body).color);
        const light = await ink();
        const drawn = await opened.frame.$eval('.chosen .drawing', (host) => host.innerHTML);
        await asked(opened.page, { type: 'alvh:theme', theme: 'dark' });
        assert.notEqual(await ink(), light);
        assert.notEqual(await opened.frame.$eval('.chosen .drawing', (host) => host.innerHTML), drawn, 'the chart kept its colours');
        for (const theme of ['auto', 'blue', null, 7]) await asked(opened.page, { type: 'alvh:theme', theme });
        assert.equal(await ink(), light);
        await close(opened);
    });

    test('what is locked stays, by messages and by presets too, and the rest follows', async () => {
        const opened = await host('?lock=longPut,layers,futures[0].price', { longPut: 6590, layers: [] });
        const { page, frame } = opened;
        const link = alvh.toLink({ longPut: 6500, shortPut: 6655, futures: [{ dte: 12, price: 30 }, { dte: 40, price: 21 }] });
        const [first] = alvh.defaults().futures;
        const inputs = { longPut: 6590, shortPut: 6655, layers: [], futures: [{ dte: 12, price: first?.price ?? 0 }, { dte: 40, price: 21 }] };
        assert.equal((await asked(page, { type: 'alvh:set', link }))?.data.link, alvh.toLink(inputs));
        // Refused where the locked and the new contradict each other.
        await asked(page, { type: 'alvh:set', link: 'v=1&shortPut=6500&longPut=6400' });
        await shows(frame, inputs);
        await frame.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#presets a')).click());
        const kept = alvh.fromLink((await asked(page))?.data.link).inputs;
        assert.deepEqual([kept.longPut, kept.layers, kept.shortPut], [6590, [], alvh.defaults().shortPut]);
        await close(opened);
    });
});

test('a host in a sandbox, which has no origin, is answered all the same', async () => {
    const { page, seen } = await browser.openPage({ path: '/host.html?about%3Ablank' });
    const link = alvh.toLink({ shortPut: 6655 });
    await page.evaluate((link) => {
        const frame = document.querySelector('iframe');
        if (!frame) return;
        frame.setAttribute('sandbox', 'allow-scripts');
        frame.src = `nobody.html?${encodeURIComponent('embed.html?view=summary')}#${link}`;
    }, link);
    await page.waitForFunction(() => /** @type {any} */ (window).heard.some((/** @type {Heard} */ { data }) => data.type === 'alvh:height'));
    for (const wanted of [link, alvh.toLink({ shortPut: 6660 })]) {
        const answer = await asked(page, { type: 'alvh:set', link: wanted });
        assert.deepEqual(answer?.data, { type: 'alvh:state', link: wanted, seen: 'null', own: 'null' });
    }
    const frames = page.frames();
    await shows(/** @type {Frame} */ (frames.find((frame) => frame.url().includes('embed.html?view=summary#'))), { shortPut: 6660 });
    await close({ page, seen });
});

describe('what may not', () => {
    const link = alvh.toLink({ shortPut: 6655 });

    test('wrong types, wrong shapes, hostile words: no answer, no change, no error', async () => {
        const opened = await host('?view=chart');
        const before = await heard(opened.page);
        await opened.page.evaluate((link) => {
            const { say, hostile } = /** @type {any} */ (window);
            for (const message of hostile(link)) say(message);
        }, link);
        await wait(300);
        assert.deepEqual(await heard(opened.page), before);
        assert.equal((await asked(opened.page))?.data.link, 'v=1');
        assert.equal(await opened.frame.evaluate(() => document.documentElement.dataset['theme']), undefined);
        await close(opened);
    });

    test('others than the page around are not heard', async () => {
        const opened = await host('?view=chart');
        const before = (await heard(opened.page)).length;
        // A frame beside it, with a script of its own, and the frame itself.
        await opened.page.evaluate((link) => {
            const beside = document.createElement('iframe');
            beside.src = `beside.html?${encodeURIComponent(link)}`;
            document.body.append(beside);
        }, link);
        await opened.page.waitForFunction(() => /** @type {any} */ (frames[1]).said);
        await opened.frame.evaluate((link) => {
            postMessage({ type: 'alvh:set', link }, '*');
            postMessage({ type: 'alvh:get' }, '*');
        }, link);
        await wait(300);
        assert.equal((await heard(opened.page)).length, before);
        assert.equal((await asked(opened.page))?.data.link, 'v=1');
        await close(opened);
    });

    test('ten thousand messages a second: the page goes on answering, and ends with the last', async () => {
        const opened = await host('?view=chart');
        const { page, frame } = opened;
        await page.evaluate(async () => {
            const { say } = /** @type {any} */ (window);
            for (let round = 0; round < 100; round += 1) {
                for (let at = 0; at < 100; at += 1) {
                    const kind = (round * 100 + at) % 5;
                    if (kind < 2) say({ type: 'alvh:set', link: `v=1&shortPut=${6600 + (round % 50) + at / 2}` });
                    else if (kind === 2) say({ type: 'alvh:set', link: 'v=1&shortPut=9999' });
                    else if (kind === 3) say({ type: 'alvh:get' });
                    else say({ type: 'alvh:theme', theme: at % 2 ? 'dark' : 'light' });
                }
                await new Promise((resolve) => setTimeout(resolve, 10));
            }
        });
        const link = alvh.toLink({ shortPut: 6655 });
        await say(page, { type: 'alvh:set', link }, { type: 'alvh:theme', theme: 'dark' });
        await shows(frame, { shortPut: 6655 });
        assert.equal((await asked(page))?.data.link, link);
        assert.equal(await frame.evaluate(() => document.documentElement.dataset['theme']), 'dark');
        await close(opened);
    });
});

describe('the frame', () => {
    test('lets the paper around it show, in every view and theme', async () => {
        for (const query of ['', '?view=chart', '?view=summary&theme=dark']) {
            const opened = await host(query);
            const papers = await opened.frame.evaluate(() => [document.documentElement, document.body].map((element) => getComputedStyle(element).backgroundColor));
            assert.deepEqual(papers, ['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'], query);
            await close(opened);
        }
    });

    for (const query of ['', '?view=chart&theme=dark&lock=spx', '?view=summary']) {
        test(`says where it comes from, and opens the whole page with these numbers: ${query || 'whole'}`, async () => {
            const opened = await host(query, { shortPut: 6655 });
            const { frame } = opened;
            await asked(opened.page, { type: 'alvh:set', link: 'v=1&shortPut=6660' });
            await frame.waitForFunction(() => document.querySelector('#open')?.getAttribute('href')?.includes('6660'));
            const [text, href, target] = await frame.$eval('#open', (anchor) => {
                if (!(anchor instanceof HTMLAnchorElement) || !anchor.checkVisibility({ visibilityProperty: true })) return [];
                return [anchor.textContent, anchor.href, anchor.target];
            });
            assert.equal(text, 'Open with these numbers');
            assert.equal(href, `${browser.origin}/#v=1&shortPut=6660`);
            assert.equal(target, '_blank');
            await close(opened);
        });
    }

    test('keeps nothing, and asks nobody else', async () => {
        const opened = await host('', { shortPut: 6655 });
        await asked(opened.page, { type: 'alvh:set', link: 'v=1&shortPut=6660' });
        const kept = await opened.frame.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
        assert.deepEqual(kept, [0, 0, '']);
        assert.ok(opened.seen.requests.every((url) => !url.slice(browser.origin.length).includes('6660')), 'the state was sent');
        await close(opened);
    });

    test('alone in a window it is the whole page, under its own name', async () => {
        const { page, seen } = await browser.openPage({ path: '/embed.html', hash: alvh.toLink({ shortPut: 6655 }) });
        await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        assert.equal(await page.$eval('[data-key="combined.whatIf.total"]', (element) => Number(element.getAttribute('data-value'))), totalOf({ shortPut: 6655 }));
        for (const { key } of alvh.fields()) assert.equal((await page.$$(`[name="${key}"]`)).length, 1, key);
        await close({ page, seen });
    });
});

describe('the dialog that writes what to paste', () => {
    /** The whole page with its dialog open. @param {Partial<Inputs>} [inputs] @param {import('./browser.js').Wanted} [wanted] */
    async function dialog(inputs = {}, wanted = {}) {
        const opened = await browser.openPage({ ...wanted, path: '/', hash: alvh.toLink(inputs) });
        await opened.page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
        assert.ok(!opened.seen.requests.some((url) => url.includes('snippet')), 'fetched before anybody asked');
        await opened.page.click('#share');
        await opened.page.waitForSelector('dialog[open] textarea');
        return opened;
    }

    /** Chooses by the words on the page, and waits for what is to be pasted. @param {Page} page @param {Record<string, string>} choices @param {RegExp} wanted */
    async function pasted(page, choices, wanted) {
        for (const [label, option] of Object.entries(choices)) {
            await page.evaluate(([label, option]) => {
                const select = [...document.querySelectorAll('dialog label')].find((one) => one.firstChild?.textContent === label)?.querySelector('select');
                const chosen = [...(select?.options ?? [])].find((one) => one.text === option);
                if (!select || !chosen || select.closest('label')?.hidden) throw new Error(`no ${label}: ${option}`);
                select.value = chosen.value;
                select.dispatchEvent(new Event('change', { bubbles: true }));
            }, /** @type {[string, string]} */ ([label, option]));
        }
        const text = await page.waitForFunction((source) => {
            const { value } = /** @type {HTMLTextAreaElement} */ (document.querySelector('dialog textarea'));
            return new RegExp(source).test(value) && value;
        }, {}, wanted.source);
        return String(await text.jsonValue());
    }

    const inputs = /** @type {Partial<Inputs>} */ ({ shortPut: 6655, layers: [] });

    test('a link, and a line of Markdown with the answer', async () => {
        const opened = await dialog(inputs);
        const address = `${browser.origin}/#${alvh.toLink(inputs)}`;
        assert.equal(await pasted(opened.page, {}, /./), address);
        const answer = alvh.evaluate(inputs);
        assert.ok(answer.ok);
        const markdown = await pasted(opened.page, { What: 'Markdown' }, /^\[/);
        assert.equal(markdown, `[${answer.report.answer[0]?.map(({ text }) => text).join('')}](${address})`);
        assert.equal(await opened.page.$eval('dialog .snippets-preview a', (anchor) => /** @type {HTMLAnchorElement} */ (anchor).href), address);
        await close(opened);
    });

    test('a frame and an element, which pasted into a page show these numbers', async () => {
        const opened = await dialog(inputs);
        const { page } = opened;
        const frame = await pasted(page, { What: 'Frame', Shows: 'The answer in words', Colours: 'Dark', 'Readers change': 'The what-if only' }, /^<iframe.*height="(?!480)/);
        const element = await pasted(page, { What: 'Element' }, /<alvh-calculator/);
        await close(opened);
        const host = await launch({ policy: null, extra: { '/pasted.html': `<!doctype html><title>pasted</title><link rel="icon" href="data:,"><body>${frame}${element}` } });
        try {
            const { page } = await host.openPage({ path: '/pasted.html' });
            const inner = await page.waitForFrame((one) => one.url().startsWith(`${browser.origin}/embed.html`));
            await inner.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
            await shows(inner, inputs);
            assert.deepEqual(await inner.evaluate(() => [document.documentElement.dataset['view'], document.documentElement.dataset['theme']]), ['summary', 'dark']);
            const locked = await inner.$$eval('#inputs [name]', (controls) => controls.every((control) => control.closest('.locked')));
            assert.ok(locked, 'a field can be changed');
            const total = await page.waitForFunction(() => document.querySelector('alvh-calculator')?.shadowRoot?.querySelector('[data-key="combined.whatIf.total"]')?.getAttribute('data-value'));
            assert.equal(Number(await total.jsonValue()), totalOf(inputs));
        } finally {
            await host.close();
        }
    });

    test('a picture that stands alone', async () => {
        const opened = await dialog(inputs);
        const svg = await pasted(opened.page, { What: 'Picture' }, /^<svg/);
        const [root, scripts] = await opened.page.evaluate((text) => {
            const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
            return [documentElement.localName, documentElement.querySelectorAll('script, foreignObject, image').length];
        }, svg);
        assert.deepEqual([root, scripts], ['svg', 0]);
        assert.ok(svg.includes('shortPut=6655'), 'the picture does not say where it comes from');
        await opened.page.waitForFunction(() => (document.querySelector('dialog img')?.getBoundingClientRect().height ?? 0) > 100);
        await close(opened);
    });

    test('closes by the keyboard, gives the focus back, and fits a narrow window', async () => {
        const opened = await dialog({}, { width: 320, height: 640 });
        const { page } = opened;
        await pasted(page, { What: 'Frame' }, /^<iframe/);
        assert.ok(await page.$eval('dialog', (element) => element.scrollWidth <= element.clientWidth && element.getBoundingClientRect().right <= innerWidth));
        await page.keyboard.press('Escape');
        assert.equal(await page.$eval('dialog', (element) => /** @type {HTMLDialogElement} */ (element).open), false);
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'share');
        assert.equal((await page.$$('dialog iframe')).length, 0, 'the preview goes on');
        await close(opened);
    });
});
