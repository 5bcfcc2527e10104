/** The routine that plays tapes. @module */
import { add, call, equal, loadWord, locals, loop, routine, set, when } from "./assembler.ts";
import type { Routine } from "./module_bytes.ts";

/**
 * Makes a routine that plays a tape: so many words from a place on, as createRecorder() has them.
 *
 * @param routines The first ones of the module that it will be in.
 * @param given The operands with which they all begin; those of the player, too.
 */
export function player(
  routines: Readonly<Record<string, Routine>>,
  given: Readonly<Record<string, "i32">>,
): Routine {
  const operandCounts = Object.values(routines).map((make) => make().parameters.length);
  const parameters: Record<string, "i32"> = { ...given, place: "i32", count: "i32" };
  return routine(parameters, ({ place, count, ...shared }) => {
    const [played, number] = locals("i32", 2);
    const first = Object.values(shared);
    const playIfNamed = (operandCount: number, i: number) => {
      const own = operandCount - first.length;
      const operands = Array.from({ length: own }, (_, j) => loadWord(place, 1 + j));
      return when(equal(number, i), [
        call(i, [...first, ...operands]),
        set(place, add(place, 4 * (1 + own))),
        set(played, add(played, 1 + own)),
      ]);
    };
    return loop(played, 0, count, 0, [
      set(number, loadWord(place, 0)),
      operandCounts.map(playIfNamed),
    ]);
  });
}
