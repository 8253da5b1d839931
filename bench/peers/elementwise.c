// elementwise N ROUNDS: the chain of `rows/elementwise.mjs`, ROUNDS times from one array into another that stays, or, for 0,
// from an array into a new one.
#include "common.h"

static v4 absolute(v4 x) {
  return (v4)((m4)x & 0x7fffffff);
}

__attribute__((noinline)) static void chain(const v4 *restrict in, v4 *restrict out, int n, float t) {
  const v4 zero = {};
  for (int i = 0; i < n; i++) {
    v4 x = in[i] + t;
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
  int n = argc > 1 ? atoi(argv[1]) : 1000000, rounds = argc > 2 ? atoi(argv[2]) : 20;
  float *x = room(n * 4), *y = room(n * 4);
  for (int i = 0; i < n; i++) x[i] = noise(i), y[i] = 0;
  double ms;
  if (rounds > 0) {
    double start = now_ms();
    for (int round = 0; round < rounds; round++) chain((v4 *)x, (v4 *)y, n / 4, 0.0f);
    ms = (now_ms() - start) / rounds;
  } else {
    // The median of a few, each into room that malloc has just given and that goes back to it.
    free(y);
    double times[9];
    for (int k = 0; k < 9; k++) {
      double start = now_ms();
      y = malloc(n * 4);
      chain((v4 *)x, (v4 *)y, n / 4, 0.0f);
      double spent = now_ms() - start;
      if (k < 8) {
        start = now_ms();
        free(y);
        spent += now_ms() - start;
      }
      int at = k;
      for (; at > 0 && times[at - 1] > spent; at--) times[at] = times[at - 1];
      times[at] = spent;
    }
    ms = times[4];
  }
  return report(ms, y, n);
}
