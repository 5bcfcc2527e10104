import { assert, assertEquals } from "@std/assert";
import { latinHypercube } from "../../spot/design/latin_hypercube.ts";
import { createStream } from "../../spot/core/random/stream.ts";
import { factor, float, int } from "../_variables.ts";

const continuous = float("f", -2, 6);
const integer = int("i", 2, 5);
const leveled = factor("a", ["a", "b", "c"]);

Deno.test("latinHypercube() holds one point in each stratum of a continuous variable", () => {
  for (let seed = 0; seed < 20; seed++) {
    const X = latinHypercube([continuous, continuous], 10, createStream(seed));
    for (const column of [0, 1]) {
      const strata = X.map((x) => Math.floor((x[column] + 2) / 8 * 10)).sort((a, b) => a - b);
      assertEquals(strata, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  }
});

Deno.test("latinHypercube() spreads levels and integers evenly if n is a multiple of them", () => {
  const X = latinHypercube([integer, leveled], 12, createStream(1));
  const count = (column: number, value: number) => X.filter((x) => x[column] === value).length;
  assertEquals([2, 3, 4, 5].map((value) => count(0, value)), [3, 3, 3, 3]);
  assertEquals([0, 1, 2].map((value) => count(1, value)), [4, 4, 4]);
});

Deno.test("latinHypercube() gives every level the same probability, the end levels too", () => {
  const counts = [0, 0, 0];
  for (let seed = 0; seed < 3000; seed++) {
    counts[latinHypercube([leveled], 1, createStream(seed))[0][0]]++;
  }
  // Four standard deviations of a binomial with n = 3000 and p = 1/3 are 103.
  for (const count of counts) assert(Math.abs(count - 1000) < 103, `counts are ${counts}`);
});
