import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { concurrent, sequential } from "../../backends/in_thread.ts";
import { BackendError, type Method } from "../../backends/method.ts";
import { worker } from "../../backends/worker/worker.ts";
import { makeParallel } from "../../backends/make_parallel.ts";
import { evaluateInOrder } from "../../spot/core/objective/in_thread.ts";
import { EvaluationError } from "../../spot/core/objective/evaluation_error.ts";
import type { EvaluationResult, EvaluationTask, Problem } from "../../spot/core/objective/mod.ts";
import { naughty } from "../../backends/testing_objectives.ts";
import { listening, noisySphere } from "./fixtures/objectives.ts";

const variable = { type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem: Problem = {
  seed: 1,
  variables: [{ ...variable, name: "a" }, { ...variable, name: "b" }],
  controls: {},
};
const methods = ["sequential", "concurrent", "worker", "subprocess"] as const;

/** A method of one's own that makes what `createBackend` returns. */
const own = (createBackend: Method["createBackend"]): Method => ({
  name: "own",
  importsObjective: true,
  autoCores: () => 3,
  createBackend,
});

function tasksOf(behaviours: readonly number[]): EvaluationTask[] {
  return behaviours.map((behaviour, row) => ({ row, x: [behaviour, row], replicate: 0 }));
}

async function collect(results: AsyncIterable<EvaluationResult>): Promise<EvaluationResult[]> {
  const collected: EvaluationResult[] = [];
  for await (const result of results) collected.push(result);
  return collected.sort((a, b) => a.row - b.row);
}

/** Values of options that nobody checks at compile time. */
const unchecked = (options: unknown) => options as Parameters<typeof makeParallel>[1];

Deno.test("makeParallel() refuses bad options before anything starts", () => {
  const cases: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      { numCores: 0 },
      RangeError,
      `'numCores' must be a positive integer of at most 1024, or "auto": current value is 0`,
    ],
    [{ numCores: -2 }, RangeError, "current value is -2"],
    [{ numCores: 1.5 }, RangeError, "current value is 1.5"],
    [{ numCores: NaN }, RangeError, "current value is NaN"],
    [{ numCores: "2" }, TypeError, 'current value is "2"'],
    [{ numCores: 1e9 }, RangeError, "current value is 1000000000"],
    [{ numCores: 2n }, TypeError, "current value is 2n"],
    [{ numCores: null }, TypeError, "current value is null"],
    [{ method: "sequential", numCores: -5 }, RangeError, "current value is -5"],
    [{ method: "sequential", numCores: "x" }, TypeError, 'current value is "x"'],
    [
      { method: "sequential", chunkSize: 0 },
      RangeError,
      "'chunkSize' must be a positive integer of at most 2147483647",
    ],
    [{ method: "subproces" }, RangeError, "did you mean 'subprocess'?"],
    [
      { method: "threads" },
      RangeError,
      "must be one of worker, subprocess, concurrent, sequential",
    ],
    [{ method: 3 }, TypeError, "current value is 3"],
    [{ numCore: 2 }, TypeError, "option 'numCore' is unknown: did you mean 'numCores'?"],
    [{ n_jobs: 2 }, TypeError, "option 'n_jobs' is unknown"],
    [[], TypeError, "options must be an object"],
    [null, TypeError, "options must be an object"],
    ["worker", TypeError, "options must be an object"],
    ...[0, -1, NaN, 2 ** 31, Infinity].map((chunkSize): [unknown, typeof RangeError, string] => [
      { chunkSize },
      RangeError,
      "'chunkSize' must be a",
    ]),
    [
      { chunkSize: 1.5 },
      RangeError,
      "'chunkSize' must be a positive integer of at most 2147483647",
    ],
    [{ chunkSize: "5" }, TypeError, "'chunkSize' must be a positive integer of at most 2147483647"],
    [{ rowTimeoutMs: 100 }, RangeError, "write method: subprocess({ rowTimeoutMs })"],
    [{ narrowed: true }, RangeError, "write method: worker({ narrowed })"],
    [{ maxRestarts: 1 }, RangeError, "write method: worker({ maxRestarts })"],
    [{ method: { name: "mine" } }, TypeError, "a method, such as subprocess() returns: current"],
    [{ method: worker }, TypeError, "current value is a function"],
    [{ onError: "ignore" }, RangeError, "must be one of throw, record"],
    [{ log: 3 }, TypeError, "'log' must be a path"],
    [{ log: "" }, TypeError, "'log' must be a path"],
    [{ forceRun: true }, RangeError, "'forceRun' needs 'log'"],
    [{ forceRun: 1 }, TypeError, "'forceRun' must be true or false"],
    [{ onWarning: "no" }, TypeError, "'onWarning' must be a function"],
  ];
  for (const [options, errorClass, message] of cases) {
    const error = assertThrows(() => makeParallel(noisySphere, unchecked(options)), errorClass);
    assertStringIncludes(error.message, message);
    assertStringIncludes(error.message, "Cannot make a parallel objective as ");
  }
});

