// What a core makes of a link, in digests. Runs in Node and in browsers: it uses nothing but what both have.

/** A text that is the same wherever a value is: keys in order, and zero with its sign. @param {unknown} value @returns {string} */
export function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical)}]`;
    if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
        return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)}}`;
    }
    return Object.is(value, -0) ? '-0' : String(JSON.stringify(value));
}

/** SHA-256 of a text. @param {string} text */
export async function digest(text) {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @typedef {Pick<typeof import('../../www/pkg/study.js'), 'fromLink' | 'evaluate' | 'draw'>} Core */
/** @typedef {{ width: number, height: number, theme: 'light' | 'dark' }} Look */

/**
 * Digests by what they are of: the report, or its problems, and each chart in each look; null where there is none.
 *
 * @param {Core} core
 * @param {string} link
 * @param {string[]} charts
 * @param {Look[]} looks
 */
export async function fingerprint(core, link, charts, looks) {
    const { inputs } = core.fromLink(link);
    /** @type {Record<string, string | null>} */
    const found = { report: await digest(canonical(core.evaluate(inputs))) };
    for (const { width, height, theme } of looks) {
        for (const chart of charts) {
            const drawing = core.draw(chart, inputs, { width, height, theme });
            found[`${chart} ${width} ${height} ${theme}`] = drawing.ok ? await digest(drawing.svg) : null;
        }
    }
    return found;
}
