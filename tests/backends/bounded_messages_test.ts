/** Messages do not grow with what they are about. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { defineObjective, type Failure, type Problem } from "../../spot/core/objective/mod.ts";
import { show } from "../../spot/core/options/options.ts";

const variable = { name: "a", type: "float", lower: 0, upper: 9, transform: "none" } as const;
const problem: Problem = { seed: 1, variables: [variable], controls: {} };
const task = { row: 0, x: [1], replicate: 0 };

async function failureOf(fun: () => number | number[]): Promise<Failure | undefined> {
  await using objective = makeParallel(fun, { method: "sequential", onError: "record" });
  for await (const { failure } of objective.evaluate([task], { problem })) return failure;
}

Deno.test("makeParallel() names one value if an objective returns a million", async () => {
  const y = new Array<number>(1e6).fill(1);
  y[7] = NaN;
  const failure = await failureOf(() => y);
  assertEquals(failure?.message, "the objective returned NaN as value 7 of 1000000");
  assertEquals((await failureOf(() => [1, NaN]))?.message, "the objective returned 1, NaN");
});

Deno.test("makeParallel() cuts what an objective throws", async () => {
  for (const thrown of ["x".repeat(1e7), new Error("x".repeat(1e7))]) {
    const failure = await failureOf(() => {
      throw thrown;
    });
    assert(failure!.message.length < 11_000 && (failure!.stack?.length ?? 0) < 11_000);
  }
});

Deno.test("makeParallel() says in short what a backend of the user's own yields", async () => {
  const circular: Record<string, unknown> = { big: 1n, text: "x".repeat(1e6) };
  circular.self = circular;
  await using objective = makeParallel(defineObjective(import.meta.url, "fun", () => 1), {
    method: {
      name: "own",
      importsObjective: false,
      autoCores: () => 1,
      createBackend: () => ({
        name: "own",
        numCores: 1,
        evaluate: async function* () {
          yield circular as never;
        },
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
    },
  });
  const error = await assertRejects(
    async () => {
      for await (const _ of objective.evaluate([task], { problem }));
    },
    Error,
    "big: 1n",
  ) as Error;
  assert(error.message.length < 500, error.message);
});

Deno.test("show() is short, also for what holds itself", () => {
  const circular: unknown[] = [];
  circular.push(circular, "x".repeat(1e6), 10n ** 1000n, Symbol("x".repeat(1e6)));
  for (const value of [circular, ...circular.slice(1)]) assert(show(value).length < 2000);
  assertEquals(show([[1, 2], "a"]), '[[1, 2], "a"]');
});
