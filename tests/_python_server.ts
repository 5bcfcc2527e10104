/** Servers in Python that tests ask, such as dashboards. @module */
import { python } from "./_python.ts";

/** A server on this machine. */
export interface PythonServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
}

/** It tells its address within that time, or is ended. */
const WATCHDOG_MS = 120_000;

/**
 * Starts a server and waits until it tells its address.
 *
 * @param args What Python is started with.
 * @throws {Error} If it tells none, with what it says.
 */
export async function startServer(args: readonly string[]): Promise<PythonServer> {
  const child = new Deno.Command(python, {
    args: ["-u", ...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const watchdog = setTimeout(() => child.kill("SIGKILL"), WATCHDOG_MS);
  const address = Promise.withResolvers<string>();
  const told = readAll(child.stderr, (text) => {
    const [url] = /http:\/\/[\w.]+:\d+(?=\D)/.exec(text) ?? [];
    if (url !== undefined) address.resolve(url);
  }).then((text) => address.reject(new Error(`no address: ${text.slice(-2000)}`)));
  const stop = async () => {
    clearTimeout(watchdog);
    try {
      child.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await child.status;
    await told;
  };
  try {
    const url = await address.promise;
    clearTimeout(watchdog);
    return { url, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
  onText: (text: string) => void,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) onText(text += decoder.decode(bytes, { stream: true }));
  return text;
}

/**
 * Asks for JSON until it is as it should be: servers may listen a little later than they say, and read
 * their files now and then.
 *
 * @throws {Error} If the answer is an error, or still another one when the watchdog ends it.
 */
export async function askUntil<T>(
  url: string,
  { isDone, body }: { readonly isDone: (answer: T) => boolean; readonly body?: unknown },
): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const init = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
  const deadline = performance.now() + WATCHDOG_MS;
  let last = "nothing";
  while (performance.now() < deadline) {
    const response = await fetch(url, init).catch(() => undefined);
    last = await response?.text() ?? "nothing";
    if (response && !response.ok) {
      throw new Error(`${url} answers ${response.status}: ${last.slice(0, 500)}`);
    }
    const answer: T | undefined = response && JSON.parse(last);
    if (answer !== undefined && isDone(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} still answers ${last.slice(0, 2000)}`);
}
