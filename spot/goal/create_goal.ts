import type { LoopControl } from "../control/loop_options.ts";
import { FrontGoal } from "./front_goal.ts";
import { type Goal, ScalarGoal } from "./goal.ts";

/** Makes the goal that a run's controls name. */
export function createGoal(control: LoopControl): Goal {
  const { objectives } = control;
  return objectives ? new FrontGoal(objectives, control) : new ScalarGoal(control);
}
