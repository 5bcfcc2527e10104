import { posix, win32 } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { resolveLogPath } from "../../../backends/log/log_path.ts";
import { makeParallel } from "../../../backends/make_parallel.ts";

Deno.test("resolveLogPath() takes paths and file URLs, as such and as texts", () => {
  assertEquals(resolveLogPath("/a b/c", posix), "/a b/c");
  assertEquals(resolveLogPath("file:///a%20b/c", posix), "/a b/c");
  assertEquals(resolveLogPath(new URL("file:///a%20b/c"), posix), "/a b/c");
  assertEquals(resolveLogPath("C:\\a\\b", win32), "C:\\a\\b");
  assertEquals(resolveLogPath(new URL("file:///C:/a/b"), win32), "C:\\a\\b");
  assertEquals(resolveLogPath("file://server/share/b", win32), "\\\\server\\share\\b");
  assertEquals(resolveLogPath("a.journal"), `${Deno.cwd()}/a.journal`);
});

Deno.test("resolveLogPath() refuses what is no path, with a short message", () => {
  const refused = ["", "a\0b", 1, null, new URL("https://example.org/a"), "file:///a%2Fb", {}];
  for (const log of [...refused, `file:///%2F${"x".repeat(1e6)}`, "\0".repeat(1e6)]) {
    assertThrows(() => resolveLogPath(log), TypeError, "'log' must be a path or a file URL");
    try {
      resolveLogPath(log);
    } catch (error) {
      assertEquals(String(error).length < 500, true);
    }
  }
});

Deno.test("makeParallel() keeps its log where it was made if the folder is changed", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const before = Deno.cwd();
  const problem = {
    seed: 1,
    variables: [{ name: "a", type: "float", lower: 0, upper: 9, transform: "none" }],
    controls: {},
  } as const;
  try {
    for (const name of ["a", "b"]) Deno.mkdirSync(`${folder}/${name}`);
    Deno.chdir(`${folder}/a`);
    await using fun = makeParallel(([x]) => x, { method: "sequential", log: "run.journal" });
    Deno.chdir(`${folder}/b`);
    for await (const _ of fun.evaluate([{ row: 0, x: [1], replicate: 0 }], { problem }));
    assertEquals([...Deno.readDirSync(`${folder}/a`)].map(({ name }) => name), ["run.journal"]);
    assertEquals([...Deno.readDirSync(`${folder}/b`)].length, 0);
  } finally {
    Deno.chdir(before);
    await Deno.remove(folder, { recursive: true });
  }
});
