import { assertEquals } from "@std/assert";
import {
  responseFromUnits,
  responseInUnits,
  responseUnitOf,
} from "../../spot/infill/response_unit.ts";

Deno.test("responseUnitOf() maps the smallest response to 0 and the largest to 1", () => {
  for (const y of [[3, 1, 2], [-1e-200, 1e-200], [1e12, 1e12 + 1], [-1e300, 7e307]]) {
    const units = responseUnitOf(y);
    assertEquals(responseInUnits(Math.min(...y), units), 0);
    assertEquals(responseInUnits(Math.max(...y), units), 1);
    assertEquals(responseFromUnits(0, units), Math.min(...y));
  }
});

Deno.test("responseUnitOf() has a unit if responses are equal, or span more than the largest number", () => {
  assertEquals(responseUnitOf([5, 5]), { origin: 5, unit: 1 });
  const units = responseUnitOf([-Number.MAX_VALUE, Number.MAX_VALUE]);
  assertEquals(responseInUnits(Number.MAX_VALUE, units), 2);
});
