"""The calculator's model, written a second time from its description (sections named below), to judge the core by.

Needs Python 3.11 and mpmath; imported by write.py (`python3 tests/oracle/write.py`). Alone: `python3 tests/oracle/model.py
FILE`, with FILE a JSON of complete inputs, prints the report as JSON (keys of `report` below).

Units: years = days/365 inside formulas, vols decimal, VIX in points; `inputs` as a person types them (percent as 4.0).
Every formula takes floats or mpmath numbers, so that roots and derivatives can be taken with 30 digits.
"""
import json
import math
import sys

from mpmath import mp, mpf
import mpmath

mp.dps = 30
YEAR = 365.0
VIX_FLOOR, VIX_TOP = 9.0, 150.0         # line and vixNeeded
Z_LOW, Z_HIGH = -7.0, 4.0               # the smile is a distribution between these (section 2); mass outside sits at them
TAIL = 0.05
SPX_LOW, SPX_HIGH = 0.05, 3.0           # break-evens at model are looked for between these multiples of spot
MULTIPLIER = {"vixCall": 100.0, "vixFuture": 1000.0, "vixMini": 100.0, "spxPutSpread": 100.0}
SCENARIOS = ["fall2", "fall4", "fall7", "fall2beyond", "fall4beyond", "fall7beyond", "fallFlat", "riseThrough",
             "spikeFlat", "fade"]


# ---------------------------------------------------------------- floats or mpmath
def exp(x): return mp.exp(x) if isinstance(x, mpf) else math.exp(x)
def log(x): return mp.log(x) if isinstance(x, mpf) else math.log(x)
def sqrt(x): return mp.sqrt(x) if isinstance(x, mpf) else math.sqrt(x)
def expm1(x): return mp.expm1(x) if isinstance(x, mpf) else math.expm1(x)
def cdf(x): return mp.erfc(-x / mp.sqrt(2)) / 2 if isinstance(x, mpf) else 0.5 * math.erfc(-x / math.sqrt(2.0))
def pdf(x): return exp(-x * x / 2) / (mp.sqrt(2 * mp.pi) if isinstance(x, mpf) else math.sqrt(2.0 * math.pi))


# ---------------------------------------------------------------- roots
def solve(f, a, b, fa, fb):
    """One root inside a sign change, to more than double precision (Illinois, mpmath)."""
    a, b = mpf(a), mpf(b)
    fa, fb = f(a), f(b)
    if fa == 0: return float(a)
    if fb == 0: return float(b)
    if (fa > 0) == (fb > 0):            # rounding at an end of the bracket
        return float(a) if abs(fa) < abs(fb) else float(b)
    side = 0
    for _ in range(400):
        c = (a * fb - b * fa) / (fb - fa)
        if not (min(a, b) < c < max(a, b)) or _ % 12 == 11: c = (a + b) / 2
        fc = f(c)
        if fc == 0: return float(c)
        if (fc > 0) == (fb > 0):
            b, fb = c, fc
            if side == 1: fa /= 2
            side = 1
        else:
            a, fa = c, fc
            if side == -1: fb /= 2
            side = -1
        if abs(b - a) <= mpf(10) ** -20 * max(abs(a), abs(b)): break
    return float((a + b) / 2)


def golden(f, a, b):
    """Where f is largest between a and b."""
    g = (math.sqrt(5) - 1) / 2
    c, d = b - g * (b - a), a + g * (b - a)
    fc, fd = f(c), f(d)
    for _ in range(60):
        if fc > fd: b, d, fd = d, c, fc; c = b - g * (b - a); fc = f(c)
        else: a, c, fc = c, d, fd; d = a + g * (b - a); fd = f(d)
    return (a + b) / 2


