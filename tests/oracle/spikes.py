"""Documents 002, 003 and 004 as systems, reckoned a second time from their descriptions on top of model.py.

Run: `python3 tests/oracle/spikes.py` (Python 3.11, mpmath; a few minutes). Writes one_day.json, thresholds.json and
intraday.json below tests/golden/oracle: [{name, inputs, expect}], expect: path below `system.oneDay`, `system.thresholds`
or `system.intraday` -> number, null or list.
"""
import copy
import json
import math
import os
import random
import sys

import model
from model import MULTIPLIER, YEAR, black_delta, clock, condor_pnl, condor_points, condor_size, costs, curve, layer_per_point, layer_pnl, layer_report, \
    layer_rolled, line, spx_vol, unit_value
from write import DEFAULTS, draw

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden", "oracle")
WANTED = 24

ONE_DAY = dict(
    moveRule="vix", moveFactor=1.0, realisedVol=12.5, vix9d=None, blendWeight=60.0, coneLow=7.5, coneMiddle=12.5, coneHigh=26.0, shortsAt=1.2, wingWidth=None,
    baseFilter="hold", shortDelta=0.15, sessionRange=70.0, rangeTrigger=75.0, vixUp=0.0, vixTrigger=2.0, pivotFuture="vxm", pivotDte=10.0, pivotShare=50.0,
    rsiSpx=55.0, breadth=0.0, pivotReach=25.0, tailEvent="none", tailAt=2.5, tailWidth=25.0, tailShare=50.0, tailWacc=8.0, capBase=10.0, capPivot=2.0, capTail=1.0)
THRESHOLDS = dict(
    levelOne=16.0, levelOneCalls=4, levelTwo=20.0, levelTwoCalls=4, levelThree=25.0, levelThreeCalls=2, levelDays=30.0, levelOtm=25.0, earlySigns="none",
    firstBoost=40.0, calmCost=12.0, poolLow=None, poolHigh=None, fomcIn=None, fomcJump=1.0, cpiIn=None, cpiJump=1.0, ppiIn=None, ppiJump=0.5,
    waccReference=8.0, topTen=35.0, topTenReference=35.0)
INTRADAY = dict(
    vegaInflation=40.0, neutralLow=60.0, neutralHigh=75.0, hedgeMonth="front", hedgeFuture="vxm", firstTranche=30.0, nextTranche=30.0, confirmations=0,
    spikeStart=3.0, spikeTop=8.0, takeOffOne=33.0, takeOffTwo=66.0, takeOffThree=90.0, nightsHeld=1, fillLoss=0.05, fillLossGrowth=0.01, clockHour=15,
    clockMinute=10, rsiJump=0.0, rsiTrigger=15.0, breadthSplits="no", eventNow="none", eventCalls=2, eventCallsDays=7.0, eventCallsOtm=20.0, hedgeMargin=10000.0)
# SPX closes 2004-03-26 to 2026-01-07: multiple of VIX / sqrt(252) of the day before, share of days below, above.
BEYOND = [(0.5, .2122, .2642), (0.75, .1440, .1650), (1.0, .0978, .0967), (1.25, .0651, .0456), (1.5, .0409, .0212), (1.75, .0252, .0097), (2.0, .0151, .0038),
          (2.5, .0062, .0004), (3.0, .0027, .0002)]
# Cboe's VIX closes 1990-01-02 to 2026-07-23.
RANKS = [(10.16, .01), (11.44, .05), (12.15, .10), (13.33, .20), (14.71, .30), (16.15, .40), (17.61, .50), (19.45, .60), (21.50, .70), (24.18, .80), (28.55, .90),
         (32.94, .95), (46.71, .99)]


class Doubt(Exception):
    """Rounding elsewhere could decide otherwise here."""


# ---------------------------------------------------------------- numbers
def nearest(x):
    if abs(x - math.floor(x) - 0.5) < 1e-7: raise Doubt("half a contract")
    return math.floor(x + 0.5)


def down(x):
    if abs(x - round(x)) < 1e-7: raise Doubt("on a step")
    return math.floor(x)


def listed(x):
    step = 0.5 if x < 15 else 1.0 if x < 200 else 5.0
    return max(nearest(x / step) * step, step)


def between(x, points):
    if not points[0][0] <= x <= points[-1][0]: return None
    for a, b in zip(points, points[1:]):
        if x <= b[0]: return a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0])


def held(x, a, b): return min(max(x, a), b)


def straight(x, a, fa, b, fb): return fa + (fb - fa) * held((x - a) / (b - a), 0.0, 1.0)


def at_least(x, level):
    if abs(x - level) < 1e-9: raise Doubt("on a level")
    return x >= level


# ---------------------------------------------------------------- positions
def bought(m, L):
    L.setdefault("factor", 1.0)
    L["basis"] = unit_value(m, L, 0.0, m.X, m.S)
    return L


def future(m, kind, T, n): return bought(m, dict(instrument="vixMini" if kind == "vxm" else "vixFuture", quantity=n, dte=T))


def call(m, T, K, n, on=None):
    L = dict(instrument="vixCall", quantity=n, dte=T, strike=K)
    if on is not None: L["activateAt"] = on
    return bought(m, L)


def premium(L): return 0.0 if L["instrument"] in ("vixFuture", "vixMini") else L["quantity"] * MULTIPLIER[L["instrument"]] * L["basis"]


def width_of(i): return max(i["shortPut"] - i["longPut"], i["longCall"] - i["shortCall"])