Deno.test("makeParallel() refuses a method whose autoCores() is no number of cores", () => {
  for (const cores of [0, NaN, 1.5]) {
    const method = { ...own(() => null as never), autoCores: () => cores };
    assertThrows(() => makeParallel(noisySphere, { method }), RangeError, "'autoCores()' must be");
  }
});

Deno.test("makeParallel() warns by the console as it is then", async () => {
  const { warn } = console;
  const told: unknown[] = [];
  console.warn = (message) => told.push(message);
  try {
    await using _fun = makeParallel(noisySphere, {
      method: own((_, { onWarning }) => {
        onWarning("a notice");
        return sequential().createBackend(noisySphere, { numCores: 1, onWarning });
      }),
    });
  } finally {
    console.warn = warn;
  }
  assertEquals(told, ["a notice"]);
});

Deno.test("makeParallel() names the lines that mend a function that cannot be imported", () => {
  for (const method of ["worker", "subprocess"] as const) {
    const error = assertThrows(() => makeParallel((x) => x[0], { method }), TypeError);
    assertStringIncludes(
      error.message,
      'export const fun = defineObjective(import.meta.url, "fun"',
    );
    assertStringIncludes(error.message, 'import { fun } from "./fun.ts";');
  }
  for (const fun of [undefined, 3, "fun", {}]) {
    const error = assertThrows(() => makeParallel(fun as unknown as typeof noisySphere), TypeError);
    assertStringIncludes(error.message, "'fun' must be a function");
  }
});

Deno.test("makeParallel() takes any function if the method is one of this thread", async () => {
  for (const method of ["sequential", concurrent()] as const) {
    await using fun = makeParallel((x) => x[0] + x[1], { method });
    const results = await collect(fun.evaluate(tasksOf([3, 4]), { problem }));
    assertEquals(results.map(({ responses }) => responses[0]), [3, 5]);
  }
});

Deno.test("makeParallel() runs so many rows at the same time as 'numCores' says if the method is concurrent", async () => {
  let [running, most] = [0, 0];
  const wait = async (x: readonly number[]) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    return x[0];
  };
  await using fun = makeParallel(wait, { method: "concurrent", numCores: 3 });
  const tasks = (rows: readonly number[]) =>
    rows.map((row) => ({ row, x: [row, 0], replicate: 0 }));
  // Calls that overlap share the places.
  const both = await Promise.all([
    collect(fun.evaluate(tasks([0, 1, 2, 3, 4]), { problem })),
    collect(fun.evaluate(tasks([5, 6, 7, 8]), { problem })),
  ]);
  assertEquals(both.flat().map(({ responses }) => responses[0]), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals([running, most], [0, 3]);
  assertEquals(new Set(both.flat().map(({ worker }) => worker)), new Set([0, 1, 2]));
});

Deno.test("makeParallel() takes the options of all methods if the method is sequential", async () => {
  const options = { method: "sequential", numCores: 4, chunkSize: 5 } as const;
  await using fun = makeParallel(noisySphere, { ...options, forceRun: false });
  assertEquals(fun.numCores, 1);
});

