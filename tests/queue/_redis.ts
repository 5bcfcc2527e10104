/** A Redis of a test's own: on loopback, with a password, ended by its process. */
import { until } from "./_delay.ts";

/** A server that is there until it is disposed of. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly password: string;
  /** Kills the server, with all that it has, and starts it again. */
  restart(): Promise<void>;
}

/** Whether there is no server to start: then tests are left out by name. */
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
export async function startRedis(): Promise<TestRedis> {
  const [port, password] = [freePort(), crypto.randomUUID()];
  let child = await startServer(port, password);
  const end = async () => {
    child.kill("SIGKILL");
    await child.status;
  };
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    password,
    async restart() {
      await end();
      child = await startServer(port, password);
    },
    [Symbol.asyncDispose]: end,
  };
}

async function startServer(port: number, password: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command("redis-server", {
    args: ["--port", `${port}`, "--bind", "127.0.0.1", "--requirepass", password]
      .concat(["--save", "", "--appendonly", "no", "--daemonize", "no"]),
    stdout: "null",
    stderr: "null",
  }).spawn();
  await until("the server answers", () => answers(port));
  return child;
}

async function answers(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
