/** The report that `--serve` shows while rows run. @module */
import { printError } from "../core/options/notify.ts";
import { openReportPage, type ServedReport } from "../report/live/serve_report.ts";
import { UsageError } from "./options.ts";

/**
 * Serves the page of a command, and says where it is.
 *
 * @param port Undefined where no page was asked for.
 * @throws {UsageError} If the port cannot be had.
 */
export async function openLivePage(
  port: number | undefined,
  { action, title }: { readonly action: string; readonly title: string },
): Promise<ServedReport | undefined> {
  if (port === undefined) return undefined;
  try {
    const page = await openReportPage({ port, title });
    printError(`The report is at ${page.url} while rows run`);
    return page;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = error.message.replace("serve the report as 'port'", `${action} as '--serve'`);
    throw new UsageError(message, { cause: error });
  }
}
