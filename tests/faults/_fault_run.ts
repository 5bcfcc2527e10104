/** Runs rows with faults under a watchdog. */
import { makeParallel } from "../../backends/make_parallel.ts";
import type { ParallelOptions } from "../../backends/parallel_options.ts";
import type { EvaluationResult, EvaluationTask, Problem } from "../../spot/core/objective/mod.ts";
import { faulty } from "./fixtures/faulty.ts";

/** How often each fault is tried, and the seed of what chance decides. */
export const rounds = Number(Deno.env.get("SPOT_FAULT_ROUNDS") ?? 1);
export const seed = Number(Deno.env.get("SPOT_FAULT_SEED") ?? 1);

/**
 * Measures how late timers are while `work` runs: on a machine that others use too, a deadline in
 * milliseconds holds beyond that.
 */
export async function latenessDuring<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly latenessMs: number }> {
  const TICK_MS = 10;
  let [latenessMs, last] = [0, performance.now()];
  const note = () => {
    const now = performance.now();
    latenessMs = Math.max(latenessMs, now - last - TICK_MS);
    last = now;
  };
  const timer = setInterval(note, TICK_MS);
  try {
    const value = await work();
    note();
    return { value, latenessMs };
  } finally {
    clearInterval(timer);
  }
}

export function problemWith(controls: Record<string, unknown> = {}): Problem {
  const variable = { type: "float", lower: 0, upper: 1e6, transform: "none" } as const;
  const variables = [{ ...variable, name: "deed" }, { ...variable, name: "value" }];
  return { seed: 125, variables, controls };
}

/** One row for each deed; its value is its number. */
export function tasksOf(deedOf: (row: number) => number, n: number): EvaluationTask[] {
  return Array.from(
    { length: n },
    (_, row) => ({ row, x: [deedOf(row), row], replicate: row % 3 }),
  );
}

export interface Outcome {
  /** In the order of the rows. */
  readonly results: readonly EvaluationResult[];
  readonly warnings: readonly string[];
  readonly ms: number;
}

/** Evaluates rows and closes everything; rejects if it takes longer than the deadline. */
export async function evaluateAll(
  tasks: readonly EvaluationTask[],
  { problem = problemWith(), deadlineMs = 60_000, meanwhile, ...options }: ParallelOptions & {
    readonly problem?: Problem;
    readonly deadlineMs?: number;
    /** Called once rows are under way; stopped at their end. */
    readonly meanwhile?: (signal: AbortSignal) => Promise<void>;
  },
): Promise<Outcome> {
  const warnings: string[] = [];
  const onWarning = (message: string) => void warnings.push(message);
  const finished = new AbortController();
  return await withinDeadline(deadlineMs, async () => {
    await using fun = makeParallel(faulty, { onError: "record", onWarning, ...options });
    fun.open(problem);
    const started = performance.now();
    const disturbance = meanwhile?.(finished.signal);
    const results: EvaluationResult[] = [];
    for await (const result of fun.evaluate(tasks, { problem })) results.push(result);
    const ms = performance.now() - started;
    finished.abort();
    await disturbance;
    results.sort((a, b) => a.row - b.row);
    return { results, warnings, ms };
  });
}

/** The bits of all responses as one text, row by row. */
export async function bitsOf(results: readonly EvaluationResult[]): Promise<string> {
  const y = results.flatMap(({ row, responses: y }) => [row, ...y]);
  const digest = await crypto.subtle.digest("SHA-256", Float64Array.from(y));
  return new Uint8Array(digest).toHex();
}

export async function withinDeadline<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no end after ${ms} ms`)), ms);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The running processes that a process has started, zombies left out. */
export function childrenOf(pid: number): number[] {
  const children: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(parent) === pid && state !== "Z") children.push(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  return children;
}

/** The running processes that carry a mark in their environment, as children inherit it. */
export function markedBy(mark: string): number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name)).filter((pid) => {
    if (!Number.isInteger(pid)) return false;
    try {
      return Deno.readTextFileSync(`/proc/${pid}/environ`).includes(mark);
    } catch {
      return false;
    }
  });
}

/** Waits until no process carries the mark; returns those that do after the given time. */
export async function leftOver(mark: string, withinMs: number): Promise<number[]> {
  const { value, latenessMs } = await latenessDuring(() => untilNone(mark, withinMs));
  return value.length === 0 ? value : await untilNone(mark, latenessMs);
}

async function untilNone(mark: string, withinMs: number): Promise<number[]> {
  const end = performance.now() + withinMs;
  for (; markedBy(mark).length > 0 && performance.now() < end;) await sleep(20);
  return markedBy(mark);
}
