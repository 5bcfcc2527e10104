/** The options of a `Spot`, checked and resolved. @module */
import { type BatchObjective, isBatchObjective } from "../core/objective/evaluation.ts";
import type { ObjectiveFunction } from "../core/objective/objective.ts";
import { isSpace, type Space, type Typed } from "../core/space/define_space.ts";
import { fixImpossible } from "../core/space/conditions.ts";
import { createDomain, type Domain } from "../core/space/domain.ts";
import type { Configuration, Variable } from "../core/space/variable.ts";
import { type FunControl, funControlInit } from "../control/fun_control.ts";
import { resolveLoopOptions } from "../control/loop_options.ts";
import { type DesignControl, designControlInit } from "../design/design_control.ts";
import { anything, kind, type OptionTable, resolveOptions, show } from "../core/options/options.ts";
import { createStream } from "../core/random/stream.ts";
import { type OptimizerControl, optimizerControlInit } from "../search/optimizer_control.ts";
import { checkVariables } from "../core/space/check_space.ts";
import { freeVariables } from "../core/space/search_space.ts";
import { randomAllowedPoint } from "../search/random_point.ts";
import { type SurrogateControl, surrogateControlInit } from "../surrogate/surrogate_control.ts";
import { createBatchObjective } from "../core/objective/batch_objective.ts";
import { createInThread } from "../core/objective/in_thread.ts";
import type { RunControls } from "./planner.ts";

/**
 * Options of {@linkcode Spot}.
 *
 * @typeParam C The objective's configurations.
 * @typeParam N Those of the space that the controls name, which may be narrower.
 */
export interface SpotOptions<
  C extends Configuration = Configuration,
  N extends Configuration = C,
> {
  /** A function of one row, evaluated in the calling thread, or what `makeParallel` returned. */
  readonly fun: (ObjectiveFunction<C> & Typed<C>) | BatchObjective<C>;
  /** The search space, the budget and the loop. @default {funControlInit({})} */
  readonly funControl?: FunControl<N>;
  /** The initial design. @default {designControlInit()} */
  readonly designControl?: DesignControl;
  /** The surrogate. @default {surrogateControlInit()} */
  readonly surrogateControl?: SurrogateControl;
  /** The search for the next point. @default {optimizerControlInit()} */
  readonly optimizerControl?: OptimizerControl;
}

/** Refuses controls of another space than the objective's. */
export type SameSpace<C extends Configuration, N extends Configuration> = [N] extends [C] ? unknown
  : [C] extends [N] ? unknown
  : { readonly funControl: FunControl<C> };

/** The configurations of a run: those of the controls' space, where that is within the objective's. */
export type RunConfiguration<C extends Configuration, N extends Configuration> = [N] extends [never]
  ? C
  : [N] extends [C] ? N
  : C;

const table = {
  fun: {
    kind: kind(
      "a function or what makeParallel returned",
      (value) => typeof value === "function" || isBatchObjective(value),
    ),
    isRequired: true,
  },
  funControl: { kind: kind("what funControlInit returned", isSpace) },
  designControl: { kind: anything() },
  surrogateControl: {
    kind: kind(
      "what surrogateControlInit returned",
      (value) => typeof (value as Partial<SurrogateControl> | null)?.surrogate?.fit === "function",
    ),
  },
  optimizerControl: { kind: anything() },
} satisfies OptionTable<SpotOptions>;

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
  const { fun, funControl: given = funControlInit({}), ...others } = resolveOptions(
    action,
    table,
    options,
  );
  const funControl = resolveFunControl(given, spaceOfObjective(fun));
  const controls = {
    domain: domainOf(funControl, spaceOfObjective(fun)),
    funControl,
    designControl: designControlInit(others.designControl),
    surrogateControl: others.surrogateControl ?? surrogateControlInit(),
    optimizerControl: optimizerControlInit(others.optimizerControl),
  };
  checkTheta(controls);
  checkFidelity(controls.funControl);
  return { controls, objective: toBatchObjective(fun, funControl) };
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

/** What a budget sets is not searched. */
function checkFidelity({ fidelity, variables }: FunControl): void {
  const searched = freeVariables(variables).find(({ name }) => name === fidelity?.name);
  if (!searched) return;
  throw new RangeError(
    `Cannot ${action} as '${searched.name}' must be fixed where 'fidelity' sets it: current range is [${searched.lower}, ${searched.upper}]`,
  );
}

/** Copies the controls, so that later changes do not reach this run. */
function resolveFunControl(funControl: FunControl, space: Space | undefined): FunControl {
  const variables = chooseVariables(funControl.variables, space);
  checkVariables(action, variables);
  return {
    ...funControl,
    ...resolveLoopOptions(action, funControl),
    controls: structuredClone(funControl.controls ?? {}),
    variables: structuredClone(fixImpossible(variables)),
  };
}

/** What both the objective's space and the controls' one allow. */
function domainOf({ variables, space, seed }: FunControl, own: Space | undefined): Domain {
  const constraints = [own?.constraint, space?.constraint].filter((given) => given !== undefined);
  const domain = createDomain(variables, [...new Set(constraints)]);
  if (randomAllowedPoint(domain, createStream(seed, "allowed"))) return domain;
  throw new RangeError(
    `Cannot ${action} as the space's constraint must allow more configurations: of 10000 random ones it allows none`,
  );
}

function spaceOfObjective(fun: SpotOptions["fun"]): Space | undefined {
  return "space" in fun && isSpace(fun.space) ? fun.space : undefined;
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
    transform === (own.transform ?? "none") &&
    JSON.stringify(variable.when) === JSON.stringify(own.when);
  const isWithin = levels
    ? levels.every((level) => own.levels?.includes(level))
    : own.lower <= variable.lower && variable.upper <= own.upper;
  if (isSame && isWithin) return;
  throw new RangeError(
    `Cannot ${action} as 'funControl' must have '${variable.name}' within the objective's own space: narrow that by restrict()`,
  );
}

function toBatchObjective(fun: SpotOptions["fun"], { onError }: FunControl): BatchObjective {
  if (typeof fun === "function") {
    const backend = createInThread(fun, { name: "sequential", numCores: 1 });
    return createBatchObjective(fun, { backend, onError });
  }
  if (onError === "throw" || fun.onError === onError) return fun;
  throw new RangeError(
    `Cannot ${action} as 'onError' must be that of makeParallel, which made 'fun': current value ` +
      `is ${show(onError)}, makeParallel's is ${show(fun.onError)}`,
  );
}
