// @ts-check
// The copy button, and the small message that offers to take a step back.

/**
 * @param {HTMLButtonElement} button
 * @param {() => string} address what to copy
 * @param {(message: string) => void} say
 */
export function copyButton(button, address, say) {
  const words = button.textContent;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  button.addEventListener('click', async () => {
    const done = await copy(address());
    button.textContent = done ? 'Copied' : words;
    say(done ? 'Link copied. It opens with exactly these numbers.' : 'The browser did not allow copying. The link is in the address bar.');
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = words), 2000);
  });
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without a secure context or permission: the old way.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'off-screen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/** A message at the foot of the page, with a way back. */
export class Toast {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(() => void) | null} */
  #undo = null;

  /** @param {HTMLElement} host holds `.toast-text` and a button */
  constructor(host) {
    this.host = host;
    this.text = /** @type {HTMLElement} */ (host.querySelector('.toast-text'));
    this.button = /** @type {HTMLButtonElement} */ (host.querySelector('button'));
    this.button.addEventListener('click', () => {
      const undo = this.#undo;
      this.hide();
      undo?.();
    });
    host.addEventListener('keydown', (event) => event.key === 'Escape' && this.hide());
    host.addEventListener('focusin', () => clearTimeout(this.#timer));
    host.addEventListener('focusout', () => this.#later());
    host.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    host.addEventListener('pointerleave', () => this.#later());
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), 9000);
  }

  /** @param {string} message @param {(() => void) | null} [undo] */
  show(message, undo = null) {
    this.#undo = undo;
    this.text.textContent = message;
    this.button.hidden = !undo;
    this.host.classList.add('on');
    this.#later();
  }

  hide() {
    clearTimeout(this.#timer);
    this.#undo = null;
    this.button.hidden = true;
    this.host.classList.remove('on');
    this.text.textContent = '';
  }
}
