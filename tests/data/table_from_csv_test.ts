import { pathToFileURL } from "node:url";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parseTable } from "../../data/parse_table.ts";
import { checkTable, type MultiTargetTable, type SingleTargetTable } from "../../data/table.ts";
import { tableFromCsv } from "../../data/table_from_csv.ts";
import { inFolder } from "../cli/run_command.ts";

const WELL_FORMED = {
  features: [[1, 2.5], [-3, 400]],
  featureNames: ["a", "b"],
  target: [7, 8],
  targetName: "y",
};

const accepted: Readonly<Record<string, string>> = {
  "is plain": "a,b,y\n1,2.5,7\n-3,4e2,8\n",
  "has no line break at its end": "a,b,y\n1,2.5,7\n-3,4e2,8",
  "starts with a byte order mark": "\uFEFFa,b,y\n1,2.5,7\n-3,4e2,8\n",
  "has CRLF": "a,b,y\r\n1,2.5,7\r\n-3,4e2,8\r\n",
  "has a byte order mark, CRLF and a quoted first name": '\uFEFF"a",b,y\r\n1,2.5,7\r\n-3,4e2,8',
  "has CRLF and LF mixed": "a,b,y\r\n1,2.5,7\n-3,4e2,8\r\n",
  "has quoted cells": 'a,"b",y\n"1",2.5,"7"\n-3,"4e2",8\n',
  "has blank lines": "\n\na,b,y\n\n1,2.5,7\n\n-3,4e2,8\n\n",
  "has spaces around cells": " a , b,y\n1, 2.5,7 \n-3,4e2,\t8\n",
  "has other ways to write a number": "a,b,y\n+1.,2.50,7e0\n-3.0E+0,.4E3,8\n",
};

for (const [condition, text] of Object.entries(accepted)) {
  Deno.test(`parseTable() reads the text if it ${condition}`, () => {
    assertEquals(parseTable(text, { target: "y" }), WELL_FORMED);
  });
}

Deno.test("parseTable() keeps names that hold separators and line breaks", () => {
  const { featureNames } = parseTable('"a,1","b\n""2""",y\n1,2,3\n', { target: "y" });
  assertEquals(featureNames, ["a,1", 'b\n"2"']);
});

Deno.test("parseTable() gives a row of targets per row if several are named", () => {
  const table = parseTable("a,u,b,v\n1,2,3,4\n5,6,7,8\n", { target: ["v", "u"] });
  assertEquals(table, {
    features: [[1, 3], [5, 7]],
    featureNames: ["a", "b"],
    target: [[4, 2], [8, 6]],
    targetName: ["v", "u"],
  });
});

Deno.test("parseTable() gives rows of one target if an array names one", () => {
  const { target, targetName } = parseTable("a,y\n1,2\n", { target: ["y"] });
  assertEquals([target, targetName], [[[2]], ["y"]]);
});

