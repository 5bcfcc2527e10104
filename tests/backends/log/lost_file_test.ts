/** What becomes of a log whose file is deleted, replaced or not to be locked while the run goes on. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { openLogFile } from "../../../backends/log/log_file.ts";
import { openRowLog, type RowLog } from "../../../backends/log/row_log.ts";
import { identity, resultOf, taskOf } from "./example_run.ts";

const rows = [0, 1, 2, 3];

/** Calls back with a log of two rows, then appends others and closes it. */
function withLostFile(
  lose: (path: string, folder: string) => void,
  check: (path: string, log: RowLog) => void,
  others: readonly number[] = [2, 3],
): void {
  const folder = Deno.makeTempDirSync();
  try {
    const path = `${folder}/a/run.journal`;
    const log = openRowLog(path, identity);
    for (const row of [0, 1]) log.append(taskOf(row), resultOf(row));
    lose(path, `${folder}/a`);
    for (const row of others) log.append(taskOf(row), resultOf(row));
    log.close();
    check(path, log);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function rowsIn(path: string): number[] {
  const log = openRowLog(path, identity);
  const found = rows.filter((row) =>
    log.find(taskOf(row))?.responses[0] === resultOf(row).responses[0]
  );
  log.close();
  assertEquals(log.notices, []);
  return found;
}

Deno.test("RowLog.close() writes all rows again if the file, or its folder, was deleted", () => {
  const ways = [
    (path: string) => Deno.removeSync(path),
    (_: string, folder: string) => Deno.removeSync(folder, { recursive: true }),
    (path: string) => Deno.renameSync(path, `${path}.moved`),
  ];
  for (const lose of ways) {
    withLostFile(lose, (path, { notices }) => {
      assertEquals(rowsIn(path), rows);
      assertEquals(notices, [
        `The row log '${path}' was deleted or replaced: it has all rows again`,
      ]);
    });
  }
});

Deno.test("RowLog.close() writes what is missing if the file was replaced by an older one", () => {
  withLostFile((path) => {
    const bytes = Deno.readFileSync(path);
    const firstRow = bytes.lastIndexOf(10, bytes.length - 2) + 1;
    Deno.removeSync(path);
    Deno.writeFileSync(path, bytes.subarray(0, firstRow));
  }, (path, { notices }) => {
    assertEquals(rowsIn(path), rows);
    assertEquals(notices.length, 1);
  });
});

Deno.test("RowLog.close() writes what is missing if the file was cut or written over", () => {
  const ways = [
    (path: string) => Deno.truncateSync(path),
    (path: string) => Deno.truncateSync(path, Deno.statSync(path).size - 1),
    (path: string) => Deno.truncateSync(path, 700),
  ];
  for (const lose of ways) {
    withLostFile(lose, (path, { notices }) => {
      assertEquals(rowsIn(path), [0, 1]);
      assertStringIncludes(notices.at(-1)!, "it has all rows again");
    }, []);
    // What is appended before the loss is noticed may leave a file that is no log any more.
    withLostFile(lose, (path, { notices }) => {
      const kept = notices.at(-1)!.includes(".1' now") ? `${path}.1` : path;
      assertEquals(rowsIn(kept), rows);
    });
  }
  withLostFile((path) => Deno.writeTextFileSync(path, "My notes\n"), (path) => {
    assertEquals(rowsIn(`${path}.1`), [0, 1]);
    assertEquals(Deno.readTextFileSync(path), "My notes\n");
  }, []);
});

Deno.test("RowLog.close() writes another file if the file was replaced by one of something else", () => {
  const ways: readonly (readonly [(path: string) => void, string])[] = [
    [(path) => Deno.writeTextFileSync(path, "My notes\n"), "line 1 is damaged"],
    [(path) => Deno.mkdirSync(path), "Cannot open the row log"],
    [(path) => openRowLog(path, { ...identity, name: "other" }).close(), "its 'name' must be"],
  ];
  for (const [replace, why] of ways) {
    withLostFile((path) => {
      Deno.removeSync(path);
      replace(path);
    }, (path, { notices }) => {
      assertEquals(rowsIn(`${path}.1`), rows);
      assertEquals(notices.length, 1);
      assertStringIncludes(notices[0], why);
      assertStringIncludes(notices[0], `all rows are in '${path}.1' now`);
    });
  }
});

Deno.test("RowLog.close() leaves the log of a run that began under the same name", () => {
  let other: RowLog | undefined;
  withLostFile((path) => {
    Deno.removeSync(path);
    other = openRowLog(path, identity);
  }, (path, { notices }) => {
    other?.close();
    assertEquals(rowsIn(`${path}.1`), rows);
    assertEquals(rowsIn(path), []);
    assertStringIncludes(notices[0], "another run is using it");
  });
});

Deno.test("openRowLog() uses a file that cannot be locked, with a notice", () => {
  const path = Deno.makeTempFileSync();
  const tryLock = () => {
    throw new Error("No locks available (os error 37)");
  };
  const log = openRowLog(path, identity, { openFile: (name) => openLogFile(name, { tryLock }) });
  log.append(taskOf(0), resultOf(0));
  log.close();
  assertEquals(log.notices, [
    `The row log '${path}' cannot be locked (No locks available (os error 37)): ` +
    "see to it that no other run uses it",
  ]);
  assertEquals(rowsIn(path), [0]);
  Deno.removeSync(path);
});

Deno.test("openLogFile() locks a file beside the log if others could not read a locked one", () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/run.journal`;
  const open = () => openLogFile(path, { locksExclude: true });
  const file = open();
  assertThrows(open, Error, "another run is using it");
  const reader = Deno.openSync(path);
  assertEquals(reader.tryLockSync(true), true, "the log itself is not locked");
  reader.close();
  file.close();
  open().close();
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("LogFile.truncate() cuts the file, and no other in its place", () => {
  const path = Deno.makeTempFileSync();
  const file = openLogFile(path);
  file.append(new TextEncoder().encode("abc"));
  file.truncate(1);
  file.append(new TextEncoder().encode("d"));
  assertEquals(Deno.readTextFileSync(path), "ad");
  Deno.renameSync(path, `${path}.moved`);
  Deno.writeTextFileSync(path, "other");
  assertThrows(() => file.truncate(0), Error, "it was deleted or replaced");
  assertEquals(Deno.readTextFileSync(path), "other");
  file.close();
  for (const name of [path, `${path}.moved`]) Deno.removeSync(name);
});
