/** Reads row logs with Optuna itself. */
import { assertEquals } from "@std/assert";
import { openRowLog } from "../../../backends/log/row_log.ts";
import type { RunIdentity } from "../../../backends/log/identity.ts";
import { makeParallel } from "../../../backends/make_parallel.ts";
import { funControlInit } from "../../../spot/control/fun_control.ts";
import type { FunControlOptions } from "../../../spot/control/fun_control.ts";
import type { ObjectiveFunction } from "../../../spot/core/objective/objective.ts";
import { rowStatus } from "../../../spot/record.ts";
import { paretoFront } from "../../../spot/front.ts";
import { Spot } from "../../../spot/spot.ts";
import { hasModule, python } from "../../_python.ts";
import { identity, problem, resultOf, taskOf } from "./example_run.ts";

/** Answers each line, a log and the name of its study, by one line: Optuna takes long to start. */
const script = `
import json, sys, optuna
from optuna.storages.journal import JournalFileBackend
def read(path, name):
  storage = optuna.storages.JournalStorage(JournalFileBackend(path))
  study = optuna.load_study(study_name=name, storage=storage)
  many = len(study.directions) > 1
  show = lambda d: [type(d).__name__, getattr(d, "low", None), getattr(d, "high", None),
    getattr(d, "log", None), getattr(d, "choices", None), d.single()]
  done = any(t.state.name == "COMPLETE" for t in study.trials)
  return {
    "directions": [d.name for d in study.directions],
    "identity": study.user_attrs["spot"],
    "trials": [[t.state.name, None if t.values is None else [str(float(v)) for v in t.values], t.params]
      for t in study.trials],
    "curves": [list(t.intermediate_values.items()) for t in study.trials],
    "names": study.metric_names,
    "distributions": {k: show(d) for k, d in study.trials[0].distributions.items()},
    "constraints": [t.system_attrs.get("constraints") for t in study.trials],
    "best": [t.number for t in study.best_trials] if many else [study.best_trial.number] if done else [],
  }
for line in sys.stdin:
  print(json.dumps(read(*json.loads(line))), flush=True)`;

interface Read {
  readonly directions: readonly string[];
  readonly identity: Readonly<Record<string, string>>;
  readonly trials: readonly (readonly [
    state: string,
    values: readonly string[] | null,
    params: Readonly<Record<string, number | string>>,
  ])[];
  /** Steps and values. */
  readonly curves: readonly (readonly (readonly number[])[])[];
  readonly distributions: Readonly<Record<string, readonly unknown[]>>;
  readonly names: readonly string[] | null;
  readonly constraints: readonly (readonly number[] | null)[];
  readonly best: readonly number[];
}

const ignore = !await hasModule("optuna");
const optunaTest = (name: string, fn: () => void | Promise<void>) =>
  Deno.test({ name: name, ignore, fn });

/** Optuna, started for the first log; it ends with its input. */
let optuna: Deno.ChildProcess | undefined;
let answers: AsyncIterator<string>;

