import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { EvaluationError } from "../spot/core/objective/evaluation_error.ts";
import { makeParallel } from "../backends/make_parallel.ts";
import type { ObjectiveFunction } from "../spot/core/objective/objective.ts";
import { funControlInit, type FunControlOptions } from "../spot/control/fun_control.ts";
import { designControlInit } from "../spot/design/design_control.ts";
import type { RunOptions } from "../spot/run/run_options.ts";
import { Spot } from "../spot/spot.ts";
import { surrogateControlInit } from "../spot/surrogate/surrogate_control.ts";

const sphere = (x: readonly number[]): number => x.reduce((sum, value) => sum + value * value, 0);
const square = { lower: [-5, -5], upper: [5, 5] };

async function run(
  fun: ObjectiveFunction,
  options: FunControlOptions,
  { initSize = 5, repeats = 1, ...runOptions }:
    & RunOptions
    & { initSize?: number; repeats?: number } = {},
): Promise<Spot> {
  const funControl = funControlInit({ ...square, funEvals: 5, seed: 1, ...options });
  const designControl = designControlInit({ initSize, repeats });
  return await new Spot({ fun, funControl, designControl }).run(runOptions);
}

Deno.test("Spot.run() evaluates the design and reports the best row", async () => {
  const spot = await run(sphere, {});
  assertEquals(spot.X.length, 5);
  assertEquals(spot.y, spot.X.map(([a, b]) => a * a + b * b));
  assertEquals(spot.minY, Math.min(...spot.y));
  assertEquals(spot.minX, spot.X[spot.y.indexOf(spot.minY)]);
  assertEquals(spot.record.ended, "finished");
});

Deno.test("Spot.run() gives the same bits again, and others with another seed", async () => {
  const options = { funEvals: 12, nPoints: 2 };
  const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => run(sphere, { ...options, seed })));
  assertEquals([a.X, a.y], [b.X, b.y]);
  assert(a.X[0][0] !== c.X[0][0]);
});

Deno.test("Spot.run() goes on after the design until the budget is spent", async () => {
  const spot = await run(sphere, { funEvals: 15, nPoints: 4 });
  assertEquals(
    spot.record.rows.map(({ origin }) => origin).filter((o) => o === "infill").length,
    10,
  );
  assertEquals(new Set(spot.X.map(String)).size, 15, "no point twice");
});

Deno.test("Spot.run() is reproducible if asynchronous, whatever the timing", async () => {
  const slow = (delays: number[]): ObjectiveFunction => async (x, { signal }) => {
    await new Promise((resolve) => setTimeout(resolve, delays.shift() ?? 0));
    signal.throwIfAborted();
    return sphere(x);
  };
  const options = { funEvals: 14, asynchronous: true, pending: 3 };
  const a = await run(slow([]), options);
  const b = await run(slow([5, 0, 3, 0, 9, 1, 0, 4, 2]), options);
  assertEquals([a.X, a.y], [b.X, b.y]);
});

Deno.test("Spot.run() evaluates given points first, in addition to the design", async () => {
  const spot = await run(sphere, { funEvals: 7 }, { xStart: [[1, 2], [3, 4]] });
  assertEquals(spot.X.slice(0, 2), [[1, 2], [3, 4]]);
  assertEquals(
    spot.record.rows.map(({ origin }) => origin).join(" "),
    "given given" + " design".repeat(5),
  );
  await assertRejects(
    () => run(sphere, { funEvals: 6 }, { xStart: [[1, 2], [3, 4]] }),
    RangeError,
    "(7 rows): current value is 6",
  );
});

Deno.test("Spot.run() is the evaluation of a matrix if initSize is 0", async () => {
  const X = [[0, 0], [1, 1], [2, -3]];
  const spot = await run(sphere, { funEvals: 3 }, { initSize: 0, xStart: X });
  assertEquals([spot.X, spot.y], [X, [0, 2, 13]]);
  await assertRejects(() => run(sphere, {}, { initSize: 0 }), RangeError, "nothing to begin with");
});

