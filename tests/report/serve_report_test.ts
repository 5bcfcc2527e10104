/** The page of a run that goes on, as a client of HTTP sees it. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { serveReport } from "../../spot/report/live/serve_report.ts";
import type { RunRecord } from "../../spot/record.ts";
import { runScript } from "../cli/run_command.ts";
import { rowRecord, runOf } from "./example_record.ts";

const DEADLINE_MS = 60_000;
const span = { worker: 0, startMs: 0, endMs: 10, costMs: 9 };

/** A run whose rows a test adds. */
class GrowingRun {
  looks = 0;
  rows = 0;
  ended: RunRecord["ended"] = "unfinished";
  failure: string | undefined;

  get record(): RunRecord {
    this.looks++;
    const run = runOf([], { numCores: 2, batch: [0, 10], durationMs: 0 });
    const rows = Array.from({ length: this.rows }, (_, row) => ({
      ...rowRecord(row, span),
      ...(this.failure &&
        { y: NaN, failure: { kind: "exception" as const, message: this.failure } }),
    }));
    return { ...run, funEvals: 9, rows, ended: this.ended };
  }
}

interface ServerEvent {
  readonly name: string;
  // deno-lint-ignore no-explicit-any
  readonly data: any;
}

/** The events of a stream, until it ends. */
async function* eventsOf(url: string): AsyncGenerator<ServerEvent> {
  const { body, headers } = await fetch(`${url}events`, {
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  assertEquals(headers.get("Content-Type"), "text/event-stream");
  let rest = "";
  for await (const text of body!.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split("\n\n");
    rest = events.pop()!;
    for (const event of events) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      if (name) yield { name, data: JSON.parse(data) };
    }
  }
}

/** What a server answers to a request that no browser would make. */
async function ask(url: string, lines: readonly string[]): Promise<string> {
  const { port } = new URL(url);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const request = [...lines, "Connection: close", "", ""].join("\r\n");
  await connection.write(new TextEncoder().encode(request));
  return await new Response(connection.readable).text();
}

Deno.test("serveReport() serves the page as it is now", async () => {
  const run = new GrowingRun();
  await using page = await serveReport(run, { title: "A <title>" });
  assertMatch(page.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const first = await (await fetch(page.url)).text();
  assert(first.includes("<title>A &#60;title&#62;</title>"));
  run.rows = 3;
  const content = await (await fetch(`${page.url}content`)).json();
  assertMatch(content.subtitle, /^example: 3 evaluations, best y 0;/);
  assert(content.parts.some((part: string) => part.includes("<h2>Progress</h2>")));
  const same = await fetch(`${page.url}content?than=${encodeURIComponent(content.version)}`);
  assertEquals([same.status, await same.text()], [204, ""]);
});

Deno.test("serveReport() escapes what a run says", async () => {
  const run = new GrowingRun();
  [run.rows, run.failure] = [2, "<img src=x onerror=alert(1)>"];
  await using page = await serveReport(run);
  for (const path of ["", "content"]) {
    const text = await (await fetch(page.url + path)).text();
    assert(!text.includes("<img") && text.includes("&#60;img"), path);
  }
});

Deno.test("serveReport() tells those who look, and the end", async () => {
  const run = new GrowingRun();
  const page = await serveReport(run);
  const told: ServerEvent[] = [];
  const reading = (async () => {
    for await (const event of eventsOf(page.url)) {
      told.push(event);
      const { done } = event.data;
      if (event.name === "state" && done === 0 && event.data.text !== "Starting") run.rows = 4;
      if (event.name === "state" && done === 4) {
        [run.rows, run.ended] = [9, "finished"];
        await page.close("Saved a & b.");
      }
    }
  })();
  await reading;
  const { name, data } = told.at(-1)!;
  assertEquals(name, "end");
  assertEquals(data.text, "The run has finished. Saved a & b. This page stays as it is.");
  assertEquals([data.state.done, data.state.total], [9, 9]);
  assertMatch(data.content.subtitle, /9 evaluations/);
  assertMatch(
    told.find(({ data }) => data.done === 4)!.data.text,
    /^4 of 9 evaluations, best y 0; /,
  );
  await assertRejects(() => fetch(page.url), TypeError);
  await page.close(); // once more does nothing
});

Deno.test("serveReport() does not look at the run unless somebody looks", async () => {
  const run = new GrowingRun();
  await using page = await serveReport(run);
  const { looks } = run;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assertEquals(run.looks, looks);
  await (await fetch(page.url)).text();
  assertEquals(run.looks, looks + 1);
});

Deno.test("serveReport() answers only GET, by this machine's names, to its own page", async () => {
  await using page = await serveReport(new GrowingRun());
  const { host, port } = new URL(page.url);
  const status = async (...lines: string[]) => {
    const [, code] = /^HTTP\/1\.1 (\d+)/.exec(await ask(page.url, lines)) ?? [];
    return Number(code);
  };
  assertEquals(await status("GET / HTTP/1.1", `Host: ${host}`), 200);
  assertEquals(await status("GET / HTTP/1.1", `Host: localhost:${port}`), 200);
  assertEquals(await status("GET / HTTP/1.1", `Host: evil.example:${port}`), 421);
  assertEquals(await status("GET / HTTP/1.1", "Host: 127.0.0.1"), 421);
  for (const method of ["POST", "PUT", "HEAD", "OPTIONS"]) {
    assertEquals(await status(`${method} / HTTP/1.1`, `Host: ${host}`, "Content-Length: 0"), 405);
  }
  assertEquals(await status("GET /../secret HTTP/1.1", `Host: ${host}`), 404);
  const from = (site: string, ...lines: string[]) =>
    status("GET /content HTTP/1.1", `Host: ${host}`, `Sec-Fetch-Site: ${site}`, ...lines);
  assertEquals(await from("same-origin"), 200);
  assertEquals(await from("cross-site"), 403);
  assertEquals(await from("same-site"), 403);
  const link = ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
  assertEquals(await from("cross-site", ...link), 200);
  assertEquals(await from("cross-site", link[0], "Sec-Fetch-Dest: iframe"), 403);
});

Deno.test("serveReport() lets nobody keep, frame or read the page", async () => {
  await using page = await serveReport(new GrowingRun());
  for (const path of ["", "content", "nothing"]) {
    const { headers, body } = await fetch(page.url + path);
    await body?.cancel();
    assertEquals(headers.get("Access-Control-Allow-Origin"), null);
    assertEquals(headers.get("Cross-Origin-Resource-Policy"), "same-origin");
    assertEquals(headers.get("X-Frame-Options"), "DENY");
    assertEquals(headers.get("X-Content-Type-Options"), "nosniff");
    assertEquals(headers.get("Cache-Control"), "no-store");
  }
});

Deno.test("serveReport() refuses a port that is taken, and wrong options", async () => {
  await using page = await serveReport(new GrowingRun());
  const port = Number(new URL(page.url).port);
  await assertRejects(
    () => serveReport(new GrowingRun(), { port }),
    RangeError,
    `Cannot serve the report as 'port' must be free: current value is ${port}`,
  );
  await assertRejects(
    () => serveReport(new GrowingRun(), { port: 65_536 }),
    RangeError,
    "Cannot serve the report as 'port' must be an integer from 0 to 65535: current value is 65536",
  );
});

Deno.test("serveReport() ends with the process, which it does not keep alive", async () => {
  const module = new URL("../../spot/report/live/serve_report.ts", import.meta.url).href;
  const script = `import { serveReport } from ${JSON.stringify(module)};
const run = { record: ${JSON.stringify(new GrowingRun().record)} };
const { url } = await serveReport(run);
console.log((await (await fetch(url)).text()).length > 1000);`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, script);
    const { code, stdout, stderr } = await runScript(file);
    assertEquals([stdout, stderr, code], ["true\n", "", 0]);
  } finally {
    await Deno.remove(file);
  }
});
