"""Writes tests/golden/oracle/expansion.json: adjustments of a condor and its hedge after a shock, by model.py's prices.

Run: `python3 tests/oracle/expansion.py` (Python 3.11, mpmath; about a minute). Each case: {name, inputs, moves, ends, changes}.
A change is null where there is none, else cash, costs, realised (dollars), strikes and expiry of the condor, the layers held
[instrument, quantity, dte, strike, basis], the gain at each of `ends` (state [day, spx, vix], reached through the shock), the
most that can be lost, break-evens, Greeks at the shock, the dated flows until the condor settles at the last end's levels, and
their yearly internal rate. `fit`: the most contracts of a layer after a change that keep 18 % a year.
"""
import copy
import json
import math
import os
import random

import mpmath
from mpmath import mpf

import model
import write

HERE = os.path.dirname(os.path.abspath(__file__))
MARGIN = 9000.0                        # of a VX future
IDS = ["hold", "wingsIn", "wingsOut", "strangleIn", "strangleOut", "rollCondor", "rollAll", "hedgeForward", "hedgeBack",
       "toFutures", "toBlend"]
MULT = model.MULTIPLIER


def is_future(L): return L["instrument"] in ("vixFuture", "vixMini")
def size(L): return L["quantity"] * MULT[L["instrument"]]


class Book:
    def __init__(self, m, via):
        self.m, self.via = m, via                       # via = (day, spx, vix)
        self.condor = {k: m.i[k] for k in ("longPut", "shortPut", "shortCall", "longCall", "condorDte", "credit")}
        self.fees = model.condor_costs(m)
        self.realised = 0.0
        self.layers = []
        h, S, X = via
        for L in m.layers:
            L = dict(L)
            if L.get("activateAt") is None or not model.waits(m, L): L["activateAt"] = None
            elif X >= L["activateAt"] and L["dte"] > h:
                L["basis"], L["activateAt"], L["late"] = model.unit_value(m, L, h, L["activateAt"], S), None, True
            self.layers.append(L)

    def levels(self, day, end):
        (h0, S0, X0), (h1, S1, X1) = ((0.0, self.m.S, self.m.X), self.via) if day <= self.via[0] else (self.via, end)
        w = min((day - h0) / (h1 - h0), 1.0) if h1 > h0 else 1.0
        return S0 + (S1 - S0) * w, X0 + (X1 - X0) * w

    def points(self, L, end):
        h, S, X = end
        if L["dte"] > h: return model.unit_value(self.m, L, h, X, S)
        s, x = self.levels(L["dte"], end)
        return model.unit_settled(self.m, L, x, s)

    def option_points(self, end):
        """What the condor costs to close."""
        h, S, X = end
        dte = self.condor["condorDte"]
        if dte <= h:
            s, _ = self.levels(dte, end)
            return self.price(s, 0.0, None)
        return self.price(S, dte - h, model.atm_at(self.m, dte, h, X))

    def price(self, S, days, atm):
        m, keep = self.m, self.m.i
        m.i = {**keep, **self.condor}
        try: return model.condor_points(m, S, days, atm)
        finally: m.i = keep

    def condor_gain(self, end):
        return model.condor_size(self.m) * (self.condor["credit"] - self.option_points(end)) - self.fees

    def layer_gain(self, L, end):
        if L.get("activateAt") is not None: return model.layer_pnl(self.m, L, end[0], end[2], end[1])
        return size(L) * (self.points(L, end) - L["basis"]) - model.costs(self.m, L, L["basis"])

    def gain(self, end): return self.condor_gain(end) + self.realised + sum(self.layer_gain(L, end) for L in self.layers)

    def margin(self):
        c = self.condor
        width = max(c["shortPut"] - c["longPut"], c["longCall"] - c["shortCall"])
        vx = sum(abs(L["quantity"]) * (1.0 if L["instrument"] == "vixFuture" else 0.1) for L in self.layers if is_future(L))
        return width * model.condor_size(self.m) + MARGIN * vx

    def most_lost(self):
        c = self.condor
        width = max(c["shortPut"] - c["longPut"], c["longCall"] - c["shortCall"])
        total = model.condor_size(self.m) * (c["credit"] - width) - self.fees + self.realised
        for L in self.layers:
            if L.get("activateAt") is not None: continue
            bought = L["quantity"] >= 0
            if L["dte"] <= self.via[0]: worst = self.points(L, self.via)
            elif L["instrument"] == "spxPutSpread": worst = 0.0 if bought else L["strike"] - L["lowerStrike"]
            elif not bought: return None
            else: worst = model.VIX_FLOOR if is_future(L) else 0.0
            total += size(L) * (worst - L["basis"]) - model.costs(self.m, L, L["basis"])
        return -total


