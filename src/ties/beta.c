/* ln gamma by Stirling's series, the incomplete beta function by its continued fraction (Lentz's method; DLMF 8.17.22), quantiles by bisection. */
#include "ties/beta.h"

#include <math.h>

double ln_gamma(double x) {
  double f = 1;
  for (; x < 7; x++) f *= x;
  double z = 1 / (x * x);
  double series = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z / 1680))) / x;
  return (x - 0.5) * log(x) - x + 0.91893853320467274178 + series - (f == 1 ? 0 : log(f));
}

static double no_zero(double v) { return fabs(v) < 1e-300 ? 1e-300 : v; }

/* One step of the fraction with numerator d. */
static void lentz(double d, double *c, double *f, double *h) {
  *f = 1 / no_zero(1 + d * *f);
  *c = no_zero(1 + d / *c);
  *h *= *f * *c;
}

static double fraction(double a, double b, double x) {
  double c = 1, f = 1 / no_zero(1 - (a + b) * x / (a + 1)), h = f;
  for (int m = 1; m < 300; m++) {
    double before = h;
    lentz(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), &c, &f, &h);
    lentz(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), &c, &f, &h);
    if (fabs(h - before) < 1e-9 * fabs(h)) break;
  }
  return h;
}

/* The share of Beta(a, b) below x; scale is ln of 1 / B(a, b). */
static double beta_below(double a, double b, double scale, double x) {
  double front = exp(scale + a * log(x) + b * log(1 - x));
  return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
}

double beta_quantile(double a, double b, double p) {
  double low = 0, high = 1, scale = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
  for (int i = 0; i < 20; i++) {
    double x = (low + high) / 2;
    if (beta_below(a, b, scale, x) < p) low = x;
    else high = x;
  }
  return (low + high) / 2;
}
