"""JAX on the work of bench/rows/scan-grad.mjs. Prints milliseconds of one call, the median of several."""
import os
import sys
import time

os.environ.setdefault('XLA_FLAGS', '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1')
import jax
import jax.numpy as jnp
import numpy as np

steps, batch, n_in, n_hidden, n_out = map(int, sys.argv[1:6])
rng = np.random.default_rng(0)
xs = jnp.asarray(rng.standard_normal((steps, batch, n_in)), jnp.float32)
params = [jnp.asarray(rng.standard_normal(s) * 0.1, jnp.float32) for s in [(n_in, n_hidden), (n_hidden, n_hidden), (n_hidden, n_out)]]


def loss(params):
    w_in, w, w_out = params

    def step(h, x):
        h = jnp.tanh(x @ w_in + h @ w)
        return h, h @ w_out

    _, ys = jax.lax.scan(step, jnp.zeros((batch, n_hidden), jnp.float32), xs)
    return jnp.mean(ys * ys)


f = jax.jit(jax.value_and_grad(loss))
jax.block_until_ready(f(params))
times = []
for _ in range(5):
    start = time.perf_counter()
    jax.block_until_ready(f(params))
    times.append(time.perf_counter() - start)
print(1000 * sorted(times)[len(times) // 2])