def four(m, layers):
    end, gross = m.i["condorDte"], m.i["credit"] * condor_size(m)
    lost = lambda h: -math.fsum(layer_pnl(m, L, h, m.X, m.S) for L in layers)
    return dict(upfront=math.fsum(premium(L) + costs(m, L, L["basis"]) for L in layers) / gross, life=lost(end) / gross,
                perDay=lost(min(1.0, end)) / gross, rolled=-math.fsum(layer_rolled(m, L) for L in layers) / gross)


def shock(m):
    i = m.i
    X = line(m, i["move"], i["day"]) if i["vixTo"] is None else i["vixTo"]
    return i["day"], X, m.S * (1 + i["move"] / 100)


def on_line(m, S, h): return h, line(m, (S / m.S - 1) * 100, h), S


# ---------------------------------------------------------------- document 002
def one_day(i):
    m = model.Model(i)
    s, n, size, end = i, i["condors"], condor_size(m), i["condorDte"]
    T = clock(end)
    out = {"clock.hours": 24 * end, "clock.varianceDays": T * 365,
           "clock.tradingHours": 6.5 * math.floor(end) + min(24 * (end - math.floor(end)), 6.5)}

    # how far SPX goes
    day_of = lambda vol: m.S * vol / 100 / math.sqrt(252)
    w = s["blendWeight"] / 100
    blended = w * (m.X if s["vix9d"] is None else s["vix9d"]) + (1 - w) * s["realisedVol"]
    day = s["moveFactor"] * day_of(m.X if s["moveRule"] == "vix" else blended)
    move = day * math.sqrt(T * 365)
    out.update({"moves.vixRule": day_of(m.X), "moves.blend": day_of(blended), "moves.day": day, "moves.dayShare": day / m.S, "moves.toExpiry": move,
                "moves.byPrice": m.S * m.atm * math.sqrt(T), "moves.recorded": 0.8 * day_of(m.X),
                "moves.cone": [day_of(s[k]) for k in ("coneLow", "coneMiddle", "coneHigh")],
                "moves.realisedRank": between(held(s["realisedVol"], s["coneLow"], s["coneHigh"]), [(s["coneLow"], .1), (s["coneMiddle"], .5), (s["coneHigh"], .9)]),
                "moves.vixRank": between(held(m.X, 10.16, 46.71), RANKS)})

    # layer one
    width = width_of(i) if s["wingWidth"] is None else s["wingWidth"]
    F = m.S * math.exp((m.r - m.q) * T)

    def with_shorts(put, call_):
        o = copy.copy(m)
        o.i = {**i, "longPut": put - width, "shortPut": put, "shortCall": call_, "longCall": call_ + width}
        return o

    def told(o, credit):
        j = {**o.i, "credit": credit}
        wings, net = width_of(j), credit - 4 * i["spxFee"] / 100
        inside = 0.0
        if net > 0:
            low = model.smile_cdf(o, j["shortPut"] - net) if net <= j["shortPut"] - j["longPut"] else 0.0
            high = model.smile_cdf(o, j["shortCall"] + net) if net <= j["longCall"] - j["shortCall"] else 1.0
            inside = held(held(high, 0, 1) - held(low, 0, 1), 0, 1)
        beyond = None
        if 0.9 <= end <= 1.1:
            a, b = [between(x / day_of(m.X), [(p[0], p[c]) for p in BEYOND]) for x, c in ((m.S - j["shortPut"], 1), (j["shortCall"] - m.S, 2))]
            beyond = None if a is None or b is None else a + b
        return dict(put=j["shortPut"], call=j["shortCall"], below=(m.S - j["shortPut"]) / move, above=(j["shortCall"] - m.S) / move, credit=credit,
                    ofWidth=credit / wings, mustWin=held(1 - net / wings, 0, 1), probability=inside, recordedBeyond=beyond)

    def at(put, call_):
        if put - width < 1 or put > call_: return None
        o = with_shorts(put, call_)
        return told(o, condor_points(o, m.S, end, m.atm))

    def out_by(points): return 5 * down((m.S - points) / 5), 5 * (down((m.S + points) / 5) + 1)

    near = out_by(0.0)
    delta = lambda kind, K: abs(black_delta(kind, F, K, T, spx_vol(F, K, T, m.atm, i["skew"]), m.r))

    def first_small(kind, K, step, limit):
        while abs(K - near[0]) < limit + 10:
            d = delta(kind, K)
            if abs(d - s["shortDelta"]) < 1e-9: raise Doubt("delta")
            if d <= s["shortDelta"]: return K
            K += step
        raise Doubt("no such delta")

    step = {"hold": 0, "widen": 5, "tighten": -5}[s["baseFilter"]]
    put, call_ = out_by(s["shortsAt"] * move)
    rows = [told(m, i["credit"]), at(put - step, call_ + step), at(first_small("put", near[0], -5, 0.95 * m.S), first_small("call", near[1], 5, m.S))]
    for tier in (0.70, 1.15, 1.60):
        best, k, last = None, 0, math.floor(0.95 * m.S / 5) - math.floor(width / 5)
        while k <= last:
            o = with_shorts(*out_by(5.0 * k))
            price = condor_points(o, m.S, end, m.atm)
            if abs(price - tier) < 1e-7: raise Doubt("tier")
            if price < tier: break
            best, k = o, k + 1
        if k > last: best = None
        rows.append(None if best is None else at(best.i["shortPut"], best.i["shortCall"]))
    for k, row in enumerate(rows):
        for name in ("put", "call", "below", "above", "credit", "ofWidth", "mustWin", "probability", "recordedBeyond"):
            out[f"base[{k}].{name}"] = None if row is None else row[name]
    out["tier"] = min((0.70, 1.15, 1.60), key=lambda t: abs(t - i["credit"]))

    # layer two
    when = shock(m)
    lost = -condor_pnl(m, *when)
    if abs(lost - 0.005) < 1e-6: raise Doubt("hardly a loss")
    one = future(m, s["pivotFuture"], s["pivotDte"], 1)
    gain = layer_pnl(m, one, *when)
    naive = copy.copy(m)
    naive.i = {**i, "response": "parallel"}
    gain_naive = layer_pnl(naive, one, *when)
    wanted = lambda g: s["pivotShare"] / 100 * lost / g if lost > 0.005 and g > 0 else None
    reach = s["pivotReach"] / 100
    slope = curve(m, 60.0) / curve(m, 30.0) - 1
    by_rsi, by_term = straight(s["rsiSpx"], 40, 1 + reach, 70, 1 - reach), straight(slope, 0, 1 + reach, 0.10, 1 - reach)
    by_breadth = straight(s["breadth"], 0, 1.0, 0.5, 1 + reach)
    ratio = by_rsi * by_term * by_breadth
    exact = None if wanted(gain) is None else wanted(gain) * ratio
    rounded = 0 if exact is None else min(nearest(exact), 10000)
    risk = -layer_pnl(m, one, *on_line(m, m.S + day, when[0]))
    capital = i["capital"]
    most = lambda each, cap: None if each <= 0 else down(capital * cap / 100 / each)
    most_two = most(risk, s["capPivot"])
    if_on = rounded if most_two is None else min(rounded, most_two)
    share_of_range = s["sessionRange"] / day
    is_on = at_least(share_of_range, s["rangeTrigger"] / 100) or at_least(s["vixUp"], s["vixTrigger"])
    contracts = if_on if is_on else 0
    out.update({"pivot.rangeShare": share_of_range, "pivot.future": one["basis"], "pivot.loss": lost if lost > 0.005 else None, "pivot.gainEach": gain,
                "pivot.gainEachParallel": gain_naive, "pivot.forShare": wanted(gain), "pivot.forShareParallel": wanted(gain_naive), "pivot.byRsi": by_rsi,
                "pivot.slope": slope, "pivot.byTerm": by_term, "pivot.byBreadth": by_breadth, "pivot.ratio": ratio, "pivot.exact": exact,
                "pivot.rounded": float(rounded), "pivot.riskEach": risk, "pivot.contracts": float(contracts), "pivot.ifOn": float(if_on),
                "pivot.share": if_on * gain / lost if lost > 0.005 else None})

    # layer three
    upper = out_by(s["tailAt"] * move)[0]
    lower = upper - s["tailWidth"]
    layers, tail = ([] if contracts == 0 else [future(m, s["pivotFuture"], s["pivotDte"], contracts)]), None
    spread = lambda k: bought(m, dict(instrument="spxPutSpread", quantity=k, dte=end, strike=upper, lowerStrike=lower))
    if lower >= 1:
        o = spread(1)
        each = 100 * o["basis"] + costs(m, o, o["basis"])
        by_wacc = held(i["wacc"] / s["tailWacc"], 0.5, 1.5) if s["tailWacc"] > 0 else 1.0
        exact = n * s["tailShare"] / 100 * by_wacc
        most_three = most(each, s["capTail"])
        could = nearest(exact) if most_three is None else min(nearest(exact), most_three)
        tail = could if s["tailEvent"] != "none" else 0
        out.update({"tail.upper": upper, "tail.lower": lower, "tail.price": o["basis"], "tail.costEach": each, "tail.byWacc": by_wacc, "tail.exact": exact,
                    "tail.spreads": float(tail), "tail.ifOn": float(could), "tail.paysAtMost": 100.0 * s["tailWidth"] * could})
        if tail: layers.append(spread(tail))
    whole = copy.copy(m)
    whole.layers = layers
    of = lambda vix, h, X, S: math.fsum(layer_pnl(m, L, h, X, S) for L in layers if (L["instrument"] != "spxPutSpread") == vix)

    # across moves, and by the clock
    points = [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0]
    places = [(k, on_line(m, m.S + k * day, when[0])) for k in points] + [((when[2] - m.S) / day, when)]
    for k, (multiple, x) in enumerate(places):
        c, two, three = condor_pnl(m, *x), of(True, *x), of(False, *x)
        if abs(c + 0.005) < 1e-6: raise Doubt("hardly a loss")
        out.update({f"across[{k}].{name}": v for name, v in (("multiple", multiple), ("spx", x[2]), ("vix", x[1]), ("condor", c), ("pivot", two), ("tail", three),
                                                             ("total", c + two + three), ("offset", (two + three) / -c if c < -0.005 else None))})
    times = [x for x in (570, 630, 690, 750, 810, 870, 900, 930, 945, 960) if (960 - x) / 1440 < end]
    if any(abs((960 - x) / 1440 - end) < 1e-9 for x in range(570, 961)): raise Doubt("now is one of the times")
    moments = [(nearest((960 - end * 1440) % 1440) % 1440, end)] + [(x, (960 - x) / 1440) for x in times]
    worth = [condor_points(m, m.S, left, m.atm) for _, left in moments]
    for k, (minutes, left) in enumerate(moments):
        x = (end - left, when[1], when[2])
        c = condor_pnl(m, *x)
        out.update({f"decay[{k}].{name}": v for name, v in (
            ("minutes", float(minutes)), ("hours", 24 * left), ("varianceLeft", clock(left) / T), ("value", worth[k]),
            ("perHour", None if k + 1 == len(moments) else size * (worth[k] - worth[k + 1]) / (24 * (left - moments[k + 1][1]))),
            ("unchanged", size * (i["credit"] - worth[k]) - 4 * i["spxFee"] * n), ("shocked", c),
            ("shockedTotal", c + math.fsum(layer_pnl(m, L, *x) for L in layers)))})

    # break-evens, caps, cost
    paid = math.fsum(premium(L) + costs(m, L, L["basis"]) for L in layers)
    found, jumps, miss = model.hedge_at_model(whole)
    if jumps or miss < 1e-3 * i["credit"] * size: raise Doubt("break-even nearly touched")
    if any(abs(v / m.S - b) < 1e-3 for v in found for b in (0.3, 1.7)): raise Doubt("break-even at the end of the search")
    out["breakEven.condor"] = [v for v in model.unhedged(m) if v is not None]
    out["breakEven.layersWorthless"] = [v for v in model.unhedged(m, paid / size) if v is not None]
    out["breakEven.structure"] = [v for v in found if 0.3 * m.S < v < 1.7 * m.S]
    worst = size * width_of(i) - i["credit"] * size + 4 * i["spxFee"] * n
    for k, (dollars, each, cap) in enumerate(((worst, worst / n, s["capBase"]), (risk * contracts, risk, s["capPivot"]),
                                              ((each * tail if tail is not None else 0.0), (each if tail is not None else 0.0), s["capTail"]))):
        out.update({f"layers[{k}].dollars": dollars, f"layers[{k}].share": dollars / capital, f"layers[{k}].cap": cap / 100,
                    f"layers[{k}].most": None if most(each, cap) is None else float(most(each, cap))})
    cost = four(m, layers)
    for k, v in cost.items(): out["cost." + k] = v
    margin, best = size * width_of(i), size * i["credit"] - 4 * i["spxFee"] * n
    out["returnAlone"] = best / margin
    out["returnWithLayers"] = (best - cost["life"] * i["credit"] * size) / (margin + max(0.0, math.fsum(premium(L) for L in layers)))
    return out


