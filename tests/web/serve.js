// A static server for one folder, as strict as the strictest host the pages must work on.
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { extname, join, normalize, sep } from 'node:path';

/** What must hold on every page but the one-file build. */
export const POLICY =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:";

/** @type {Record<string, string>} */
const KINDS = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.webmanifest': 'application/manifest+json; charset=utf-8',
    '.wasm': 'application/wasm',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.xml': 'application/xml',
};

/** A request as it came, with all that a browser said in it. @typedef {{ url: string, headers: string[], body: string }} Asked */

/**
 * Serves `folder` on a free port of this machine.
 *
 * @param {string} folder
 * @param {{ policy?: string | null, extra?: Record<string, string>, first?: string, as?: { key: Buffer, cert: Buffer } }} [options] `policy`: another
 *   policy, with "{origin}" for the server's own, or none; `extra`: pages that exist only here, such as a parent for a
 *   frame, by address; `first`: the address of a script that every page runs before its own;
 *   `as`: by this certificate, the way hosts do it: HTTP/2, files compressed, to be kept for a while
 * @returns {Promise<{ origin: string, asked: Asked[], answer: (how: 'well' | 'never' | 'not') => void, close: () => Promise<void> }>}
 *   `asked`: every request, as it comes; `answer`: as a server does, or from now on never, or as if there were no network
 */
export async function serve(folder, { policy = POLICY, extra = {}, first, as } = {}) {
    /** @type {Asked[]} */
    const asked = [];
    let manner = 'well';
    const server = listener(as, async (request, response) => {
        const seen = { url: request.url ?? '', headers: request.rawHeaders, body: '' };
        asked.push(seen);
        if (manner === 'never') return;
        if (manner === 'not') {
            request.socket.destroy();
            return;
        }
        request.on('data', (piece) => (seen.body += piece));
        /** @type {Record<string, string>} */
        const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Access-Control-Allow-Origin': '*' };
        if (policy !== null) headers['Content-Security-Policy'] = policy.replaceAll('{origin}', `http://${request.headers.host}`);
        try {
            const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
            const name = path.endsWith('/') ? `${path}index.html` : path;
            const file = normalize(join(folder, name));
            if (!file.startsWith(normalize(folder) + sep)) throw new Error('outside the folder');
            const found = extra[path] ?? (await readFile(file));
            const body = first && name.endsWith('.html') ? String(found).replace(/<head>|<!doctype html>(?!\s*<html)/i, `$&<script src="${first}"></script>`) : found;
            headers['Content-Type'] = KINDS[extname(name)] ?? 'application/octet-stream';
            if (as) Object.assign(headers, { 'Cache-Control': 'max-age=600', 'Content-Encoding': 'gzip' });
            response.writeHead(200, headers).end(as ? gzipSync(body) : body);
        } catch {
            response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('No such file.\n');
        }
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return {
        origin: `${as ? 'https' : 'http'}://127.0.0.1:${address.port}`,
        asked,
        answer: (how) => {
            manner = how;
        },
        async close() {
            if ('closeAllConnections' in server) server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

/**
 * A server of one protocol or the other.
 *
 * @param {{ key: Buffer, cert: Buffer } | undefined} as
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} handler
 * @returns {import('node:http').Server | import('node:http2').Http2SecureServer}
 */
const listener = (as, handler) => (as ? createSecureServer({ ...as, allowHTTP1: true }, /** @type {any} */ (handler)) : createServer(handler));
