// @ts-check
// After a first visit the site works without a network; and no page is older than the site, or made of two releases.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { alvh } from './alvh.js';
import { assertClean, launch } from './browser.js';
import { eventually, wait } from './page.js';
import { ROOT } from './root.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Made by `cargo xtask test`, or else by `cargo xtask dist`. */
const DIST = process.env.ALVH_SITE ?? join(ROOT, 'dist');
const skip = existsSync(join(DIST, 'release.json')) ? false : 'there is no site: cargo xtask dist makes one';

/** Folders of some host's, with the site in one of them. @type {string} */
let outer;
/** @type {import('./browser.js').Browser} */
let browser;
const site = () => join(outer, 'some/where');

/** The beginning of a SHA-256. @param {Buffer | string} bytes */
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** Every file below a folder. @param {string} folder */
const files = async (folder) => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** Puts a release on the server in place of the one before: the site, with scripts that say which release they are of. @param {string} name */
async function publish(name) {
    await cp(DIST, site(), { recursive: true, force: true });
    const release = digest(name);
    for (const file of await files(site())) {
        const path = join(site(), file);
        if (/^[^/]+\.js$/.test(file) && file !== 'offline.js') await writeFile(path, `${await readFile(path, 'utf8')}\n;(globalThis.parts ??= []).push('${name}');\n`);
        if (file.endsWith('.html')) await writeFile(path, (await readFile(path, 'utf8')).replace(/(<meta name="release" content=")\w+/, `$1${release}`));
    }
    await list(release);
}

/** Writes the list of a release as it lies on the server. @param {string} release */
async function list(release) {
    const all = (await files(site())).filter((file) => file !== 'release.json');
    const digests = await Promise.all(all.map(async (file) => [file, digest(await readFile(join(site(), file)))]));
    await writeFile(join(site(), 'release.json'), JSON.stringify({ release, files: Object.fromEntries(digests) }));
}

/** The releases of a page's scripts. @param {Page} page */
const parts = (page) => page.evaluate(() => [...new Set(Reflect.get(globalThis, 'parts'))]);
/** @param {Page | import('puppeteer-core').Frame} page */
const ready = (page) => page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready');
/** @param {Page | import('puppeteer-core').Frame} page */
const total = (page) => page.$eval('[data-key="combined.whatIf.total"]', (element) => Number(element.getAttribute('data-value')));
/** @param {string} link */
function totalOf(link) {
    const answer = alvh.evaluate(alvh.fromLink(link).inputs);
    assert.ok(answer.ok);
    return answer.report.combined.whatIf.total;
}

/** Addresses that are kept, by the release they are of. @param {Page} page @returns {Promise<Record<string, string[]>>} */
const kept = (page) =>
    page.evaluate(async () => {
        const names = (await caches.keys()).filter((name) => / release \w+$/.test(name));
        return Object.fromEntries(await Promise.all(names.map(async (name) => [name.split(' ').at(-1), (await (await caches.open(name)).keys()).map(({ url }) => url)])));
    });

/** Waits until a page is kept. @param {Page} page @param {string} name of the release @param {string} [file] */
const untilKept = (page, name, file = '') =>
    eventually(async () => {
        const { [digest(name)]: urls = [] } = await kept(page);
        assert.ok(urls.includes(`${browser.origin}/some/where/${file}`), `${file} of ${name} is not kept`);
    });

/** @param {string} [path] @param {string} [hash] */
const open = (path = '', hash = 'v=1&shortPut=6655') => browser.openPage({ path: `/some/where/${path}`, hash, workers: true });
/** Another page of the same reader's. @param {Page} page @param {string} [path] */
async function again(page, path = '') {
    const next = await page.browserContext().newPage();
    await next.goto(`${browser.origin}/some/where/${path}`);
    return next;
}

describe('without a network', { skip }, () => {
    before(async () => {
        outer = await mkdtemp(join(tmpdir(), 'alvh-offline-'));
        await publish('first');
        browser = await launch({ folder: outer });
    });
    after(async () => {
        await browser?.close();
        await rm(outer, { recursive: true, force: true });
    });
    beforeEach(() => browser.answer('well'));

    test('the list names every file with its digest, and the pages their release', async () => {
        const { release, files: digests } = JSON.parse(await readFile(join(DIST, 'release.json'), 'utf8'));
        const all = (await files(DIST)).filter((file) => !['release.json', 'sitemap.xml'].includes(file));
        assert.deepEqual(Object.keys(digests).filter((file) => file !== 'sitemap.xml').sort(), all.sort());
        for (const file of all) assert.equal(digests[file], digest(await readFile(join(DIST, file))), file);
        for (const file of all.filter((file) => file.endsWith('.html'))) {
            const text = await readFile(join(DIST, file), 'utf8');
            if (file === 'alvh.html') assert.ok(!text.includes('offline.js') && !text.includes('name="release"'), 'the one file needs no worker');
            else assert.ok(text.includes(`<meta name="release" content="${release}">`), file);
        }
    });

    test('a page that was visited once opens again, with any link', async () => {
        const { page, seen } = await open();
        await ready(page);
        await untilKept(page, 'first');
        browser.answer('not');
        await page.reload();
        await ready(page);
        assert.equal(await total(page), totalOf('v=1&shortPut=6655'));
        const other = await again(page, '?theme=dark#v=1&shortPut=6660');
        await ready(other);
        assert.equal(await total(other), totalOf('v=1&shortPut=6660'));
        assert.deepEqual(seen.errors, []);
        await page.browserContext().close();
    });

    test('a network that never answers is none', async () => {
        const { page } = await open();
        await ready(page);
        await untilKept(page, 'first');
        browser.answer('never');
        await page.reload();
        await ready(page);
        assert.equal(await total(page), totalOf('v=1&shortPut=6655'));
        await page.browserContext().close();
    });

    test('what was asked for works again: the larger core, and its worker', async () => {
        const { page } = await open('', 'v=1&system=sizing');
        await page.waitForSelector('#system table');
        await untilKept(page, 'first');
        await untilKept(page, 'first', 'pkg/study_bg.wasm');
        const asked = () =>
            page.evaluate(() => {
                const worker = new Worker('series-worker.js', { type: 'module' });
                worker.postMessage({ id: 1, source: '2026-01-02,1\n2026-01-05,2', options: {} });
                return new Promise((resolve) => {
                    worker.addEventListener('error', () => resolve('no worker'));
                    worker.addEventListener('message', ({ data }) => resolve('read' in data ? 'read' : data.failed));
                });
            });
        assert.equal(await asked(), 'read');
        await untilKept(page, 'first', 'file-text.js');
        browser.answer('not');
        await page.reload();
        await page.waitForSelector('#system table');
        assert.equal(await asked(), 'read');
        await page.browserContext().close();
    });

    test('a page with the calculator in a frame opens whole', async () => {
        const [preset] = alvh.presets();
        assert.ok(preset);
        const path = `presets/${preset.id}.html`;
        const { page } = await open(path, '');
        await page.waitForFrame((frame) => frame.url().includes('/embed.html'));
        await untilKept(page, 'first', path);
        await untilKept(page, 'first', 'embed.html');
        browser.answer('not');
        await page.reload();
        const frame = await page.waitForFrame((frame) => frame.url().includes('/embed.html'));
        await ready(frame);
        assert.equal(await total(frame), totalOf(preset.link));
        await page.browserContext().close();
    });

    test('nothing is kept but files of the site that the page loaded', async () => {
        const opened = await open();
        await ready(opened.page);
        await untilKept(opened.page, 'first');
        const all = Object.values(await kept(opened.page)).flat();
        assert.ok(all.length > 20, String(all));
        const asked = new Set(opened.seen.requests.map((url) => url.replace(/[?#].*/, '')));
        for (const url of all) assert.ok(asked.has(url), `${url} was not asked for`);
        const elsewhere = await opened.page.evaluate(async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
        assert.deepEqual(elsewhere, ['', 0, 0, 0]);
        assertClean(opened.seen, browser.origin);
        await opened.page.close();
    });

    test('a page that stands in other people’s keeps nothing', async () => {
        const { page, seen } = await open('embed.html');
        await ready(page);
        assert.ok(!seen.requests.some((url) => url.endsWith('keep.js')));
        assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
        await page.close();
    });

    test('after a release the next visit shows the new one, all of it, and that is what is kept', async () => {
        await publish('first');
        const { page } = await open();
        await ready(page);
        await untilKept(page, 'first');
        await page.reload();
        await ready(page);
        assert.deepEqual(await parts(page), ['first']);

        await publish('second');
        const next = await again(page);
        await ready(next);
        assert.deepEqual(await parts(next), ['second']);
        await untilKept(next, 'second');

        // The page that was open goes on as it began.
        const text = await page.evaluate(async () => (await fetch('form.js')).text());
        assert.ok(text.includes("'first'") && !text.includes("'second'"));

        browser.answer('not');
        await next.reload();
        await ready(next);
        assert.deepEqual(await parts(next), ['second']);
        await next.browserContext().close();
    });

    test('an open page asks in vain for a part that only another release has', async () => {
        await publish('first');
        const { page } = await open();
        await ready(page);
        await untilKept(page, 'first');
        await page.reload();
        await ready(page);
        await publish('second');
        const answer = await page.evaluate(() => fetch('files.js').then(({ status }) => status, () => 'none'));
        assert.equal(answer, 'none');
        await page.evaluate(() => (location.hash = 'v=1&system=sizing'));
        await page.waitForFunction(() => /did not arrive|could not load/.test(document.body.innerText));
        assert.deepEqual(await parts(page), ['first']);

        await page.reload();
        await page.waitForSelector('#system table');
        assert.deepEqual(await parts(page), ['second']);
        await page.browserContext().close();
    });

    test('closed pages of an older release leave nothing behind', async () => {
        await publish('first');
        const { page } = await open();
        await ready(page);
        await untilKept(page, 'first');
        await publish('second');
        await page.reload();
        await ready(page);
        await untilKept(page, 'second');
        await publish('third');
        await page.reload();
        await ready(page);
        await untilKept(page, 'third');
        // What this run of the worker has met stays until the browser ends it.
        const cdp = await page.createCDPSession();
        await cdp.send('ServiceWorker.enable');
        await cdp.send('ServiceWorker.stopAllWorkers');
        await page.reload();
        await ready(page);
        await eventually(async () => assert.deepEqual((await page.evaluate(() => caches.keys())).map((name) => name.split(' ').at(-1)), [digest('third'), digest('third')]));
        await page.browserContext().close();
    });

    test('while a release is being put in place nothing of it is kept', async () => {
        await publish('first');
        await list(digest('another'));
        const { page, seen } = await open();
        await ready(page);
        await eventually(async () => assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null)));
        await wait(2500);
        assert.deepEqual(await kept(page), {});
        assertClean(seen, browser.origin);
        await page.close();
    });
});
