import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import type { Variable } from "../../spot/core/space/variable.ts";
import type { ProposalRequest } from "../../spot/infill/proposal.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { infillNotices } from "../../spot/infill/infill_notices.ts";
import { proposePoints } from "../../spot/infill/propose_points.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { distance } from "../../spot/search/distinct_points.ts";
import { optimizerControlInit } from "../../spot/search/optimizer_control.ts";
import { randomPoint } from "../../spot/search/random_point.ts";
import type { Surrogate } from "../../spot/surrogate/surrogate.ts";
import { surrogateControlInit } from "../../spot/surrogate/surrogate_control.ts";
import { factor, float, int } from "../_variables.ts";

const mixed = [float("a", -1, 3), int("n", 1, 9), factor("f", ["p", "q", "r"])];
const valley = ([a, n, f]: readonly number[]) => (a - 1) * (a - 1) + (n - 4) * (n - 4) / 9 + f;

/** A request after some random evaluations of a function. */
function requestOf(
  space: readonly Variable[],
  fun: (x: readonly number[]) => number,
  overrides: Partial<ProposalRequest> & { readonly size?: number } = {},
): ProposalRequest {
  const random = createStream("design");
  const X = Array.from({ length: overrides.size ?? 10 }, () => randomPoint(space, random));
  return {
    space,
    domain: createDomain(space),
    X,
    y: X.map(fun),
    noise: false,
    exclude: X,
    pending: [],
    nPoints: 1,
    batch: overrides.nPoints ?? 1,
    random: createStream("proposal"),
    steps: [],
    surrogateControl: surrogateControlInit(),
    optimizerControl: optimizerControlInit(),
    infillCriterion: "auto",
    toleranceX: 0,
    ...overrides,
  };
}

function assertInside(space: readonly Variable[], x: readonly number[]): void {
  assertEquals(x.length, space.length);
  space.forEach(({ type, lower, upper }, i) => {
    assert(lower <= x[i] && x[i] <= upper, `${x}`);
    assert(type === "float" || Number.isInteger(x[i]), `${x}`);
  });
}

/** Whether a and b are the same point, a factor's levels being compared for equality. */
const same = (a: readonly number[], b: readonly number[]) => a.every((value, i) => value === b[i]);

Deno.test("proposePoints() gives the same bits if the request is the same", () => {
  const propose = () =>
    proposePoints(requestOf(mixed, valley, { nPoints: 3, random: createStream("same") }));
  assertEquals(propose(), propose());
});

Deno.test("proposePoints() leaves the request as it is", () => {
  const request = requestOf(mixed, valley, { nPoints: 2, pending: [[0, 3, 1]] });
  const before = structuredClone({ X: request.X, y: request.y, pending: request.pending });
  proposePoints(request);
  assertEquals({ X: request.X, y: request.y, pending: request.pending }, before);
});

Deno.test("proposePoints() proposes new points of the space by every criterion", () => {
  for (const infillCriterion of ["auto", "ei", "pi", "lcb", "y"] as const) {
    for (const steps of [[], [3]]) {
      const request = requestOf(mixed, valley, { infillCriterion, steps, nPoints: 3 });
      const { points, notices } = proposePoints(request);
      assertEquals(points.length, 3);
      assertEquals(notices, []);
      points.forEach((x, i) => {
        assertInside(mixed, x);
        const others = [...request.X, ...points.slice(0, i)];
        assert(!others.some((other) => same(x, other)), `${infillCriterion}: ${x}`);
      });
    }
  }
});

Deno.test("proposePoints() finds the optimum of a mixed space within a few steps", () => {
  const first = requestOf(mixed, valley);
  const [X, y] = [[...first.X], [...first.y]];
  for (let iteration = 0; iteration < 16; iteration++) {
    const random = createStream("step", iteration);
    const steps = Array<number>(iteration).fill(1);
    const [x] = proposePoints({ ...first, X, y, exclude: X, steps, random }).points;
    X.push(x);
    y.push(valley(x));
  }
  const best = X[y.indexOf(Math.min(...y))];
  assertEquals(best.slice(1), [4, 0]);
  assert(Math.abs(best[0] - 1) < 1e-2, `${best}`);
});

Deno.test("proposePoints() keeps every point of a batch away from the others", () => {
  const space = [float("a", 0, 1), float("b", 0, 1)];
  const bowl = ([a, b]: readonly number[]) => (a - 0.3) * (a - 0.3) + (b - 0.6) * (b - 0.6);
  for (const infillCriterion of ["auto", "ei", "y"] as const) {
    const request = requestOf(space, bowl, { infillCriterion, nPoints: 5 });
    const { points } = proposePoints(request);
    points.forEach((x, i) =>
      points.slice(0, i).forEach((other) => assert(distance(space, x, other) > 1e-3))
    );
  }
});

