import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { designControlInit, funControlInit, type FunControlOptions, Spot } from "../../mod.ts";
import type { ObjectiveFunction, ObjectiveValue } from "../../mod.ts";
import { isFeasible } from "../../spot/record.ts";
import { progressLine } from "../../spot/run/progress.ts";

const square = { lower: [0, 0], upper: [6, 6] };

/** Minimum 0.2532356 of the feasible part, which fills a tenth of the square. */
const gardner = ([a, b]: readonly number[]) => ({
  value: Math.sin(a) + b,
  constraints: [Math.sin(a) * Math.sin(b) + 0.95],
});

async function tune(fun: ObjectiveFunction, options: FunControlOptions = {}) {
  const funControl = funControlInit({ ...square, funEvals: 30, seed: 1, ...options });
  return await new Spot({ fun, funControl }).run();
}

Deno.test("Spot.run() finds the minimum of the feasible part, where the smallest y is elsewhere", async () => {
  // J. R. Gardner et al. (2014), "Bayesian optimization with inequality constraints", ICML, simulation 2.
  const spot = await tune(gardner);
  assertAlmostEquals(spot.minY, 0.2532356, 1e-4);
  assert(Math.min(...spot.y) < spot.minY);
  assert(gardner(spot.minX).constraints[0] <= 0);
  assertEquals(spot.record.rows.map(({ constraints }) => constraints?.length), Array(30).fill(1));
});

Deno.test("Spot.run() proposes the same points whatever the units of values and constraints", async () => {
  const scaled = (x: readonly number[]) => {
    const { value, constraints: [c] } = gardner(x);
    return { value: 1024 * value, constraints: [c / 4096] };
  };
  const funEvals = 16;
  assertEquals((await tune(scaled, { funEvals })).X, (await tune(gardner, { funEvals })).X);
});

/** Feasible in a two-hundredth of the square. */
const small = ([a, b]: readonly number[]) => ({
  value: a,
  constraints: [(a - 4.1) * (a - 4.1) + (b - 1.3) * (b - 1.3) - 0.04],
});

Deno.test("Spot.run() looks for a feasible point first, and says that there is none yet", async () => {
  const lines: string[] = [];
  const spot = new Spot({
    fun: small,
    funControl: funControlInit({ ...square, funEvals: 20, seed: 2 }),
  });
  await spot.run({ onResult: (progress) => void lines.push(progressLine(progress)) });
  assert(spot.record.rows.slice(0, 10).every((row) => !isFeasible(row)));
  assertStringIncludes(lines[9], "10/20, 10 infeasible, none feasible yet, about");
  assert(spot.minY < 4.1);
  assertStringIncludes(lines[19], `best ${Number(spot.minY.toPrecision(6))}`);
});

Deno.test("Spot has no best point if none keeps the constraints", async () => {
  const spot = await tune(([a]) => ({ value: a, constraints: [1 + a] }), { funEvals: 13 });
  assertEquals([spot.minX, spot.minY, spot.minConfiguration], [[], NaN, undefined]);
  assertEquals(spot.y.every(Number.isFinite), true);
});

Deno.test("Spot.run() fails rows whose number of constraints changes", async () => {
  const returned: ObjectiveValue[] = [
    NaN,
    { value: 1, constraints: [-1, 2] },
    { value: 2, constraints: [-1] },
    3,
    { value: 4, constraints: [1, 2, 3] },
    { value: 5, constraints: [-1, -2] },
  ];
  let row = 0;
  const funControl = funControlInit({ ...square, funEvals: 6 });
  const designControl = designControlInit({ initSize: 6 });
  const spot = await new Spot({ fun: () => returned[row++], funControl, designControl }).run();
  assertEquals(spot.record.rows.map(({ failure }) => failure?.message), [
    "the objective returned NaN",
    undefined,
    "the objective returned 1 constraint, not 2",
    "the objective returned 0 constraints, not 2",
    "the objective returned 3 constraints, not 2",
    undefined,
  ]);
  assertEquals([spot.minY, spot.minX], [5, spot.X[5]]);
});

Deno.test("Spot.run() fails rows that return constraints where the first returned none", async () => {
  let row = 0;
  const fun = () => row++ === 0 ? 1 : { value: 2, constraints: [0] };
  const designControl = designControlInit({ initSize: 2 });
  const funControl = funControlInit({ ...square, funEvals: 2 });
  const { record } = await new Spot({ fun, funControl, designControl }).run();
  assertEquals(record.rows[1].failure?.message, "the objective returned 1 constraint, not 0");
});

