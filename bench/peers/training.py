"""The numbers of the networks in `../lib/training.mjs`, for the peers in Python."""
from peer import need, noise

np = need('numpy')

#: What a potential keeps of itself from step to step, of 1 ms.
DECAY = float(np.exp(-1 / 20))


def numbers(shape, stretch, f):
    """`f` of the noise at the positions from stretch * 2^26 on, float32. Piece by piece: what it takes would count as a peak."""
    out = np.empty(int(np.prod(shape)), np.float32)
    for at in range(0, out.size, 2**16):
        piece = out[at : at + 2**16]
        positions = stretch * 2**26 + at + np.arange(piece.size, dtype=np.uint32)
        piece[:] = f(noise(positions).astype(np.float64))
    return out.reshape(shape)


def shd_numbers(steps, batch, inputs, hidden, outputs, density):
    """Weights [in, out], spikes [steps, batch, inputs] and labels [batch]."""
    weights = [
        numbers([inputs, hidden], 1, lambda x: 0.08 * (x - 0.3)),
        numbers([hidden, hidden], 2, lambda x: 0.05 * (x - 0.5)),
        numbers([hidden, outputs], 3, lambda x: 0.2 * (x - 0.5)),
    ]
    spikes = numbers([steps, batch, inputs], 4, lambda x: (x < density).astype(np.float64))
    labels = (noise(np.arange(5 * 2**26, 5 * 2**26 + batch, dtype=np.uint32)).astype(np.float64) * outputs).astype(np.int64)
    return weights, spikes, labels


def layer_numbers(steps, batch, size):
    """Weights [in, out] and the input [steps, batch, size]."""
    return numbers([size, size], 1, lambda x: (x - 0.5) / 64), numbers([steps, batch, size], 2, lambda x: x)


def check_of(loss, gradients):
    """What contenders have to agree on: the loss, and of each gradient [in, out] the sum of its elements times a noise."""
    sums = []
    for gradient in map(np.asarray, gradients):
        rows = np.atleast_2d(gradient)
        positions = np.arange(rows.size, dtype=np.uint32).reshape(rows.shape)
        sums.append(sum(float(np.sum(row.astype(np.float64) * (noise(at) - 0.5))) for row, at in zip(rows, positions)))
    return [float(loss), *sums]
