/** How pages look and what they hold, without a browser. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { darkPalette, palette } from "../../spot/report/figures/theme.ts";
import { tuningReport } from "../../spot/report/figures/tuning_report.ts";
import { failuresCells } from "../../spot/report/failures_table.ts";
import { machinesCells, workersCells } from "../../spot/report/workers_table.ts";
import type { RunRecord } from "../../spot/record.ts";
import { rowRecord, runOf } from "./example_record.ts";

/** The contrast of two colours. @see WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((start) => {
      const share = parseInt(colour.slice(start, start + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

Deno.test("contrast() is 21 for black on white, 1 for one colour", () => {
  assertEquals([contrast("#000000", "#ffffff"), contrast("#6b7785", "#6b7785")], [21, 1]);
});

for (const [name, colours] of Object.entries({ palette, darkPalette })) {
  Deno.test(`${name} has texts of a contrast of 4.5, and lines and points of 3`, () => {
    for (const text of ["ink", "muted"] as const) {
      assert(contrast(colours[text], colours.paper) >= 4.5, text);
    }
    for (const mark of ["blue", "orange", "green", "violet", "red"] as const) {
      assert(contrast(colours[mark], colours.paper) >= 3, mark);
    }
  });
}

const span = { worker: 0, startMs: 0, endMs: 10, costMs: 9 };

function failing(messages: readonly string[]): RunRecord {
  const run = runOf([], { numCores: 2, batch: [0, 10], durationMs: 100 });
  const rows = messages.map((message, row) => ({
    ...rowRecord(row, span),
    y: NaN,
    failure: { kind: "exception" as const, message },
  }));
  return { ...run, rows: [...rows, rowRecord(messages.length, span)] };
}

Deno.test("failuresCells() puts equal reasons together, the most frequent first", () => {
  assertEquals(failuresCells(failing(["a", "b\nc", "b\nc"])).map((cells) => cells.slice(0, 3)), [
    [2, "exception", "2, 3"],
    [1, "exception", "1"],
  ]);
  assertEquals(failuresCells(failing([])), []);
  const many = failuresCells(failing(Array.from({ length: 30 }, (_, i) => `reason ${i}`)));
  assertEquals([many.length, many.at(-1)], [21, [10, "", "", "of 10 further reasons"]]);
  assertEquals(failuresCells(failing(Array(7).fill("a")))[0].slice(0, 3), [
    ...[7, "exception", "1, 2, 3, 4, 5, ..."],
  ]);
});

Deno.test("workersCells() has a line for each worker, without rows from a log", () => {
  const spans = [
    { worker: 1, startMs: 0, endMs: 4000, costMs: 4000 },
    { worker: 0, startMs: 0, endMs: 1000, costMs: 1000 },
    { worker: 0, startMs: 2000, endMs: 3000, costMs: 1000 },
    { worker: -1, startMs: 0, endMs: 0, costMs: 1000 },
  ];
  const run = runOf(spans, { numCores: 2, batch: [0, 4000], durationMs: 0 });
  assertEquals(workersCells(run), [
    [1, 2, 0, "2.0 s", "50 %", 3, "at 3.0 s"],
    [2, 1, 0, "4.0 s", "100 %", 1, "at 4.0 s"],
  ]);
});

Deno.test("machinesCells() counts what each machine did since it is there", () => {
  const spans = [
    { worker: 0, startMs: 0, endMs: 1000, costMs: 1000 },
    { worker: 2, startMs: 0, endMs: 1000, costMs: 1000 }, // of a machine that is gone
    { worker: 2, startMs: 3000, endMs: 4000, costMs: 1000 },
  ];
  const run = runOf(spans, { numCores: 4, batch: [0, 4000], durationMs: 0 });
  const machines = [
    { label: "a", firstWorker: 0, cores: 2, sinceMs: -500 },
    { label: "b", firstWorker: 2, cores: 2, sinceMs: 2000 },
    { label: "c", firstWorker: 4, cores: 1, sinceMs: 3900 },
  ];
  assertEquals(machinesCells({ ...run, machines }), [
    ["a", 2, 1, 0, "1.0 s", "13 %", 1, "at 1.0 s"],
    ["b", 2, 1, 0, "1.0 s", "25 %", 3, "at 4.0 s"],
    ["c", 1, 0, 0, "0.0 s", "0 %", "", ""],
  ]);
  assertEquals(machinesCells(run), []);
});

Deno.test("tuningReport() makes a page whose scripts are named by their digests", async () => {
  const page = (await tuningReport(failing(["<script>alert(1)</script>"])))["report.html"];
  const [, policy] = page.match(/Content-Security-Policy" content="([^"]*)"/)!;
  const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text]) => text);
  assertEquals(scripts.length, 2);
  for (const script of scripts) {
    assertStringIncludes(policy, createHash("sha256").update(script).digest("base64"));
  }
  for (const loose of ["unsafe-eval", "'unsafe-inline' ", "http:", "https:", "*"]) {
    assert(!policy.includes(loose), loose);
  }
  assertStringIncludes(policy, "default-src 'none'");
  assertStringIncludes(page, "<td>&#60;script&#62;alert(1)&#60;/script&#62;</td>");
});
