"""Writes tests/golden/oracle/cases.json from model.py: seeded random inputs and what the model gives for them.

Run: `python3 tests/oracle/write.py` (Python 3.11, mpmath; some minutes). First it checks worked.json, the figures printed
in the model's section 8; it stops where one differs. `python3 tests/oracle/write.py check` does only that.

cases.json: [{name, inputs, expect}]. expect: report path -> number, null or list; `layers[*].x` and `scenarios[*].x` list
that value over the layers and scenarios, in the order of `scenarios[*].id`; numbers at full double precision.
"""
import copy
import json
import math
import os
import random
import sys

import model

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden", "oracle")
COUNT, SEED = 138, 20260130

DEFAULTS = dict(
    spx=7138.80, vix=17.95, rate=4.0, dividend=1.2, vvix=95.0, skew=1.0, vixSkew=0.31, atmRatio=0.82,
    futures=[dict(dte=30, price=19.0), dict(dte=110, price=20.5), dict(dte=220, price=21.3)],
    longPut=6600.0, shortPut=6650.0, shortCall=7475.0, longCall=7525.0, credit=12.80, condorDte=45.0, condors=10, mark=None,
    layers=[dict(instrument="vixCall", quantity=4, dte=10.0, strike=18.0), dict(instrument="vixCall", quantity=4, dte=37.0, strike=19.0),
            dict(instrument="vixCall", quantity=2, dte=75.0, strike=20.0)],
    response="kernel", vixPerFall=1.5, vixPerRise=1.06, move=-7.0, vixTo=None, day=1.0,
    spxFee=1.50, vixFee=1.50, futureFee=2.50, slippage=2.0, wacc=8.0, equityPremium=5.0, capital=100000.0)


# ---------------------------------------------------------------- the printed figures
def pick(out, path):
    """A value by path: `hedge.premium`, `layers[*].premium[0]`."""
    if path in out: return out[path]
    base, _, k = path.rpartition("[")
    return out[base][int(k.rstrip("]"))]


def figure(fig, inputs):
    """Value of one worked figure."""
    i = copy.deepcopy(inputs)
    i.update(fig.get("with", {}))
    m = model.Model(i)
    what, at = fig["path"], fig.get("at")
    if what == "beta": return model.beta("kernel", None, at["tau"], at.get("h", 0.0), at.get("h", 0.0) > 0)
    if what == "gamma": return model.gamma("kernel", at["tau"], 0.0, False)
    if what == "future": return model.curve(m, at["dte"])
    if what == "condorPoints": return model.condor_points(m, m.S, i["condorDte"], at["atm"])
    if what == "layerPrice": return m.layers[at["layer"]]["basis"]
    if what == "roots.hedgeAtModel": return [v for v in model.hedge_at_model(m)[0] if abs(v / m.S - 1) < at["within"]][at["index"]]
    if what.startswith("combined.whatIf."): return model.what_if(m)[what.rsplit(".", 1)[1]]
    if "with" in fig: return pick(model.report(i)[0], what)
    key = json.dumps(i)
    if key not in CACHE: CACHE[key] = model.report(i)[0]
    return pick(CACHE[key], what)


CACHE = {}


def check():
    with open(os.path.join(GOLDEN, "worked.json")) as f: worked = json.load(f)
    wrong = 0
    for fig in worked["figures"]:
        got = figure(fig, worked["inputs"])
        bad = abs(got - fig["value"]) > 0.5000001 * 10.0 ** -fig["decimals"]
        wrong += bad
        if bad: print("differs:", fig, "got", got)
    print(f"{len(worked['figures']) - wrong} of {len(worked['figures'])} printed figures reproduced")
    return wrong == 0


# ---------------------------------------------------------------- random inputs
def round_to(x, step): return round(round(x / step) * step, 6)


