// @ts-check
// The dialog that writes what to paste elsewhere: a link, a frame, an element, a picture, a line of Markdown. Fetched when somebody asks for it.

import { make } from './control.js';

/**
 * What can be shared of the page as it stands.
 * @typedef {object} Subject
 * @property {string} link the state
 * @property {string} home the whole page's address, without a query
 * @property {string} sentence the answer in one
 * @property {string} lock every key but those of the what-if
 * @property {{ id: string, title: string }[]} charts
 * @property {(chart: string) => Promise<Blob | null>} picture of a chart, standing alone
 */

const STYLES = make('link');
STYLES.rel = 'stylesheet';
STYLES.href = new URL('snippet.css', import.meta.url).href;

/** Text as it may stand in markup, also between quotes. @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
/** Words as they may stand in Markdown. @param {string} text */
const plain = (text) => text.replace(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`);

const KINDS = [
  { id: 'link', title: 'Link', looks: [] },
  { id: 'frame', title: 'Frame', looks: ['view', 'chart', 'theme', 'lock'] },
  { id: 'element', title: 'Element', looks: ['view', 'chart', 'theme', 'lock'] },
  { id: 'picture', title: 'Picture', looks: ['chart'] },
  { id: 'markdown', title: 'Markdown', looks: [] },
];
/** @type {Record<string, string>} */
const HELP = {
  link: 'Opens the calculator with exactly these numbers.',
  frame: 'For a page of your own, and for systems that allow frames. It tells the page around it its height, in the forms Datawrapper, AMP and Embedly use.',
  element: 'For a page of your own that may load scripts. What is inside the tag shows where it cannot run.',
  picture: 'For systems that allow neither: an SVG file that stands alone, with its legend, its sentence and its source.',
  markdown: 'The answer in words, linked to these numbers.',
};

export class Snippets {
  /** @type {Subject | null} */
  #subject = null;
  #turn = 0;
  /** What the preview said of its height. */
  #height = 0;

  constructor() {
    document.head.append(STYLES);
    this.dialog = make('dialog', 'snippets');
    const title = make('h2', '', 'Share or embed');
    title.id = 'snippets-title';
    this.dialog.setAttribute('aria-labelledby', title.id);
    const shut = make('button', 'quiet small', 'Close');
    shut.type = 'button';
    shut.addEventListener('click', () => this.dialog.close());
    const head = make('div', 'snippets-head');
    head.append(title, shut);

    this.kind = this.#choice('What', KINDS.map(({ id, title }) => [id, title]));
    this.view = this.#choice('Shows', [['chart', 'A chart'], ['summary', 'The answer in words'], ['full', 'The whole calculator']]);
    this.chart = this.#choice('Chart', []);
    this.theme = this.#choice('Colours', [['auto', 'As the reader’s system'], ['light', 'Light'], ['dark', 'Dark']]);
    this.lock = this.#choice('Readers change', [['', 'Everything'], ['lock', 'The what-if only']]);
    const looks = make('div', 'snippets-looks');
    looks.append(...[this.kind, this.view, this.chart, this.theme, this.lock].flatMap(({ parentElement }) => parentElement ?? []));

    this.help = make('p', 'snippets-help');
    this.text = make('textarea', 'snippets-text');
    this.text.readOnly = true;
    this.text.rows = 5;
    this.text.spellcheck = false;
    this.text.setAttribute('aria-label', 'What to paste');
    this.text.addEventListener('focus', () => this.text.select());
    const copy = make('button', '', 'Copy');
    copy.type = 'button';
    copy.addEventListener('click', () => this.#copy());
    this.send = make('button', 'quiet', 'Share …');
    this.send.type = 'button';
    this.send.hidden = !('share' in navigator);
    this.send.addEventListener('click', () => this.#send());
    const tools = make('p', 'snippets-tools');
    tools.append(copy, this.send);
    this.said = make('span');
    this.said.setAttribute('role', 'status');
    tools.append(this.said);
    this.preview = make('div', 'snippets-preview');
    this.dialog.append(head, looks, this.help, this.text, tools, make('h3', '', 'Preview'), this.preview);
    document.body.append(this.dialog);
    this.dialog.addEventListener('change', () => this.#write());
    this.dialog.addEventListener('close', () => this.preview.replaceChildren());
    addEventListener('message', ({ source, data }) => {
      const frame = this.preview.querySelector('iframe');
      if (!frame || source !== frame.contentWindow || data?.type !== 'alvh:height' || !Number.isFinite(data.height)) return;
      frame.height = String(data.height);
      this.#height = data.height;
      this.#spell();
    });
  }

  /** @param {string} label @param {string[][]} options */
  #choice(label, options) {
    const field = make('label', 'snippets-choice', label);
    const select = make('select');
    select.append(...options.map(([value, text]) => new Option(text, value)));
    field.append(select);
    return select;
  }

  /** @param {Subject} subject */
  open(subject) {
    this.#subject = subject;
    // One file on a disk has no other pages beside it.
    const alone = location.protocol === 'file:';
    for (const option of this.kind.options) option.disabled = alone && ['frame', 'element'].includes(option.value);
    const before = this.chart.value;
    this.chart.replaceChildren(...subject.charts.map(({ id, title }) => new Option(title, id, false, id === before)));
    this.dialog.showModal();
    this.#write();
  }

  #write() {
    const kind = KINDS.find(({ id }) => id === this.kind.value);
    if (!kind) return;
    const unused = { view: false, chart: this.view.value !== 'chart' && kind.looks.includes('view'), theme: false, lock: false };
    for (const name of /** @type {const} */ (['view', 'chart', 'theme', 'lock'])) {
      const { parentElement } = this[name];
      if (parentElement) parentElement.hidden = !kind.looks.includes(name) || unused[name];
    }
    this.help.textContent = HELP[kind.id] ?? '';
    this.said.textContent = '';
    this.#height = 0;
    this.#spell();
    this.#show(kind.id);
  }

  get #view() {
    return { view: this.view.value, chart: this.view.value === 'chart' ? this.chart.value : '', theme: this.theme.value === 'auto' ? '' : this.theme.value, lock: this.lock.value ? this.#subject?.lock ?? '' : '' };
  }

  /** The frame's address. */
  get #address() {
    const query = Object.entries(this.#view).filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join('&');
    return `${new URL('embed.html', this.#subject?.home)}?${query}#${this.#subject?.link}`;
  }

  async #spell() {
    const subject = this.#subject;
    if (!subject) return;
    const turn = (this.#turn += 1);
    const address = `${subject.home}#${subject.link}`;
    const attributes = Object.entries(this.#view).filter(([, value]) => value).map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
    /** @type {Record<string, () => string | Promise<string>>} */
    const texts = {
      link: () => address,
      frame: () => `<iframe src="${escaped(this.#address)}" title="Iron condor and VIX hedge" width="100%" height="${this.#height || 480}" loading="lazy" frameborder="0"></iframe>`,
      element: () => `<script type="module" src="${escaped(String(new URL('element.js', subject.home)))}"></script>\n<alvh-calculator link="${escaped(subject.link)}"${attributes}>\n  <p>${escaped(subject.sentence)} <a href="${escaped(address)}">Open the calculator</a></p>\n</alvh-calculator>`,
      picture: async () => (await (await subject.picture(this.chart.value))?.text()) ?? '',
      markdown: () => `[${plain(subject.sentence)}](${address.replace(/[()]/g, encodeURIComponent)})`,
    };
    const text = (await texts[this.kind.value]?.()) ?? '';
    if (turn === this.#turn) this.text.value = text;
  }

  /** @param {string} kind */
  async #show(kind) {
    const subject = this.#subject;
    if (!subject) return;
    const words = make('a', '', kind === 'link' ? `${subject.home}#${subject.link}` : subject.sentence);
    words.href = `${subject.home}#${subject.link}`;
    words.target = '_blank';
    words.rel = 'noopener';
    if (kind === 'picture') {
      const blob = await subject.picture(this.chart.value);
      if (!blob || this.kind.value !== 'picture') return;
      const image = make('img');
      image.alt = 'The picture as it will be';
      image.src = URL.createObjectURL(blob);
      image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
      this.preview.replaceChildren(image);
    } else if (kind === 'frame' || kind === 'element') {
      // The element holds the same as the frame.
      const frame = make('iframe');
      frame.title = 'Preview';
      frame.src = this.#address;
      this.preview.replaceChildren(frame);
    } else this.preview.replaceChildren(words);
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.text.value);
      this.said.textContent = 'Copied.';
    } catch {
      this.text.focus();
      this.text.select();
      this.said.textContent = 'The browser did not allow copying. The text is selected: copy it with Ctrl or ⌘ and C.';
    }
  }

  /** By the system's own sheet. */
  async #send() {
    const subject = this.#subject;
    if (!subject) return;
    try {
      await navigator.share({ title: document.title, text: subject.sentence, url: `${subject.home}#${subject.link}` });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.said.textContent = 'The system would not share it.';
    }
  }
}
