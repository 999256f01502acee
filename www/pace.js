// @ts-check
// How quickly this device paints an update, and what that leaves room for.

/** Above this, ms, what is read second comes a moment later, so that a frame of 16 ms holds what was asked for. */
const BUSY = 10;
/** Above this, drawings that follow each other quickly have fewer points. */
const SLOW = 16;
/** What comes along in fewer pieces is painted sooner: only well below its limit does a device count as quick again. */
const EASE = 0.5;

export class Pace {
  busy = false;
  slow = false;
  #channel = new MessageChannel();
  #start = 0;
  /** @type {(() => void) | null} */
  #second = null;

  constructor() {
    // A message that was posted in a frame arrives when that frame is painted.
    this.#channel.port1.onmessage = () => {
      const took = performance.now() - this.#start;
      this.busy = took > (this.busy ? BUSY * EASE : BUSY);
      this.slow = took > (this.slow ? SLOW * EASE : SLOW);
      const work = this.#second;
      this.#second = null;
      if (work) setTimeout(work);
    };
  }

  /** What comes second: now, or on a busy device once what came first is painted. @param {() => void} work */
  then(work) {
    if (this.busy) this.#second = work;
    else work();
  }

  /** Called as an update begins: counts until it is painted. */
  measure() {
    this.#start = performance.now();
    this.#channel.port2.postMessage(null);
  }
}
