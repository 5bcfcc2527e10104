import { assert, assertEquals } from "@std/assert";
import { defineSpace, float, funControlInit, surrogateControlInit } from "../../mod.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { fitModel } from "../../spot/infill/infill_model.ts";
import { responseInUnits } from "../../spot/infill/response_unit.ts";
import type { FittedKriging } from "../../spot/surrogate/fitted_kriging.ts";
import { bumpy } from "../surrogate/_bumpy.ts";

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

Deno.test("fitModel() under noise has a nugget alone, unless bumps are to be told from noise", () => {
  const { X, y } = bumpy(70);
  const space = funControlInit({ lower: [0, 0], upper: [1, 1] }).variables;
  const fit = (noise: boolean, tellsBumps: boolean) => {
    const models: FittedKriging[] = [];
    fitModel(
      { space, X, y, noise, random: createStream("fit"), onFitted: (model) => models.push(model) },
      surrogateControlInit(),
      { rescale: false, tellsBumps },
    );
    return models[0];
  };
  assertEquals(fit(true, false).fineStructure, undefined);
  const [exact, noisy] = [fit(false, true), fit(true, true)];
  assert(exact.fineStructure && noisy.fineStructure);
  assertEquals(exact.lambdaLog10, -8);
  assert(noisy.lambdaLog10 > -5, `${noisy.lambdaLog10}`);
});
