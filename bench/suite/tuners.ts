/** The tuners that are compared, each on a black box of its own. @module */
import { funControlInit } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { incumbentOf } from "../../spot/incumbent.ts";
import { Spot } from "../../spot/spot.ts";
import type { BlackBox } from "./black_box.ts";
import type { PythonPeer } from "./python_peer.ts";

const initSize = 10;

/** Optuna's samplers by the tuners' names. */
export const samplers: Readonly<Record<string, string>> = {
  "optuna-gp": "gp",
  "optuna-tpe": "tpe",
  random: "random",
};

/** What all tuners are given alike. */
export interface RunSettings {
  readonly seed: number;
  readonly evals: number;
  readonly batch: number;
  readonly noise: number;
  /** Points under way of an asynchronous run; 0: none, which is all that Optuna's have. */
  readonly pending: number;
}

/** After how many evaluations a run is judged. */
export function marksOf(evals: number): number[] {
  return [20, 50, 150, 500].filter((mark) => mark < evals).concat(evals);
}

/** The regret of the point that Spot recommends, at each mark. */
export async function runSpot(box: BlackBox, settings: RunSettings): Promise<number[]> {
  const { seed, evals, batch, noise, pending } = settings;
  const { lower, upper, varType } = box.space;
  const spot = new Spot({
    fun: (x) => box.evaluate(x),
    funControl: funControlInit({
      ...{ lower, upper, varType, seed, funEvals: evals },
      nPoints: batch,
      ...(pending > 0 && { asynchronous: true, pending }),
      noise: noise > 0,
    }),
    designControl: designControlInit({ initSize }),
  });
  await spot.run();
  const { record } = spot;
  return marksOf(evals).map((mark) => {
    const point = incumbentOf({ ...record, rows: record.rows.slice(0, mark) });
    return box.regrets[record.rows.findIndex(({ x }) => String(x) === String(point?.x))];
  });
}

/** The regret of the best response of one of Optuna's samplers, at each mark. */
export async function runOptuna(
  { optuna, sampler, box }: {
    readonly optuna: PythonPeer;
    readonly sampler: string;
    readonly box: BlackBox;
  },
  settings: RunSettings,
): Promise<number[]> {
  const { lower, upper, varType } = box.space;
  await optuna.call({
    start: { ...settings, initSize, noise: settings.noise > 0, sampler, lower, upper, varType },
  });
  const y: number[] = [];
  while (y.length < settings.evals) {
    const size = y.length === 0 ? initSize : settings.batch;
    const ask = Math.min(size, settings.evals - y.length);
    const { X } = await optuna.call<{ X: number[][] }>({ ask });
    const responses: number[] = [];
    for (const x of X) responses.push(await box.evaluate(x));
    await optuna.call({ tell: responses });
    y.push(...responses);
  }
  return marksOf(settings.evals).map((mark) => {
    const known = y.slice(0, mark);
    return box.regrets[known.indexOf(Math.min(...known))];
  });
}