def roots(f, points, breaks=(), first=False):
    """Every root of f over the sorted points, ascending. f may have kinks or jumps at `breaks`: no bracket spans one.
    Extremes between points are looked into, so that a pair of roots between two points is found. Also returned: the
    places where the sign changes by a jump, and the smallest |f| at an extreme that does not reach zero."""
    lo, hi = points[0], points[-1]
    cuts = [lo] + sorted(set(b for b in breaks if lo < b < hi)) + [hi]
    found, jumps, near = [], [], math.inf
    last = None
    for a, b in zip(cuts, cuts[1:]):
        eps = 1e-12 * max(abs(a), abs(b))
        xs = [a + eps] + [p for p in points if a + 2 * eps < p < b - 2 * eps] + [b - eps]
        if len(xs) < 6: xs = [xs[0] + (xs[-1] - xs[0]) * k / 8 for k in range(9)]
        fs = [f(x) for x in xs]
        if last is not None and last * fs[0] < 0:
            if abs(last) + abs(fs[0]) > 1e-6: jumps.append(a)
            else: found.append(a)
            if first and found: return found, jumps, near
        extra = []
        for k in range(1, len(xs) - 1):
            s = 1 if fs[k] < 0 else -1                     # look for the extreme nearest to zero
            if s * fs[k] >= s * fs[k - 1] and s * fs[k] >= s * fs[k + 1] and fs[k - 1] * fs[k] > 0 and fs[k] * fs[k + 1] > 0 \
                    and not fs[k - 1] == fs[k] == fs[k + 1]:
                x = golden(lambda v: s * f(v), xs[k - 1], xs[k + 1])
                extra.append((x, f(x)))
                near = min(near, abs(f(x)))
        pairs = sorted(list(zip(xs, fs)) + extra)
        for (x0, f0), (x1, f1) in zip(pairs, pairs[1:]):
            if f0 == 0 or f0 * f1 < 0:
                found.append(x0 if f0 == 0 else solve(f, x0, x1, f0, f1))
                if first: return found, jumps, near
        last = fs[-1]
    return found, jumps, near


def spaced(a, b, n, logarithmic=False):
    if logarithmic: return [a * (b / a) ** (k / n) for k in range(n)] + [b]
    return [a + (b - a) * k / n for k in range(n)] + [b]


# ---------------------------------------------------------------- section 1: options on the forward
def clock(days):
    """Section 1, variance clock: years from calendar days to a 16:00 expiry."""
    if days <= 0: return 0.0
    n = math.floor(days)
    f = days - n
    s = 6.5 / 24.0
    phi = 0.64 * f / s if f <= s else 0.64 + 0.36 * (f - s) / (1.0 - s)
    return (n + phi) / YEAR


def black(kind, F, K, T, vol, r):
    """Section 1, Black-76, discounted."""
    D = exp(-r * T)
    if T <= 0 or vol <= 0:
        return D * max(F - K if kind == "call" else K - F, 0)
    s = vol * sqrt(T)
    d1 = log(F / K) / s + s / 2
    d2 = d1 - s
    if kind == "call": return D * (F * cdf(d1) - K * cdf(d2))
    return D * (K * cdf(-d2) - F * cdf(-d1))


def black_delta(kind, F, K, T, vol, r):
    s = vol * sqrt(T)
    d1 = log(F / K) / s + s / 2
    return exp(-r * T) * (cdf(d1) if kind == "call" else -cdf(-d1))


def black_vega(F, K, T, vol, r):
    s = vol * sqrt(T)
    return exp(-r * T) * F * pdf(log(F / K) / s + s / 2) * sqrt(T)


def black_theta(kind, F, K, T, vol, r):
    """-dV/dT per year."""
    s = vol * sqrt(T)
    d1 = log(F / K) / s + s / 2
    return r * black(kind, F, K, T, vol, r) - exp(-r * T) * F * pdf(d1) * vol / (2 * sqrt(T))


def implied_vol(kind, F, K, T, price, r):
    """Section 1, None where the price determines no vol."""
    D = math.exp(-r * T)
    if T <= 0 or price <= D * max(F - K if kind == "call" else K - F, 0.0) or price >= D * (F if kind == "call" else K): return None
    f = lambda v: black(kind, F, K, T, v, r) - price
    lo, hi = 1e-4, 1.0
    while f(hi) < 0:
        hi *= 2
        if hi > 1e4: return None
    if f(lo) > 0: return None
    return solve(f, lo, hi, f(lo), f(hi))


# ---------------------------------------------------------------- section 2: SPX smile
def smile_parts(T):
    u = T * YEAR / 15.0
    return -0.13, 0.10, 1.1, 0.12 + 0.03 * u ** 6 / (1.0 + u ** 6)


def smile(z, T, k):
    """Section 2, y(z)."""
    a, c, z0, b = smile_parts(T)
    y = 1 + k * (a * z + b * (sqrt((z - z0) ** 2 + c * c) - math.sqrt(z0 * z0 + c * c)))
    return y if y > 0.2 else 0.2 + 0 * y


def spx_vol(F, K, T, atm, k):
    """Section 2, vol(K)."""
    return atm * smile(log(K / F) / (atm * sqrt(T)), T, k)


def condor_points(m, S, days, atm):
    """Cost to close the condor in points, `days` before its expiry."""
    i = m.i
    legs = [("put", i["shortPut"], 1), ("put", i["longPut"], -1), ("call", i["shortCall"], 1), ("call", i["longCall"], -1)]
    if days <= 0: return sum(w * max(S - K if kind == "call" else K - S, 0) for kind, K, w in legs)
    T = clock(days)
    F = S * exp((m.r - m.q) * T)
    return sum(w * black(kind, F, K, T, spx_vol(F, K, T, atm, i["skew"]), m.r) for kind, K, w in legs)


