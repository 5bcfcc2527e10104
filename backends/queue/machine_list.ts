/** The machines that are there, as a parent sees them: its width follows them. @module */
import {
  arithmeticDifference,
  type MachineAnnouncement,
  refusalOf,
  toMachine,
  type WantedObjective,
} from "./announcement.ts";
import type { PresentMachine } from "../../spot/core/objective/evaluation.ts";
import type { Present } from "./presence.ts";

/** Numbers the cores of machines that can evaluate an objective. */
export class MachineList {
  readonly #objective: WantedObjective;
  readonly #id: string;
  readonly #warn: (message: string) => void;
  /** First number of each machine's cores. */
  readonly #machines = new Map<string, PresentMachine>();
  readonly #told = new Set<string>();
  #gone = 0;
  /** Why a machine that has the objective cannot evaluate its rows. */
  #failure: string | undefined;

  /** @param id The objective's. */
  constructor(objective: WantedObjective, id: string, warn: (message: string) => void) {
    [this.#objective, this.#id, this.#warn] = [objective, id, warn];
  }

  /** Sum of the cores. */
  get cores(): number {
    return [...this.#machines.values()].reduce((sum, { cores }) => sum + cores, 0);
  }

  /** Who is there, and how many have gone. */
  get summary(): string {
    const [n, gone] = [this.#machines.size, this.#gone];
    const lost = gone === 0 ? "" : `, ${gone} gone`;
    return `${n} machine${n === 1 ? "" : "s"} with ${this.cores} cores${lost}`;
  }

  /** Who is there, in the order of their workers' numbers. */
  get all(): readonly PresentMachine[] {
    return [...this.#machines.values()].sort((a, b) => a.firstWorker - b.firstWorker);
  }

  /** Why rows cannot be evaluated: a machine that has the objective tried, and no other is there. */
  get failure(): string | undefined {
    return this.#machines.size === 0 ? this.#failure : undefined;
  }

  /** Takes in who is there now. */
  update(present: readonly Present[]): void {
    const able = new Map<string, MachineAnnouncement>();
    this.#failure = undefined;
    for (const { id, value } of present) {
      const machine = toMachine(value);
      if (!machine) continue;
      const refusal = refusalOf(machine, this.#objective, this.#id);
      if (refusal === undefined) {
        able.set(id, machine);
        continue;
      }
      if (Object.hasOwn(machine.refused, this.#id)) this.#failure = refusal;
      this.#tell(refusal);
    }
    for (const [id, { label }] of this.#machines) {
      if (able.has(id)) continue;
      this.#machines.delete(id);
      this.#gone++;
      this.#warn(`Machine ${label} is gone: rows that it had are evaluated elsewhere`);
    }
    for (const [id, machine] of able) if (!this.#machines.has(id)) this.#add(id, machine);
  }

  /** The number of a machine's core among all; 0 if the machine is not known. */
  coreOf(machine: string, worker: number): number {
    const known = this.#machines.get(machine);
    return known === undefined ? 0 : known.firstWorker + Math.min(worker, known.cores - 1);
  }

  #add(id: string, machine: MachineAnnouncement): void {
    const { cores, label } = machine;
    const firstWorker = this.#freeNumber(cores);
    this.#machines.set(id, { label, firstWorker, cores, sinceMs: performance.now() });
    const difference = arithmeticDifference(`Machine ${label}`, machine);
    if (difference !== undefined) this.#tell(difference);
  }

  /** The lowest number from which as many are free. */
  #freeNumber(cores: number): number {
    let first = 0;
    for (const other of this.all) {
      if (first + cores <= other.firstWorker) break;
      first = other.firstWorker + other.cores;
    }
    return first;
  }

  /** Each once. */
  #tell(message: string): void {
    if (!this.#told.has(message)) this.#warn(message);
    this.#told.add(message);
  }
}
