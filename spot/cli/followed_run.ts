/** A run whose progress is shown, and which says what is saved if it is interrupted. @module */
import { shorten } from "../core/options/options.ts";
import type { RunRecord } from "../record.ts";
import type { ServedReport } from "../report/live/serve_report.ts";
import type { Progress } from "../run/progress.ts";
import type { SpotOptions } from "../run/spot_options.ts";
import { Spot } from "../spot.ts";
import type { CommandContext } from "./command.ts";
import { createProgressDisplay } from "./progress_display.ts";

/** How a run is shown. */
export interface FollowedRunOptions {
  /** What is tuned. */
  readonly label: string;
  /** Whether what the objective gives is the negative of y. */
  readonly maximize: boolean;
  /** The log that keeps its rows, if one does. */
  readonly log: string | undefined;
  /** The page that shows it while it goes on. */
  readonly page?: ServedReport;
  /** Points to evaluate first. */
  readonly xStart?: readonly (readonly number[])[];
}

const LONGEST_FAILURE = 500;

/** Runs a tuning. */
export async function followRun(
  options: SpotOptions & { readonly funControl: NonNullable<SpotOptions["funControl"]> },
  { label, maximize, log, page, xStart }: FollowedRunOptions,
  { signal, setFarewell }: CommandContext,
): Promise<RunRecord> {
  const spot = new Spot(options);
  const display = createProgressDisplay({ total: options.funControl.funEvals });
  let rows = 0;
  setFarewell(() => farewell(rows, log));
  const onResult = (progress: Progress) => {
    rows++;
    const { done, failures, pruned, best, front, row: { row, failure } } = progress;
    if (failure) display.tell(`Row ${row} failed: ${shorten(failure.message, LONGEST_FAILURE)}`);
    const state = { label, done, failures, pruned, front };
    display.update({ ...state, best: maximize ? -best : best });
  };
  page?.show(spot);
  try {
    return (await spot.run({ signal, onResult, xStart })).record;
  } finally {
    display.stop();
  }
}

function farewell(rows: number, log: string | undefined): string {
  return log === undefined
    ? `${rows} rows are lost; with --log <file> they are kept, and the run can be resumed`
    : `${rows} rows are saved in ${log}; \`spot resume ${log}\` goes on from there`;
}