def solve_atm(m):
    """Section 2, vol from the quote: (atm, solved)."""
    i = m.i
    price = i["credit"] if i["mark"] is None else i["mark"]
    f = lambda v: condor_points(m, m.S, i["condorDte"], v) - price
    found, _, _ = roots(f, spaced(0.02, 1.5, 500, True), first=True)
    if found: return found[0], True
    return i["atmRatio"] * m.X / 100.0, False


# ---------------------------------------------------------------- section 3: the curve
def curve(m, days):
    """Section 3, F0(T)."""
    pts = [(0.0, m.X)] + sorted((q["dte"], q["price"]) for q in m.i["futures"])
    for (a, fa), (b, fb) in zip(pts, pts[1:]):
        if days <= b: return fa + (fb - fa) * (days - a) / (b - a)
    return pts[-1][1]


# ---------------------------------------------------------------- section 4: response
W = (0.60, 0.40)
KAPPA = (29.0, 2.35)
M30 = 30.0 / YEAR


def mean_exp(k, a, b):
    """Average of exp(-k u) over [a, b]."""
    return math.exp(-k * a) if b == a else math.exp(-k * a) * -math.expm1(-k * (b - a)) / (k * (b - a))


def K_average(a, b): return sum(w * mean_exp(k, a, b) for w, k in zip(W, KAPPA))


def kernel(a, b, h):
    """beta (a, b = tau, tau+m) or gamma (0, tau) of section 4; h in years, 0 for falls and for h = 0."""
    if h <= 0: return K_average(a, b) / K_average(0.0, M30)
    up = down = 0.0
    for wx, kx in zip(W, KAPPA):
        for wy, ky in zip(W, KAPPA):
            c = wx * wy * mean_exp(ky, 0.0, M30) * -math.expm1(-(kx + ky) * h) / (kx + ky)
            up += c * mean_exp(kx, a, b)
            down += c * mean_exp(kx, 0.0, M30)
    return up / down


def beta(rule, own, tau, h, rise):
    """Section 4, exponent of a future tau days before its expiry, h days from now."""
    if rule == "parallel": return 1.0
    if rule == "sqrtTime": return math.sqrt(30.0 / (30.0 + tau))
    if rule == "custom" and own is not None: return own
    return kernel(tau / YEAR, tau / YEAR + M30, h / YEAR if rise else 0.0)


def gamma(rule, tau, h, rise):
    """Section 4, exponent of SPX atm tau (calendar) days before expiry."""
    if rule == "parallel": return 1.0
    if rule == "sqrtTime": return math.sqrt(30.0 / max(tau, 5.0))
    return kernel(0.0, tau / YEAR, h / YEAR if rise else 0.0)


def future_at(m, T, h, X, own=None, rule=None):
    """Section 4, F_h(T)."""
    f0h = curve(m, h)
    return curve(m, T) * (X / f0h) ** beta(rule or m.i["response"], own, T - h, h, X > f0h)


def atm_at(m, T, h, X, rule=None):
    """Section 4, atm_h(T)."""
    f0h = curve(m, h)
    return m.atm * (X / f0h) ** gamma(rule or m.i["response"], T - h, h, X > f0h)


# ---------------------------------------------------------------- section 5: vol of VIX
def vix_vol(m, F, K, tau_days, X):
    """Section 5, model vol of a VIX option with VIX at X (without the layer's factor)."""
    atm = 0.9 * m.i["vvix"] / 100.0 * sqrt(X / m.X)
    if tau_days > 45.0: atm = atm * (45.0 / tau_days) ** 0.25
    x = log(K / F) / (atm * math.sqrt(tau_days / YEAR))
    return atm * (1 + m.i["vixSkew"] / 2 * (x + sqrt(x * x + 0.25 ** 2) - 0.25))


# ---------------------------------------------------------------- section 6: the line
def line(m, move, h):
    """Section 6, VIX on the line after h days and an SPX move in per cent."""
    s = m.i["vixPerFall"] if move < 0 else m.i["vixPerRise"]
    v = m.X - move * s * max(1.0, h) ** -0.12
    return v if v > VIX_FLOOR else VIX_FLOOR


