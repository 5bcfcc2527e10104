/** The options of a `Spot`, checked and resolved. @module */
import { type BatchObjective, isBatchObjective } from "../core/objective/evaluation.ts";
import type { ObjectiveFunction } from "../core/objective/objective.ts";
import type { FunControl } from "../control/fun_control.ts";
import { resolveLoopOptions } from "../control/loop_options.ts";
import { type DesignControl, designControlInit } from "../design/design_control.ts";
import { checkOptionNames, show } from "../core/options/options.ts";
import { type OptimizerControl, optimizerControlInit } from "../search/optimizer_control.ts";
import { checkVariables } from "../core/space/check_variables.ts";
import { freeVariables } from "../core/space/search_space.ts";
import { type SurrogateControl, surrogateControlInit } from "../surrogate/surrogate_control.ts";
import { plainObjective } from "./plain_objective.ts";
import type { RunControls } from "./planner.ts";

/** Options of {@linkcode Spot}. */
export interface SpotOptions {
  /** A function of one row, evaluated in the calling thread, or what `makeParallel` returned. */
  readonly fun: ObjectiveFunction | BatchObjective;
  /** The search space, the budget and the loop. */
  readonly funControl: FunControl;
  /** The initial design. @default {designControlInit()} */
  readonly designControl?: DesignControl;
  /** The surrogate. @default {surrogateControlInit()} */
  readonly surrogateControl?: SurrogateControl;
  /** The search for the next point. @default {optimizerControlInit()} */
  readonly optimizerControl?: OptimizerControl;
}

const optionNames = [
  "fun",
  "funControl",
  "designControl",
  "surrogateControl",
  "optimizerControl",
] as const satisfies (keyof SpotOptions)[];
const action = "make a Spot";

/** What a `Spot` works with. */
export interface ResolvedSpotOptions {
  readonly controls: RunControls;
  readonly objective: BatchObjective;
}

/**
 * Checks the options of a `Spot`, fills in the defaults and copies the controls.
 *
 * @throws {TypeError | RangeError} If an option is unknown or breaks its rule.
 */
export function resolveSpotOptions(options: SpotOptions): ResolvedSpotOptions {
  checkOptionNames(action, options, optionNames);
  const funControl = resolveFunControl(options.funControl);
  const controls = {
    funControl,
    designControl: designControlInit(options.designControl),
    surrogateControl: resolveSurrogateControl(options.surrogateControl),
    optimizerControl: optimizerControlInit(options.optimizerControl),
  };
  checkTheta(controls);
  return { controls, objective: toBatchObjective(options.fun, funControl) };
}

/** One weight for each variable, if there are several. */
function checkTheta({ funControl, surrogateControl }: RunControls): void {
  const { thetaLog10 } = surrogateControl.kriging ?? {};
  const k = freeVariables(funControl.variables).length;
  if (typeof thetaLog10 !== "object" || thetaLog10.length === k) return;
  throw new RangeError(
    `Cannot ${action} as 'thetaLog10' must have one weight for each of the ${k} variables: current length is ${thetaLog10.length}`,
  );
}

/** Copies the controls, so that later changes do not reach this run. */
function resolveFunControl(funControl: unknown): FunControl {
  if (!isFunControl(funControl)) {
    throw new TypeError(
      `Cannot ${action} as 'funControl' must be what funControlInit returned: current value is ${
        show(funControl)
      }`,
    );
  }
  checkVariables(action, funControl.variables);
  const { controls = {}, variables } = funControl;
  const copies = { controls: structuredClone(controls), variables: structuredClone(variables) };
  return { ...funControl, ...resolveLoopOptions(action, funControl), ...copies };
}

function isFunControl(value: unknown): value is FunControl {
  return typeof value === "object" && value !== null && "variables" in value &&
    Array.isArray(value.variables);
}

function resolveSurrogateControl(control: SurrogateControl = surrogateControlInit()) {
  if (typeof control?.surrogate?.fit === "function") return control;
  throw new TypeError(
    `Cannot ${action} as 'surrogateControl' must be what surrogateControlInit returned: current value is ${
      show(control)
    }`,
  );
}

function toBatchObjective(fun: unknown, { onError }: FunControl): BatchObjective {
  if (isBatchObjective(fun)) {
    if (onError === "throw" || fun.onError === onError) return fun;
    throw new RangeError(
      `Cannot ${action} as 'onError' must be that of makeParallel, which made 'fun': current value ` +
        `is ${show(onError)}, makeParallel's is ${show(fun.onError)}`,
    );
  }
  if (typeof fun === "function") return plainObjective(fun as ObjectiveFunction, onError);
  throw new TypeError(
    `Cannot ${action} as 'fun' must be a function or what makeParallel returned: current value is ${
      show(fun)
    }`,
  );
}
