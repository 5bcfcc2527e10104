import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { defineObjective } from "../../spot/core/objective/objective.ts";
import { defineSpace, factor, float, int } from "../../spot/core/space/define_space.ts";
import { restrict } from "../../spot/core/space/restrict.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { Spot } from "../../spot/spot.ts";

const spec = { a: float(0, 1), b: float(0, 1), n: int(1, 20), f: factor(["p", "q"]) };
const constraint = ({ a, b, n, f }: { a: number; b: number; n: number; f: "p" | "q" }) =>
  a + b <= 0.6 && (f === "p" || n > 10);
const space = defineSpace(spec, { constraint });
// The minimum without the constraint, a = b = 1, is far outside: on its edge the value is 1.4.
const fun = ([a, b, n]: readonly number[]) => 2 - a - b + (n - 12) * (n - 12) / 100;
const isAllowed = ([a, b, n, f]: readonly number[]) => a + b <= 0.6 && (f === 0 || n > 10);

const loops: Record<string, FunControlOptions> = {
  "step by step": {},
  "in batches": { nPoints: 4 },
  "asynchronous": { asynchronous: true, pending: 2 },
  "near the best": { infillCriterion: "y" },
};

for (const [name, loop] of Object.entries(loops)) {
  Deno.test(`Spot.run() evaluates nothing that the space's constraint forbids, ${name}`, async () => {
    const funControl = funControlInit({ space, funEvals: 30, seed: 4, ...loop });
    const spot = await new Spot({ fun, funControl }).run();
    assertEquals(spot.X.filter((x) => !isAllowed(x)), []);
    assertEquals(spot.y.length, 30);
    assert(spot.minY < 1.5, `${spot.minY}`);
  });
}

Deno.test("Spot holds the constraints of the objective's space and of the controls' one", async () => {
  const objective = defineObjective(import.meta.url, "none", space, ({ a }) => a);
  const own = new Spot({ fun: objective, funControl: funControlInit({ funEvals: 12 }) });
  assertEquals((await own.run()).X.filter((x) => !isAllowed(x)), []);
  const narrow = restrict(space, { n: [11, 20] });
  const narrowed = new Spot({ fun: objective, funControl: funControlInit({ space: narrow }) });
  assertEquals((await narrowed.run()).X.filter((x) => !isAllowed(x)), []);
  const other = defineSpace(spec, { constraint: ({ a }) => a > 0.3 });
  const both = new Spot({ fun: objective, funControl: funControlInit({ space: other }) });
  assertEquals((await both.run()).X.filter((x) => !isAllowed(x) || x[0] <= 0.3), []);
});

Deno.test("Spot refuses points that the space's constraint forbids", async () => {
  const make = () => new Spot({ fun, funControl: funControlInit({ space }) });
  assertThrows(
    () => make().tell([[0.1, 0.1, 3, 0], [0.5, 0.5, 3, 0]], [1, 1]),
    RangeError,
    "Cannot tell as row 1 of X must satisfy the space's constraint: current value is [0.5, 0.5, 3, 0]",
  );
  await assertRejects(
    () => make().run({ xStart: [[0.1, 0.1, 3, 1]] }),
    RangeError,
    "Cannot run with 'xStart' as row 0 of X must satisfy the space's constraint",
  );
});

Deno.test("Spot refuses a constraint that allows nothing, or is none", () => {
  const make = (constraint: unknown) =>
    new Spot({
      fun,
      funControl: funControlInit({
        space: defineSpace(spec, { constraint: constraint as () => boolean }),
      }),
    });
  assertThrows(
    () => make(() => false),
    RangeError,
    "Cannot make a Spot as the space's constraint must allow more configurations: of 10000 random ones it allows none",
  );
  for (const value of [1, undefined, Promise.resolve(true)]) {
    assertThrows(() => make(() => value), TypeError, "constraint must return true or false");
  }
  assertThrows(() => make("a < b"), TypeError, "'constraint' must be a function");
  const cause = new RangeError("no such kernel");
  const error = assertThrows(
    () =>
      make(() => {
        throw cause;
      }),
    TypeError,
    'must return true or false: it threw "no such kernel" for {"',
  );
  assertEquals(error.cause, cause);
});

Deno.test("Spot.run() ends when every allowed configuration is known", async () => {
  const grid = defineSpace({ i: int(0, 9), j: int(0, 9) }, {
    constraint: ({ i, j }) => i + j === 9,
  });
  const funControl = funControlInit({ space: grid, funEvals: 15 });
  const designControl = designControlInit({ initSize: 4 });
  const spot = await new Spot({ fun: ([i]) => i, funControl, designControl }).run();
  assertEquals([spot.y.length, spot.record.ended], [10, "exhausted"]);
});

Deno.test("a constraint stays in the main thread: the problem can be cloned for workers", async () => {
  const calls: number[] = [];
  const counted = defineSpace(spec, {
    constraint: ({ a }) => {
      calls.push(a);
      return a < 0.5;
    },
  });
  await using parallel = makeParallel(
    (_, { problem }) => Object.keys(structuredClone(problem.variables[0])).length,
    { method: "sequential" },
  );
  const spot = new Spot({ fun: parallel, funControl: funControlInit({ space: counted }) });
  assertEquals((await spot.run()).X.every(([a]) => a < 0.5), true);
  assert(calls.length > 15);
});