# ---------------------------------------------------------------- layers
def unit_value(m, L, h, X, S, rule=None, T=None, K=None, lower=None):
    """Model value in points of one unit of a layer on date h < T (the future's level for futures)."""
    T = L["dte"] if T is None else T
    K = L.get("strike") if K is None else K
    lower = L.get("lowerStrike") if lower is None else lower
    g = L["factor"]
    if L["instrument"] == "spxPutSpread":
        t = clock(T - h)
        F = S * exp((m.r - m.q) * t)
        atm = atm_at(m, T, h, X, rule)
        return sum(w * black("put", F, k, t, g * spx_vol(F, k, t, atm, m.i["skew"]), m.r) for k, w in ((K, 1), (lower, -1)))
    F = future_at(m, T, h, X, L.get("beta"), rule)
    if L["instrument"] != "vixCall": return g * F
    return black("call", F, K, (T - h) / YEAR, g * vix_vol(m, F, K, T - h, X), m.r)


def unit_settled(m, L, X, S, K=None, lower=None):
    """Payoff in points with VIX at X, SPX at S at the layer's own expiry."""
    K = L.get("strike") if K is None else K
    lower = L.get("lowerStrike") if lower is None else lower
    if L["instrument"] == "vixCall": return max(X - K, 0)
    if L["instrument"] == "spxPutSpread": return max(K - S, 0) - max(lower - S, 0)
    return X


def layer_factor(m, L):
    """Section 5 (calls), and the same idea for futures and put spreads: what makes the model meet a quoted price."""
    L["factor"] = 1.0
    if L.get("price") is None: return 1.0
    p = L["price"]
    if L["instrument"] == "vixCall":
        F = curve(m, L["dte"])
        v = implied_vol("call", F, L["strike"], L["dte"] / YEAR, p, m.r)
        return 1.0 if v is None else v / vix_vol(m, F, L["strike"], L["dte"], m.X)
    if L["instrument"] == "spxPutSpread":
        def f(g): return unit_value(m, {**L, "factor": g}, 0.0, m.X, m.S) - p
        # a spread's value rises and falls with vol: the factor nearest the model's own vols is meant
        found, _, _ = roots(f, sorted(spaced(0.1, 10.0, 400, True) + [1.0]))
        return min(found, key=lambda g: abs(math.log(g))) if found else 1.0
    return p / curve(m, L["dte"])


def basis_today(m, L):
    """Section 7: entry, else quote, else model, in points."""
    for k in ("entry", "price"):
        if L.get(k) is not None: return L[k]
    return unit_value(m, L, 0.0, m.X, m.S)


def waits(m, L): return L.get("activateAt") is not None and L["activateAt"] > m.X


def costs(m, L, points):
    """Section 7, fees and slippage on a purchase at `points`, dollars, positive."""
    i, n = m.i, abs(L["quantity"])
    if L["instrument"] in ("vixFuture", "vixMini"): return i["futureFee"] * n
    fee = i["vixFee"] if L["instrument"] == "vixCall" else 2.0 * i["spxFee"]
    return fee * n + i["slippage"] / 100.0 * abs(n * points * 100.0)


def layer_pnl(m, L, h, X, S):
    """Sections 4 and 7: P/L of a layer at (h, X, S)."""
    size = L["quantity"] * MULTIPLIER[L["instrument"]]
    T = L["dte"]
    if waits(m, L):
        if X < L["activateAt"] or T <= h: return 0.0
        bought = unit_value(m, L, h, L["activateAt"] + 0 * X, S)
        return size * (unit_value(m, L, h, X, S) - bought) - costs(m, L, bought)
    if T <= h: v = unit_settled(m, L, m.X + (X - m.X) * T / h, m.S + (S - m.S) * T / h)
    else: v = unit_value(m, L, h, X, S)
    return size * (v - L["basis"]) - costs(m, L, L["basis"])


def layer_rolled(m, L):
    """Section 7, `rolled`: P/L with VIX and SPX where they are, bought again until the condor expires."""
    end = m.i["condorDte"]
    total = layer_pnl(m, L, end, m.X, m.S)
    if waits(m, L): return 0.0
    T, k = L["dte"], 1
    size = L["quantity"] * MULTIPLIER[L["instrument"]]
    while k * T < end:
        t, e = k * T, (k + 1) * T
        K, lower = L.get("strike"), L.get("lowerStrike")
        if L["instrument"] == "vixCall": K = K / curve(m, T) * future_at(m, e, t, m.X, L.get("beta"))
        # a put spread's forward is the same at every purchase: same SPX, same tenor
        bought = unit_value(m, L, t, m.X, m.S, T=e, K=K, lower=lower)
        v = unit_settled(m, L, m.X, m.S, K, lower) if e <= end else unit_value(m, L, end, m.X, m.S, T=e, K=K, lower=lower)
        total += size * (v - bought) - costs(m, L, bought)
        k += 1
    return total


