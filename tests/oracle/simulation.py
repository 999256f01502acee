"""The simulation of thousands of futures, reckoned a second time from its description in ARCHITECTURE.md.

Run: `python3 tests/oracle/simulation.py` (Python 3.11, NumPy; a minute). Writes tests/golden/oracle/simulation.json:
[{name, inputs, assumptions, expect: {figure: [value, standard error]}}].

Where the core draws a few normal numbers with a closed covariance, this walks both factors and SPX day by day, with a
generator of its own; where the core reads tables, this inverts the smiles by interpolation on a fine grid of strikes
and takes the rest of a leg's life by Gauss-Hermite quadrature.
"""
import json
import math
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden", "oracle", "simulation.json")
YEAR = 365.0
DECAY = np.array([29.0, 2.35])
WEIGHT = np.array([0.6, 0.4])
MONTH = 30 / YEAR
WINDOW = WEIGHT * (1 - np.exp(-DECAY * MONTH)) / (DECAY * MONTH)
PATHS = 150_000
DEFAULTS = dict(spx=7138.80, vix=17.95, rate=4.0, dividend=1.2, vvix=95.0, skew=1.0, vixSkew=0.31, longPut=6600.0, shortPut=6650.0, shortCall=7475.0,
                longCall=7525.0, credit=12.80, condorDte=45.0, condors=10.0, spxFee=1.5, vixFee=1.5, futureFee=2.5, slippage=2.0,
                futures=[dict(dte=30.0, price=19.0), dict(dte=110.0, price=20.5), dict(dte=220.0, price=21.3)],
                layers=[dict(instrument="vixCall", quantity=4.0, dte=10.0, strike=18.0), dict(instrument="vixCall", quantity=4.0, dte=37.0, strike=19.0),
                        dict(instrument="vixCall", quantity=2.0, dte=75.0, strike=20.0)])
ASSUMED = dict(seed=7, correlation=-0.82, drift=5.0, realised=90.0, vixPremium=4.0)
FAIR = dict(seed=11, correlation=-0.82, drift=0.0, realised=100.0, vixPremium=0.0)
MULTIPLIER = {"vixCall": 100.0, "vixFuture": 1000.0, "vixMini": 100.0, "spxPutSpread": 100.0}

erf = np.vectorize(math.erf)


def cdf(x):
    return 0.5 * (1 + erf(np.asarray(x, float) / math.sqrt(2)))


def pdf(x):
    return np.exp(-np.asarray(x, float) ** 2 / 2) / math.sqrt(2 * math.pi)


FINE = np.linspace(-8.5, 8.5, 40_001)
FINE_CDF = cdf(FINE)


def normal_number(p):
    """Inverse of the normal law by interpolation, for ranks not too near one."""
    return np.interp(p, FINE_CDF, FINE)


# ------------------------------------------------------------------ smiles and the laws they give
def black_put(F, K, deviation):
    d1 = np.log(F / K) / deviation + deviation / 2
    return K * cdf(deviation - d1) - F * cdf(-d1)


def spx_vol(inputs, atm, F, K, T):
    deviation = atm * math.sqrt(T)
    z = np.log(K / F) / deviation
    u = T / (15 / YEAR)
    b = 0.12 + 0.03 * u ** 6 / (1 + u ** 6)
    y = 1 + inputs["skew"] * (-0.13 * z + b * (np.sqrt((z - 1.1) ** 2 + 0.01) - math.sqrt(1.1 ** 2 + 0.01)))
    return atm * np.maximum(0.2, y)


def vix_atm(inputs, T):
    return 0.9 * inputs["vvix"] / 100 * (1 if T <= 45 / YEAR else (45 / YEAR / T) ** 0.25)


def vix_vol(inputs, F, K, T):
    atm = vix_atm(inputs, T)
    x = np.log(K / F) / (atm * math.sqrt(T))
    return atm * (1 + inputs["vixSkew"] / 2 * (x + np.sqrt(x * x + 0.0625) - 0.25))


