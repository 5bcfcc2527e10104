/** Progress on stderr: a bar where it is a terminal, plain lines where it is not. @module */
// @ts-types="./cli_progress.d.ts"
import cliProgress from "cli-progress";

/** How far the work is. */
export interface ProgressState {
  /** The run that is under way. */
  readonly label: string;
  /** Rows finished in all runs. */
  readonly done: number;
  /** The smallest y so far in this run; NaN if there is none. */
  readonly best: number;
  readonly failures: number;
}

/** Shows progress. */
export interface ProgressDisplay {
  update(state: ProgressState): void;
  stop(): void;
}

/** Options of {@linkcode createProgressDisplay}. */
export interface ProgressDisplayOptions {
  /** Rows in all. */
  readonly total: number;
  /** @default {whether stderr is a terminal} */
  readonly terminal?: boolean;
  /** Takes plain lines. @default {console.error} */
  readonly writeLine?: (line: string) => void;
}

const LINE_INTERVAL_MS = 2000;

/** Makes a display for a known number of rows. */
export function createProgressDisplay(options: ProgressDisplayOptions): ProgressDisplay {
  const { total, terminal = Deno.stderr.isTerminal(), writeLine = console.error } = options;
  return terminal ? barDisplay(total) : lineDisplay(total, writeLine);
}

function barDisplay(total: number): ProgressDisplay {
  const bar = new cliProgress.SingleBar({
    format: "{bar} {value}/{total} {text}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  });
  const startMs = performance.now();
  bar.start(total, 0, { text: "starting" });
  return {
    update: (state) => bar.update(state.done, { text: textOf(state, { total, startMs }) }),
    stop: () => bar.stop(),
  };
}

function lineDisplay(total: number, writeLine: (line: string) => void): ProgressDisplay {
  const startMs = performance.now();
  let toldMs = -Infinity;
  let toldLabel = "";
  return {
    update: (state) => {
      const { label, done } = state;
      const now = performance.now();
      const due = now - toldMs >= LINE_INTERVAL_MS || label !== toldLabel || done === total;
      if (!due) return;
      [toldMs, toldLabel] = [now, label];
      writeLine(`${done}/${total} ${textOf(state, { total, startMs })}`);
    },
    stop: () => {},
  };
}

function textOf(
  { label, done, best, failures }: ProgressState,
  { total, startMs }: { readonly total: number; readonly startMs: number },
): string {
  const bestText = Number.isNaN(best) ? "none yet" : best.toPrecision(6);
  const failed = failures > 0 ? `, ${failures} failed` : "";
  const leftMs = (performance.now() - startMs) / Math.max(1, done) * (total - done);
  const left = done === 0 ? "?" : duration(leftMs);
  return `${label}: best of this run ${bestText}${failed}, ${left} left`;
}

/** A length of time for people: 0.4 s, 12 s, 3 min, 2 h 5 min. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
