/** Replays Optuna's pruners on curves, by a Python that has it. @module */
import type { WholeCurve } from "./replay.ts";

/** Options of {@linkcode replayOptuna}. */
export interface OptunaReplayOptions {
  readonly table: readonly WholeCurve[];
  /** For each run the rows of the table, in order. */
  readonly orders: readonly (readonly number[])[];
  /** No row starts once so many steps are spent. */
  readonly steps: number;
}

/** For each pruner and order the best response, the steps and the rows. */
export async function replayOptuna(
  python: string,
  { table, orders, steps }: OptunaReplayOptions,
): Promise<Record<string, readonly (readonly number[])[]>> {
  const script = new URL("./optuna_replay.py", import.meta.url).pathname;
  const child = new Deno.Command(python, { args: [script], stdin: "piped", stdout: "piped" })
    .spawn();
  const curves = table.map(({ values, final }) => [values, final]);
  await new Blob([JSON.stringify({ curves, orders, steps })]).stream().pipeTo(child.stdin);
  const { stdout } = await child.output();
  return JSON.parse(new TextDecoder().decode(stdout));
}
