/** The parent's side of one subprocess. @module */
import { stripVTControlCharacters } from "node:util";
import { deserialize, serialize } from "node:v8";
import type { ObjectiveReference } from "./objective/objective.ts";
import type { Channel, ChannelEvents, Death } from "./pool/channel.ts";
import { encodeFrame, FrameReader } from "./protocol/frame.ts";
import type { Reply } from "./protocol/message.ts";

/** Time for a subprocess to leave by itself when its stdin ends. */
const LEAVE_MS = 500;
/** Time for the last bytes of a dead subprocess; another process may hold its pipes open. */
const DRAIN_MS = 1000;
const TAIL_CHARACTERS = 2000;
const HEAP_EXHAUSTED = /JavaScript (?:heap )?out of memory|Reached heap limit/i;

/** A channel that tells when its process is gone. */
export interface SubprocessChannel extends Channel {
  readonly gone: Promise<void>;
}

/**
 * Starts a subprocess.
 *
 * @throws {Error} If this process may not start one; the message has the flag.
 */
export function openSubprocess(
  reference: ObjectiveReference,
  flags: readonly string[],
  events: ChannelEvents,
): SubprocessChannel {
  const child = spawn(flags);
  const writer = child.stdin.getWriter();
  const send = (message: unknown) => {
    writer.write(encodeFrame(serialize(message))).catch(() => {});
  };
  let silent = false;
  const kill = () => {
    silent = true;
    killProcess(child);
  };
  const report = (death: Death) => {
    if (!silent) events.died(death);
    silent = true;
  };
  const errors = new ErrorOutput();
  const [stdout, stderr] = [child.stdout.getReader(), child.stderr.getReader()];
  const replies = readReplies(stdout, (reply) => !silent && events.reply(reply), errors)
    .catch(() => {
      killProcess(child);
      return "it sent a damaged message";
    });
  const drained = Promise.all([replies, errors.drain(stderr)]).then(([damage]) => damage);
  const gone = watchEnd(child, drained, errors).then((death) => {
    // Another process that holds the pipes open must not keep this one from ending.
    for (const pipe of [stdout, stderr, writer]) dismiss(pipe);
    report(death);
  });
  send(reference);
  return {
    gone,
    post: send,
    kill,
    async close() {
      silent = true;
      writer.close().catch(() => {});
      const timer = setTimeout(kill, LEAVE_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}

function spawn(flags: readonly string[]): Deno.ChildProcess {
  const entry = new URL("./subprocess_entry.ts", import.meta.url).href;
  const deno = Deno.execPath();
  try {
    const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
    return new Deno.Command(deno, { args: ["run", ...flags, entry], ...pipes }).spawn();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const mend = cause instanceof Deno.errors.NotCapable
      ? `: run again with --allow-run=${deno}`
      : "";
    throw new Error(`Cannot start a subprocess: ${why}${mend}`, { cause });
  }
}

/** Lets go of a pipe whose process is gone. */
function dismiss(pipe: Reader | WritableStreamDefaultWriter<Uint8Array>): void {
  const dismissed = "cancel" in pipe ? pipe.cancel() : pipe.abort();
  // It may be closed, or broken, already.
  dismissed.catch(() => {});
}

function killProcess(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It is gone already.
  }
}

/** Waits for the end of the process and of everything that it wrote. */
async function watchEnd(
  child: Deno.ChildProcess,
  drained: Promise<string | void>,
  errors: ErrorOutput,
): Promise<Death> {
  const { code, signal } = await child.status;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, DRAIN_MS));
  const damage = await Promise.race([drained, patience]);
  clearTimeout(timer);
  if (damage) return { reason: damage };
  const ended = signal ? `killed by ${signal}` : `exit code ${code}`;
  const outOfMemory = HEAP_EXHAUSTED.test(errors.tail);
  const lines = errors.lastLines;
  return {
    reason: outOfMemory
      ? `${ended}, it ran out of its JavaScript heap`
      : lines === ""
      ? ended
      : `${ended}: ${lines}`,
    killed: signal === "SIGKILL" || signal === "SIGTERM",
    outOfMemory,
  };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Bytes between frames are shown before more is read, so that a flood takes no memory. */
async function readReplies(
  stdout: Reader,
  onReply: (reply: Reply) => void,
  errors: ErrorOutput,
): Promise<void> {
  const stray: Uint8Array[] = [];
  const frames = new FrameReader((bytes) => stray.push(bytes));
  for (let part; !(part = await stdout.read()).done;) {
    for (const payload of frames.push(part.value)) onReply(deserialize(payload));
    for (const bytes of stray.splice(0)) await errors.show(bytes);
  }
}

/** What a subprocess prints: shown on this process's stderr, its end kept for messages. */
class ErrorOutput {
  readonly #decoder = new TextDecoder();
  tail = "";

  get lastLines(): string {
    return stripVTControlCharacters(this.tail).trim().split("\n").slice(-3).join(" | ");
  }

  /** Reads on only as fast as it can show, so that a flood takes no memory. */
  async drain(stderr: Reader): Promise<void> {
    for (let part; !(part = await stderr.read()).done;) {
      const end = part.value.subarray(-4 * TAIL_CHARACTERS);
      this.tail = (this.tail + this.#decoder.decode(end, { stream: true })).slice(-TAIL_CHARACTERS);
      await this.show(part.value);
    }
  }

  /** Shows bytes as they are. */
  async show(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length;) at += await Deno.stderr.write(bytes.subarray(at));
    } catch {
      // Nobody can be told that stderr is closed.
    }
  }
}
