"""Writes tests/golden/oracle/replay.json: positions taken through every spike on record, by model.py and what is said below.

Run: `python3 tests/oracle/replay.py ONE_DAY.csv SEVERAL.csv` with the two tables of spikes (columns d0, d1, spx0, spx1, vix0,
vix1 and F1_dte, F1_0, F1_1 to F3). Needs Python 3.11 and mpmath. First come the default inputs, then seeded random ones.

How a spike is replayed: SPX times spx1/spx0; VIX times vix1/vix0; h = calendar days from d0 to d1. The log move of a layer's
future is interpolated in days to settlement, counted at d0, between h (where it is ln vix1/vix0) and the three futures; flat
beyond the third, and before h. Condor and vols as the model says under the kernel, given X and S. A layer with T <= h pays
off on VIX (SPX) in a straight line. A waiting layer with T > h is bought, where X reaches its level L, with its future at
the log move times ln(L/X0)/ln(X/X0). Every figure in dollars; the same under the kernel's own futures beside it.

replay.json: {spikes: [...as read...], cases: [{name, inputs, expect: [{condor, recorded: [per layer], kernel: [per layer]}]}]}.
"""
import copy
import csv
import datetime
import json
import math
import os
import random
import sys

import model
import write

COUNT, SEED = 24, 20081010


def spikes(paths):
    rows = {}
    for path in paths:
        with open(path) as f:
            for row in csv.DictReader(f): rows.setdefault((row["d1"], row["d0"]), row)
    out = []
    for (d1, d0), row in sorted(rows.items(), key=lambda item: item[0]):
        days = (datetime.date.fromisoformat(d1) - datetime.date.fromisoformat(d0)).days
        out.append(dict(
            ended=d1, days=days, spx=[float(row["spx0"]), float(row["spx1"])], vix=[float(row["vix0"]), float(row["vix1"])],
            futures=[dict(dte=int(row[f"F{k}_dte"]), price=[float(row[f"F{k}_0"]), float(row[f"F{k}_1"])]) for k in (1, 2, 3)]))
    return out



def log_move(spike, T):
    points = [(spike["days"], math.log(spike["vix"][1] / spike["vix"][0]))]
    points += [(f["dte"], math.log(f["price"][1] / f["price"][0])) for f in spike["futures"]]
    if T <= points[0][0]: return points[0][1]
    for (a, ma), (b, mb) in zip(points, points[1:]):
        if T <= b: return ma + (mb - ma) * (T - a) / (b - a)
    return points[-1][1]


def unit(m, L, h, X, S, move):
    """Points of one unit whose future has made a log move."""
    if L["instrument"] == "spxPutSpread": return model.unit_value(m, L, h, X, S)
    F = model.curve(m, L["dte"]) * math.exp(move)
    if L["instrument"] != "vixCall": return L["factor"] * F
    tau = L["dte"] - h
    return model.black("call", F, L["strike"], tau / model.YEAR, L["factor"] * model.vix_vol(m, F, L["strike"], tau, X), m.r)


def recorded(m, L, spike, h, X, S):
    T = L["dte"]
    if T <= h: return model.layer_pnl(m, L, h, X, S)
    size = L["quantity"] * model.MULTIPLIER[L["instrument"]]
    move = log_move(spike, T)
    paid = L["basis"]
    if model.waits(m, L):
        level = L["activateAt"]
        if X < level: return 0.0
        paid = unit(m, L, h, level, S, move * math.log(level / m.X) / math.log(X / m.X))
    return size * (unit(m, L, h, X, S, move) - paid) - model.costs(m, L, paid)


def case(name, inputs, table):
    kernel = copy.deepcopy(inputs)
    kernel["response"] = "kernel"
    for L in kernel["layers"]: L.pop("beta", None)
    m = model.Model(kernel)
    expect = []
    for spike in table:
        h, X, S = float(spike["days"]), m.X * spike["vix"][1] / spike["vix"][0], m.S * spike["spx"][1] / spike["spx"][0]
        expect.append(dict(
            condor=model.condor_pnl(m, h, X, S),
            recorded=[recorded(m, L, spike, h, X, S) for L in m.layers],
            kernel=[model.layer_pnl(m, L, h, X, S) for L in m.layers]))
    return dict(name=name, inputs=inputs, expect=expect)


def main():
    table = spikes(sys.argv[1:])
    rnd = random.Random(SEED)
    cases, k = [case("defaults", copy.deepcopy(write.DEFAULTS), table)], 0
    while len(cases) < COUNT:
        k += 1
        inputs = write.draw(rnd, k)
        if inputs is None or not inputs["layers"] or write.poor(inputs, model.Model(inputs)): continue
        cases.append(case(f"random {k}", inputs, table))
        print(len(cases), file=sys.stderr)
    text = json.dumps(dict(spikes=table, cases=cases), separators=(",", ":"))
    with open(os.path.join(write.GOLDEN, "replay.json"), "w") as f: f.write(text.replace('{"name"', '\n{"name"') + "\n")


if __name__ == "__main__": main()
