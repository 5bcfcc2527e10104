/** What a long fault test found. */
import { expectedOf } from "../_rows.ts";
import type { EvaluationResult } from "../../../backends/testing.ts";

/** Compares results with the sequential ones; tells, and remembers, whether all is well. */
export async function judge(
  what: string,
  results: readonly EvaluationResult[],
  rows: number,
): Promise<void> {
  const expected = await expectedOf(rows);
  const values = new Map(results.map(({ row, responses }) => [row, responses[0]]));
  const lost = rows - values.size;
  const twice = results.length - values.size;
  const differ = expected.filter((value, row) => !Object.is(values.get(row), value)).length;
  hold(
    what,
    lost === 0 && twice === 0 && differ === 0,
    `${lost} lost, ${twice} counted twice, ` +
      `${differ} with other bits of ${rows}`,
  );
}

/** Tells whether something holds; if not, the script fails in the end. */
export function hold(what: string, holds: boolean, found: unknown): void {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}: ${found}`);
  if (!holds) Deno.exitCode = 1;
}
