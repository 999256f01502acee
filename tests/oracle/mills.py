"""Writes the table of src/mills.rs: Chebyshev interpolants of the Mills ratio, in powers of the local variable.

With w = 1/(1 + z), the range 0 <= w <= 1 is cut into 32 equal pieces. Pieces above w = 1/2 (z < 1) hold the
Mills ratio Y(z); pieces below hold (1 - z Y(z)) / w^2. Both are smooth and of order one.

    pip install mpmath && python3 tests/oracle/mills.py > src/mills/table.rs
"""

import mpmath
from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

PIECES = 32
DEGREE = 9
mp.dps = 60


def tail(z, first):
    """The continued fraction z + first/(z + (first+1)/(z + ...)) of Laplace, without its leading z."""
    r = mpf(0)
    for n in range(800, first - 1, -1):
        r = n / (z + r)
    return r


def ratio(z):
    if z > 20:
        return 1 / (z + tail(z, 1))
    with mp.workdps(60 + int(z * z / 4)):
        return sqrt(pi / 2) * exp(z * z / 2) * erfc(z / sqrt(mpf(2)))


def complement(z):
    if z > 20:
        return 1 / (z * (z + tail(z, 2)) + 1)
    return 1 - z * ratio(z)


def near(w):
    return ratio(1 / w - 1)


def far(w):
    return mpf(1) if w < mpf(10) ** -15 else complement(1 / w - 1) / w**2


def powers(f, low, high):
    """The interpolant of f in the Chebyshev points of [low, high], as powers of v in [-1, 1]."""
    n = DEGREE + 1
    nodes = [cos(pi * (2 * k + 1) / (2 * n)) for k in range(n)]
    values = [f(low + (high - low) * (v + 1) / 2) for v in nodes]
    a = mpmath.matrix(n, n)
    for i, v in enumerate(nodes):
        for j in range(n):
            a[i, j] = v**j
    return mpmath.lu_solve(a, mpmath.matrix(values))


print("//! Written by `tests/oracle/mills.py`; change the script, not the numbers.")
print()
print("/// One row for each piece of `w`, lowest first; powers of the local variable in -1 to 1.")
print('#[allow(clippy::unreadable_literal, reason = "printed by the script, not typed")]')
print("#[rustfmt::skip]")
print(f"pub(super) static PIECES: [[f64; {DEGREE + 1}]; {PIECES}] = [")
for piece in range(PIECES):
    f = far if piece < PIECES // 2 else near
    row = powers(f, mpf(piece) / PIECES, mpf(piece + 1) / PIECES)
    print("    [" + ", ".join(repr(float(c)) for c in row) + "],")
print("];")
