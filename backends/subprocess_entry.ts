/**
 * The entry of a subprocess. This thread only passes messages on, so that it sees at any time that
 * the parent is gone (its stdin ends); the objective runs in an inner worker.
 *
 * @module
 */
import { encodeFrame, FrameReader, transferable } from "./protocol/frame.ts";
import { watchLock } from "./web_lock.ts";

const INNER_WORKER_DIED = 70;
/** Time for the last messages of an inner worker that is gone. */
const DRAIN_MS = 5;

/** What the inner worker posts: that it holds the lock, or the payload of a frame. */
type InnerMessage = "started" | Uint8Array<ArrayBuffer>;

const lock = crypto.randomUUID();
const inner = new Worker(new URL("./subprocess_inner.ts", import.meta.url), { type: "module" });

/** Leaves when everything is sent that the inner worker had to say. */
function leave(message: string): void {
  console.error(message);
  setTimeout(() => Deno.exit(INNER_WORKER_DIED), DRAIN_MS);
}

/** Writes at once: a stream would take longer. It throws, and this process ends, without a parent. */
function send(frame: Uint8Array): void {
  for (let at = 0; at < frame.length;) at += Deno.stdout.writeSync(frame.subarray(at));
}

inner.onmessage = ({ data }: MessageEvent<InnerMessage>) => {
  if (data === "started") {
    return watchLock(lock, new AbortController().signal, () => leave("The worker closed itself"));
  }
  send(encodeFrame(data));
};
inner.onerror = (event) => {
  event.preventDefault();
  leave(event.message);
};
inner.postMessage(lock);

// A Ctrl-C reaches every process of a terminal; the parent decides what it means.
Deno.addSignalListener("SIGINT", () => {});

const reader = new FrameReader(() => {});
const buffer = new Uint8Array(65_536);
for (let length; (length = await Deno.stdin.read(buffer)) !== null;) {
  for (const payload of reader.push(buffer.subarray(0, length))) {
    inner.postMessage(payload, transferable(payload));
  }
}
Deno.exit(0);
