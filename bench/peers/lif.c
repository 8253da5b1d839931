// LIF lanes by hand. lif STEPS: what `rows/lif-loop.mjs` does.
#include "common.h"
#define N 4096

static v4 V[N / 4], last[N / 4], I[N / 4];

__attribute__((noinline)) static void step(float t, float decay) {
  for (int i = 0; i < N / 4; i++) {
    v4 before = V[i];
    v4 target = -60.0f + I[i];
    v4 moved = target + (before - target) * decay;
    v4 v = choose(t - last[i] < 5.0f, before, moved);
    m4 spikes = v >= -50.0f;
    V[i] = choose(spikes, (v4){} - 60.0f, v);
    last[i] = choose(spikes, (v4){} + t, last[i]);
  }
}

int main(int argc, char **argv) {
  int steps = argc > 1 ? atoi(argv[1]) : 10000;
  for (int i = 0; i < N; i++) {
    ((float *)V)[i] = -60.0f;
    ((float *)last)[i] = -1e7f;
    ((float *)I)[i] = 8.0f + 12.0f * noise(i);
  }
  float decay = 0.995012521f; // exp(-0.1 / 20)
  double start = now_ms();
  for (int k = 0; k < steps; k++) step((float)k * 0.1f, decay);
  return report(now_ms() - start, (float *)V, N);
}
