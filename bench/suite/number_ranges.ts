/** Numbers on the command line as ranges. @module */
import { integer, type Kind, listOf } from "../../spot/core/options/options.ts";

/** Integers from 1 to `max`; on the command line such as `1-5,71`. */
export function numberRanges(max?: number): Kind<readonly number[]> {
  const { check, rule } = listOf(integer(1, max));
  return {
    rule,
    check,
    parse: (text) => [...new Set(text.split(",").flatMap(numbersOf))],
    textRule: "numbers or ranges separated by commas, such as 1-5,71",
    placeholder: "ranges",
  };
}

function numbersOf(part: string): (number | undefined)[] {
  const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
  const count = Number(last) - Number(first) + 1;
  return count >= 1 && count <= 1000
    ? Array.from({ length: count }, (_, i) => Number(first) + i)
    : [undefined];
}
