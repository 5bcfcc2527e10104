/** The options of a `Spot`, checked and resolved. @module */
import { type BatchObjective, isBatchObjective } from "../core/objective/evaluation.ts";
import type { ObjectiveFunction } from "../core/objective/objective.ts";
import { isSpace, type Space, type Typed } from "../core/space/define_space.ts";
import type { Configuration, Variable } from "../core/space/variable.ts";
import { type FunControl, funControlInit } from "../control/fun_control.ts";
import { resolveLoopOptions } from "../control/loop_options.ts";
import { type DesignControl, designControlInit } from "../design/design_control.ts";
import { checkOptionNames, show } from "../core/options/options.ts";
import { type OptimizerControl, optimizerControlInit } from "../search/optimizer_control.ts";
import { checkVariables } from "../core/space/check_variables.ts";
import { freeVariables } from "../core/space/search_space.ts";
import { type SurrogateControl, surrogateControlInit } from "../surrogate/surrogate_control.ts";
import { createBatchObjective } from "../core/objective/batch_objective.ts";
import { createInThread } from "../core/objective/in_thread.ts";
import type { RunControls } from "./planner.ts";

/** Options of {@linkcode Spot}. */
export interface SpotOptions<C extends Configuration = Configuration> {
  /** A function of one row, evaluated in the calling thread, or what `makeParallel` returned. */
  readonly fun: (ObjectiveFunction<C> & Typed<C>) | BatchObjective<C>;
  /** The search space, the budget and the loop. @default {funControlInit({})} */
  readonly funControl?: FunControl<C>;
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
  const { funControl: given = funControlInit({}) } = options;
  const funControl = resolveFunControl(given, spaceOfObjective(options.fun));
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
function resolveFunControl(funControl: unknown, space: Space | undefined): FunControl {
  if (!isSpace(funControl)) {
    throw new TypeError(
      `Cannot ${action} as 'funControl' must be what funControlInit returned: current value is ${
        show(funControl)
      }`,
    );
  }
  const variables = chooseVariables((funControl as FunControl).variables, space);
  checkVariables(action, variables);
  const { controls = {} } = funControl as FunControl;
  return {
    ...funControl as FunControl,
    ...resolveLoopOptions(action, funControl as FunControl),
    controls: structuredClone(controls),
    variables: structuredClone([...variables]),
  };
}

function spaceOfObjective(fun: unknown): Space | undefined {
  const hasSpace = typeof fun === "function" || isBatchObjective(fun);
  return hasSpace && "space" in fun && isSpace(fun.space) ? fun.space : undefined;
}

/** The controls may narrow the space that the objective names, but not name another one. */
function chooseVariables(given: Variable[], space: Space | undefined): readonly Variable[] {
  if (given.length === 0 && !space) {
    throw new TypeError(
      `Cannot ${action} as the search space is missing: give 'funControl' a 'space', 'lower' and 'upper', or 'coreModelName' and 'hyperDict', or the objective a space`,
    );
  }
  if (!space || given.length === 0) return given.length === 0 ? space!.variables : given;
  const names = (variables: readonly Variable[]) => variables.map(({ name }) => name).join(", ");
  if (names(given) !== names(space.variables)) {
    throw new RangeError(
      `Cannot ${action} as 'funControl' must have the variables of the objective's own space, ${
        names(space.variables)
      }: current ones are ${names(given)}`,
    );
  }
  given.forEach((variable, i) => checkWithin(variable, space.variables[i]));
  return given;
}

function checkWithin(variable: Variable, own: Variable): void {
  const { type, scale = "linear", transform = "none", levels } = variable;
  const isSame = type === own.type && scale === (own.scale ?? "linear") &&
    transform === (own.transform ?? "none");
  const isWithin = levels
    ? levels.every((level) => own.levels?.includes(level))
    : own.lower <= variable.lower && variable.upper <= own.upper;
  if (isSame && isWithin) return;
  throw new RangeError(
    `Cannot ${action} as 'funControl' must have '${variable.name}' within the objective's own space: narrow that by restrict()`,
  );
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
  if (typeof fun === "function") {
    const backend = createInThread(fun as ObjectiveFunction, { name: "sequential", numCores: 1 });
    return createBatchObjective(fun as ObjectiveFunction, { backend, onError });
  }
  throw new TypeError(
    `Cannot ${action} as 'fun' must be a function or what makeParallel returned: current value is ${
      show(fun)
    }`,
  );
}
