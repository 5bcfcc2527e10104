/**
 * The conformance suite: what every backend must do, a user's own included.
 *
 * @example
 * ```ts ignore
 * import { testBackend } from "@spot/spot/testing";
 * import { inOrder } from "./in_order.ts";
 *
 * testBackend("in order", inOrder);
 * ```
 *
 * @module
 */
import type { Backend, BackendOptions, Method } from "./method.ts";
import { evaluateInOrder } from "../spot/core/objective/in_thread.ts";
import type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
  FailureKind,
} from "../spot/core/objective/evaluation.ts";
import type { Objective } from "../spot/core/objective/objective.ts";
import type { Problem } from "../spot/core/objective/problem.ts";
import {
  meddling,
  naughty,
  numbered,
  observant,
  patient,
  reporting,
  talkative,
  wellBehaved,
} from "./testing_objectives.ts";

export type { Backend, BackendOptions, Method } from "./method.ts";
export { evaluateRow, type EvaluateRowOptions } from "../spot/core/objective/evaluate_row.ts";
export type { Curve, CurveLimits } from "../spot/core/objective/evaluation.ts";
export type {
  EvaluateOptions,
  EvaluationResult,
  EvaluationTask,
  Failure,
  FailureKind,
  Outcome,
  PresentMachine,
  RowOutcome,
} from "../spot/core/objective/evaluation.ts";
export type {
  CheckFunction,
  ConfigurationFunction,
  CostFunction,
  Objective,
  ObjectiveContext,
  ObjectiveFunction,
  ObjectiveMethod,
  ObjectiveReference,
  ObjectiveValue,
} from "../spot/core/objective/objective.ts";
export type { Direction, Directions, Problem } from "../spot/core/objective/problem.ts";
export type { Random } from "../spot/core/random/stream.ts";

/** Options of {@linkcode testBackend}. */
export interface TestBackendOptions {
  /** Number of workers of the backend under test. @default {2} */
  readonly numCores?: number;
  /** A test that takes longer has failed, in milliseconds. @default {20000} */
  readonly deadlineMs?: number;
  /**
   * Whether rows see the arguments, folder and environment of this process; other machines have their
   * own. @default {true}
   */
  readonly sharesSurroundings?: boolean;
}

const problem: Problem = {
  seed: 125,
  variables: [
    { name: "a", type: "float", lower: 0, upper: 20, transform: "none" },
    { name: "b", type: "float", lower: 0, upper: 20, transform: "none" },
  ],
  dataSet: { features: [[1, 2], [3, 4]] },
  controls: { weight: 3 },
};
const rejected: FailureKind = "exception";
const unusable: FailureKind = "value";

/**
 * Registers the tests of a backend with `Deno.test`.
 *
 * @param name The method's name, as test reports show it.
 * @param method The method.
 * @param options Number of cores and deadline.
 */
export function testBackend(
  name: string,
  method: Method,
  { numCores = 2, deadlineMs = 20_000, sharesSurroundings = true }: TestBackendOptions = {},
): void {
  const test = (what: string, body: (open: OpenBackend) => Promise<void>) =>
    Deno.test(`${name} backend ${what}`, () =>
      beforeDeadline(deadlineMs, async () => {
        const opened: Backend[] = [];
        try {
          await body((objective, options = {}) => {
            const backend = method.createBackend(objective, {
              onWarning: () => {},
              numCores,
              ...options,
            });
            opened.push(backend);
            return backend;
          });
        } finally {
          for (const backend of opened) await backend[Symbol.asyncDispose]();
        }
      }));
  for (const [what, body] of Object.entries(cases)) test(what, body);
  if (sharesSurroundings) test("shows rows the surroundings of this process", showsSurroundings);
}

type OpenBackend = (objective: Objective, options?: Partial<BackendOptions>) => Backend;

