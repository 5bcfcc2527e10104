/** The controls of the tuning that pruning is measured on: the ranges of `deno task tune`. @module */
import { diabetes } from "../../data/diabetes.ts";
import {
  type FunControl,
  funControlInit,
  type FunControlOptions,
} from "../../spot/control/fun_control.ts";
import { LightHyperDict } from "../../spot/space/light_hyper_dict.ts";
import { setHyperparameter } from "../../spot/space/set_hyperparameter.ts";

/** The network on the Diabetes data, with further options of the loop; `epochs` in powers of 2. */
export async function networkControl(
  options: Pick<FunControlOptions, "funEvals" | "seed" | "pruning">,
  epochs: [number, number] = [5, 9],
): Promise<FunControl> {
  const funControl = funControlInit({
    ...options,
    dataSet: await diabetes(),
    coreModelName: "NNResNetRegressor",
    hyperDict: LightHyperDict,
    lIn: 10,
    lOut: 1,
    scaleTarget: true,
  });
  setHyperparameter(funControl, "optimizer", ["Adadelta", "Adam", "Adamax"]);
  setHyperparameter(funControl, "l1", [2, 5]);
  setHyperparameter(funControl, "epochs", epochs);
  setHyperparameter(funControl, "batch_size", [3, 8]);
  setHyperparameter(funControl, "dropout_prob", [0, 0.5]);
  setHyperparameter(funControl, "patience", [2, 6]);
  setHyperparameter(funControl, "lr_mult", [0.1, 10]);
  return funControl;
}