# ---------------------------------------------------------------- document 003
def thresholds(i):
    m = model.Model(i)
    s, size, end = i, condor_size(m), i["condorDte"]
    when = shock(m)
    wacc = held(i["wacc"] / s["waccReference"], 0.5, 1.5) if s["waccReference"] > 0 else 1.0
    crowd = held(s["topTen"] / s["topTenReference"], 1.0, 1.5)
    early = 1 + {"none": 0, "breadth": 1, "momentum": 1, "both": 2}[s["earlySigns"]] * s["firstBoost"] / 100
    out = {"factors.wacc": wacc, "factors.concentration": crowd, "factors.early": early}
    T = s["levelDays"]
    F = curve(m, T)
    K = listed(F * (1 + s["levelOtm"] / 100))
    steps = []
    for name, factor in (("One", wacc * early), ("Two", wacc), ("Three", wacc * crowd)):
        exact = s[f"level{name}Calls"] * factor
        on = s[f"level{name}"]
        if abs(on - m.X) < 1e-9 or abs(on - when[1]) < 1e-9: raise Doubt("on a level")
        steps.append((on, exact, nearest(exact), call(m, T, K, nearest(exact)), call(m, T, K, nearest(exact), on)))
    holds = lambda X: sum(c for on, _, c, _, _ in steps if on <= X)
    out["held"] = float(holds(m.X))

    def gapped(step, h, X, S):
        on, _, c, now, _ = step
        if on <= m.X: return layer_pnl(m, now, h, X, S)
        if X < on or T <= h: return 0.0
        return -costs(m, now, unit_value(m, now, h, X, S))

    def three(h, X, S):
        return dict(today=math.fsum(layer_pnl(m, now, h, X, S) for *_, now, _ in steps), crossed=math.fsum(layer_pnl(m, w, h, X, S) for *_, w in steps),
                    gapped=math.fsum(gapped(x, h, X, S) for x in steps))

    for k, (on, exact, c, now, _) in enumerate(steps):
        value = lambda X: unit_value(m, now, when[0], X, m.S)
        cost = lambda p: None if p is None else 100 * c * p + costs(m, now, p)
        at_level = now["basis"] if on <= m.X else value(on) if T > when[0] else None
        after = value(when[1]) if when[1] >= on and T > when[0] else None
        out.update({f"levels[{k}].{name}": v for name, v in (
            ("level", on), ("exact", exact), ("calls", float(c)), ("strike", K), ("future", F), ("priceNow", now["basis"]), ("priceAtLevel", at_level),
            ("priceAfter", after), ("costNow", cost(now["basis"])), ("costAtLevel", cost(at_level)), ("costAfter", cost(after)),
            ("late", cost(after) - cost(at_level) if after is not None and at_level is not None and on > m.X else None))})
    rung = lambda X: {"vix": X, "calls": float(holds(X)), **three(when[0], X, m.S)}
    for name, v in rung(when[1]).items(): out["whatIf." + name] = v
    out["condor"] = condor_pnl(m, *when)
    for k, X in enumerate((12, 14, 16, 18, 20, 22, 25, 28, 32, 40, 50)):
        for name, v in rung(float(X)).items(): out[f"ladder[{k}].{name}"] = v
    bare = copy.copy(m)
    bare.layers = []
    worst = dict(alone=math.inf, today=math.inf, crossed=math.inf, gapped=math.inf)
    h = min(1.0, end)
    for k, row in enumerate(model.scenarios(bare)):
        gains = three(h, row["vix"], row["spx"])
        totals = dict(alone=row["condor"], **{name: row["condor"] + v for name, v in gains.items()})
        for name, v in totals.items():
            out[f"scenes[{k}].{name}"] = v
            worst[name] = min(worst[name], v)
        out[f"scenes[{k}].vix"] = row["vix"]
    for name, v in worst.items(): out["worst." + name] = v

    # the calm-market check
    theta = size * (condor_points(m, m.S, end, m.atm) - condor_points(m, m.S, end - min(1.0, end), m.atm))
    out["calm.condorTheta"], out["calm.allowed"], out["calm.financing"] = theta, s["calmCost"] / 100, i["wacc"] / 100 * end / YEAR
    margin, best = size * width_of(i), size * i["credit"] - 4 * i["spxFee"] * i["condors"]
    for side, layers in (("held", [x[3] for x in steps if x[0] <= m.X]), ("all", [x[3] for x in steps])):
        share = four(m, layers)
        out[f"calm.{side}.theta"] = theta + math.fsum(layer_report(m, L)["theta"] for L in layers)
        for name, v in share.items(): out[f"calm.{side}.share.{name}"] = v
        out[f"calm.{side}.earns"] = (best - share["life"] * i["credit"] * size) / (margin + math.fsum(premium(L) for L in layers))

    # the likeness
    low, high = s["poolLow"] or i["shortPut"], s["poolHigh"] or i["shortCall"]
    out["likeness.low"], out["likeness.high"] = low, high

    def alike(S):
        r, inside = S / m.S, lambda P: held(P, low, high)
        worth = lambda P, at: (1 / math.sqrt(inside(P)) - 1 / math.sqrt(high)) * at + math.sqrt(inside(P)) - math.sqrt(low)
        points = held(i["shortPut"] - S, 0, i["shortPut"] - i["longPut"]) + held(S - i["shortCall"], 0, i["longCall"] - i["shortCall"])
        return dict(spx=S, spxMove=r - 1, full=2 * math.sqrt(r) / (1 + r) - 1, range=worth(S, S) / worth(m.S, S) - 1 if low < high else None,
                    condor=(best - size * points) / margin)

    for k, p in enumerate((-20, -15, -10, -7, -5, -3, -1, 0, 1, 3, 5, 7, 10)):
        for name, v in alike(m.S * (1 + p / 100)).items(): out[f"likeness.rows[{k}].{name}"] = v
    for name, v in alike(when[2]).items(): out["likeness.whatIf." + name] = v

    # announcements
    news = [(s[k + "In"], s[k + "Jump"] / 100) for k in ("fomc", "cpi", "ppi") if s[k + "In"] is not None]
    extra = lambda until: sum(j * j for d, j in news if d <= until)
    vix2 = (m.X / 100) ** 2
    left = vix2 * 30 / YEAR - extra(30)
    if abs(left) < 1e-9: raise Doubt("no quiet vol")
    quiet2 = left / (30 / YEAR) if left >= 0 else None
    out["announced.quietVol"] = None if quiet2 is None else math.sqrt(quiet2)
    one = None
    for k, (years, until) in enumerate(((1 / 252, 1.0), (end / YEAR, end), (30 / YEAR, 30.0))):
        row = [m.S * math.sqrt(vix2 * years), m.S * math.sqrt(vix2 * years + extra(until)), None if quiet2 is None else m.S * math.sqrt(quiet2 * years + extra(until))]
        for name, v in zip(("byVix", "onTop", "dated"), row): out[f"announced.horizons[{k}].{name}"] = v
        if k == 1: one = row[1] if row[2] is None else row[2]
    for k, moves in enumerate((0.5, 1.0, 1.5, 2.0)):
        S = max(m.S - moves * one, m.S / 20)
        X = on_line(m, S, end)[1]
        if any(abs(X - x[0]) < 1e-9 for x in steps): raise Doubt("on a level")
        out.update({f"announced.falls[{k}].moves": moves, f"announced.falls[{k}].spx": S, f"announced.falls[{k}].vix": X, f"announced.falls[{k}].calls": float(holds(X))})
    return out