def leg_price(m, kind, K, dte, end):
    h, S, X = end
    T = model.clock(dte - h)
    F = S * model.exp((m.r - m.q) * T)
    return model.black(kind, F, K, T, model.spx_vol(F, K, T, model.atm_at(m, dte, h, X), m.i["skew"]), m.r)


LEGS = (("put", "longPut", 1), ("put", "shortPut", -1), ("call", "shortCall", -1), ("call", "longCall", 1))


class Change:
    def __init__(self, m, via, moves):
        self.m, self.via, self.moves = m, via, moves
        self.book = Book(m, via)
        self.before = copy.copy(self.book)
        self.before.layers = [dict(L) for L in self.book.layers]
        self.cash = self.costs = self.realised = 0.0

    def condor(self, strikes, dte):
        m, old = self.m, dict(self.book.condor)
        n = m.i["condors"]
        today = (0.0, m.S, m.X)
        points = 0.0
        traded = 0
        for (kind, key, side), K in zip(LEGS, strikes):
            if old[key] == K and old["condorDte"] == dte: continue
            out = leg_price(m, kind, old[key], old["condorDte"], self.via)
            points += side * (out - leg_price(m, kind, K, dte, self.via))
            self.realised += side * (out - leg_price(m, kind, old[key], old["condorDte"], today)) * 100.0 * n
            traded += 2
        paid = traded * n * (m.i["spxFee"] + 100.0 * self.moves["legSlippage"])
        self.cash += points * 100.0 * n
        self.costs += paid
        self.book.fees += paid
        self.book.condor = dict(zip(("longPut", "shortPut", "shortCall", "longCall"), strikes), condorDte=dte, credit=old["credit"] + points)

    def close(self, L):
        p = self.book.points(L, self.via)
        gain = size(L) * (p - L["basis"])
        paid = model.costs(self.m, L, p)
        self.cash += gain if is_future(L) else size(L) * p
        self.costs += paid
        self.realised += gain
        self.book.realised += gain - model.costs(self.m, L, L["basis"]) - paid

    def open(self, L, instrument, quantity, dte, strike):
        alike = instrument == L["instrument"]
        N = dict(instrument=instrument, quantity=quantity, dte=dte, strike=strike, lowerStrike=L.get("lowerStrike"), activateAt=None,
                 beta=L.get("beta") if dte == L["dte"] else None, factor=L["factor"] if alike else 1.0)
        N["basis"] = model.unit_value(self.m, N, self.via[0], self.via[2], self.via[1])
        if not is_future(N): self.cash -= size(N) * N["basis"]
        self.costs += model.costs(self.m, N, N["basis"])
        return N

    def movable(self, L): return L["instrument"] == "vixCall" and L["quantity"] and L.get("activateAt") is None and L["dte"] > self.via[0]

    def shift(self, by, to_future):
        moved, out = False, []
        for L in self.book.layers:
            dte = max(L["dte"] + by, min(self.via[0] + 7.0, L["dte"]))
            if not self.movable(L) or dte == L["dte"]:
                out.append(L)
                continue
            K = L["strike"]
            if to_future: K = max(1.0, float(math.floor(model.future_at(self.m, dte, self.via[0], self.via[2]) + 0.5)))
            self.close(L)
            out.append(self.open(L, "vixCall", L["quantity"], dte, K))
            moved = True
        self.book.layers = out
        return moved

    def per_point(self, L):
        h, S, X = self.via
        return size(L) * float(mpmath.diff(lambda x: model.unit_value(self.m, L, h, x, S), mpf(X)))

    def one(self, L, dte):
        return dict(instrument=self.moves["future"], quantity=1, dte=dte, factor=1.0, beta=L.get("beta") if dte == L["dte"] else None)

    def futures(self, shares):
        """Calls out, futures in: shares = [(tenor, share of contracts)]."""
        calls = [L for L in self.book.layers if self.movable(L)]
        if not calls: return False
        per = sum(self.per_point(L) for L in calls)
        self.book.layers = [L for L in self.book.layers if not self.movable(L)]
        for L in reversed(calls): self.close(L)
        like = calls[0]
        each = {T: self.per_point(self.one(like, T)) for T, _ in shares}
        contracts = per / sum(w * each[T] for T, w in shares)
        for T, w in shares:
            n = math.floor(contracts * w * each[T] / each[T] + 0.5)
            if n: self.book.layers.append(self.open(like, self.moves["future"], n, T, None))
        return True

    def running(self): return sorted(q["dte"] for q in self.m.i["futures"] if q["dte"] > self.via[0])

    def apply(self, what):
        b, v = self.book.condor, self.moves
        strikes = [b[k] for k in ("longPut", "shortPut", "shortCall", "longCall")]
        half, wings = (b["shortCall"] - b["shortPut"]) / 2, (b["shortPut"] - b["longPut"], b["longCall"] - b["shortCall"])
        grid = lambda x: 5.0 * math.floor(x / 5.0 + 0.5) if x >= 0 else -5.0 * math.floor(-x / 5.0 + 0.5)
        if what == "hold": return True
        if what in ("wingsIn", "wingsOut"):
            d = v["wings"] if what == "wingsIn" else -v["wings"]
            new = [strikes[0] + d, strikes[1], strikes[2], strikes[3] - d]
            if new[0] >= new[1] or new[3] <= new[2] or new[0] <= 0: return False
            self.condor(new, b["condorDte"])
            return True
        if what in ("strangleIn", "strangleOut"):
            if what == "strangleIn":
                if half - v["strangle"] < 0: return False
                put, call = grid(v["centre"] - half + v["strangle"]), grid(v["centre"] + half - v["strangle"])
            else: put, call = b["shortPut"] - v["strangle"], b["shortCall"] + v["strangle"]
            if put - wings[0] <= 0: return False
            self.condor([put - wings[0], put, call, call + wings[1]], b["condorDte"])
            return True
        if what in ("rollCondor", "rollAll"):
            if what == "rollAll" and not self.shift(v["roll"], False): return False
            dte = b["condorDte"] + v["roll"]
            new = strikes
            if v["withForward"]:
                F = lambda S, days: S * math.exp((self.m.r - self.m.q) * model.clock(days))
                d = grid(F(self.via[1], dte - self.via[0]) - F(self.m.S, b["condorDte"]))
                new = [k + d for k in strikes]
            self.condor(new, dte)
            return True
        if what == "hedgeForward": return self.shift(v["shift"], v["toFuture"])
        if what == "hedgeBack": return self.shift(-v["shift"], v["toFuture"])
        run = self.running()
        if what == "toFutures": return bool(run) and self.futures([(run[min(v["month"], len(run) - 1)], 1.0)])
        at = self.via[0] + 30.0
        if len(run) < 2: return False
        far = max(1, next((k for k, T in enumerate(run) if T >= at), len(run) - 1))
        near_share = min(1.0, max(0.0, (run[far] - at) / (run[far] - run[far - 1])))
        return self.futures([(run[far - 1], near_share), (run[far], 1.0 - near_share)])

    def flows(self, end):
        """What is paid and received, by day, until the condor settles at `end`."""
        m, out = self.m, {}
        def add(day, x): out[day] = out.get(day, 0.0) + x
        opened = [L for L in self.before.layers if not L.get("late") and L.get("activateAt") is None]
        add(0.0, m.i["credit"] * model.condor_size(m) - model.condor_costs(m) - self.before.margin())
        for L in opened: add(0.0, -(0.0 if is_future(L) else size(L) * L["basis"]) - model.costs(m, L, L["basis"]))
        for L in self.before.layers:
            if L.get("late"): add(self.via[0], -(0.0 if is_future(L) else size(L) * L["basis"]) - model.costs(m, L, L["basis"]))
        add(self.via[0], self.cash - self.costs + self.before.margin() - self.book.margin())
        add(end[0], self.book.margin() - model.condor_size(m) * self.book.option_points(end))
        for L in self.book.layers:
            if L.get("activateAt") is not None: add(end[0], self.book.layer_gain(L, end))
            else:
                p = self.book.points(L, end)
                add(min(L["dte"], end[0]), size(L) * (p - L["basis"] if is_future(L) else p))
        return sorted((d, float(x)) for d, x in out.items())

    def figures(self, ends):
        b, m, via = self.book, self.m, self.via
        h, S, X = via
        c = b.condor
        settle = c["condorDte"]
        end = (settle, via[1] * ends["end"][0], via[2] * ends["end"][1])
        later = [via, (h + 1.0 if h + 1.0 < settle else settle, S * 0.97, X * 1.1), end]
        room = c["credit"] - (b.fees - b.realised) / model.condor_size(m)
        alone = []
        if 0 <= room <= c["shortPut"] - c["longPut"]: alone.append(c["shortPut"] - room)
        if 0 <= room <= c["longCall"] - c["shortCall"]: alone.append(c["shortCall"] + room)
        left = min(1.0, settle - h)
        T = model.clock(settle - h)
        F = S * math.exp((m.r - m.q) * T)
        atm = model.atm_at(m, settle, h, X)
        vega = sum(side * model.black_vega(F, c[key], T, model.spx_vol(F, c[key], T, atm, m.i["skew"]), m.r) for _, key, side in LEGS)
        on_line = lambda s: b.gain((settle, s, model.line(m, (s / m.S - 1) * 100, settle)))
        return dict(
            cash=float(self.cash), costs=float(self.costs), realised=float(self.realised), condor=[c["longPut"], c["shortPut"], c["shortCall"], c["longCall"], settle],
            layers=[[L["instrument"], L["quantity"], L["dte"], L.get("strike"), float(L["basis"])] for L in b.layers],
            ends=[list(map(float, e)) for e in later], gains=[float(b.gain(e)) for e in later], mostLost=b.most_lost(), alone=alone,
            hedged=around(on_line, (c["shortPut"] + c["shortCall"]) / 2),
            delta=float(mpmath.diff(lambda s: b.gain((h, s, X)), mpf(S))), gamma=float(mpmath.diff(lambda s: b.gain((h, s, X)), mpf(S), 2)),
            theta=float(b.gain((h + left, S, X)) - b.gain(via)), vega=model.condor_size(m) * vega * 0.01,
            perVixPoint=float(mpmath.diff(lambda x: b.gain((h, S, x)), mpf(X))), flows=self.flows(end), irr=irr(self.flows(end)),
            end=list(map(float, end)))


