// Hodgkin-Huxley cells in a balanced network, by hand. coba-hh N STEPS SEED: what `lib/coba-hh.mjs` builds. Prints the time
// and the mean rate in Hz.
#include "common.h"
#include <math.h>
#include <string.h>

enum { TARGETS = 80 };
static const float DT = 0.1f, C = 200.0f, G_L = 10.0f, G_NA = 20000.0f, G_K = 6000.0f;
static const float E_L = -60.0f, E_NA = 50.0f, E_K = -90.0f, V_T = -63.0f, V_TH = -20.0f, TAU_REF = 3.0f;

/** x / (exp(x) - 1), and 1 - x / 2 near 0. */
static inline v4 rate(v4 x) {
  v4 quotient = x / (exp4(x) - 1.0f);
  v4 size = (v4)((m4)x & 0x7fffffff);
  return choose(size < 1e-3f, 1.0f - 0.5f * x, quotient);
}

/** y one step later, under dy/dt = opens (1 - y) - closes y. */
static inline v4 gate(v4 y, v4 opens, v4 closes) {
  v4 sum = opens + closes;
  v4 rest = opens / sum;
  return rest + (y - rest) * exp4(-DT * sum);
}

int main(int argc, char **argv) {
  int N = argc > 1 ? atoi(argv[1]) : 4000, steps = argc > 2 ? atoi(argv[2]) : 10000, seed = argc > 3 ? atoi(argv[3]) : 0;
  int E = N / 5 * 4;
  uint32_t from = (uint32_t)seed * 0x10000000u;
  v4 *V = room(4 * N), *m = room(4 * N), *h = room(4 * N), *n = room(4 * N), *last = room(4 * N), *gE = room(4 * N), *gI = room(4 * N);
  int32_t *targets = room((size_t)4 * N * TARGETS);
  for (size_t i = 0; i < (size_t)N * TARGETS; i++) targets[i] = (int32_t)(noise(from + (uint32_t)i) * N);
  for (int i = 0; i < N; i++) {
    ((float *)V)[i] = -73.0f + 16.0f * noise(from + (uint32_t)(N * TARGETS + i));
    ((float *)gE)[i] = 15.0f + 50.0f * noise(from + (uint32_t)(N * (TARGETS + 1) + i));
    ((float *)gI)[i] = 400.0f * noise(from + (uint32_t)(N * (TARGETS + 2) + i));
    ((float *)last)[i] = -1e7f;
  }
  memset(m, 0, 4 * N);
  memset(h, 0, 4 * N);
  memset(n, 0, 4 * N);
  int32_t *fired = room(4 * N);
  int capacity = 1 << 20, events = 0, count = 0;
  int32_t *recorded = malloc(4 * (size_t)capacity);
  float decayE = expf(-DT / 5.0f), decayI = expf(-DT / 10.0f);
  double start = now_ms();
  for (int k = 0; k < steps; k++) {
    float t = (float)k * DT;
    for (int i = 0; i < N / 4; i++) {
      gE[i] *= decayE;
      gI[i] *= decayI;
    }
    for (int e = 0; e < count; e++) {
      int32_t *row = targets + (size_t)fired[e] * TARGETS;
      float *g = fired[e] < E ? (float *)gE : (float *)gI, w = fired[e] < E ? 6.0f : 67.0f;
      for (int s = 0; s < TARGETS; s++) g[row[s]] += w;
    }
    count = 0;
    for (int i = 0; i < N / 4; i++) {
      v4 v = V[i], u = v - V_T, M = m[i], H = h[i], K = n[i];
      v4 openM = 1.28f * rate((13.0f - u) * 0.25f), closeM = 1.4f * rate((u - 40.0f) * 0.2f);
      v4 openH = 0.128f * exp4((17.0f - u) * (1.0f / 18.0f)), closeH = 4.0f / (1.0f + exp4((40.0f - u) * 0.2f));
      v4 openN = 0.16f * rate((15.0f - u) * 0.2f), closeN = 0.5f * exp4((10.0f - u) * 0.025f);
      v4 gNa = G_NA * M * M * M * H, K2 = K * K, gK = G_K * K2 * K2, ge = gE[i], gi = gI[i];
      v4 total = gNa + gK + ge + gi + G_L;
      v4 rest = (gNa * E_NA + gK * E_K + gi * -80.0f + G_L * E_L) / total;
      v4 next = rest + (v - rest) * exp4(total * (-DT / C));
      m[i] = gate(M, openM, closeM);
      h[i] = gate(H, openH, closeH);
      n[i] = gate(K, openN, closeN);
      V[i] = next;
      m4 spikes = (next >= V_TH) & (t - last[i] >= TAU_REF);
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
