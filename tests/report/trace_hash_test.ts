import { assertEquals, assertNotEquals } from "@std/assert";
import { traceHash } from "../../spot/report/trace_hash.ts";

Deno.test("traceHash() is the SHA-256 of n, k, X and y as little-endian doubles", () => {
  // python3 -c "import hashlib,struct; print(hashlib.sha256(struct.pack('<8d',2,2,1,2,3,4,.5,-1)).hexdigest()[:12])"
  assertEquals(traceHash([[1, 2], [3, 4]], [0.5, -1]), "c64296c5050f");
});

Deno.test("traceHash() differs if one bit, a sign of zero or the shape differs", () => {
  const hash = traceHash([[1, 2]], [0]);
  assertNotEquals(traceHash([[1, 2]], [-0]), hash);
  assertNotEquals(traceHash([[1 + Number.EPSILON, 2]], [0]), hash);
  assertNotEquals(traceHash([[1], [2]], [0]), hash);
  assertEquals(traceHash([[1, 2]], [NaN]), traceHash([[1, 2]], [0 / 0]));
});