const cases: Readonly<Record<string, (open: OpenBackend) => Promise<void>>> = {
  async "gives the bits of the sequential evaluation, whatever the chunk size"(open) {
    const tasks = manyTasks(60);
    const expected = await collect(evaluateInOrder(wellBehaved, tasks, { problem }));
    for (const chunkSize of [undefined, 1, 7, 100]) {
      const backend = open(wellBehaved, chunkSize === undefined ? {} : { chunkSize });
      equal(bits(await collect(backend.evaluate(tasks, { problem }))), bits(expected));
    }
  },

  async "gives the same bits if rows come in another order"(open) {
    const tasks = manyTasks(40);
    const backend = open(wellBehaved);
    const forward = await collect(backend.evaluate(tasks, { problem }));
    const backward = await collect(backend.evaluate([...tasks].reverse(), { problem }));
    equal(bits(backward), bits(forward));
  },

  async "returns each row once, with where and when it was evaluated"(open) {
    const backend = open(wellBehaved);
    const tasks = manyTasks(30);
    const before = performance.now();
    const results = await collect(backend.evaluate(tasks, { problem }));
    equal(results.map(({ row }) => row), tasks.map(({ row }) => row));
    for (const { worker, attempt, startMs, endMs, costMs } of results) {
      ensure(worker >= 0 && worker < backend.numCores, `worker is ${worker}`);
      ensure(attempt === 1, `attempt is ${attempt}`);
      ensure(startMs >= before - 1 && endMs >= startMs, `times are ${startMs}..${endMs}`);
      ensure(costMs >= 0 && costMs <= endMs - startMs + 1, `cost is ${costMs}`);
    }
  },

  async "keeps all other rows if a row throws or has no usable value"(open) {
    const behaviours = [0, 1, 0, 2, 3, 4, 5, 6, 7, 8, 0];
    const results = await collect(open(naughty).evaluate(tasksFor(behaviours), { problem }));
    equal(
      results.map(({ failure }) => failure?.kind),
      behaviours.map((behaviour) =>
        behaviour === 0 ? undefined : behaviour < 4 ? rejected : unusable
      ),
    );
    equal(results.filter(({ failure }) => !failure).map(({ responses }) => responses[0]), [
      0,
      2,
      10,
    ]);
    ensure(results[1].failure?.message === "RangeError: thrown on purpose", "message differs");
    ensure(results[1].failure?.stack?.includes("RangeError") === true, "stack is missing");
    equal(results[4].failure?.message, "no error object");
  },

  async "keeps values that are not finite, and vectors, if the problem says so"(open) {
    const tolerant = { ...problem, allowNonFinite: true };
    const results = await collect(
      open(naughty).evaluate(tasksFor([4, 5, 9]), { problem: tolerant }),
    );
    equal(
      bits(results),
      bits([{ responses: [NaN] }, { responses: [-Infinity] }, { responses: [2, -0, Infinity] }]),
    );
    ensure(results.every(({ failure }) => !failure), "a row failed");
  },

  async "tells each row its number within the run"(open) {
    const tasks = manyTasks(20).map((task) => ({ ...task, row: 3 * task.row + 7 }));
    const results = await collect(open(numbered).evaluate(tasks, { problem }));
    equal(results.map(({ responses }) => responses[0]), tasks.map(({ row }) => row));
  },

  async "is not affected by an objective that changes its x"(open) {
    const tasks = tasksFor([10, 0, 10]);
    const results = await collect(open(naughty).evaluate(tasks, { problem }));
    equal(results.map(({ responses }) => responses[0]), [7, 1, 7]);
    equal(tasks.map(({ x }) => x), [[10, 0], [0, 1], [10, 2]]);
  },

  async "shows each row the problem's data as they were, and leaves the caller's alone"(open) {
    const nested = { columns: [Float64Array.of(4)] };
    const dataSet = { list: [1], bytes: Float64Array.of(2), map: new Map([["a", 3]]), nested };
    const results = await collect(
      open(meddling).evaluate(manyTasks(6), { problem: { ...problem, dataSet } }),
    );
    equal(results.map(({ responses }) => responses), Array.from({ length: 6 }, () => [1, 2, 3, 4]));
    const { list, bytes, map } = dataSet;
    equal([list[0], bytes[0], map.get("a"), nested.columns[0][0]], [1, 2, 3, 4]);
  },

  async "is not affected by what a row prints"(open) {
    const tasks = tasksFor([0, 1, 2, 3]);
    const expected = await collect(evaluateInOrder(talkative, tasks, { problem }));
    equal(bits(await collect(open(talkative).evaluate(tasks, { problem }))), bits(expected));
  },

  async "takes no rows at all"(open) {
    equal(await collect(open(wellBehaved).evaluate([], { problem })), []);
  },

  async "evaluates calls that overlap, and another problem"(open) {
    const backend = open(wellBehaved);
    const other = { ...problem, seed: 126 };
    const tasks = manyTasks(20);
    const [first, second, single] = await Promise.all([
      collect(backend.evaluate(tasks, { problem })),
      collect(backend.evaluate(tasks, { problem: other })),
      collect(backend.evaluate(tasks.slice(3, 4), { problem })),
    ]);
    equal(bits(single), bits(first.slice(3, 4)));
    const expected = await collect(evaluateInOrder(wellBehaved, tasks, { problem: other }));
    equal(bits(second), bits(expected));
    ensure(bits(first).join() !== bits(second).join(), "the seed has no effect");
  },

  async "carries limits, budgets, curves and checkpoints"(open) {
    const limits = { steps: [1], values: [1.5], patience: 0 };
    const checkpoint = Uint8Array.of(7, 8);
    const tasks = tasksFor([1, 2, 3, 1]).map((task): EvaluationTask =>
      [
        { ...task, limits },
        { ...task, limits, budget: 2 },
        { ...task, budget: 4, predecessor: 0, checkpoint },
        task,
      ][task.row]
    );
    const fields = (results: readonly EvaluationResult[]) =>
      results.map(({ responses, curve, pruned, checkpoint }) => (
        { responses, curve, pruned, checkpoint: checkpoint && [...checkpoint] }
      ));
    const results = fields(await collect(open(reporting).evaluate(tasks, { problem })));
    equal(results, fields(await collect(evaluateInOrder(reporting, tasks, { problem }))));
    equal(results.map(({ pruned }) => pruned?.step), [undefined, 1, undefined, undefined]);
    equal(results[2], {
      responses: [18],
      curve: { steps: [2, 3], values: [3, 3] },
      checkpoint: [30, 31, 32, 33],
    });
  },

  async "rejects with the reason of a signal that is aborted already"(open) {
    const reason = new Error("no");
    const options = { problem, signal: AbortSignal.abort(reason) };
    equal(await rejection(open(wellBehaved), manyTasks(3), options), reason);
  },

  async "rejects with the reason of a signal soon after it is aborted, and can go on"(open) {
    const backend = open(patient);
    const controller = new AbortController();
    const reason = new Error("enough");
    const options = { problem, signal: controller.signal };
    const ended = rejection(backend, tasksFor([1, 0, 0, 1]), options);
    setTimeout(() => controller.abort(reason), 100);
    equal(await beforeDeadline(2000, () => ended), reason);
    const results = await collect(backend.evaluate(tasksFor([1, 1]), { problem }));
    equal(results.map(({ responses }) => responses[0]), [1, 1]);
  },

  async "can go on if its consumer leaves the loop early"(open) {
    const backend = open(patient);
    for await (const _ of backend.evaluate(tasksFor([1, 0, 0]), { problem })) break;
    const results = await collect(backend.evaluate(tasksFor([1, 1, 1]), { problem }));
    equal(results.length, 3);
  },

  async "can be closed twice, and without having evaluated anything"(open) {
    const backend = open(wellBehaved);
    backend.open?.(problem);
    await backend[Symbol.asyncDispose]();
    await backend[Symbol.asyncDispose]();
  },
};

