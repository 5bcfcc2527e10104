import { assert, assertEquals, assertThrows } from "@std/assert";
import { funControlInit, type FunControlOptions, Spot } from "../../mod.ts";
import type { ObjectiveFunction } from "../../mod.ts";
import { paretoFront } from "../../spot/front.ts";
import { hypervolume, hypervolumes } from "../../spot/report/hypervolume.ts";
import { progressLine } from "../../spot/run/progress.ts";

const bounds = { lower: [0, 0], upper: [1, 1] };
const error = { name: "error" };
const accuracy = { name: "accuracy", direction: "maximize" } as const;

/** A convex front from (0, 1) to (1, 0) where b is 0.5. */
const toMinimise = ([a, b]: readonly number[]) => {
  const g = 1 + 4 * (b - 0.5) * (b - 0.5);
  return [a * g, (1 - a) * (1 - a) * g];
};

async function tune(fun: ObjectiveFunction, options: FunControlOptions = {}) {
  const funControl = funControlInit({ ...bounds, funEvals: 25, seed: 1, ...options });
  return await new Spot({ fun, funControl }).run();
}

const two = { objectives: [error, { name: "cost" }] };

Deno.test("Spot.run() finds a front whose points are all good and far apart", async () => {
  const { record } = await tune(toMinimise, two);
  const front = paretoFront(record);
  assert(front.length >= 10);
  for (const { values: [first, second], configuration } of front) {
    assertEquals(toMinimise([Number(configuration.x0), Number(configuration.x1)]), [first, second]);
  }
  // The whole front dominates 1.1 x 1.1 - 1/3 - 0.1 of it.
  assert(hypervolume(record, { referencePoint: [1.1, 1.1] }) > 0.95 * (1.21 - 1 / 3 - 0.1));
  assertEquals(record.notices.length, 1);
  assert(record.notices[0].startsWith("The reference point was chosen from the rows: error "));
});

Deno.test("Spot.run() proposes the same points whether it minimises or maximises the negative", async () => {
  const negative = (x: readonly number[]) => {
    const [first, second] = toMinimise(x);
    return [first, 3 - second];
  };
  const minimised = await tune((x) => [toMinimise(x)[0], toMinimise(x)[1] - 3], {
    ...two,
    referencePoint: [2, -1],
  });
  const maximised = await tune(negative, { objectives: [error, accuracy], referencePoint: [2, 1] });
  assertEquals(maximised.X, minimised.X);
  const pick = ({ record }: Spot) => paretoFront(record).map(({ x }) => x);
  assertEquals(pick(maximised), pick(minimised));
  assertEquals(hypervolume(maximised.record), hypervolume(minimised.record));
});

Deno.test("Spot has a front and no best point if there are several objectives", async () => {
  const lines: string[] = [];
  const spot = new Spot({
    fun: toMinimise,
    funControl: funControlInit({ ...bounds, ...two, funEvals: 12 }),
  });
  await spot.run({ onResult: (progress) => void lines.push(progressLine(progress)) });
  assertEquals([spot.minX, spot.minY, spot.minConfiguration], [[], NaN, undefined]);
  assert(lines[11].startsWith(`12/12, front of ${paretoFront(spot.record).length}, about`));
  assertEquals(spot.record.objectives?.map(({ direction }) => direction), ["minimize", "minimize"]);
});

Deno.test("Spot.run() maximises one named objective", async () => {
  const spot = await tune(([a, b]) => [1 - a * b], { objectives: [accuracy], funEvals: 20 });
  assertEquals(spot.minY, -1);
  assert(spot.minX.includes(0));
  const plain = await tune(([a, b]) => a * b - 1, { funEvals: 20 });
  assertEquals(spot.X, plain.X);
});

Deno.test("Spot.run() fails rows that return another number of values than there are objectives", async () => {
  let row = 0;
  const { record } = await tune((x) => row++ === 2 ? [1, 2, 3] : toMinimise(x), {
    ...two,
    funEvals: 11,
  });
  assertEquals(
    record.rows.map(({ failure }) => failure?.message).filter((message) => message),
    ["the objective returned 3 values, not 2: error, cost"],
  );
});

