// A product of matrices by hand. matmul ROWS SIZE STEPS: x = x w, STEPS times, as `rows/matmul.mjs` does; x is ROWS by SIZE.
//
// Panels of w are copied so that their columns stand side by side; tiles of the result stay in registers. Tiles of 4 rows
// by 3 vectors fill the 16 registers: 12 sums, 3 of w, 1 of x. (6 by 2, 5 by 2 and 4 by 2 are slower.)
#include "common.h"
#include <string.h>
#ifndef TILE_ROWS
#define TILE_ROWS 4
#endif
#ifndef TILE_VECTORS
#define TILE_VECTORS 3
#endif
#define COLUMNS (4 * TILE_VECTORS)
#define DEPTH 512

typedef float u4 __attribute__((vector_size(16), aligned(4)));

/** `rows` rows by one panel. A panel that is not full is kept in `edge` and copied. */
static inline __attribute__((always_inline)) void tile(const float *x, int stride, const v4 *panel, float *out, int n, int rows,
                                                       int columns, int depth, int go_on) {
  v4 sums[TILE_ROWS][TILE_VECTORS];
  float edge[COLUMNS] __attribute__((aligned(16)));
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < TILE_VECTORS; v++) {
      sums[r][v] = (v4){};
      if (!go_on) continue;
      if (columns == COLUMNS) {
        sums[r][v] = *(u4 *)(out + r * n + 4 * v);
      } else {
        memcpy(edge, out + r * n, columns * sizeof(float));
        sums[r][v] = *(v4 *)(edge + 4 * v);
      }
    }
  for (int k = 0; k < depth; k++, panel += TILE_VECTORS)
    for (int r = 0; r < rows; r++) {
      v4 scalar = (v4){} + x[r * stride + k];
      for (int v = 0; v < TILE_VECTORS; v++) sums[r][v] += scalar * panel[v];
    }
  for (int r = 0; r < rows; r++) {
    if (columns == COLUMNS) {
      for (int v = 0; v < TILE_VECTORS; v++) *(u4 *)(out + r * n + 4 * v) = sums[r][v];
    } else {
      for (int v = 0; v < TILE_VECTORS; v++) *(v4 *)(edge + 4 * v) = sums[r][v];
      memcpy(out + r * n, edge, columns * sizeof(float));
    }
  }
}

static void multiply(const float *x, const float *w, float *out, int m, int n, int k) {
  static v4 panel[DEPTH * TILE_VECTORS];
  for (int start = 0; start < k; start += DEPTH) {
    int depth = k - start < DEPTH ? k - start : DEPTH;
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = n - j < COLUMNS ? n - j : COLUMNS;
      for (int q = 0; q < depth; q++) {
        const float *row = w + (size_t)(start + q) * n + j;
        for (int c = 0; c < COLUMNS; c++) ((float *)panel)[q * COLUMNS + c] = c < columns ? row[c] : 0;
      }
      int i = 0;
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        const float *rows = x + (size_t)i * k + start;
        if (columns == COLUMNS) tile(rows, k, panel, out + (size_t)i * n + j, n, TILE_ROWS, COLUMNS, depth, start > 0);
        else tile(rows, k, panel, out + (size_t)i * n + j, n, TILE_ROWS, columns, depth, start > 0);
      }
      for (; i + 2 <= m; i += 2) tile(x + (size_t)i * k + start, k, panel, out + (size_t)i * n + j, n, 2, columns, depth, start > 0);
      for (; i < m; i++) tile(x + (size_t)i * k + start, k, panel, out + (size_t)i * n + j, n, 1, columns, depth, start > 0);
    }
  }
}

int main(int argc, char **argv) {
  int rows = argc > 1 ? atoi(argv[1]) : 256, size = argc > 2 ? atoi(argv[2]) : 512, steps = argc > 3 ? atoi(argv[3]) : 20;
  float *x = room(4 * (size_t)rows * size), *next = room(4 * (size_t)rows * size), *w = room(4 * (size_t)size * size);
  for (int i = 0; i < rows * size; i++) x[i] = noise(i);
  for (int i = 0; i < size * size; i++) w[i] = 2 * noise(i) / size;
  double start = now_ms();
  for (int s = 0; s < steps; s++) {
    multiply(x, w, next, rows, size, size);
    float *swap = x;
    x = next;
    next = swap;
  }
  return report(now_ms() - start, x, rows * size);
}
