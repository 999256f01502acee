// @ts-check
// The browsers in which the page must work, each behind the same few things a person does in one.
import { existsSync } from 'node:fs';
import { puppeteerDriver } from './puppeteer_driver.js';
import { webkitDriver } from './webkit_driver.js';

/**
 * Where scripts run: a page, or a frame in one.
 *
 * @typedef {object} Place
 * @property {import('puppeteer-core').Page['evaluate']} evaluate runs a function there; what goes in and out is JSON
 * @property {(find: () => Element | null) => Promise<Place>} within a frame: `find` answers its element
 */

/**
 * A page, with a profile of its own: nothing it stores reaches another.
 *
 * @typedef {object} Controls
 * @property {(address: string) => Promise<void>} goto resolves when it is loaded
 * @property {(...keys: string[]) => Promise<void>} press keys, one after another: "a", "ArrowLeft", "Control+z"
 * @property {(...points: { x: number, y: number }[]) => Promise<void>} drag the mouse from the first point, pressed, to the last; one point is a click
 * @property {() => Promise<string[]>} faults what went wrong in the page that stands open and its frames
 * @property {() => Promise<string[]>} requests every address asked for since it was opened
 * @property {() => Promise<void>} close
 */

/** @typedef {Place & Controls} Page */
/** @typedef {{ open: () => Promise<Page>, close: () => Promise<void> }} Driver */

/** Programs, found by `cargo xtask test`; without it the places where Debian has them. */
const PROGRAMS = {
    chromium: process.env.ALVH_CHROME ?? '/usr/bin/chromium',
    firefox: process.env.ALVH_FIREFOX ?? '/usr/bin/firefox-esr',
    webkit: process.env.ALVH_WEBKIT ?? '/usr/bin/WebKitWebDriver',
};

/** @typedef {keyof typeof PROGRAMS} Name */

const wanted = process.env.ALVH_BROWSERS?.split(',');

/** The browsers that are here. `ALVH_BROWSERS` asks for some of them only. */
export const BROWSERS = /** @type {Name[]} */ (Object.keys(PROGRAMS)).filter((name) => existsSync(PROGRAMS[name]) && (wanted?.includes(name) ?? true));

/** Starts a browser. @param {Name} name @returns {Promise<Driver>} */
export const drive = (name) => (name === 'webkit' ? webkitDriver(PROGRAMS.webkit) : puppeteerDriver(name, PROGRAMS[name]));
