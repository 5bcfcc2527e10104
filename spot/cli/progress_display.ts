/** Progress on stderr: a bar where it is a terminal, plain lines where it is not. @module */
// @ts-types="./cli_progress.d.ts"
import cliProgress from "cli-progress";
import { numberTexts } from "../core/exact/number_text.ts";
import { duration } from "../report/encoding/duration.ts";
import { printableMessage } from "../report/encoding/printable.ts";
import { notify, printError } from "../core/options/notify.ts";
import { terminalStream } from "./terminal_stream.ts";

/** How far the work is. */
export interface ProgressState {
  /** The run that is under way. */
  readonly label: string;
  /** Rows finished in all runs. */
  readonly done: number;
  /** The smallest y so far in this run; NaN if there is none. */
  readonly best: number;
  /** With several objectives: how many rows are on the front, in the place of the best. */
  readonly front?: number;
  readonly failures: number;
  /** Rows given up as hopeless. @default {0} */
  readonly pruned?: number;
}

/** Shows progress. */
export interface ProgressDisplay {
  update(state: ProgressState): void;
  /** Tells what happened meanwhile; the next update follows it. */
  tell(line: string): void;
  stop(): void;
}

/** Options of {@linkcode createProgressDisplay}. */
export interface ProgressDisplayOptions {
  /** Rows in all. */
  readonly total: number;
  /** @default {whether stderr is a terminal} */
  readonly terminal?: boolean;
  /** Takes plain lines. @default {prints on stderr} */
  readonly writeLine?: (line: string) => void;
  /** Draws the bar. @default {writes to stderr} */
  readonly draw?: (text: string) => void;
}

const LINE_INTERVAL_MS = 2000;

/** Makes a display for a known number of rows. */
export function createProgressDisplay(options: ProgressDisplayOptions): ProgressDisplay {
  const { total, terminal = Deno.stderr.isTerminal(), writeLine = printError, draw } = options;
  const textOf = createText(total);
  return terminal ? barDisplay(total, textOf, draw) : lineDisplay(total, { textOf, writeLine });
}

type TextOf = (state: ProgressState) => string;

function barDisplay(
  total: number,
  textOf: TextOf,
  draw?: (text: string) => void,
): ProgressDisplay {
  const stream = terminalStream(draw);
  const bar = new cliProgress.SingleBar({
    stream,
    format: "{bar} {value}/{total} {text}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0, { text: "starting" });
  return {
    update: (state) => bar.update(state.done, { text: textOf(state) }),
    tell: (line) => void stream.write(`\r\x1b[K${printableMessage(line)}\n`),
    stop: () => bar.stop(),
  };
}

function lineDisplay(
  total: number,
  { textOf, writeLine }: {
    readonly textOf: TextOf;
    readonly writeLine: (line: string) => void;
  },
): ProgressDisplay {
  let toldMs = -Infinity;
  let toldLabel = "";
  return {
    update: (state) => {
      const { label, done } = state;
      const now = performance.now();
      const due = now - toldMs >= LINE_INTERVAL_MS || label !== toldLabel || done === total;
      if (!due) return;
      [toldMs, toldLabel] = [now, label];
      notify("writeLine", { listener: writeLine, told: `${done}/${total} ${textOf(state)}` });
    },
    tell: (line) => notify("writeLine", { listener: writeLine, told: printableMessage(line) }),
    stop: () => {},
  };
}

/** Words for a state; the best is told apart from the best before it. */
function createText(total: number): TextOf {
  const startMs = performance.now();
  let best = NaN;
  let before = NaN;
  return (state) => {
    if (!Object.is(state.best, best)) [before, best] = [best, state.best];
    const [bestText] = numberTexts([best, before]);
    const { done, failures, pruned = 0 } = state;
    const failed = failures > 0 ? `, ${failures} failed` : "";
    const given = pruned > 0 ? `, ${pruned} pruned` : "";
    const leftMs = (performance.now() - startMs) / Math.max(1, done) * (total - done);
    const left = done === 0 ? "?" : duration(leftMs);
    const result = state.front === undefined
      ? `best of this run ${Number.isNaN(best) ? "none yet" : bestText}`
      : `front of ${state.front}`;
    return `${printableMessage(state.label)}: ${result}${failed}${given}, ${left} left`;
  };
}
