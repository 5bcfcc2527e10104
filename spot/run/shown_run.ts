/** A run as consoles and notebooks show it. @module */
import { numberText } from "../core/exact/number_text.ts";
import { paretoFront } from "../front.ts";
import { hasFront, incumbentOf } from "../incumbent.ts";
import type { RunRecord } from "../record.ts";

/** A run in one line: how far it is, and the best so far. */
export function runLine(record: RunRecord): string {
  const result = hasFront(record)
    ? `front of ${paretoFront(record).length}`
    : `best y ${numberText(incumbentOf(record)?.y ?? NaN)}`;
  return `${record.rows.length} of ${record.funEvals} evaluations, ${result}`;
}

/** What a notebook shows of a run: texts by media type. */
export async function shownRun(record: RunRecord): Promise<Readonly<Record<string, string>>> {
  // By its address, not by a literal name: only who looks at a run loads what draws it, not every
  // script and worker.
  const { runMedia } = await import(new URL("../report/display/run_look.ts", import.meta.url).href);
  return await runMedia(record);
}
