// Events times a matrix in compressed sparse rows, by hand. event-csr RATE STEPS EACH: what `rows/event-csr.mjs` does;
// EACH is 1 for a weight of every entry, 0 for one weight.
#include "common.h"
#define PRE 100000
#define POST 100000
#define K 100

static int32_t *indices, *indptr, *list;
static float *weights, *y;

/** The positions of the bytes that are not zero. */
static int compact(const uint8_t *mask) {
  int n = 0;
  __m128i zero = _mm_setzero_si128();
  for (int i = 0; i < PRE; i += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(mask + i));
    uint32_t bits = 0xffff ^ (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, zero));
    for (; bits; bits &= bits - 1) list[n++] = i + __builtin_ctz(bits);
  }
  return n;
}

__attribute__((noinline)) static void one(const uint8_t *mask, float weight) {
  int n = compact(mask);
  for (int j = 0; j < POST; j++) y[j] = 0;
  for (int e = 0; e < n; e++) {
    int row = list[e];
    for (int p = indptr[row]; p < indptr[row + 1]; p++) y[indices[p]] += weight;
  }
}

__attribute__((noinline)) static void each(const uint8_t *mask) {
  int n = compact(mask);
  for (int j = 0; j < POST; j++) y[j] = 0;
  for (int e = 0; e < n; e++) {
    int row = list[e];
    for (int p = indptr[row]; p < indptr[row + 1]; p++) y[indices[p]] += weights[p];
  }
}

int main(int argc, char **argv) {
  float rate = argc > 1 ? strtof(argv[1], 0) : 0.01f;
  int steps = argc > 2 ? atoi(argv[2]) : 20;
  int per_entry = argc > 3 ? atoi(argv[3]) : 0;
  indices = room(4l * PRE * K);
  weights = room(4l * PRE * K);
  indptr = room(4l * (PRE + 1));
  list = room(4l * PRE);
  y = room(4l * POST);
  uint8_t *masks = room((long)steps * PRE);
  for (int p = 0; p < PRE * K; p++) {
    indices[p] = (int32_t)(noise(p) * POST);
    weights[p] = noise(p + 7);
  }
  for (int i = 0; i <= PRE; i++) indptr[i] = i * K;
  for (int i = 0; i < steps * PRE; i++) masks[i] = noise(i) < rate;
  for (int j = 0; j < POST; j++) y[j] = 0;
  double start = now_ms();
  for (int k = 0; k < steps; k++) {
    if (per_entry) each(masks + (long)k * PRE);
    else one(masks + (long)k * PRE, 0.5f);
  }
  return report(now_ms() - start, y, POST);
}
