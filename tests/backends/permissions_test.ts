import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isRequired, outputOf } from "../_program.ts";
import { importMapFlag } from "./_import_map.ts";

const script = new URL("fixtures/permitted_run.ts", import.meta.url).href;
const root = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
const deno = Deno.execPath();

async function run(flags: readonly string[], ...args: string[]) {
  const { stdout, stderr } = await new Deno.Command(deno, {
    args: ["run", "--no-prompt", "--quiet", importMapFlag(), ...flags, script, ...args],
  }).output();
  const decoder = new TextDecoder();
  return { stdout: decoder.decode(stdout).trim(), stderr: decoder.decode(stderr) };
}

const modes: Readonly<Record<string, readonly string[]>> = {
  sequential: [],
  worker: [`--allow-read=${root}/backends,${root}/spot,${root}/tests/backends/fixtures`],
  subprocess: ["--allow-read", `--allow-run=${deno}`],
};

for (const [method, flags] of Object.entries(modes)) {
  Deno.test(`makeParallel() needs no more than ${flags.join(" ") || "nothing"} (${method})`, async () => {
    assertEquals(await run(flags, method), { stdout: "45", stderr: "" });
  });
}

Deno.test("makeParallel() starts subprocesses if the parent may read only the package and the module", async () => {
  const flags = [`--allow-read=${root}/backends,${root}/spot,${root}/tests`, `--allow-run=${deno}`];
  assertEquals((await run(flags, "subprocess")).stdout, "45");
});

Deno.test({
  name: "makeParallel() asks no question on a terminal",
  ignore: Deno.build.os !== "linux" || !isRequired("script"), // of util-linux
  async fn() {
    const narrow = `--allow-read=${root}/backends,${root}/spot,${root}/tests/backends/fixtures`;
    for (
      const [method, flags] of [["worker", []], ["subprocess", [`--allow-run=${deno}`]]] as const
    ) {
      const args = [
        deno,
        "run",
        "--quiet",
        importMapFlag(),
        narrow,
        ...flags,
        script,
        method,
        "auto",
      ];
      const shown = await outputOnTerminal(args.map((arg) => `'${arg}'`).join(" "));
      assertEquals(shown, "45");
    }
  },
});

/** What a command shows on a terminal, for which util-linux' `script` stands in. */
function outputOnTerminal(command: string): Promise<string> {
  return outputOf("script", ["-qec", command, "/dev/null"], { env: { NO_COLOR: "1" } });
}

Deno.test("makeParallel() narrows workers if it is asked to", async () => {
  const flags = ["--allow-all", "--unstable-worker-options"];
  assertEquals(await run(flags, "worker", "narrowed"), { stdout: "45", stderr: "" });
});

Deno.test("makeParallel() prints the flag that is missing, and the run works with it", async () => {
  for (const [method, granted] of [["worker", []], ["subprocess", ["--allow-read"]]] as const) {
    const { stdout, stderr } = await run(granted, method);
    assertEquals(stdout, "");
    const flag = /run again with (--allow-[^\s\n]+)/.exec(stderr)?.[1];
    assert(flag !== undefined, stderr);
    assertEquals((await run([...granted, flag], method)).stdout, "45", flag);
  }
});

Deno.test("makeParallel() says that the flag is the path of Deno, not its name", async () => {
  const { stderr } = await run(["--allow-read", "--allow-run=deno"], "subprocess");
  assertStringIncludes(stderr, `--allow-run=${deno}`);
});
