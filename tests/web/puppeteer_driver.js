// @ts-check
// Chromium and Firefox, as Puppeteer drives them.
import puppeteer from 'puppeteer-core';
import { faults, watch } from './watch.js';

/** @typedef {import('./driver.js').Place} Place */
/** @typedef {import('./driver.js').Page} Page */

const SWITCHES = {
    chromium: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync'],
    firefox: [],
};

/**
 * @param {'chromium' | 'firefox'} name
 * @param {string} executablePath
 * @returns {Promise<import('./driver.js').Driver>}
 */
export async function puppeteerDriver(name, executablePath) {
    const browser = await puppeteer.launch({ browser: name === 'firefox' ? 'firefox' : 'chrome', executablePath, headless: true, args: SWITCHES[name] });
    return { open: () => open(browser), close: () => browser.close() };
}

/** @param {import('puppeteer-core').Browser} browser @returns {Promise<Page>} */
async function open(browser) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    /** @type {string[]} */
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.evaluateOnNewDocument(watch);
    const here = place(page);
    return {
        ...here,
        goto: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
        async press(...keys) {
            for (const key of keys) {
                const names = /** @type {import('puppeteer-core').KeyInput[]} */ (key === '+' ? [key] : key.split('+'));
                for (const held of names.slice(0, -1)) await page.keyboard.down(held);
                await page.keyboard.press(names[names.length - 1] ?? 'Enter');
                for (const held of names.slice(0, -1)) await page.keyboard.up(held);
            }
        },
        async drag(...points) {
            const [first, ...rest] = points;
            if (first) await page.mouse.move(first.x, first.y);
            await page.mouse.down();
            for (const { x, y } of rest) await page.mouse.move(x, y);
            await page.mouse.up();
        },
        faults: () => here.evaluate(faults),
        requests: async () => requests,
        close: () => context.close(),
    };
}

/** @param {import('puppeteer-core').Page | import('puppeteer-core').Frame} frame @returns {Place} */
const place = (frame) => ({
    evaluate: (work, ...args) => frame.evaluate(work, ...args),
    async within(find) {
        const element = (await frame.evaluateHandle(find)).asElement();
        const inner = await /** @type {import('puppeteer-core').ElementHandle<Element> | null} */ (element)?.contentFrame();
        if (!inner) throw new Error(`no frame: ${find}`);
        return place(inner);
    },
});
