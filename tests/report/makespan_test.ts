import { assert, assertEquals } from "@std/assert";
import { longestFirstMakespan, makespan } from "../../spot/report/makespan.ts";
import { createStream } from "../../spot/core/random/stream.ts";

Deno.test("makespan() is the sum on one core and the longest row on as many cores as rows", () => {
  assertEquals(makespan([3, 1, 2], { numCores: 1 }), 6);
  assertEquals(makespan([3, 1, 2], { numCores: 3 }), 3);
  assertEquals(makespan([3, 1, 2], { numCores: 1000 }), 3);
  assertEquals(makespan([], { numCores: 4 }), 0);
});

Deno.test("longestFirstMakespan() meets the worst case of Graham (1969), section 3", () => {
  // p = 2: 3 3 2 2 2 takes 7, the best schedule 6: the ratio 4/3 - 1/6.
  assertEquals(longestFirstMakespan([2, 3, 2, 3, 2], 2), 7);
  // p = 3: 5 5 4 4 3 3 3 takes 11, the best schedule 9.
  assertEquals(longestFirstMakespan([5, 5, 4, 4, 3, 3, 3], 3), 11);
});

Deno.test("makespan() equals a search for the smallest if rows and cores are many", () => {
  const random = createStream(1);
  for (let trial = 0; trial < 200; trial++) {
    const numCores = 1 + Math.floor(random() * 20);
    const lengths = Array.from({ length: 1 + Math.floor(random() * 60) }, random);
    const free = new Array<number>(numCores).fill(0);
    for (const length of lengths) {
      const first = free.indexOf(Math.min(...free));
      free[first] += length;
    }
    assertEquals(makespan(lengths, { numCores }), Math.max(...free));
  }
});

Deno.test("makespan() waits for workers and for the dispatcher", () => {
  assertEquals(makespan([4, 4], { numCores: 2, readyMs: 10 }), 14);
  assertEquals(makespan([4, 4, 4], { numCores: 3, dispatchMs: 1 }), 7);
  assert(makespan(new Array(1000).fill(1), { numCores: 1024, dispatchMs: 1 }) >= 1000);
});
