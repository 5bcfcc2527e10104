/** @module */

const GAMMA = 0.1;

/**
 * The factor on the learning rate in an epoch: 0.1 for each milestone that has been reached. The
 * milestones are floor(epochs / 4), floor(epochs / 2) and floor(3 epochs / 4), so that with fewer
 * than four epochs some coincide, also with the start.
 *
 * @param epoch From 0.
 * @param epochs The number planned.
 */
export function scheduleFactor(epoch: number, epochs: number): number {
  let factor = 1;
  for (const quarter of [1, 2, 3]) {
    if (epoch >= Math.floor((epochs * quarter) / 4)) factor *= GAMMA;
  }
  return factor;
}