def worth(flows, rate): return math.fsum(x * (1.0 + rate) ** (-d / 365.0) for d, x in flows)


def irr(flows):
    """The yearly internal rate where the flows change sign once, by halving its log; None elsewhere."""
    signs = [x > 0 for _, x in flows if x]
    if sum(a != b for a, b in zip(signs, signs[1:])) != 1: return None
    lo, hi = -60.0, 60.0                     # of ln(1 + rate)
    f = lambda v: math.fsum(x * math.exp(-v * d / 365.0) for d, x in flows)
    if f(lo) * f(hi) > 0: return None
    for _ in range(200):
        mid = (lo + hi) / 2
        if (f(mid) > 0) == (f(lo) > 0): lo = mid
        else: hi = mid
    return math.expm1(lo)


def fit(m, via, moves, end, target, what, index):
    """Most contracts of layer `index` after a change with which the flows are not worth less than nothing at the target."""
    def value(q):
        c = Change(m, via, moves)
        c.apply(what)
        L = c.book.layers[index]
        more = q - L["quantity"]
        if more > 0: c.book.layers.append(c.open(L, L["instrument"], more, L["dte"], L["strike"]))
        elif more < 0:
            L["quantity"] = q
            c.close({**L, "quantity": -more})
        return worth(c.flows(end), target)
    held = m.layers[index]["quantity"]
    if value(held) < 0: return None
    step, q = 1 << 13, held
    while step:
        if value(q + step) >= 0: q += step
        step >>= 1
    assert value(q) >= 0 > value(q + 1)
    return q


