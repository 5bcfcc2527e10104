/** The code of README and of the guides type-checks in a user's files, and mistakes in it do not. */
import { assert, assertRejects, assertStringIncludes } from "@std/assert";
import { blocks, filesOf, runIn } from "./_guides.ts";

const check = (files: Readonly<Record<string, string>>) =>
  runIn(["check", ...Object.keys(files)], files);

Deno.test("the guides' code type-checks", async () => {
  assert(blocks.length > 0);
  const files = blocks.map(({ guide, name, code }, k) => {
    const folder = guide.slice(0, guide.lastIndexOf("/") + 1);
    return [`./${folder}${name ?? `block_${k}.ts`}`, code];
  });
  await check(Object.fromEntries(files));
});

Deno.test("defineObjective() refuses what the type of the configuration does not allow", async () => {
  const code = filesOf("spot/README.md")["objective.ts"];
  const mistakes = [
    ["({ learningRate,", "({ lerningRate: learningRate,"],
    [`kernel === "rbf"`, `kernel === "rfb"`],
    ["{ random }", "{ randm: random }"],
  ];
  const files = mistakes.map(([right, wrong], k): [string, string] => {
    assertStringIncludes(code, right);
    return [`mistake_${k}.ts`, code.replace(right, wrong)];
  });
  const { message } = await assertRejects(() => check(Object.fromEntries(files)), Error);
  for (const [name] of files) assertStringIncludes(message, name);
});
