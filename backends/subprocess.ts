/** The subprocess backend: rows are evaluated in processes of their own. @module */
import type { Backend, BackendFactory, BackendOptions } from "./backend.ts";
import { guardModules } from "./modules/guard_modules.ts";
import { openSubprocess } from "./subprocess_channel.ts";
import type { Objective } from "./objective/objective.ts";
import { createPool } from "./pool/pool.ts";
import { subprocessFlags } from "./subprocess_flags.ts";

/** Evaluates rows in processes of their own: what crashes there, crashes alone. */
export const subprocess: BackendFactory = (
  objective: Objective,
  options: BackendOptions,
): Backend => {
  const { moduleUrl, exportName, cost } = objective;
  let flags: readonly string[] | undefined;
  const leaving = new Set<Promise<void>>();
  const pool = createPool({
    ...options,
    name: "subprocess",
    moduleUrl,
    cost,
    warn: options.onWarning,
    open: guardModules(options.modules, (_, events) => {
      flags ??= subprocessFlags({ ...options, moduleUrl });
      const channel = openSubprocess({ moduleUrl, exportName }, flags, events);
      leaving.add(channel.gone);
      channel.gone.finally(() => leaving.delete(channel.gone));
      return channel;
    }),
  });
  return {
    ...pool,
    async [Symbol.asyncDispose]() {
      await pool[Symbol.asyncDispose]();
      await Promise.all(leaving);
    },
  };
};
