/** What Redis says of itself: memory, and what its commands cost. @module */
import { Redis } from "ioredis";

/** Readings since the server started. */
export interface ServerReading {
  readonly memoryBytes: number;
  /** Processor time of the server, in ms. */
  readonly cpuMs: number;
  readonly inBytes: number;
  readonly outBytes: number;
  /** Commands from clients; those of scripts are counted apart from these. */
  readonly commands: number;
  /** Calls of each command, those of scripts included. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Asks a server. */
export class ServerCosts implements Disposable {
  readonly #redis: Redis;

  constructor(url: string) {
    this.#redis = new Redis(url);
  }

  async read(): Promise<ServerReading> {
    const text = await this.#redis.info("everything");
    const number = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(text)?.[1]);
    const calls = [...text.matchAll(/^cmdstat_([\w|]+):calls=(\d+)/gm)];
    return {
      memoryBytes: number("used_memory"),
      cpuMs: 1000 * (number("used_cpu_sys") + number("used_cpu_user")),
      inBytes: number("total_net_input_bytes"),
      outBytes: number("total_net_output_bytes"),
      commands: number("total_commands_processed"),
      calls: new Map(calls.map(([, name, count]) => [name, Number(count)])),
    };
  }

  /** Names of all keys. */
  keys(): Promise<string[]> {
    return this.#redis.keys("*");
  }

  /** The most memory that is used until a promise is settled, in bytes. */
  async mostMemory(until: Promise<unknown>): Promise<number> {
    let [most, isOver] = [0, false];
    until.then(() => isOver = true, () => isOver = true);
    while (!isOver) {
      most = Math.max(most, (await this.read()).memoryBytes);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return most;
  }

  [Symbol.dispose](): void {
    this.#redis.disconnect();
  }
}
