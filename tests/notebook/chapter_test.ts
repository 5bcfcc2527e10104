/** The chapter as a notebook: run from its first to its last cell. */
import { assert, assertEquals } from "@std/assert";
import { runIn } from "../_guides.ts";
import { hasJupyter, withNotebookFolder } from "./_kernel.ts";

interface Cell {
  readonly cell_type: string;
  readonly execution_count?: number | null;
  readonly metadata: object;
  readonly outputs?: readonly { readonly data?: Readonly<Record<string, unknown>> }[];
  readonly source: readonly string[];
}

interface Notebook {
  readonly cells: readonly Cell[];
}

const notebook: Notebook = JSON.parse(
  await Deno.readTextFile(new URL("../../bench/chapter.ipynb", import.meta.url)),
);
const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");

Deno.test("bench/chapter.ipynb holds no outputs", () => {
  assert(code.length > 10);
  for (const { outputs, execution_count, source } of code) {
    assertEquals([outputs, execution_count], [[], null], source.join(""));
  }
});

Deno.test("the cells of bench/chapter.ipynb hold their types", async () => {
  const cells = code.map(({ source }) => source.join("")).join("\n");
  const files = { "cells.ts": cells.replaceAll(`"jsr:@spot/spot`, `"@spot/spot`) };
  // The module that a cell writes is not there yet.
  const module = "export const fun = ([x]: readonly number[]) => x;";
  await runIn(["check", "cells.ts"], { ...files, "sphere.ts": module });
});

/** As a kernel may lose what a cell shows, what counts is written into a file. */
const last: Cell = {
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source: [
    "const traces = comparison.runs.map(({ method, trace }) => [method, trace]);\n",
    "await Deno.writeTextFile('traces.json', JSON.stringify({ sequential: comparison.trace, traces }));",
  ],
};

Deno.test({
  name: `bench/chapter.ipynb gives the experiment's bits by every method${
    hasJupyter ? "" : " (not here: no nbconvert)"
  }`,
  ignore: !hasJupyter,
  fn: withNotebookFolder(async ({ path, python }) => {
    const cells = [...notebook.cells, { ...last, id: "traces" }];
    await Deno.writeTextFile(`${path}/chapter.ipynb`, JSON.stringify({ ...notebook, cells }));
    const options = ["--to", "notebook", "--execute", "--output", "executed.ipynb"];
    await python(["-m", "nbconvert", ...options, "chapter.ipynb"]);

    const { sequential, traces } = JSON.parse(await Deno.readTextFile(`${path}/traces.json`));
    assertEquals(sequential, "0bd74b33263d");
    assertEquals(new Set(traces.map(([method]: [string]) => method)).size, 2);
    for (const [method, trace] of traces) assertEquals(trace, "0bd74b33263d", method);

    const executed: Notebook = JSON.parse(await Deno.readTextFile(`${path}/executed.ipynb`));
    const shown = executed.cells.flatMap(({ outputs = [] }) => outputs)
      .flatMap(({ data = {} }) => Object.keys(data));
    assert(shown.includes("text/html") && shown.includes("image/svg+xml"), shown.join(", "));
  }),
});
