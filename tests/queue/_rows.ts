/** Rows of the counted objective, and what they come to. */
import type { EvaluationResult, EvaluationTask, Problem } from "../../backends/testing.ts";
import { evaluateInOrder } from "../../spot/core/objective/in_thread.ts";
import { counted } from "./fixtures/counted.ts";

export function countedProblem(
  controls: { readonly file?: string; readonly ms?: number },
): Problem {
  const variable = { name: "x", type: "float", lower: 0, upper: 1e6, transform: "none" } as const;
  return { seed: 125, variables: [variable], controls: { ms: 20, ...controls } };
}

export function rowsOf(n: number): EvaluationTask[] {
  return Array.from({ length: n }, (_, row) => ({ row, x: [row], replicate: 0 }));
}

/** What rows come to in this thread. */
export async function expectedOf(n: number): Promise<number[]> {
  return valuesOf(
    await collect(evaluateInOrder(counted, rowsOf(n), { problem: countedProblem({ ms: 0 }) })),
  );
}

export async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

/** First responses in the order of rows. */
export function valuesOf(results: readonly EvaluationResult[]): number[] {
  return [...results].sort((a, b) => a.row - b.row).map(({ responses }) => responses[0]);
}

/** How often each row was evaluated. */
export async function countsOf(file: string, n: number): Promise<number[]> {
  const counts = new Array<number>(n).fill(0);
  const text = await Deno.readTextFile(file);
  for (const line of text.split("\n")) if (line !== "") counts[Number(line)]++;
  return counts;
}