# ---------------------------------------------------------------- the condor
def condor_size(m): return 100.0 * m.i["condors"]


def condor_costs(m): return 4.0 * m.i["spxFee"] * m.i["condors"]


def condor_pnl(m, h, X, S):
    """Section 7: P/L of the condor at (h, X, S); settled at S from its expiry on."""
    days = m.i["condorDte"] - h
    v = condor_points(m, S, days, None if days <= 0 else atm_at(m, m.i["condorDte"], h, X))
    return condor_size(m) * (m.i["credit"] - v) - condor_costs(m)


def total_pnl(m, h, X, S): return condor_pnl(m, h, X, S) + sum(layer_pnl(m, L, h, X, S) for L in m.layers)


def smile_cdf(m, K):
    """Section 7: risk-neutral P(SPX at condor expiry < K) = undiscounted dPut/dK along the smile."""
    T = clock(m.i["condorDte"])
    F = m.S * math.exp((m.r - m.q) * T)
    k, root = m.i["skew"], math.sqrt(T)
    z = math.log(K / F) / (m.atm * root)
    a, c, z0, b = smile_parts(T)
    y = smile(z, T, k)
    y1 = 0.0 if y <= 0.2 else k * (a + b * (z - z0) / math.sqrt((z - z0) ** 2 + c * c))
    s = m.atm * y * root
    d2 = math.log(F / K) / s - s / 2
    return cdf(-d2) + pdf(d2) * y1        # K n(d2) sqrt(T) dvol/dK = n(d2) y'(z)


def unhedged(m, shift=0.0):
    """Section 7: break-evens of the condor at expiry, moved inward by `shift` points; (lower, upper), None where none."""
    i = m.i
    room = i["credit"] - 4.0 * i["spxFee"] / 100.0 - shift
    low = i["shortPut"] - room if 0 <= room <= i["shortPut"] - i["longPut"] else None
    high = i["shortCall"] + room if 0 <= room <= i["longCall"] - i["shortCall"] else None
    return low, high


def probability_of_profit(m):
    """Section 7."""
    low, high = unhedged(m)
    if low is None and high is None: return None
    return (1.0 if high is None else smile_cdf(m, high)) - (0.0 if low is None else smile_cdf(m, low))


# ---------------------------------------------------------------- searches along the line
def spx_breaks(m, h):
    """SPX levels where the total at (h, line, SPX) has a kink or a jump."""
    i = m.i
    out = [i["longPut"], i["shortPut"], i["shortCall"], i["longCall"], m.S]
    levels = [VIX_FLOOR, curve(m, h)]
    for L in m.layers:
        if waits(m, L): levels.append(L["activateAt"])
        if L["dte"] <= h:
            if L["instrument"] == "vixCall": levels.append(m.X + (L["strike"] - m.X) * h / L["dte"])
            if L["instrument"] == "spxPutSpread": out += [m.S + (k - m.S) * h / L["dte"] for k in (L["strike"], L["lowerStrike"])]
    for v in levels:
        s = i["vixPerFall"] if v > m.X else i["vixPerRise"]
        if s > 0: out.append(m.S * (1.0 - (v - m.X) / (s * max(1.0, h) ** -0.12) / 100.0))
    return [b for b in out if b > 0]


def on_line(m, h, S): return total_pnl(m, h, line(m, (S / m.S - 1) * 100, h), S)


def hedge_at_model(m):
    """Section 7: every break-even at condor expiry with VIX on the line: roots, jumps, nearest miss."""
    h = m.i["condorDte"]
    pts = spaced(SPX_LOW * m.S, 0.6 * m.S, 150) + spaced(0.6 * m.S, 1.4 * m.S, 1200)[1:] + spaced(1.4 * m.S, SPX_HIGH * m.S, 100)[1:]
    return roots(lambda S: on_line(m, h, S), pts, spx_breaks(m, h))


def vix_needed(m, S, h):
    """Section 7: lowest VIX from 9 up at which the package does not lose; None where none below 150."""
    f = lambda X: total_pnl(m, h, X, S)
    if f(VIX_FLOOR) >= 0: return VIX_FLOOR, [], math.inf
    breaks = [curve(m, h)]
    for L in m.layers:
        if waits(m, L): breaks.append(L["activateAt"])
        if L["dte"] <= h and L["instrument"] == "vixCall": breaks.append(m.X + (L["strike"] - m.X) * h / L["dte"])
    found, jumps, near = roots(f, spaced(VIX_FLOOR, VIX_TOP, 400, True), breaks, first=True)
    return (found[0] if found else None), jumps, near


