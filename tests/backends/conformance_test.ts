import { concurrent, sequential } from "../../backends/in_thread.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";
import { testBackend } from "../../backends/testing.ts";
import { worker } from "../../backends/worker/worker.ts";
import { overlapping } from "./fixtures/overlapping.ts";

testBackend("sequential", sequential());
testBackend("concurrent", concurrent());
testBackend("worker", worker());
testBackend("subprocess", subprocess({ allow: ["env"] }));
testBackend("a user's own", overlapping);
