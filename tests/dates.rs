//! The calendar of a position, worked by hand on a wall calendar of 2026 and counted again by `exchange_calendars`.

use alvh::link::from_link;
use serde_json::{Value, json};

use crate::fields::figure;

fn report(link: &str) -> Value {
    let (inputs, problems) = from_link(link);
    assert!(problems.is_empty(), "{link}: {problems:?}");
    let plan = inputs.check().unwrap_or_else(|found| panic!("{link}: {found:?}"));
    serde_json::to_value(plan.report()).expect("JSON")
}

#[track_caller]
fn says(report: &Value, path: &str, want: &Value) {
    let path = format!("system.calendar.{path}");
    assert_eq!(figure(report, &path), Some(want), "{path}");
}

fn problems(link: &str) -> Vec<(String, String)> {
    let (inputs, _) = from_link(link);
    let found = inputs.check().err().unwrap_or_default();
    found
        .into_iter()
        .map(|problem| (problem.field, problem.message))
        .collect()
}

const EXAMPLE: &str = "v=1&system=calendar&asOf=2026-05-04&expiryDate=2026-07-22";

/// Monday, 4 May 2026. Forty-five days on is Thursday, 18 June, when Juneteenth has sent that month's third Friday; the
/// VIX contract of May settles on a Tuesday for the same reason, that of 3 June because Independence Day is kept on a
/// Friday. Trading days are those of `exchange_calendars` 4.13.2, XNYS.
#[test]
fn the_days_of_the_example_fall_where_a_wall_calendar_has_them() {
    let report = report(EXAMPLE);
    says(&report, "asOf", &json!("2026-05-04"));
    let legs = [
        ("condor", 45.0, "2026-06-18", 32.0, true),
        ("layers[0]", 10.0, "2026-05-14", 8.0, false),
        ("layers[1]", 37.0, "2026-06-10", 26.0, true),
        ("layers[2]", 75.0, "2026-07-18", 51.0, false),
        ("futures[0]", 30.0, "2026-06-03", 21.0, false),
        ("futures[1]", 110.0, "2026-08-22", 76.0, false),
        ("futures[2]", 220.0, "2026-12-10", 153.0, false),
    ];
    for (leg, days, date, sessions, listed) in legs {
        says(&report, &format!("{leg}.days"), &json!(days));
        says(&report, &format!("{leg}.dated.date"), &json!(date));
        says(&report, &format!("{leg}.dated.sessions"), &json!(sessions));
        says(&report, &format!("{leg}.dated.listed"), &json!(listed));
        let settlement = if leg == "condor" { "close" } else { "open" };
        says(&report, &format!("{leg}.settlement"), &json!(settlement));
    }
    let around = [
        ("condor", ("2026-06-18", 45.0), ("2026-06-18", 45.0)),
        ("layers[0]", ("2026-05-13", 9.0), ("2026-05-19", 15.0)),
        ("layers[1]", ("2026-06-10", 37.0), ("2026-06-10", 37.0)),
        ("layers[2]", ("2026-06-17", 44.0), ("2026-07-22", 79.0)),
        ("futures[0]", ("2026-06-02", 29.0), ("2026-06-10", 37.0)),
        ("futures[1]", ("2026-08-19", 107.0), ("2026-09-16", 135.0)),
        ("futures[2]", ("2026-11-18", 198.0), ("2026-12-16", 226.0)),
    ];
    for (leg, earlier, later) in around {
        for (side, (date, days)) in [("earlier", earlier), ("later", later)] {
            says(&report, &format!("{leg}.dated.{side}.date"), &json!(date));
            says(&report, &format!("{leg}.dated.{side}.days"), &json!(days));
        }
    }
}

#[test]
fn the_leg_that_is_left_alone_is_told_with_its_days() {
    let report = report(EXAMPLE);
    // Layer one last trades on 13 May, layer two on 9 June, the condor on 18 June, layer three on 17 July.
    for (index, runs, days, sessions) in [
        (0, "condor", 35.0, 25.0),
        (1, "condor", 8.0, 7.0),
        (2, "layer", 30.0, 19.0),
    ] {
        says(&report, &format!("layers[{index}].alone.runs"), &json!(runs));
        says(&report, &format!("layers[{index}].alone.days"), &json!(days));
        says(
            &report,
            &format!("layers[{index}].alone.sessions"),
            &json!(sessions),
        );
    }
}

