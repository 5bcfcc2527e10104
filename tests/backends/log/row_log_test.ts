import { assert, assertEquals, assertThrows } from "@std/assert";
import { openRowLog } from "../../../backends/log/row_log.ts";
import { toJournalLine } from "../../../backends/log/journal_line.ts";
import type { RunIdentity } from "../../../backends/log/identity.ts";
import { identity, MemoryFile, problem, resultOf, taskOf } from "./example_run.ts";

const open = (file: MemoryFile, run: RunIdentity = identity) =>
  openRowLog("run.journal", run, { openFile: file.open });

function fileWithRows(count: number): MemoryFile {
  const file = new MemoryFile();
  using_(file, (log) => {
    for (let row = 0; row < count; row++) log.append(taskOf(row), resultOf(row));
  });
  return file;
}

function using_(file: MemoryFile, action: (log: ReturnType<typeof open>) => void): void {
  const log = open(file);
  try {
    action(log);
  } finally {
    log.close();
  }
}

Deno.test("openRowLog() finds every finished row if the log is opened again", () => {
  using_(fileWithRows(5), (log) => {
    for (let row = 0; row < 5; row++) {
      const found = log.find(taskOf(row));
      const { row: number, responses: y, costMs, attempt } = resultOf(row);
      assertEquals(
        { row: found?.row, y: found?.responses, costMs: found?.costMs, attempt: found?.attempt },
        { row: number, y, costMs, attempt },
      );
      assertEquals(found?.worker, -1);
    }
    assertEquals(log.find(taskOf(5)), undefined);
    assertEquals(log.notices, []);
  });
});

Deno.test("RowLog.append() keeps the bits of every number", () => {
  const y = [NaN, -0, 0, Infinity, -Infinity, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, -1 / 3];
  const file = new MemoryFile();
  using_(file, (log) => log.append(taskOf(0), resultOf(0, y)));
  using_(file, (log) => {
    const found = log.find(taskOf(0))!;
    assert(
      found.responses.every((value, index) => Object.is(value, y[index])),
      String(found.responses),
    );
  });
});

Deno.test("RowLog.append() keeps the failure of a row", () => {
  const failure = { kind: "exception", message: "Error: ✗ \u2028 \ud800", stack: "a\nb" } as const;
  const file = new MemoryFile();
  using_(file, (log) => log.append(taskOf(0), { ...resultOf(0, []), failure }));
  using_(file, (log) => assertEquals(log.find(taskOf(0))?.failure, failure));
});

Deno.test("RowLog.append() counts a row once if it comes twice", () => {
  const file = new MemoryFile();
  using_(file, (log) => {
    log.append(taskOf(0), resultOf(0));
    const { length } = file.bytes;
    log.append(taskOf(0), resultOf(0));
    assertEquals(file.bytes.length, length);
  });
});

Deno.test("RowLog.append() writes one row in one operation", () => {
  const file = new MemoryFile();
  using_(file, (log) => {
    const before = file.operations;
    log.append(taskOf(0), resultOf(0));
    assertEquals(file.operations, before + 1);
  });
});

Deno.test("RowLog.find() names the row if the log holds another x or replicate", () => {
  using_(fileWithRows(2), (log) => {
    assertThrows(() => log.find({ ...taskOf(1), x: [9, 9, 9] }), Error, "row 1");
    assertThrows(() => log.find(taskOf(1, 1)), Error, "row 1");
    assertThrows(() => log.find({ ...taskOf(0), x: [2, 0, -0] }), Error, "row 0");
  });
});

const otherRuns: readonly (readonly [field: string, RunIdentity])[] = [
  ["version", { ...identity, version: "1.2.4" }],
  ["name", { ...identity, name: "other" }],
  ["moduleUrl", { ...identity, moduleUrl: "file:///other.ts" }],
  ["moduleUrl", { ...identity, moduleUrl: undefined }],
  ["exportName", { ...identity, exportName: "other" }],
  ["seed", withProblem({ seed: 126 })],
  ["space", withProblem({ variables: [...problem.variables].reverse() })],
  ["space", withProblem({ variables: problem.variables.slice(1) })],
  ["space.lr", withVariable(3, { upper: 9 })],
  ["space.lr", withVariable(3, { lower: -0.5 })],
  ["space.l1", withVariable(0, { transform: "none" })],
  ["space.l1", withVariable(0, { scale: "log" })],
  ["space.l1", withVariable(0, { type: "float" })],
  ["space.act", withVariable(2, { levels: ["Tanh", "ELU"] })],
  ["allowNonFinite", withProblem({ allowNonFinite: true })],
  ["dataSet", withProblem({ dataSet: { features: [[1, 2], [3, 4]], target: [5, 7] } })],
  ["dataSet", withProblem({ dataSet: undefined })],
  ["controls.scaler", withProblem({ controls: { scaler: "standard", lIn: 2 } })],
  ["controls.lIn", withProblem({ controls: { scaler: "none" } })],
  ["controls.lOut", withProblem({ controls: { scaler: "none", lIn: 2, lOut: 1 } })],
];

