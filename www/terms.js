// @ts-check
// Words of the trade, explained where they are used. A button, never a tooltip: it works by touch and by keyboard.

import { Popup } from './popup.js';
import { make } from './control.js';

/** Title and definition of each word. @type {Record<string, [string, string]>} */
const TERMS = {
  forward: ['Forward, future', 'The price agreed today for a later day. A VIX option is worth what the VIX future of its own expiry makes it worth, not spot VIX; an SPX option, what the SPX forward does.'],
  contango: ['Contango', 'Far futures dearer than near ones: how VIX futures mostly stand. While nothing happens, a future then slides down towards spot VIX and a long hedge loses. In a spike the curve often turns round: backwardation.'],
  volOfVol: ['Vol of vol', 'How strongly VIX futures themselves are expected to move, in percent a year: the vol of a VIX option. Near expiries have more of it than far ones.'],
  vvix: ['VVIX', 'The vol of VIX over the next 30 days, read from the prices of VIX options, as VIX is read from those of SPX options.'],
  beta: ['Beta of a layer', 'The share of a spot VIX move, in logs, that reaches the layer’s own future: close to 1 in its last days, far less months out. It is why a far call gains so little when VIX jumps.'],
  perPoint: ['$ per VIX point, and vega', 'Vega counts dollars per point of an option’s own vol: of SPX for the condor, of VIX for a VIX call. Those are different things and must not be added. Dollars per point of spot VIX, each position through the response of its own expiry, can be.'],
  delta: ['Delta', 'Dollars gained when the layer’s own future rises by one point (a put spread: when SPX does).'],
  skew: ['Skew', 'Options further below the market carry a higher vol than those above it. VIX calls lean the other way: the higher the strike, the higher the vol.'],
  expectedMove: ['Expected move', 'One standard deviation of SPX to the condor’s expiry, from the vol that is used. About two outcomes in three would stay within it if moves were normal; large ones are more common than that.'],
  roll: ['Roll', 'Buying a layer again when it expires before the condor does, at the price the model has for it on that day, nothing else changed.'],
  slippage: ['Slippage', 'What is lost between the price one sees and the price one gets. Here: a share of each layer’s premium.'],
  margin: ['Margin, Reg T', 'What the broker holds back: the width of the wider spread, $100 a point, for each condor. The hedge is paid in full and lowers nothing; portfolio margin is not computed.'],
  offset: ['Offset', 'The hedge’s gain as a share of the condor’s loss. 100 % would make good the whole loss; more means that the hedge is the larger bet.'],
  carry: ['Carry', 'What a position gains or loses by time passing alone: spot and vol stay, futures slide along their curve, options lose time value.'],
  neutralised: ['Neutralised', 'The hedge’s dollars per VIX point as a share of those the condor loses. 100 % would leave nothing, for a small move.'],
  shortfall: ['Mean of the worst 5 %', 'Expected shortfall: the average result over the worst twentieth of the outcomes that option prices imply for the condor’s expiry.'],
};

/** @param {string} term @param {string} [words] what the button reads, where it is not the title */
export function termButton(term, words) {
  const button = make('button', 'term', words ?? TERMS[term]?.[0] ?? term);
  button.type = 'button';
  button.dataset['term'] = term;
  button.setAttribute('aria-expanded', 'false');
  return button;
}

/** Makes every `[data-term]` of the page a button that explains its words. @param {Document} page */
export function explainTerms(page) {
  const popup = new Popup('definition');
  for (const found of page.querySelectorAll('[data-term]:not(button)')) {
    const { term = '' } = /** @type {HTMLElement} */ (found).dataset;
    found.replaceWith(termButton(term, found.textContent ?? ''));
  }
  page.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-term]') : null;
    if (!(button instanceof HTMLElement)) return;
    const [title, words] = TERMS[button.dataset['term'] ?? ''] ?? [];
    if (title && words) popup.open(button, title, [make('p', '', words)]);
  });
}
