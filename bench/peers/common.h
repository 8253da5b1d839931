// What every peer in C uses.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

/** A number between 0 and 1 of a position, the same as in `lib/engine.mjs`. */
static inline float noise(uint32_t i) {
  uint32_t x = (i + 1) * 0x9e3779b1u;
  x = (x ^ (x >> 16)) * 0x85ebca6bu;
  return (float)((x ^ (x >> 13)) >> 8) / 16777216.0f;
}

static void *room(size_t bytes) {
  return aligned_alloc(64, (bytes + 63) / 64 * 64);
}

/** The time and the sum of an array, for the harness. */
static int report(double ms, const float *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  printf("%.6f %.9g\n", ms, sum);
  return 0;
}

/** Four lanes, and a mask of them. */
typedef float v4 __attribute__((vector_size(16)));
typedef int32_t m4 __attribute__((vector_size(16)));

static inline v4 choose(m4 mask, v4 a, v4 b) {
  return _mm_blendv_ps(b, a, (__m128)mask);
}

/** exp(x) for x from about -80 to 0: 2^n by the exponent's bits times a polynomial of the rest. */
static inline v4 exp4(v4 x) {
  const v4 log2e = (v4){} + 1.44269504f, hi = (v4){} + 0.693359375f, lo = (v4){} - 2.12194440e-4f;
  v4 n = (v4)_mm_round_ps((__m128)(x * log2e), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  v4 r = x - n * hi - n * lo;
  v4 p = (v4){} + 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  m4 bits = (m4)_mm_cvtps_epi32((__m128)n);
  return p * (v4)((bits + 127) << 23);
}
