//! The calendar against what exchanges published, and against two libraries of sessions.

use std::collections::BTreeSet;

use alvh::calendar::date::{Date, Weekday, days_between, iso, on_or_after, parse, plus};
use alvh::calendar::expiry::{
    Settlement, VixSeries, is_spx_monthly, is_spxw, last_trading_day, spx_monthly, vix_on,
};
use alvh::calendar::listing::{Product, around, expiries, is_listed};
use alvh::calendar::session::{closes_early, is_scheduled, is_session, sessions_between};

fn day(text: &str) -> Date {
    parse(text).unwrap_or_else(|| panic!("{text} is no date"))
}

fn span(from: &str, to: &str) -> impl Iterator<Item = Date> {
    let start = day(from);
    (0..=days_between(start, day(to))).map(move |step| plus(start, step))
}

fn dates(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// `tests/golden/sessions.csv` is written by `tests/oracle/sessions.py` from `exchange_calendars` and
/// `pandas_market_calendars`, where they agree.
#[test]
fn holidays_and_short_sessions_are_those_of_two_libraries() {
    let mut years = 0;
    for line in include_str!("golden/sessions.csv").lines().skip(1) {
        let mut cells = line.split(',');
        let (year, closed, short) = (cells.next(), cells.next(), cells.next());
        let year = year.expect("a year");
        let of_year = |days: &str| -> BTreeSet<String> {
            days.split_whitespace()
                .map(|day| format!("{year}-{day}"))
                .collect()
        };
        let mut ours = (BTreeSet::new(), BTreeSet::new());
        for date in span(&format!("{year}-01-01"), &format!("{year}-12-31")) {
            let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
            if !weekend && !is_session(date) {
                ours.0.insert(iso(date));
            }
            if closes_early(date) {
                ours.1.insert(iso(date));
            }
        }
        assert_eq!(ours.0, of_year(closed.expect("closed days")), "{year}");
        if year >= "2004" {
            assert_eq!(ours.1, of_year(short.expect("short days")), "{year}");
        }
        years += 1;
    }
    assert_eq!(years, 36);
}

/// Days of the month on which the monthly VX future settled or will, January first. Retyped from the CFE's contract
/// histories: to 2013 the last row of each file `CFE_MYY_VX.csv`, from 2014 the day in its name, `VX_YYYY-MM-DD.csv`.
const MONTHLY: [(i32, [u8; 12]); 20] = [
    (2007, [17, 14, 21, 18, 16, 20, 18, 22, 19, 17, 21, 19]),
    (2008, [16, 19, 19, 16, 21, 18, 16, 20, 17, 22, 19, 17]),
    (2009, [21, 18, 18, 15, 20, 17, 22, 19, 16, 21, 18, 16]),
    (2010, [20, 17, 17, 21, 19, 16, 21, 18, 15, 20, 17, 22]),
    (2011, [19, 16, 16, 20, 18, 15, 20, 17, 21, 19, 16, 21]),
    (2012, [18, 15, 21, 18, 16, 20, 18, 22, 19, 17, 21, 19]),
    (2013, [16, 13, 20, 17, 22, 19, 17, 21, 18, 16, 20, 18]),
    (2014, [22, 19, 18, 16, 21, 18, 16, 20, 17, 22, 19, 17]),
    (2015, [21, 18, 18, 15, 20, 17, 22, 19, 16, 21, 18, 16]),
    (2016, [20, 17, 16, 20, 18, 15, 20, 17, 21, 19, 16, 21]),
    (2017, [18, 15, 22, 19, 17, 21, 19, 16, 20, 18, 15, 20]),
    (2018, [17, 14, 21, 18, 16, 20, 18, 22, 19, 17, 21, 19]),
    (2019, [16, 13, 19, 17, 22, 19, 17, 21, 18, 16, 20, 18]),
    (2020, [22, 19, 18, 15, 20, 17, 22, 19, 16, 21, 18, 16]),
    (2021, [20, 17, 17, 21, 19, 16, 21, 18, 15, 20, 17, 22]),
    (2022, [19, 16, 15, 20, 18, 15, 20, 17, 21, 19, 16, 21]),
    (2023, [18, 15, 22, 19, 17, 21, 19, 16, 20, 18, 15, 20]),
    (2024, [17, 14, 20, 17, 22, 18, 17, 21, 18, 16, 20, 18]),
    (2025, [22, 19, 18, 16, 21, 18, 16, 20, 17, 22, 19, 17]),
    (2026, [21, 18, 18, 15, 19, 17, 22, 19, 16, 21, 18, 16]),
];

#[test]
fn monthly_vix_contracts_settle_when_the_futures_exchange_says() {
    for (year, days) in MONTHLY {
        let want: Vec<String> = (1..)
            .zip(days)
            .map(|(month, day)| format!("{year}-{month:02}-{day:02}"))
            .collect();
        let ours: Vec<String> = span(&format!("{year}-01-01"), &format!("{year}-12-31"))
            .filter(|date| vix_on(*date) == Some(VixSeries::Monthly))
            .map(iso)
            .collect();
        assert_eq!(ours, want);
    }
    // Listed in the summer of 2026 for the year after; Juneteenth of 2027 is kept on the third Friday of June.
    let ahead = "2027-01-20 2027-02-17 2027-03-17 2027-04-21 2027-05-18";
    for text in ahead.split_whitespace() {
        assert_eq!(vix_on(day(text)), Some(VixSeries::Monthly), "{text}");
    }
}

/// The VX contracts of 2015-08-05 to 2026-08-05 that did not settle on a Wednesday; every Wednesday but the ones they
/// stand for has a contract. Retyped from the names of the CFE’s 575 contract histories of those eleven years.
const NOT_WEDNESDAYS: &str = "
    2015-11-24 2015-12-01 2016-02-23 2017-03-14 2018-02-27 2018-07-03 2019-03-19 2019-12-24 2019-12-31 2020-03-10
    2020-06-02 2020-11-24 2020-12-01 2021-03-02 2021-11-23 2022-03-15 2023-03-07 2024-02-27 2024-06-18 2024-12-24
    2024-12-31 2025-03-18 2025-06-03 2026-03-03 2026-05-19 2026-06-02";

#[test]
fn eleven_years_of_weekly_vix_contracts_are_reproduced() {
    let moved = dates(NOT_WEDNESDAYS);
    let mut published = moved.clone();
    let mut wednesday = day("2015-08-05");
    while wednesday <= day("2026-08-05") {
        if !moved.contains(&iso(plus(wednesday, -1))) {
            published.insert(iso(wednesday));
        }
        wednesday = plus(wednesday, 7);
    }
    let ours: BTreeSet<String> = span("2015-08-05", "2026-08-05")
        .filter(|date| vix_on(*date).is_some())
        .map(iso)
        .collect();
    assert_eq!(ours, published);
    assert_eq!(ours.len(), 575);
}

/// The contract of 2018-12-05 kept its date though the market was closed that day for mourning, and took the value of
/// the next morning (Cboe, notice of December 2018).
#[test]
fn a_day_of_mourning_moved_no_contract() {
    assert!(!is_session(day("2018-12-05")));
    assert_eq!(vix_on(day("2018-12-05")), Some(VixSeries::Weekly));
    assert_eq!(vix_on(day("2018-12-04")), None);
}

#[test]
fn a_vix_contract_settles_thirty_days_before_spx_options_expire() {
    for date in span("2004-01-01", "2035-12-31") {
        let Some(series) = vix_on(date) else { continue };
        assert!(is_scheduled(date), "{}", iso(date));
        let wednesday = on_or_after(date, Weekday::Wednesday);
        let friday = plus(wednesday, 30);
        let options = if is_scheduled(friday) {
            friday
        } else {
            plus(friday, -1)
        };
        assert!(
            is_spxw(options) || !is_scheduled(options),
            "{} looks to {}",
            iso(date),
            iso(options)
        );
        assert_eq!(
            series == VixSeries::Monthly,
            is_spx_monthly(options),
            "{}",
            iso(date)
        );
        if date == wednesday || !is_scheduled(friday) {
            assert_eq!(days_between(date, options), 30, "{}", iso(date));
        }
    }
}

/// SPX and SPXW as one closing chain listed them, 30 January 2026 (expiries with too few quotes left out of it).
#[test]
fn the_chain_of_a_day_lists_nothing_that_the_rules_do_not() {
    let as_of = day("2026-01-30");
    let spxw = "
        2026-02-02 2026-02-03 2026-02-04 2026-02-05 2026-02-06 2026-02-09 2026-02-10 2026-02-11 2026-02-12 2026-02-13
        2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-02-24 2026-02-25 2026-02-26 2026-02-27 2026-03-02
        2026-03-03 2026-03-04 2026-03-05 2026-03-06 2026-03-13 2026-03-20 2026-03-27 2026-03-31 2026-04-17 2026-04-30
        2026-05-15 2026-05-29 2026-06-30 2026-09-30";
    for text in spxw.split_whitespace() {
        assert!(is_listed(Product::Spxw, as_of, day(text)), "{text}");
    }
    // Within the daily reach nothing is missing from it either, Presidents' Day among the gaps.
    let near: Vec<String> = expiries(Product::Spxw, as_of).take(24).map(iso).collect();
    let listed: Vec<&str> = spxw.split_whitespace().take(24).collect();
    assert_eq!(near, listed);
    // AM-settled: June's third Friday is Juneteenth.
    let spx: Vec<String> = expiries(Product::Spx, as_of).take(9).map(iso).collect();
    assert_eq!(
        spx,
        [
            "2026-02-20",
            "2026-03-20",
            "2026-04-17",
            "2026-05-15",
            "2026-06-18",
            "2026-07-17",
            "2026-08-21",
            "2026-09-18",
            "2026-10-16"
        ]
    );
}

/// VIX calls as one day's closing trades listed them, 3 June 2024 (2024-07-10 did not trade).
#[test]
fn vix_weeklies_fill_six_weeks_and_monthlies_follow() {
    let ours: Vec<String> = expiries(Product::Vix, day("2024-06-03"))
        .take(10)
        .map(iso)
        .collect();
    assert_eq!(
        ours,
        [
            "2024-06-05",
            "2024-06-12",
            "2024-06-18",
            "2024-06-26",
            "2024-07-03",
            "2024-07-10",
            "2024-07-17",
            "2024-08-21",
            "2024-09-18",
            "2024-10-16"
        ]
    );
    // Cboe's page of VIX Weeklys in late July 2016 quoted weeks 31 to 36, the third being the monthly, then monthlies.
    let then: Vec<String> = expiries(Product::Vix, day("2016-07-28"))
        .take(9)
        .map(iso)
        .collect();
    assert_eq!(
        then,
        [
            "2016-08-03",
            "2016-08-10",
            "2016-08-17",
            "2016-08-24",
            "2016-08-31",
            "2016-09-07",
            "2016-09-21",
            "2016-10-19",
            "2016-11-16"
        ]
    );
}

#[test]
fn a_third_friday_that_is_a_holiday_sends_the_monthly_to_thursday() {
    // Good Friday each time, then Juneteenth: Options Clearing Corporation and Cboe expiration calendars.
    for text in [
        "2008-03-20",
        "2014-04-17",
        "2019-04-18",
        "2022-04-14",
        "2025-04-17",
        "2026-06-18",
    ] {
        let date = day(text);
        assert!(is_spx_monthly(date) && is_spxw(date), "{text}");
        assert_eq!(spx_monthly(plus(date, 1)), date);
        assert!(!is_spx_monthly(plus(date, 1)));
        // What settles at the open last trades on Wednesday, what settles at the close on the day.
        assert_eq!(last_trading_day(date, Settlement::Open), plus(date, -1));
        assert_eq!(last_trading_day(date, Settlement::Close), date);
    }
    // February 2008: the VIX contract settled on Tuesday and, Monday being a holiday, last traded on Friday.
    // VIX and More, 13 February 2008.
    assert_eq!(
        last_trading_day(day("2008-02-19"), Settlement::Open),
        day("2008-02-15")
    );
}

#[test]
fn the_expiries_around_a_day_enclose_it() {
    let as_of = day("2026-11-20");
    for product in [Product::Spxw, Product::Spx, Product::Vix] {
        for step in 0..400 {
            let date = plus(as_of, step);
            let (earlier, later) = around(product, as_of, date);
            let later = later.expect("there is always a later one");
            assert!(later >= date && is_listed(product, as_of, later));
            if let Some(earlier) = earlier {
                assert!(earlier <= date && is_listed(product, as_of, earlier));
                assert_eq!(earlier == later, is_listed(product, as_of, date), "{}", iso(date));
            }
            for between in 1..days_between(date, later) {
                assert!(!is_listed(product, as_of, plus(date, between)));
            }
        }
    }
}

#[test]
fn sessions_add_up() {
    let (a, b, c) = (day("2024-11-27"), day("2025-01-10"), day("2025-07-07"));
    assert_eq!(
        sessions_between(a, b) + sessions_between(b, c),
        sessions_between(a, c)
    );
    // 27 November 2024 to 10 January 2025 by a wall calendar: two holidays on weekdays besides Thanksgiving, and the
    // day of mourning for President Carter.
    assert_eq!(sessions_between(a, b), 32 - 4);
    assert_eq!(sessions_between(a, a), 0);
}
