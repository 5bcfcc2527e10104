import { assertEquals } from "@std/assert";
import { EventQueue } from "../../../bench/queue/event_queue.ts";

Deno.test("EventQueue.run() lets events happen in order, also those planned meanwhile", () => {
  const events = new EventQueue();
  const happened: number[] = [];
  const note = () => happened.push(events.nowMs);
  for (const ms of [5, 1, 4, 9, 2, 8]) events.at(ms, note);
  events.at(3, () => {
    note();
    events.at(7, note);
  });
  events.run();
  assertEquals(happened, [1, 2, 3, 4, 5, 7, 8, 9]);
});