for (const method of ["worker", "subprocess"] as const) {
  Deno.test(`makeParallel() hears from a worker whose objective listens to messages (${method})`, async () => {
    await using fun = makeParallel(listening, { method, numCores: 1, chunkSize: 1 });
    const signal = AbortSignal.timeout(20_000); // it would wait for ever
    const results = await collect(fun.evaluate(tasksOf([1, 2, 3]), { problem, signal }));
    assertEquals(results.map(({ responses: y }) => y[0]).sort(), [1, 2, 3]);
  });
}

for (const method of methods) {
  Deno.test(`makeParallel() throws after all other rows are done if a row throws (${method})`, async () => {
    for (const [bad, behaviour] of [[0, 1], [5, 2], [9, 3]]) {
      const tasks = tasksOf(Array.from({ length: 10 }, (_, row) => row === bad ? behaviour : 0));
      await using fun = makeParallel(naughty, { method, numCores: 2 });
      const error = await assertRejects(
        () => collect(fun.evaluate(tasks, { problem })),
        EvaluationError,
      );
      assertEquals([error.row, error.x, error.attempt], [bad, [behaviour, bad], 1]);
      assert(error.worker >= 0 && error.cause instanceof Error);
      assertEquals(error.results.length, 10);
      assertEquals(error.results.filter(({ failure }) => !failure).length, 9);
    }
  });

  Deno.test(`makeParallel() records the failed row if it is asked to (${method})`, async () => {
    await using fun = makeParallel(naughty, { method, numCores: 2, onError: "record" });
    const results = await collect(fun.evaluate(tasksOf([0, 1, 0, 4]), { problem }));
    assertEquals(results.map(({ failure }) => failure?.kind), [
      undefined,
      "exception",
      undefined,
      "value",
    ]);
  });

  Deno.test(`makeParallel() refuses rows that do not fit the problem (${method})`, async () => {
    await using fun = makeParallel(noisySphere, { method, numCores: 1 });
    const refuse = (x: unknown, message: string) => {
      const task = { row: 0, x: x as number[], replicate: 0 };
      const error = assertThrows(() => fun.evaluate([task], { problem }), Error);
      assertStringIncludes(error.message, message);
    };
    refuse([1], "current length is 1");
    refuse([1, NaN], "column 1 is NaN");
    refuse([1, "2"], 'column 1 is "2"');
    refuse([1, null], "column 1 is null");
    refuse([1n, 2], "column 0 is 1");
    refuse([, 2], "column 0 is undefined");
    refuse(undefined, "current length is none");
    assertThrows(
      () => fun.evaluate([...tasksOf([1]), ...tasksOf([2])], { problem }),
      RangeError,
      "row 0 is repeated",
    );
  });

  Deno.test(`makeParallel() evaluates nothing more once it is closed (${method})`, async () => {
    const fun = makeParallel(noisySphere, { method, numCores: 2 });
    fun.open(problem);
    await fun[Symbol.asyncDispose]();
    await fun[Symbol.asyncDispose]();
    assertThrows(() => fun.evaluate(tasksOf([1]), { problem }), Error, "closed");
  });

  Deno.test(`makeParallel() evaluates nothing if it is closed before the iteration (${method})`, async () => {
    const fun = makeParallel(noisySphere, { method, numCores: 2 });
    const results = fun.evaluate(tasksOf([1]), { problem });
    await fun[Symbol.asyncDispose]();
    await assertRejects(() => collect(results), Error, "the parallel objective is closed");
  });
}

