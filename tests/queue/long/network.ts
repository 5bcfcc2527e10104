/** A network that is cut for a minute, and one that goes dead; TLS; how soon a machine that joins helps. */
import { makeParallel } from "../../../backends/make_parallel.ts";
import { queue } from "../../../backends/queue/queue.ts";
import { delay } from "../_delay.ts";
import { startProxy } from "../_proxy.ts";
import { startRedis } from "../_redis.ts";
import { collect, countedProblem, rowsOf } from "../_rows.ts";
import { name, startHere } from "../_setting.ts";
import { startWork } from "../_work.ts";
import { counted } from "../fixtures/counted.ts";
import { hold, judge } from "./_report.ts";

const module = new URL("../fixtures/counted.ts", import.meta.url).pathname;
const workArgs = ["--cores", "2", "--method", "worker", "--module", module];

/** Both sides are cut off for a minute, in either way. */
async function cut(state: "cut" | "dead"): Promise<void> {
  await using redis = await startRedis();
  await using proxy = startProxy(redis.port);
  const url = redis.url.replace(`${redis.port}`, `${proxy.port}`);
  await using machine = await startWork({ url, name, args: workArgs });
  const warned: string[] = [];
  const onWarning = (warning: string) => void warned.push(warning);
  await using fun = makeParallel(counted, { method: queue({ url, name }), onWarning });
  const results = [];
  let resumedMs = 0;
  for await (
    const result of fun.evaluate(rowsOf(200), { problem: countedProblem({ ms: 50 }) })
  ) {
    results.push(result);
    resumedMs ||= results.length > 50 ? performance.now() : 0;
    if (results.length !== 50) continue;
    proxy.become(state);
    await delay(60_000);
    proxy.become("open");
    resumedMs = 0;
  }
  await judge(`network ${state} for 60 s`, results, 200);
  const told = [warned.join(), machine.said()];
  hold(
    "both sides tell, without the password",
    told.every((text) => text.includes("out of reach") && !text.includes(redis.password)),
    warned,
  );
}

async function openssl(dir: string, ...lines: string[]): Promise<void> {
  for (const line of lines) {
    const { success } = await new Deno.Command("openssl", {
      args: line.split(" "),
      cwd: dir,
      stderr: "null",
    }).output();
    if (!success) throw new Error(`openssl ${line} failed`);
  }
}

/** Another one in the script that is told of the authority. */
const tlsPort = Deno.env.has("DENO_CERT") ? 7444 : 7443;

/** A certificate of an own authority, known by DENO_CERT. */
async function tls(): Promise<void> {
  const known = Deno.env.get("DENO_CERT")?.replace(/\/[^/]*$/, "");
  const dir = known ?? await Deno.makeTempDir();
  const server = "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1";
  if (known === undefined) {
    await openssl(
      dir,
      "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=authority -days 2",
      `req -newkey rsa:2048 -nodes -keyout own.key -out own.csr ${server}`,
      "x509 -req -in own.csr -CA ca.crt -CAkey ca.key -CAcreateserial -copy_extensions copy -out own.crt",
    );
  }
  await using redis = await startRedis(
    ["--tls-port", `${tlsPort}`, "--tls-auth-clients", "no"].concat(
      ["cert", "key", "ca-cert"].flatMap((what) => [
        `--tls-${what}-file`,
        `${dir}/${{ cert: "own.crt", key: "own.key", "ca-cert": "ca.crt" }[what]}`,
      ]),
    ),
  );
  const url = `rediss://:${redis.password}@localhost:${tlsPort}`;
  const said: string[] = [];
  const run = async () => {
    await using _machine = await startHere({ url }, said);
    await using fun = makeParallel(counted, { method: queue({ url, name }) });
    return await collect(fun.evaluate(rowsOf(10), { problem: countedProblem({}) }));
  };
  if (Deno.env.has("DENO_CERT")) return await judge("TLS", await run(), 10);
  const refusal = await run().then(() => "none", (error: Error) => error.message);
  hold("an unknown authority", /localhost:\d+: .*certificate/.test(refusal), refusal);
  const again = new Deno.Command(Deno.execPath(), {
    args: ["task", "-q", "faults:queue", "tls"],
    env: { DENO_CERT: `${dir}/ca.crt` },
  });
  const { success, stdout } = await again.output();
  hold("TLS with an authority of its own", success, new TextDecoder().decode(stdout));
  await Deno.remove(dir, { recursive: true });
}

/** From a machine's being there to the first result of it. */
async function joining(): Promise<void> {
  await using redis = await startRedis();
  const { url } = redis;
  await using _first = await startWork({ url, name, args: workArgs });
  await using fun = makeParallel(counted, { method: queue({ url, name }) });
  let [n, joinedMs, helpsMs] = [0, 0, 0];
  let second: Promise<AsyncDisposable> | undefined;
  for await (
    const { worker, startMs } of fun.evaluate(rowsOf(100), { problem: countedProblem({ ms: 100 }) })
  ) {
    if (worker > 1) helpsMs ||= startMs;
    if (++n !== 10) continue;
    second = startWork({ url, name, args: workArgs });
    second.then(() => joinedMs = performance.now());
  }
  await (await second)?.[Symbol.asyncDispose]();
  hold(
    "a machine that joins helps within 1 s",
    helpsMs > 0 && helpsMs - joinedMs < 1000,
    `${Math.round(helpsMs - joinedMs)} ms`,
  );
}

export const network: Readonly<Record<string, () => Promise<void>>> = {
  cut: () => cut("cut"),
  dead: () => cut("dead"),
  tls,
  joining,
};
