"""Writes tests/golden/signals.csv: figures of a made-up series as TA-Lib, numpy, pandas and scipy compute them.

    pip install TA-Lib==0.8.2 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
    python3 tests/oracle/signals.py > tests/golden/signals.csv

Rows are in order of time; empty cells are rows where a figure has no value yet. After them, the vol cone and the
daily ranges, each line with its name in front.
"""

import math

import numpy as np
import pandas as pd
import talib
from scipy.stats import percentileofscore

ROWS = 400
WINDOW = 20
LOOKBACK = 252
HORIZONS = (10, 20, 60, 120)
SHARES = (10, 25, 50, 75, 90)


def draws(seed):
    """Numbers between -1 and 1, the same on every machine: a linear congruential generator of 2^31."""
    state = seed
    while True:
        total = 0.0
        for _ in range(3):
            state = (1103515245 * state + 12345) % 2**31
            total += state / 2**31 - 0.5
        yield total / 1.5


def series():
    draw = draws(20260130)
    level, quiet, rows = 6900.0, True, []
    for row in range(ROWS):
        if row % 50 == 0:
            quiet = not quiet
        level *= math.exp((0.006 if quiet else 0.03) * next(draw) + 0.0003)
        # A few days without any move, and one repeated level.
        close = rows[-1][0] if row in (90, 91, 200) else round(level, 2)
        spread = abs(next(draw)) * 0.01 + 0.002
        high, low = round(close * (1 + spread * 0.4), 2), round(close * (1 - spread * 0.6), 2)
        advances = round(1500 + 900 * next(draw))
        rows.append((close, high, low, advances, 3000 - advances))
    return pd.DataFrame(rows, columns=["close", "high", "low", "advances", "declines"])


def divergence(index, line):
    """Bearish where the index tops the rows before it in its window and the line does not; bullish the same below."""

    def top(one):
        return one > one.shift(1).rolling(WINDOW - 1).max()

    def bottom(one):
        return one < one.shift(1).rolling(WINDOW - 1).min()

    found = pd.Series("none", index=index.index)
    found[top(index) & ~top(line)] = "bearish"
    found[bottom(index) & ~bottom(line)] = "bullish"
    found[: WINDOW - 1] = ""
    return found


def rolling_vol(returns, days):
    windows = np.lib.stride_tricks.sliding_window_view(returns, days)
    return windows.std(axis=1, ddof=1) * math.sqrt(252)


def share(values):
    return percentileofscore(values, values[-1], kind="mean") / 100


def main():
    data = series()
    close = data["close"].to_numpy()
    data["rsi"] = talib.RSI(close, 14)
    data["macd"], data["signal"], data["histogram"] = talib.MACD(close, 12, 26, 9)
    data["share"] = [share(close[max(0, row + 1 - LOOKBACK) : row + 1]) if row else math.nan for row in range(ROWS)]
    returns = np.diff(np.log(close))
    for days in HORIZONS:
        data[f"vol{days}"] = np.concatenate([np.full(days, math.nan), rolling_vol(returns, days)])
    line = (data["advances"] - data["declines"]).cumsum()
    data["divergence"] = divergence(data["close"], line)

    def cell(value):
        if isinstance(value, str):
            return value
        return "" if math.isnan(value) else repr(float(value))

    print(",".join(["name", *data.columns]))
    for row in data.itertuples(index=False):
        print(",".join(["row", *map(cell, row)]))
    for days in HORIZONS:
        vols = rolling_vol(returns, days)
        bounds = np.percentile(vols, SHARES)
        print(",".join(["cone", str(days), str(len(vols)), *map(cell, [*bounds, vols[-1], share(vols)])]))
    ranges = (data["high"] / data["low"] - 1).to_numpy()[-LOOKBACK:]
    print(",".join(["range", *map(cell, [ranges[-1], share(ranges), *np.percentile(ranges, (50, 75, 90))])]))


main()
