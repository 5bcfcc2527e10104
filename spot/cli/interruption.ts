/** Ctrl-C and SIGTERM: the run is aborted, says what is saved, and the exit code tells. @module */

/** Exit codes by signal, as shells expect them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** The name of a signal that ends a run. */
export type InterruptionSignal = keyof typeof exitCodes;

/** The reason with which an interrupted run is aborted. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly exitCode: number;

  constructor(readonly signal: InterruptionSignal) {
    super(`interrupted by ${signal}`);
    this.exitCode = exitCodes[signal];
  }
}

const GRACE_MS = 3000;
/** A task runner passes on the signal that its whole group got: two so near are one. */
const SAME_MS = 500;

/**
 * Aborts on the first signal; another one half a second later, or a run that does not end in time, ends
 * the process.
 *
 * @returns The signal to hand to the run.
 */
export function onInterruption(): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  const signals: InterruptionSignal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM"];
  for (const name of signals) {
    Deno.addSignalListener(name, () => {
      if (controller.signal.aborted) {
        if (performance.now() - firstMs > SAME_MS) Deno.exit(exitCodes[name]);
        return;
      }
      firstMs = performance.now();
      Deno.unrefTimer(setTimeout(() => Deno.exit(exitCodes[name]), GRACE_MS));
      controller.abort(new Interruption(name));
    });
  }
  return controller.signal;
}
