/** The report on loopback while a run goes on. @module */
import { integer, kind, type OptionTable, resolveOptions } from "../../core/options/options.ts";
import type { LookedAt } from "./looked_at.ts";
import { ReportThread } from "./report_thread.ts";

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
  return await ReportThread.start(resolveOptions("serve the report", table, options));
}