#[test]
fn the_days_between_legs_need_no_date_and_everything_else_does() {
    let report = report("v=1&system=calendar");
    for (index, runs, days) in [(0, "condor", 35.0), (1, "condor", 8.0), (2, "layer", 30.0)] {
        says(&report, &format!("layers[{index}].alone.runs"), &json!(runs));
        says(&report, &format!("layers[{index}].alone.days"), &json!(days));
        says(&report, &format!("layers[{index}].alone.sessions"), &Value::Null);
        says(&report, &format!("layers[{index}].dated"), &Value::Null);
    }
    for path in ["asOf", "condor.dated", "next", "picked"] {
        says(&report, path, &Value::Null);
    }
}

#[test]
fn the_next_expiries_and_a_picked_one_are_told() {
    let report = report(EXAMPLE);
    let dates = |product: &str| -> Vec<String> {
        let path = format!("system.calendar.next.{product}");
        let expiries = figure(&report, &path)
            .and_then(Value::as_array)
            .expect("expiries");
        expiries
            .iter()
            .map(|expiry| expiry["date"].as_str().expect("a date").to_owned())
            .collect()
    };
    // Ends of weeks to 56 days, 29 June; from there ends of months and third Fridays.
    assert_eq!(
        dates("spxw"),
        [
            "2026-05-05",
            "2026-05-06",
            "2026-05-07",
            "2026-05-08",
            "2026-05-11",
            "2026-05-15",
            "2026-05-22",
            "2026-05-29",
            "2026-06-05",
            "2026-06-12",
            "2026-06-18",
            "2026-06-26",
            "2026-06-30"
        ]
    );
    assert_eq!(
        dates("spx"),
        ["2026-05-15", "2026-06-18", "2026-07-17", "2026-08-21"]
    );
    assert_eq!(
        dates("vix"),
        [
            "2026-05-06",
            "2026-05-13",
            "2026-05-19",
            "2026-05-27",
            "2026-06-02",
            "2026-06-10",
            "2026-06-17",
            "2026-07-22",
            "2026-08-19"
        ]
    );
    // AM-settled contracts last trade the session before: Memorial Day is Monday, 25 May.
    says(&report, "next.spx[1].lastTraded", &json!("2026-06-17"));
    says(&report, "next.vix[2].lastTraded", &json!("2026-05-18"));
    says(&report, "next.vix[3].lastTraded", &json!("2026-05-26"));
    says(&report, "next.spxw[10].lastTraded", &json!("2026-06-18"));
    says(&report, "next.vix[2].series", &json!("monthly"));
    says(&report, "next.vix[3].series", &json!("weekly"));
    // A Wednesday 79 days ahead: SPXW will expire then, but is not listed yet.
    let picked = json!({
        "date": "2026-07-22", "days": 79.0, "sessions": 54.0,
        "expiring": [
            { "product": "spxw", "listed": false },
            { "product": "vix", "listed": true, "series": "monthly" }
        ]
    });
    says(&report, "picked", &picked);
}

/// Friday, 20 November 2026. What is left of a day counts to the close for the condor and to the open for VIX.
#[test]
fn parts_of_a_day_end_today_at_the_close_and_tomorrow_at_the_open() {
    let report = report(
        "v=1&system=calendar&asOf=2026-11-20&condorDte=0.27&layers=1:vixCall:0.5d:k18,1:spxPutSpread:3.27d:k7000:lo6900",
    );
    says(&report, "condor.dated.date", &json!("2026-11-20"));
    says(&report, "condor.dated.sessions", &json!(0.0));
    says(&report, "condor.dated.listed", &json!(true));
    // A VIX contract that settles within twelve hours of Friday's session would settle on Saturday: nothing does.
    says(&report, "layers[0].dated.date", &json!("2026-11-21"));
    says(&report, "layers[0].dated.earlier", &Value::Null);
    says(&report, "layers[0].dated.later.date", &json!("2026-11-24"));
    says(&report, "layers[1].settlement", &json!("close"));
    says(&report, "layers[1].dated.date", &json!("2026-11-23"));
    says(&report, "layers[1].alone.runs", &json!("layer"));
    says(&report, "layers[1].alone.sessions", &json!(1.0));
}

