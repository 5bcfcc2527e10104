/** Workers that all have the same objective, whatever is edited while they run. @module */
import { shorten } from "../../spot/core/options/options.ts";
import type { BackendOptions } from "../method.ts";
import type { Channel, ChannelEvents, OpenChannel } from "../pool/channel.ts";

/**
 * Refuses workers that would have another objective than the first one: before they start, and when
 * they are ready, since a file may be written while they read it.
 *
 * @param modules The objective's files; undefined: nothing is refused.
 * @param open Starts a worker.
 */
export function guardModules(modules: BackendOptions["modules"], open: OpenChannel): OpenChannel {
  if (modules === undefined) return open;
  let isFirst = true;
  return (worker, events) => {
    const before = isFirst ? undefined : modules.findChanged();
    if (before !== undefined) return refuse(before, events);
    const guarded: ChannelEvents = {
      died: events.died,
      // The first word of a worker tells how its import ended; what follows is passed on.
      reply(reply) {
        guarded.reply = events.reply;
        const changed = modules.findChanged();
        if (changed === undefined) return events.reply(reply);
        channel.kill();
        events.died({ reason: describeChange(changed), final: true });
      },
    };
    const channel = open(worker, guarded);
    // The files are read while the first worker starts.
    if (isFirst) modules.findChanged();
    isFirst = false;
    return channel;
  };
}

/** No event may follow before the channel is known. */
function refuse(changed: string, events: ChannelEvents): Channel {
  queueMicrotask(() => events.died({ reason: describeChange(changed), final: true }));
  return { post: () => {}, kill: () => {}, close: () => Promise.resolve() };
}

function describeChange(url: string): string {
  return "Cannot start a worker as it must have the objective that the first one got: " +
    `${shorten(url)} was changed while the run went on`;
}