Deno.test("proposePoints() has a batch stay near the incumbent until one brings no improvement", () => {
  const space = Array.from({ length: 6 }, (_, i) => float(`x${i}`, 0, 1));
  const bowl = (x: readonly number[]) => x.reduce((sum, v) => sum + (v - 0.4) * (v - 0.4), 0);
  const request = requestOf(space, bowl, { nPoints: 4 });
  const farthest = (steps: readonly number[], y: readonly number[]) => {
    const best = request.X[y.indexOf(Math.min(...y))];
    const { points } = proposePoints({ ...request, y, steps });
    return Math.max(...points.slice(1).map((x) => distance(space, x, best)));
  };
  assert(farthest([], request.y) <= 0.1 + 1e-12);
  // The last four of the ten responses now are a batch: one that failed.
  const failed = request.y.map((value, i) => i < 6 ? value : value + 3);
  assert(farthest([4], failed) > 0.1);
});

Deno.test("proposePoints() searches the next basin if that of the best point is finished", () => {
  const space = [float("a", 0, 1)];
  const basins = ([a]: readonly number[]) => Math.min(10 * Math.abs(a - 0.2), 0.1 + (a - 0.8) ** 2);
  const begun = [0, 0.2, 0.35, 0.5, 0.7, 0.82, 1];
  const polished = Array.from({ length: 21 }, (_, i) => 0.201 + i / 1000);
  const X = [...begun, ...polished].map((a) => [a]);
  const steps = polished.map(() => 1);
  const { points: [[a]] } = proposePoints(
    requestOf(space, basins, { X, y: X.map(basins), exclude: X, steps }),
  );
  // A fifth of the range around its best point.
  assertAlmostEquals(a, 0.82, 0.1);
});

Deno.test("proposePoints() fits no surrogate to all points where a basin's own chooses", () => {
  const plane = [float("a", 0, 1), float("b", 0, 1)];
  const fitsAfter = (failures: number) => {
    const y = [...Array.from({ length: 10 }, (_, i) => i), ...Array(failures).fill(20)];
    let fits = 0;
    proposePoints(requestOf(plane, () => 0, {
      ...{ size: y.length, y, steps: Array(failures).fill(1), onFitted: () => fits++ },
    }));
    return fits;
  };
  // The turn of expected improvement nearby, before and after three points per variable.
  assertEquals([fitsAfter(4), fitsAfter(10)], [1, 0]);
});

Deno.test("proposePoints() looks everywhere if a basin of discrete points has no new one", () => {
  const space = [int("a", 0, 100)];
  const bowl = ([a]: readonly number[]) => Math.abs(a - 50);
  const around = Array.from(
    { length: 19 },
    (_, i) => 50 + (i % 2 ? -1 : 1) * Math.ceil((i + 1) / 2),
  );
  const X = [0, 100, 20, 50, ...around].map((a) => [a]);
  const steps = around.map(() => 1);
  const { points: [[a]], notices } = proposePoints(
    requestOf(space, bowl, { X, y: X.map(bowl), exclude: X, steps }),
  );
  assertEquals(notices, []);
  assert(!X.some(([known]) => known === a), `${a}`);
});

Deno.test("proposePoints() has a point believed once, however many attempts there are", () => {
  const space = [int("a", 0, 100)];
  let fits = 0;
  const surrogate: Surrogate = {
    fit: () => {
      fits++;
      return {
        predict: (X) => ({
          mean: Float64Array.from(X, ([a]) => Math.abs(a - 5)),
          sd: new Float64Array(X.length).fill(1),
        }),
      };
    },
  };
  const X = [[5], [60], [90]];
  const surrogateControl = surrogateControlInit({ surrogate });
  // What is predicted to be the best is known, so that each point is chosen by the second attempt.
  proposePoints(requestOf(space, ([a]) => Math.abs(a - 5), {
    ...{ X, y: [0, 55, 85], exclude: X, surrogateControl, infillCriterion: "y", nPoints: 2 },
  }));
  assertEquals(fits, 2);
});