def law(F, K, vol, T):
    """Price by normal number: ranks are slopes of put prices in the strike; above the top strike a straight line."""
    h = K * 1e-5
    rank = (black_put(F, K + h, vol(K + h) * math.sqrt(T)) - black_put(F, K - h, vol(K - h) * math.sqrt(T))) / (2 * h)
    keep = (rank > 1e-14) & (rank < 1 - 1e-12)
    z, level = normal_number(rank[keep]), np.log(K[keep])
    z, first = np.unique(z, return_index=True)
    level = level[first]
    grid = np.linspace(-8, 8, 16_001)
    body = np.exp(np.interp(grid, z, level))
    low = grid < z[0]
    weight = pdf(grid) * (grid[1] - grid[0])
    # The lower tail is log-normal, as steep as the put struck at its top asks, where that put is worth anything.
    bottom = math.exp(level[0])
    put = float(black_put(F, np.array([bottom]), vol(np.array([bottom])) * math.sqrt(T))[0])
    steep = (level[1] - level[0]) / (z[1] - z[0])
    if put >= 1e-6 * bottom:
        steep = bisect(lambda b: (bottom * (1 - np.exp(b * np.minimum(grid - z[0], 0))) * weight).sum() - put, 1e-3, 5.0)
    body[low] = np.exp(level[0] + (grid[low] - z[0]) * steep)
    beyond = np.maximum(grid - z[-1], 0)
    slope = (F - (body * weight).sum()) / (beyond * weight).sum()
    values = body + slope * beyond
    return lambda number: np.interp(number, grid, values)


def spx_law(inputs, atm, days):
    T = days / YEAR
    F = inputs["spx"] * math.exp((inputs["rate"] - inputs["dividend"]) / 100 * T)
    K = F * np.exp(np.linspace(-7, 2.5, 3000) * atm * math.sqrt(T))
    return F, law(F, K, lambda K: spx_vol(inputs, atm, F, K, T), T)


def vix_law(inputs, days, factor=1.0, strike=None):
    T, F = days / YEAR, curve(inputs, days)
    unit = vix_atm(inputs, T) * math.sqrt(T)
    top = 1.5 * max(1.0, factor)
    if strike is not None:
        top = max(top, min(6.0, math.log(strike / F) / unit))
    K = F * np.exp(np.linspace(-6 * max(1.0, factor), top, 3000) * unit)
    return law(F, K, lambda K: factor * vix_vol(inputs, F, K, T), T)


def curve(inputs, days):
    quotes = sorted((q["dte"], q["price"]) for q in inputs["futures"])
    return float(np.interp(days, [0.0] + [q[0] for q in quotes], [inputs["vix"]] + [q[1] for q in quotes]))


# ------------------------------------------------------------------ what a price of today says
def bisect(f, a, b):
    fa = f(a)
    for _ in range(200):
        m = (a + b) / 2
        if (f(m) > 0) == (fa > 0):
            a = m
        else:
            b = m
    return (a + b) / 2


def condor_points(inputs, atm):
    T = inputs["condorDte"] / YEAR
    F = inputs["spx"] * math.exp((inputs["rate"] - inputs["dividend"]) / 100 * T)
    put = lambda K: float(black_put(F, np.array([K]), spx_vol(inputs, atm, F, np.array([K]), T) * math.sqrt(T))[0])
    call = lambda K: put(K) + F - K
    value = put(inputs["shortPut"]) - put(inputs["longPut"]) + call(inputs["shortCall"]) - call(inputs["longCall"])
    return value * math.exp(-inputs["rate"] / 100 * T)


def solve_atm(inputs):
    grid = np.exp(np.linspace(math.log(0.02), math.log(1.5), 400))
    gap = [condor_points(inputs, a) - inputs["credit"] for a in grid]
    for a, b, fa, fb in zip(grid, grid[1:], gap, gap[1:]):
        if fa * fb <= 0:
            return bisect(lambda v: condor_points(inputs, v) - inputs["credit"], a, b)
    raise ValueError("the credit has no vol")


def vix_call(inputs, days, strike, factor):
    T, F = days / YEAR, curve(inputs, days)
    K = np.array([strike])
    deviation = factor * vix_vol(inputs, F, K, T) * math.sqrt(T)
    return float((black_put(F, K, deviation) + F - K)[0]) * math.exp(-inputs["rate"] / 100 * T)


