import { assertEquals } from "@std/assert";
import { rankedResponses } from "../../spot/infill/ranked_responses.ts";

const unknown = { isLeftOut: [], constraints: [] };

Deno.test("rankedResponses() are the responses if nothing tells feasible points apart", () => {
  assertEquals(rankedResponses({ y: [3, 1] }), [3, 1]);
});

Deno.test("rankedResponses() puts points that are not feasible behind those that are", () => {
  const feasibility = { ...unknown, violations: [0, 0.5, 0, Infinity] };
  assertEquals(rankedResponses({ y: [3, 1, 2, 5], feasibility }), [3, 5, 2, 5]);
});

Deno.test("rankedResponses() ranks by violations while no point is feasible, failed ones last", () => {
  const feasibility = { ...unknown, violations: [0.5, 2, Infinity] };
  assertEquals(rankedResponses({ y: [3, 1, 2], feasibility }), [0.5, 2, 4]);
});
