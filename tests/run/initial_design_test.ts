import { assertEquals } from "@std/assert";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";
import { designControlInit } from "../../spot/design/design_control.ts";
import { Spot } from "../../spot/spot.ts";

async function design(options: FunControlOptions, initSize: number): Promise<Spot> {
  const funControl = funControlInit({ funEvals: initSize, seed: 1, ...options });
  const designControl = designControlInit({ initSize });
  return await new Spot({ fun: ([a]) => a, funControl, designControl }).run();
}

Deno.test("Spot.run() begins with distinct points if the space is discrete", async () => {
  const spot = await design({ lower: [0], upper: [59], varType: ["int"] }, 50);
  assertEquals([spot.X.length, new Set(spot.X.map(String)).size], [50, 50]);
});

Deno.test("Spot.run() begins with every point if there are fewer than initSize", async () => {
  const spot = await design({ lower: [0, 0], upper: [1, 1], varType: ["int", "int"] }, 10);
  assertEquals(spot.X.map(String).sort(), ["0,0", "0,1", "1,0", "1,1"]);
  assertEquals(spot.record.ended, "exhausted");
});

Deno.test("Spot.ask() goes on with new points after a run", async () => {
  const spot = await design({ lower: [-5, -5], upper: [5, 5], funEvals: 12 }, 6);
  const known = new Set(spot.X.map(String));
  assertEquals(spot.ask(4).filter(({ x }) => known.has(String(x))), []);
});

Deno.test("Spot.run() and ask() leave points out of the design that are given or told", async () => {
  const funControl = funControlInit({ lower: [0], upper: [9], varType: ["int"], funEvals: 10 });
  const designControl = designControlInit({ initSize: 7 });
  const make = () => new Spot({ fun: ([a]) => a, funControl, designControl });
  const spot = await make().run({ xStart: [[3], [4], [5]] });
  assertEquals(new Set(spot.X.map(String)).size, 10);
  const told = make();
  told.tell([[3], [4]], [3, 4]);
  assertEquals(told.ask(7).map(({ x }) => String(x)).filter((x) => x === "3" || x === "4"), []);
});