Deno.test("proposePoints() goes further down into a pit than on the responses' own scale", () => {
  const space = Array.from({ length: 3 }, (_, i) => float(`x${i}`, 0, 1));
  const distance = (x: readonly number[]) => x.reduce((sum, v) => sum + (v - 0.4) * (v - 0.4), 0);
  const pit = (x: readonly number[]) => -Math.exp(-12 * distance(x));
  // A criterion of the user's own sees the responses as they are.
  const criteria = ["y", ({ mean }: { readonly mean: number }) => -mean] as const;
  const [rescaled, own] = criteria.map((infillCriterion) =>
    pit(proposePoints(requestOf(space, pit, { infillCriterion, size: 20 })).points[0])
  );
  assert(rescaled < -0.9 && own - rescaled > 0.1, `${rescaled} and ${own}`);
});

Deno.test("proposePoints() proposes the same whatever height outliers have", () => {
  const [first, second] = [1e8, 1e200].map((height) => {
    const fun = (x: readonly number[]) => x[1] > 8 ? height : valley(x);
    const request = requestOf(mixed, fun, { size: 20 });
    assert(request.y.includes(height));
    return proposePoints(request);
  });
  assertEquals(first, second);
});

Deno.test("proposePoints() keeps away from points that are under way", () => {
  const space = [float("a", 0, 1), float("b", 0, 1)];
  const bowl = ([a, b]: readonly number[]) => (a - 0.3) * (a - 0.3) + (b - 0.6) * (b - 0.6);
  const request = requestOf(space, bowl, { steps: [1] });
  const [first] = proposePoints(request).points;
  const random = createStream("proposal");
  const [second] = proposePoints({ ...request, pending: [first], random }).points;
  assert(distance(space, first, second) > 1e-3, `${first} and ${second}`);
});

Deno.test("proposePoints() keeps the distance toleranceX from every known point", () => {
  const space = [float("a", 0, 1), float("b", 0, 1)];
  const bowl = ([a, b]: readonly number[]) => a * a + b * b;
  const request = requestOf(space, bowl, { toleranceX: 0.1, nPoints: 4, pending: [[0, 0]] });
  const { points } = proposePoints(request);
  const known = [...request.X, [0, 0]];
  for (const x of points) {
    assert(known.every((other) => distance(space, x, other) > 0.1), `${x}`);
    known.push(x);
  }
});

Deno.test("proposePoints() never proposes an excluded point, evaluated or failed", () => {
  const space = [int("n", 0, 3), factor("f", ["p", "q"])];
  const request = requestOf(space, ([n, f]) => n + f, {
    X: [[0, 1], [3, 0]],
    y: [1, 3],
    exclude: [[0, 0], [0, 1], [1, 0], [3, 0], [2, 1], [3, 1]],
    pending: [[1, 1]],
    nPoints: 1,
  });
  assertEquals(proposePoints(request), { points: [[2, 0]], notices: [] });
});

Deno.test("proposePoints() proposes all that is left, and says that nothing is", () => {
  const space = [int("n", 0, 3), factor("f", ["p", "q"])];
  const X = [[0, 0], [1, 0], [2, 1]];
  const request = requestOf(space, ([n, f]) => n + f, { X, y: [0, 1, 3], exclude: X, nPoints: 9 });
  const { points, notices } = proposePoints(request);
  assertEquals(new Set(points.map(String)).size, 5);
  assert(notices.includes(infillNotices.exhausted));
});

Deno.test("proposePoints() chooses at random, and says so, if there are too few results", () => {
  for (const size of [0, 1]) {
    const { points, notices } = proposePoints(requestOf(mixed, valley, { size, nPoints: 2 }));
    assertEquals(points.length, 2);
    points.forEach((x) => assertInside(mixed, x));
    assertEquals(notices, [infillNotices.few]);
  }
});

Deno.test("proposePoints() takes constant responses, huge ones and repeated points", () => {
  for (const fun of [() => 5, () => 0, ([a]: readonly number[]) => 1e300 * a, () => -1e-300]) {
    const { points } = proposePoints(requestOf(mixed, fun, { nPoints: 2 }));
    assertEquals(points.length, 2);
    points.forEach((x) => assertInside(mixed, x));
  }
  const request = requestOf(mixed, valley);
  const repeated = { X: [...request.X, ...request.X], y: [...request.y, ...request.y] };
  assertInside(mixed, proposePoints({ ...request, ...repeated }).points[0]);
});

Deno.test("proposePoints() says with every criterion that the surrogate gave no number", () => {
  const nothing = (X: readonly unknown[]) => new Float64Array(X.length).fill(NaN);
  const surrogate: Surrogate = {
    fit: () => ({ predict: (X) => ({ mean: nothing(X), sd: nothing(X) }) }),
  };
  for (const infillCriterion of ["auto", "ei", "pi", "lcb", "y"] as const) {
    const surrogateControl = surrogateControlInit({ surrogate });
    const request = requestOf(mixed, valley, { infillCriterion, surrogateControl });
    assertEquals(proposePoints(request).notices, [infillNotices.unrated], infillCriterion);
  }
});

