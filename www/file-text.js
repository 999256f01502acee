// @ts-check
// The text of a file, whichever of the usual ways it is written in.

/** What the first bytes say of the rest. @type {[number[], string][]} */
const MARKS = [[[0xff, 0xfe], 'utf-16le'], [[0xfe, 0xff], 'utf-16be']];

/** @param {Blob} file */
export async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const marked = MARKS.find(([mark]) => mark.every((byte, k) => bytes[k] === byte))?.[1];
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Older spreadsheets write what they always wrote.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