def put_spread(inputs, atm, layer):
    T = layer["dte"] / YEAR
    F = inputs["spx"] * math.exp((inputs["rate"] - inputs["dividend"]) / 100 * T)
    K = np.array([layer["strike"], layer["lowerStrike"]])
    puts = black_put(F, K, spx_vol(inputs, atm, F, K, T) * math.sqrt(T))
    return float(puts[0] - puts[1]) * math.exp(-inputs["rate"] / 100 * T)


# ------------------------------------------------------------------ the walk
def shock_sizes(inputs, days):
    """Size of the shocks of each day, so that each whole day's future gathers its options' variance."""
    sizes = []
    for day in range(1, days + 1):
        def gathered(size):
            total = 0.0
            for x in range(2):
                for y in range(2):
                    k = DECAY[x] + DECAY[y]
                    for i, s in enumerate(sizes + [size]):
                        total += WINDOW[x] * WINDOW[y] * s * s * (math.exp(-k * (day - i - 1) / YEAR) - math.exp(-k * (day - i) / YEAR)) / k
            return total
        wanted = vix_atm(inputs, day / YEAR) ** 2 * day / YEAR
        kept = gathered(0.0)
        sizes.append(math.sqrt((wanted - kept) / (gathered(1.0) - kept)))
    return np.array(sizes)


def variance(sizes, settles, until):
    """Variance of the log of the future that settles on a day, gathered until another, both whole."""
    total = 0.0
    for x in range(2):
        for y in range(2):
            k = DECAY[x] + DECAY[y]
            i = np.arange(until)
            total += WINDOW[x] * WINDOW[y] * (sizes[:until] ** 2 * (np.exp(-k * (settles - i - 1) / YEAR) - np.exp(-k * (settles - i) / YEAR)) / k).sum()
    return total


def pushed(sizes, settles, until):
    """What a push of one a year of the Brownian motion does to the log of that future by then."""
    total = 0.0
    for x in range(2):
        i = np.arange(until)
        total += WINDOW[x] * (sizes[:until] * (np.exp(-DECAY[x] * (settles - i - 1) / YEAR) - np.exp(-DECAY[x] * (settles - i) / YEAR)) / DECAY[x]).sum()
    return total


def walk(sizes, stops, correlation, generator):
    """Both factors and SPX's Brownian motion at the stops (whole days)."""
    end = max(stops)
    factors = np.zeros((PATHS, 2))
    motion = np.zeros(PATHS)
    step = 1 / YEAR
    pair = (1 - np.exp(-(DECAY[:, None] + DECAY[None, :]) * step)) / (DECAY[:, None] + DECAY[None, :])
    single = (1 - np.exp(-DECAY * step)) / DECAY
    # The factors' shocks of a day and the motion's, jointly normal.
    cov = np.zeros((3, 3))
    cov[:2, :2] = pair
    cov[:2, 2] = cov[2, :2] = correlation * single
    cov[2, 2] = step
    root = np.linalg.cholesky(cov + 1e-19 * np.eye(3))
    seen = {}
    for day in range(1, end + 1):
        shocks = generator.standard_normal((PATHS, 3)) @ root.T
        factors = factors * np.exp(-DECAY * step) + sizes[day - 1] * shocks[:, :2]
        motion = motion + shocks[:, 2]
        if day in stops:
            seen[day] = (factors.copy(), motion.copy())
    return seen


NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(80)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def rest_of_life(price, payoff, share):
    """Mean payoff by the standardised number known so far, which has this share of the whole deviation."""
    grid = np.linspace(-7, 7, 2001)
    if share > 1 - 1e-12:
        return lambda number: payoff(price(number))
    # Payoffs bend at strikes: a fine even sum beats Gauss there.
    rest = np.linspace(-7, 7, 1401)
    weight = pdf(rest) * (rest[1] - rest[0])
    values = np.array([(payoff(price(share * g + math.sqrt(1 - share * share) * rest)) * weight).sum() for g in grid])
    return lambda number: np.interp(number, grid, values)


