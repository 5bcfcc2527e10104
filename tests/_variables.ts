/** Variables of search spaces, for tests. */
import type { Level, Variable } from "../spot/core/space/variable.ts";

export const float = (name: string, lower = 0, upper = 1): Variable => (
  { name, type: "float", lower, upper }
);
export const int = (name: string, lower: number, upper: number): Variable => (
  { name, type: "int", lower, upper }
);
export const factor = (name: string, levels: readonly Level[]): Variable => (
  { name, type: "factor", lower: 0, upper: levels.length - 1, levels }
);