Deno.test("makeParallel() starts nothing for an iteration that is given up before its first step", async () => {
  const folder = await Deno.makeTempDir();
  let started = 0;
  const watched = own((objective, { numCores }) => ({
    name: "watched",
    numCores,
    evaluate(tasks, options) {
      started++;
      return evaluateInOrder(objective, tasks, options);
    },
    async [Symbol.asyncDispose]() {},
  }));
  try {
    for (const log of [undefined, `${folder}/run.log`]) {
      for (const onError of ["throw", "record"] as const) {
        await using fun = makeParallel(noisySphere, { method: watched, log, onError });
        const iteration = fun.evaluate(tasksOf([1, 2]), { problem })[Symbol.asyncIterator]();
        await iteration.return?.();
        assertEquals([started, await iteration.next()], [0, { done: true, value: undefined }]);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("makeParallel() has no success if a backend leaves out rows, and keeps what it has", async () => {
  const lazy = own((_, { numCores }) => ({
    name: "lazy",
    numCores,
    async *evaluate(tasks) {
      for (const { row } of tasks.slice(1)) {
        const when = { costMs: 0, worker: 0, attempt: 1, startMs: 0, endMs: 0 };
        yield { row, responses: [row], ...when };
        yield { row, responses: [row], ...when };
      }
    },
    async [Symbol.asyncDispose]() {},
  }));
  await using fun = makeParallel(noisySphere, { method: lazy });
  assertEquals([fun.method, fun.numCores], ["lazy", 3]);
  const error = await assertRejects(
    () => collect(fun.evaluate(tasksOf([1, 2, 3]), { problem })),
    BackendError,
    "left out 1 of 3",
  );
  assertEquals(error.results.map(({ row }) => row), [1, 2]);
});

Deno.test("makeParallel() continues from its log with the same bits", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/run.log`;
    const tasks = tasksOf(Array.from({ length: 12 }, (_, row) => row % 5));
    const first = await evaluateWithLog(log, tasks.slice(0, 7));
    const second = await evaluateWithLog(log, tasks);
    assertEquals(second.slice(0, 7).map(({ worker }) => worker), Array(7).fill(-1));
    assert(second.slice(7).every(({ worker }) => worker >= 0));
    assertEquals(
      second.slice(0, 7).map(({ responses: y }) => y),
      first.map(({ responses: y }) => y),
    );
    await using plain = makeParallel(noisySphere, { method: "sequential" });
    const expected = await collect(plain.evaluate(tasks, { problem }));
    assertEquals(second.map(({ responses: y }) => y), expected.map(({ responses: y }) => y));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function evaluateWithLog(log: string, tasks: EvaluationTask[]): Promise<EvaluationResult[]> {
  await using fun = makeParallel(noisySphere, { log, numCores: 2 });
  return await collect(fun.evaluate(tasks, { problem }));
}

Deno.test("makeParallel() starts no worker if the log is that of another run", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const log = `${folder}/run.log`;
    await evaluateWithLog(log, tasksOf([1, 2]));
    const started: string[] = [];
    const watched = own((_, { numCores }) => ({
      name: "watched",
      numCores,
      open: () => void started.push("open"),
      async *evaluate() {
        started.push("evaluate");
        yield* [];
      },
      async [Symbol.asyncDispose]() {},
    }));
    await using fun = makeParallel(noisySphere, { method: watched, log });
    const other = { ...problem, seed: 2 };
    fun.open(other);
    await assertRejects(
      () => collect(fun.evaluate(tasksOf([1]), { problem: other })),
      Error,
      "seed",
    );
    assertEquals(started, []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("makeParallel() refuses a backend that is none", () => {
  for (const made of [undefined, null, {}, { name: "mine", numCores: 1 }]) {
    const method = own((() => made) as unknown as Method["createBackend"]);
    assertThrows(() => makeParallel(noisySphere, { method }), TypeError, "must return a backend");
  }
});

Deno.test("makeParallel() works in a worker of the user's own", async () => {
  const url = new URL("./fixtures/own_worker.ts", import.meta.url);
  const { promise, resolve, reject } = Promise.withResolvers<number[]>();
  const own = new Worker(url, { type: "module" });
  own.onmessage = ({ data }) => resolve(data);
  own.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  const values = await promise;
  own.terminate();
  assertEquals(values, Array(3).fill(values[0]));
});

for (const method of methods) {
  Deno.test(`makeParallel() refuses data that cannot be cloned before it starts a worker (${method})`, async () => {
    await using fun = makeParallel(noisySphere, { method });
    const other = { ...problem, dataSet: { model: { fit: () => 1 } } };
    fun.open(other);
    const error = assertThrows(() => fun.evaluate(tasksOf([1]), { problem: other }), TypeError);
    assertStringIncludes(error.message, "'dataSet.model.fit' is a function");
  });
}
