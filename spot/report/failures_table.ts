/** Why rows failed: equal reasons together, the most frequent first. @module */
import type { RunRecord } from "../record.ts";
import { shortenToWidth } from "./encoding/display_width.ts";
import { printableMessage } from "./encoding/printable.ts";
import type { Cell } from "./text_table.ts";

/** The header of {@linkcode failuresCells}. */
export const failuresHeader: readonly string[] = ["failed", "kind", "evaluations", "message"];

const LONGEST_MESSAGE = 400;
const MOST_REASONS = 20;
/** Evaluations that are named for each reason. */
const MOST_NAMED = 5;

/** One line for each reason; the last one tells of reasons that are left out. */
export function failuresCells({ rows }: RunRecord): Cell[][] {
  const failed = rows.flatMap(({ row, failure }) => failure ? [{ row, ...failure }] : []);
  const reasons = Map.groupBy(failed, ({ kind, message }) => JSON.stringify([kind, message]));
  const groups = [...reasons.values()].sort((a, b) => b.length - a.length);
  const cells = groups.slice(0, MOST_REASONS).map((group): Cell[] => {
    const named = group.slice(0, MOST_NAMED).map(({ row }) => row + 1).join(", ");
    const message = shortenToWidth(printableMessage(group[0].message), LONGEST_MESSAGE);
    const more = group.length > MOST_NAMED ? ", ..." : "";
    return [group.length, group[0].kind, `${named}${more}`, message];
  });
  const others = groups.slice(MOST_REASONS);
  if (others.length === 0) return cells;
  const count = others.reduce((sum, group) => sum + group.length, 0);
  return [...cells, [count, "", "", `of ${others.length} further reasons`]];
}
