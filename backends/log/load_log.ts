/** What a file holds of a run's log; an empty one is begun. @module */
import { shorten } from "../../spot/core/options/options.ts";
import { describeDifference, findChangedModule, type IdentityFields } from "./identity.ts";
import type { LogFile } from "./log_file.ts";
import { type LogContent, readLog } from "./read_log.ts";

const encoder = new TextEncoder();

/** What is loaded, and for which run. */
export interface LoadLogOptions {
  readonly fields: IdentityFields;
  /** The lines that a log of the run begins with. */
  readonly header: string;
  /** Whether the objective's files may have changed. */
  readonly acceptChanges: boolean;
}

/**
 * Reads the log of a run. A torn last line is cut.
 *
 * @throws {Error} If the file cannot be read or written, is damaged, or is no log of the run.
 */
export function loadLog(
  file: LogFile,
  { fields, header, acceptChanges }: LoadLogOptions,
): LogContent {
  const bytes = file.read();
  const begin = encoder.encode(header);
  if (isPrefix(bytes, begin)) {
    writeRest(file, begin.subarray(bytes.length));
    return readLog(begin);
  }
  const content = readLog(bytes);
  if (content.identity === undefined) throw new Error("it is not the row log of a run");
  const why = describeDifference(fields, content.identity);
  if (why) throw new Error(why);
  const changed = findChangedModule(fields, content.identity);
  if (changed !== undefined && !acceptChanges) throw new Error(describeChange(changed));
  if (content.torn > 0) file.truncate(content.length);
  return content;
}

/** Tells whether a file is empty, or its process ended while it wrote the header. */
function isPrefix(bytes: Uint8Array, header: Uint8Array): boolean {
  return bytes.length < header.length && bytes.every((byte, index) => byte === header[index]);
}

function writeRest(file: LogFile, rest: Uint8Array): void {
  for (let done = 0; done < rest.length;) {
    const count = file.append(rest.subarray(done));
    if (count === 0) throw new Error("nothing could be written");
    done += count;
  }
  file.sync();
}

function describeChange(url: string): string {
  return `the objective's values may be others now: ${shorten(url)} has changed since the log ` +
    "began. With 'forceRun' a new log is begun; with 'acceptChanges' (--accept-changes) this one is " +
    "gone on with";
}