def smile_density(m, z):
    """d(smile_cdf)/dz, analytic: with g = y'(z), d(cdf(-d2) + n(d2) g)/dz."""
    T = clock(m.i["condorDte"])
    root, k = math.sqrt(T), m.i["skew"]
    a, c, z0, b = smile_parts(T)
    q = math.sqrt((z - z0) ** 2 + c * c)
    y = smile(z, T, k)
    y1 = k * (a + b * (z - z0) / q) if y > 0.2 else 0.0
    y2 = k * b * c * c / q ** 3 if y > 0.2 else 0.0
    s0 = m.atm * root
    d2 = -z / y - s0 * y / 2
    d2z = -1.0 / y + z * y1 / (y * y) - s0 * y1 / 2
    return pdf(d2) * (-d2z + y2 - d2 * d2z * y1)


def expected_shortfall(m):
    """Section 7: mean of the worst 5 % of `total` at condor expiry, VIX on the line, SPX from the smile (P/L, gains
    positive) = L - E[(L - total)+]/5 % at the L with 5 % of the mass below it. The panels end at every kink."""
    h, T = m.i["condorDte"], clock(m.i["condorDte"])
    F, s = m.S * math.exp((m.r - m.q) * T), m.atm * math.sqrt(T)
    f = lambda z: on_line(m, h, F * math.exp(z * s))
    dist = lambda z: smile_cdf(m, F * math.exp(z * s))
    cuts = sorted(c for c in [Z_LOW, Z_HIGH] + spaced(Z_LOW, Z_HIGH, 220)[1:-1] + spaced(0.8, 1.4, 60)
                  + [math.log(b / F) / s for b in spx_breaks(m, h)] if Z_LOW <= c <= Z_HIGH)
    panels = [(a, b) for a, b in zip(cuts, cuts[1:]) if b - a > 1e-10]
    eps = 1e-12
    ends = [(a, b, f(a + eps), f(b - eps), dist(a), dist(b)) for a, b in panels]
    atoms = [(f(Z_LOW), dist(Z_LOW)), (f(Z_HIGH), 1.0 - dist(Z_HIGH))]

    def crossing(a, b, fa, L):
        up = fa < L
        for _ in range(80):
            c = (a + b) / 2
            if c <= a or c >= b: break
            if (f(c) < L) == up: a = c
            else: b = c
        return (a + b) / 2

    def below(L):
        for a, b, fa, fb, ca, cb in ends:
            if fa < L and fb < L: yield a, b, ca, cb
            elif fa < L or fb < L:
                c = crossing(a, b, fa, L)
                cc = dist(c)
                yield (a, c, ca, cc) if fa < L else (c, b, cc, cb)

    def mass(L): return sum(p for v, p in atoms if v < L) + sum(cb - ca for _, _, ca, cb in below(L))

    values = [v for e in ends for v in e[2:4]]
    lo, hi = min(values), max(values) + 1e-6
    for _ in range(50):
        mid = (lo + hi) / 2
        if mass(mid) < TAIL: lo = mid
        else: hi = mid
    L = hi
    short = sum((L - v) * p for v, p in atoms if v < L)
    for a, b, _, _ in below(L):
        mid, half = (a + b) / 2, (b - a) / 2
        short += half * sum(w * (L - f(mid + half * x)) * smile_density(m, mid + half * x) for x, w in GAUSS)
    return L - short / TAIL


def gauss(n):
    """Gauss-Legendre nodes and weights."""
    out = []
    for k in range(1, n + 1):
        x = math.cos(math.pi * (k - 0.25) / (n + 0.5))
        for _ in range(100):
            p0, p1 = 1.0, x
            for j in range(2, n + 1): p0, p1 = p1, ((2 * j - 1) * x * p1 - (j - 1) * p0) / j
            d = n * (x * p1 - p0) / (x * x - 1)
            x -= p1 / d
            if abs(p1 / d) < 1e-16: break
        out.append((x, 2 / ((1 - x * x) * d * d)))
    return out


GAUSS = gauss(10)


# ---------------------------------------------------------------- Greeks
def condor_greeks(m):
    """Section 7, whole position."""
    i, size = m.i, condor_size(m)
    dte = i["condorDte"]
    held = lambda S: -size * condor_points(m, S, dte, m.atm)
    T = clock(dte)
    F = m.S * math.exp((m.r - m.q) * T)
    vega = sum(w * black_vega(F, K, T, spx_vol(F, K, T, m.atm, i["skew"]), m.r)
               for K, w in ((i["shortPut"], 1), (i["longPut"], -1), (i["shortCall"], 1), (i["longCall"], -1)))
    return {"delta": float(mpmath.diff(held, mpf(m.S))), "gamma": float(mpmath.diff(held, mpf(m.S), 2)),
            "theta": -size * (condor_points(m, m.S, dte - min(1.0, dte), m.atm) - condor_points(m, m.S, dte, m.atm)),
            "vega": -size * vega * 0.01, "dollarsPerVixPoint": condor_per_point(m)}