Deno.test("Spot.run() refuses given points that do not fit the space", async () => {
  const cases: [unknown, string][] = [
    ["x", "must be an array of rows"],
    [[3], "row 0 of X must be an array of numbers"],
    [[[1, 2], [1]], "row 1 of X must have 2 values (x0, x1): current value has 1"],
    [[[1, "2"]], "'x1' in row 0 of X must be a number"],
    [[[1, null]], "must be a number from -5 to 5: current value is null"],
    [[[1, NaN]], "must be a number from -5 to 5: current value is NaN"],
    [[[1, 2n]], "must be a number from -5 to 5: current value is 2n"],
    // deno-lint-ignore no-sparse-arrays
    [[[, 1]], "'x0' in row 0 of X must be a number from -5 to 5: current value is undefined"],
    [[, [1, 1]], "row 0 of X must be an array"],
    [[[1, 9]], "from -5 to 5: current value is 9"],
  ];
  for (const [xStart, message] of cases) {
    let calls = 0;
    await assertRejects(
      () => run(() => calls++, {}, { xStart: xStart as number[][] }),
      Error,
      message,
    );
    assertEquals(calls, 0, "nothing was evaluated");
  }
});

Deno.test("Spot.run() gives each replicate a stream of its own", async () => {
  const spot = await run((_, { random }) => random(), { funEvals: 6 }, { initSize: 3, repeats: 2 });
  const [a, b, c, d] = spot.y;
  assert(a !== b, "replicates differ");
  assertEquals([a, b], [c, d], "streams depend on seed and replicate only");
});

Deno.test("Spot.run() keeps vectors as they are", async () => {
  const fun: ObjectiveFunction = ([a, b]) => [a, b * 10];
  const first = await run(fun, {});
  assertEquals(first.Y, first.X.map(([a, b]) => [a, b * 10]));
  assertEquals(first.y, first.X.map(([a]) => a));
  const weighted = await run(fun, { weights: [1, -2] });
  assertEquals(weighted.y, weighted.X.map(([a, b]) => a + b * 10 * -2));
  const reduced = await run(fun, { mo2so: (values) => Math.max(...values) });
  assertEquals(reduced.y, reduced.X.map(([a, b]) => Math.max(a, b * 10)));
});

Deno.test("Spot.run() maximises if the weight is negative", async () => {
  const spot = await run(sphere, { weights: -1 });
  assertEquals(spot.minY, -Math.max(...spot.Y.map(([value]) => value)));
});

Deno.test("Spot.run() records rows without a usable value and goes on", async () => {
  const values: unknown[] = [NaN, Infinity, -Infinity, "3", null, undefined, [], [1, "2"], {}, 3n];
  for (const value of values) {
    let call = 0;
    const fun = (() => call++ === 1 ? value : call) as ObjectiveFunction;
    const spot = await run(fun, { funEvals: 8 });
    assertEquals(spot.X.length, 8);
    assertEquals(spot.record.rows.filter(({ failure }) => failure).map(({ row }) => row), [1]);
    assertEquals(spot.record.rows[1].failure?.kind, "value");
    assertEquals(spot.y[1], NaN);
    assertEquals(spot.minY, 1);
  }
});

Deno.test("Spot.run() fails a row whose number of values differs", async () => {
  let call = 0;
  const spot = await run(() => call++ === 2 ? [1, 2] : call, { funEvals: 5 });
  assertEquals(spot.record.rows[2].failure?.message, "the objective returned 2 values, not 1");
});

Deno.test("Spot.run() keeps what is not finite if the user says so", async () => {
  let call = 0;
  const spot = await run(() => call++ === 1 ? Infinity : call, { allowNonFinite: true });
  assertEquals(spot.y[1], Infinity);
  assertEquals(spot.record.rows[1].failure, undefined);
});

Deno.test("Spot.run() rejects if every row failed, and ends", async () => {
  const error = await assertRejects(
    () => run(() => NaN, { funEvals: 50 }),
    Error,
    "all 5 rows failed",
  );
  assert(error.message.includes("the objective returned NaN"));
});

Deno.test("Spot.run() throws for the row that threw after all others are done", async () => {
  const funControl = funControlInit({ ...square, funEvals: 5, seed: 1 });
  let call = 0;
  const fun: ObjectiveFunction = (x) => {
    if (call++ === 1) throw new TypeError("broken");
    return sphere(x);
  };
  const spot = new Spot({ fun, funControl, designControl: designControlInit({ initSize: 5 }) });
  const error = await assertRejects(() => spot.run(), EvaluationError, "row 1 at x = [");
  assertEquals([error.row, error.worker, error.attempt], [1, 0, 1]);
  assert(error.cause instanceof Error && error.cause.message.includes("TypeError: broken"));
  assertEquals(error.results.length, 5);
  assertEquals(spot.y.filter(Number.isFinite).length, 4);
  assertEquals(spot.record.ended, "failed");
});