function withProblem(change: Partial<typeof problem>): RunIdentity {
  return { ...identity, problem: { ...problem, ...change } };
}

function withVariable(index: number, change: Partial<typeof problem.variables[number]>) {
  const variables = problem.variables.map((entry, i) =>
    i === index ? { ...entry, ...change } as typeof entry : entry
  );
  return withProblem({ variables });
}

Deno.test("openRowLog() refuses a log of another run, naming the field", async (t) => {
  for (const [field, other] of otherRuns) {
    await t.step(field, () => {
      const file = fileWithRows(1);
      const before = file.bytes;
      assertThrows(() => open(file, other), Error, `its '${field}' must be that of this run`);
      assertEquals(file.bytes, before);
      assertEquals(file.closed, 2);
    });
  }
});

Deno.test("openRowLog() refuses rows that are written in another way", () => {
  const { row, x, replicate } = taskOf(0);
  for (const spot of [{ x, y: [1] }, { x, responses: ["0.5"] }, { responses: [1] }]) {
    const file = new MemoryFile();
    using_(file, () => {});
    const user_attrs = { spot: { row, replicate, ...spot } };
    file.open().append(new TextEncoder().encode(toJournalLine({ op_code: 4, user_attrs })));
    assertThrows(() => open(file), Error, "its row 0 must have 'x' and 'responses'");
  }
});

Deno.test("openRowLog() takes the same data whatever the order of its properties", () => {
  const file = fileWithRows(1);
  const controls = { lIn: 2, scaler: "none" };
  const dataSet = { target: [5, 6], features: [[1, 2], [3, 4]] };
  open(file, withProblem({ controls, dataSet })).close();
});

Deno.test("openRowLog() loses at most the torn row wherever the file is cut", () => {
  const whole = fileWithRows(3).bytes;
  // In all parts of a line, and at each byte around its end.
  const isNearEnd = (length: number) =>
    whole.slice(Math.max(0, length - 2), length + 2).includes(10);
  for (let length = 0; length <= whole.length; length++) {
    if (length % 7 > 0 && !isNearEnd(length)) continue;
    const file = new MemoryFile();
    file.bytes = whole.slice(0, length);
    const wholeLines = file.bytes.filter((byte) => byte === 10).length;
    using_(file, (log) => {
      const found = [0, 1, 2].filter((row) => log.find(taskOf(row)) !== undefined);
      assertEquals(found, [0, 1, 2].slice(0, Math.max(0, wholeLines - 2)));
      for (let row = 0; row < 3; row++) log.append(taskOf(row), resultOf(row));
      const isTorn = wholeLines >= 2 && length > 0 && whole[length - 1] !== 10;
      assertEquals(log.notices.length, isTorn ? 1 : 0);
    });
    using_(file, (log) => assertEquals(log.find(taskOf(2))?.responses, resultOf(2).responses));
  }
});

Deno.test("openRowLog() never takes a flipped bit for a result", () => {
  const whole = fileWithRows(2).bytes;
  const last = whole.length - 1;
  for (let at = 0; at < last; at++) {
    // Another bit from byte to byte.
    const file = flipped(whole, at, at % 8);
    assertThrows(() => open(file).close(), Error, "Cannot use the row log", `bit of byte ${at}`);
  }
  for (let bit = 0; bit < 8; bit++) {
    // The last newline is missed as that of a torn line, which is cut with a notice.
    using_(flipped(whole, last, bit), (log) => {
      assertEquals(log.notices.length, 1);
      assertEquals(log.find(taskOf(0))?.responses, resultOf(0).responses);
      assertEquals(log.find(taskOf(1)), undefined);
    });
  }
});

function flipped(bytes: Uint8Array, at: number, bit: number): MemoryFile {
  const file = new MemoryFile();
  file.bytes = bytes.slice();
  file.bytes[at] ^= 1 << bit;
  return file;
}

