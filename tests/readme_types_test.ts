/** The README's code type-checks in a user's file, among typed functions and values. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type Block, blocks, codeOf, runOn } from "./_readme.ts";

/** What the user has in the file, by a line of the block that it belongs to. */
const surroundings: Readonly<Record<string, string>> = {
  "train(learningRate, kernel, context.random)": `
    function train(learningRate: number, kernel: string, random: () => number): number {
      return learningRate * kernel.length + random();
    }`,
  'varName: ["learning_rate", "kernel"]': `import { funControlInit } from "@spot/spot";`,
  "async (x, { signal })": `import { defineObjective } from "@spot/spot";`,
  "nPoints: 4": `import { funControlInit } from "@spot/spot";`,
  'log: "branin.journal"': `
    import { analyticalFunctions, funControlInit, makeParallel, Spot } from "@spot/spot";
    const { objective: branin, lower, upper } = analyticalFunctions.branin;
    const funControl = funControlInit({ lower, upper });`,
  "new Kriging({": `
    const X: number[][] = [[0], [1]];
    const y: number[] = [0, 1];
    const Xnew: number[][] = [[0.5]];`,
  "tunedConfiguration(spot.record)": `
    import { Spot } from "@spot/spot";
    declare const spot: Spot;`,
  "trainModel(configuration, {": `
    import { diabetes } from "@spot/spot";
    import type { TrainingConfiguration } from "@spot/spot/nn";
    declare const configuration: TrainingConfiguration;
    const data = await diabetes();
    const trainRows = [0, 1];
    const valRows = [2, 3];`,
};

/** Checks blocks as the files of one folder. */
function check(files: readonly Block[]): Promise<string> {
  const sources = files.map(({ name, code }, k) => {
    const lines = Object.keys(surroundings).filter((line) => code.includes(line));
    const around = lines.map((line) => surroundings[line]);
    return [name ?? `block_${k}.ts`, [...around, code, "export {};"].join("\n")];
  });
  return runOn(["check"], Object.fromEntries(sources));
}

Deno.test("README's code type-checks among typed functions and values", async () => {
  assert(blocks.length > 0);
  await check(blocks);
});

Deno.test("each of the surroundings belongs to one block of the README", () => {
  for (const line of Object.keys(surroundings)) {
    assertEquals(blocks.filter(({ code }) => code.includes(line)).length, 1, line);
  }
});

Deno.test("defineObjective() refuses what the type of the configuration does not allow", async () => {
  const code = codeOf("objective.ts");
  const mistakes = [
    ["({ learningRate, kernel }", "({ lerningRate: learningRate, kernel }"],
    ["train(learningRate, kernel", "train(kernel, learningRate"],
    ["context.random)", "context.randm)"],
  ];
  const files = mistakes.map(([right, wrong], k) => {
    assertStringIncludes(code, right);
    return { name: `mistake_${k}.ts`, code: code.replace(right, wrong) };
  });
  const { message } = await assertRejects(() => check(files), Error);
  for (const { name } of files) assertStringIncludes(message, name);
});
