/** A Python program that answers one line of JSON with another. @module */
import { fileURLToPath } from "node:url";

/** One program of bench/peers while it runs. */
export class PythonPeer {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #output: ReadableStreamDefaultReader<string>;
  #rest = "";

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.#input = child.stdin.getWriter();
    this.#output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Starts a program; undefined if there is no such Python, or it lacks a module. */
  static async start(python: string, script: string): Promise<PythonPeer | undefined> {
    const path = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
    const env = { OMP_NUM_THREADS: "1" };
    try {
      const child = new Deno.Command(python, {
        ...{ args: [path], env },
        ...{ stdin: "piped", stdout: "piped", stderr: "inherit" } as const,
      }).spawn();
      const peer = new PythonPeer(child);
      if (await peer.#line() !== undefined) return peer;
      await peer[Symbol.asyncDispose]();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  /** Sends a request and waits for its answer; one at a time. */
  async call<Answer>(request: object): Promise<Answer> {
    await this.#input.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    const line = await this.#line();
    if (line === undefined) throw new Error(`Python ended at ${JSON.stringify(request)}`);
    return JSON.parse(line);
  }

  async #line(): Promise<string | undefined> {
    while (!this.#rest.includes("\n")) {
      const { value, done } = await this.#output.read();
      if (done) return undefined;
      this.#rest += value;
    }
    const end = this.#rest.indexOf("\n");
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + 1);
    return line;
  }

  /** Ends the program. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#output.cancel();
    await this.#child.status;
  }
}
