import { assertEquals } from "@std/assert";
import { importMapFlag } from "./_import_map.ts";

const script = new URL("fixtures/surrounded_run.ts", import.meta.url).href;

Deno.test({
  name:
    "makeParallel() keeps what rows and their programs read and print off its messages (subprocess)",
  ignore: Deno.build.os === "windows", // its programs are those of Unix
  async fn() {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", importMapFlag(), script],
      stdin: "null",
      signal: AbortSignal.timeout(60_000),
    }).output();
    const text = new TextDecoder();
    const shown = text.decode(stderr);
    assertEquals(text.decode(stdout), "[0,0,0,0,0]\n", shown);
    for (const way of ["Deno.Command", "node:child_process", "FFI", "Deno.stdout"]) {
      assertEquals(shown.includes(`${way} prints\n`), true, `${way}: ${shown}`);
    }
  },
});