def shift_for(price, scale, factor):
    z = np.linspace(-8, 8, 4001)
    weight = pdf(z) * (z[1] - z[0])
    if scale == 1.0 and factor == 1.0:
        return 0.0
    wanted = (price(z) * weight).sum() * factor
    return bisect(lambda s: (price(scale * z + s) * weight).sum() - wanted, -3.0, 3.0)


def simulate(inputs, assumed, generator):
    inputs = {**DEFAULTS, **inputs}
    end = int(inputs["condorDte"])
    atm = solve_atm(inputs)
    rate = inputs["rate"] / 100
    reach = max([end, 30] + [int(l["dte"]) for l in inputs["layers"]] + [int(q["dte"]) for q in inputs["futures"]])
    sizes = shock_sizes(inputs, reach)
    stops = {end} | {int(min(l["dte"], end)) for l in inputs["layers"]} | {int(min(q["dte"], end)) for q in inputs["futures"]}
    seen = walk(sizes, stops, assumed["correlation"], generator)

    def vix_number(settles, on):
        """Standardised log of a future by a day."""
        loading = WINDOW * np.exp(-DECAY * (settles - on) / YEAR)
        return seen[on][0] @ loading / math.sqrt(variance(sizes, settles, on))

    def share_seen(settles, on):
        return math.sqrt(variance(sizes, settles, on) / variance(sizes, settles, settles))

    realised = assumed["realised"] / 100
    F, spx = spx_law(inputs, atm, end)
    drift = shift_for(spx, realised, math.exp(assumed["drift"] / 100 * end / YEAR))
    push = shift_for(vix_law(inputs, 30), 1.0, 1 - assumed["vixPremium"] / 100) * math.sqrt(variance(sizes, 30, 30)) / pushed(sizes, 30, 30)

    number = seen[end][1] / math.sqrt(end / YEAR)
    size = 100 * inputs["condors"]

    def payoff(level):
        return np.clip(inputs["shortPut"] - level, 0, inputs["shortPut"] - inputs["longPut"]) \
            + np.clip(level - inputs["shortCall"], 0, inputs["longCall"] - inputs["shortCall"])

    level = spx(realised * number + drift)
    condor = size * (inputs["credit"] - payoff(level)) - 4 * inputs["spxFee"] * inputs["condors"]
    layers = []
    for layer in inputs["layers"]:
        kind, dte = layer["instrument"], int(layer["dte"])
        on = min(dte, end)
        strike = layer.get("strike")
        multiplier = MULTIPLIER[kind]
        fee = {"vixCall": inputs["vixFee"], "spxPutSpread": 2 * inputs["spxFee"]}.get(kind, inputs["futureFee"])
        paid_later = math.exp(-rate * (dte - on) / YEAR)
        if kind == "spxPutSpread":
            basis = put_spread(inputs, atm, layer)
            _, price = spx_law(inputs, atm, dte)
            worth = rest_of_life(price, lambda s: np.clip(strike - s, 0, strike - layer["lowerStrike"]), math.sqrt(on / dte))
            points = paid_later * worth(realised * seen[on][1] / math.sqrt(on / YEAR) + drift * math.sqrt(on / end))
        else:
            moved = vix_number(dte, on) + push * pushed(sizes, dte, on) / math.sqrt(variance(sizes, dte, on))
            if kind == "vixCall":
                factor = 1.0
                if "price" in layer:
                    factor = bisect(lambda g: vix_call(inputs, dte, strike, g) - layer["price"], 0.05, 5.0)
                basis = vix_call(inputs, dte, strike, factor)
                price = vix_law(inputs, dte, factor, strike)
                points = paid_later * rest_of_life(price, lambda v: np.maximum(v - strike, 0), share_seen(dte, on))(moved)
            else:
                basis = curve(inputs, dte)
                points = rest_of_life(vix_law(inputs, dte), lambda v: v, share_seen(dte, on))(moved)
        premium = 0.0 if kind in ("vixFuture", "vixMini") else basis * layer["quantity"] * multiplier
        costs = fee * abs(layer["quantity"]) + abs(premium) * inputs["slippage"] / 100
        layers.append((points - basis) * layer["quantity"] * multiplier - costs)
    hedge = sum(layers)
    total = condor + hedge
    expect = {"unhedged.profit": mean(condor > 0), "hedged.profit": mean(total > 0), "unhedged.mean": mean(condor), "hedged.mean": mean(total),
              "hedge.mean": mean(hedge), "unhedged.shortfall95": shortfall(condor, 0.05), "hedged.shortfall95": shortfall(total, 0.05),
              "hedged.shortfall99": shortfall(total, 0.01), "hedge.turns": mean((condor < 0) & (total > 0))}
    fell = level < inputs["spx"]
    for name, where in (("all", condor < 0), ("falls", (condor < 0) & fell), ("rises", (condor < 0) & ~fell)):
        expect[f"hedge.{name}.share"] = mean(where)
        expect[f"hedge.{name}.returned"] = ratio(np.where(where, hedge, 0), np.where(where, -condor, 0))
    vix = np.log(vix_law(inputs, end)(vix_number(end, end)))
    for place, quote in enumerate(inputs["futures"]):
        tenor = int(quote["dte"])
        on = min(tenor, end)
        future = rest_of_life(vix_law(inputs, tenor), lambda v: v, share_seen(tenor, on))(vix_number(tenor, on))
        expect[f"futures[{place}].price.drawn"] = mean(future)
        if tenor > end:
            logs = np.log(future)
            slope = np.cov(logs, vix)[0, 1] / vix.var()
            left = logs - logs.mean() - slope * (vix - vix.mean())
            expect[f"futures[{place}].beta"] = [slope, float(np.std(left * (vix - vix.mean())) / vix.var() / math.sqrt(PATHS))]
    return {key: [float(v[0]), float(v[1])] for key, v in expect.items()}


