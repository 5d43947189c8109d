/* The two functions of statistics that ties need and C lacks.  Same arguments, same bits: nothing but IEEE arithmetic, exp and log. */
#ifndef TIES_BETA_H
#define TIES_BETA_H

/* ln gamma(x), x > 0; relative error below 1e-10. */
double ln_gamma(double x);
/* The p-quantile of a Beta(a, b) distribution, to 1e-6. */
double beta_quantile(double a, double b, double p);

#endif
