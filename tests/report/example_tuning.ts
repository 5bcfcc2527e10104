/** The record of a small tuning run with every type of variable, made without running anything. */
import type { Variable } from "../../spot/core/space/variable.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import type { RowRecord, RunRecord } from "../../spot/record.ts";
import { freeVariables, pointFromUnit } from "../../spot/core/space/search_space.ts";
import { factor, float } from "../_variables.ts";
import { rowRecord, runOf } from "./example_record.ts";

export const variables: readonly Variable[] = [
  { name: "rate", type: "float", lower: 0.1, upper: 10, transform: "none", default: 1 },
  { name: "width", type: "int", lower: 2, upper: 5, transform: "power_2_int", default: 3 },
  { name: "fixed", type: "int", lower: 4, upper: 4, transform: "none", default: 2 },
  { ...factor("act", ["ReLU", `<b>"odd", name</b>`, "Tanh"]), default: "ReLU" } as Variable,
  float("drop", 0, 0.5),
];

/** The response of a point: smallest at rate 3, width 4 and the level of index 2. */
export function responseOf([rate, width = 4, act = 2, drop = 0]: readonly number[]): number {
  return 100 + (rate - 3) * (rate - 3) + 4 * Math.abs(width - 4) + 5 * (2 - act) + drop;
}

/** A run whose rows reported curves; every fifth was pruned. */
export function curvesRun(n = 30): RunRecord {
  const run = tuningRun(n);
  const rows = run.rows.map((row): RowRecord => {
    if (row.failure) return row;
    const steps = [0, 1, 2.5, 4];
    const curve = { steps, values: steps.map((step) => row.y + 40 / (1 + step)) };
    if (row.row % 5 !== 4) return { ...row, curve };
    const cut = { steps: steps.slice(0, 2), values: curve.values.slice(0, 2) };
    return { ...row, y: NaN, responses: [], curve: cut, pruned: { step: 1 } };
  });
  return { ...run, rows };
}

/** Makes a run of n rows; every seventh fails. */
export function tuningRun(n = 30, all: readonly Variable[] = variables): RunRecord {
  const random = createStream(1, "example");
  const space = freeVariables(all);
  const rows = Array.from({ length: n }, (_, row): RowRecord => {
    const x = pointFromUnit(space, space.map(() => random()));
    const y = responseOf(x);
    const origin = row < 10 ? "design" : "infill";
    const plain = rowRecord(row, { worker: row % 2, startMs: row, endMs: row + 1, costMs: 1 });
    if (row % 7 !== 6) return { ...plain, x, y, responses: [y], origin };
    const failure = { kind: "exception", message: 'Error: "no", <b>' } as const;
    return { ...plain, x, y: NaN, responses: [], origin, failure };
  });
  const run = runOf([], { numCores: 2, batch: [0, n], durationMs: n });
  return { ...run, variables: all, rows, notices: ["a <notice>"], funEvals: n };
}
