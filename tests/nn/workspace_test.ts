import { assertThrows } from "@std/assert";
import { layOut } from "../../spot/nn/layout.ts";
import { Workspace } from "../../spot/nn/workspace.ts";

Deno.test("Workspace refuses a batch whose offsets are no integers of 32 bits", () => {
  const layout = layOut({ lIn: 10, lOut: 1, l1: 1024 });
  assertThrows(() => new Workspace(layout, 1_000_000), RangeError, "Cannot prepare a batch");
});
