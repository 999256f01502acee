// @ts-check
// Whether this device paints an update within one frame. On one that does not, what is read second comes second.

const FRAME = 16; // ms
/** Paint without what comes second must be this quick before it comes along again, so that the two don't take turns. */
const EASY = 8; // ms

export class Pace {
  slow = false;
  #channel = new MessageChannel();
  #start = 0;

  constructor() {
    // A message that was posted in a frame arrives when that frame is painted.
    this.#channel.port1.onmessage = () => {
      this.slow = performance.now() - this.#start > (this.slow ? EASY : FRAME);
    };
  }

  /** Called as an update begins: counts until it is painted. */
  measure() {
    this.#start = performance.now();
    this.#channel.port2.postMessage(null);
  }
}
