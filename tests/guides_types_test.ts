/** The code of the guides and of doc comments type-checks in a user's files; mistakes in it do not. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { exampleFiles } from "./_examples.ts";
import { blocks, filesOf, runIn } from "./_guides.ts";

/** All blocks where they are in the project, so that those of a guide find each other. */
const files = blocks.map(({ guide, name, code }, k): [string, string] => {
  const folder = guide.slice(0, guide.lastIndexOf("/") + 1);
  return [`./${folder}${name ?? `block_${k}.ts`}`, code];
});

const code = filesOf("spot/README.md")["objective.ts"];
const mistakes = [
  ["({ learningRate,", "({ lerningRate: learningRate,"],
  [`kernel === "rbf"`, `kernel === "rfb"`],
  ["{ random }", "{ randm: random }"],
].map(([right, wrong], k): [string, string] => {
  assertStringIncludes(code, right);
  return [`mistake_${k}.ts`, code.replace(right, wrong)];
});

Deno.test("the code of guides and examples type-checks, and mistakes in the type of a configuration do not", async () => {
  assert(files.length > 0);
  const all = { ...Object.fromEntries([...files, ...mistakes]), ...exampleFiles };
  const { message } = await assertRejects(() => runIn(["check", ...Object.keys(all)], all), Error);
  const places = [...message.matchAll(/^ +at file:.*\/(\w+\.ts):\d+/gm)].map(([, name]) => name);
  assertEquals(new Set(places), new Set(mistakes.map(([name]) => name)), message);
});
