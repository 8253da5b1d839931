"""The networks of `../lib/training.mjs` in snnTorch or SpikingJelly, as their tutorials write them.

Its arguments are the library and the network (`shd` or `layer`) with its sizes as JSON; a request is one value and gradient.
`peak` is the largest the process has been, in bytes, and `before` what it was before the numbers were made.
"""
import json
import os
import resource
import sys
import time

from peer import need, serve
from training import DECAY, check_of, layer_numbers, shd_numbers

LIBRARY, NETWORK, SIZES = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
torch = need('torch')
nn = torch.nn
torch.set_num_threads(len(os.sched_getaffinity(0)))


def linear(weights, bias):
    """A layer with these weights [in, out]."""
    module = nn.Linear(*weights.shape, bias=bias)
    with torch.no_grad():
        module.weight.copy_(torch.from_numpy(weights.T))
        if bias:
            module.bias.zero_()
    return module


if LIBRARY == 'snntorch':
    snn = need('snntorch')

    def cells():
        return snn.Leaky(beta=DECAY, spike_grad=snn.surrogate.atan(alpha=2.0), reset_delay=False)

    class Recurrent(nn.Module):
        def __init__(self, weights):
            super().__init__()
            self.to_hidden, self.among, self.to_out = [linear(w, False) for w in weights]
            self.hidden = cells()
            self.evidence = snn.Leaky(beta=DECAY, reset_mechanism='none')

        def forward(self, x):
            mem, out = self.hidden.reset_mem(), self.evidence.reset_mem()
            spk = torch.zeros(x.shape[1], self.among.in_features)
            kept = []
            for step in range(x.shape[0]):
                spk, mem = self.hidden(self.to_hidden(x[step]) + self.among(spk), mem)
                _, out = self.evidence(self.to_out(spk), out)
                kept.append(out)
            return torch.stack(kept)

    class Layer(nn.Module):
        def __init__(self, weights):
            super().__init__()
            self.connections = linear(weights, True)
            self.cells = cells()

        def forward(self, x):
            mem = self.cells.reset_mem()
            kept = []
            for step in range(x.shape[0]):
                spk, mem = self.cells(self.connections(x[step]), mem)
                kept.append(spk)
            return torch.stack(kept)

else:
    neuron = need('spikingjelly.activation_based.neuron')
    functional = need('spikingjelly.activation_based.functional')
    layer = need('spikingjelly.activation_based.layer')
    surrogate = need('spikingjelly.activation_based.surrogate')

    def cells(step_mode):
        return neuron.LIFNode(
            tau=1 / (1 - DECAY), decay_input=False, v_threshold=1., v_reset=None,
            surrogate_function=surrogate.ATan(alpha=2.0), step_mode=step_mode,
        )

    class Recurrent(nn.Module):
        """The first layer of all steps at once, as multi-step layers do; what is recurrent goes step by step."""

        def __init__(self, weights):
            super().__init__()
            self.to_hidden, self.among, self.to_out = [linear(w, False) for w in weights]
            self.hidden = cells('s')
            self.evidence = neuron.NonSpikingLIFNode(tau=1 / (1 - DECAY))
            self.evidence.step_mode = 'm'

        def forward(self, x):
            functional.reset_net(self)
            currents = self.to_hidden(x)
            spk = torch.zeros(x.shape[1], self.among.in_features)
            kept = []
            for step in range(x.shape[0]):
                spk = self.hidden(currents[step] + self.among(spk))
                kept.append(spk)
            return torch.stack(self.evidence(self.to_out(torch.stack(kept)) * self.evidence.tau))

    class Layer(nn.Module):
        def __init__(self, weights):
            super().__init__()
            self.net = nn.Sequential(linear(weights, True), cells('m'))

        def forward(self, x):
            functional.reset_net(self)
            return self.net(x)


before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
if NETWORK == 'shd':
    weights, spikes, labels = shd_numbers(**SIZES)
    inputs, labels = torch.from_numpy(spikes), torch.from_numpy(labels)
    net = Recurrent(weights)

    def loss():
        return nn.functional.cross_entropy(net(inputs).mean(0), labels)
else:
    weights, x = layer_numbers(**SIZES)
    inputs = torch.from_numpy(x)
    net = Layer(weights)

    def loss():
        return net(inputs).mean()


def gradients():
    return [p.grad.numpy().T for _, p in sorted(net.named_parameters()) if p.grad is not None]


check = None


def answer():
    global check
    begin = time.perf_counter()
    net.zero_grad()
    value = loss()
    value.backward()
    ms = 1000 * (time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    check = check or check_of(value.detach().numpy(), gradients())
    return {'ms': ms, 'check': check, 'peak': peak, 'before': before}


serve(answer)
