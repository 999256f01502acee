"""Writes tests/golden/oracle/walk.json: condors and layers kept over made-up closes, by model.py and what is said below.

Run: `python3 tests/oracle/walk.py`. Needs Python 3.11 and mpmath.

On each session VIX is as given, SPX in points of today: a condor or layer bought when the index stood at s is told in points
times spx_today/s. The market of a session: at-the-money vol = today's x VIX/VIX today; VVIX = today's x sqrt(VIX/VIX today);
futures at today's tenors = today's curve moved at once to that VIX by the response rule. In this order: condors that expire
settle on the close; layers settle, are rolled (fewer days left than `walkRoll`) or sold (worth `walkMonetise` times their
price; then they wait for the next condor), paying costs again where sold; a condor is sold when the last one has expired or
`walkEvery` days after it, at the model's price; missing layers are bought while a condor is open. Strikes: as many standard
deviations from the forward ("moves") or as many percent ("percent") as today; calls at the same ratio to their future. A budget
buys whole contracts, floor(budget x credit / premium of the whole set x contracts). Days are calendar days; expiries whole.

walk.json: {rows: [[date, spx, vix]], cases: [{name, inputs, expect: [[session, condors, layers, credit, premium]]}]}.
"""
import copy
import datetime
import json
import math
import os
import random

import model
import write


def closes():
    rnd, out, day = random.Random(1987), [], datetime.date(2018, 1, 2)
    spx, vix = 2700.0, 13.0
    for k in range(260):
        jump = -0.035 if 90 <= k < 96 else 0.0
        shock = rnd.gauss(0.0004, 0.007) + jump
        spx *= math.exp(shock)
        vix = min(75.0, max(9.5, vix * math.exp(-4.0 * shock + 0.04 * math.log(16.0 / vix) + rnd.gauss(0, 0.03))))
        out.append([day.isoformat(), round(spx, 2), round(vix, 2)])
        day += datetime.timedelta(days=3 if day.weekday() == 4 else 1)
    return out


def at(m, vix, S):
    """The market of a session, as a model of its own."""
    i = dict(m.i)
    i["futures"] = [dict(dte=q["dte"], price=model.future_at(m, q["dte"], 0.0, vix)) for q in m.i["futures"]]
    i["vvix"] = m.i["vvix"] * math.sqrt(vix / m.X)
    t = model.Model.__new__(model.Model)
    t.i, t.S, t.X, t.r, t.q, t.layers, t.atm = i, S, vix, m.r, m.q, [], m.atm * vix / m.X
    return t


def whole(days): return max(1, math.ceil(days))


