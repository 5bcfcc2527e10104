import { assertEquals, assertRejects } from "@std/assert";
import { ProblemCache } from "../../backends/queue/problem_cache.ts";
import type { ProblemStore } from "../../backends/queue/problem_store.ts";
import { UnusableJob } from "../../backends/queue/unusable_job.ts";
import { countedProblem } from "./_rows.ts";

const problem = countedProblem({});
const never = new AbortController().signal;

/** A cache of a store that answers what it is told to, and how often that was asked. */
function cacheOf(...answers: readonly (() => unknown)[]) {
  const asked: string[] = [];
  const get = async (name: string) => {
    asked.push(name);
    await Promise.resolve();
    return answers[Math.min(asked.length, answers.length) - 1]();
  };
  return { cache: new ProblemCache({ get } as unknown as ProblemStore), asked };
}

Deno.test("get() fetches a problem once if several wait for it", async () => {
  const { cache, asked } = cacheOf(() => problem);
  const got = await Promise.all(["a", "a"].map((name) => cache.get(name, never)));
  assertEquals([...got, await cache.get("a", never)], [problem, problem, problem]);
  assertEquals(asked, ["a"]);
});

Deno.test("get() goes on for the others if one no longer waits", async () => {
  const { cache } = cacheOf(() => undefined, () => problem);
  const controller = new AbortController();
  const first = assertRejects(() => cache.get("a", controller.signal), Error);
  const second = cache.get("a", never);
  controller.abort(new Error("cancelled"));
  // The store has it from the second look on: at the first, both were told that it is missing.
  assertEquals(await second, problem);
  await first;
});

Deno.test("get() refuses a job's problem if it is none, but not if Redis may have it later", async () => {
  const loading = Object.assign(new Error("LOADING Redis is loading"), { name: "ReplyError" });
  const { cache, asked } = cacheOf(
    () => Promise.reject(loading),
    () => Promise.reject(new TypeError("it is not the problem of its name")),
  );
  assertEquals(await assertRejects(() => cache.get("a", never)), loading);
  await assertRejects(() => cache.get("a", never), UnusableJob, "not the problem");
  assertEquals(asked.length, 2);
});