async function readWithOptuna(path: string, name = "example"): Promise<Read> {
  if (optuna === undefined) {
    const args = ["-c", script];
    optuna = new Deno.Command(python, { args, stdin: "piped", stdout: "piped" }).spawn();
    answers = linesOf(optuna.stdout);
  }
  const writer = optuna.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${JSON.stringify([path, name])}\n`));
  writer.releaseLock();
  const { done, value } = await answers.next();
  if (done) throw new Error(`Optuna ended at ${path}`);
  return JSON.parse(value);
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    const lines = (text + decoder.decode(bytes, { stream: true })).split("\n");
    text = lines.pop()!;
    yield* lines;
  }
}

async function readRows(
  responses: readonly (readonly number[])[],
  changes: Partial<RunIdentity["problem"]> = {},
): Promise<Read> {
  const path = Deno.makeTempFileSync({ suffix: ".journal" });
  try {
    const log = openRowLog(path, { ...identity, problem: { ...problem, ...changes } });
    for (const [row, y] of responses.entries()) log.append(taskOf(row), resultOf(row, y));
    log.close();
    return await readWithOptuna(path);
  } finally {
    Deno.removeSync(path);
  }
}

optunaTest("openRowLog() writes what Optuna reads if there is one objective", async () => {
  const { directions, identity: { seed }, trials, best } = await readRows([[0.5], [NaN], [-2]]);
  assertEquals(directions, ["MINIMIZE"]);
  assertEquals(seed, "125");
  assertEquals(trials, [
    ["COMPLETE", ["0.5"], { l1: 4, patience: 2, act: "Tanh", lr: 0 }],
    ["FAIL", null, { l1: 8, patience: 2, act: "ReLU", lr: 1 / 3 }],
    ["COMPLETE", ["-2.0"], { l1: 16, patience: 2, act: "Tanh", lr: 2 / 3 }],
  ]);
  assertEquals(best, [2]);
});

optunaTest("openRowLog() tells Optuna of active variables only", async () => {
  const [l1, patience, act, lr] = problem.variables;
  const variables = [l1, { ...patience, when: { act: ["ReLU"] } }, act, {
    ...lr,
    when: { l1: [2, 3] },
  }];
  const { trials } = await readRows([[0.5], [1], [2], [3]], { variables });
  assertEquals(trials.map(([state, , params]) => [state, params]), [
    ["COMPLETE", { l1: 4, act: "Tanh", lr: 0 }],
    ["COMPLETE", { l1: 8, patience: 2, act: "ReLU", lr: 1 / 3 }],
    ["COMPLETE", { l1: 16, act: "Tanh" }],
    ["COMPLETE", { l1: 32, patience: 2, act: "ReLU" }],
  ]);
});

optunaTest("openRowLog() writes what Optuna reads if there are several objectives", async () => {
  const { directions, trials, best } = await readRows([[1, 2], [], [3, -4], [4, 3]]);
  assertEquals(directions, ["MINIMIZE", "MINIMIZE"]);
  assertEquals(trials.map(([state, values]) => [state, values]), [
    ["COMPLETE", ["1.0", "2.0"]],
    ["FAIL", null],
    ["COMPLETE", ["3.0", "-4.0"]],
    ["COMPLETE", ["4.0", "3.0"]],
  ]);
  assertEquals(best, [0, 2]);
});

optunaTest(
  "openRowLog() tells Optuna the directions of one, several and unknown objectives",
  async () => {
    const one = await readRows([[1], [3], [2]], { directions: "maximize" });
    assertEquals([one.directions, one.best], [["MAXIMIZE"], [1]]);
    const two = await readRows([[1, 2], [3, 1], [2, 3]], { directions: ["maximize", "minimize"] });
    assertEquals([two.directions, two.best], [["MAXIMIZE", "MINIMIZE"], [1]]);
    const all = await readRows([[], [1, 2], [3, 1], [3, 3]], { directions: "maximize" });
    assertEquals([all.directions, all.best], [["MAXIMIZE", "MAXIMIZE"], [3]]);
  },
);

optunaTest(
  "openRowLog() tells Optuna fixed values, scales and units as its distributions",
  async () => {
    const numbers = { type: "float", lower: -3, upper: 1 } as const;
    const variables: RunIdentity["problem"]["variables"] = [
      ...problem.variables.slice(0, 3),
      { ...numbers, name: "tenth", transform: "power_10" },
      { ...numbers, name: "fixed", lower: -3, upper: -3, transform: "power_10" },
      { ...numbers, name: "half", transform: "power_2_int" },
      { ...numbers, name: "double", transform: "multby2_int" },
      { ...numbers, name: "huge", lower: 0, upper: 400, transform: "power_10" },
      { ...numbers, name: "large", type: "int", lower: 0, upper: 2 ** 60, transform: "none" },
      { name: "level", type: "factor", lower: 0, upper: 0, transform: "none", levels: ["a, b"] },
    ];
    const path = Deno.makeTempFileSync();
    const log = openRowLog(path, { ...identity, problem: { ...problem, variables } });
    log.append({ row: 0, x: [5, 1, -2, 1, -2.6, 7, 2 ** 59], replicate: 0 }, resultOf(0));
    log.close();
    const { trials: [[state, , params]], distributions } = await readWithOptuna(path);
    Deno.removeSync(path);
    assertEquals(state, "COMPLETE");
    assertEquals(params, {
      ...{ l1: 32, patience: 2, act: "ReLU", tenth: 0.01, fixed: 0.001, half: 2, double: -5 },
      ...{ huge: 7, large: 2 ** 59, level: "a, b" },
    });
    assertEquals(distributions, {
      l1: ["IntDistribution", 4, 32, true, null, false],
      patience: ["IntDistribution", 2, 2, false, null, true],
      act: ["CategoricalDistribution", null, null, null, ["Tanh", "ReLU"], false],
      tenth: ["FloatDistribution", 0.001, 10, true, null, false],
      fixed: ["FloatDistribution", 0.001, 0.001, true, null, true],
      half: ["IntDistribution", 0, 2, false, null, false],
      double: ["IntDistribution", -6, 2, false, null, false],
      huge: ["FloatDistribution", 0, 400, false, null, false],
      large: ["FloatDistribution", 0, 2 ** 60, false, null, false],
      level: ["CategoricalDistribution", null, null, null, ["a, b"], true],
    });
  },
);

optunaTest("openRowLog() gives Optuna infinities that are values, and no NaN", async () => {
  const { trials } = await readRows([[Infinity], [NaN], [-Infinity], [-0]], {
    allowNonFinite: true,
  });
  assertEquals(trials.map(([state, values]) => [state, values]), [
    ["COMPLETE", ["inf"]],
    ["FAIL", null],
    ["COMPLETE", ["-inf"]],
    ["COMPLETE", ["0.0"]],
  ]);
});

/** What Optuna calls the best rows of a run, and the run. */
async function tune(
  fun: ObjectiveFunction,
  options: FunControlOptions,
): Promise<{ readonly read: Read; readonly spot: Spot }> {
  const log = Deno.makeTempFileSync();
  try {
    const named = Object.assign(fun, { exportName: "tuned" });
    await using objective = makeParallel(named, { method: "sequential", log, onError: "record" });
    const funControl = funControlInit({ lower: [-1], upper: [2], funEvals: 12, ...options });
    const spot = await new Spot({ fun: objective, funControl }).run();
    return { spot, read: await readWithOptuna(log, "tuned") };
  } finally {
    await Deno.remove(log);
  }
}

optunaTest(
  "Spot.run() leaves a log whose best row is Optuna's, too, whatever the weights",
  async () => {
    const accuracy = ([x]: readonly number[]) => {
      if (x > 1.5) throw new Error("no accuracy");
      return 1 - (x - 0.5) * (x - 0.5);
    };
    for (const weights of [-1, [-2], undefined, [0.5]]) {
      const { spot, read } = await tune(accuracy, { weights, seed: 2 });
      const y = spot.y.map((value) => Number.isNaN(value) ? Infinity : value);
      assertEquals(read.best, [y.indexOf(Math.min(...y))], `weights ${weights}`);
      assertEquals(read.trials.map(([state]) => state === "FAIL"), spot.y.map(Number.isNaN));
      assertEquals(read.trials.some(([state]) => state === "FAIL"), true);
    }
    const both = ([x]: readonly number[]) => [x * x, x];
    const { read } = await tune(both, { weights: [1, -1] });
    assertEquals(read.directions, ["MINIMIZE", "MAXIMIZE"]);
  },
);

optunaTest("Spot.run() leaves a log with curves and pruned rows for Optuna", async () => {
  const fun: ObjectiveFunction = ([a], { report }) => {
    if (a > 0.5) throw new Error("too large");
    for (let step = 0; step < 3; step++) if (report(2 * step, a + 1 / (1 + step))) return NaN;
    return a;
  };
  const pruning = { kind: "median", minRows: 1 } as const;
  const loop = { asynchronous: true, pending: 1, pruning };
  const { spot, read } = await tune(fun, { upper: [1], funEvals: 15, seed: 5, ...loop });
  const states = { finished: "COMPLETE", pruned: "PRUNED", failed: "FAIL" };
  const expected = spot.record.rows.map((row) => [
    states[rowStatus(row)],
    rowStatus(row) === "finished" ? row.y : undefined,
    row.curve?.steps.map((step, i) => [step, row.curve!.values[i]]) ?? [],
  ]);
  assertEquals(new Set(expected.map(([state]) => state)), new Set(Object.values(states)));
  const seen = read.trials.map(([state, values], i) => [
    state,
    values?.map(Number)[0],
    read.curves[i],
  ]);
  assertEquals(seen, expected);
});

optunaTest("Spot.run() leaves a log whose best feasible row is Optuna's, too", async () => {
  const { spot, read } = await tune(([x]) => {
    if (x > 1.7) throw new Error("no value");
    return { value: x * x, constraints: [0.5 - x, x - 3] };
  }, { seed: 2 });
  const { rows } = spot.record;
  assertEquals(read.best, [rows.findIndex(({ x }) => x[0] === spot.minX[0])]);
  assertEquals(read.constraints, rows.map(({ constraints }) => constraints ?? null));
  assertEquals(rows.some(({ y, constraints }) => y < spot.minY && constraints![0] > 0), true);
});

optunaTest("Spot.run() leaves a log whose front is Optuna's, too", async () => {
  const objectives = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
  for (const limit of [undefined, 0.3]) {
    const { spot, read } = await tune(([x]) => ({
      values: [x * x, x * (1 - x / 8)],
      constraints: limit === undefined ? undefined : [limit - x],
    }), { objectives });
    assertEquals(read.directions, ["MINIMIZE", "MAXIMIZE"]);
    assertEquals(read.names, ["error", "speed"]);
    assertEquals(
      read.trials.map(([, values]) => values?.map(Number)),
      spot.Y,
      "in the objectives' own directions",
    );
    const rowOf = ([x]: readonly number[]) => spot.X.findIndex(([other]) => other === x);
    const front = paretoFront(spot.record).map(({ x }) => rowOf(x)).sort((a, b) => a - b);
    assertEquals(read.best, front);
    assertEquals(front.length > 2, true);
  }
});

optunaTest(
  "Spot.run() leaves a log whose best row is of the largest budget for Optuna, too",
  async () => {
    const fidelity = { name: "epochs", lower: 1, upper: 9 };
    for (const direction of ["minimize", "maximize"] as const) {
      const sign = direction === "minimize" ? 1 : -1;
      const { spot, read } = await tune(([x], { budget = 0, report }) => {
        if (x < -0.9) throw new Error("no value");
        // A small budget flatters; some report on their way.
        const value = sign * (x * x + budget / 9);
        if (x > 0.5) report(0, value);
        return value;
      }, { fidelity, seed: 3, funEvals: 30, objectives: [{ name: "loss", direction }] });
      const { rows } = spot.record;
      assertEquals(read.names, ["loss"]);
      assertEquals(
        read.trials.map(([state, values]) => [state, values?.map(Number) ?? []]),
        rows.map(({ failure, budget, responses }) => [
          failure ? "FAIL" : budget === 9 ? "COMPLETE" : "PRUNED",
          responses,
        ]),
      );
      assertEquals(
        read.curves,
        rows.map(({ curve, budget, responses, failure }) =>
          curve ? [[0, curve.values[0]]] : failure || budget === 9 ? [] : [[budget!, responses[0]]]
        ),
      );
      assertEquals(new Set(read.trials.map(([state]) => state)).size, 3);
      const ofAll = rows.filter(({ budget }) => budget === 9);
      const best = ofAll.find(({ y }) => y === spot.minY);
      assertEquals(read.best, [best!.row]);
      assertEquals(rows.some(({ y }) => y < spot.minY), true, "a smaller budget is better");
    }
  },
);

optunaTest(
  "Spot.run() leaves a log whose front is of the largest budget for Optuna, too",
  async () => {
    const fidelity = { lower: 1, upper: 4, eta: 2 };
    const objectives = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
    const { spot, read } = await tune(
      ([x], { budget = 0 }) => [x * x + budget, x],
      { fidelity, objectives, funEvals: 24 },
    );
    const { rows } = spot.record;
    assertEquals(
      read.trials.map(([state]) => state),
      rows.map(({ budget }) => budget === 4 ? "COMPLETE" : "PRUNED"),
    );
    const front = paretoFront(spot.record).map(({ x }) =>
      rows.findIndex((row) => row.budget === 4 && row.x[0] === x[0])
    );
    assertEquals(read.best, front.sort((a, b) => a - b));
  },
);
