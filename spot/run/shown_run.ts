/** A run in a notebook. @module */
import type { RunRecord } from "../record.ts";

/** What a notebook shows of a run: texts by media type. */
export async function shownRun(record: RunRecord): Promise<Readonly<Record<string, string>>> {
  // By its address, not by a literal name: only who looks at a run loads what draws it, not every
  // script and worker.
  const { runMedia } = await import(new URL("../report/display/run_look.ts", import.meta.url).href);
  return await runMedia(record);
}
