import { assertEquals } from "@std/assert";
import { importedSpecifiers } from "../../../backends/modules/imports.ts";

/** Source and what it imports. */
const sources: readonly (readonly [string, readonly string[]])[] = [
  ['import a from "./a.ts";', ["./a.ts"]],
  ["import {b as from} from './b.ts'", ["./b.ts"]],
  ['import def, { z } from"./a.ts"; import * as ns from "./b.ts"', ["./a.ts", "./b.ts"]],
  ['import "./a.ts"\nimport "./a.ts"', ["./a.ts"]],
  ['export * from "./a.ts"; export { x } from "./b.ts"', ["./a.ts", "./b.ts"]],
  ['import data from "./a.json" with { type: "json" };', ["./a.json"]],
  ['import defer * as a from "./a.ts"', ["./a.ts"]],
  ['import /* c */ (\n// d\n"./a.ts" )', ["./a.ts"]],
  ["const a = await import(`./a.ts`)", ["./a.ts"]],
  ['import("./m\\u002ets"); import("it\'s.ts"); import(\'say "x".ts\')', [
    "./m.ts",
    "it's.ts",
    'say "x".ts',
  ]],
  ['// import "./a.ts"\n/* import "./b.ts" */ /** import("./c.ts") */', []],
  ["const a = 'import \"./a.ts\"', b = \"from './b.ts'\", c = 'it\\'s from \"./c.ts\"'", []],
  ['`import "./a.ts" \\` from "./b.ts"`', []],
  ['`${ await import("./a.ts") } from "./b.ts"`', ["./a.ts"]],
  ['`${ {a: `x${ import("./a.ts") }`} } from "./b.ts"`; import "./c.ts"', ["./a.ts", "./c.ts"]],
  ["import(`./${name}.ts`); import(name); import(`./a` + name)", ["./a"]],
  ['foo.import("./a.ts"); Array.from("./b.ts"); const from = "./c.ts"; x = {import: "./d.ts"}', []],
  ['const r = /import "[/"]x"/g; import("./a.ts")', ["./a.ts"]],
  ['const q = a / b; import("./a.ts"); const p = 1 / 2 / import("./b.ts")', ["./a.ts", "./b.ts"]],
  ['if (x) /"/.test(y); import("./a.ts"); return /`/; import "./b.ts"', ["./a.ts", "./b.ts"]],
  ['f(x) / 2; "/"; import "./a.ts"', ["./a.ts"]],
  ['#private; é; 1n; "unfinished\nimport "./a.ts"', ["./a.ts"]],
  ["`unfinished ${", []],
  ["", []],
];

for (const [source, specifiers] of sources) {
  Deno.test(`importedSpecifiers() finds ${specifiers.length} in ${JSON.stringify(source)}`, () => {
    assertEquals(importedSpecifiers(source), specifiers);
  });
}

Deno.test("importedSpecifiers() finds what follows a text of many megabytes", () => {
  const text = "x".repeat(2e7);
  for (const quote of ["`", '"', "'"]) {
    const source = `const wasm = ${quote}${text}${quote}; import "./a.ts"`;
    assertEquals(importedSpecifiers(source), ["./a.ts"]);
  }
});