def condor_per_point(m, rule=None):
    """Section 7: d P/L / d VIX at h = 0, SPX unchanged."""
    dte = m.i["condorDte"]
    return float(mpmath.diff(lambda X: -condor_size(m) * condor_points(m, m.S, dte, atm_at(m, dte, 0.0, X, rule)), mpf(m.X)))


def layer_per_point(m, L, rule=None):
    if waits(m, L): return 0.0
    size = L["quantity"] * MULTIPLIER[L["instrument"]]
    return size * float(mpmath.diff(lambda X: unit_value(m, L, 0.0, X, m.S, rule), mpf(m.X)))


def layer_report(m, L):
    """Section 7, Black's Greeks of a whole layer."""
    q, mult, T = L["quantity"], MULTIPLIER[L["instrument"]], L["dte"]
    on = 0.0 if waits(m, L) else 1.0
    out = {"vol": None, "breakEvenFuture": None, "premium": on * q * mult * L["basis"]}
    if L["instrument"] == "spxPutSpread":
        t = clock(T)
        F = m.S * math.exp((m.r - m.q) * t)
        legs = [(K, w, L["factor"] * spx_vol(F, K, t, m.atm, m.i["skew"])) for K, w in ((L["strike"], 1), (L["lowerStrike"], -1))]
        out.update(forward=F, beta=None, delta=on * q * mult * sum(w * black_delta("put", F, K, t, v, m.r) for K, w, v in legs),
                   vega=on * q * mult * 0.01 * sum(w * black_vega(F, K, t, v, m.r) for K, w, v in legs),
                   theta=on * q * mult / YEAR * sum(w * black_theta("put", F, K, t, v, m.r) for K, w, v in legs))
    else:
        F = curve(m, T)
        out["beta"] = beta(m.i["response"], L.get("beta"), T, 0.0, False)
        if L["instrument"] == "vixCall":
            K, t = L["strike"], T / YEAR
            v = L["factor"] * vix_vol(m, F, K, T, m.X)
            out.update(forward=F, vol=v, breakEvenFuture=K + L["basis"], delta=on * q * mult * black_delta("call", F, K, t, v, m.r),
                       vega=on * q * mult * 0.01 * black_vega(F, K, t, v, m.r), theta=on * q * mult / YEAR * black_theta("call", F, K, t, v, m.r))
        else: out.update(forward=L["factor"] * F, premium=0.0, delta=on * q * mult, vega=0.0, theta=0.0)
    out["dollarsPerVixPoint"] = layer_per_point(m, L)
    return out


# ---------------------------------------------------------------- rows
def row(m, h, X, S):
    layers = [layer_pnl(m, L, h, X, S) for L in m.layers]
    c, hedge = condor_pnl(m, h, X, S), math.fsum(layers)
    return {"spx": S, "vix": X, "spxMove": (S / m.S - 1.0) * 100.0, "condor": c, "layers": layers, "hedge": hedge, "total": c + hedge,
            "offset": hedge / -c if c < 0 else None}


def what_if(m):
    """Section 6: the user's own scenario."""
    i = m.i
    X = line(m, i["move"], i["day"]) if i["vixTo"] is None else i["vixTo"]
    return row(m, i["day"], X, m.S * (1.0 + i["move"] / 100.0))


def scenarios(m):
    """Section 6: the standing scenarios, in the order of SCENARIOS."""
    h = min(1.0, m.i["condorDte"])
    out = []
    for name in SCENARIOS:
        if name.startswith("fall") and name != "fallFlat":
            move = -float(name[4])
            X = line(m, move, h)
            if name.endswith("beyond"): X = max(VIX_FLOOR, m.X + 1.2 * (X - m.X))
        elif name == "fallFlat": move, X = -4.0, m.X
        elif name == "riseThrough":
            move = (1.01 * m.i["shortCall"] / m.S - 1.0) * 100.0
            X = line(m, move, h)
        elif name == "spikeFlat": move, X = 0.0, m.X + 5.0
        else: move, X = 0.0, m.X
        S = 1.01 * m.i["shortCall"] if name == "riseThrough" else m.S * (1.0 + move / 100.0)
        out.append({**row(m, h, X, S), "id": name, "spxMove": move})
    return out