# ---------------------------------------------------------------- document 004
def intraday(i):
    m = model.Model(i)
    s, size, end = i, condor_size(m), i["condorDte"]
    greeks = model.condor_greeks(m)
    when = shock(m)
    grown = 1 + s["vegaInflation"] / 100
    point, vega = greeks["dollarsPerVixPoint"], greeks["vega"]
    out = {"stressed.vega": vega, "stressed.perPoint": point, "stressed.vegaGrown": vega * grown, "stressed.perPointGrown": point * grown}
    if end > when[0]:
        t = clock(end - when[0])
        F, atm = when[2] * math.exp((m.r - m.q) * t), model.atm_at(m, end, when[0], when[1])
        there = -size * 0.01 * sum(w * model.black_vega(F, K, t, spx_vol(F, K, t, atm, i["skew"]), m.r)
                                   for K, w in ((i["shortPut"], 1), (i["longPut"], -1), (i["shortCall"], 1), (i["longCall"], -1)))
        out["stressed.inWhatIf"] = there / vega - 1
    else: out["stressed.inWhatIf"] = None
    lost = -point * grown
    low, high = s["neutralLow"] / 100, s["neutralHigh"] / 100
    quotes = sorted((q["dte"], q["price"]) for q in i["futures"])[:2]
    targets, k = {}, 0
    for month, (T, price) in zip(("front", "second"), quotes):
        for kind in ("vx", "vxm"):
            L = future(m, kind, T, 1)
            each = layer_per_point(m, L)
            short = lost > 0 and each > 0
            whole = min(nearest((low + high) / 2 * lost / each), 10000) if short else 0
            naive = max(0, min(nearest((low + high) / 2 * -vega * grown / MULTIPLIER[L["instrument"]]), 10000))
            targets[month, kind] = L, each, whole
            out.update({f"needed[{k}].{name}": v for name, v in (
                ("days", T), ("price", price), ("beta", model.beta(i["response"], None, T, 0.0, False)), ("each", each), ("from", low * lost / each if short else None),
                ("to", high * lost / each if short else None), ("contracts", float(whole)), ("share", whole * each / lost if short else None),
                ("naive", float(naive)), ("naiveShare", naive * each / lost if short else None))})
            k += 1
    month = s["hedgeMonth"] if len(quotes) > 1 else "front"
    L, each, target = targets[month, s["hedgeFuture"]]
    mult, fee = MULTIPLIER[L["instrument"]], i["futureFee"]
    out["target"] = float(target)

    # up and back
    price = lambda X: unit_value(m, L, 0.0, X, m.S)
    lose = lambda X: s["fillLoss"] + s["fillLossGrowth"] * max(0.0, X - 20)
    cost = lambda X, c: c * (mult * lose(X) + fee)
    start, top = m.X + s["spikeStart"], m.X + s["spikeTop"]
    shares = [s["firstTranche"] / 100]
    while shares[-1] < 1 - 1e-9: shares.append(min(1.0, shares[-1] + s["nextTranche"] / 100))
    levels = [start + (top - start) * (j / (len(shares) - 1) if len(shares) > 1 else 0) for j in range(len(shares))]
    has = [nearest(target * x) for x in shares]
    parts = [b - a for a, b in zip([0] + has, has)]
    for j, (share, X) in enumerate(zip(shares, levels)):
        out.update({f"spike.bought[{j}].{name}": v for name, v in (("share", share), ("vix", X), ("price", price(X)), ("contracts", float(parts[j])),
                                                                  ("held", float(has[j])), ("costs", cost(X, parts[j])))})
    out["held"] = float(has[min(s["confirmations"], len(has) - 1)])
    left = [nearest(target * (3 - j) / 3) for j in (1, 2)] + [0]
    sold = [a - b for a, b in zip([target] + left, left)]
    backs = [s["takeOffOne"] / 100, s["takeOffTwo"] / 100, s["takeOffThree"] / 100]
    ways = [top - b * (top - m.X) for b in backs]
    for j in range(3):
        out.update({f"spike.sold[{j}].{name}": v for name, v in (("back", backs[j]), ("vix", ways[j]), ("price", price(ways[j])), ("contracts", float(sold[j])),
                                                                ("left", float(left[j])), ("costs", cost(ways[j], sold[j])))})
    paid = lambda Xs, cs: math.fsum(c * mult * price(X) + cost(X, c) for X, c in zip(Xs, cs))
    got = lambda Xs, cs: math.fsum(c * mult * price(X) - cost(X, c) for X, c in zip(Xs, cs))
    trading = math.fsum(cost(X, c) for X, c in list(zip(levels, parts)) + list(zip(ways, sold)))

    def along(X):
        slope = i["vixPerFall"] if X > m.X else i["vixPerRise"]
        return m.S * (1 + (max(-60.0, (m.X - X) / slope) if slope > 0 else 0.0) / 100)

    now = condor_pnl(m, 0.0, m.X, m.S)
    condor = lambda X, S: condor_pnl(m, 0.0, X, S) - now
    mark = math.fsum(c * mult * (price(top) - price(X)) - cost(X, c) for X, c in zip(levels, parts))
    runs = dict(falseSpike=(got([m.X], parts[:1]) - paid(levels[:1], parts[:1]), m.X, m.S), falseSpikeAtOnce=(got([m.X], [target]) - paid([start], [target]), m.X, m.S),
                atTop=(mark, top, along(top)), turn=(got([m.X], [target]) - paid(levels, parts), m.X, m.S),
                inStages=(got(ways, sold) - paid(levels, parts), ways[-1], along(ways[-1])))
    out.update({"spike.start": start, "spike.top": top, "spike.spx": along(top), "spike.trading": trading})
    for name, (made, X, S) in runs.items():
        out.update({f"spike.{name}.futures": made, f"spike.{name}.unchanged": condor(X, m.S), f"spike.{name}.onTheLine": condor(X, S)})
    steep = copy.copy(m)
    steep.i = {**i, "skew": min(1.5, i["skew"] + 0.2)}
    alike = copy.copy(m)
    alike.i = {**i, "response": "parallel"}
    for j, o in enumerate((m, alike, steep)): out[f"spike.shapes[{j}].gain"] = condor_pnl(o, 0.0, top, m.S) - now

    # carry, fills, calls
    T, basis = L["dte"], L["basis"] - m.X
    roll = L["basis"] - (curve(m, T - 1) if T > 1 else m.X)
    implied = math.log(L["basis"] / m.X) * YEAR / T
    margin = s["hedgeMargin"] * mult / 1000 * target
    funding = margin * (i["wacc"] - i["rate"]) / 100 / YEAR
    out.update({"carry.basis": basis, "carry.roll": roll, "carry.impliedRate": implied, "carry.differential": implied - i["rate"] / 100,
                "carry.basisPerNight": roll * mult * target, "carry.fundingPerNight": funding, "carry.perNight": roll * mult * target + funding})
    for j, X in enumerate((15.0, 20.0, 25.0, 30.0, 40.0, 60.0)):
        out.update({f"fills[{j}].vix": X, f"fills[{j}].points": lose(X), f"fills[{j}].dollars": lose(X) * mult * target})
    K = listed(curve(m, s["eventCallsDays"]) * (1 + s["eventCallsOtm"] / 100))
    C = call(m, s["eventCallsDays"], K, s["eventCalls"])
    calls = premium(C) + costs(m, C, C["basis"])
    out.update({"calls.strike": K, "calls.price": C["basis"], "calls.cost": calls, "calls.atTop": layer_pnl(m, C, 0.0, top, m.S)})
    event = 0.0 if s["eventNow"] == "none" else 1.0
    gross = i["credit"] * size
    carried = out["carry.perNight"] * s["nightsHeld"]
    whole = trading + carried + event * calls
    out.update({"insurance.trading": trading, "insurance.carry": carried, "insurance.calls": event * calls, "insurance.cost": whole, "insurance.rate": whole / gross,
                "insurance.falseSpikeRate": -runs["falseSpike"][0] / gross})

    # margin, beta, stress
    own = size * width_of(i)
    A = call(m, T, L["basis"], 1)
    per = layer_per_point(m, A)
    count = target * each / per
    out.update({"margin.condor": own, "margin.futures": margin, "margin.share": (own + margin + event * calls) / i["capital"], "margin.turn": -runs["turn"][0],
                "margin.asCalls": count, "margin.asCallsPremium": count * 100 * A["basis"]})
    for name, futures in (("betaBefore", 0.0), ("betaAfter", target * each)):
        for way, slope in (("fall", i["vixPerFall"]), ("rise", i["vixPerRise"])):
            out[f"{name}.{way}"] = (greeks["delta"] - (point + futures) * slope * 100 / m.S) * m.S / i["capital"]
    alone = out["spike.atTop.onTheLine"]
    out.update({"stress.alone": alone / own, "stress.hedged": (alone + mark + event * out["calls.atTop"]) / own, "stress.financing": i["wacc"] / 100 * end / YEAR})
    return out


