/** Runs a program to its end, and takes what it prints. @module */
import { OutputTail } from "../core/process/output_tail.ts";
import { within } from "../core/objective/platform.ts";
import { type ProgramStart, startProgram } from "./program.ts";

/** Options of {@linkcode runProgram}. */
export interface RunProgramOptions {
  /** Ends the program. */
  readonly signal: AbortSignal;
  /** Time limit in milliseconds. @default {Infinity} */
  readonly timeoutMs?: number;
  /** Takes what it prints on stdout; what it throws ends the program. */
  readonly onOutput: (bytes: Uint8Array) => void;
}

/** How a program ended. */
export interface ProgramEnd {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  /** Whether it was ended at its time limit. */
  readonly isLate: boolean;
  /** What `onOutput` threw, if it did. */
  readonly refusal?: { readonly error: unknown };
  /** The end of what it printed. */
  readonly output: OutputTail;
  readonly errors: OutputTail;
}

const KEPT_OUTPUT = 2000;
const KEPT_ERRORS = 4000;
/** Time for the last bytes; a process that has left the group may hold the pipes open. */
const DRAIN_MS = 1000;

/**
 * Runs a program; when this returns, whatever belongs to its group is gone.
 *
 * @throws What the signal is aborted with, or why the program did not start.
 */
export async function runProgram(
  start: ProgramStart,
  { signal, timeoutMs = Infinity, onOutput }: RunProgramOptions,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const program = startProgram(start);
  const [output, errors] = [new OutputTail(KEPT_OUTPUT), new OutputTail(KEPT_ERRORS)];
  let refusal: { readonly error: unknown } | undefined;
  const take = (bytes: Uint8Array) => {
    output.add(bytes);
    try {
      if (refusal === undefined) onOutput(bytes);
    } catch (error) {
      refusal = { error };
      program.end();
    }
  };
  const drains = [
    drain(program.stdout, take),
    drain(program.stderr, (bytes) => errors.add(bytes)),
  ];
  let isLate = false;
  const timer = timeoutMs === Infinity ? undefined : setTimeout(() => {
    isLate = true;
    program.end();
  }, timeoutMs);
  signal.addEventListener("abort", program.end);
  const status = await program.status;
  clearTimeout(timer);
  signal.removeEventListener("abort", program.end);
  await program.end();
  await within(DRAIN_MS, Promise.all(drains.map(({ ended }) => ended)));
  for (const { stop } of drains) stop();
  signal.throwIfAborted();
  return { code: status.code, signal: status.signal, isLate, refusal, output, errors };
}

interface Drain {
  readonly ended: Promise<void>;
  stop(): void;
}

function drain(stream: ReadableStream<Uint8Array>, take: (bytes: Uint8Array) => void): Drain {
  const reader = stream.getReader();
  const read = async () => {
    for (let next; !(next = await reader.read()).done;) take(next.value);
  };
  return { ended: read().catch(() => {}), stop: () => void reader.cancel().catch(() => {}) };
}
