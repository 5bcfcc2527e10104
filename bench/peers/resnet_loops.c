/* The ResNet's training in plain loops, float64: what a C compiler makes of the same work.
 * Reads from standard input, one line per training:
 *   l1 epochs batch_size activation optimizer dropout_prob lr_mult
 * (sizes, not exponents; activation 0..5; optimizer 0 Adadelta, 1 Adam, 2 Adamax), trains each on 160
 * rows of made-up data with 106 rows for validation, and prints its CPU seconds.
 * Compile: cc -O3 -march=native -o resnet_loops resnet_loops.c -lm
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FEATURES = 10, TRAIN = 160, VAL = 106, MAX_BLOCKS = 40 };
static const double EPS = 1e-5;

typedef struct { int in, out; double *w, *b, *dw, *db; } Linear;
typedef struct { int width; double *g, *b, *dg, *db, *rm, *rv, *mean, *inv; } Norm;
typedef struct {
  Linear fc1, fc2, fcs;
  Norm bn1, ln1, bn2, ln2, bns;
  double *x, *z1, *u1, *p1, *h, *d1, *z2, *u2, *p2, *zs, *s, *y;
} Block;
typedef struct {
  int blocks, rows, activation, training;
  double dropout;
  Block block[MAX_BLOCKS];
  Linear last;
  double *params, *grads, *out, *dout, *da, *db, *dc;
  size_t count;
} Net;

static uint64_t state = 88172645463325252ull;
static double uniform(void) {
  state ^= state << 13; state ^= state >> 7; state ^= state << 17;
  return (state >> 11) * (1.0 / 9007199254740992.0);
}
static double *array(size_t n) { return calloc(n, sizeof(double)); }

static void linear_forward(const Linear *l, const double *x, double *z, int n) {
  for (int s = 0; s < n; s++)
    for (int o = 0; o < l->out; o++) {
      double sum = l->b[o];
      for (int i = 0; i < l->in; i++) sum += l->w[o * l->in + i] * x[s * l->in + i];
      z[s * l->out + o] = sum;
    }
}
static void linear_backward(const Linear *l, const double *x, const double *dz, double *dx, int n) {
  memset(l->dw, 0, sizeof(double) * l->in * l->out);
  memset(l->db, 0, sizeof(double) * l->out);
  for (int s = 0; s < n; s++)
    for (int o = 0; o < l->out; o++) {
      double d = dz[s * l->out + o];
      l->db[o] += d;
      for (int i = 0; i < l->in; i++) l->dw[o * l->in + i] += d * x[s * l->in + i];
      if (dx) for (int i = 0; i < l->in; i++) dx[s * l->in + i] += d * l->w[o * l->in + i];
    }
}
static void batch_norm_forward(Norm *m, const double *z, double *u, int n, int training) {
  int w = m->width;
  for (int f = 0; f < w; f++) {
    double mean = m->rm[f], var = m->rv[f];
    if (training) {
      mean = var = 0;
      for (int s = 0; s < n; s++) mean += z[s * w + f];
      mean /= n;
      for (int s = 0; s < n; s++) { double d = z[s * w + f] - mean; var += d * d; }
      var /= n;
      m->rm[f] += 0.1 * (mean - m->rm[f]);
      m->rv[f] += 0.1 * (var * n / (n - 1) - m->rv[f]);
    }
    m->mean[f] = mean;
    m->inv[f] = 1 / sqrt(var + EPS);
    for (int s = 0; s < n; s++)
      u[s * w + f] = (z[s * w + f] - mean) * m->inv[f] * m->g[f] + m->b[f];
  }
}
static void batch_norm_backward(const Norm *m, const double *z, const double *du, double *dz, int n) {
  int w = m->width;
  for (int f = 0; f < w; f++) {
    double sum = 0, dot = 0;
    for (int s = 0; s < n; s++) {
      sum += du[s * w + f];
      dot += du[s * w + f] * (z[s * w + f] - m->mean[f]) * m->inv[f];
    }
    m->db[f] = sum;
    m->dg[f] = dot;
    for (int s = 0; s < n; s++) {
      double v = (z[s * w + f] - m->mean[f]) * m->inv[f];
      dz[s * w + f] = m->g[f] * m->inv[f] * (du[s * w + f] - sum / n - v * dot / n);
    }
  }
}
static void layer_norm_forward(Norm *m, const double *u, double *p, int n) {
  int w = m->width;
  for (int s = 0; s < n; s++) {
    double mean = 0, var = 0;
    for (int f = 0; f < w; f++) mean += u[s * w + f];
    mean /= w;
    for (int f = 0; f < w; f++) { double d = u[s * w + f] - mean; var += d * d; }
    double inv = 1 / sqrt(var / w + EPS);
    m->mean[s] = mean;
    m->inv[s] = inv;
    for (int f = 0; f < w; f++) p[s * w + f] = (u[s * w + f] - mean) * inv * m->g[f] + m->b[f];
  }
}
static void layer_norm_backward(const Norm *m, const double *u, const double *dp, double *du, int n) {
  int w = m->width;
  memset(m->dg, 0, sizeof(double) * w);
  memset(m->db, 0, sizeof(double) * w);
  for (int s = 0; s < n; s++) {
    double sum = 0, dot = 0;
    for (int f = 0; f < w; f++) {
      double v = (u[s * w + f] - m->mean[s]) * m->inv[s], g = dp[s * w + f] * m->g[f];
      m->dg[f] += dp[s * w + f] * v;
      m->db[f] += dp[s * w + f];
      sum += g;
      dot += g * v;
    }
    for (int f = 0; f < w; f++) {
      double v = (u[s * w + f] - m->mean[s]) * m->inv[s], g = dp[s * w + f] * m->g[f];
      du[s * w + f] = m->inv[s] * (g - sum / w - v * dot / w);
    }
  }
}
static double act(int a, double x, double *d) {
  switch (a) {
    case 0: { double y = 1 / (1 + exp(-x)); *d = y * (1 - y); return y; }
    case 1: { double y = tanh(x); *d = 1 - y * y; return y; }
    case 2: *d = x > 0; return x > 0 ? x : 0;
    case 3: *d = x > 0 ? 1 : 0.1; return x * *d;
    case 4: { double y = x > 0 ? x : expm1(x); *d = x > 0 ? 1 : y + 1; return y; }
    default: { double g = 1 / (1 + exp(-x)); *d = g * (1 + x * (1 - g)); return x * g; }
  }
}
static void forward(Net *t, double *x, int n) {
  for (int k = 0; k < t->blocks; k++) {
    Block *b = &t->block[k];
    int size = n * b->fc1.out;
    b->x = x;
    linear_forward(&b->fc1, x, b->z1, n);
    batch_norm_forward(&b->bn1, b->z1, b->u1, n, t->training);
    layer_norm_forward(&b->ln1, b->u1, b->p1, n);
    for (int i = 0; i < size; i++) {
      b->h[i] = act(t->activation, b->p1[i], &b->d1[i]);
      if (t->training && t->dropout > 0) {
        double keep = uniform() < t->dropout ? 0 : 1 / (1 - t->dropout);
        b->h[i] *= keep;
        b->d1[i] *= keep;
      }
    }
    linear_forward(&b->fc2, b->h, b->z2, n);
    batch_norm_forward(&b->bn2, b->z2, b->u2, n, t->training);
    layer_norm_forward(&b->ln2, b->u2, b->p2, n);
    if (b->fcs.w) {
      linear_forward(&b->fcs, x, b->zs, n);
      batch_norm_forward(&b->bns, b->zs, b->s, n, t->training);
    } else memcpy(b->s, x, sizeof(double) * size);
    for (int i = 0; i < size; i++) b->y[i] = act(t->activation, b->p2[i] + b->s[i], &b->p2[i]);
    x = b->y;
  }
  linear_forward(&t->last, x, t->out, n);
}
static void backward(Net *t, int n) {
  double *dy = t->da, *dx = t->db, *tmp = t->dc, *swap;
  memset(dy, 0, sizeof(double) * n * t->last.in);
  linear_backward(&t->last, t->block[t->blocks - 1].y, t->dout, dy, n);
  for (int k = t->blocks - 1; k >= 0; k--) {
    Block *b = &t->block[k];
    int size = n * b->fc1.out;
    for (int i = 0; i < size; i++) dy[i] *= b->p2[i];
    memset(dx, 0, sizeof(double) * n * b->fc1.in);
    if (b->fcs.w) {
      batch_norm_backward(&b->bns, b->zs, dy, tmp, n);
      linear_backward(&b->fcs, b->x, tmp, k ? dx : 0, n);
    } else memcpy(dx, dy, sizeof(double) * size);
    layer_norm_backward(&b->ln2, b->u2, dy, dy, n);
    batch_norm_backward(&b->bn2, b->z2, dy, dy, n);
    memset(tmp, 0, sizeof(double) * size);
    linear_backward(&b->fc2, b->h, dy, tmp, n);
    for (int i = 0; i < size; i++) tmp[i] *= b->d1[i];
    layer_norm_backward(&b->ln1, b->u1, tmp, tmp, n);
    batch_norm_backward(&b->bn1, b->z1, tmp, tmp, n);
    linear_backward(&b->fc1, b->x, tmp, k ? dx : 0, n);
    swap = dy; dy = dx; dx = swap;
  }
}

/* Two passes over the network: the first counts, the second hands out. */
static double *take(Net *t, size_t n, double **gradient) {
  double *at = t->params ? t->params + t->count : 0;
  *gradient = t->grads ? t->grads + t->count : 0;
  t->count += n;
  return at;
}
static Linear linear(Net *t, int in, int out) {
  Linear l = {in, out, 0, 0, 0, 0};
  l.w = take(t, (size_t)in * out, &l.dw);
  l.b = take(t, out, &l.db);
  if (l.w) for (int i = 0; i < in * out; i++) l.w[i] = (2 * uniform() - 1) * sqrt(3.0 / in);
  return l;
}
static Norm norm(Net *t, int width) {
  Norm m = {width};
  int size = width > t->rows ? width : t->rows;
  m.g = take(t, width, &m.dg);
  m.b = take(t, width, &m.db);
  m.rm = array(width); m.rv = array(width); m.mean = array(size); m.inv = array(size);
  for (int f = 0; f < width; f++) { m.rv[f] = 1; if (m.g) m.g[f] = 1; }
  return m;
}
static void build(Net *t, const int *widths) {
  int in = FEATURES;
  t->count = 0;
  for (int k = 0; k < t->blocks; k++) {
    Block *b = &t->block[k];
    int out = widths[k];
    b->fc1 = linear(t, in, out); b->bn1 = norm(t, out); b->ln1 = norm(t, out);
    b->fc2 = linear(t, out, out); b->bn2 = norm(t, out); b->ln2 = norm(t, out);
    if (in != out) { b->fcs = linear(t, in, out); b->bns = norm(t, out); }
    double **all[] = {&b->z1, &b->u1, &b->p1, &b->h, &b->d1, &b->z2, &b->u2, &b->p2, &b->zs, &b->s, &b->y};
    for (int i = 0; i < 11; i++) *all[i] = array((size_t)t->rows * out);
    in = out;
  }
  t->last = linear(t, in, 1);
}
static void step(Net *t, int optimizer, double lr, int number, double *m, double *v) {
  for (size_t i = 0; i < t->count; i++) {
    double g = t->grads[i];
    if (optimizer == 0) {
      v[i] = 0.9 * v[i] + 0.1 * g * g;
      double d = sqrt(m[i] + 1e-6) / sqrt(v[i] + 1e-6) * g;
      m[i] = 0.9 * m[i] + 0.1 * d * d;
      t->params[i] -= lr * d;
    } else if (optimizer == 1) {
      m[i] += 0.1 * (g - m[i]);
      v[i] = 0.999 * v[i] + 0.001 * g * g;
      t->params[i] -= lr / (1 - pow(0.9, number)) * m[i] /
                      (sqrt(v[i]) / sqrt(1 - pow(0.999, number)) + 1e-8);
    } else {
      m[i] += 0.1 * (g - m[i]);
      v[i] = fmax(0.999 * v[i], fabs(g) + 1e-8);
      t->params[i] -= lr / (1 - pow(0.9, number)) * m[i] / v[i];
    }
  }
}
static double train(int l1, int epochs, int batch, int activation, int optimizer, double p, double mult) {
  static const double base[] = {1, 0.001, 0.002};
  Net t = {0};
  int widths[MAX_BLOCKS];
  for (int w = l1, times = 1; w >= 2; w /= 2, times = times < 4 ? times + 1 : 4)
    for (int i = 0; i < times; i++) widths[t.blocks++] = w;
  t.rows = TRAIN; t.activation = activation; t.dropout = p;
  build(&t, widths);
  t.params = array(t.count); t.grads = array(t.count);
  build(&t, widths);
  t.out = array(TRAIN); t.dout = array(TRAIN);
  t.da = array((size_t)TRAIN * 1024); t.db = array((size_t)TRAIN * 1024); t.dc = array((size_t)TRAIN * 1024);
  double *x = array(TRAIN * FEATURES), *y = array(TRAIN), *m = array(t.count), *v = array(t.count);
  for (int i = 0; i < TRAIN * FEATURES; i++) x[i] = 0.1 * (uniform() - 0.5);
  for (int i = 0; i < TRAIN; i++) y[i] = 25 + 320 * uniform();
  double loss = 0;
  for (int e = 0, number = 0; e < epochs; e++) {
    double lr = base[optimizer] * mult * pow(0.1, (e >= epochs / 4) + (e >= epochs / 2) + (e >= epochs * 3 / 4));
    t.training = 1;
    for (int start = 0; start < TRAIN; start += batch) {
      int n = TRAIN - start < batch ? TRAIN - start : batch;
      forward(&t, x + start * FEATURES, n);
      for (int s = 0; s < n; s++) t.dout[s] = 2 * (t.out[s] - y[start + s]) / n;
      backward(&t, n);
      step(&t, optimizer, lr, ++number, m, v);
    }
    t.training = 0;
    forward(&t, x, VAL);
    loss = 0;
    for (int s = 0; s < VAL; s++) loss += (t.out[s] - y[s]) * (t.out[s] - y[s]) / VAL;
  }
  return loss;
}
int main(void) {
  int l1, epochs, batch, activation, optimizer;
  double p, mult, sum = 0;
  clock_t start = clock();
  while (scanf("%d %d %d %d %d %lf %lf", &l1, &epochs, &batch, &activation, &optimizer, &p, &mult) == 7)
    sum += train(l1, epochs, batch, activation, optimizer, p, mult);
  printf("{\"cpuSeconds\": %.6f, \"sum\": %.6g}\n", (double)(clock() - start) / CLOCKS_PER_SEC, sum);
  return 0;
}
