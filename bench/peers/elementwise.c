// elementwise N: the chain of `rows/elementwise.mjs`, from one array into a new one.
#include "common.h"

static v4 absolute(v4 x) {
  return (v4)((m4)x & 0x7fffffff);
}

__attribute__((noinline)) static void chain(const v4 *restrict in, v4 *restrict out, int n) {
  const v4 zero = {};
  for (int i = 0; i < n; i++) {
    v4 x = in[i];
    v4 y = x * 1.25f + 0.5f;
    y = (_mm_sqrt_ps(absolute(y)) - x) * y;
    y = x / (y * y + 1.0f);
    y = -(v4)_mm_min_ps(_mm_max_ps(y, zero - 0.75f), zero + 0.75f) + x;
    y = (1.0f - y * 0.9f) * x;
    y = _mm_sqrt_ps(absolute(y + 0.125f)) * x;
    out[i] = y + 2.0f;
  }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 1000000;
  float *x = room(n * 4), *y = room(n * 4);
  for (int i = 0; i < n; i++) x[i] = noise(i), y[i] = 0;
  double best = 1e9;
  for (int round = 0; round < 5; round++) {
    double start = now_ms();
    chain((v4 *)x, (v4 *)y, n / 4);
    double ms = now_ms() - start;
    if (ms < best) best = ms;
  }
  return report(best, y, n);
}
