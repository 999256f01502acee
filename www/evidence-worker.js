// @ts-check
// Works evidence out away from the page, with a core of its own. It is ended where somebody cancels.

import { evidence } from './engine.js';
import { work } from './evidence-work.js';

/** @typedef {import('./evidence-work.js').Task} Task */
/** @typedef {import('./evidence-work.js').Look} Look */
/** @typedef {{ task: Task } | { draw: string, asked: number, look: Look }} Order */

/** The last task there was. */
let current = 0;

addEventListener('message', async (/** @type {MessageEvent<Order>} */ { data }) => {
  if ('draw' in data) {
    postMessage({ asked: data.asked, drawing: (await evidence()).drawEvidence(data.draw, data.look) });
    return;
  }
  const { task } = data;
  current = task.id;
  try {
    await work(await evidence(), task, (news) => postMessage(news), () => current !== task.id);
  } catch (cause) {
    postMessage({ id: task.id, failed: String(cause) });
  }
});