# ---------------------------------------------------------------- cases
def some_day(rnd, i):
    s = copy.deepcopy(ONE_DAY)
    i["condorDte"] = rnd.choice([0.2, 0.3, 0.9, 0.99, 1.0, 1.0, 1.0, 1.07, 2.0, 3.0, i["condorDte"]])
    sd = i["spx"] * i["atmRatio"] * i["vix"] / 100 * math.sqrt(clock(i["condorDte"]))
    wing = rnd.choice([5.0, 10.0, 25.0])
    i["shortPut"] = 5.0 * math.floor((i["spx"] - rnd.uniform(0.6, 1.6) * sd) / 5)
    i["shortCall"] = 5.0 * math.ceil((i["spx"] + rnd.uniform(0.6, 1.6) * sd) / 5)
    i["longPut"], i["longCall"] = i["shortPut"] - wing, i["shortCall"] + wing
    i["mark"] = None
    m = model.Model.__new__(model.Model)
    m.i, m.S, m.X, m.r, m.q = i, i["spx"], i["vix"], i["rate"] / 100, i["dividend"] / 100
    i["credit"] = round(condor_points(m, m.S, i["condorDte"], i["atmRatio"] * i["vix"] / 100) * rnd.uniform(0.95, 1.05), 2)
    i["move"], i["vixTo"] = rnd.choice([-3.0, -2.0, -1.5, -1.0, 1.0]), rnd.choice([None, None, round(i["vix"] * 1.3, 1)])
    i["day"] = rnd.choice([0.0, i["condorDte"], round(i["condorDte"] / 2, 3)])
    s.update(moveRule=rnd.choice(["vix", "blend"]), moveFactor=rnd.choice([1.0, 1.026, 0.8]), realisedVol=round(rnd.uniform(6, 40), 1),
             vix9d=rnd.choice([None, round(i["vix"] * rnd.uniform(0.8, 1.3), 2)]), blendWeight=rnd.choice([50.0, 60.0, 70.0]), shortsAt=rnd.choice([0.8, 1.0, 1.2, 1.35]),
             wingWidth=rnd.choice([None, 10.0, 20.0]), baseFilter=rnd.choice(["hold", "widen", "tighten"]), shortDelta=rnd.choice([0.10, 0.15, 0.2]),
             sessionRange=round(rnd.uniform(0, 120), 1), vixUp=rnd.choice([0.0, 1.3, 2.6]), pivotFuture=rnd.choice(["vxm", "vx"]),
             pivotDte=rnd.choice([6.0, 10.0, 20.0, 33.0]), pivotShare=rnd.choice([25.0, 50.0, 80.0]), rsiSpx=round(rnd.uniform(25, 80), 1),
             breadth=round(rnd.uniform(-0.3, 0.7), 2), pivotReach=rnd.choice([0.0, 25.0, 40.0]), tailEvent=rnd.choice(["none", "fomc", "cpi", "ppi", "jobs"]),
             tailAt=rnd.choice([2.0, 2.5]), tailWidth=rnd.choice([10.0, 25.0, 50.0]), tailShare=rnd.choice([50.0, 100.0]), tailWacc=rnd.choice([8.0, 6.0, 0.0]),
             capPivot=rnd.choice([2.0, 10.0, 60.0]), capTail=rnd.choice([1.0, 0.2]))
    return s


