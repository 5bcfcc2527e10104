/** The parent's side of one subprocess. @module */
import type { ChildProcess } from "node:child_process";
import { deserialize, serialize } from "node:v8";
import { type Channel, type ChannelEvents, type Death, systemClock } from "../pool/channel.ts";
import { countdown } from "../pool/countdown.ts";
import type { Reply } from "../protocol/message.ts";
import { within } from "../../spot/core/objective/platform.ts";
import { SIGN_OF_LIFE, type SubprocessStart } from "../protocol/subprocess_message.ts";
import type { Launch } from "./subprocess_launch.ts";
import { SubprocessOutput } from "./subprocess_output.ts";
import { endTree, startSubprocess } from "./subprocess_tree.ts";

/** Time for a subprocess to leave by itself when its channel ends. */
const LEAVE_MS = 500;
/** Time for the last bytes of a dead subprocess; another process may hold its pipes open. */
const DRAIN_MS = 1000;
/** Time for its last messages: a channel that was reset does not tell that it ended. */
const CHANNEL_DRAIN_MS = 200;
/** A subprocess whose main thread is silent for so long has lost a message, or hangs. */
const SILENCE_MS = 60_000;
const MAX_REASON = 1000;
const DAMAGED = "it sent a damaged message";

/** A channel that tells when its process is gone. */
export interface SubprocessChannel extends Channel {
  readonly gone: Promise<void>;
}

/** Starts a subprocess; what prevents that is told as its death. */
export function openSubprocess(
  start: SubprocessStart,
  launch: Launch,
  events: ChannelEvents,
): SubprocessChannel {
  const child = startSubprocess(launch);
  const output = new SubprocessOutput();
  let silent = false;
  let damage: string | undefined;
  let ended: Promise<void> | undefined;
  const end = () => {
    silence.stop();
    return ended ??= endTree({ pid: child.pid, kill: () => void child.kill("SIGKILL") }, launch);
  };
  const giveUp = (reason: string) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    damage ??= reason;
    end();
  };
  const silence = new Silence(() => giveUp("its channel is silent"));
  child.on("message", (message) => {
    silence.hear();
    if (message === SIGN_OF_LIFE || silent) return;
    const reply = readReply(message);
    if (reply) events.reply(reply);
    else giveUp(DAMAGED);
  });
  // A process that dies in the middle of a message has damaged none.
  child.on("error", () => setTimeout(() => giveUp(DAMAGED), CHANNEL_DRAIN_MS));
  const gone = watchEnd(child, output).then(async (death) => {
    await end();
    if (!silent) events.died(damage === undefined ? death : { reason: damage });
    silent = true;
  });
  // Whoever reads the channel is the one to tell that it broke.
  // What was not started has no channel: its death tells.
  const send = (message: SubprocessStart | Uint8Array) =>
    child.pid !== undefined && child.send(message, () => {});
  send(start);
  const kill = () => {
    silent = true;
    end();
  };
  return {
    gone,
    kill,
    post: (request) => void send(serialize(request)),
    async close() {
      silent = true;
      if (child.connected) child.disconnect();
      const timer = setTimeout(kill, LEAVE_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}

function readReply(message: unknown): Reply | undefined {
  try {
    return message instanceof Uint8Array ? deserialize(message) : undefined;
  } catch {
    return undefined;
  }
}

/** Calls back if nothing is heard for long while this process runs. */
class Silence {
  readonly #tell: () => void;
  #cancel = () => {};

  constructor(tell: () => void) {
    this.#tell = tell;
    this.hear();
  }

  hear(): void {
    this.#cancel();
    this.#cancel = countdown(systemClock, SILENCE_MS, this.#tell);
  }

  stop(): void {
    this.#cancel();
  }
}

/** Waits for the end of the process and of everything that it wrote. */
async function watchEnd(child: ChildProcess, output: SubprocessOutput): Promise<Death> {
  const drained = Promise.all([
    output.drain(child.stdout),
    output.drain(child.stderr, { keepEnd: true }),
  ]);
  const ended = await endOf(child);
  if (ended instanceof Error) {
    const final = ended instanceof Deno.errors.NotCapable;
    return { reason: `Cannot start a subprocess: ${ended.message.slice(0, MAX_REASON)}`, final };
  }
  await Promise.all([within(DRAIN_MS, drained), within(CHANNEL_DRAIN_MS, endOfChannel(child))]);
  // Another process that holds the pipes open must not keep this one from ending.
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  return describeDeath(ended, output);
}

interface End {
  readonly code: number | null;
  readonly signal: string | null;
}

/** How the process ended, or why it did not start; an error later on is one of the channel. */
function endOf(child: ChildProcess): Promise<End | Error> {
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => resolve({ code, signal }));
    child.on("error", (error) => child.pid === undefined && resolve(error));
  });
}

function endOfChannel(child: ChildProcess): Promise<void> {
  if (!child.connected) return Promise.resolve();
  return new Promise((resolve) => child.on("disconnect", resolve));
}

function describeDeath({ code, signal }: End, output: SubprocessOutput): Death {
  const ended = signal ? `killed by ${signal}` : `exit code ${code}`;
  const { lastLines, tellsOutOfMemory: outOfMemory } = output;
  const told = lastLines === "" ? "" : `: ${lastLines}`;
  return {
    reason: ended + (outOfMemory ? ", it ran out of its JavaScript heap" : told),
    killed: signal === "SIGKILL" || signal === "SIGTERM",
    outOfMemory,
  };
}
