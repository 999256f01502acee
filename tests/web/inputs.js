// Inputs by the hundred: from a seed, so that a failure can be seen again.
import { alvh } from './alvh.js';

/** @typedef {import('../../www/pkg/alvh.js').Inputs} Inputs */
/** @typedef {import('../../www/pkg/alvh.js').Layer} Layer */

/**
 * A generator of numbers from 0 to 1 (mulberry32).
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function random(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

/**
 * Inputs near the defaults (most of them valid), anywhere in the fields' ranges (some valid), and now
 * and then outside them.
 *
 * @param {() => number} next
 * @returns {Partial<Inputs>}
 */
export function inputs(next) {
    /** @type {Record<string, unknown>} */
    const made = {};
    const wild = next() < 0.25;
    for (const field of alvh.fields().filter(({ key }) => !key.includes('['))) {
        if (next() < 0.6) continue;
        const { key, min, max, step, options, whole, optional } = field;
        if (options !== undefined) made[key] = pick(next, options);
        else if (optional && next() < 0.5) made[key] = null;
        else if (next() < 0.02) made[key] = pick(next, [min, max, -0, min - 1, max + 1, 5e-324, 1e21]);
        else {
            const middle = typeof field.default === 'number' ? field.default : 20;
            const spread = wild ? (max - min) * (next() - 0.5) : (Math.abs(middle) + step) * 0.06 * (next() - 0.5);
            const value = Math.min(max, Math.max(min, middle + spread));
            // Half of the numbers as a person would type them, half with every digit a double has.
            made[key] = whole ? Math.round(value) : next() < 0.5 ? Number(value.toPrecision(4)) : value;
        }
    }
    if (next() < 0.4) made.futures = list(next, 1, 12, () => future(next));
    if (next() < 0.6) made.layers = list(next, 0, 12, () => layer(next));
    // The condor's own proportions, around wherever the index went.
    if (!wild && typeof made.spx === 'number') {
        const spx = made.spx;
        const [a, b, c, d] = [0.06 + 0.1 * next(), 0.01 + 0.05 * next(), 0.01 + 0.05 * next(), 0.06 + 0.1 * next()];
        Object.assign(made, { longPut: spx * (1 - a), shortPut: spx * (1 - b), shortCall: spx * (1 + c), longCall: spx * (1 + d) });
    }
    return /** @type {Partial<Inputs>} */ (made);
}

/** @template T @param {() => number} next @param {T[]} items @returns {T} */
const pick = (next, items) => items[Math.floor(next() * items.length)];

/** @template T @param {() => number} next @param {number} min @param {number} max @param {() => T} make @returns {T[]} */
const list = (next, min, max, make) => Array.from({ length: min + Math.floor(next() ** 2 * (max - min + 1)) }, make);

/** @param {() => number} next */
const future = (next) => ({ dte: Math.round(5 + 300 * next()), price: Number((12 + 25 * next()).toFixed(2)) });

/** @param {() => number} next @returns {Layer} */
function layer(next) {
    const instrument = pick(next, /** @type {const} */ (['vixCall', 'vixCall', 'vixCall', 'vixFuture', 'vixMini', 'spxPutSpread']).slice());
    /** @type {Layer} */
    const made = { instrument, quantity: Math.round(12 * next() - 3), dte: Math.round(1 + 250 * next()) };
    if (instrument === 'vixCall') made.strike = Math.round(15 + 40 * next());
    if (instrument === 'spxPutSpread') {
        made.strike = 6000 + 25 * Math.floor(40 * next());
        made.lowerStrike = made.strike - 25 * Math.ceil(8 * next());
    }
    if (next() < 0.2) made.price = Number((4 * next()).toFixed(2));
    if (next() < 0.2) made.entry = Number((4 * next()).toFixed(2));
    if (next() < 0.1) made.activateAt = Math.round(15 + 20 * next());
    if (next() < 0.1) made.beta = next();
    return made;
}