def some_thresholds(rnd, i):
    s = copy.deepcopy(THRESHOLDS)
    first = round(i["vix"] * rnd.uniform(0.8, 1.1), 1)
    first = max(9.0, first)
    s.update(levelOne=first, levelTwo=round(first + rnd.uniform(1, 6), 1), levelThree=round(first + rnd.uniform(7, 14), 1), levelOneCalls=rnd.randint(0, 8),
             levelTwoCalls=rnd.randint(0, 8), levelThreeCalls=rnd.randint(0, 6), levelDays=float(rnd.choice([7, 20, 30, 60, 110])),
             levelOtm=rnd.choice([0.0, 15.0, 25.0, 35.0]), earlySigns=rnd.choice(["none", "breadth", "momentum", "both"]), firstBoost=rnd.choice([40.0, 75.0]),
             calmCost=rnd.choice([8.0, 12.0]), poolLow=rnd.choice([None, round(0.9 * i["spx"])]), poolHigh=rnd.choice([None, round(1.2 * i["spx"])]),
             fomcIn=rnd.choice([None, 0.5, 3.0, 20.0, 50.0]), cpiIn=rnd.choice([None, 1.0, 12.0]), ppiIn=rnd.choice([None, 2.0, 28.0]),
             fomcJump=rnd.choice([0.8, 1.0, 6.0]), waccReference=rnd.choice([8.0, 6.0, 20.0, 0.0]), topTen=round(rnd.uniform(25, 60), 1))
    for key in ("poolLow", "poolHigh"):
        if s[key] is not None: s[key] = float(s[key])
    if (s["poolLow"] or i["shortPut"]) >= (s["poolHigh"] or i["shortCall"]): s["poolLow"] = s["poolHigh"] = None
    return s


