import { assert, assertEquals } from "@std/assert";
import { contourFigure, parallelCoordinatesFigure, toSvg } from "../../spot/report/mod.ts";
import { fitRecord } from "../../spot/report/importance.ts";
import { funControlInit } from "../../spot/control/fun_control.ts";
import { defineSpace, float, int } from "../../spot/core/space/define_space.ts";
import { Spot } from "../../spot/spot.ts";

const space = defineSpace({
  rate: float(1e-5, 1, { scale: "log" }),
  n: int(1, 1000, { scale: "log" }),
});
const funControl = funControlInit({ space, funEvals: 12, seed: 2 });
const { record } = await new Spot({
  fun: ([rate, n]) => Math.abs(Math.log10(rate) + 3) + Math.abs(Math.log10(n) - 1.5),
  funControl,
}).run();

interface Layered {
  readonly layer: readonly { readonly data: { readonly values: readonly Cell[] } }[];
}
interface Cell {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly axis: string;
  readonly place: number;
}

Deno.test("contourFigure() draws cells of the same factor on logarithmic axes", async () => {
  const figure = contourFigure(record, { model: fitRecord(record)!, variables: ["rate", "n"] });
  const { values } = (figure as unknown as Layered).layer[0].data;
  const starts = [...new Set(values.map(({ x }) => x))].sort((a, b) => a - b);
  const factors = starts.slice(1).map((start, i) => start / starts[i]);
  assert(Math.max(...factors) / Math.min(...factors) < 1 + 1e-9);
  const text = JSON.stringify(figure);
  assertEquals(text.split(`"type":"log"`).length - 1 >= 2, true);
  const svg = await toSvg(figure);
  for (const shown of ["undefined", "before", "NaN"]) assert(!svg.includes(shown), shown);
  for (const label of ["0.001", "100"]) assert(svg.includes(`>${label}<`), label);
});

Deno.test("parallelCoordinatesFigure() places values on the variable's scale", () => {
  const figure = parallelCoordinatesFigure(record) as unknown as Layered;
  const places = figure.layer[1].data.values.filter(({ axis }) => axis === "rate");
  const expected = record.rows.map(({ x }) => (Math.log10(x[0]) + 5) / 5).sort((a, b) => a - b);
  const drawn = places.map(({ place }) => place).sort((a, b) => a - b);
  drawn.forEach((place, i) => assert(Math.abs(place - expected[i]) < 1e-9));
});
