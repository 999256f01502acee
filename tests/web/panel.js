// @ts-check
// What tests of a system share: its preset is opened, and the figures it shows are held against those of a paper.
import assert from 'node:assert/strict';
import { close, ready, wait } from './page.js';
import { shown } from './browser.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** Figures on paper, each with half of its last digit. @typedef {Record<string, [number, number]>} Figures */

/**
 * Opens a system by a link, does something with it, and closes it: nothing may have gone wrong.
 *
 * @param {string} hash
 * @param {(page: Page) => Promise<unknown>} work
 */
export async function within(hash, work) {
    const opened = await ready({ hash });
    await opened.page.waitForSelector('#system:not([hidden]) table');
    // What is folded away is there to be typed into as well.
    await opened.page.$$eval('#system details', (folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
    await work(opened.page);
    await close(opened);
}

/** The words in a place. @param {Page} page @param {string} selector */
export const words = (page, selector) => page.$eval(selector, (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());

/** What the page shows for a figure, which must be there. @param {Page} page @param {string} key */
export async function figure(page, key) {
    const found = await shown(page, key);
    assert.ok(found !== null, `${key} is empty`);
    return found;
}

/** The same of a system's figure. @param {Page} page @param {string} key */
export const value = (page, key) => figure(page, `system.${key}`);

/** @param {Page} page @param {string} system @param {Figures} figures */
export async function hold(page, system, figures) {
    for (const [key, [paper, half]] of Object.entries(figures)) {
        const found = await value(page, `${system}.${key}`);
        assert.ok(Math.abs(found - paper) <= half, `${key}: ${found} is not ${paper}`);
    }
}

/** Waits until a figure passes a test. @param {Page} page @param {string} key @param {(value: number) => boolean} fits */
export async function becomes(page, key, fits) {
    for (let tries = 0; tries < 200; tries += 1) {
        if (fits(await value(page, key))) return;
        await wait(50);
    }
    assert.fail(`${key} is still ${await value(page, key)}`);
}

/** Presses the button whose words begin so. @param {Page} page @param {string} text */
export async function press(page, text) {
    const button = await page.waitForSelector(`::-p-xpath(//button[starts-with(normalize-space(), "${text}")])`);
    await button?.evaluate((element) => /** @type {HTMLElement} */ (element).click());
}

/** Waits until the link holds every one of these. @param {Page} page @param {string[]} pieces */
export const linked = (page, ...pieces) => page.waitForFunction((pieces) => pieces.every((piece) => location.hash.includes(piece)), {}, pieces);
