"""Writes tests/golden/sessions.csv: weekdays without a session and short sessions of New York, year by year.

    pip install exchange_calendars==4.13.2 pandas_market_calendars==5.5.0
    python3 tests/oracle/sessions.py > tests/golden/sessions.csv

The two libraries keep their rules apart from each other; the file is written only where they agree.
"""

import sys
from datetime import date, timedelta

import exchange_calendars
import pandas_market_calendars

FIRST, LAST = 2000, 2035

one = exchange_calendars.get_calendar("XNYS", start=f"{FIRST}-01-01", end=f"{LAST}-12-31")
two = pandas_market_calendars.get_calendar("NYSE").schedule(f"{FIRST}-01-01", f"{LAST}-12-31")
sessions = {day.date() for day in one.sessions}
short = {day.date() for day in one.early_closes}
if sessions != set(two.index.date):
    sys.exit("the two libraries disagree about sessions")
hours = (two["market_close"] - two["market_open"]).dt.total_seconds() / 3600
if {day for day in short if day.year >= 2004} != {d for d in two.index[hours < 6].date if d.year >= 2004}:
    sys.exit("the two libraries disagree about short sessions")

print("year,closed,short")
for year in range(FIRST, LAST + 1):
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    weekdays = [day for day in days if day.year == year and day.weekday() < 5]
    closed = [f"{day:%m-%d}" for day in weekdays if day not in sessions]
    early = [f"{day:%m-%d}" for day in weekdays if day in short]
    print(f"{year},{' '.join(closed)},{' '.join(early)}")
