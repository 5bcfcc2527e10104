import { assertEquals } from "@std/assert";
import { type Call, nameRows, RunRows } from "../../backends/queue/run_rows.ts";
import type { EvaluationResult } from "../../backends/testing.ts";
import { rowsOf } from "./_rows.ts";

const tasks = rowsOf(4);
const names = nameRows(tasks);
const pairs = names.map((name, i) => [name, tasks[i]] as const);
const result = { responses: [1], worker: 0, attempt: 1, startMs: 0, endMs: 1, costMs: 1 };

class Collected implements Call {
  readonly rows: number[] = [];
  push({ row }: EvaluationResult): void {
    this.rows.push(row);
  }
}

Deno.test("take() gives no row twice if it was given up and asked for again", () => {
  const rows = new RunRows();
  const [first, second] = [new Collected(), new Collected()];
  rows.add(first, pairs);
  rows.leave(first);
  rows.add(second, pairs);
  assertEquals(rows.take(9).map(([name]) => name), names);
});

Deno.test("finish() tells each call that waits, once", () => {
  const rows = new RunRows();
  const [first, second] = [new Collected(), new Collected()];
  rows.add(first, pairs);
  rows.add(second, pairs.slice(1, 2));
  rows.open("job", rows.take(9).map(([name]) => name), 0);
  for (const name of [...names, ...names]) rows.finish(name, result);
  assertEquals([first.rows, second.rows], [[0, 1, 2, 3], [1]]);
  assertEquals([rows.jobs.size, rows.underWay], [0, 0]);
});

Deno.test("lose() lets the rows of a job that are missing wait again, before others", () => {
  const rows = new RunRows();
  rows.add(new Collected(), pairs);
  rows.open("job", rows.take(2).map(([name]) => name), 0);
  rows.finish(names[0], result);
  assertEquals([rows.lose("job"), rows.lose("job")], [1, 0]);
  assertEquals(rows.take(2).map(([name]) => name), [names[1], names[2]]);
});

Deno.test("release() lets the rows of a job wait again, and counts no loss", () => {
  const rows = new RunRows();
  rows.add(new Collected(), pairs);
  rows.open("job", rows.take(2).map(([name]) => name), 0);
  assertEquals([rows.release("job"), rows.release("job")], [true, false]);
  rows.open("again", rows.take(2).map(([name]) => name), 0);
  assertEquals([...rows.jobs.get("again")!.rows], names.slice(0, 2));
  assertEquals(rows.lose("again"), 1);
});

Deno.test("adopt() takes rows that wait out of the way", () => {
  const rows = new RunRows();
  rows.add(new Collected(), pairs);
  rows.adopt("found", [names[1], "unknown"], 0);
  assertEquals(rows.take(9).map(([name]) => name), [names[0], names[2], names[3]]);
  assertEquals([...rows.jobs.get("found")!.rows], [names[1]]);
});

Deno.test("leave() tells the jobs that nobody waits for", () => {
  const rows = new RunRows();
  const [first, second] = [new Collected(), new Collected()];
  rows.add(first, pairs);
  rows.add(second, pairs.slice(0, 1));
  rows.open("a", rows.take(2).map(([name]) => name), 0);
  rows.open("b", rows.take(2).map(([name]) => name), 0);
  assertEquals(rows.leave(first), ["b"]);
  assertEquals(rows.leave(second), ["a"]);
});

Deno.test("jobs are of 50 ms, and longer of many cores, so that they are not too many", () => {
  const { sizer } = new RunRows();
  for (let rows = 1; rows <= 64; rows *= 8) sizer.record(rows, 10 * rows);
  assertEquals(sizer.next(1e9, 2), 5);
  assertEquals(sizer.next(1e9, 1000), 50);
});