def walk(m, rows):
    i = m.i
    first = datetime.date.fromisoformat(rows[0][0]).toordinal()
    done = dict(condors=0.0, layers=0.0, credit=0.0, premium=0.0)
    open_, slots, due, out = [], [dict(held=None, waits=True) for _ in m.layers], first, []
    strikes = ("longPut", "shortPut", "shortCall", "longCall")
    for k, (date, spx, vix) in enumerate(rows):
        now = datetime.date.fromisoformat(date).toordinal()
        # condors
        running, kept = 0.0, []
        for c in open_:
            S, left = spx * m.S / c["at"], max(0, c["until"] - now)
            t = at(m, vix, S)
            t.i = {**t.i, **c["strikes"]}
            points = model.condor_points(t, S, left, t.atm)
            gain = model.condor_size(m) * (c["credit"] - points) - model.condor_costs(m)
            if left > 0: running += gain; kept.append(c)
            else:
                done["condors"] += gain
                if i.get("walkEvery") is None: due = now
        open_ = kept
        condors = done["condors"] + running
        # layers
        running = 0.0
        for s in slots:
            L = s["held"]
            if L is None: continue
            S, left = spx * m.S / L["at"], max(0, L["until"] - now)
            t, size = at(m, vix, S), L["quantity"] * model.MULTIPLIER[L["instrument"]]
            v = model.unit_settled(t, L, vix, S) if left == 0 else model.unit_value(t, {**L, "dte": left}, 0.0, vix, S)
            gain = size * (v - L["paid"]) - model.costs(m, L, L["paid"])
            if left == 0: done["layers"] += gain; s.update(held=None, waits=False)
            elif i.get("walkRoll") is not None and left < i["walkRoll"]:
                done["layers"] += gain - model.costs(m, L, v); s.update(held=None, waits=False)
            elif i.get("walkMonetise") is not None and L["instrument"] != "vixFuture" and v >= i["walkMonetise"] * L["paid"]:
                done["layers"] += gain - model.costs(m, L, v); s.update(held=None, waits=True)
            else: running += gain
        layers = done["layers"] + running
        # a condor
        t = at(m, vix, m.S)
        if now >= due:
            T = i["condorDte"]
            F = m.S * math.exp((m.r - m.q) * model.clock(T))
            ratio = t.atm / m.atm if i.get("walkStrikes", "moves") == "moves" else 1.0
            placed = {key: F * (i[key] / F) ** ratio for key in strikes}
            t.i = {**t.i, **placed}
            credit = model.condor_points(t, m.S, T, t.atm)
            open_.append(dict(strikes=placed, credit=credit, at=spx, until=now + whole(T)))
            done["credit"] += model.condor_size(m) * credit
            condors -= model.condor_costs(m)
            due = now + whole(i["walkEvery"]) if i.get("walkEvery") is not None else 10 ** 9
            for s in slots: s["waits"] = False
        # missing layers
        if open_:
            sets = []
            for L in m.layers:
                new = {**L, "at": spx, "until": now + whole(L["dte"])}
                if L["instrument"] == "vixCall": new["strike"] = L["strike"] * model.curve(t, L["dte"]) / model.curve(m, L["dte"])
                new["paid"] = model.unit_value(t, new, 0.0, vix, m.S)
                sets.append(new)
            share = 1.0
            if i.get("walkBudget") is not None:
                premium = sum(L["quantity"] * L["paid"] * 100.0 for L in sets if L["instrument"] != "vixFuture")
                share = i["walkBudget"] / 100.0 * model.condor_size(m) * open_[-1]["credit"] / premium
            for s, L in zip(slots, sets):
                if s["held"] is not None or s["waits"]: continue
                L["quantity"] = math.floor(share * L["quantity"])
                if L["quantity"] == 0: continue
                s["held"] = L
                if L["instrument"] != "vixFuture": done["premium"] += L["quantity"] * L["paid"] * 100.0
                layers -= model.costs(m, L, L["paid"])
        if k % 13 == 0 or k == len(rows) - 1: out.append([k, condors, layers, done["credit"], done["premium"]])
    return out


def case(name, rows, **changes):
    inputs = {**copy.deepcopy(write.DEFAULTS), **changes}
    return dict(name=name, inputs=inputs, expect=walk(model.Model(inputs), rows))


def main():
    rows = closes()
    spread = dict(instrument="spxPutSpread", quantity=3, dte=20.0, strike=6900.0, lowerStrike=6700.0)
    future = dict(instrument="vixFuture", quantity=1, dte=45.0)
    quoted = dict(instrument="vixCall", quantity=5, dte=30.0, strike=25.0, price=1.1)
    cases = [
        case("as it comes", rows),
        case("rolled, every ten days", rows, walkEvery=10, walkRoll=4),
        case("monetised, percent", rows, walkMonetise=3, walkStrikes="percent"),
        case("a budget", rows, walkBudget=10),
        case("other layers", rows, layers=[spread, future, quoted], walkRoll=6, condorDte=30.0),
    ]
    text = json.dumps(dict(rows=rows, cases=cases), separators=(",", ":"))
    with open(os.path.join(write.GOLDEN, "walk.json"), "w") as f: f.write(text.replace('{"name"', '\n{"name"') + "\n")
    for c in cases: print(c["name"], c["expect"][-1])


if __name__ == "__main__": main()
