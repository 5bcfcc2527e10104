import { assert, assertEquals } from "@std/assert";
import { makeParallel } from "../../backends/make_parallel.ts";
import { subprocessFlags } from "../../backends/subprocess/subprocess_flags.ts";
import { readable } from "./fixtures/objectives.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";

/** The permission flags for what `allow` asks for. */
function permissionsFor(...allow: string[]): string[] {
  const flags = subprocessFlags({ moduleUrl: readable.moduleUrl, allow });
  return flags.filter((flag) => flag.startsWith("--allow-"));
}

Deno.test("subprocessFlags() grants the paths of a list, as they stand in it", () => {
  const own = permissionsFor();
  assertEquals(permissionsFor("read=/data,/more"), [...own, "--allow-read=/data,/more"]);
});

Deno.test("subprocessFlags() leaves out lists where the whole permission is granted", () => {
  assert(permissionsFor().every((flag) => flag.startsWith("--allow-read=")));
  assertEquals(permissionsFor("read"), ["--allow-read"]);
  assertEquals(permissionsFor("read=/data", "read", "env=HOME"), [
    "--allow-read",
    "--allow-env=HOME",
  ]);
  const granted = permissionsFor("net=example.org", "net", "write=/data", "net=a.org");
  assertEquals(granted.slice(-2), ["--allow-net", "--allow-write=/data"]);
});

Deno.test("makeParallel() lets subprocesses read what 'allow' names, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const paths = ["a", "b", "c"].map((name) => `${folder}/${name}/file`);
    for (const path of paths) {
      await Deno.mkdir(path.replace("/file", ""));
      await Deno.writeTextFile(path, "");
    }
    const variable = { name: "a", type: "float", lower: 0, upper: 9, transform: "none" } as const;
    const problem = { seed: 1, variables: [variable], controls: { paths } };
    const countReadable = async (...allow: string[]) => {
      await using fun = makeParallel(readable, { method: subprocess({ allow }), numCores: 1 });
      const results = fun.evaluate([{ row: 0, x: [0], replicate: 0 }], { problem });
      for await (const { responses: y } of results) return y[0];
    };
    assertEquals(await countReadable(), 0);
    assertEquals(await countReadable(`read=${folder}/a,${folder}/b`), 2);
    assertEquals(await countReadable("read"), 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
