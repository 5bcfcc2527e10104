/** What machines and parents say of themselves, as data from outside. @module */
import config from "../../deno.json" with { type: "json" };
import { shorten } from "../../spot/core/options/options.ts";
import { arithmeticFingerprint } from "./arithmetic.ts";
import { isExportName, type ObjectiveModule } from "./objective_files.ts";
import { readJson } from "./presence.ts";
import { isCount, isDigest, isLine, isRecord } from "./shapes.ts";

/** What a program computes with. */
export interface Engine {
  /** Version of this package. */
  readonly spot: string;
  readonly deno: string;
  /** Of functions that differ between engines. */
  readonly arithmetic: string;
}

/** The engine of this process. */
export const ownEngine: Engine = {
  spot: config.version,
  deno: Deno.version.deno,
  arithmetic: arithmeticFingerprint(),
};

/** What a machine says of itself. */
export interface MachineAnnouncement extends Engine {
  /** For people. */
  readonly label: string;
  readonly cores: number;
  /** What it was started with. */
  readonly modules: readonly ObjectiveModule[];
  /** Why it evaluates an objective no more, by the objective's id. */
  readonly refused: Readonly<Record<string, string>>;
}

/** What a parent says of itself: what must stay while it is there. */
export interface ParentAnnouncement {
  readonly objective: string;
  readonly runs: readonly string[];
  readonly problems: readonly string[];
}

/** An objective that rows wait for. */
export interface WantedObjective extends ObjectiveModule, Engine {
  readonly exportName: string;
}

/** Reads a machine's announcement; undefined if it is none. */
export function toMachine(value: unknown): MachineAnnouncement | undefined {
  if (!isRecord(value)) return undefined;
  const { label, cores, modules, refused } = value;
  const isMachine = isEngine(value) && isLine(label, 200) &&
    isCount(cores) && cores >= 1 && cores <= 65_536 && Array.isArray(modules) &&
    modules.every(isModule) && isRecord(refused) &&
    Object.values(refused).every((text) => isLine(text, 2000));
  return isMachine ? value as unknown as MachineAnnouncement : undefined;
}

/** Reads a parent's announcement; undefined if it is none. */
export function toParent(value: unknown): ParentAnnouncement | undefined {
  if (!isRecord(value)) return undefined;
  const { objective, runs, problems } = value;
  const isParent = isDigest(objective) && isDigests(runs) && isDigests(problems);
  return isParent ? value as unknown as ParentAnnouncement : undefined;
}

/** Reads an objective that rows wait for; undefined if it is none. */
export function toWanted(value: unknown): WantedObjective | undefined {
  const isWanted = isModule(value) && isExportName(value.exportName) && isEngine(value);
  return isWanted ? value as unknown as WantedObjective : undefined;
}

/** Reads the ids of jobs that a parent takes back. */
export function toJobIds(message: string): readonly string[] {
  const ids = readJson(message);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

const isEngine = ({ spot, deno, arithmetic }: Readonly<Record<string, unknown>>): boolean =>
  [spot, deno, arithmetic].every((text) => isLine(text, 200));

const isDigests = (value: unknown) => Array.isArray(value) && value.every(isDigest);

function isModule(value: unknown): value is ObjectiveModule & Readonly<Record<string, unknown>> {
  return isRecord(value) && isLine(value.file, 300) && isDigest(value.digest);
}

/** What differs where others compute with another engine; undefined if nothing does. */
export function arithmeticDifference(
  who: string,
  { deno, arithmetic }: Engine,
): string | undefined {
  if (arithmetic === ownEngine.arithmetic) return undefined;
  return `${who} (Deno ${deno}) has other bits of the engine's exp, pow, tanh or sin than this one ` +
    `(Deno ${ownEngine.deno}): rows that use them differ, those of spot/exact do not`;
}

/** Whether a machine can evaluate an objective; if not, why. */
export function refusalOf(
  { modules, refused, spot, label }: MachineAnnouncement,
  { file, digest, spot: ours }: WantedObjective,
  id: string,
): string | undefined {
  if (Object.hasOwn(refused, id)) return `Machine ${label} cannot evaluate rows: ${refused[id]}`;
  if (modules.some((module) => module.digest === digest)) return undefined;
  if (spot !== ours) return `Machine ${label} has Spot ${spot}, this script has ${ours}`;
  const namesake = modules.find((module) => module.file === file);
  return namesake === undefined
    ? `Machine ${label} was not started with --module ${shorten(file)}`
    : `${shorten(file)} differs: this script's is ${
      digest.slice(0, 8)
    }, that of machine ${label} ` +
      namesake.digest.slice(0, 8);
}