const refused: Readonly<Record<string, readonly [text: string, message: string]>> = {
  "is empty": ["", "it must have a header and rows: it is empty"],
  "holds a byte order mark only": ["\uFEFF", "it must have a header and rows: it is empty"],
  "holds blank lines only": ["\n\r\n\n", "it must have a header and rows: it is empty"],
  "has a header only": ["a,y\n", "a row of numbers must follow the header: there is none"],
  "misses a cell": ["a,b,y\n1,2,3\n1,2\n", "line 3 must have 3 cells as the header has: it has 2"],
  "has an extra cell": ["a,y\r\n1,2,3\r\n", "line 2 must have 2 cells as the header has: it has 3"],
  "has a comma at the end of a line": ["a,y\n1,2,\n", "line 2 must have 2 cells"],
  "has an empty cell": ["a,y\n1,2\n,4\n", "line 3, column 'a' must be a finite decimal number"],
  "has text in a number": ["a,y\n1,2x\n", "line 2, column 'y' must be a finite decimal number"],
  "has a hexadecimal number": ["a,y\n0x10,2\n", 'current value is "0x10"'],
  "has a number too large": ["a,y\n1e999,2\n", "line 2, column 'a'"],
  "has a negative number too large": ["a,y\n-1e999,2\n", 'current value is "-1e999"'],
  "has NaN": ["a,y\nNaN,2\n", 'current value is "NaN"'],
  "has Infinity": ["a,y\nInfinity,2\n", 'current value is "Infinity"'],
  "has a decimal comma": ['a,y\n"1,5",2\n', 'current value is "1,5"'],
  "has digits grouped": ["a,y\n1_000,2\n", 'current value is "1_000"'],
  "has a BigInt": ["a,y\n1n,2\n", 'current value is "1n"'],
  "has a lone point": ["a,y\n.,2\n", 'current value is "."'],
  "has a name twice": ["a,y,a\n1,2,3\n", "columns 1 and 3 of line 1 are both 'a'"],
  "has a column without a name": ["a,,y\n1,2,3\n", "column 2 of line 1 is empty"],
  "has a quote left open": ['a,y\n"1,2\n', "its quotes must be closed"],
  "is separated by semicolons": [
    "a;b;y\n1,5;2,5;3\n",
    "its cells must be separated by commas (and decimals by points): line 1 has semicolons instead",
  ],
  "is separated by tabs": ["a\tb\ty\n1\t2\t3\n", "line 1 has tabs instead"],
  "is separated by bars below a blank line": ["\na|y\n1|2\n", "line 2 has vertical bars instead"],
  "has CR line ends": ["a,b,y\r1,2,3\r", "end in LF or CRLF: line 1 has a CR without LF"],
  "has a CR among other line ends": ["a,y\r\n1,2\r3,4\n", "line 2 has a CR without LF"],
  "names lines below blank ones and CRLF": ["a,y\r\n\r\n1,2\r\n\r\n1,b\r\n", "line 5, column 'y'"],
  "names lines below a cell of two lines": ['"a\nb",y\n1,2\n1,c\n', "line 4, column 'y'"],
};

for (const [condition, [text, message]] of Object.entries(refused)) {
  Deno.test(`parseTable() throws if the text ${condition}`, () => {
    const error = assertThrows(
      () => parseTable(text, { target: "y", source: "t.csv" }),
      Error,
      message,
    );
    assertEquals(error.message.startsWith("Cannot read t.csv as "), true, error.message);
  });
}

Deno.test("parseTable() suggests the nearest column if the target is none", () => {
  assertThrows(
    () => parseTable("age,strength\n1,2\n", { target: "strenght" }),
    RangeError,
    "Cannot read the text as target 'strenght' is not a column: did you mean 'strength'?",
  );
});

Deno.test("parseTable() names the nearest of very many columns, and few of the others", () => {
  const names = Array.from({ length: 300 }, (_, i) => `feature${i}`);
  const text = `${names.join()}\n${names.map(() => 1).join()}\n`;
  const { message } = assertThrows(() => parseTable(text, { target: "fature7" }), RangeError);
  assertEquals(message.includes("did you mean 'feature7'? (known are feature0, "), true, message);
  assertEquals(message.endsWith("feature23 and 276 more)"), true, message);
  const long = assertThrows(() => parseTable(text, { target: "x".repeat(1e6) }), RangeError);
  assertEquals(long.message.length < 1000, true);
});

Deno.test("parseTable() throws if the targets are wrong", () => {
  const text = "a,u,v\n1,2,3\n";
  assertThrows(() => parseTable(text, { target: [] }), RangeError, "one or several different");
  assertThrows(() => parseTable(text, { target: ["u", "u"] }), RangeError, "different columns");
  assertThrows(() => parseTable(text, { target: ["u", "v", "a"] }), RangeError, "as a feature");
  assertThrows(() => parseTable("y\n1\n", { target: "y" }), RangeError, "as a feature");
  for (const target of [3, null, undefined, [undefined]]) {
    assertThrows(
      () => parseTable(text, { target: target as unknown as string }),
      TypeError,
      "'target' must",
    );
  }
});

