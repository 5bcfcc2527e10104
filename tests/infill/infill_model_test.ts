import { assert, assertEquals } from "@std/assert";
import { defineSpace, float, funControlInit, surrogateControlInit } from "../../mod.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { fitModel } from "../../spot/infill/infill_model.ts";
import { responseInUnits } from "../../spot/infill/response_unit.ts";

Deno.test("fitModel() takes predictions for the incumbent under noise, also without replicates", () => {
  const X = Array.from({ length: 17 }, (_, i) => [i / 2 - 4]);
  const y = X.map(([a]) => a === 3 ? -2 : (a - 1) * (a - 1)); // one lucky response
  const space = funControlInit({ space: defineSpace({ a: float(-4, 4) }) }).variables;
  const fit = (noise: boolean) =>
    fitModel({ space, X, y, noise, random: createStream("fit") }, surrogateControlInit(), {
      rescale: false,
    });
  const [exact, noisy] = [fit(false), fit(true)];
  assertEquals(exact.incumbent, responseInUnits(-2, exact.units));
  assert(noisy.incumbent > responseInUnits(-1, noisy.units), `${noisy.incumbent}`);
});
