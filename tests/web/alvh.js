// The package as the tests use it, loaded once.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.js';

/** @typedef {typeof import('../../www/pkg/alvh.js')} Alvh */
/** @typedef {typeof import('../../www/pkg/study.js')} Study */

const folder = join(ROOT, 'www/pkg');

/** The package, running. @type {Alvh} */
export const alvh = await import(pathToFileURL(join(folder, 'alvh.js')).href);
await alvh.default();

/** Its second module, with everything in it, running. @type {Study} */
export const study = await import(pathToFileURL(join(folder, 'study.js')).href);
await study.default();

/** The package again, not running: a module of its own. @returns {Promise<Alvh>} */
export const fresh = () => import(`${pathToFileURL(join(folder, 'alvh.js')).href}?${Math.random()}`);

/** The bytes of its wasm. */
export const bytes = () => readFile(join(folder, 'alvh_bg.wasm'));

/**
 * Every place in `value` that the report may not hold: anything but finite numbers, text, booleans,
 * null, lists and plain objects.
 *
 * @param {unknown} value
 * @param {string} [path]
 * @returns {string[]}
 */
export function unfit(value, path = '') {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
    if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`];
    if (Array.isArray(value)) return value.flatMap((item, at) => unfit(item, `${path}[${at}]`));
    if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
        return Object.entries(value).flatMap(([key, item]) => unfit(item, path === '' ? key : `${path}.${key}`));
    }
    return [`${path}: ${typeof value} ${String(value)}`];
}

/**
 * The first place where two values differ, numbers by `Object.is`; null when they are the same.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @param {string} [path]
 * @returns {string | null}
 */
export function difference(a, b, path = '') {
    if (Object.is(a, b)) return null;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
        return `${path || 'the whole'}: ${show(a)} is not ${show(b)}`;
    }
    if (Array.isArray(a) !== Array.isArray(b)) return `${path}: a list on one side only`;
    const left = /** @type {Record<string, unknown>} */ (a);
    const right = /** @type {Record<string, unknown>} */ (b);
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
        const place = Array.isArray(a) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
        if (!(key in left) || !(key in right)) return `${place}: on one side only`;
        const found = difference(left[key], right[key], place);
        if (found !== null) return found;
    }
    return null;
}

/** @param {unknown} value */
const show = (value) => (Object.is(value, -0) ? '-0' : typeof value === 'number' ? String(value) : JSON.stringify(value));
