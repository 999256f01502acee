"""Writes tests/golden/black76.csv: Black-76 prices and Greeks worked out at 60 digits from the closed forms.

The inputs are the exact doubles that the file prints; each result is rounded to a double once, at the end.

    pip install mpmath && python3 tests/oracle/black76.py > tests/golden/black76.csv
"""

import itertools
import random

from mpmath import erfc, exp, log, mp, mpf, pi, sqrt

mp.dps = 60


def cdf(z):
    # Enough digits for N(z) to keep 60 of them in the far tail.
    with mp.workdps(60 + int(abs(z))):
        return erfc(-z / sqrt(mpf(2))) / 2


def greeks(kind, forward, strike, years, vol, rate):
    f, k, t, v, r = map(mpf, (forward, strike, years, vol, rate))
    s = v * sqrt(t)
    # The difference of two nearly equal products: 1e-300 of F and still 50 digits.
    with mp.workdps(420):
        d1 = log(f / k) / s + s / 2
        d2 = d1 - s
        discount = exp(-r * t)
        n1 = exp(-d1 * d1 / 2) / sqrt(2 * pi)
        if kind == "call":
            delta = discount * erfc(-d1 / sqrt(mpf(2))) / 2
            price = f * delta - discount * k * erfc(-d2 / sqrt(mpf(2))) / 2
        else:
            delta = -discount * erfc(d1 / sqrt(mpf(2))) / 2
            price = f * delta + discount * k * erfc(d2 / sqrt(mpf(2))) / 2
        vega = discount * f * n1 * sqrt(t)
        return [
            price,
            delta,
            discount * n1 / (f * s),
            vega,
            r * price - discount * f * n1 * v / (2 * sqrt(t)),
            -t * price,
            -discount * n1 * d2 / v,
            vega * d1 * d2 / v,
            r * delta + discount * n1 * d2 / (2 * t),
        ]


def cases():
    years = [1e-6, 1 / 365, 10 / 365, 0.25, 2.0, 30.0]
    vols = [0.001, 0.05, 0.18, 0.95, 3.0, 10.0]
    # Corners of the domain, at, just off and far from the money.
    for (t, v), ratio in itertools.product(
        itertools.product(years, vols), [1.0, 1 + 2**-40, 0.999, 1.05, 0.7, 3.0, 1e-3, 1e3, 1e-6, 1e6]
    ):
        strike = 1e-3 if ratio > 1e3 else 1e3 if ratio < 1e-3 else 1.0
        yield strike * ratio, strike, t, v
    # Where the three branches of the price meet: t = 0.05 and 0.25, h t = 1, h - t = 0 and 1.
    draw = random.Random(76)
    for _ in range(400):
        t = draw.choice([0.02, 0.05, 0.1, 0.25, 0.4, 1.0]) * draw.uniform(0.99, 1.01)
        h = draw.choice([0.0, t, t + 1, 1 / t, draw.uniform(0, 6), draw.uniform(6, 36)])
        years = draw.choice([7 / 365, 30 / 365, 0.5])
        vol = float(2 * t / sqrt(mpf(years)))
        strike = draw.uniform(10, 200)
        forward = float(strike * exp(draw.choice([-1, 1]) * mpf(h) * 2 * t))
        if 1e-6 < forward / strike < 1e6:
            yield forward, strike, years, vol


draw = random.Random(1976)
rows = list(cases())
draw.shuffle(rows)
print("kind,forward,strike,years,vol,rate,price,delta,gamma,vega,theta,rho,vanna,volga,charm")
written = 0
for forward, strike, years, vol in rows:
    kind = draw.choice(["call", "put"])
    rate = draw.choice([-0.05, 0.0, 0.03, 0.045, 0.2])
    out = [float(x) for x in greeks(kind, forward, strike, years, vol, rate)]
    # Below the normal numbers a double holds fewer digits than the test asks for.
    if abs(out[3]) < 1e-290 or abs(out[0]) < 1e-290:
        continue
    print(",".join([kind] + [repr(x) for x in (forward, strike, years, vol, rate)] + [repr(x) for x in out]))
    written += 1
    if written == 400:
        break
