/** A program goes on from what it left at a smaller budget. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import type { ParallelOptions } from "../../backends/parallel_options.ts";
import { commandObjective } from "../../spot/command/command_objective.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { evaluateRow } from "../../spot/core/objective/evaluate_row.ts";
import type { EvaluationTask, RowOutcome } from "../../spot/core/objective/evaluation.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import type { RunRecord } from "../../spot/record.ts";
import { Spot } from "../../spot/spot.ts";
import { inFolder } from "../cli/run_command.ts";
import { shell, space } from "./_run_command.ts";

const problem = { seed: 125, variables: space.variables, controls: {} };
const { signal } = new AbortController();

function evaluate(script: string, task: Partial<EvaluationTask> = {}): Promise<RowOutcome> {
  const command = [...shell(script), "--units", "{units}", "--from", "{SPOT_CHECKPOINT}"];
  const fun = commandObjective({ command, space, budget: "units" });
  const given = { row: 3, x: [0.5, 3, 1], replicate: 0, ...task };
  return evaluateRow(fun, given, { problem, signal });
}

Deno.test("commandObjective() tells a row's budget by its name, and where checkpoints are", async () => {
  const words = `[ "$4 $5" = "--units 27" ] && [ $SPOT_BUDGET = 27 ] || exit 9
    [ $# = 5 ] && [ -z "\${SPOT_CHECKPOINT+x}" ] || exit 8
    mkdir "$SPOT_CHECKPOINT_OUT" && echo 12 >"$SPOT_CHECKPOINT_OUT/state" && echo 1`;
  const first = await evaluate(words, { budget: 27 });
  assertEquals(first.failure, undefined);
  const goOn = `[ "$6" = --from ] && [ "$7" = "$SPOT_CHECKPOINT" ] && cat "$7/state"`;
  const second = await evaluate(goOn, { budget: 81, checkpoint: first.checkpoint });
  assertEquals(second.responses, [12]);
  assertEquals(second.checkpoint, undefined, "its predecessor's is not its own");
  const without = await evaluate(
    `[ $# = 3 ] && [ -z "\${SPOT_CHECKPOINT_OUT+x}" ] && echo 5`,
  );
  assertEquals(without.responses, [5]);
});

Deno.test("commandObjective() has no checkpoint of a program that fails", async () => {
  const outcome = await evaluate('echo 1 >"$SPOT_CHECKPOINT_OUT"; echo 3; exit 4', { budget: 1 });
  assertMatch(outcome.failure!.message, /exit code 4/);
  assertEquals(outcome.checkpoint, undefined);
});

Deno.test("commandObjective() makes a failed row of a checkpoint that cannot be kept", async () => {
  const large = await evaluate('truncate -s 257M "$SPOT_CHECKPOINT_OUT"; echo 3', { budget: 1 });
  const message = "the program left a checkpoint of more than 268435456 bytes: 3";
  assertEquals([large.failure?.kind, large.failure?.message], ["exception", message]);
  const pipe = await evaluate('mkfifo "$SPOT_CHECKPOINT_OUT"; echo 3', { budget: 1 });
  assertMatch(
    pipe.failure!.message,
    /left a checkpoint with 'checkpoint_out', which is neither file nor folder: 3$/,
  );
});

Deno.test("commandObjective() makes a failed row of a checkpoint that no program left", async () => {
  const { failure } = await evaluate("echo 1", { budget: 9, checkpoint: new Uint8Array(9) });
  assertMatch(failure!.message, /^Error: Cannot go on from a checkpoint/);
});

/** Adds its seed's digits up unit by unit, and tells the work file of each unit. A depth of 1 fails at its second unit. */
const growing = `
done=0; sum=0
if [ -n "$SPOT_CHECKPOINT" ]; then read -r done sum <"$SPOT_CHECKPOINT"; fi
while [ $done -lt $SPOT_BUDGET ]; do
  done=$((done + 1)); sum=$((sum * 7 % 1000 + $2 + SPOT_SEED % 10))
  echo "$SPOT_ROW $done" >>"$WORK"
  [ $2 -lt 2 ] && [ $done -gt 1 ] && exit 3
done
[ -n "$FORGET" ] || echo $done $sum >"$SPOT_CHECKPOINT_OUT"
echo $sum`;

