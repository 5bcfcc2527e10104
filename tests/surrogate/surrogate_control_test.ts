import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { Kriging } from "../../spot/surrogate/kriging.ts";
import type { Surrogate } from "../../spot/surrogate/surrogate.ts";
import {
  surrogateControlInit,
  type SurrogateControlOptions,
} from "../../spot/surrogate/surrogate_control.ts";

Deno.test("surrogateControlInit() fills in the defaults", () => {
  const { surrogate, kriging } = surrogateControlInit();
  assert(surrogate instanceof Kriging);
  assertEquals(kriging?.maxSurrogatePoints, 300);
  assertEquals([kriging?.kernel, kriging?.method], ["matern52Product", "composite"]);
  assertEquals([kriging?.thetaBounds, kriging?.lambdaBounds], [[-3, 2], [-10, 0]]);
});

Deno.test("surrogateControlInit() takes undefined for the default", () => {
  const { kriging } = surrogateControlInit({ kernel: undefined, method: "interpolation" });
  assertEquals([kriging?.kernel, kriging?.method], ["matern52Product", "interpolation"]);
});

Deno.test("surrogateControlInit() takes another surrogate", () => {
  const mean: Surrogate = {
    fit: (_, y) => {
      const average = y.reduce((sum, value) => sum + value, 0) / y.length;
      return {
        predict: (X) => ({
          mean: new Float64Array(X.length).fill(average),
          sd: new Float64Array(X.length).fill(1),
        }),
      };
    },
  };
  const control = surrogateControlInit({ surrogate: mean, kernel: undefined });
  assertStrictEquals(control.surrogate, mean);
});

Deno.test("surrogateControlInit() refuses what it does not know", () => {
  const refused = (options: unknown, message: string) =>
    assertThrows(() => surrogateControlInit(options as SurrogateControlOptions), Error, message);
  refused({ maxSurrogatePoint: 5 }, "did you mean 'maxSurrogatePoints'?");
  refused({ variables: [] }, "option 'variables' is unknown");
  refused({ surrogate: 3 }, "'surrogate' must be an object with a method 'fit'");
  refused({ surrogate: new Kriging(), kernel: "exp" }, "'kernel' is an option of Kriging");
  refused({ kernel: "cubic" }, "Cannot make surrogate controls as 'kernel' must be one of gauss");
});