def mean(draws):
    draws = np.asarray(draws, float)
    return [draws.mean(), draws.std() / math.sqrt(len(draws))]


def ratio(over, under):
    value = over.sum() / under.sum()
    return [value, ((over - value * under) / under.mean()).std() / math.sqrt(len(over))]


def shortfall(draws, share):
    worst = np.sort(draws)[:round(len(draws) * share)]
    beyond = worst.mean() - worst[-1]
    return [worst.mean(), math.sqrt((worst.var() + (1 - share) * beyond ** 2) / len(worst))]


CASES = [
    ("the example, with a reader's odds", {}, ASSUMED),
    ("the example, at the market's odds", {}, FAIR),
    ("a week, layers beyond it", dict(condorDte=7.0, longPut=6850.0, shortPut=6900.0, shortCall=7300.0, longCall=7350.0, credit=12.0), ASSUMED),
    ("a flat smile, no correlation", dict(vixSkew=0.0), {**FAIR, "correlation": 0.0}),
    ("futures, put spreads and a quote", dict(layers=[
        dict(instrument="vixFuture", quantity=1.0, dte=30.0), dict(instrument="vixMini", quantity=3.0, dte=110.0),
        dict(instrument="spxPutSpread", quantity=2.0, dte=20.0, strike=6800.0, lowerStrike=6700.0),
        dict(instrument="spxPutSpread", quantity=2.0, dte=90.0, strike=6800.0, lowerStrike=6600.0),
        dict(instrument="vixCall", quantity=5.0, dte=75.0, strike=30.0, price=1.30),
        dict(instrument="vixCall", quantity=-2.0, dte=75.0, strike=40.0)]), ASSUMED),
    ("a nervous market", dict(vix=38.0, vvix=140.0, futures=[dict(dte=12.0, price=35.0), dict(dte=45.0, price=31.0), dict(dte=110.0, price=28.0)],
                              longPut=6000.0, shortPut=6100.0, shortCall=7900.0, longCall=8000.0, credit=30.0), {**ASSUMED, "drift": 20.0, "realised": 60.0, "vixPremium": 15.0}),
]


def main():
    out = []
    for place, (name, inputs, assumed) in enumerate(CASES):
        expect = simulate(inputs, assumed, np.random.default_rng(100 + place))
        out.append(dict(name=name, inputs=inputs, assumptions=assumed, expect=expect))
        print(name)
    with open(GOLDEN, "w", encoding="utf-8") as file:
        json.dump(out, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
