/** README and the guides: their programs run, print what the guides say, and their links lead on. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { blocks, filesOf, guides, runIn, textOf } from "./_guides.ts";

const root = new URL("../", import.meta.url);

/** Its programs need a server and machines: tests/queue/guide_test.ts runs them. */
const servedGuide = "backends/queue/README.md";

/** Programs; modules that another block imports run with it. */
const programs = blocks.filter(({ guide, name }) =>
  name !== undefined && guide !== servedGuide &&
  !blocks.some((other) => other.guide === guide && other.code.includes(`"./${name}"`))
);

/** What a program prints that no text of the guide can show. */
const checks: Readonly<Record<string, (printed: string) => void>> = {
  "script.ts": assertSameBits,
};

for (const { guide, name = "", output } of programs) {
  // Its types are those of guides_types_test.ts.
  const command = name.endsWith("_test.ts") ? ["test", "--no-check"] : ["run"];
  Deno.test(`${guide}'s ${name} runs, and prints what ${guide} says`, async () => {
    const printed = await runIn([...command, "-A", name], filesOf(guide));
    if (output !== undefined) assertEquals(printed, output);
    checks[name]?.(printed);
  });
}

/** The last list of numbers is that of a run in parallel: one of those before is the same. */
function assertSameBits(printed: string): void {
  const lists = [...printed.matchAll(/\[\n?\s*\d[\d.,\s]*\]/g)].map(([list]) =>
    list.replace(/\s/g, "")
  );
  assert(lists.length >= 2, printed);
  const parallel = lists.at(-1);
  assert(parallel && parallel.split(",").length >= 10, printed);
  assert(lists.slice(0, -1).includes(parallel), `no list equals ${parallel} in ${printed}`);
}

/** The place that a heading's link names, as GitHub does. */
const anchorOf = (heading: string) =>
  heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-");

Deno.test("links in the guides lead to files and headings that are there", async () => {
  for (const guide of [...guides, ".github/CONTRIBUTING.md", ".github/ARCHITECTURE.md"]) {
    for (const [, link] of (await textOf(guide)).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const { hash, href } = new URL(link, new URL(guide, root));
      const target = await Deno.stat(new URL(href)).catch(() => undefined);
      assert(target, `${guide} links to ${link}, which is not there`);
      if (hash === "") continue;
      const headings = (await textOf(href)).matchAll(/^#+ (.*)$/gm);
      const anchors = Array.from(headings, ([, heading]) => `#${anchorOf(heading)}`);
      assert(anchors.includes(hash), `${guide} links to ${link}: its headings are ${anchors}`);
    }
  }
});

Deno.test("README stays short", async () => {
  const lines = (await textOf("README.md")).split("\n").length;
  assert(lines < 150, `README has ${lines} lines`);
});

Deno.test("README keeps its two commands", async () => {
  for (const task of ["experiment", "test"]) {
    assertStringIncludes(await textOf("README.md"), `\nnpx --yes deno@2.9.6 task ${task}\n`);
  }
});