# ---------------------------------------------------------------- everything
class Model:
    """Inputs as typed, with what follows from them once: the solved atm, the layers' factors and bases."""

    def __init__(self, inputs):
        self.i = inputs
        self.S, self.X = float(inputs["spx"]), float(inputs["vix"])
        self.r, self.q = inputs["rate"] / 100.0, inputs["dividend"] / 100.0
        self.atm, self.solved = solve_atm(self)
        self.layers = [dict(L) for L in inputs["layers"]]
        for L in self.layers:
            L["factor"] = layer_factor(self, L)
            L["basis"] = basis_today(self, L)


def vix_needed_levels(m):
    i = m.i
    return [i["longPut"], (i["longPut"] + i["shortPut"]) / 2, m.S, (i["shortCall"] + i["longCall"]) / 2, i["longCall"]]


def report(inputs):
    """Flat dict of report path -> number, None or list. Beside it, what makes a case unfit for a comparison."""
    m = Model(inputs)
    i, n = m.i, m.i["condors"]
    out, unfit = {}, []
    gross = i["credit"] * condor_size(m)
    best = gross - condor_costs(m)
    width = max(i["shortPut"] - i["longPut"], i["longCall"] - i["shortCall"])
    out["condor.value"] = condor_size(m) * condor_points(m, m.S, i["condorDte"], m.atm)
    out["condor.credit"] = gross
    out["condor.atm"] = m.atm
    out["condor.maxProfit"] = best
    out["condor.maxLoss"] = width * condor_size(m) - best
    out["condor.margin"] = width * condor_size(m)
    out["condor.probabilityOfProfit"] = probability_of_profit(m)
    low, high = unhedged(m)
    out["condor.breakEven.lower"], out["condor.breakEven.upper"] = low, high
    for k, v in condor_greeks(m).items(): out["condor." + k] = v

    reports = [layer_report(m, L) for L in m.layers]
    for k, name in (("forward",) * 2, ("vol",) * 2, ("premium",) * 2, ("delta",) * 2, ("vega", "vegaVolOfVol"), ("theta",) * 2, ("beta",) * 2,
                    ("dollarsPerVixPoint",) * 2, ("breakEvenFuture",) * 2):
        out[f"layers[*].{name}"] = [x[k] for x in reports]

    paid = math.fsum(x["premium"] for x in reports)
    charged = math.fsum(0.0 if waits(m, L) else costs(m, L, L["basis"]) for L in m.layers)
    loss = lambda h: -math.fsum(layer_pnl(m, L, h, m.X, m.S) for L in m.layers)
    out["hedge.premium"] = paid
    out["hedge.share.upfront"] = (paid + charged) / gross
    out["hedge.share.life"] = loss(i["condorDte"]) / gross
    out["hedge.share.perDay"] = loss(min(1.0, i["condorDte"])) / gross
    out["hedge.share.rolled"] = -math.fsum(layer_rolled(m, L) for L in m.layers) / gross
    per = math.fsum(x["dollarsPerVixPoint"] for x in reports)
    out["hedge.dollarsPerVixPoint"] = per
    c = out["condor.dollarsPerVixPoint"]
    cp, hp = condor_per_point(m, "parallel"), math.fsum(layer_per_point(m, L, "parallel") for L in m.layers)
    out["hedge.neutralised.response"] = -per / c if c else None
    out["hedge.neutralised.parallel"] = -hp / cp if cp else None

    out["combined.breakEven.unhedged"] = [v for v in (low, high) if v is not None]
    out["combined.breakEven.hedgeWorthless"] = [v for v in unhedged(m, (paid + charged) / condor_size(m)) if v is not None]
    found, jumps, near = hedge_at_model(m)
    out["combined.breakEven.hedgeAtModel"] = found
    if jumps: unfit.append("break-even at a jump")
    if near < 1e-3 * gross: unfit.append("break-even nearly touched")
    rows = []
    for S in vix_needed_levels(m):
        a, ja, na = vix_needed(m, S, i["day"])
        b, jb, nb = vix_needed(m, S, i["condorDte"])
        if min(na, nb) < 1e-3 * gross: unfit.append("vixNeeded nearly touched")
        rows.append([S, a, b])
    out["combined.vixNeeded"] = rows                       # [spx, vix at `day`, vix at condor expiry]
    w = what_if(m)
    for k in ("spx", "vix", "condor", "layers", "hedge", "total", "offset"): out["combined.whatIf." + k] = w[k]
    rows = scenarios(m)
    for k in ("id", "vix", "condor", "layers", "total"): out[f"scenarios[*].{k}"] = [x[k] for x in rows]
    out["risk.expectedShortfall"] = expected_shortfall(m)
    return out, unfit, m


if __name__ == "__main__":
    with open(sys.argv[1]) as file: print(json.dumps(report(json.load(file))[0], indent=1))