def around(f, middle):
    """Nearest sign changes of f below and above `middle`, by fine steps; None where f is not above zero there."""
    if f(middle) <= 0: return [None, None]
    out = []
    for sign in (-1, 1):
        found, inner = None, middle
        for k in range(1, 1601):
            x = middle * (1 + sign * 0.4 * k / 1600)
            if f(x) <= 0:
                found = model.solve(f, min(x, inner), max(x, inner), None, None)
                break
            inner = x
        out.append(found)
    return out


def case(name, inputs, moves, ends):
    m = model.Model(inputs)
    w = model.what_if(m)
    via = (inputs["day"], w["spx"], w["vix"])
    if moves["centre"] is None: moves = {**moves, "centre": via[1] * math.exp((m.r - m.q) * model.clock(inputs["condorDte"] - inputs["day"]))}
    out = {}
    for what in IDS:
        c = Change(m, via, moves)
        out[what] = c.figures(ends) if c.apply(what) else None
        if out[what]:
            total = math.fsum(x for _, x in out[what]["flows"])
            assert abs(total - out[what]["gains"][2]) < 1e-6 * (1 + abs(total)), (name, what, total, out[what]["gains"])
    result = dict(name=name, inputs=inputs, moves=moves, ends=ends, changes=out)
    if not name.startswith("random"):
        end = (inputs["condorDte"], via[1] * ends["end"][0], via[2] * ends["end"][1])
        result["fit"] = dict(change="strangleOut", layer=2, contracts=fit(m, via, moves, end, 0.18, "strangleOut", 1))
    return result


