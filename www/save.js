// @ts-check
// The menu with which a figure is saved.

import { make } from './control.js';

/**
 * @template Sheet
 * @param {string} title of the chart
 * @param {() => (Sheet & { id: string }) | null} sheet what stands there now
 * @param {() => Promise<{ kinds: Record<string, (sheet: Sheet) => Blob | Promise<Blob>> }>} writers
 * @param {(message: string) => void} say
 */
export function saveMenu(title, sheet, writers, say) {
  const menu = make('details', 'save');
  const list = make('div', 'save-kinds');
  menu.append(make('summary', '', 'Save'), list);
  for (const kind of ['SVG', 'PNG', 'CSV']) {
    const button = make('button', 'quiet small', kind);
    button.type = 'button';
    button.setAttribute('aria-label', `Save as ${kind}: ${title}`);
    button.addEventListener('click', async () => {
      const now = sheet();
      if (!now) return;
      const name = `${now.id}.${kind.toLowerCase()}`;
      try {
        const write = (await writers()).kinds[kind];
        if (write) save(await write(now), name);
        say(`Saved as ${name}.`);
      } catch {
        say(`${name} could not be written.`);
      }
    });
    list.append(button);
  }
  return menu;
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = make('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