Deno.test("Spot.run() waits for the objective's check, and evaluates nothing that it refuses", async () => {
  const check = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    throw new Error("there is no data");
  };
  const fun = Object.assign(([a]: readonly number[]) => a, { check });
  const spot = new Spot({ fun, funControl: funControlInit({ lower: [0], upper: [1] }) });
  await assertRejects(() => spot.run(), Error, "there is no data");
  assertEquals([spot.y, spot.record.ended], [[], "failed"]);
});

Deno.test("Spot refuses an 'onError' that makeParallel does not hear of", async () => {
  await using fun = makeParallel(() => 0, { method: "sequential" });
  const funControl = funControlInit({ lower: [0], upper: [1], onError: "record" });
  assertThrows(() => new Spot({ fun, funControl }), RangeError, "must be that of makeParallel");
  await using same = makeParallel(() => 0, { method: "sequential", onError: "record" });
  await new Spot({ fun: same, funControl }).run();
});

Deno.test("Spot.run() records a row that threw if onError is 'record'", async () => {
  let call = 0;
  const spot = await run(() => {
    if (call++ === 1) throw new TypeError("broken");
    return call;
  }, { funEvals: 8, onError: "record" });
  assertEquals(spot.record.rows[1].failure?.kind, "exception");
  assertEquals(spot.X.length, 8);
});

Deno.test("Spot.run() stops at maxTime with what is finished", async () => {
  const slow: ObjectiveFunction = async (x) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return sphere(x);
  };
  const spot = await run(slow, { funEvals: 10_000, maxTime: 0.15 / 60 });
  assertEquals(spot.record.ended, "maxTime");
  assert(spot.y.length > 0 && spot.y.length < 10_000);
});

Deno.test("Spot.run() rejects with the signal's reason and keeps what is finished", async () => {
  const funControl = funControlInit({ ...square, funEvals: 50, seed: 1 });
  const controller = new AbortController();
  const spot = new Spot({ fun: sphere, funControl });
  const stop = ({ done }: { done: number }) => done === 12 && controller.abort(new Error("enough"));
  await assertRejects(
    () => spot.run({ signal: controller.signal, onResult: stop }),
    Error,
    "enough",
  );
  assertEquals(spot.y.length, 12);
  assertEquals(spot.record.ended, "aborted");
  const again = new Spot({ fun: sphere, funControl });
  await assertRejects(() => again.run({ signal: controller.signal }), Error, "enough");
  assertEquals(again.y.length, 0);
});

Deno.test("Spot.run() ends if nothing new is left in the search space", async () => {
  const spot = await run(sphere, {
    lower: [0, 0],
    upper: [2, 2],
    varType: ["int", "int"],
    funEvals: 40,
  });
  assertEquals(spot.record.ended, "exhausted");
  assertEquals(new Set(spot.X.map(String)).size, 9);
});

Deno.test("Spot refuses weights of the surrogate and extra replicates that could not be", async () => {
  const fun = () => 0;
  const surrogateControl = surrogateControlInit({ thetaLog10: [0, 0, 0] });
  const funControl = funControlInit(square);
  assertThrows(
    () => new Spot({ fun, funControl, surrogateControl }),
    RangeError,
    "one weight for each of the 2 variables: current length is 3",
  );
  const replicated = funControlInit({ ...square, noise: true, ocbaDelta: 2 });
  await assertRejects(
    () => new Spot({ fun, funControl: replicated }).run(),
    RangeError,
    "'ocbaDelta' needs replicates",
  );
});

Deno.test("Spot.run() averages replicates under noise", async () => {
  const spot = await run((x, { random }) => sphere(x) + random(), {
    funEvals: 24,
    noise: true,
    funRepeats: 2,
    ocbaDelta: 1,
  }, { repeats: 2 });
  assertEquals(spot.y.length, 24);
  const { rows } = spot.record;
  const best = rows.filter(({ x }) => String(x) === String(spot.minX)).map(({ y }) => y);
  assert(best.length >= 2);
  assert(Math.abs(spot.minY - best.reduce((a, b) => a + b) / best.length) < 1e-12);
  assert(rows.some(({ origin }) => origin === "replicate"), "extra replicates were allocated");
});

