/** The thread that serves a page, as the run's thread sees it. @module */
import { Worker } from "node:worker_threads";
import { within } from "../../core/objective/platform.ts";
import { printError } from "../../core/options/notify.ts";
import type { FromServer, SeenRun, ToServer } from "./live_message.ts";
import { type LookedAt, RunLooks } from "./looked_at.ts";

/** Time for the last drawing, of those who look. */
const CLOSING_MS = 10_000;

/** A page that is served; that it cannot be drawn, or served any more, ends no run. */
export class ReportThread {
  readonly #thread = new Worker(entry());
  readonly #title: string;
  readonly #looks = new RunLooks();
  readonly #opened = Promise.withResolvers<number>();
  readonly #closed = Promise.withResolvers<void>();
  /** Warnings, each given once. */
  readonly #told = new Set<string>();
  /** Of the look before, in this thread. */
  #costMs = 0;
  #url = "";
  #ending: Promise<void> | undefined;

  private constructor(title: string) {
    this.#title = title;
    this.#thread.on("message", (message: FromServer) => this.#receive(message));
    this.#thread.on("error", (error: Error) => {
      this.#opened.reject(error);
      this.#closed.resolve();
      if (this.#url) this.#warn(`The report is not served any more: ${error.message}`);
    });
  }

  /** Starts a thread. @throws {RangeError} If the port cannot be had. */
  static async start({ port, title }: {
    readonly port: number;
    readonly title: string;
  }): Promise<ReportThread> {
    const page = new ReportThread(title);
    try {
      page.#post({ kind: "listen", port, title });
      page.#url = `http://127.0.0.1:${await page.#opened.promise}/`;
      page.#thread.unref();
      return page;
    } catch (error) {
      await page.#thread.terminate();
      throw error;
    }
  }

  get url(): string {
    return this.#url;
  }

  show(run: LookedAt, { title = this.#title }: { readonly title?: string } = {}): void {
    this.#looks.show(run, title);
    this.#tell();
  }

  close(note = ""): Promise<void> {
    return this.#ending ??= this.#close(note);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(note: string): Promise<void> {
    this.#thread.ref();
    this.#post({ kind: "close", run: this.#look(), note });
    await within(CLOSING_MS, this.#closed.promise);
    await this.#thread.terminate();
  }

  #receive(message: FromServer): void {
    switch (message.kind) {
      case "listening":
        return this.#opened.resolve(message.port);
      case "refused":
        return this.#opened.reject(refusal(message));
      case "warning":
        return this.#warn(message.message);
      case "closed":
        return this.#closed.resolve();
      case "look": {
        const startMs = performance.now();
        this.#tell();
        this.#costMs = performance.now() - startMs;
      }
    }
  }

  #tell(): void {
    this.#post({ kind: "seen", run: this.#look(), costMs: this.#costMs });
  }

  #look(): SeenRun | undefined {
    try {
      return this.#looks.look();
    } catch (error) {
      this.#warn(
        `Cannot show the run on its page: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  #post(message: ToServer): void {
    this.#thread.postMessage(message);
  }

  #warn(message: string): void {
    if (!this.#told.has(message)) printError(message);
    this.#told.add(message);
  }
}

/** Never called: what is imported by name, `deno cache` fetches with this module. */
const _fetched = () => import("./report_server.ts");

/** Threads of node:worker_threads, which need not keep a process alive, start from files and data only. */
function entry(): URL {
  const url = new URL("./report_server.ts", import.meta.url);
  if (url.protocol === "file:") return url;
  const script = `import ${JSON.stringify(url.href)};`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}

function refusal(
  { port, message, isTaken }: FromServer & { readonly kind: "refused" },
): RangeError {
  const rule = isTaken ? "be free" : "be one that may be opened";
  const reason = isTaken ? "" : ` (${message.split("\n")[0]})`;
  return new RangeError(
    `Cannot serve the report as 'port' must ${rule}: current value is ${port}${reason}`,
  );
}