def some_spike(rnd, i):
    s = copy.deepcopy(INTRADAY)
    low = rnd.choice([40.0, 60.0, 60.0])
    start = rnd.choice([0.0, 2.0, 3.0, 5.5])
    s.update(vegaInflation=rnd.choice([0.0, 40.0, 75.0]), neutralLow=low, neutralHigh=low + rnd.choice([0.0, 15.0]), hedgeMonth=rnd.choice(["front", "second"]),
             hedgeFuture=rnd.choice(["vxm", "vx"]), firstTranche=rnd.choice([25.0, 30.0, 35.0, 100.0]), nextTranche=rnd.choice([20.0, 30.0, 35.0]),
             confirmations=rnd.randint(0, 5), spikeStart=start, spikeTop=start + rnd.choice([0.5, 4.0, 12.0]), nightsHeld=rnd.choice([0, 1, 5]),
             fillLossGrowth=rnd.choice([0.01, 0.0, 0.02]), eventNow=rnd.choice(["none", "fomc", "cpi", "ppi"]), eventCalls=rnd.randint(0, 6),
             eventCallsDays=rnd.choice([3.0, 7.0, 14.0]), eventCallsOtm=rnd.choice([0.0, 20.0, 40.0]), hedgeMargin=rnd.choice([10000.0, 18500.0]))
    if rnd.random() < 0.3: s.update(takeOffOne=25.0, takeOffTwo=50.0, takeOffThree=100.0)
    return s


