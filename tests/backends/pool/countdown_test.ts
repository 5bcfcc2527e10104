import { assert, assertEquals } from "@std/assert";
import { systemClock } from "../../../backends/pool/channel.ts";
import { countdown, limitStart } from "../../../backends/pool/countdown.ts";
import { SimulatedClock } from "./_simulated_world.ts";

/** A clock that is away now and then: what is due meanwhile is late. */
class PausedClock extends SimulatedClock {
  #pauses = 0;
  longest = 0;

  /** @param pauseAt Time of this clock from which a pause of so many ms begins. */
  constructor(readonly pauses: readonly { readonly at: number; readonly ms: number }[]) {
    super();
  }

  override now(): number {
    return super.now() + this.#pauses;
  }

  override after(ms: number, run: () => void): () => void {
    this.longest = Math.max(this.longest, ms);
    return super.after(ms, () => {
      this.#pauses = this.pauses.filter(({ at }) => at < super.now())
        .reduce((sum, pause) => sum + pause.ms, 0);
      run();
    });
  }
}

/** When a countdown ends, in time of the process and on the wall. */
function endOf(ms: number, pauses: readonly { at: number; ms: number }[] = []) {
  const clock = new PausedClock(pauses);
  let end: number[] | undefined;
  const paused = () => pauses.reduce((sum, pause) => sum + pause.ms, 0);
  countdown(clock, ms, () => end = [clock.now() - paused(), clock.now()]);
  clock.runAll(10_000_000);
  return { end, longest: clock.longest };
}

Deno.test("countdown() ends after its time if the process runs", () => {
  for (const ms of [1, 30, 1000, 60_000]) {
    const { end = [] } = endOf(ms);
    assert(Math.abs(end[0] - ms) < 1e-6, `${end[0]} is not ${ms}`);
  }
});

Deno.test("countdown() grants after a pause what was left before it, but for one tick", () => {
  for (const ms of [1000, 5000, 60_000]) {
    const tick = Math.min(1000, ms / 10);
    const { end = [] } = endOf(ms, [{ at: 0.35 * ms, ms: 3_600_000 }, { at: 0.55 * ms, ms: 999 }]);
    assert(end[0] >= ms - 2 * tick - 1e-6 && end[0] <= ms + 100, `${end[0]} of ${ms}`);
    assert(end[1] > 3_600_000);
  }
});

Deno.test("countdown() hears what was said before its end if the process was away at its end", () => {
  const { end = [] } = endOf(1000, [{ at: 950, ms: 5000 }]);
  assertEquals(end[0], 1050);
});

Deno.test("countdown() sets no timer that overflows", async () => {
  const { end = [], longest } = endOf(2 ** 31 + 50);
  assertEquals([Math.round(end[0]), longest], [2 ** 31 + 50, 1000]);
  for (const ms of [2 ** 31 - 1, 2 ** 31 + 50, 1e300, Infinity]) {
    let ended = false;
    const cancel = countdown(systemClock, ms, () => ended = true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    cancel();
    assertEquals(ended, false, `${ms}`);
  }
});

Deno.test("countdown() is over for good once it is cancelled", () => {
  const clock = new SimulatedClock();
  const cancel = countdown(clock, 1000, () => assert(false));
  clock.after(500, cancel);
  assert(clock.runAll(100) < 10);
});

Deno.test("limitStart() tells of a slow start, then of a late one, once each", () => {
  for (
    const [limit, expected] of [[30_000, ["slow 10000", "late 30000"]], [500, [
      "late 500",
    ]]] as const
  ) {
    const clock = new SimulatedClock();
    const told: string[] = [];
    const tell = (what: string) => told.push(`${what} ${Math.round(clock.now())}`);
    limitStart(clock, limit, { slow: () => tell("slow"), late: () => tell("late") });
    clock.runAll(10_000);
    assertEquals<readonly string[]>(told, expected);
  }
  const clock = new SimulatedClock();
  const cancel = limitStart(clock, 30_000, { slow: () => {}, late: () => assert(false) });
  clock.after(20_000, cancel);
  clock.runAll(10_000);
});
