/** The stop button of a notebook, on Deno's own kernel. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { hasJupyter, withNotebookFolder } from "./_kernel.ts";

const begin = `
import { funControlInit, makeParallel, Spot } from "jsr:@spot/spot";
import { runInNotebook } from "jsr:@spot/spot/report";
await Deno.writeTextFile("slow.ts", \`import { defineObjective } from "jsr:@spot/spot";
export const fun = defineObjective(import.meta.url, "fun", async ([a]) => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return a * a;
});\`);
const { fun } = await import("./slow.ts");
`;

const run = `
let spot;
{
  await using parallel = makeParallel(fun, { numCores: 1, log: "run.journal" });
  spot = new Spot({ fun: parallel, funControl: funControlInit({ lower: [-5], upper: [5], funEvals: 40 }) });
  await runInNotebook(spot, { everyMs: 100 });
}
`;

interface Shown {
  readonly kind: string;
  readonly display?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly message?: string;
}

interface CellResult {
  readonly status: string;
  readonly shown: readonly Shown[];
}

Deno.test({
  name: `runInNotebook() ends at the stop button, and goes on from the log${
    hasJupyter ? "" : " (not here: no nbconvert)"
  }`,
  ignore: !hasJupyter,
  fn: withNotebookFolder(async ({ path, python }) => {
    const keep = (name: string) =>
      `await Deno.writeTextFile("${name}", JSON.stringify(spot.record.rows));`;
    const cells = [
      { source: begin },
      { source: run, stopAfter: "/40, best" },
      { source: keep("stopped.json") },
      { source: run },
      { source: keep("finished.json") },
    ];
    await Deno.writeTextFile(`${path}/cells.json`, JSON.stringify(cells));
    const script = fileURLToPath(new URL("./_stop.py", import.meta.url));
    const results: CellResult[] = JSON.parse(await python([script, "cells.json"]));
    assertEquals(results.map(({ status }) => status), ["ok", "error", "ok", "ok", "ok"]);

    const [, stopped, , finished] = results;
    const error = stopped.shown.find(({ kind }) => kind === "error");
    assertEquals(error?.name, "AbortError");
    assertMatch(error?.message ?? "", /^Interrupted: \d+ of 40 evaluations/);
    const kept = JSON.parse(await Deno.readTextFile(`${path}/stopped.json`));
    assert(kept.length > 0 && kept.length < 40, `${kept.length} rows were kept`);
    const rows = JSON.parse(await Deno.readTextFile(`${path}/finished.json`));
    assertEquals(rows.length, 40);
    const done = kept.filter(({ y }: { y: number | null }) => y !== null);
    assert(rows.slice(0, done.length).every(({ worker }: { worker: number }) => worker === -1));

    const displays = finished.shown.filter(({ data }) => data);
    assertEquals(new Set(displays.map(({ display }) => display)).size, 1);
    assertEquals(displays[0].kind, "display_data");
    assert(displays.slice(1).every(({ kind }) => kind === "update_display_data"));
    const last = displays.at(-1)!.data!;
    assertStringIncludes(last["text/plain"], "40 evaluations, best y");
    assertStringIncludes(last["text/html"], "data:image/svg+xml;base64,");
  }),
});
