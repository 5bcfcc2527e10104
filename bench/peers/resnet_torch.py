"""The ResNet's training as a PyTorch loop, one thread.

Reads from standard input JSON: {"dtype": "float32" | "float64", "fast": bool, "trainings": [{"l1",
"epochs", "batchSize", "actFn", "optimizer", "dropoutProb", "lrMult", "patience" (null: never stop),
"initialization", "seed"}], "train": {"X", "y"}, "val": {"X", "y"}, "scaleTarget": bool}. Prints JSON:
{"cpuSeconds": [...], "epochSeconds": [...], "valLoss": [...], "epochsRun": [...]}, one entry per
training; "epochSeconds" are those of its fastest epoch. "fast" lets the optimizer update all tensors in
fused kernels.
"""
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
BASE_RATE = {"Adadelta": 1.0, "Adagrad": 0.01, "Adam": 0.001, "AdamW": 0.001, "Adamax": 0.002,
             "ASGD": 0.01, "NAdam": 0.002, "RAdam": 0.001, "RMSprop": 0.01, "Rprop": 0.01, "SGD": 0.001}
ACTIVATION = {"Sigmoid": nn.Sigmoid, "Tanh": nn.Tanh, "ReLU": nn.ReLU,
              "LeakyReLU": lambda: nn.LeakyReLU(0.1), "ELU": nn.ELU, "Swish": nn.SiLU}
INITIALIZE = {"Default": nn.init.uniform_, "kaiming_uniform": nn.init.kaiming_uniform_,
              "kaiming_normal": nn.init.kaiming_normal_, "xavier_uniform": nn.init.xavier_uniform_,
              "xavier_normal": nn.init.xavier_normal_}


class Block(nn.Module):
    def __init__(self, inputs, outputs, activation, dropout):
        super().__init__()
        self.fc1, self.bn1, self.ln1 = nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs), nn.LayerNorm(outputs)
        self.fc2, self.bn2, self.ln2 = nn.Linear(outputs, outputs), nn.BatchNorm1d(outputs), nn.LayerNorm(outputs)
        self.activation, self.dropout = activation(), nn.Dropout(dropout)
        self.shortcut = nn.Sequential()
        if inputs != outputs:
            self.shortcut = nn.Sequential(nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs))

    def forward(self, x):
        h = self.dropout(self.activation(self.ln1(self.bn1(self.fc1(x)))))
        return self.activation(self.ln2(self.bn2(self.fc2(h))) + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, l_in, l_out, l1, activation, dropout):
        super().__init__()
        low = max(2, l_in // 4)
        width, times, inputs, layers = max(l1, 2 * low), 1, l_in, []
        while width >= low:
            for _ in range(times):
                layers.append(Block(inputs, width, activation, dropout))
                inputs = width
            width, times = width // 2, min(4, times + 1)
        layers.append(nn.Linear(inputs, l_out))
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def train(c, train_set, val_set, dtype, fast, scale_target):
    torch.manual_seed(c["seed"])
    X, y = (torch.tensor(train_set[k], dtype=dtype) for k in ("X", "y"))
    X_val, y_val = (torch.tensor(val_set[k], dtype=dtype) for k in ("X", "y"))
    y, y_val = y.reshape(len(y), -1), y_val.reshape(len(y_val), -1)
    shift, scale = (y.mean(0), y.std(0, correction=0)) if scale_target else (0, 1)
    y = (y - shift) / scale
    net = ResNet(X.shape[1], y.shape[1], c["l1"], ACTIVATION[c["actFn"]], c["dropoutProb"]).to(dtype)
    for module in net.modules():
        if isinstance(module, nn.Linear):
            INITIALIZE[c["initialization"]](module.weight)
            nn.init.zeros_(module.bias)
    options = {"foreach": True} if fast else {}
    optimizer = getattr(torch.optim, c["optimizer"])(
        net.parameters(), lr=BASE_RATE[c["optimizer"]] * c["lrMult"], **options)
    epochs, size = c["epochs"], c["batchSize"]
    schedule = torch.optim.lr_scheduler.MultiStepLR(
        optimizer, [epochs // 4, epochs * 2 // 4, epochs * 3 // 4], gamma=0.1)
    loss_function, best, waited, fastest = nn.MSELoss(), float("inf"), 0, float("inf")
    for epoch in range(epochs):
        begin = time.process_time()
        net.train()
        order = torch.randperm(len(X))
        for start in range(0, len(X), size):
            rows = order[start:start + size]
            optimizer.zero_grad()
            loss_function(net(X[rows]), y[rows]).backward()
            optimizer.step()
        net.eval()
        with torch.no_grad():
            loss = loss_function(net(X_val) * scale + shift, y_val).item()
        schedule.step()
        fastest = min(fastest, time.process_time() - begin)
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if c["patience"] is not None and waited >= c["patience"]:
            break
    return loss, epoch + 1, fastest


def main():
    job = json.load(sys.stdin)
    dtype = getattr(torch, job["dtype"])
    result = {"cpuSeconds": [], "epochSeconds": [], "valLoss": [], "epochsRun": []}
    for c in job["trainings"]:
        start = time.process_time()
        loss, epochs, fastest = train(c, job["train"], job["val"], dtype, job["fast"], job["scaleTarget"])
        result["cpuSeconds"].append(time.process_time() - start)
        result["epochSeconds"].append(fastest)
        result["valLoss"].append(loss)
        result["epochsRun"].append(epochs)
    print(json.dumps(result))


main()
