/** The report on loopback while a run goes on. @module */
import { Worker } from "node:worker_threads";
import { integer, kind, type OptionTable, resolveOptions } from "../../core/options/options.ts";
import { printError } from "../../core/options/notify.ts";
import type { RunRecord } from "../../record.ts";
import type { FromServer, SeenRun, ToServer } from "./live_message.ts";

/** Options of {@linkcode serveReport}. */
export interface ServeReportOptions {
  /** The port of 127.0.0.1; 0 for any that is free. @default {0} */
  readonly port?: number;
  /** The page's heading. @default {"Tuning report"} */
  readonly title?: string;
}

const table = {
  port: { kind: integer(0, 65_535), default: 0 },
  title: {
    kind: kind<string>("a text", (value) => typeof value === "string"),
    default: "Tuning report",
  },
} satisfies OptionTable<ServeReportOptions>;

/** A run that can be looked at: a `Spot`, or anything else that has a record. */
export interface LookedAt {
  /** The record so far. */
  readonly record: RunRecord;
}

/** A report that is served; it neither slows the run nor keeps the process alive. */
export interface ServedReport extends AsyncDisposable {
  /** Where it is, for example `http://127.0.0.1:8080/`. */
  readonly url: string;
  /** Shows another run from now on, under a heading of its own if one is given. */
  show(run: LookedAt, options?: { readonly title?: string }): void;
  /**
   * Shows the end to those who look, whose page stays as it is, and closes the server.
   *
   * @param note What the page says of it, for example where the report is saved.
   */
  close(note?: string): Promise<void>;
}

/**
 * Serves the report of a run on loopback, while it goes on: the page shows what is known at the moment,
 * and nothing is drawn unless somebody looks. Needs `--allow-net=127.0.0.1`, and `--allow-read` of the
 * module cache.
 *
 * Only this machine can open the page, which asks nothing of other machines. The server runs in a thread
 * of its own, which ends with the process; close it where you want those who look to see the end.
 *
 * @throws {RangeError} If the port cannot be had.
 *
 * @example
 * ```ts
 * import { funControlInit, Spot } from "@spot/spot";
 * import { serveReport } from "@spot/spot/report";
 *
 * const funControl = funControlInit({ lower: [-5, -5], upper: [5, 5], funEvals: 12, seed: 1 });
 * const spot = new Spot({ fun: ([a, b]) => a * a + b * b, funControl });
 * await using page = await serveReport(spot);
 * console.log(page.url);
 * await spot.run();
 * ```
 */
export async function serveReport(
  run: LookedAt,
  options: ServeReportOptions = {},
): Promise<ServedReport> {
  const page = await openReportPage(options);
  page.show(run);
  return page;
}

/** Serves a page on which there is nothing to be seen yet. */
export async function openReportPage(options: ServeReportOptions = {}): Promise<ServedReport> {
  const { port, title } = resolveOptions("serve the report", table, options);
  const thread = new Worker(entry());
  const post = (message: ToServer) => thread.postMessage(message);
  let looked: { readonly run?: LookedAt; readonly title: string } = { title };
  let seen = "";
  /** Of the look before, in this thread. */
  let costMs = 0;
  const told = new Set<string>();
  const warn = (message: string) => {
    if (!told.has(message)) printError(message);
    told.add(message);
  };
  const look = (): SeenRun | undefined => {
    if (!looked.run) return undefined;
    const { run: { record }, title } = looked;
    const { rows, ended, notices, workers, machines = [], objective } = record;
    const now = JSON.stringify([
      title,
      rows.length,
      ended,
      notices.length,
      workers,
      machines.length,
      objective,
    ]);
    if (now === seen) return undefined;
    seen = now;
    return { record, title };
  };
  const opened = Promise.withResolvers<number>();
  const closed = Promise.withResolvers<void>();
  thread.on("message", (message: FromServer) => {
    if (message.kind === "listening") opened.resolve(message.port);
    else if (message.kind === "refused") opened.reject(refusal(port, message));
    else if (message.kind === "warning") warn(message.message);
    else if (message.kind === "closed") closed.resolve();
    else {
      const startMs = performance.now();
      post({ kind: "seen", run: look(), costMs });
      costMs = performance.now() - startMs;
    }
  });
  // A page that cannot be served is no reason to end a run.
  thread.on("error", (error: Error) => {
    opened.reject(error);
    closed.resolve();
    warn(`The report is not served any more: ${error.message}`);
  });
  post({ kind: "listen", port, title });
  try {
    const url = `http://127.0.0.1:${await opened.promise}/`;
    thread.unref();
    let ending: Promise<void> | undefined;
    const close = async (note: string) => {
      thread.ref();
      post({ kind: "close", run: look(), note });
      const deadline = Promise.withResolvers<void>();
      const timer = setTimeout(deadline.resolve, CLOSING_MS);
      await Promise.race([closed.promise, deadline.promise]);
      clearTimeout(timer);
      await thread.terminate();
    };
    return {
      url,
      show: (run, { title: own = title } = {}) => {
        looked = { run, title: own };
        post({ kind: "seen", run: look(), costMs });
      },
      close: (note = "") => ending ??= close(note),
      [Symbol.asyncDispose]: () => ending ??= close(""),
    };
  } catch (error) {
    await thread.terminate();
    throw error;
  }
}

/** Time for the last drawing, of those who look. */
const CLOSING_MS = 10_000;

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
  port: number,
  { message, isTaken }: FromServer & { readonly kind: "refused" },
): RangeError {
  const rule = isTaken ? "be free" : "be one that may be opened";
  const reason = isTaken ? "" : ` (${message.split("\n")[0]})`;
  return new RangeError(
    `Cannot serve the report as 'port' must ${rule}: current value is ${port}${reason}`,
  );
}
