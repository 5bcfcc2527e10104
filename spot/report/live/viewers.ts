/** Those who look: one stream of server-sent events for each. @module */

const MOST_VIEWERS = 32;
/** A stream that nobody reads shows by what stays in it. */
const MOST_WAITING = 64;
const text = new TextEncoder();

/** Open streams of events. */
export class Viewers {
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  /** How many look. */
  get count(): number {
    return this.#streams.size;
  }

  /** Opens a stream, which begins with an event; undefined if there are too many. */
  open(event: string, data: unknown): ReadableStream<Uint8Array> | undefined {
    if (this.#streams.size >= MOST_VIEWERS) return undefined;
    let stream: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller;
        this.#streams.add(stream);
        stream.enqueue(encode(event, data));
      },
      cancel: () => void this.#streams.delete(stream),
    });
  }

  /** Tells all of them. */
  tell(event: string, data: unknown): void {
    const bytes = encode(event, data);
    for (const stream of this.#streams) {
      if ((stream.desiredSize ?? 0) > -MOST_WAITING) stream.enqueue(bytes);
      else this.#end(stream);
    }
  }

  /** Keeps the streams open where nothing happens. */
  keep(): void {
    for (const stream of this.#streams) stream.enqueue(text.encode(":\n\n"));
  }

  /** Ends all streams. */
  close(): void {
    for (const stream of this.#streams) this.#end(stream);
  }

  #end(stream: ReadableStreamDefaultController<Uint8Array>): void {
    this.#streams.delete(stream);
    stream.close();
  }
}

/** JSON has no line breaks, which would end the event. */
function encode(event: string, data: unknown): Uint8Array {
  return text.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
