/** The subprocess backend: rows are evaluated in processes of their own. @module */
import type { Backend, BackendFactory, BackendOptions } from "../backend.ts";
import { guardModules } from "../modules/guard_modules.ts";
import { openSubprocess } from "./subprocess_channel.ts";
import type { Objective } from "../../spot/core/objective/objective.ts";
import { createPool } from "../pool/pool.ts";
import { ensureSpareDescriptors } from "../spare_descriptors.ts";
import { checkWorkingFolder } from "../working_folder.ts";
import {
  type Launch,
  mayStartPrograms,
  prepareLaunch,
  refuseCompiled,
} from "./subprocess_launch.ts";

/** Evaluates rows in processes of their own: what crashes there, crashes alone. */
export const subprocess: BackendFactory = (
  objective: Objective,
  options: BackendOptions,
): Backend => {
  refuseCompiled();
  const { moduleUrl, exportName, cost } = objective;
  let launch: Launch | undefined;
  const leaving = new Set<Promise<void>>();
  const pool = createPool({
    ...options,
    name: "subprocess",
    renewAfterAbort: mayStartPrograms(options.allow),
    moduleUrl,
    cost,
    warn: options.onWarning,
    open: guardModules(options.modules, (number, events) => {
      checkWorkingFolder();
      ensureSpareDescriptors();
      launch ??= prepareLaunch({ ...options, moduleUrl });
      const start = { moduleUrl, exportName, name: `spot worker ${number}`, run: launch.run };
      const channel = openSubprocess(start, launch, events);
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
