/**
 * What a run proposes does not depend on the units of y and x: y -> a y + b, x -> c x + d.
 *
 * Tolerance: with a (or c) a power of two nothing rounds otherwise, so the points are the same bit for
 * bit. With any other a or b the responses are rounded otherwise, by 1e-16 (a), or with b of 1e6 times the
 * spread by 1e-10 of their spread. The search for a point ends where the criterion is flat to about 1e-14
 * of its slope's unit, which leaves its place, by the root of that, uncertain to 1e-7 and more where the
 * criterion is flatter than a parabola; six proposals in a row build on one another. The largest
 * difference measured is 3e-5.
 */
import { assert, assertEquals } from "@std/assert";
import {
  designControlInit,
  funControlInit,
  type FunControlOptions,
  Spot,
  type SurrogateControl,
  surrogateControlInit,
} from "../../mod.ts";
import { Kriging } from "../../spot/surrogate/kriging.ts";

const TOLERANCE = 1e-4;

/** Two hills and a valley over the unit square, from about -1 to 4. */
const hills = ([a, b]: readonly number[]) =>
  Math.sin(5 * a) + 6 * (b - 0.4) * (b - 0.4) + Math.cos(3 * a * b) + a;
const slope = ([a, b]: readonly number[]) => 2 * a - b;

interface Case {
  readonly options?: FunControlOptions;
  /** In units of the unscaled y. */
  readonly penaltyNA?: number;
  readonly surrogateControl?: SurrogateControl;
  readonly response?: (x: readonly number[], replicate: number) => number | readonly number[];
  readonly repeats?: number;
}

const cases: Readonly<Record<string, Case>> = {
  "auto": {},
  "ei": { options: { infillCriterion: "ei" } },
  "pi": { options: { infillCriterion: "pi" } },
  "lcb": { options: { infillCriterion: "lcb" } },
  "y": { options: { infillCriterion: "y" } },
  "a criterion of the user's own": {
    options: { infillCriterion: ({ mean, sd }) => 2 * sd - mean },
  },
  "a Kriging of the user's own": {
    surrogateControl: surrogateControlInit({ surrogate: new Kriging({ method: "regression" }) }),
  },
  "interpolation": {
    surrogateControl: surrogateControlInit({ method: "interpolation", kernel: "gauss" }),
  },
  "noise and extra replicates": {
    options: { noise: true, funRepeats: 2, ocbaDelta: 1, funEvals: 26 },
    response: (x, replicate) => hills(x) + 0.1 * Math.sin(40 * x[0] + 13 * replicate),
    repeats: 2,
  },
  "batches": { options: { nPoints: 3 } },
  "asynchronous": { options: { asynchronous: true, pending: 3 } },
  "failed rows with a penalty": {
    options: { onError: "record" },
    penaltyNA: 5,
    response: (x) => x[0] > 0.7 ? NaN : hills(x),
  },
  "failed rows": { options: { onError: "record" }, response: (x) => x[0] > 0.7 ? NaN : hills(x) },
  "several objectives": {
    options: { weights: [0.5, 2] },
    response: (x) => [hills(x), slope(x)],
  },
  "mo2so": {
    options: { mo2so: ([first, second]) => first + second },
    response: (x) => [hills(x), slope(x)],
  },
  "a floor where most responses are equal": { response: (x) => Math.max(1.5, hills(x)) },
};

interface Units {
  readonly a?: number;
  readonly b?: number;
  readonly c?: number;
  readonly d?: number;
}

/** The points of a run, mapped back to the unit square. */
async function pointsOf(test: Case, { a = 1, b = 0, c = 1, d = 0 }: Units): Promise<number[][]> {
  const { options, penaltyNA, surrogateControl, response = hills, repeats = 1 } = test;
  const funControl = funControlInit({
    ...{ lower: [d, d], upper: [d + c, d + c], funEvals: 14, seed: 5 },
    ...options,
    ...(penaltyNA !== undefined && { penaltyNA: a * penaltyNA + b }),
  });
  const toUnits = (x: readonly number[]) => x.map((value) => (value - d) / c);
  const spot = new Spot({
    fun: (x, { replicate }) => {
      const values = response(toUnits(x), replicate);
      return typeof values === "number" ? a * values + b : values.map((value) => a * value + b);
    },
    funControl,
    designControl: designControlInit({ initSize: 8, repeats }),
    surrogateControl,
  });
  await spot.run();
  return spot.X.map(toUnits);
}

const powersOfTwo: readonly Units[] = [{ a: 2 ** -500, c: 2 ** 30 }, { a: 2 ** 500, c: 2 ** -40 }];
const others: readonly Units[] = [
  { a: 3e-150 },
  { a: 1e150 },
  { a: 0.7, b: -4 },
  { b: 5e6 },
  { a: 1e-12, b: 5e-6 },
  { c: 3e-12 },
  { c: 1e12, d: -1e15 },
];

for (const [k, [name, test]] of Object.entries(cases).entries()) {
  // All of them in the first case, two after two in the others.
  const some = k === 0 ? others : [2 * k, 2 * k + 1].map((i) => others[i % others.length]);
  Deno.test(`Spot.run() proposes the same points if y or x has another unit: ${name}`, async () => {
    const plain = await pointsOf(test, {});
    for (const units of powersOfTwo) {
      assertEquals(await pointsOf(test, units), plain, JSON.stringify(units));
    }
    for (const units of some) {
      const points = await pointsOf(test, units);
      assertEquals(points.length, plain.length);
      points.forEach((x, row) =>
        x.forEach((value, column) =>
          assert(
            Math.abs(value - plain[row][column]) < TOLERANCE,
            `${JSON.stringify(units)}, row ${row}: ${x} and ${plain[row]}`,
          )
        )
      );
    }
  });
}
