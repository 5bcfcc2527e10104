/** `tune --serve`: the page while rows run. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { inFolder, runScript, startScript } from "./run_command.ts";

const script = "spot/cli.ts";
const program = (body: string) => ["--", Deno.execPath(), "eval", `${body}; console.log({x})`];
const space = JSON.stringify({ x: { type: "float", lower: 0, upper: 1 } });

/** Starts tuning, and says where the page is. */
async function serve(folder: string, args: readonly string[]) {
  await Deno.writeTextFile(`${folder}/space.json`, space);
  const options = ["--space", `${folder}/space.json`, "--out", `${folder}/out`, "--cores", "1"];
  const child = startScript(script, { args: ["tune", ...options, ...args] });
  let stderr = "";
  const told = Promise.withResolvers<string>();
  const reading = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
      stderr += text;
      const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(stderr) ?? [];
      if (url) told.resolve(url);
    }
    told.reject(new Error(stderr));
  })();
  const stdout = new Response(child.stdout).text();
  const end = async () => {
    const { code } = await child.status;
    await reading;
    return { code, stdout: await stdout, stderr };
  };
  return { url: await told.promise, child, end };
}

Deno.test(
  "tune --serve shows rows while they run, and ends with them",
  inFolder(async (folder) => {
    const wait = "await new Promise((end) => setTimeout(end, 300))";
    const { url, end } = await serve(folder, ["--evals", "6", "--serve", ...program(wait)]);
    const events = (await fetch(`${url}events`)).text();
    const { code, stdout, stderr } = await end();
    assertEquals(code, 0, stderr);
    const told = await events;
    assertMatch(told, /event: state\ndata: .*"done":[1-5],"total":6,/);
    assertMatch(
      told,
      /event: end\ndata: .*The run has finished\. Saved [^"]*report\.html\. This page/,
    );
    assertStringIncludes(stdout, "report.html");
  }),
);

Deno.test({
  name: "tune --serve shows that it was interrupted, and leaves nothing behind",
  ignore: Deno.build.os === "windows",
  fn: inFolder(async (folder) => {
    const wait = "await new Promise((end) => setTimeout(end, 300))";
    const { url, child, end } = await serve(folder, ["--evals", "60", "--serve", ...program(wait)]);
    const { body } = await fetch(`${url}events`);
    let told = "";
    for await (const text of body!.pipeThrough(new TextDecoderStream())) {
      const isUnderWay = (events: string) => /"done":[1-9]/.test(events);
      if (!isUnderWay(told) && isUnderWay(told + text)) child.kill("SIGINT");
      told += text;
    }
    assertMatch(told, /data: .*"ended":"The run was interrupted\."/);
    assertEquals((await end()).code, 130);
  }),
});

Deno.test(
  "tune --serve refuses a port that is taken before anything runs",
  inFolder(async (folder) => {
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    await Deno.writeTextFile(`${folder}/space.json`, space);
    const { port } = taken.addr;
    const options = ["--space", `${folder}/space.json`, "--out", `${folder}/out`];
    const { code, stderr, stdout } = await runScript(script, "tune", ...options, ...[
      "--serve",
      String(port),
      ...program(""),
    ]);
    assertEquals([code, stdout], [2, ""]);
    assertEquals(stderr, `Cannot tune as '--serve' must be free: current value is ${port}\n`);
    const wrong = await runScript(script, "tune", ...options, "--serve", "65536", ...program(""));
    assertEquals(wrong.code, 2);
    assert(wrong.stderr.startsWith("Cannot tune as '--serve' must be "), wrong.stderr);
  }),
);
