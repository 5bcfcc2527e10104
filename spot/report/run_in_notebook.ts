/** Runs in a notebook's cell: seen while they go on, and ended by the notebook's stop button. @module */
import { printError } from "../core/options/notify.ts";
import {
  abortSignal,
  anything,
  number,
  type OptionTable,
  resolveOptions,
} from "../core/options/options.ts";
import type { RunRecord } from "../record.ts";
import { LONGEST_TIMER_MS } from "../run/deadline.ts";
import { type Progress, progressLine } from "../run/progress.ts";
import type { MediaBundle } from "./display/look.ts";
import { progressMedia, runMedia } from "./display/run_look.ts";

/** What can run in a notebook: a `Spot`. */
export interface NotebookRunnable {
  /** The record of the run so far. */
  readonly record: RunRecord;
  /** Begins the run. */
  run(options: {
    readonly xStart?: readonly (readonly number[])[];
    readonly signal: AbortSignal;
    readonly onResult: (progress: Progress) => void;
  }): Promise<unknown>;
}

/** Options of {@linkcode runInNotebook}. */
export interface RunInNotebookOptions {
  /** Points to evaluate first, as `run()` takes them. */
  readonly xStart?: readonly (readonly number[])[];
  /** Ends the run, as the stop button does. */
  readonly signal?: AbortSignal;
  /** The shortest time between two looks at the run, in milliseconds. @default {1000} */
  readonly everyMs?: number;
}

const table = {
  // `run()` checks the points.
  xStart: { kind: anything<readonly (readonly number[])[]>(), default: [] },
  signal: { kind: abortSignal },
  everyMs: { kind: number({ min: 0, max: LONGEST_TIMER_MS }), default: 1000 },
} satisfies OptionTable<RunInNotebookOptions>;

/** Drawing takes at most this share of the time. */
const DRAWING = 0.1;
/** Deno's kernel may tell sooner that a cell is done than what it showed last, which is then not seen. */
const SETTLING_MS = 100;

/**
 * Runs with one display below the cell that follows the run: how far it is and its progress figure, in the
 * end the whole result. Outside a notebook, lines on stderr tell the progress.
 *
 * The notebook's stop button (an interrupt, SIGINT) ends the run: the cell fails with an `AbortError`,
 * so that no later cell is started, and the kernel lives on. What is finished stays in the record, and in the log
 * if there is one, from which a new `Spot` goes on; rows under way are lost.
 *
 * @throws {DOMException} If the run was interrupted; whatever else `run()` throws.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { runInNotebook } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
 * const spot = new Spot({ fun: ([a, b]) => a * a + b * b, funControl });
 * await runInNotebook(spot);
 * ```
 */
export async function runInNotebook(
  spot: NotebookRunnable,
  options: RunInNotebookOptions = {},
): Promise<void> {
  const { xStart, signal, everyMs } = resolveOptions("run in a notebook", table, options);
  using stop = new StopButton(() => keptText(spot.record));
  const view = new LiveView(spot, everyMs);
  const running = spot.run({
    xStart,
    signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    onResult: (progress) => view.tell(progress),
  });
  await view.follow(running);
  await running;
}

/** What is told of an interrupted run. */
function keptText({ rows, funEvals }: RunRecord): string {
  return `Interrupted: ${rows.length} of ${funEvals} evaluations are finished, in the record and in the log ` +
    "if there is one, from which a new Spot goes on";
}

/** Aborts at an interrupt, which would end the kernel if nobody listened. */
class StopButton implements Disposable {
  readonly #controller = new AbortController();
  readonly #listener: () => void;

  constructor(reason: () => string) {
    this.#listener = () => this.#controller.abort(new DOMException(reason(), "AbortError"));
    Deno.addSignalListener("SIGINT", this.#listener);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    Deno.removeSignalListener("SIGINT", this.#listener);
  }
}

/** What Deno's kernel offers. */
interface Kernel {
  display(
    media: MediaBundle,
    options: { readonly raw: true; readonly display_id: string; readonly update: boolean },
  ): Promise<void>;
}

/** Undefined outside a notebook, where asking for it throws. */
function findKernel(): Kernel | undefined {
  try {
    return (Deno as { readonly jupyter?: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}

/** One display, which follows the run. */
class LiveView {
  readonly #spot: NotebookRunnable;
  readonly #everyMs: number;
  readonly #kernel = findKernel();
  readonly #id = crypto.randomUUID();
  #isShown = false;
  #latest: Progress | undefined;
  readonly #told = new Set<string>();

  constructor(spot: NotebookRunnable, everyMs: number) {
    this.#spot = spot;
    this.#everyMs = everyMs;
  }

  tell(progress: Progress): void {
    this.#latest = progress;
  }

  /** Shows the run from time to time, until it has ended. */
  async follow(running: Promise<unknown>): Promise<void> {
    let isRunning = true;
    const ended = running.catch(() => {}).finally(() => isRunning = false);
    while (isRunning) {
      const startMs = performance.now();
      await this.#attempt(() => this.#showProgress());
      const drawingMs = performance.now() - startMs;
      await Promise.race([ended, pause(Math.max(this.#everyMs, drawingMs / DRAWING))]);
    }
    await this.#attempt(async () => this.#show(await runMedia(this.#spot.record)));
    if (this.#kernel) await pause(SETTLING_MS);
  }

  /** A look at the run that fails ends nothing. */
  async #attempt(show: () => Promise<void>): Promise<void> {
    try {
      await show();
    } catch (error) {
      // The same is likely to fail again and again.
      const message = String(error);
      if (!this.#told.has(message)) printError("Cannot show the run:", error);
      this.#told.add(message);
    }
  }

  /** At first that it begins, then what is new. */
  async #showProgress(): Promise<void> {
    const latest = this.#latest;
    this.#latest = undefined;
    if (!latest && (this.#isShown || !this.#kernel)) return;
    const line = latest ? progressLine(latest) : "The run begins";
    if (!this.#kernel) return printError(line);
    await this.#show(await progressMedia(line, this.#spot.record));
  }

  async #show(media: MediaBundle): Promise<void> {
    const options = { raw: true, display_id: this.#id, update: this.#isShown } as const;
    this.#isShown = true;
    if (this.#kernel) await this.#kernel.display(media, options);
    else printError(media["text/plain"]);
  }
}

/** Does not keep a program alive. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, ms)));
}
