
// Browsers, Deno and bundlers' servers fetch the wasm. Node's fetch knows no file: addresses, so there
// the file is read. The module's name stands in a constant, out of sight of bundlers, which would
// otherwise try to bring Node's file system into the page.
async function load(address) {
    const url = String(address instanceof URL ? address.href : address.url ?? address);
    if (url.startsWith('file:') && typeof process === 'object' && process.versions?.node) {
        const files = 'node:fs/promises';
        const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
        return readFile(new URL(url));
    }
    return fetch(address);
}
