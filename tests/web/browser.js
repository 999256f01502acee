// Opens pages in a real Chromium, under the policy they must work under, and keeps everything that
// went wrong in them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { SITE } from './root.js';
import { serve } from './serve.js';

/** The browser, found by `cargo xtask test`; without it the common place on Debian. */
export const CHROME = process.env.ALVH_CHROME ?? '/usr/bin/chromium';

/**
 * @typedef {object} Seen What happened in a page since it was opened.
 * @property {string[]} errors console errors, uncaught errors, failed requests, violations of the policy
 * @property {string[]} requests every address that was asked for
 */

/**
 * @typedef {object} Wanted The page to open.
 * @property {string} [path] from the site's root, with any query; "/" by default
 * @property {string} [hash] the link, without "#"
 * @property {number} [width] CSS pixels
 * @property {number} [height] CSS pixels
 * @property {boolean} [dark] whether the system prefers dark
 * @property {boolean} [reducedMotion] whether the system prefers less motion
 * @property {number} [scale] device pixels per CSS pixel
 * @property {boolean} [touch] whether it is a phone
 * @property {boolean} [workers] whether its requests pass the site's service worker; tests of the page see to them themselves
 */

/**
 * @typedef {object} Browser
 * @property {string} origin where the site is served
 * @property {Awaited<ReturnType<typeof serve>>['answer']} answer how the server answers from now on
 * @property {import('puppeteer-core').Browser} chromium
 * @property {(wanted?: Wanted) => Promise<{ page: import('puppeteer-core').Page, seen: Seen }>} openPage
 *   a fresh profile for each page: nothing one stored reaches another
 * @property {() => Promise<void>} close
 */

/**
 * Serves a folder (the site by default) and starts Chromium.
 *
 * @param {{ folder?: string, policy?: string | null, extra?: Record<string, string>, as?: { key: Buffer, cert: Buffer }, args?: string[] }} [options]
 *   as for `serve`; `args`: more switches for Chromium
 * @returns {Promise<Browser>}
 */
export async function launch({ folder = SITE, policy, extra, as, args = [] } = {}) {
    const server = await serve(folder, { ...(policy === undefined ? {} : { policy }), extra, as });
    const profile = await mkdtemp(join(tmpdir(), 'alvh-chromium-'));
    const chromium = await puppeteer.launch({
        executablePath: CHROME,
        headless: true,
        userDataDir: profile,
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-background-networking',
            '--disable-quic',
            '--no-first-run',
            '--disable-component-update',
            '--disable-sync',
            ...args,
        ],
    });
    return {
        origin: server.origin,
        answer: server.answer,
        chromium,
        openPage: (wanted = {}) => openPage(chromium, server.origin, wanted),
        async close() {
            await chromium.close();
            await server.close();
            await rm(profile, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

/**
 * @param {import('puppeteer-core').Browser} chromium
 * @param {string} origin
 * @param {Wanted} wanted
 */
async function openPage(chromium, origin, wanted) {
    const { path = '/', hash = '', width = 1280, height = 900, scale = 1 } = wanted;
    const { dark = false, reducedMotion = false, touch = false, workers = false } = wanted;
    const context = await chromium.createBrowserContext();
    const page = await context.newPage();
    page.once('close', () => void context.close().catch(() => {}));
    await page.setViewport({ width, height, deviceScaleFactor: scale, hasTouch: touch, isMobile: touch });
    await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
        { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
    ]);
    await page.setBypassServiceWorker(!workers);
    const seen = await watch(page);
    await page.goto(`${origin}${path}${hash === '' ? '' : `#${hash}`}`, { waitUntil: 'load' });
    return { page, seen };
}

/**
 * Collects what happens in a page from now on.
 *
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<Seen>}
 */
async function watch(page) {
    /** @type {Seen} */
    const seen = { errors: [], requests: [] };
    page.on('console', (message) => {
        if (message.type() === 'error') seen.errors.push(`console: ${message.text()} ${message.location().url ?? ''}`);
    });
    page.on('pageerror', (error) => {
        seen.errors.push(`uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
    page.on('request', (request) => seen.requests.push(request.url()));
    page.on('requestfailed', (request) => {
        // A page that is left drops its requests; that is no error of the page.
        const reason = request.failure()?.errorText;
        if (reason !== 'net::ERR_ABORTED') seen.errors.push(`request: ${request.url()} ${reason}`);
    });
    page.on('response', (response) => {
        if (response.status() >= 400) seen.errors.push(`answer: ${response.status()} ${response.url()}`);
    });
    await page.exposeFunction('alvhTestViolation', (/** @type {string} */ text) => {
        seen.errors.push(`policy: ${text}`);
    });
    await page.evaluateOnNewDocument(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
            const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
            // @ts-expect-error: exposed above
            window.alvhTestViolation(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
        });
    });
    return seen;
}

/**
 * Waits until the page's scripts had time to answer an event and the answer was painted.
 *
 * @param {import('puppeteer-core').Page} page
 */
export async function painted(page) {
    await page.evaluate(
        () =>
            new Promise((resolve) => {
                requestAnimationFrame(() => {
                    const channel = new MessageChannel();
                    channel.port1.onmessage = () => resolve(null);
                    channel.port2.postMessage(null);
                });
            }),
    );
}

/**
 * The full-precision value a page shows for a key of the report; null where there is no answer.
 *
 * @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} page
 * @param {string} key
 * @returns {Promise<number | null>}
 */
export async function shown(page, key) {
    await page.waitForSelector(`[data-key="${key}"]`);
    return page.$eval(`[data-key="${key}"]`, (element) => {
        const text = element.getAttribute('data-value');
        return text === null || text === '' ? null : Number(text);
    });
}

/**
 * Replaces the text of a control as a person does: focus, select, type, leave.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} name
 * @param {string} text
 */
export async function type(page, name, text) {
    const field = await page.waitForSelector(`[name="${name}"]`);
    if (field === null) throw new Error(`no control ${name}`);
    await field.evaluate((element) => {
        element.scrollIntoView({ block: 'center' });
        if (element instanceof HTMLInputElement) {
            element.focus();
            element.select();
        }
    });
    if (text === '') await page.keyboard.press('Delete');
    else await page.keyboard.type(text);
}

/**
 * Asserts that nothing went wrong in a page, and that it asked nobody but its own origin.
 *
 * @param {Seen} seen
 * @param {string} origin
 */
export function assertClean(seen, origin) {
    const abroad = seen.requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url));
    if (seen.errors.length + abroad.length > 0) {
        throw new Error(['the page is not clean:', ...seen.errors, ...abroad.map((url) => `abroad: ${url}`)].join('\n'));
    }
}