#[test]
fn a_vix_layer_of_the_condors_own_day_is_gone_for_its_last_session() {
    let report = report(
        "v=1&system=calendar&asOf=2026-05-04&condorDte=9&layers=1:vixCall:9d:k18,1:spxPutSpread:9d:k7000:lo6900,1:vixCall:10d:k18",
    );
    for (index, runs, days, sessions) in [
        (0, "condor", 0.0, 1.0),
        (1, "neither", 0.0, 0.0),
        (2, "neither", 1.0, 0.0),
    ] {
        says(&report, &format!("layers[{index}].alone.runs"), &json!(runs));
        says(&report, &format!("layers[{index}].alone.days"), &json!(days));
        says(
            &report,
            &format!("layers[{index}].alone.sessions"),
            &json!(sessions),
        );
    }
}

/// Every button of the panel: the field it types into, and what.
fn buttons(report: &Value) -> Vec<(String, f64)> {
    let tables = report["system"]["panel"]["tables"].as_array().expect("tables");
    let rows = tables
        .iter()
        .flat_map(|table| table["rows"].as_array().expect("rows"));
    rows.flat_map(|row| row["cells"].as_array().expect("cells"))
        .filter(|cell| cell["field"].is_string())
        .map(|cell| {
            (
                cell["field"].as_str().expect("a field").to_owned(),
                cell["value"].as_f64().expect("days"),
            )
        })
        .collect()
}

#[test]
fn a_press_moves_its_leg_to_a_listed_expiry() {
    let buttons = buttons(&report(EXAMPLE));
    // Two for each of the five legs that fall on none, and one for each of the six that can settle on 22 July.
    assert_eq!(buttons.len(), 2 * 5 + 6, "{buttons:?}");
    for (field, days) in buttons {
        let (mut inputs, _) = from_link(EXAMPLE);
        let index = || {
            field
                .split(['[', ']'])
                .nth(1)
                .expect("an index")
                .parse::<usize>()
                .expect("a number")
        };
        let leg = field.trim_end_matches(".dte").to_owned();
        let path = match leg.as_str() {
            "condorDte" => {
                inputs.condor_dte = days;
                "condor".to_owned()
            }
            _ if leg.starts_with("layers") => {
                inputs.layers[index()].dte = days;
                leg
            }
            _ => {
                inputs.futures[index()].dte = days;
                leg
            }
        };
        let plan = inputs
            .check()
            .unwrap_or_else(|found| panic!("{field}: {found:?}"));
        let report = serde_json::to_value(plan.report()).expect("JSON");
        says(&report, &format!("{path}.days"), &json!(days));
        says(&report, &format!("{path}.dated.listed"), &json!(true));
    }
    // A condor cannot run for two years, so nothing is pressed for it.
    let far = report("v=1&system=calendar&asOf=2026-05-04&expiryDate=2028-04-21");
    assert!(self::buttons(&far).iter().all(|(field, _)| field != "condorDte"));
}

#[test]
fn futures_typed_out_of_order_keep_their_fields() {
    let report = report("v=1&system=calendar&asOf=2026-05-04&futures=110d:20.5,30d:19");
    says(&report, "futures[0].days", &json!(110.0));
    says(&report, "futures[1].dated.date", &json!("2026-06-03"));
    assert!(buttons(&report).contains(&("futures[1].dte".to_owned(), 29.0)));
}

#[test]
fn dates_that_contradict_each_other_are_problems_at_their_fields() {
    let found = problems("v=1&system=calendar&asOf=2021-01-01&expiryDate=2020-01-01");
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["asOf", "expiryDate"], "{found:?}");
    assert_eq!(
        problems("v=1&system=calendar&asOf=2026-05-04&expiryDate=2026-05-04"),
        [(
            "expiryDate".to_owned(),
            "An expiry must come after the valuation date, 2026-05-04, by at most 730 days.".to_owned()
        )]
    );
    for fine in [
        "v=1&system=calendar&asOf=2022-05-11",
        "v=1&system=calendar&asOf=2099-12-31",
        "v=1&system=calendar&asOf=2026-05-04&expiryDate=2028-05-03",
        "v=1&system=calendar&expiryDate=2020-01-01",
        // Another system's question: the dates are not looked at.
        "v=1&asOf=1999-01-01",
    ] {
        assert_eq!(problems(fine), [], "{fine}");
    }
    assert_eq!(
        problems("v=1&system=calendar&asOf=2026-05-04&expiryDate=2028-05-04").len(),
        1
    );
    assert_eq!(problems("v=1&system=calendar&asOf=2022-05-10").len(), 1);
}