const sixRows = [0, 1, 2, 3, 4, 5];

function appendAll(log: ReturnType<typeof open>): void {
  for (const row of sixRows) log.append(taskOf(row), resultOf(row));
  for (const row of sixRows) {
    assertEquals(log.find(taskOf(row))?.responses, resultOf(row).responses);
  }
}

const copyOf = ({ bytes }: MemoryFile) => Object.assign(new MemoryFile(), { bytes });

function rowsIn(file: MemoryFile): number[] {
  let found: number[] = [];
  using_(copyOf(file), (log) => {
    found = sixRows.filter((row) => log.find(taskOf(row)) !== undefined);
  });
  return found;
}

Deno.test("RowLog.append() goes on in memory if every file operation fails from some on", () => {
  const total = fileWithRows(sixRows.length).operations;
  for (let n = 1; n <= total; n++) {
    const file = new MemoryFile((operation) => {
      if (operation >= n) throw new Error("No space left on device");
    });
    if (n <= 3) {
      assertThrows(() => open(file), Error, "No space left");
      assertEquals(file.closed, 1);
      continue;
    }
    const log = open(file);
    appendAll(log);
    log.close();
    assertEquals(rowsIn(file), sixRows.slice(0, n - 4));
    const lost = sixRows.length - (n - 4);
    const last = lost === 0
      ? "cannot be kept safe from a power failure (No space left on device)"
      : `lacks the last ${
        lost === 1 ? "row" : `${lost} rows`
      } of the run (No space left on device)`;
    assertEquals(log.notices.at(-1), `The row log 'run.journal' ${last}`);
    assertEquals(log.notices.length, lost === 0 ? 1 : 2);
  }
});

Deno.test("RowLog.append() writes what is missing, each byte once, if file operations work again", () => {
  const total = fileWithRows(sixRows.length).operations;
  for (let first = 4; first < total; first++) {
    for (const count of [1, 2, 3, 5]) {
      const file = new MemoryFile((operation) => {
        if (operation >= first && operation < first + count) throw new Error("Disk full");
      });
      const log = open(file);
      appendAll(log);
      // As a run that goes on does.
      for (let row = 6; row < 12; row++) log.append(taskOf(row), resultOf(row));
      log.close();
      assertEquals(rowsIn(file), sixRows, `${count} from operation ${first}`);
      const texts = count === 1 ? [] : [
        "cannot be written (Disk full): the run goes on, and what is missing follows when it can",
        "is complete again",
      ];
      assertEquals(log.notices, texts.map((text) => `The row log 'run.journal' ${text}`));
    }
  }
});

Deno.test("RowLog.append() tries again later if no further row comes", async () => {
  let isFull = false;
  const file = new MemoryFile(() => {
    if (isFull) throw new Error("Disk full");
  });
  const log = open(file);
  isFull = true;
  appendAll(log);
  isFull = false;
  while (rowsIn(file).length < sixRows.length) await new Promise((done) => setTimeout(done, 50));
  log.close();
  assertEquals(log.notices.length, 2);
});

Deno.test("RowLog.append() throws if the log is closed", () => {
  const log = open(new MemoryFile());
  log.close();
  log.close();
  assertThrows(() => log.append(taskOf(0), resultOf(0)), Error, "it is closed");
});

Deno.test("openRowLog() leaves out the lines that other programs append", () => {
  const file = fileWithRows(1);
  const note = `{"op_code":3,"worker_id":"x","study_id":0,"system_attr":{"note":"é"}}\n`;
  file.bytes = new Uint8Array([...file.bytes, ...new TextEncoder().encode(note)]);
  using_(file, (log) => {
    assertEquals(log.find(taskOf(0))?.responses, resultOf(0).responses);
    log.append(taskOf(1), resultOf(1));
  });
  using_(file, (log) => assertEquals(log.find(taskOf(1))?.responses, resultOf(1).responses));
});

Deno.test("openRowLog() refuses a file that is no row log and leaves it as it is", () => {
  for (const text of ["# Title\n\nText\n", "x", "{}\n", '{"op_code":0}\n', "\n", "\0\0\0\n"]) {
    const file = new MemoryFile();
    file.bytes = new TextEncoder().encode(text);
    assertThrows(() => open(file), Error, "Cannot use the row log 'run.journal' as");
    assertEquals(new TextDecoder().decode(file.bytes), text);
  }
});
