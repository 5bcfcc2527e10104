/**
 * The entry of a subprocess. This thread only passes requests on, so that it sees at any time that
 * the parent is gone (its stdin ends); the objective runs in an inner worker, which writes its
 * replies to stdout itself.
 *
 * @module
 */
import { FrameReader, transferable } from "./protocol/frame.ts";
import { watchLock } from "./web_lock.ts";

const INNER_WORKER_DIED = 70;

const lock = crypto.randomUUID();
const inner = new Worker(new URL("./subprocess_inner.ts", import.meta.url), { type: "module" });

/** What the inner worker had to say is written already. */
function leave(message: string): never {
  console.error(message);
  Deno.exit(INNER_WORKER_DIED);
}

/** The inner worker holds the lock that shows its life; an objective may post what it likes. */
inner.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (data !== lock) return;
  watchLock(lock, new AbortController().signal, () => leave("The worker closed itself"));
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