Deno.test("proposePoints() takes the deviations of noisy responses", () => {
  const request = requestOf(mixed, valley);
  const deviations = request.y.map((_, i) => i % 2 === 0 ? 0.01 : 0.5);
  const { points } = proposePoints({
    ...{ ...request, noise: true, deviations, nPoints: 2, pending: [[0, 3, 1]] },
  });
  assertEquals(points.length, 2);
});

/** Points proposed from noisy responses, told to be noisy or not. */
function proposeNoisy(noise: boolean, overrides: Partial<ProposalRequest> = {}) {
  const random = createStream("responses");
  const bowl = ([a, b]: readonly number[]) => a * a + b * b + 2 * random();
  const space = [float("a", -2, 2), float("b", -2, 2)];
  const request = requestOf(space, bowl, { size: 20, nPoints: 2, steps: [1] });
  return proposePoints({ ...request, ...overrides, noise }).points;
}

Deno.test("proposePoints() searches noise as structure if no replicates tell of it", () => {
  const exact = proposeNoisy(false);
  assertEquals(proposeNoisy(true), exact);
  assertNotEquals(proposeNoisy(true, { deviations: Array<number>(20).fill(0.5) }), exact);
});

Deno.test("proposePoints() takes noise out by a chosen method, and with constraints", () => {
  const surrogateControl = surrogateControlInit({ method: "regression" });
  assertNotEquals(
    proposeNoisy(true, { surrogateControl }),
    proposeNoisy(false, { surrogateControl }),
  );
  const { X } = requestOf([float("a", -2, 2), float("b", -2, 2)], () => 0, { size: 20 });
  const none = X.map(() => 0);
  // Noise of a constraint that all points keep alike is nothing: what differs is the response's model.
  const feasibility = {
    violations: none,
    isLeftOut: none.map(() => false),
    constraints: [{ X, y: X.map(() => -1) }],
  };
  assertNotEquals(proposeNoisy(true, { feasibility }), proposeNoisy(false, { feasibility }));
});

/** Predicts the distance from a = 2 as the mean, without gradients. */
const ownSurrogate: Surrogate = {
  fit: () => ({
    predict: (X) => ({
      mean: Float64Array.from(X, ([a, n, f]) => (a - 2) * (a - 2) + (n - 7) * (n - 7) + f),
      sd: Float64Array.from(X, () => 0.1),
    }),
  }),
};

Deno.test("proposePoints() searches a surrogate of the user's own", () => {
  const surrogateControl = surrogateControlInit({ surrogate: ownSurrogate });
  const request = requestOf(mixed, valley, { surrogateControl, infillCriterion: "y" });
  const [[a, n, f]] = proposePoints(request).points;
  assertEquals([n, f], [7, 0]);
  assert(Math.abs(a - 2) < 1e-4, `${a}`);
});

Deno.test("proposePoints() hands the responses as they are to a surrogate of the user's own", () => {
  const seen: (readonly number[])[] = [];
  const surrogate: Surrogate = {
    fit(X, y) {
      seen.push(y);
      return ownSurrogate.fit(X, y);
    },
  };
  const request = requestOf(mixed, (x) => 7e-12 * valley(x) - 3, {
    ...{ surrogateControl: surrogateControlInit({ surrogate }), infillCriterion: "y", nPoints: 2 },
  });
  const { points: [[a, n, f]] } = proposePoints(request);
  assertEquals(seen[0], request.y);
  // The second fit also sees what was believed of the first point: its prediction.
  assertEquals(seen[1].slice(0, -1), request.y);
  assertAlmostEquals(seen[1].at(-1)!, (a - 2) * (a - 2) + (n - 7) * (n - 7) + f, 1e-14);
});

Deno.test("proposePoints() searches a criterion of the user's own", () => {
  const surrogateControl = surrogateControlInit({ surrogate: ownSurrogate });
  const request = requestOf(mixed, valley, {
    surrogateControl,
    infillCriterion: ({ mean }) => -Math.abs(mean - 4),
  });
  const [[a, n, f]] = proposePoints(request).points;
  const mean = (a - 2) * (a - 2) + (n - 7) * (n - 7) + f;
  assert(Math.abs(mean - 4) < 1e-3, `${mean}`);
});
