// maths FUNCTION N: exp, log, tanh or pow (to the power of 1.7) of N numbers by the polynomials of the library, which
// `polynomials.h` lists. All arguments are in the range that needs no care, and what is done for the others is done here too.
#include "common.h"
#include "polynomials.h"
#include <string.h>

typedef double d2 __attribute__((vector_size(16)));
typedef int64_t l2 __attribute__((vector_size(16)));

#define CONST(x) ((v4){} + (float)(x))
#define HORNER(type, table, first, x) \
  ({ \
    const int last = sizeof(table) / sizeof(table[0]) - 1; \
    type sum = (type){} + table[last]; \
    _Pragma("GCC unroll 16") for (int i = last - 1; i >= first; i--) sum = sum * (x) + table[i]; \
    sum; \
  })

static inline v4 nearest(v4 x) {
  return _mm_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

static inline v4 pow2_of(v4 n) {
  return (v4)((((m4)_mm_cvttps_epi32(n)) + 127) << 23);
}

static inline v4 larger(v4 x, float c) {
  return _mm_max_ps(CONST(c), x);
}

static inline v4 smaller(v4 x, float c) {
  return _mm_min_ps(CONST(c), x);
}

static inline v4 exp_lanes(v4 x) {
  x = smaller(larger(x, -104.0f), 89.0f);
  v4 n = nearest(x * 1.44269504f);
  v4 f = x - n * 0.693359375f;
  f = f - n * -2.1219444005469057e-4f;
  v4 h = HORNER(v4, EXPREL_32_F, 1, f);
  v4 power = (f * (f * h) + f) + 1.0f;
  v4 half = _mm_floor_ps(n * 0.5f);
  return power * pow2_of(half) * pow2_of(n - half);
}

static inline v4 split(v4 x, v4 *m) {
  m4 subnormal = x < 0x1p-126f;
  v4 lifted = choose(subnormal, x * 0x1p24f, x);
  v4 exponent = _mm_cvtepi32_ps((__m128i)((m4)_mm_srli_epi32((__m128i)lifted, 23) - 127));
  v4 mantissa = (v4)(((m4)lifted & 0x007fffff) | 0x3f800000);
  m4 upper = mantissa > 1.41421356f;
  *m = choose(upper, mantissa * 0.5f, mantissa);
  v4 shift = (v4)(upper & (m4)CONST(1)) + (v4)(subnormal & (m4)CONST(-24));
  return exponent + shift;
}

static inline v4 log_lanes(v4 x) {
  v4 m, e = split(x, &m);
  v4 f = m - 1.0f;
  v4 s = f / (f + 2.0f);
  v4 z = s * s;
  v4 half = f * f * 0.5f;
  v4 rest = z * HORNER(v4, LOG_32_F, 0, z);
  v4 inner = s * (half + rest) + e * -2.1219444005469057e-4f;
  v4 value = e * 0.693359375f + (f - (half - inner));
  value = choose(x == __builtin_inff(), x, value);
  value = choose(x == 0.0f, CONST(-__builtin_inff()), value);
  return choose(x >= 0.0f, value, CONST(__builtin_nanf("")));
}

static inline d2 nearest2(d2 x) {
  return _mm_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

static inline d2 pow2_of2(d2 n) {
  return (d2)((l2)_mm_slli_epi64((__m128i)((l2)_mm_cvtepi32_epi64(_mm_cvttpd_epi32(n)) + 1023), 52));
}

static inline d2 low(v4 x) {
  return _mm_cvtps_pd(x);
}

static inline d2 high(v4 x) {
  return _mm_cvtps_pd(_mm_movehl_ps(x, x));
}

static inline d2 pow_half(d2 e, d2 f, d2 y) {
  d2 s = f / (f + 2.0);
  d2 z = s * s;
  d2 log2 = e + s * HORNER(d2, LOG2_32, 0, z);
  d2 t = _mm_min_pd((d2){} + 200.0, _mm_max_pd((d2){} - 200.0, y * log2));
  d2 n = nearest2(t);
  return HORNER(d2, EXP2_32, 0, t - n) * pow2_of2(n);
}

static v4 pow_lanes(v4 x, v4 y) {
  v4 m, size = (v4)((m4)x & 0x7fffffff), e = split(size, &m), f = m - 1.0f;
  d2 a = pow_half(low(e), low(f), low(y)), b = pow_half(high(e), high(f), high(y));
  v4 value = _mm_movelh_ps(_mm_cvtpd_ps(a), _mm_cvtpd_ps(b));
  m4 usual = (x > 0.0f) & (x < __builtin_inff()) & ((v4)((m4)y & 0x7fffffff) < __builtin_inff());
  // The special cases are stepped over in the library too.
  if (_mm_movemask_ps((v4)usual) != 15) abort();
  return value;
}

static inline v4 tanh_lanes(v4 x) {
  v4 size = (v4)((m4)x & 0x7fffffff);
  v4 exponent = larger(size * -2.88539008f, -60.0f);
  v4 n = nearest(exponent);
  v4 e = HORNER(v4, EXP2_32_F, 0, exponent - n) * pow2_of(n);
  v4 far = 1.0f - (e + e) / (e + 1.0f);
  v4 z = x * x;
  v4 near = size + size * (z * HORNER(v4, TANH_32_F, 0, z));
  v4 value = choose(size < 0.55f, near, far);
  return (v4)(((m4)value & 0x7fffffff) | ((m4)x & (int32_t)0x80000000));
}

#define LOOP(f) \
  for (int i = 0; i < n; i++) out[i] = f

__attribute__((noinline)) static void run(const char *name, const v4 *restrict in, v4 *restrict out, int n) {
  if (!strcmp(name, "exp")) LOOP(exp_lanes(in[i]));
  if (!strcmp(name, "log")) LOOP(log_lanes(in[i]));
  if (!strcmp(name, "tanh")) LOOP(tanh_lanes(in[i]));
  if (!strcmp(name, "pow")) LOOP(pow_lanes(in[i], CONST(1.7f)));
}

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "exp";
  int n = argc > 2 ? atoi(argv[2]) : 1000000, rounds = 20;
  float *x = room(n * 4), *y = room(n * 4);
  for (int i = 0; i < n; i++) x[i] = 0.01f + 4.0f * noise(i), y[i] = 0;
  double start = now_ms();
  for (int round = 0; round < rounds; round++) run(name, (v4 *)x, (v4 *)y, n / 4);
  return report((now_ms() - start) / rounds, y, n);
}
