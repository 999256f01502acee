// @ts-check
// The host's side of a comparison: the example `report`, one link per line in, one JSON per line out, with the link, the
// outcome of `evaluate` and the drawings by chart (null where there is none), at the look below.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

/** How the example draws. */
export const LOOK = /** @type {const} */ ({ width: 720, height: 400, theme: 'light' });

const program = process.env.ALVH_REPORT;

/** For tests that need it. */
export const options = { skip: program === undefined ? 'ALVH_REPORT names no host program' : false };

/** @typedef {{ link: string, outcome: unknown, charts: Record<string, string | null> }} Line */

/**
 * Runs the host's side.
 *
 * @param {string[]} links
 * @returns {Promise<Line[]>}
 */
export async function host(links) {
    const child = spawn(/** @type {string} */ (program), [], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.on('error', () => {}); // its early end shows in the exit code
    child.stdin.end(links.map((link) => `${link}\n`).join(''));
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
    assert.equal(code, 0, 'the host program failed');
    const lines = text.split('\n').filter((line) => line !== '');
    assert.equal(lines.length, links.length, 'one line for each link');
    return lines.map((line) => JSON.parse(line));
}
