// @ts-check
// What a person does in a page, in any of the browsers.
import { wait } from './page.js';

/** @typedef {import('./driver.js').Place} Place */
/** @typedef {import('./driver.js').Page} Page */

/**
 * Waits until a function, run in the page, answers something that counts as true.
 *
 * @template {unknown[]} Args
 * @template T
 * @param {Place} page
 * @param {(...args: Args) => T} work
 * @param {Args} args
 * @returns {Promise<NonNullable<Awaited<T>>>}
 */
export async function until(page, work, ...args) {
    let why = '';
    for (let tries = 0; tries < 300; tries += 1) {
        try {
            const answer = await /** @type {Promise<any>} */ (page.evaluate(/** @type {any} */ (work), ...args));
            if (answer) return answer;
        } catch (error) {
            // On its way to another document there is nothing in it yet.
            why = String(error);
        }
        await wait(50);
    }
    throw new Error(`never: ${work} with ${JSON.stringify(args)} ${why}; the page says ${await page.evaluate(() => document.body?.innerText.slice(0, 300))}`);
}

/** Waits until the page shows numbers. @param {Place} page */
export const running = (page) => until(page, () => document.documentElement.dataset['state'] === 'ready');

/** Waits for two frames: what an event changed is shown. @param {Place} page */
export const shownAgain = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))));

/** Selects what stands in a field, wherever that is, and types over it. @param {Page} page @param {string} name @param {string} text @param {Place} [place] where the field is */
export async function type(page, name, text, place = page) {
    await until(place, (name) => {
        const field = document.querySelector(`[name="${name}"]`);
        if (!(field instanceof HTMLInputElement)) return false;
        for (let at = field.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
        field.scrollIntoView({ block: 'center' });
        field.focus();
        field.select();
        return document.activeElement === field;
    }, name);
    await page.press(...(text === '' ? ['Delete'] : text));
}

/** The middle of an element, once it is in sight and lies still. @param {Page} page @param {string} selector */
export async function middle(page, selector) {
    const find = async () => {
        const spot = await until(page, (selector) => {
            const element = document.querySelector(selector);
            if (!element) return null;
            element.scrollIntoView({ block: 'center' });
            const { x, y, width, height } = element.getBoundingClientRect();
            return width > 0 && { x: x + width / 2, y: y + height / 2 };
        }, selector);
        return /** @type {{ x: number, y: number }} */ (spot);
    };
    // What was out of sight is laid out on the way, which may move it once more.
    let last = await find();
    for (let tries = 0; tries < 40; tries += 1) {
        await wait(60);
        const now = await find();
        if (now.x === last.x && now.y === last.y) break;
        last = now;
    }
    return last;
}

/** Clicks with the mouse. @param {Page} page @param {string} selector */
export const click = async (page, selector) => page.drag(await middle(page, selector));