interface Grown {
  readonly rows: RunRecord["rows"];
  /** By row, the units that it computed. */
  readonly units: ReadonlyMap<number, readonly number[]>;
}

async function grow(
  work: string,
  parallel: ParallelOptions,
  { funEvals = 26, forget = "" } = {},
): Promise<Grown> {
  await Deno.writeTextFile(work, "");
  const environment = { WORK: work, FORGET: forget };
  const objective = commandObjective({ command: shell(growing), space, environment });
  await using fun = makeParallel(objective, { onError: "record", ...parallel });
  const fidelity = { name: "units", lower: 1, upper: 9 };
  const funControl = funControlInit({
    funEvals,
    seed: 4,
    fidelity,
    asynchronous: true,
    pending: 2,
  });
  const spot = new Spot({ fun, funControl, designControl: designControlInit({ initSize: 9 }) });
  const { record: { rows } } = await spot.run();
  const units = new Map<number, number[]>();
  for (const line of (await Deno.readTextFile(work)).split("\n").filter((line) => line !== "")) {
    const [row, unit] = line.split(" ").map(Number);
    units.set(row, [...units.get(row) ?? [], unit]);
  }
  return { rows, units };
}

const bits = ({ rows }: Grown) =>
  rows.map(({ x, y, budget, predecessor }) => [x, y, budget, predecessor]);
const sequential = { method: "sequential" } as const;

Deno.test(
  "Spot.run() lets promoted programs go on, from memory, from beside the log, and after some have failed",
  inFolder(async (folder) => {
    const whole = await grow(`${folder}/work`, sequential);
    const promoted = whole.rows.filter(({ predecessor }) => predecessor !== undefined);
    assert(promoted.some(({ budget }) => budget === 9));
    assert(whole.rows.some(({ failure, budget }) => failure && budget! > 1), "none failed");
    for (const { row, budget, predecessor, failure } of promoted) {
      const before = whole.rows[predecessor!].budget!;
      const units = Array.from({ length: budget! - before }, (_, i) => before + i + 1);
      if (!failure) assertEquals(whole.units.get(row), units);
      else assertEquals(whole.units.get(row), [before + 1]);
    }
    const concurrent = { method: "concurrent", numCores: 3 } as const;
    assertEquals(bits(await grow(`${folder}/work`, concurrent)), bits(whole));
    const anew = await grow(`${folder}/work`, sequential, { forget: "yes" });
    assertEquals(bits(anew), bits(whole), "as if it had never stopped");

    const log = `${folder}/run.journal`;
    await grow(`${folder}/work`, { ...concurrent, log }, { funEvals: 15 });
    const resumed = await grow(`${folder}/work`, { ...sequential, log });
    assertEquals(bits(resumed), bits(whole));
    assert(Math.min(...resumed.units.keys()) >= 15, "a row was computed twice");
    for (const [row, units] of resumed.units) assertEquals(units, whole.units.get(row));
  }),
);

Deno.test(
  "Spot.run() begins a program anew if its checkpoint is lost, and does not mind rubbish beside it",
  inFolder(async (folder) => {
    const log = `${folder}/run.journal`;
    const whole = await grow(`${folder}/work`, sequential);
    await grow(`${folder}/work`, { ...sequential, log }, { funEvals: 12 });
    const checkpoints = `${log}.checkpoints`;
    for (const { name } of [...Deno.readDirSync(checkpoints)]) {
      await Deno.writeTextFile(`${checkpoints}/${name}`, "rubbish");
    }
    await Deno.writeTextFile(`${checkpoints}/readme`, "rubbish");
    await Deno.mkdir(`${checkpoints}/13`);
    await Deno.writeTextFile(`${checkpoints}/13/rubbish`, "");
    const warnings: string[] = [];
    const onWarning = (message: string) => void warnings.push(message);
    const resumed = await grow(`${folder}/work`, { ...sequential, log, onWarning });
    assertEquals(bits(resumed), bits(whole));
    assert(warnings.some((text) => text.includes("(it is not what was saved)")), warnings.join());
    assert(warnings.some((text) => text.includes("13' cannot be written")), warnings.join());
    assert(warnings.every((text) => text.endsWith("a row that goes on from it begins anew")));
    assert(Deno.statSync(`${checkpoints}/readme`).isFile, "it is not ours");
  }),
);
