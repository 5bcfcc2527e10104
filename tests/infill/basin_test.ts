import { assertEquals } from "@std/assert";
import { createDomain } from "../../spot/core/space/domain.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { basinOf } from "../../spot/infill/basin.ts";
import type { ProposalRequest } from "../../spot/infill/proposal.ts";
import { optimizerControlInit } from "../../spot/search/optimizer_control.ts";
import { surrogateControlInit } from "../../spot/surrogate/surrogate_control.ts";
import { float } from "../_variables.ts";

/** Points at 0, 1, ... 10 of a range from 0 to 128, responding with their numbers. */
function requestOf(overrides: Partial<ProposalRequest> = {}): ProposalRequest {
  const space = [float("a", 0, 128)];
  const X = Array.from({ length: 11 }, (_, i) => [i]);
  return {
    ...{ space, X, exclude: X, pending: [], noise: false, nPoints: 1, batch: 1, steps: [] },
    y: X.map(([a]) => a),
    domain: createDomain(space),
    random: createStream("basin"),
    surrogateControl: surrogateControlInit(),
    optimizerControl: optimizerControlInit(),
    infillCriterion: "auto",
    toleranceX: 0,
    ...overrides,
  };
}
const coordinates = ({ X }: ProposalRequest) => X.map(([a]) => a);

Deno.test("basinOf() has the points within the side, in their order, and the space around them", () => {
  const basin = basinOf(requestOf(), { centre: [6], side: 3 / 128 });
  assertEquals(coordinates(basin), [3, 4, 5, 6, 7, 8, 9]);
  assertEquals(basin.y, [3, 4, 5, 6, 7, 8, 9]);
  assertEquals([basin.space[0].lower, basin.space[0].upper], [3, 9]);
});

Deno.test("basinOf() has two points per variable and two more if the side is small, and as large a space", () => {
  const basin = basinOf(requestOf(), { centre: [6], side: 0.001 });
  assertEquals(coordinates(basin), [4, 5, 6, 7]);
  assertEquals([basin.space[0].lower, basin.space[0].upper], [4, 8]);
});

Deno.test("basinOf() has all points if there are few", () => {
  const few = requestOf({ X: [[1], [90]], y: [1, 90] });
  assertEquals(coordinates(basinOf(few, { centre: [1], side: 0.01 })), [1, 90]);
});

Deno.test("basinOf() picks what belongs to its points, and leaves out what no model is to see", () => {
  const numbers = Array.from({ length: 11 }, (_, i) => i);
  const basin = basinOf(
    requestOf({
      deviations: numbers.map((i) => i / 10),
      feasibility: {
        violations: numbers.map((i) => i % 2),
        isLeftOut: numbers.map((i) => i === 5),
        constraints: [],
      },
    }),
    { centre: [6], side: 2.5 / 128 },
  );
  assertEquals(coordinates(basin), [4, 6, 7, 8]);
  assertEquals(basin.deviations, [0.4, 0.6, 0.7, 0.8]);
  assertEquals(basin.feasibility?.violations, [0, 0, 1, 0]);
  assertEquals(basin.feasibility?.isLeftOut, [false, false, false, false]);
});
