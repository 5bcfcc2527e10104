/** A Redis of a test's own: on loopback, with a password, ended by its process. */
import { delay } from "./_delay.ts";

/** A server that is there until it is disposed of. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly password: string;
  readonly pid: number;
}

/** Why tests with Redis are left out; undefined: they are not. */
export const isMissing: boolean = (() => {
  try {
    return !new Deno.Command("redis-server", { args: ["--version"], stdout: "null" }).outputSync()
      .success;
  } catch {
    return true;
  }
})();

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

/** Starts a server and waits until it answers. */
export async function startRedis({ port = freePort() } = {}): Promise<TestRedis> {
  const password = crypto.randomUUID();
  const child = new Deno.Command("redis-server", {
    args: ["--port", `${port}`, "--bind", "127.0.0.1", "--requirepass", password]
      .concat(["--save", "", "--appendonly", "no", "--daemonize", "no"]),
    stdout: "null",
    stderr: "null",
  }).spawn();
  for (let i = 0; i < 100; i++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      break;
    } catch {
      await delay(20);
    }
  }
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    password,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It is gone.
      }
      await child.status;
    },
  };
}
