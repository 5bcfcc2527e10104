import { assertEquals, assertThrows } from "@std/assert";
import { funControlInit } from "../spot/control/fun_control.ts";
import { designControlInit } from "../spot/design/design_control.ts";
import { Spot } from "../spot/spot.ts";

const sphere = (x: readonly number[]): number => x.reduce((sum, value) => sum + value * value, 0);
const square = { lower: [-5, -5], upper: [5, 5] };

Deno.test("Spot.ask() and tell() give the run's points to a loop of the user's own", async () => {
  const funControl = funControlInit({ ...square, funEvals: 12, seed: 1 });
  const designControl = designControlInit({ initSize: 5 });
  const own = new Spot({ fun: sphere, funControl, designControl });
  while (own.y.length < 12) {
    const X = own.ask();
    own.tell(X, X.map(({ x }) => sphere(x)));
  }
  const spot = await new Spot({ fun: sphere, funControl, designControl }).run();
  assertEquals([own.X, own.y], [spot.X, spot.y]);
});

Deno.test("Spot.tell() takes points that were not asked for, and failures", () => {
  const spot = new Spot({ fun: sphere, funControl: funControlInit(square) });
  spot.tell([[1, 1], [2, 2]], [2, NaN]);
  assertEquals(spot.record.rows.map(({ origin }) => origin), ["told", "told"]);
  assertEquals(spot.y, [2, NaN]);
  assertEquals(spot.ask(3).length, 3);
  assertThrows(() => spot.tell([[1, 1]], []), RangeError, "one entry per point");
  assertThrows(() => spot.tell([[1, 11]], [1]), RangeError, "from -5 to 5");
  assertThrows(() => spot.ask(0), RangeError, "'nPoints' must be a positive integer");
});
