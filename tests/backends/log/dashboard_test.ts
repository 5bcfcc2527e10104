/** Shows row logs by optuna-dashboard, and asks it what it shows. */
import { assert, assertEquals } from "@std/assert";
import {
  defineObjective,
  defineSpace,
  factor,
  float,
  funControlInit,
  type FunControlOptions,
  int,
  makeParallel,
  type ObjectiveFunction,
  Spot,
} from "../../../mod.ts";
import { type RowRecord, rowStatus, type RunRecord } from "../../../spot/record.ts";
import { hasModule } from "../../_python.ts";
import { askUntil, startServer } from "../../_python_server.ts";

const ignore = !await hasModule("optuna_dashboard");

interface Study {
  readonly name: string;
  readonly directions: readonly string[];
  readonly objective_names?: readonly string[];
  readonly trials: readonly {
    readonly state: string;
    readonly values?: readonly number[] | null;
    readonly params: readonly {
      readonly name: string;
      readonly param_external_value: string;
    }[];
    readonly constraints: readonly number[];
    readonly intermediate_values: readonly { readonly step: number; readonly value: number }[];
  }[];
}

const space = defineSpace({
  rate: float(1e-4, 0.5, { scale: "log" }),
  floor: float(0, 0.5),
  kind: factor(["a", "<b>"]),
  depth: int(1, 8, { when: { kind: "<b>" } }),
});

type Point = { readonly rate: number; readonly floor: number; readonly depth?: number };

/** Runs an objective with a log, and reads what the dashboard shows of it. */
async function show(
  evaluate: (point: Point, context: Parameters<ObjectiveFunction>[1]) => ReturnType<
    ObjectiveFunction
  >,
  options: FunControlOptions,
): Promise<{ readonly record: RunRecord; readonly study: Study }> {
  const log = await Deno.makeTempFile({ suffix: ".journal" });
  try {
    const named = defineObjective(import.meta.url, "shown", space, evaluate);
    await using fun = makeParallel(named, { method: "sequential", log, onError: "record" });
    const funControl = funControlInit({ funEvals: 25, ...options });
    const { record } = await new Spot({ fun, funControl }).run();
    const port = freePort();
    const flags = ["--host", "127.0.0.1", "--port", String(port), log];
    const start = "import sys; from optuna_dashboard._cli import main; main()";
    await using server = await startServer(["-c", start, ...flags]);
    const { study_summaries: [summary] } = await askUntil<
      { study_summaries: { study_id: number; study_name: string }[] }
    >(`${server.url}/api/studies`, { isDone: ({ study_summaries }) => study_summaries.length > 0 });
    assertEquals(summary.study_name, "shown");
    const url = `${server.url}/api/studies/${summary.study_id}`;
    const isDone = ({ trials }: Study) => trials.length === record.rows.length;
    return { record, study: await askUntil<Study>(url, { isDone }) };
  } finally {
    await Deno.remove(log);
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

const states = { finished: "Complete", pruned: "Pruned", failed: "Fail" } as const;

/** What the dashboard should show of a row. */
function trialOf(row: RowRecord) {
  const { responses, constraints = [], curve } = row;
  const state = states[rowStatus(row)];
  const isComplete = state === "Complete";
  return {
    state,
    values: isComplete ? responses : null,
    constraints: isComplete ? constraints : [],
    curve: curve?.values.map((value, i) => [curve.steps[i], value]) ?? [],
  };
}

const shownTrials = ({ trials }: Study) =>
  trials.map(({ state, values, constraints, intermediate_values }) => ({
    state,
    values: values ?? null,
    constraints,
    curve: intermediate_values.map(({ step, value }) => [step, value]),
  }));

Deno.test({
  name: "optuna-dashboard shows a log with curves, pruned and failed rows, and constraints",
  ignore,
  async fn() {
    const { record, study } = await show(({ rate, floor, depth = 0 }, { report }) => {
      if (floor > 0.45) throw new Error("diverged");
      let accuracy = 0;
      for (let epoch = 1; epoch <= 20; epoch++) {
        accuracy += rate * (1 - floor - accuracy);
        if (report(epoch, accuracy)) break;
      }
      return { value: accuracy + depth / 100, constraints: [0.05 - floor, depth - 7] };
    }, {
      seed: 2,
      objectives: [{ name: "accuracy", direction: "maximize" }],
      pruning: { kind: "median", curvesCross: false, minRows: 4 },
    });
    assertEquals(study.directions, ["maximize"]);
    assertEquals(study.objective_names, ["accuracy"]);
    assertEquals(shownTrials(study), record.rows.map(trialOf));
    const shown = new Set(study.trials.map(({ state }) => state));
    assertEquals([...shown].sort(), ["Complete", "Fail", "Pruned"]);
    for (const { params } of study.trials) {
      const names = params.map(({ name }) => name);
      const kind = params.find(({ name }) => name === "kind")?.param_external_value;
      assertEquals(names.includes("depth"), kind === "<b>");
    }
  },
});

Deno.test({
  name: "optuna-dashboard shows a log of several objectives with constraints",
  ignore,
  async fn() {
    const { record, study } = await show(({ rate, floor }) => {
      if (floor > 0.45) throw new Error("diverged");
      return { values: [rate, Math.sqrt(0.5 - rate) - floor], constraints: [0.1 - floor] };
    }, { objectives: [{ name: "error" }, { name: "speed", direction: "maximize" }] });
    assertEquals(study.directions, ["minimize", "maximize"]);
    assertEquals(study.objective_names, ["error", "speed"]);
    assertEquals(shownTrials(study), record.rows.map(trialOf));
    assert(record.rows.some(({ failure }) => failure));
    assert(record.rows.some(({ constraints = [] }) => constraints[0] > 0));
  },
});
