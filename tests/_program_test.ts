import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { outputOf } from "./_program.ts";

const deno = Deno.execPath();
const evaluate = (code: string, env: Readonly<Record<string, string>> = {}) =>
  outputOf(deno, ["eval", "--quiet", "--no-config", code], { env });

const isRequired = (program: string, CI: string) =>
  evaluate(
    `import { isRequired } from "${import.meta.resolve("./_program.ts")}";
     console.log(isRequired(${JSON.stringify(program)}));`,
    { CI },
  );

Deno.test("outputOf() throws if the program fails, with what it says", async () => {
  const error = await assertRejects(() => evaluate("console.error('why'); Deno.exit(3)"), Error);
  assertStringIncludes(error.message, "ended with code 3: why");
});

Deno.test("outputOf() throws if the program is not found", async () => {
  await assertRejects(() => outputOf("no-such-program", []), Deno.errors.NotFound);
});

Deno.test("isRequired() is false if a program is not found, and never in CI", async () => {
  assertEquals(await isRequired("no-such-program", ""), "false");
  assertEquals(await isRequired("no-such-program", "true"), "true");
});

Deno.test({
  name: "isRequired() is true if a program is found that fails",
  ignore: Deno.build.os === "windows", // a script with #! is a program elsewhere
  async fn() {
    const program = await Deno.makeTempFile();
    await Deno.writeTextFile(program, "#!/bin/sh\nexit 1\n");
    await Deno.chmod(program, 0o755);
    assertEquals(await isRequired(program, ""), "true");
    await assertRejects(() => outputOf(program, []), Error, "ended with code 1");
    await Deno.remove(program);
  },
});