MOVES = dict(wings=10.0, strangle=50.0, centre=None, roll=20.0, withForward=False, shift=30.0, toFuture=False, future="vixMini",
             month=1, legSlippage=0.10)
END = dict(end=(1.0, 0.8))


def main():
    base = write.DEFAULTS
    cases = [
        case("defaults", copy.deepcopy(base), MOVES, END),
        case("a spike without a crash", {**copy.deepcopy(base), "move": -4.0, "vixTo": 28.0, "day": 2.0}, MOVES, END),
        case("a layer settled on the way", {**copy.deepcopy(base), "move": -5.0, "vixTo": 31.0, "day": 12.0},
             {**MOVES, "withForward": True, "toFuture": True, "future": "vixFuture", "month": 0}, dict(end=(1.02, 0.7))),
    ]
    rnd = random.Random(20261120)
    k = 0
    while len(cases) < 24:
        k += 1
        i = write.draw(rnd, k)
        if i is None or i["condorDte"] < 2.0: continue
        i["day"] = rnd.choice([0.0, 1.0, round(rnd.uniform(0.0, 0.7) * i["condorDte"], 1)])
        if i["day"] >= i["condorDte"]: continue
        m = model.Model(i)
        if write.poor(i, m): continue
        # no derivative where the response to a rise meets that to a fall
        if abs(model.what_if(m)["vix"] / model.curve(m, i["day"]) - 1) < 2e-3: continue
        step = rnd.choice([5.0, 10.0])
        moves = dict(wings=step, strangle=5.0 * rnd.randint(1, 12), centre=rnd.choice([None, round(i["spx"] * rnd.uniform(0.95, 1.03), 1)]),
                     roll=float(rnd.randint(5, 40)), withForward=rnd.random() < 0.4, shift=float(rnd.randint(5, 60)), toFuture=rnd.random() < 0.4,
                     future=rnd.choice(["vixFuture", "vixMini"]), month=rnd.choice([0, 1]), legSlippage=round(rnd.uniform(0, 0.3), 2))
        cases.append(case(f"random {k}", i, moves, dict(end=(round(rnd.uniform(0.94, 1.04), 3), round(rnd.uniform(0.6, 1.2), 3)))))
    with open(os.path.join(HERE, "..", "golden", "oracle", "expansion.json"), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
    print(len(cases), "cases;", sum(x is None for c in cases for x in c["changes"].values()), "changes that cannot be")


if __name__ == "__main__": main()
