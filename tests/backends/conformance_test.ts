import { sequential } from "../../backends/sequential.ts";
import { subprocess } from "../../backends/subprocess/subprocess.ts";
import { testBackend } from "../../backends/testing.ts";
import { worker } from "../../backends/worker/worker.ts";
import { concurrent } from "./fixtures/concurrent.ts";

testBackend("sequential", sequential);
testBackend("worker", worker);
testBackend("subprocess", subprocess);
testBackend("a user's own", concurrent);
