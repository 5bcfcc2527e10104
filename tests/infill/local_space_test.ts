import { assertEquals } from "@std/assert";
import { localSpace } from "../../spot/infill/local_space.ts";
import { factor, float, int } from "../_variables.ts";

Deno.test("localSpace() cuts a box inside the bounds, factors keep all levels", () => {
  const floats = [float("a", 0, 10), float("b", 0, 10)];
  const space = [...floats, int("m", 0, 100), int("n", 1, 4), factor("f", ["a", "b", "c"])];
  const local = localSpace(space, [5, 9.5, 40, 4, 1], 0.2);
  assertEquals(local.map(({ lower, upper }) => [lower, upper]), [
    [4, 6],
    [8.5, 10],
    [30, 50],
    [3, 4],
    [0, 2],
  ]);
});