def draw(rnd, k):
    """One input set; k picks the kind so that every edge is met."""
    i = copy.deepcopy(DEFAULTS)
    kind = k % 10
    i["spx"] = round(rnd.choice([rnd.uniform(2000, 8000), rnd.uniform(6000, 7500), 7138.8]), 2)
    i["vix"] = round(rnd.choice([rnd.uniform(9.5, 14), rnd.uniform(14, 22), rnd.uniform(14, 22), rnd.uniform(22, 45), rnd.uniform(45, 80)]), 2)
    i["rate"] = rnd.choice([0.0, 4.0, round(rnd.uniform(0.1, 6), 2)])
    i["dividend"] = rnd.choice([0.0, 1.2, round(rnd.uniform(0.5, 2.5), 2)])
    i["vvix"] = round(rnd.uniform(70, 160), 1)
    i["skew"] = rnd.choice([1.0, 1.0, round(rnd.uniform(0.5, 1.5), 2)])
    i["vixSkew"] = rnd.choice([0.31, 0.31, 0.0, 0.35, round(rnd.uniform(0, 0.35), 2)])
    i["atmRatio"] = round(rnd.uniform(0.65, 1.0), 3)
    i["response"] = rnd.choice(["kernel"] * 5 + ["parallel", "sqrtTime", "custom"])
    if kind == 7: i["response"] = ["parallel", "sqrtTime", "custom"][(k // 10) % 3]
    i["vixPerFall"] = rnd.choice([1.5, 0.7, 2.4, 5.0, round(rnd.uniform(0.4, 4), 2)])
    i["vixPerRise"] = rnd.choice([1.06, round(rnd.uniform(0.2, 2), 2)])
    for key, top in (("spxFee", 3), ("vixFee", 3), ("futureFee", 5), ("slippage", 6)):
        i[key] = rnd.choice([i[key], 0.0, round(rnd.uniform(0, top), 2)])
    # curve: contango or backwardation, any order
    n = rnd.choice([1, 2, 3, 3, 4, 6, 8, 12])
    if kind == 5: n = rnd.choice([1, 12])
    days = rnd.sample(range(3, 280), n)
    slope = rnd.uniform(0.0, 0.25) if i["vix"] < 20 else rnd.uniform(-0.35, 0.1)
    i["futures"] = [dict(dte=d, price=round_to(i["vix"] * (1 + slope * (1 - math.exp(-d / 80.0))) + rnd.uniform(-0.3, 0.3), 0.05)) for d in days]
    if kind == 5: rnd.shuffle(i["futures"])
    else: i["futures"].sort(key=lambda q: q["dte"])
    # condor
    i["condorDte"] = rnd.choice([0.3, 1.0, 7.0, 7.0, 30.0, 45.0, 45.0, 90.0, round(rnd.uniform(1, 60), 2), float(rnd.randint(2, 60))])
    if kind == 1: i["condorDte"] = rnd.choice([0.3, 1.0, 0.75, 1.5])
    i["condors"] = rnd.choice([1, 2, 10, 10, rnd.randint(1, 60)])
    T = model.clock(i["condorDte"])
    atm = i["atmRatio"] * i["vix"] / 100.0
    sd = i["spx"] * atm * math.sqrt(T)
    step = 5.0 if i["spx"] > 3000 else 1.0
    wing = [max(step, round_to(w, step)) for w in (rnd.choice([25.0, 50.0, sd * rnd.uniform(0.3, 1.2)]) for _ in "ab")]
    if rnd.random() < 0.6: wing[1] = wing[0]
    i["shortPut"] = round_to(i["spx"] - sd * rnd.uniform(0.5, 1.8), step)
    i["shortCall"] = max(round_to(i["spx"] + sd * rnd.uniform(0.5, 1.6), step), i["shortPut"] + step)
    i["longPut"], i["longCall"] = i["shortPut"] - wing[0], i["shortCall"] + wing[1]
    m = bare(i)
    fair = model.condor_points(m, m.S, i["condorDte"], atm)
    i["credit"] = round(fair * rnd.uniform(0.85, 1.15), 2)
    if kind == 6: i["credit"] = round(min(wing) * rnd.uniform(0.93, 0.99), 2)              # a quote no vol explains
    if kind == 8 and k % 20 == 8: i["mark"] = round(fair * rnd.uniform(0.6, 1.4), 2); i["credit"] = round(fair * rnd.uniform(0.8, 1.6), 2)
    if rnd.random() < 0.15 and i["mark"] is None: i["mark"] = round(fair * rnd.uniform(0.7, 1.3), 2)
    if not 0.05 <= i["credit"] < max(wing) or (i["mark"] is not None and i["mark"] < 0.05): return None
    if i["credit"] >= min(wing) and rnd.random() < 0.7: return None
    # layers
    n = rnd.choice([0, 1, 2, 3, 3, 3, 4, 5, 6])
    if kind == 4: n = [0, 12, 9, 1][(k // 10) % 4]
    i["layers"] = []
    for _ in range(n): i["layers"].append(layer(rnd, i, kind))
    if any(L is None for L in i["layers"]): return None
    # what-if
    i["move"] = rnd.choice([-7.0, 0.0, round(rnd.uniform(-15, 8), 2), round(rnd.uniform(-4, 4), 2)])
    i["vixTo"] = rnd.choice([None, None, 9.0, round(rnd.uniform(9, 90), 2), i["vix"]])
    d = i["condorDte"]
    i["day"] = rnd.choice([0.0, 0.0, min(1.0, d), round(rnd.uniform(0, 1) * d, 2), float(math.floor(d / 2)), d])
    if kind == 2: i["day"] = round(d + rnd.uniform(0.5, 40), 1)
    if kind == 3 and i["layers"]: i["day"] = max(0.0, float(math.floor(sorted(L["dte"] for L in i["layers"])[len(i["layers"]) // 2])))
    return i


def bare(i):
    """A model of these inputs with atm from VIX and no layers, for guessing prices."""
    m = model.Model.__new__(model.Model)
    m.i, m.S, m.X, m.r, m.q, m.layers = i, i["spx"], i["vix"], i["rate"] / 100.0, i["dividend"] / 100.0, []
    m.atm = i["atmRatio"] * m.X / 100.0
    return m


def layer(rnd, i, kind):
    m = bare(i)
    what = rnd.choice(["vixCall"] * 6 + ["vixFuture", "vixMini", "spxPutSpread", "spxPutSpread"])
    dte = rnd.choice([1.0, 7.0, 10.0, 30.0, 37.0, 45.0, 75.0, 110.0, 220.0, float(rnd.randint(2, 300)), rnd.randint(8, 200) / 4.0])
    if dte <= i["condorDte"] / 25: dte = math.ceil(i["condorDte"] / 10) * 1.0
    L = dict(instrument=what, quantity=rnd.choice([1, 2, 4, 4, 10, -1, -2, rnd.randint(1, 30)]), dte=dte)
    if kind not in (4, 8) and abs(L["quantity"]) > 1 + i["condors"] // 2: L["quantity"] = rnd.choice([1, 1 + i["condors"] // 3, -1])
    if what in ("vixFuture", "vixMini"): L["quantity"] = rnd.choice([1, -1, 2, 5])
    F = model.curve(m, dte)
    if what == "vixCall":
        L["strike"] = rnd.choice([round(F), round(F), round_to(F * rnd.uniform(0.8, 2.0), 0.5), round_to(F * rnd.uniform(1.0, 1.4), 0.5)])
        L["strike"] = float(max(5, L["strike"]))
        fair = model.unit_value(m, {**L, "factor": 1.0}, 0.0, m.X, m.S)
        if fair < 0.005: return None
        tick = 2 if fair > 0.05 else 4
    elif what == "spxPutSpread":
        sd = i["spx"] * m.atm * math.sqrt(model.clock(dte))
        L["strike"] = round_to(i["spx"] - sd * rnd.uniform(0.0, 1.5), 5.0)
        L["lowerStrike"] = round_to(L["strike"] - max(5.0, sd * rnd.uniform(0.2, 1.5)), 5.0)
        if L["lowerStrike"] < 0.2 * i["spx"]: return None
        fair = model.unit_value(m, {**L, "factor": 1.0}, 0.0, m.X, m.S)
        if fair < 0.2: return None
        tick = 2
    else: fair, tick = F, 2
    small = what in ("vixFuture", "vixMini")
    quoted = lambda: max(10.0 ** -tick, round(fair * (rnd.uniform(0.95, 1.06) if small else rnd.uniform(0.75, 1.35)), tick))
    p = 0.5 if kind in (0, 9) else 0.2
    if rnd.random() < p: L["price"] = quoted()
    if rnd.random() < p: L["entry"] = quoted()
    if what == "vixCall" and kind == 0 and rnd.random() < 0.15 and F > L["strike"] + 0.5: L["price"] = round((F - L["strike"]) * 0.8, 2)   # no vol explains it
    if "entry" not in L and rnd.random() < (0.5 if kind == 8 else 0.08):
        L["activateAt"] = max(9.0, round(i["vix"] * rnd.choice([rnd.uniform(1.02, 1.6), rnd.uniform(0.8, 1.0), rnd.uniform(1.02, 1.2)]), 1))
    if i["response"] == "custom" and what != "spxPutSpread" and rnd.random() < 0.7: L["beta"] = round(rnd.uniform(0.1, 1.1), 2)
    return L


# ---------------------------------------------------------------- fit for a comparison at 1e-9?
def poor(i, m):
    """Reasons why double precision elsewhere could not meet these figures."""
    why = []
    if m.solved:
        v = m.atm
        slope = (model.condor_points(m, m.S, i["condorDte"], v * 1.0001) - model.condor_points(m, m.S, i["condorDte"], v * 0.9999)) / 2e-4
        quote = i["credit"] if i["mark"] is None else i["mark"]
        if abs(slope) < 0.02 * quote: why.append("atm barely determined")
        if not 0.021 < v < 1.45: why.append("atm at the bracket")
    else:       # no vol must be clear: the quote stays well off every model price
        quote = i["credit"] if i["mark"] is None else i["mark"]
        gap = min(abs(model.condor_points(m, m.S, i["condorDte"], v) - quote) for v in model.spaced(0.02, 1.5, 400, True))
        if gap < 0.01 * quote: why.append("atm nearly solvable")
    for L in m.layers:
        g = L["factor"]
        if L.get("price") is None or g == 1.0 or L["instrument"] in ("vixFuture", "vixMini"): continue
        f = lambda x: model.unit_value(m, {**L, "factor": x}, 0.0, m.X, m.S)
        if not 0.12 < g < 8 or abs(f(g * 1.0001) - f(g * 0.9999)) / 2e-4 < 0.02 * L["price"]: why.append("factor barely determined")
    return why


def flat_distribution(m):
    """The smile is a distribution everywhere it is used as one."""
    return all(model.smile_density(m, z) >= 0 for z in model.spaced(model.Z_LOW, model.Z_HIGH, 440))


def finite(v):
    if isinstance(v, list): return all(finite(x) for x in v)
    return not isinstance(v, float) or math.isfinite(v)


def main():
    if not check(): sys.exit(1)
    if sys.argv[1:] == ["check"]: return
    rnd = random.Random(SEED)
    todo = [("defaults", copy.deepcopy(DEFAULTS)), ("defaults without costs", {**copy.deepcopy(DEFAULTS), "spxFee": 0.0, "vixFee": 0.0, "futureFee": 0.0, "slippage": 0.0})]
    cases, dropped, k = [], {}, 0
    while len(cases) < COUNT:
        if todo: name, i = todo.pop(0)
        else:
            i = draw(rnd, k)
            if i is None: continue
            name = f"random {k}"
        out, unfit, m = model.report(i)
        unfit = unfit + poor(i, m)
        if not all(finite(v) for v in out.values()): unfit.append("not finite")
        if unfit:
            for u in set(unfit): dropped[u] = dropped.get(u, 0) + 1
            if name.startswith("default"): sys.exit(f"{name}: {unfit}")
            continue
        if not flat_distribution(m): del out["risk.expectedShortfall"]; dropped["no shortfall: density below 0"] = dropped.get("no shortfall: density below 0", 0) + 1
        cases.append(dict(name=name, inputs=i, expect=out))
        if name.startswith("random"): k += 1
    with open(os.path.join(GOLDEN, "cases.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
    print(len(cases), "cases;", "drawn again:", dropped)


if __name__ == "__main__": main()
