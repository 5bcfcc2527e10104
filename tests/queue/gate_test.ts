import { assertEquals, assertRejects } from "@std/assert";
import { Gate } from "../../backends/queue/gate.ts";

const never = new AbortController().signal;

Deno.test("enter() lets others in only after one who is alone has left", async () => {
  const gate = new Gate(2);
  const order: string[] = [];
  const leaveFirst = await gate.enter(false, never);
  const alone = gate.enter(true, never).then((leave) => {
    order.push("alone");
    return leave;
  });
  const other = gate.enter(false, never).then(() => order.push("other"));
  order.push("first leaves");
  leaveFirst();
  (await alone)();
  await other;
  assertEquals(order, ["first leaves", "alone", "other"]);
});

Deno.test("enter() rejects if its signal is aborted, and lets those behind it in", async () => {
  const gate = new Gate(2);
  await gate.enter(false, never);
  const controller = new AbortController();
  const alone = gate.enter(true, controller.signal);
  const behind = gate.enter(false, never);
  controller.abort(new Error("enough"));
  await assertRejects(() => alone, Error, "enough");
  await behind;
});

Deno.test("enter() lets no more in than there are places", async () => {
  const gate = new Gate(2);
  const leave = await gate.enter(false, never);
  await gate.enter(false, never);
  let isIn = false;
  const third = gate.enter(false, never).then(() => isIn = true);
  await Promise.resolve();
  assertEquals(isIn, false);
  leave();
  await third;
});
