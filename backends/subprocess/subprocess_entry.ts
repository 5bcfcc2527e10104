/**
 * The entry of a subprocess. This thread only passes messages on, so that it sees at any time that the
 * parent is gone (its channel ends); the objective runs in an inner worker.
 *
 * @module
 */
import process from "node:process";
import {
  type InnerStart,
  SIGN_OF_LIFE,
  type SubprocessStart,
  transferable,
} from "../protocol/subprocess_message.ts";
import { endGroup } from "../../spot/core/process/process_group.ts";
import { watchLock } from "../protocol/web_lock.ts";

const INNER_WORKER_DIED = 70;
/** Also how long the end of the parent may go unnoticed: a channel that is reset tells only writers. */
const SIGN_OF_LIFE_MS = 150;

const send = process.send!.bind(process);

/** Nobody is there any more: what the objective started has to end, too. */
function leave(): never {
  const mayEndGroup = Deno.permissions.querySync({ name: "run" }).state === "granted";
  if (mayEndGroup && Deno.build.os !== "windows") endGroup(Deno.pid);
  Deno.exit(0);
}

/** The parent ends what the objective started. */
function fail(message: string): never {
  console.error(message);
  Deno.exit(INNER_WORKER_DIED);
}

/** One at a time: the parent may be paused. */
function showLife(): void {
  send(SIGN_OF_LIFE, (error: Error | null) => {
    if (error) leave();
    setTimeout(showLife, SIGN_OF_LIFE_MS);
  });
}

/** Never called: what is imported by name, `deno cache` fetches with this module. */
const _fetched = () => import("./subprocess_inner.ts");

function startInner({ name, run, ...reference }: SubprocessStart): MessagePort {
  const narrowed = run === "inherit" ? {} : { deno: { permissions: { ...inherited, run } } };
  const inner = new Worker(new URL("./subprocess_inner.ts", import.meta.url), {
    type: "module",
    name,
    ...narrowed as object, // what is unstable has no types without its flag
  });
  const lock = crypto.randomUUID();
  // An objective may post what it likes.
  inner.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data !== lock) return;
    watchLock(lock, new AbortController().signal, () => fail("The worker closed itself"));
  };
  inner.onerror = (event) => {
    event.preventDefault();
    fail(event.message);
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<Uint8Array>) => send(data, () => {});
  const start: InnerStart = { reference, lock, port: port2 };
  inner.postMessage(start, [port2]);
  return port1;
}

const inherited = {
  env: "inherit",
  ffi: "inherit",
  import: "inherit",
  net: "inherit",
  read: "inherit",
  sys: "inherit",
  write: "inherit",
} as const;

process.on("disconnect", leave);
let port: MessagePort | undefined;
process.on("message", (message: SubprocessStart | Uint8Array<ArrayBuffer>) => {
  if (!(message instanceof Uint8Array)) port = startInner(message);
  else port?.postMessage(message, transferable(message));
});
showLife();
