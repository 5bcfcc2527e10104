import { assertEquals, assertThrows } from "@std/assert";
import { funControlInit, type FunControlOptions } from "../../spot/control/fun_control.ts";

const two = [{ name: "error" }, { name: "speed", direction: "maximize" }] as const;
const bounds = { lower: [0], upper: [1] };

Deno.test("funControlInit() resolves the objectives' directions and penalizes failures", () => {
  const { objectives, failures, referencePoint } = funControlInit({ ...bounds, objectives: two });
  assertEquals(objectives, [
    { name: "error", direction: "minimize" },
    { name: "speed", direction: "maximize" },
  ]);
  assertEquals([failures, referencePoint], ["penalize", undefined]);
  const again = funControlInit({ ...bounds, objectives, referencePoint: [1, 2] });
  assertEquals([again.objectives, again.referencePoint], [objectives, [1, 2]]);
});

const refused: readonly (readonly [options: unknown, message: string])[] = [
  [{ objectives: [] }, "'objectives' must be an array of at least one objective"],
  [{ objectives: "error" }, "'objectives' must be an array of at least one objective"],
  [{ objectives: ["error"] }, "with 'objectives[0]' as options must be an object"],
  [{ objectives: [{ name: "" }] }, "'name' must be a name that is not empty"],
  [{ objectives: [{ direction: "minimize" }] }, "'name' must be a name that is not empty"],
  [
    { objectives: [{ name: "a", direction: "maximise" }] },
    "must be one of minimize, maximize: current value is \"maximise\"; did you mean 'maximize'?",
  ],
  [{ objectives: [{ name: "a", weight: 2 }] }, "option 'weight' is unknown"],
  [
    { objectives: [{ name: "a" }, { name: "a" }] },
    "the names of 'objectives' must differ: current ones have \"a\" twice",
  ],
  [{ referencePoint: [1, 1] }, "'referencePoint' must go with several 'objectives'"],
  [
    { objectives: two, referencePoint: [1] },
    "'referencePoint' must have one number for each of the 2 objectives: current value is [1]",
  ],
  [
    { objectives: two, referencePoint: [1, 2, 3] },
    "'referencePoint' must have one number for each of the 2 objectives",
  ],
  [{ objectives: two, referencePoint: [1, NaN] }, "'referencePoint[1]' must be"],
  [{ objectives: two, referencePoint: [1, Infinity] }, "'referencePoint[1]' must be"],
  [{ objectives: [two[0]], referencePoint: [1] }, "must go with several 'objectives'"],
  [{ objectives: two, weights: [1, 2] }, "'weights' must be left out with several 'objectives'"],
  [{ objectives: [two[0]], weights: -1 }, "'weights' must be left out with 'objectives'"],
  [{ objectives: two, mo2so: () => 1 }, "'mo2so' must be left out with several 'objectives'"],
  [{ objectives: two, penaltyNA: 3 }, "'penaltyNA' must be left out with several 'objectives'"],
  [
    { objectives: two, noise: true, ocbaDelta: 1 },
    "'ocbaDelta' must be 0 with several 'objectives': current value is 1",
  ],
  [
    { objectives: two, infillCriterion: "pi" },
    "'infillCriterion' must be \"auto\" with several 'objectives': current value is \"pi\"",
  ],
  [{ objectives: two, pruning: "median" }, "'pruning' needs one objective, without 'objectives'"],
  [{ failures: "ignore" }, "'failures' must be one of penalize, avoid"],
];

for (const [options, message] of refused) {
  Deno.test(`funControlInit() refuses what breaks a rule: ${message}`, () => {
    const given = { ...bounds, ...options as FunControlOptions };
    const error = assertThrows(() => funControlInit(given), Error, message);
    assertEquals(error.message.startsWith("Cannot make the run's controls "), true);
  });
}