/** Arguments, folder and environment are those of this process. */
async function showsSurroundings(open: OpenBackend): Promise<void> {
  const mayRead = Deno.permissions.querySync({ name: "env" }).state === "granted";
  const variable = `SPOT_${crypto.randomUUID()}`;
  const controls = mayRead ? { variable } : {};
  if (mayRead) Deno.env.set(variable, "seen");
  try {
    const tasks = manyTasks(2);
    const options = { problem: { ...problem, controls } };
    const expected = await collect(evaluateInOrder(observant, tasks, options));
    equal(bits(await collect(open(observant).evaluate(tasks, options))), bits(expected));
  } finally {
    if (mayRead) Deno.env.delete(variable);
  }
}

/** Rows of which some are replicates. */
function manyTasks(n: number): EvaluationTask[] {
  return Array.from(
    { length: n },
    (_, row) => ({ row, x: [row / n, row % 5], replicate: row % 3 }),
  );
}

function tasksFor(behaviours: readonly number[]): EvaluationTask[] {
  return behaviours.map((behaviour, row) => ({ row, x: [behaviour, row], replicate: 0 }));
}

/** All results, in the order of their rows. */
async function collect(results: AsyncIterable<EvaluationResult>): Promise<EvaluationResult[]> {
  const collected: EvaluationResult[] = [];
  for await (const result of results) collected.push(result);
  return collected.sort((a, b) => a.row - b.row);
}

async function rejection(
  backend: Backend,
  tasks: readonly EvaluationTask[],
  options: EvaluateOptions,
): Promise<unknown> {
  try {
    await collect(backend.evaluate(tasks, options));
  } catch (error) {
    return error;
  }
  throw new Error("the evaluation did not reject");
}

/** The bits of all values, so that -0 differs from 0 and NaN equals NaN. */
function bits(results: readonly { readonly responses: readonly number[] }[]): string[] {
  return results.map(({ responses }) =>
    new BigUint64Array(Float64Array.from(responses).buffer).join(" ")
  );
}

function equal(actual: unknown, expected: unknown): void {
  if (actual === expected || JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

function ensure(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}

async function beforeDeadline<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no end after ${ms} ms`)), ms);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
