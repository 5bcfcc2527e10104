/** The number of cores that this process may really use. @module */
import { grantedPath } from "./file_path.ts";

/**
 * The cores available to this process: the hardware's, less what CPU affinity and the container's
 * quota (cgroup v1 or v2) leave out. Files that may not be read leave the hardware's count.
 *
 * @param readFile Reads a text file; throws if it cannot. @default {those that may be read without asking}
 * @returns At least 1.
 */
export function availableCores(readFile: Read = readGranted): number {
  const read = (path: string) => {
    try {
      return readFile(path);
    } catch {
      return "";
    }
  };
  const hardware = navigator.hardwareConcurrency;
  const limits = Deno.build.os === "linux" ? [affinity(read), quota(read), quotaV1(read)] : [];
  return Math.max(1, Math.min(hardware, ...limits));
}

type Read = (path: string) => string;

const readGranted: Read = (path) => Deno.readTextFileSync(grantedPath(path));

/** `Cpus_allowed_list: 0-3,8` */
function affinity(read: Read): number {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(read("/proc/self/status"))?.[1];
  if (list === undefined) return Infinity;
  return list.split(",").reduce((count, range) => {
    const [first, last = first] = range.split("-").map(Number);
    return count + last - first + 1;
  }, 0);
}

/** cgroup v2: `max 100000` or `150000 100000`, the smallest on the way up to the root. */
function quota(read: Read): number {
  const own = /^0::(\S*)$/m.exec(read("/proc/self/cgroup"))?.[1] ?? "/";
  const parts = own.split("/").filter((part) => part !== "");
  const limits = [...parts.keys(), parts.length].map((depth) => {
    const folder = ["/sys/fs/cgroup", ...parts.slice(0, depth)].join("/");
    const [allowed, period] = read(`${folder}/cpu.max`).trim().split(" ").map(Number);
    return toCores(allowed, period);
  });
  return Math.min(...limits);
}

function quotaV1(read: Read): number {
  const folder = "/sys/fs/cgroup/cpu";
  return toCores(
    Number.parseInt(read(`${folder}/cpu.cfs_quota_us`)),
    Number.parseInt(read(`${folder}/cpu.cfs_period_us`)),
  );
}

function toCores(allowed: number, period: number): number {
  return allowed > 0 && period > 0 ? Math.ceil(allowed / period) : Infinity;
}
