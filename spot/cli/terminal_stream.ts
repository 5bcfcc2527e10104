/** stderr as the stream that a progress bar draws on. @module */

/** What `cli-progress` needs of a stream. */
export interface TerminalStream {
  readonly isTTY: true;
  readonly columns: number;
  write(text: string): boolean;
}

/**
 * Makes a stream whose writes never fail, now or later: a terminal may be closed before the run ends.
 *
 * @param write Draws text. @default {writes to stderr}
 */
export function terminalStream(write: (text: string) => void = writeToStderr): TerminalStream {
  return {
    isTTY: true,
    get columns() {
      return widthOfTerminal();
    },
    write(text) {
      try {
        write(text);
      } catch {
        // Nobody sees it.
      }
      return true;
    },
  };
}

function writeToStderr(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += Deno.stderr.writeSync(bytes.subarray(at));
}

function widthOfTerminal(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}
