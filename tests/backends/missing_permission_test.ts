import { assert, assertEquals } from "@std/assert";
import {
  missingPermission,
  readableFolders,
  withOption,
} from "../../backends/missing_permission.ts";

const message = (path: string) =>
  `Requires read access to "${path}", run again with the --allow-read flag`;
const flagFor = (path: string, moduleUrl: string) =>
  missingPermission(message(path), moduleUrl)?.replace("--allow-read=", "").split(",");

Deno.test("missingPermission() names a file outside of the folders, also beside one of a longer name", () => {
  const [root] = readableFolders("https://example.org/fun.ts");
  const moduleUrl = "file:///data/run/fun.ts";
  assertEquals(flagFor("/data/run/x.csv", moduleUrl), [root, "/data/run"]);
  assertEquals(flagFor("/data/run2/x.csv", moduleUrl), [root, "/data/run", "/data/run2/x.csv"]);
  assertEquals(flagFor("/data/run2", moduleUrl), [root, "/data/run", "/data/run2"]);
});

Deno.test("missingPermission() leaves out what lies within another folder", () => {
  assertEquals(flagFor("/etc/hosts", "file:///fun.ts"), ["/"]);
  const [root] = readableFolders("https://example.org/fun.ts");
  assertEquals(flagFor(root, `file://${root}/examples/fun.ts`), [root]);
});

Deno.test("missingPermission() names the flag of what Deno asks for, and nothing for other messages", () => {
  const url = "file:///fun.ts";
  const net = `Requires net access to "example.org:443", run again with the --allow-net flag`;
  assertEquals(missingPermission(net, url), "--allow-net=example.org:443");
  assert(missingPermission("x is not a function", url) === undefined);
});

Deno.test("a path with a comma, which a flag cannot name, is granted by the folder above", () => {
  const [root] = readableFolders("https://example.org/fun.ts");
  const flag = missingPermission(message("/data/b/x,y.csv"), "file:///run/a, b/fun.ts");
  assertEquals(flag, `--allow-read=${root},/run,/data/b`);
  const option = (text: string) => /allow: \[.*\]/.exec(withOption(text))?.[0];
  assertEquals(option(message("/data/b/x,y.csv")), `allow: ["read=/data/b"]`);
  assertEquals(option(message("a,b/x.csv")), `allow: ["read=."]`);
  const write = `Requires write access to "/data/x,y.csv", run again with the --allow-write flag`;
  assertEquals(missingPermission(write, "file:///fun.ts"), "--allow-write=/data");
  const run = `Requires run access to "/x,y/prog", run again with the --allow-run flag`;
  assertEquals(option(run), `allow: ["run=/x,y/prog"]`);
});