Deno.test("parseTable() gives finite numbers or a clear error if the text is damaged", () => {
  const text = 'a,"b",y\r\n1,2.5,7\r\n-3,"4e2",8\n';
  const damage = ["", ",", '"', "\n", "\r", "\0", "x", " ", "e", "\uFEFF", "9".repeat(400)];
  let tables = 0;
  let refusals = 0;
  for (let at = 0; at <= text.length; at++) {
    for (const piece of damage) {
      for (const skip of [0, 1]) {
        const damaged = text.slice(0, at) + piece + text.slice(at + skip);
        try {
          const table = parseTable(damaged, { target: "y" });
          checkTable(table);
          assert(table.features.flat().every(Number.isFinite));
          tables++;
        } catch (error) {
          refusals++;
          const isClear = error instanceof Error &&
            error.message.startsWith("Cannot read the text");
          if (!isClear) throw new Error(JSON.stringify(damaged), { cause: error });
        }
      }
    }
  }
  assert(tables > 100 && refusals > 100, `${tables} tables, ${refusals} refusals`);
});

Deno.test(
  "tableFromCsv() reads a file by path and by URL, with types that tell one target from several",
  inFolder(async (folder) => {
    const path = `${folder}/table.csv`;
    await Deno.writeTextFile(path, "\uFEFFa,b,y\r\n1,2.5,7\r\n-3,4e2,8\r\n");
    for (const location of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      const single: SingleTargetTable = await tableFromCsv(location, { target: "y" });
      assertEquals(single, WELL_FORMED);
    }
    const several: MultiTargetTable = await tableFromCsv(path, { target: ["y", "b"] });
    assertEquals(several.target, [[7, 2.5], [8, 400]]);
  }),
);

Deno.test(
  "tableFromCsv() names the file if its content is wrong",
  inFolder(async (folder) => {
    const path = `${folder}/table.csv`;
    const read = () => tableFromCsv(path, { target: "y" });
    await Deno.writeTextFile(path, "a,y\n1,x\n");
    await assertRejects(
      read,
      SyntaxError,
      `Cannot read ${path} as line 2, column 'y' must be a finite decimal number: ` +
        'current value is "x"',
    );
    await Deno.writeFile(path, Uint8Array.of(0xff, 0xfe, 0x61, 0x00));
    await assertRejects(read, SyntaxError, "must be UTF-8 text");
  }),
);

Deno.test("tableFromCsv() rejects if an option is wrong, or there is no such file", async () => {
  const wrong = { targets: "y" } as unknown as { target: string };
  await assertRejects(() => tableFromCsv("a.csv", wrong), TypeError, "did you mean 'target'?");
  await assertRejects(
    () => tableFromCsv("a.csv", undefined as unknown as { target: string }),
    TypeError,
    "Cannot read a.csv as options must be an object",
  );
  const missing = () => tableFromCsv("/no/such/file.csv", { target: "y" });
  await assertRejects(missing, Deno.errors.NotFound);
});

Deno.test("tableFromCsv() reads a file over http and says so if there is none", async () => {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) =>
      request.url.endsWith("/good.csv")
        ? new Response("a,b,y\n1,2.5,7\n-3,4e2,8\n")
        : new Response("gone", { status: 404, statusText: "Not Found" }),
  );
  const address = `http://127.0.0.1:${server.addr.port}`;
  try {
    assertEquals(await tableFromCsv(new URL(`${address}/good.csv`), { target: "y" }), WELL_FORMED);
    await assertRejects(
      () => tableFromCsv(`${address}/bad.csv`, { target: "y" }),
      Error,
      "it answered 404",
    );
  } finally {
    await server.shutdown();
  }
});
