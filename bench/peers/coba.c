// The balanced network by hand. coba N STEPS SEED: what `lib/coba.mjs` builds. Prints the time and the mean rate in Hz.
#include "common.h"
#include <math.h>
#include <string.h>

enum { TARGETS = 80 };
static const float DT = 0.1f, TAU = 20.0f, V_REST = -60.0f, V_TH = -50.0f, V_RESET = -60.0f, TAU_REF = 5.0f;

int main(int argc, char **argv) {
  int N = argc > 1 ? atoi(argv[1]) : 4000, steps = argc > 2 ? atoi(argv[2]) : 10000, seed = argc > 3 ? atoi(argv[3]) : 0;
  int E = N / 5 * 4;
  uint32_t from = (uint32_t)seed * 0x10000000u;
  v4 *V = room(4 * N), *last = room(4 * N), *gE = room(4 * N), *gI = room(4 * N);
  int32_t *targets = room((size_t)4 * N * TARGETS);
  for (size_t i = 0; i < (size_t)N * TARGETS; i++) targets[i] = (int32_t)(noise(from + (uint32_t)i) * N);
  for (int i = 0; i < N; i++) ((float *)V)[i] = -60.0f + 10.0f * noise(from + (uint32_t)(N * TARGETS + i));
  for (int i = 0; i < N; i++) ((float *)last)[i] = -1e7f;
  memset(gE, 0, 4 * N);
  memset(gI, 0, 4 * N);
  int32_t *fired = room(4 * N);
  int capacity = 1 << 20, events = 0;
  int32_t *recorded = malloc(4 * (size_t)capacity);
  float decayE = expf(-DT / 5.0f), decayI = expf(-DT / 10.0f);
  double start = now_ms();
  // Who stands above the threshold at the start sends at once.
  int count = 0;
  for (int i = 0; i < N; i++) if (((float *)V)[i] >= V_TH) fired[count++] = i;
  for (int k = 0; k < steps; k++) {
    float t = (float)k * DT;
    for (int i = 0; i < N / 4; i++) {
      gE[i] *= decayE;
      gI[i] *= decayI;
    }
    for (int e = 0; e < count; e++) {
      int32_t *row = targets + (size_t)fired[e] * TARGETS;
      float *g = fired[e] < E ? (float *)gE : (float *)gI, w = fired[e] < E ? 0.6f : 6.7f;
      for (int s = 0; s < TARGETS; s++) g[row[s]] += w;
    }
    count = 0;
    for (int i = 0; i < N / 4; i++) {
      v4 before = V[i];
      before = choose(before >= V_TH, before - (V_TH - V_RESET), before);
      v4 ge = gE[i], gi = gI[i];
      v4 slope = (-1.0f - ge - gi) * (1.0f / TAU);
      v4 drift = (V_REST - before + 20.0f + ge * (0.0f - before) + gi * (-80.0f - before)) * (1.0f / TAU);
      // dt exprel(dt slope) drift: the slope is never near 0.
      v4 moved = before + (exp4(slope * DT) - 1.0f) / slope * drift;
      v4 v = choose(t - last[i] < TAU_REF, before, moved);
      m4 spikes = v >= V_TH;
      V[i] = v;
      last[i] = choose(spikes, (v4){} + t, last[i]);
      int mask = _mm_movemask_ps((__m128)spikes);
      while (mask) {
        fired[count++] = 4 * i + __builtin_ctz(mask);
        mask &= mask - 1;
      }
    }
    if (events + count > capacity) recorded = realloc(recorded, 4 * (size_t)(capacity = 2 * capacity + count));
    memcpy(recorded + events, fired, 4 * (size_t)count);
    events += count;
  }
  double ms = now_ms() - start;
  printf("%.6f %.9g\n", ms, events / (double)N / (steps * DT * 1e-3));
  return recorded[0] < 0;
}
