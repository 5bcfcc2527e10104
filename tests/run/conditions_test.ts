import { assert, assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { toConfiguration } from "../../spot/core/space/configuration.ts";
import { defineSpace, factor, float, int } from "../../spot/core/space/define_space.ts";
import { createDomain } from "../../spot/core/space/domain.ts";
import { pointKey } from "../../spot/core/space/search_space.ts";
import type { Configuration } from "../../spot/core/space/variable.ts";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { recordFromJson, toExactJson } from "../../spot/report/record_json.ts";
import { Spot } from "../../spot/spot.ts";
import { fun as conditional } from "./fixtures/conditional_objective.ts";

const space = defineSpace({
  kind: factor(["line", "bowl", "flat"]),
  a: float(-1, 3, { when: { kind: ["line", "bowl"] } }),
  b: float(1e-3, 1, { scale: "log", when: { kind: "bowl", a: [0, 3] } }),
  n: int(1, 9, { when: { kind: "flat" } }),
});

function evaluate({ kind, a, b, n }: Configuration): number {
  if (kind === "flat") return 1 + Number(n) / 10;
  const miss = Number(a) - 1.3;
  if (kind === "line") return 0.4 + Math.abs(miss);
  return miss * miss + (b === undefined ? 1 : Math.abs(Number(b) - 0.2));
}
const fun = (_: readonly number[], { configuration }: { configuration: Configuration }) =>
  evaluate(configuration);

const loops: Record<string, FunControlOptions> = {
  "step by step": {},
  "in batches": { nPoints: 3 },
  "asynchronous": { asynchronous: true, pending: 2 },
  "with a distance": { toleranceX: 0.02 },
  "by the mean alone": { infillCriterion: "y" },
};

for (const [name, loop] of Object.entries(loops)) {
  Deno.test(`Spot.run() evaluates each configuration once, ${name}`, async () => {
    const seen: Configuration[] = [];
    const funControl = funControlInit({ space, funEvals: 30, seed: 3, ...loop });
    const spot = await new Spot({
      fun: (x, context) => {
        seen.push(context.configuration);
        return fun(x, context);
      },
      funControl,
    }).run();
    const { canonical } = createDomain(space.variables);
    for (const x of spot.X) assertEquals(canonical(x), x);
    assertEquals(new Set(spot.X.map(pointKey)).size, 30);
    assertEquals(new Set(seen.map((configuration) => JSON.stringify(configuration))).size, 30);
    for (const { kind, ...others } of seen) {
      const names = Object.keys(others);
      if (kind === "flat") assertEquals(names, ["n"]);
      else assertEquals(names, kind === "bowl" && Number(others.a) >= 0 ? ["a", "b"] : ["a"]);
    }
    assert(spot.minY < 0.4, `${spot.minY}`);
  });
}

Deno.test("Spot.run() counts the configurations of a discrete space, and ends after the last", async () => {
  const small = defineSpace({
    kind: factor(["p", "q"]),
    n: int(1, 4, { when: { kind: "p" } }),
    on: factor([true, false], { when: { n: [3, 4] } }),
  });
  const funControl = funControlInit({ space: small, funEvals: 20 });
  const designControl = designControlInit({ initSize: 3 });
  const spot = await new Spot({ fun: ([, n]) => n, funControl, designControl }).run();
  // q; p with n = 1, 2; p with n = 3, 4 and on or off.
  assertEquals([spot.y.length, spot.record.ended], [7, "exhausted"]);
});

Deno.test("Spot.tell() and xStart take points of the same configuration for the same point", async () => {
  const make = () =>
    new Spot({ fun, funControl: funControlInit({ space, funEvals: 14, seed: 1 }) });
  const spot = make();
  spot.tell([[2, 0, 0.5, 4], [2, 1, 0.1, 4], [1, -0.5, 0.3, 2]], [1, 1, 1]);
  assertEquals(spot.record.rows.map(({ replicate }) => replicate), [0, 1, 0]);
  assertEquals(spot.X[0], spot.X[1]);
  const [asked] = spot.ask(1);
  const other = asked.x.map((value, i) => {
    const { when, lower } = space.variables[i];
    const isAbsent = when && !(space.variables[i].name in asked.configuration);
    return isAbsent ? lower : value;
  });
  assert(pointKey(other) !== pointKey(asked.x));
  spot.tell([other], [2]);
  assertEquals(spot.y.length, 4);
  assertEquals(spot.record.rows[3].x, asked.x);
  const started = make();
  await started.run({ xStart: [[2, 0, 0.5, 4], [2, 3, 0.9, 4]] });
  assertEquals(started.record.rows.slice(0, 2).map(({ replicate }) => replicate), [0, 1]);
});

Deno.test("the journal lacks the parameters that are inactive, and a run resumes from it", async () => {
  const log = `${await Deno.makeTempDir()}/conditions.journal`;
  const funControl = funControlInit({ space, funEvals: 16, seed: 2 });
  let calls = 0;
  const run = async () => {
    await using parallel = makeParallel((x, context) => {
      calls++;
      return fun(x, context);
    }, { method: "sequential", log });
    return await new Spot({ fun: parallel, funControl }).run();
  };
  const spot = await run();
  const trials = (await Deno.readTextFile(log)).trim().split("\n").map((line) => JSON.parse(line))
    .filter(({ op_code }) => op_code === 4);
  assertEquals(trials.length, 16);
  trials.forEach(({ params, distributions }, row) => {
    const names = Object.keys(toConfiguration(space.variables, spot.X[row]));
    assertEquals([Object.keys(params), Object.keys(distributions)], [names, names]);
  });
  calls = 0;
  const again = await run();
  assertEquals([again.X, again.y, calls], [spot.X, spot.y, 0]);
});

Deno.test("a log of other conditions is refused", async () => {
  const log = `${await Deno.makeTempDir()}/conditions.journal`;
  const run = async (when: string) => {
    const own = defineSpace({ kind: factor(["p", "q"]), a: float(0, 1, { when: { kind: when } }) });
    await using parallel = makeParallel(([kind]) => kind, { method: "sequential", log });
    await new Spot({ fun: parallel, funControl: funControlInit({ space: own }) }).run();
  };
  await run("p");
  let message = "";
  await run("q").catch((error) => message = error.message);
  assert(message.includes("'space.a'"), message);
});

Deno.test("a record with conditions is the same after JSON", async () => {
  const funControl = funControlInit({ space, funEvals: 12 });
  const { record } = await new Spot({ fun, funControl }).run();
  assertEquals(recordFromJson(toExactJson(record)), structuredClone(record));
});

Deno.test("Spot.run() gives the same bits by workers if a space has conditions and a constraint", async () => {
  const funControl = funControlInit({ funEvals: 16, nPoints: 2 });
  const here = await new Spot({ fun: conditional, funControl }).run();
  await using parallel = makeParallel(conditional, { numCores: 2 });
  const there = await new Spot({ fun: parallel, funControl }).run();
  assertEquals([there.X, there.y], [here.X, here.y]);
  assert(here.y.every(Number.isFinite) && here.X.every(([, a, b]) => a < 0.8 && b < 0.8));
});