Deno.test("Spot.tell() takes constraints, and ask() goes on from them", async () => {
  const funControl = () => funControlInit({ ...square, funEvals: 16, seed: 1 });
  const run = await new Spot({ fun: gardner, funControl: funControl() }).run();
  const spot = new Spot({ fun: gardner, funControl: funControl() });
  while (spot.y.length < 16) {
    const points = spot.ask();
    spot.tell(points, points.map(({ x }) => gardner(x)));
  }
  assertEquals([spot.X, spot.y, spot.minX], [run.X, run.y, run.minX]);
});

Deno.test("Spot.run() judges replicates by the means of their constraints if they are noisy", async () => {
  const spot = await tune(([a, b], { random, replicate }) => ({
    value: a + b,
    constraints: [replicate === 0 ? 1 : (random() - 3) * (a - 1)],
  }), { noise: true, funRepeats: 2, funEvals: 16 });
  const { rows } = spot.record;
  const best = rows.filter(({ x }) => String(x) === String(spot.minX));
  const mean = best.reduce((sum, { constraints }) => sum + constraints![0], 0) / best.length;
  assert(mean <= 0 && best.some((row) => !isFeasible(row)));
});

/** Half of the square fails. */
const halfFails = ([a, b]: readonly number[]) => {
  if (a > 3) throw new Error("out of memory");
  return (a - 2.9) * (a - 2.9) + (b - 2) * (b - 2);
};

Deno.test("Spot.run() loses few rows where half the space fails if failures are avoided", async () => {
  const options = { onError: "record", failures: "avoid", funEvals: 40, seed: 5 } as const;
  const spot = await tune(halfFails, options);
  const failed = spot.record.rows.filter(({ origin, failure }) => origin === "infill" && failure);
  assert(failed.length <= 5, `${failed.length} of 30 proposed rows failed`);
  assert(spot.minY < 1e-3);
});

Deno.test("Spot.run() avoids no failures unless it is told to", async () => {
  const options = { onError: "record", funEvals: 18, seed: 5 } as const;
  const penalized = await tune(halfFails, { ...options, failures: "penalize" });
  assertEquals((await tune(halfFails, options)).X, penalized.X);
  const avoided = await tune(halfFails, { ...options, failures: "avoid" });
  assertNotEquals(avoided.X, penalized.X);
});

Deno.test("Spot.run() proposes as ever if failures are to be avoided, but there are none", async () => {
  const fun = ([a, b]: readonly number[]) => (a - 1) * (a - 1) + b;
  const avoided = await tune(fun, { failures: "avoid", funEvals: 16 });
  assertEquals(avoided.X, (await tune(fun, { funEvals: 16 })).X);
});

Deno.test("Spot.run() keeps constraints and directions in mind if rows are pruned", async () => {
  const options = { pruning: { kind: "median", minRows: 3 }, funEvals: 24, seed: 4 } as const;
  const plain = await tune(([a, b], { report }) => {
    for (let step = 1; step <= 3; step++) {
      if (report(step, a + b + 3 / step)) return NaN;
    }
    return { value: a + b, constraints: [2 - a] };
  }, options);
  const { rows } = plain.record;
  assert(rows.some(({ pruned }) => pruned));
  assert(plain.minX[0] >= 2 && plain.minY < 2.2, `${plain.minX}`);
  const named = await tune(([a, b], { report }) => {
    for (let step = 1; step <= 3; step++) {
      if (report(step, -(a + b + 3 / step))) return NaN;
    }
    return { value: -(a + b), constraints: [2 - a] };
  }, { ...options, objectives: [{ name: "score", direction: "maximize" }] });
  assertEquals([named.X, named.y], [plain.X, plain.y]);
});

Deno.test("Spot.record has a notice if no row keeps all constraints, and none if one does", async () => {
  const told = async (limit: number) => {
    const fun = ([a, b]: readonly number[]) => ({ value: a + b, constraints: [limit - a] });
    const { record, minX } = await tune(fun, { funEvals: 12 });
    assertEquals(minX.length > 0, limit < 1);
    return record.notices.filter((notice) => notice.includes("keeps all constraints"));
  };
  assertEquals(await told(1e6), ["No row keeps all constraints: there is no best configuration"]);
  assertEquals(await told(-1e6), []);
});
