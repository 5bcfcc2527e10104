/** Design points as parameters of Optuna's trials, in the units of the objective. @module */
import { activityOf } from "../../spot/core/space/configuration.ts";
import {
  isFixed,
  type NumericVariable,
  transforms,
  type Variable,
} from "../../spot/core/space/variable.ts";

/** The parameters of one trial and what they may be, by name. */
export interface Parameters {
  readonly distributions: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, number>>;
}

/**
 * Makes the function from a design point to its parameters; what all points share is made once. Inactive
 * variables are no parameters of a trial.
 */
export function createParameters(
  variables: readonly Variable[],
): (x: readonly number[]) => Parameters {
  const scales = variables.map(toScale);
  const named = <T>(values: readonly T[], isPart = (_i: number) => true): Record<string, T> =>
    Object.fromEntries(
      variables.flatMap(({ name }, i) => isPart(i) ? [[name, values[i]] as const] : []),
    );
  const ofAll = scales.map(({ distribution }) => distribution);
  const distributions = named(ofAll);
  const activity = activityOf(variables);
  return (x) => {
    let column = 0;
    const values = variables.map((variable, i) =>
      scales[i].toValue(isFixed(variable) ? variable.lower : x[column++])
    );
    if (!activity) return { distributions, params: named(values) };
    const isPart = (i: number) => activity(i, x);
    return { distributions: named(ofAll, isPart), params: named(values, isPart) };
  };
}

interface Scale {
  /** As Optuna writes it. */
  readonly distribution: string;
  /** From search units; a factor's value is the index of its level there, too. */
  readonly toValue: (x: number) => number;
}

/** A variable with one possible value is one with one choice, or equal bounds. */
function toScale(variable: Variable): Scale {
  const { lower, upper, levels } = variable;
  if (levels === undefined) return toNumericScale(variable);
  const choices = levels.slice(lower, upper + 1);
  return {
    distribution: toJson("CategoricalDistribution", { choices }),
    toValue: (x) => x - lower,
  };
}

function toNumericScale(variable: NumericVariable): Scale {
  const { type, lower, upper, transform = "none" } = variable;
  const toValue = transforms[transform];
  const [low, high] = [toValue(lower), toValue(upper)];
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return toNumericScale({ ...variable, transform: "none" });
  }
  const isWhole = transform.endsWith("_int") || (type === "int" && transform === "none");
  const isInteger = isWhole && Number.isSafeInteger(low) && Number.isSafeInteger(high);
  const log = (transform.startsWith("power_") || variable.scale === "log") && low > 0;
  const name = isInteger ? "IntDistribution" : "FloatDistribution";
  return { distribution: toJson(name, { step: isInteger ? 1 : null, low, high, log }), toValue };
}

function toJson(name: string, attributes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ name, attributes });
}
