/** The parent's side of one subprocess. @module */
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
  const replies = readReplies(child.stdout, (reply) => !silent && events.reply(reply), errors)
    .catch(() => {
      killProcess(child);
      return "it sent a damaged message";
    });
  const drained = Promise.all([replies, errors.drain(child.stderr)]).then(([damage]) => damage);
  const gone = watchEnd(child, drained, errors).then(report);
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

async function readReplies(
  stdout: ReadableStream<Uint8Array>,
  onReply: (reply: Reply) => void,
  errors: ErrorOutput,
): Promise<void> {
  const reader = new FrameReader((stray) => errors.show(stray));
  for await (const bytes of stdout) {
    for (const payload of reader.push(bytes)) onReply(deserialize(payload));
  }
}

/** What a subprocess prints: shown on this process's stderr, its end kept for messages. */
class ErrorOutput {
  readonly #decoder = new TextDecoder();
  tail = "";

  get lastLines(): string {
    return this.tail.trim().split("\n").slice(-3).join(" | ");
  }

  /** Reads on only as fast as it can show, so that a flood takes no memory. */
  async drain(stderr: ReadableStream<Uint8Array>): Promise<void> {
    for await (const bytes of stderr) {
      const end = this.#decoder.decode(bytes.subarray(-4 * TAIL_CHARACTERS), { stream: true });
      this.tail = (this.tail + end).slice(-TAIL_CHARACTERS);
      await this.#write(bytes);
    }
  }

  /** Shows what does not belong on stdout. */
  show(bytes: Uint8Array): void {
    this.#write(bytes);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length;) at += await Deno.stderr.write(bytes.subarray(at));
    } catch {
      // Nobody can be told that stderr is closed.
    }
  }
}