EXAMPLE = dict(longPut=7030.0, shortPut=7040.0, shortCall=7240.0, longCall=7250.0, credit=1.0, condorDte=1.0, move=-2.0)
SYSTEMS = [
    ("one_day", "oneDay", one_day, ONE_DAY, some_day,
     [("one day before an FOMC decision", EXAMPLE, dict(tailEvent="fomc")), ("quiet", EXAMPLE, dict(sessionRange=20.0)), ("45 days", {}, dict(wingWidth=10.0))]),
    ("thresholds", "thresholds", thresholds, THRESHOLDS, some_thresholds,
     [("defaults", {}, {}), ("announced", dict(move=-4.0), dict(levelOne=18.0, levelTwo=22.0, levelThree=28.0, fomcIn=6.0, cpiIn=2.0))]),
    ("intraday", "intraday", intraday, INTRADAY, some_spike,
     [("defaults", {}, {}), ("announced", dict(move=-3.0, day=0.0, futures=[dict(dte=12.0, price=18.6), dict(dte=40.0, price=19.4), dict(dte=75.0, price=20.0)]),
       dict(confirmations=2, clockHour=14, clockMinute=20, rsiJump=18.0, breadthSplits="yes", eventNow="fomc"))]),
]


def main():
    wanted = sys.argv[1:]
    for file, name, reckon, defaults, some, fixed in SYSTEMS:
        if wanted and file not in wanted: continue
        rnd, cases, k, doubts = random.Random(file), [], 0, {}
        fixed = list(fixed)
        while len(cases) < WANTED:
            if fixed:
                title, changes, s = fixed.pop(0)
                i, s, sure = {**copy.deepcopy(DEFAULTS), **changes}, {**defaults, **s}, True
            else:
                i, k, sure = draw(rnd, k), k + 1, False
                if i is None or i["response"] == "custom" or any(L.get("beta") is not None for L in i["layers"]): continue
                i["layers"] = []
                title, s = f"random {k}", some(rnd, i)
                if i["credit"] < 0.05 or i["credit"] >= 0.98 * width_of(i): continue
            both = {**i, **s}
            try:
                m = model.Model(both)
                if not m.solved and not sure: raise Doubt("no vol")
                slope = (condor_points(m, m.S, i["condorDte"], m.atm * 1.0001) - condor_points(m, m.S, i["condorDte"], m.atm * 0.9999)) / 2e-4
                if abs(slope) < 0.05 * i["credit"]: raise Doubt("vol barely determined")
                expect = reckon(both)
            except (Doubt, ZeroDivisionError, OverflowError, ValueError) as e:
                if sure: sys.exit(f"{title}: {e!r}")
                doubts[str(e)] = doubts.get(str(e), 0) + 1
                continue
            cases.append(dict(name=title, inputs={**both, "system": name}, expect=expect))
        with open(os.path.join(GOLDEN, file + ".json"), "w") as f:
            f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
        print(file, len(cases), "cases;", doubts, flush=True)


if __name__ == "__main__": main()
