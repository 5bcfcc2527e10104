import { assert, assertEquals } from "@std/assert";
import { createProgressDisplay } from "../../spot/cli/progress_display.ts";
import { duration } from "../../spot/report/encoding/duration.ts";

Deno.test("createProgressDisplay() writes few plain lines if there is no terminal", () => {
  const lines: string[] = [];
  const writeLine = (line: string) => void lines.push(line);
  const display = createProgressDisplay({ total: 1000, terminal: false, writeLine });
  for (let done = 1; done <= 1000; done++) {
    display.update({ label: "worker", done, best: 1 / done, failures: 2, pruned: 3 });
  }
  display.stop();
  assertEquals(lines.length, 2);
  assertEquals(
    lines[0].startsWith("1/1000 worker: best of this run 1, 2 failed, 3 pruned, "),
    true,
  );
  assertEquals(
    lines[1].startsWith("1000/1000 worker: best of this run 0.001, 2 failed, 3 pruned, "),
    true,
  );
});

Deno.test("createProgressDisplay() says so if nothing is known yet", () => {
  const lines: string[] = [];
  const writeLine = (line: string) => void lines.push(line);
  createProgressDisplay({ total: 2, terminal: false, writeLine })
    .update({ label: "design", done: 0, best: NaN, failures: 0 });
  assertEquals(lines, ["0/2 design: best of this run none yet, ? left"]);
});

for (const terminal of [true, false]) {
  const where = terminal ? "terminal is closed" : "file is full";
  Deno.test(`createProgressDisplay() goes on if the ${where}`, async () => {
    let calls = 0;
    const fail = () => {
      calls++;
      throw new Error("no such device");
    };
    const display = createProgressDisplay({ total: 2, terminal, writeLine: fail, draw: fail });
    for (let done = 0; done <= 2; done++) {
      display.update({ label: "worker", done, best: 1, failures: 0 });
      // The bar draws in timers of its own.
      await new Promise((resolve) => setTimeout(resolve, terminal ? 120 : 0));
    }
    display.stop();
    assert(calls > 0);
  });
}

Deno.test("duration() tells times of all lengths", () => {
  assertEquals(
    [400, 12_345, 99_400, 150_000, 3_600_000, 7_530_000].map(duration),
    ["0.4 s", "12 s", "99 s", "3 min", "1 h 0 min", "2 h 6 min"],
  );
});

Deno.test("createProgressDisplay() tells the best from the one before, and integers exactly", () => {
  const lines: string[] = [];
  const writeLine = (line: string) => void lines.push(line);
  const display = createProgressDisplay({ total: 9, terminal: false, writeLine });
  for (const best of [123456789, 0.3000000001, 0.3]) {
    display.update({ label: `${best}`, done: 1, best, failures: 0 });
  }
  const bests = lines.map((line) => line.match(/best of this run (\S+),/)?.[1]);
  assertEquals(bests, ["123456789", "0.3", "0.3"]);
  display.update({ label: "again", done: 1, best: 0.3000000001, failures: 0 });
  assertEquals(lines[3].includes("best of this run 0.3000000001,"), true);
});

Deno.test("createProgressDisplay() tells what happens meanwhile on lines of its own", () => {
  const [lines, drawn]: [string[], string[]] = [[], []];
  const writeLine = (line: string) => void lines.push(line);
  const draw = (text: string) => void drawn.push(text);
  for (const terminal of [false, true]) {
    const display = createProgressDisplay({ total: 9, terminal, writeLine, draw });
    display.tell("Row 3 failed: \x1b[31mred");
    display.stop();
  }
  const [told] = lines;
  assertEquals(told.startsWith("Row 3 failed: ") && !told.includes("\x1b"), true);
  assert(drawn.includes(`\r\x1b[K${told}\n`));
});
