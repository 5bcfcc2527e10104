/** Following a run outside a notebook; tests/notebook has the kernel. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { runInNotebook } from "../../spot/report/run_in_notebook.ts";
import { Spot } from "../../spot/spot.ts";
import { tuningRun } from "./example_tuning.ts";

/** What is printed on stderr while a function runs. */
async function printed(run: () => Promise<void>, onLine?: () => void): Promise<string[]> {
  const original = console.error;
  const lines: string[] = [];
  console.error = (...parts) => {
    lines.push(parts.join(" "));
    onLine?.();
  };
  try {
    await run();
  } finally {
    console.error = original;
  }
  return lines;
}

const funControl = funControlInit({ lower: [-5], upper: [5], funEvals: 12, seed: 1 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const fun = async ([x]: readonly number[]) => {
  await pause(5);
  return x * x;
};

Deno.test("runInNotebook() runs as run() does, and tells the progress on stderr", async () => {
  const expected = await new Spot({ fun, funControl }).run();
  let isTold = false;
  let rows = 0;
  const waiting: typeof fun = async (x) => {
    rows++;
    do await pause(5); while (rows === 6 && !isTold);
    return await fun(x);
  };
  const spot = new Spot({ fun: waiting, funControl });
  const lines = await printed(() => runInNotebook(spot, { everyMs: 0, xStart: [] }), () => {
    isTold = true;
  });
  assertEquals([spot.X, spot.y], [expected.X, expected.y]);
  assert(lines.length > 1 && lines[0].includes("/12, best "), lines.join("\n"));
  assert(lines.at(-1)?.includes("12 evaluations, best y"), lines.at(-1));
});

Deno.test("runInNotebook() ends with the reason of a given signal, and what the run throws", async () => {
  const controller = new AbortController();
  const stopping = { signal: controller.signal };
  const reason = new Error("enough");
  const stopped = new Spot({
    fun: ([x]) => {
      controller.abort(reason);
      return x;
    },
    funControl,
  });
  await printed(async () => {
    assertEquals(await assertRejects(() => runInNotebook(stopped, stopping)), reason);
  });
  const used = await new Spot({ fun, funControl }).run();
  await printed(async () => {
    await assertRejects(
      () => runInNotebook(used),
      Error,
      "Cannot run as this Spot has run already",
    );
  });
  for (const everyMs of [-1, Infinity]) {
    await assertRejects(() => runInNotebook(used, { everyMs }), RangeError, "'everyMs'");
  }
  const signal = {} as AbortSignal;
  await assertRejects(() => runInNotebook(used, { signal }), TypeError, "'signal'");
});

Deno.test("runInNotebook() ends nothing if the run cannot be shown", async () => {
  const record = {
    ...tuningRun(3),
    get rows(): never {
      throw new Error("no rows");
    },
  };
  const lines = await printed(() => runInNotebook({ record, run: () => Promise.resolve() }));
  assertEquals(lines.map((line) => line.slice(0, 21)), ["Cannot show the run: "]);
});
