"""Writes tests/golden/normal.csv: the normal law at 60 digits, each result rounded to a double once.

    pip install mpmath && python3 tests/oracle/normal.py > tests/golden/normal.csv
"""

from mpmath import erfc, erfinv, exp, mp, mpf, pi, sqrt


def erfcx(x):
    with mp.workdps(60 + int(x * x)):
        return exp(x * x) * erfc(x)


def pdf(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


def cdf(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def quantile(p):
    """Newton's iteration at 400 digits, on the logarithm so that the far tail converges too."""
    with mp.workdps(400):
        if p > 1e-30:
            return sqrt(mpf(2)) * erfinv(2 * p - 1)
        z = -sqrt(-2 * mp.log(p))
        for _ in range(60):
            n = cdf(z)
            z -= mp.log(n / p) * n / pdf(z)
        return z


mp.dps = 60
spots = [0.0, 1e-300, 1e-17, 1e-8, 0.01, 0.1, 1 / 3, 0.5, 0.7, 0.999, 1.0, 1.001, 1.5, 2.0, 2.5, 3.0, 4.0, 5.5, 7.0]
spots += [8.3, 10.0, 12.5, 15.0, 18.0, 21.0, 24.0, 26.0]
print("function,x,value")
for x in sorted(spots + [-x for x in spots if x]):
    print(f"erfcx,{x!r},{float(erfcx(mpf(x)))!r}")
for x in [30.0, 50.0, 100.0, 1e4, 1e8, 1e150, 1e300]:
    # The asymptotic series: three terms are exact to 60 digits only far out, so the continued fraction it comes from.
    r = mpf(0)
    for n in range(3000, 0, -1):
        r = mpf(n) / 2 / (mpf(x) + r)
    print(f"erfcx,{x!r},{float(1 / (sqrt(pi) * (mpf(x) + r)))!r}")
for x in sorted([s for s in spots if s < 9] + [-s for s in spots + [30.0, 35.0, 37.0] if s]):
    print(f"pdf,{x!r},{float(pdf(mpf(x)))!r}")
    print(f"cdf,{x!r},{float(cdf(mpf(x)))!r}")
for p in [1e-300, 1e-200, 1e-100, 1e-40, 1e-20, 1e-12, 1e-6, 0.001, 0.025, 0.074, 0.076, 0.2, 0.4, 0.49, 0.499999]:
    print(f"quantile,{p!r},{float(quantile(mpf(p)))!r}")
for p in [0.500001, 0.6, 0.8, 0.924, 0.926, 0.975, 0.999]:
    print(f"quantile,{p!r},{float(quantile(mpf(p)))!r}")
