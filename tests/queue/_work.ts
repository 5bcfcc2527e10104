/** A machine as a process of its own: the command `work`. */
import { config } from "../cli/import_map.ts";

/** What a machine is started with. */
export interface WorkOptions {
  readonly url: string;
  readonly name: string;
  readonly args?: readonly string[];
  /** Deno's flags, with which the URL is an argument; otherwise it is in the environment. @default {["-A"]} */
  readonly flags?: readonly string[];
}

/** A machine at work. */
export interface Work extends AsyncDisposable {
  readonly process: Deno.ChildProcess;
  /** What it has said. */
  readonly said: () => string;
  /** Waits until it has said something. */
  says(text: string): Promise<void>;
}

const root = new URL("../../", import.meta.url);

/** Starts a machine and waits until it is there. */
export async function startWork(
  { url, name, args = [], flags }: WorkOptions,
): Promise<Work> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      ...(flags ?? ["-A"]),
      ...config,
      "spot/cli/queue.ts",
      "work",
    ]
      .concat([...(flags ? ["--url", url] : []), "--name", name, ...args]),
    cwd: root.pathname,
    env: { NO_COLOR: "1", ...(!flags && { SPOT_QUEUE_URL: url }) },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let said = "";
  const waiting = new Set<() => void>();
  const reading = (async () => {
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
      said += text;
      for (const look of waiting) look();
    }
    for (const look of waiting) look();
  })();
  let hasEnded = false;
  reading.then(() => hasEnded = true);
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!said.includes(text) && !hasEnded) return;
        waiting.delete(look);
        if (said.includes(text)) resolve();
        else reject(new Error(`the machine has ended: ${said}`));
      };
      waiting.add(look);
      look();
    });
  await says("waits for rows");
  return {
    process,
    said: () => said,
    says,
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGTERM");
      } catch {
        // It is gone.
      }
      await process.status;
      await reading;
    },
  };
}
