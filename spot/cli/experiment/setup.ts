/** The experiment's run: the ResNet on the diabetes data over its search space. @module */
import type { Configuration, Level } from "../../core/space/variable.ts";
import { diabetes } from "../../../data/diabetes.ts";
import { funControlInit } from "../../control/fun_control.ts";
import { designControlInit } from "../../design/design_control.ts";
import { LightHyperDict } from "../../space/light_hyper_dict.ts";
import { setHyperparameter } from "../../space/set_hyperparameter.ts";
import type { SpotOptions } from "../../run/spot_options.ts";
import type { ExperimentOptions } from "./options.ts";

/** The ranges of the experiment, in search units; the other hyperparameters keep their own. */
const ranges: Readonly<Record<string, readonly Level[]>> = {
  optimizer: ["Adadelta", "Adam", "Adamax"],
  l1: [2, 5],
  epochs: [5, 8],
  batch_size: [5, 8],
  dropout_prob: [0.0, 0.5],
  patience: [2, 3],
  lr_mult: [0.1, 10.0],
};

/** The options that the controls depend on. */
export type ExperimentSize = Pick<
  ExperimentOptions,
  "funEvals" | "initSize" | "seed" | "scaleTarget"
>;

/** Makes the controls of every run of the experiment. */
export async function experimentControls(
  { funEvals, initSize, seed, scaleTarget }: ExperimentSize,
): Promise<Required<Pick<SpotOptions, "funControl" | "designControl">>> {
  const funControl = funControlInit({
    funEvals,
    maxTime: Infinity,
    dataSet: await diabetes(),
    coreModelName: "NNResNetRegressor",
    hyperDict: LightHyperDict,
    lIn: 10,
    lOut: 1,
    seed,
    scaleTarget,
  });
  for (const [name, range] of Object.entries(ranges)) {
    setHyperparameter<Configuration, string>(funControl, name, range);
  }
  return { funControl, designControl: designControlInit({ initSize }) };
}
