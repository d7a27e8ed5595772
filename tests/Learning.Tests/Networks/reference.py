# Networks as PyTorch's own layers make them, for NetworkReferenceTests: reads weights and inputs, writes outputs.
import json
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

folder = sys.argv[1]
torch.set_num_threads(1)
torch.manual_seed(0)


def numbers(name):
    return torch.frombuffer(bytearray(open(f"{folder}/{name}", "rb").read()), dtype=torch.float32)


def conv(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)


class Basic(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, outputs, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = conv(outputs, outputs), nn.BatchNorm2d(outputs)
        self.stride, self.pad = stride, (outputs - inputs) // 2

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.stride != 1:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.pad, self.pad))
        return F.relu(y + x)


class Wide(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(inputs, momentum=1e-3), conv(inputs, outputs, stride)
        self.bn2, self.conv2 = nn.BatchNorm2d(outputs, momentum=1e-3), conv(outputs, outputs)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False) if inputs != outputs else None

    def forward(self, x):
        a = F.leaky_relu(self.bn1(x), 0.1)
        y = self.conv2(F.leaky_relu(self.bn2(self.conv1(a)), 0.1))
        return y + (x if self.shortcut is None else self.shortcut(a))


class Vit(nn.Module):
    def __init__(self):
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(1, 64, 64))
        self.embedding = nn.Conv2d(3, 64, 4, 4)
        self.blocks = nn.Sequential(*[
            nn.TransformerEncoderLayer(64, 4, 128, dropout=0.0, activation="gelu", batch_first=True, norm_first=True) for _ in range(4)])
        self.norm, self.head = nn.LayerNorm(64), nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.embedding(x).flatten(2).transpose(1, 2) + self.positions)).mean(1))


def stages(block, inputs, width, blocks):
    for i in range(3 * blocks):
        outputs = width * 2 ** (i // blocks)
        yield block(inputs, outputs, 2 if i > 0 and i % blocks == 0 else 1)
        inputs = outputs


def same(i, o):
    return nn.Conv2d(i, o, 3, padding="same")


networks = {
    "mlp": nn.Sequential(
        nn.Flatten(), nn.Linear(3072, 20, bias=False), nn.BatchNorm1d(20), nn.Tanh(), nn.Linear(20, 30, bias=False), nn.BatchNorm1d(30), nn.Tanh(),
        nn.Linear(30, 10)),
    "lenet5": nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
    "myrtle5": nn.Sequential(
        same(3, 64), nn.ReLU(), same(64, 64), nn.ReLU(), nn.AvgPool2d(2), same(64, 64), nn.ReLU(), nn.AvgPool2d(2), same(64, 64), nn.ReLU(),
        nn.AvgPool2d(2), nn.AvgPool2d(2), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(64, 10)),
    "resnet20": nn.Sequential(conv(3, 16), nn.BatchNorm2d(16), nn.ReLU(), *stages(Basic, 16, 16, 3), nn.AvgPool2d(8), nn.Flatten(), nn.Linear(64, 10)),
    "wrn-28-2": nn.Sequential(
        conv(3, 16), *stages(Wide, 16, 32, 4), nn.BatchNorm2d(128, momentum=1e-3), nn.LeakyReLU(0.1), nn.AvgPool2d(8), nn.Flatten(), nn.Linear(128, 10)),
    "vit": Vit(),
}


class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.bn, self.fc = nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.Linear(36, 3)

    def forward(self, x):
        return self.fc(F.max_pool2d(F.relu(self.bn(self.conv(x))), 2).view(x.size(0), -1))


def state(network):
    return [t.detach().float().flatten().tolist() for t in [*network.parameters(), *network.buffers()]]


def main():
    x = numbers("inputs").view(4, 3, 32, 32)
    results = {}
    for name, network in networks.items():
        values, at = numbers(name), 0
        for parameter in network.parameters():
            parameter.data = values[at:at + parameter.numel()].view_as(parameter).clone()
            at += parameter.numel()
        assert at == len(values), f"{name}: {at} parameters, {len(values)} given"
        with torch.no_grad():
            results[name] = [network.train()(x).flatten().tolist(), network.eval()(x).flatten().tolist()]

    own = Own()
    torch.jit.script(own).save(f"{folder}/own.pt")
    torch.jit.script(nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(72, 3))).save(f"{folder}/dropout.pt")
    start = state(own)
    images = numbers("own.inputs").view(12, 2, 6, 6)
    labels = torch.arange(12) % 3
    optimiser = torch.optim.SGD(own.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-3)
    for _ in range(20):
        optimiser.zero_grad()
        F.cross_entropy(own(images), labels).backward()
        optimiser.step()
    json.dump({"Outputs": results, "Start": start, "End": state(own)}, open(f"{folder}/results.json", "w"))


main()