Deno.test("Spot.run() does not see what the objective does to its x", async () => {
  const spot = await run((x) => {
    (x as number[])[0] = 99;
    return x[1];
  }, {});
  assert(spot.X.every(([a]) => Math.abs(a) <= 5));
});

Deno.test("Spot() refuses what is no objective and options it does not know", () => {
  const funControl = funControlInit(square);
  for (const fun of [undefined, null, 3, "fun", {}]) {
    assertThrows(() => new Spot({ fun: fun as never, funControl }), TypeError, "'fun' must be");
  }
  assertThrows(
    () => new Spot({ fun: sphere, funControl, design: 3 } as never),
    TypeError,
    "did you mean 'designControl'?",
  );
  assertThrows(() => new Spot({ fun: sphere } as never), TypeError, "'funControl'");
});

Deno.test("Spot.run() runs once", async () => {
  const spot = await run(sphere, {});
  await assertRejects(() => spot.run(), Error, "has run already");
});

Deno.test("Spot.run() evaluates nothing more once a row of a step has thrown", async () => {
  const funControl = funControlInit({ ...square, funEvals: 20, nPoints: 3, seed: 1 });
  const designControl = designControlInit({ initSize: 6 });
  let calls = 0;
  const fun: ObjectiveFunction = (x) => {
    if (calls++ === 2) throw new Error("broken");
    return sphere(x);
  };
  await assertRejects(() => new Spot({ fun, funControl, designControl }).run(), EvaluationError);
  assertEquals(calls, 6);
});

Deno.test("Spot.run() keeps what is finished if weights or mo2so do not fit", async () => {
  const cannot = () => {
    throw new Error("no");
  };
  for (const options of [{ weights: [1, 2, 3] }, { mo2so: cannot }]) {
    const funControl = funControlInit({ ...square, seed: 1, ...options });
    const spot = new Spot({ fun: ([a, b]) => [a, b], funControl });
    await assertRejects(() => spot.run(), Error, "all 10 rows failed");
    assertEquals(spot.Y, spot.X);
  }
});

Deno.test("Spot() takes controls as their functions resolve them, and refuses others", async () => {
  const funControl = funControlInit({ ...square, funEvals: 4 });
  const raw = new Spot({ fun: sphere, funControl, designControl: { initSize: 4, repeats: 1 } });
  assertEquals((await raw.run()).record.rows.every(({ origin }) => origin === "design"), true);
  const cases: [object, string][] = [
    [{ designControl: 3 }, "options must be an object"],
    [{ designControl: { initSize: NaN, repeats: 1 } }, "'initSize'"],
    [{ funControl: {} }, "'funControl' must be what funControlInit returned"],
    [{ funControl: { ...funControl, seed: -1 } }, "'seed'"],
    [{ surrogateControl: { kernel: "gauss" } }, "'surrogateControl' must be what"],
    [{ optimizerControl: { nStart: 3 } }, "did you mean 'nStarts'?"],
  ];
  for (const [options, message] of cases) {
    assertThrows(
      () => new Spot({ fun: sphere, funControl, ...options } as never),
      Error,
      message,
    );
  }
});

Deno.test("Spot.run() refuses a signal and a callback of another type before any work", async () => {
  for (const options of [{ signal: 3 }, { onResult: 3 }]) {
    let calls = 0;
    const spot = new Spot({ fun: () => calls++, funControl: funControlInit(square) });
    await assertRejects(() => spot.run(options as never), TypeError, "current value is 3");
    assertEquals(calls, 0);
  }
});

Deno.test("Spot.run() rejects if its time is over before any row is finished", async () => {
  const never: ObjectiveFunction = () => new Promise(() => {});
  const error = await assertRejects(() => run(never, { maxTime: 0.02 / 60 }), Error);
  assertEquals(error.message, "Cannot finish the run as no row was finished in time");
});

Deno.test("Spot.record is a copy: changing it changes nothing", async () => {
  const spot = await run(sphere, {});
  (spot.record.batches as unknown[]).push(1);
  assertEquals(spot.record.batches.length, 1);
});

Deno.test("Spot.run() says once that a criterion gives no number, and goes on", async () => {
  const spot = await run(sphere, { funEvals: 9, infillCriterion: () => NaN });
  assertEquals(spot.y.length, 9);
  assertEquals(spot.record.notices.length, 1);
  assert(spot.record.notices[0].includes("gave no finite number"), spot.record.notices[0]);
});
