/** What a subprocess prints. @module */
import { OutputTail } from "../../spot/core/process/output_tail.ts";

const TAIL_CHARACTERS = 2000;
const HEAP_EXHAUSTED = /JavaScript (?:heap )?out of memory|Reached heap limit/i;

/** What a subprocess prints: shown on this process's stderr, its end kept for messages. */
export class SubprocessOutput {
  readonly #tail = new OutputTail(TAIL_CHARACTERS);

  /** The end of what was drained. */
  get lastLines(): string {
    return this.#tail.lastLines;
  }

  /** Whether V8 told that its heap was full. */
  get tellsOutOfMemory(): boolean {
    return HEAP_EXHAUSTED.test(this.#tail.text);
  }

  /** Reads on only as fast as it can show, so that a flood takes no memory. */
  async drain(stream: AsyncIterable<Uint8Array> | null, { keepEnd = false } = {}): Promise<void> {
    try {
      for await (const part of stream ?? []) {
        if (keepEnd) this.#tail.add(part);
        await show(part);
      }
    } catch {
      // The stream was let go.
    }
  }
}

/** Shows bytes as they are. */
async function show(bytes: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stderr.write(bytes.subarray(at));
  } catch {
    // Nobody can be told that stderr is closed.
  }
}
