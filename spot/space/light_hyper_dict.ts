import type { HyperDict } from "./hyperparameter_table.ts";

/** The hyperparameter tables of the models that Spot can train, by model name. */
export const LightHyperDict = {
  NNResNetRegressor: {
    l1: { type: "int", transform: "power_2_int", default: 3, lower: 3, upper: 10, limits: [2, 12] },
    epochs: {
      type: "int",
      transform: "power_2_int",
      default: 4,
      lower: 4,
      upper: 9,
      limits: [0, 20],
    },
    batch_size: {
      type: "int",
      transform: "power_2_int",
      default: 4,
      lower: 1,
      upper: 6,
      limits: [1, 20],
    },
    act_fn: {
      type: "factor",
      default: "ReLU",
      levels: ["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "Swish"],
    },
    optimizer: {
      type: "factor",
      default: "SGD",
      levels: [
        "Adadelta",
        "Adagrad",
        "Adam",
        "AdamW",
        "SparseAdam",
        "Adamax",
        "ASGD",
        "NAdam",
        "RAdam",
        "RMSprop",
        "Rprop",
        "SGD",
      ],
      refused: { SparseAdam: "it needs sparse gradients, and this network's are dense" },
    },
    dropout_prob: {
      type: "float",
      transform: "none",
      default: 0.01,
      lower: 0,
      upper: 0.25,
      limits: [0, 0.99],
    },
    lr_mult: {
      type: "float",
      transform: "none",
      default: 1,
      lower: 0.1,
      upper: 10,
      limits: [1e-9, 1e9],
    },
    patience: {
      type: "int",
      transform: "power_2_int",
      default: 2,
      lower: 2,
      upper: 6,
      limits: [0, 20],
    },
    initialization: {
      type: "factor",
      default: "Default",
      levels: ["Default", "kaiming_uniform", "kaiming_normal", "xavier_uniform", "xavier_normal"],
    },
  },
} as const satisfies HyperDict;