for (const m of [2, 3, 4]) {
  const fun = (x: readonly number[]) =>
    Array.from(
      { length: m },
      (_, j) => x.reduce((sum, v, i) => sum + (i === j % 2 ? v : 1 - v), j),
    );
  const objectives = Array.from({ length: m }, (_, j) => ({ name: `f${j}` }));
  Deno.test(`Spot.run() proposes distinct points in batches, ${m} objectives`, async () => {
    const { X } = await tune(fun, { objectives, nPoints: 4, funEvals: 18 });
    assertEquals(new Set(X.map(String)).size, 18);
  });
}

Deno.test("Spot.run() keeps constraints on the front", async () => {
  const { record } = await tune((x) => ({ values: toMinimise(x), constraints: [0.3 - x[0]] }), two);
  const front = paretoFront(record);
  assert(front.length > 5 && front.every(({ x: [a], constraints: [c] }) => a >= 0.3 && c <= 0));
  assert(front[0].x[0] < 0.31);
  assert(record.rows.some(({ constraints }) => constraints![0] > 0));
});

Deno.test("Spot.run() says that a reference point is inside the front, and goes on", async () => {
  const { record } = await tune(toMinimise, { ...two, referencePoint: [-1, -1], funEvals: 14 });
  assertEquals(record.notices, [
    "The reference point was given: error -1, cost -1",
    "No row that keeps all constraints is better than the reference point in every objective: the " +
    "hypervolume is 0 ('referencePoint' should be worse than the points that are looked for)",
  ]);
  assertEquals(hypervolume(record), 0);
  assertEquals(new Set(record.rows.map(({ x }) => String(x))).size, 14);
});

Deno.test("Spot.run() goes on with failed rows if there are several objectives", async () => {
  for (const failures of ["penalize", "avoid"] as const) {
    const { record } = await tune((x) => x[1] > 0.7 ? [NaN, 1] : toMinimise(x), {
      ...{ ...two, failures },
    });
    const failed = record.rows.slice(10).filter(({ failure }) => failure).length;
    assert(failed <= 4, `${failed} failed`);
    assert(hypervolume(record, { referencePoint: [1.1, 1.1] }) > 0.7);
  }
});

Deno.test("Spot.run() fits the means of replicates if the objectives are noisy", async () => {
  const { record } = await tune(
    (x, { random }) => toMinimise(x).map((value) => value + 0.02 * (random() - 0.5)),
    { ...two, noise: true, funRepeats: 2, funEvals: 40 },
  );
  const [{ x, values }] = paretoFront(record);
  const rows = record.rows.filter((row) => String(row.x) === String(x));
  assertEquals(rows.length, 2);
  assertEquals(values[0], rows[0].responses[0] + (rows[1].responses[0] - rows[0].responses[0]) / 2);
  assertEquals(hypervolumes(record).at(-1), hypervolume(record));
});

Deno.test("paretoFront() and hypervolume() refuse a run of one objective", async () => {
  const { record } = await tune(([a]) => a, { funEvals: 10 });
  const rule = "as the run must have several 'objectives': current number is 1";
  assertThrows(() => paretoFront(record), RangeError, `Cannot find the Pareto front ${rule}`);
  assertThrows(() => hypervolume(record), RangeError, `Cannot compute the hypervolume ${rule}`);
});

Deno.test("hypervolume() refuses a reference point that does not fit", async () => {
  const { record } = await tune(toMinimise, { ...two, funEvals: 10 });
  for (const referencePoint of [[1], [1, 2, 3], [1, NaN]]) {
    const rule = "must have one finite number for each of the 2 objectives";
    assertThrows(() => hypervolume(record, { referencePoint }), RangeError, rule);
  }
});

Deno.test("hypervolumes() rises with the rows to the hypervolume", async () => {
  const { record } = await tune(toMinimise, { ...two, funEvals: 14 });
  const volumes = hypervolumes(record);
  assertEquals(volumes, volumes.toSorted((a, b) => a - b));
  assertEquals(volumes.at(-1), hypervolume(record));
});
