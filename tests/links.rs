//! Links: what was published stays readable, what is written reads back to the bit, and no text does harm.

use alvh::field::Problem;
use alvh::inputs::{
    FutureRow, INSTRUMENTS, Inputs, LAYER_COLUMNS, LayerRow, RESPONSES, fields, scalars, texts,
};
use alvh::link::{from_link, to_link};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// What a sample link must go on meaning: keys as of numbers, in the order of a path and its value.
struct Sample {
    link: &'static str,
    changed: &'static [(&'static str, Option<f64>)],
    response: &'static str,
    futures: &'static [(f64, f64)],
    layers: &'static [&'static [(&'static str, f64)]],
    instruments: &'static [&'static str],
}

/// Links of version 1 as they were given out. Never change a line: people keep them. A new version adds its own.
const VERSION_1: &[Sample] = &[
    Sample {
        link: "v=1",
        changed: &[],
        response: "kernel",
        futures: &[(30.0, 19.0), (110.0, 20.5), (220.0, 21.3)],
        layers: &[
            &[("quantity", 4.0), ("dte", 10.0), ("strike", 18.0)],
            &[("quantity", 4.0), ("dte", 37.0), ("strike", 19.0)],
            &[("quantity", 2.0), ("dte", 75.0), ("strike", 20.0)],
        ],
        instruments: &["vixCall", "vixCall", "vixCall"],
    },
    Sample {
        link: "v=1&spx=6894.25&vix=16.2&longPut=6400&shortPut=6450&shortCall=7200&longCall=7250&credit=9.85&condorDte=38.5&condors=3&mark=7.4&move=-4.5&vixTo=31&day=5",
        changed: &[
            ("spx", Some(6894.25)),
            ("vix", Some(16.2)),
            ("longPut", Some(6400.0)),
            ("shortPut", Some(6450.0)),
            ("shortCall", Some(7200.0)),
            ("longCall", Some(7250.0)),
            ("credit", Some(9.85)),
            ("condorDte", Some(38.5)),
            ("condors", Some(3.0)),
            ("mark", Some(7.4)),
            ("move", Some(-4.5)),
            ("vixTo", Some(31.0)),
            ("day", Some(5.0)),
        ],
        response: "kernel",
        futures: &[(30.0, 19.0), (110.0, 20.5), (220.0, 21.3)],
        layers: &[
            &[("quantity", 4.0), ("dte", 10.0), ("strike", 18.0)],
            &[("quantity", 4.0), ("dte", 37.0), ("strike", 19.0)],
            &[("quantity", 2.0), ("dte", 75.0), ("strike", 20.0)],
        ],
        instruments: &["vixCall", "vixCall", "vixCall"],
    },
    Sample {
        link: "v=1&response=custom&futures=8d:18.4,36d:19.15&layers=4:vixCall:8d:k18:p1.1:b0.8,-2:vixFuture:36d:e18.9,1:spxPutSpread:30d:k6700:lo6600:p12.5,3:vixMini:36d:on25",
        changed: &[],
        response: "custom",
        futures: &[(8.0, 18.4), (36.0, 19.15)],
        layers: &[
            &[
                ("quantity", 4.0),
                ("dte", 8.0),
                ("strike", 18.0),
                ("price", 1.1),
                ("beta", 0.8),
            ],
            &[("quantity", -2.0), ("dte", 36.0), ("entry", 18.9)],
            &[
                ("quantity", 1.0),
                ("dte", 30.0),
                ("strike", 6700.0),
                ("lowerStrike", 6600.0),
                ("price", 12.5),
            ],
            &[("quantity", 3.0), ("dte", 36.0), ("activateAt", 25.0)],
        ],
        instruments: &["vixCall", "vixFuture", "spxPutSpread", "vixMini"],
    },
    Sample {
        link: "v=1&rate=3.62&dividend=1.35&vvix=102.5&skew=0.9&vixSkew=0.28&atmRatio=0.8&vixPerFall=2.4&vixPerRise=0.9&spxFee=1.18&vixFee=0.66&futureFee=1.9&slippage=3.5&wacc=9.25&equityPremium=4.6&capital=250000",
        changed: &[
            ("rate", Some(3.62)),
            ("dividend", Some(1.35)),
            ("vvix", Some(102.5)),
            ("skew", Some(0.9)),
            ("vixSkew", Some(0.28)),
            ("atmRatio", Some(0.8)),
            ("vixPerFall", Some(2.4)),
            ("vixPerRise", Some(0.9)),
            ("spxFee", Some(1.18)),
            ("vixFee", Some(0.66)),
            ("futureFee", Some(1.9)),
            ("slippage", Some(3.5)),
            ("wacc", Some(9.25)),
            ("equityPremium", Some(4.6)),
            ("capital", Some(250_000.0)),
        ],
        response: "kernel",
        futures: &[(30.0, 19.0), (110.0, 20.5), (220.0, 21.3)],
        layers: &[
            &[("quantity", 4.0), ("dte", 10.0), ("strike", 18.0)],
            &[("quantity", 4.0), ("dte", 37.0), ("strike", 19.0)],
            &[("quantity", 2.0), ("dte", 75.0), ("strike", 20.0)],
        ],
        instruments: &["vixCall", "vixCall", "vixCall"],
    },
    Sample {
        link: "v=1&day=0&response=parallel&layers=none",
        changed: &[("day", Some(0.0))],
        response: "parallel",
        futures: &[(30.0, 19.0), (110.0, 20.5), (220.0, 21.3)],
        layers: &[],
        instruments: &[],
    },
];

fn expected(sample: &Sample) -> Inputs {
    let mut inputs = Inputs {
        response: sample.response.to_owned(),
        ..Inputs::default()
    };
    for (key, value) in sample.changed {
        let scalar = scalars().find(|scalar| scalar.field.key == *key).expect(key);
        scalar.set(&mut inputs, *value);
    }
    inputs.futures = sample
        .futures
        .iter()
        .map(|&(dte, price)| FutureRow { dte, price })
        .collect();
    inputs.layers = sample
        .layers
        .iter()
        .zip(sample.instruments)
        .map(|(values, instrument)| {
            let mut row = LayerRow::bare(instrument, 0.0, 0.0);
            for (key, value) in *values {
                let column = LAYER_COLUMNS
                    .iter()
                    .find(|column| column.field.key == *key)
                    .expect(key);
                (column.set)(&mut row, Some(*value));
            }
            row
        })
        .collect();
    inputs
}

/// Every number of inputs by its bits, and every word: what must survive a link.
fn bits(inputs: &Inputs) -> (Vec<Option<u64>>, Vec<String>) {
    let mut numbers: Vec<Option<f64>> = scalars().map(|scalar| scalar.get(inputs)).collect();
    numbers.extend(
        inputs
            .futures
            .iter()
            .flat_map(|row| [Some(row.dte), Some(row.price)]),
    );
    let mut words = vec![inputs.futures.len().to_string()];
    words.extend(texts().map(|text| format!("{:?}", text.get(inputs))));
    for row in &inputs.layers {
        words.push(row.instrument.clone());
        numbers.extend(LAYER_COLUMNS.iter().map(|column| (column.get)(row)));
    }
    let bits = numbers.into_iter().map(|value| value.map(f64::to_bits)).collect();
    (bits, words)
}

/// A key of the contract, with a row and column where it has them, or nothing for the whole.
pub(crate) fn is_path(field: &str) -> bool {
    let Some((list, rest)) = field.split_once('[') else {
        return field.is_empty()
            || ["futures", "layers"].contains(&field)
            || fields().any(|known| known.key == field);
    };
    let Some((index, column)) = rest.split_once(']') else {
        return false;
    };
    let columns: Vec<&str> = match list {
        "futures" => vec!["dte", "price"],
        "layers" => ["instrument"]
            .into_iter()
            .chain(LAYER_COLUMNS.iter().map(|column| column.field.key))
            .collect(),
        _ => return false,
    };
    index.parse::<usize>().is_ok()
        && (column.is_empty() || column.strip_prefix('.').is_some_and(|key| columns.contains(&key)))
}

/// A message a person can read: a sentence with its full stop, no control characters, no word of the machine.
#[track_caller]
fn readable(problem: &Problem) {
    let message = &problem.message;
    assert!(message.ends_with('.') && message.len() > 10, "{problem:?}");
    assert!(!message.chars().any(char::is_control), "{problem:?}");
    assert!(message.chars().count() < 300, "{problem:?}");
    for word in ["Some(", "None", "Err(", "Ok(", "Number("] {
        assert!(!message.contains(word), "{problem:?}");
    }
}

#[test]
fn every_link_ever_published_means_what_it_meant() {
    for sample in VERSION_1 {
        let (inputs, problems) = from_link(sample.link);
        assert!(problems.is_empty(), "{}: {problems:?}", sample.link);
        assert_eq!(inputs, expected(sample), "{}", sample.link);
        assert_eq!(to_link(&inputs), sample.link, "written as it was");
        assert!(inputs.check().is_ok(), "{}", sample.link);
    }
}

#[test]
fn the_default_needs_only_its_version() {
    assert_eq!(to_link(&Inputs::default()), "v=1");
    for text in ["", "#", "v=1", "#v=1", "v=1&", "&&v=1", " v=1\n"] {
        let (inputs, problems) = from_link(text);
        assert_eq!((inputs, problems), (Inputs::default(), Vec::new()), "{text:?}");
    }
}

#[test]
fn another_version_is_said_and_read_as_this_one() {
    for text in ["v=2&spx=7000", "v=0&spx=7000", "v=&spx=7000", "v=1.0&spx=7000"] {
        let (inputs, problems) = from_link(text);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(problems[0].field.is_empty() && problems[0].message.contains("version"));
        assert_eq!(inputs.spx.to_bits(), 7000.0_f64.to_bits(), "{text}");
    }
}

/// Doubles that decimal writing gets wrong when it is done carelessly.
const HARD: [f64; 16] = [
    1e21,
    1e-7,
    9.999e-8,
    1e15,
    123_456_789_012_345_680.0,
    5e-324,
    -5e-324,
    -0.0,
    0.0,
    0.1 + 0.2,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    9_007_199_254_740_993.0,
    1.0 / 3.0,
    -60.0,
];

#[test]
fn the_hardest_doubles_come_back_to_the_bit() {
    for value in HARD {
        let mut inputs = Inputs::default();
        for scalar in scalars() {
            scalar.set(&mut inputs, Some(value));
        }
        inputs.futures = vec![
            FutureRow {
                dte: value,
                price: -value,
            };
            2
        ];
        let mut row = LayerRow::bare("vixMini", value, value);
        for column in LAYER_COLUMNS {
            (column.set)(&mut row, Some(value));
        }
        inputs.layers = vec![row; 2];
        let (back, problems) = from_link(&to_link(&inputs));
        assert!(problems.is_empty(), "{value:e}: {problems:?}");
        assert_eq!(bits(&back), bits(&inputs), "{value:e}");
    }
}

#[test]
fn a_number_is_written_in_the_shortest_form_that_reads_back() {
    for (value, text) in [
        (7000.0, "7000"),
        (0.1 + 0.2, "0.30000000000000004"),
        (6894.25, "6894.25"),
        (1e21, "1e21"),
        (5e-324, "5e-324"),
        (-0.0, "-0"),
    ] {
        let inputs = Inputs {
            spx: value,
            ..Inputs::default()
        };
        assert_eq!(to_link(&inputs), format!("v=1&spx={text}"));
    }
}

/// Decimals next to the border between two doubles, at the ends of their range, and of absurd length. What each stands
/// for is what the standard library reads, which rounds correctly.
#[test]
fn a_decimal_is_read_as_the_nearest_double_however_it_is_written() {
    let long = |digits: &str| digits.repeat(300);
    let texts = [
        "9007199254740993".to_owned(),
        "9007199254740992.9999999999999".to_owned(),
        "9007199254740993.0000000000001".to_owned(),
        "0.1000000000000000055511151231257827021181583404541015625".to_owned(),
        "0.1000000000000000124900090270330610871315002441406250".to_owned(),
        "2.2250738585072011e-308".to_owned(),
        "2.2250738585072014e-308".to_owned(),
        "1.7976931348623157e308".to_owned(),
        "1.7976931348623158e+308".to_owned(),
        "2.4703282292062327e-324".to_owned(),
        "2.4703282292062328e-324".to_owned(),
        "4.9E-324".to_owned(),
        "123456789012345678901234567890e-10".to_owned(),
        "000000007000.500000000".to_owned(),
        "-0".to_owned(),
        "-0.0e5".to_owned(),
        "0e999999999999".to_owned(),
        "1e-999999999999".to_owned(),
        "7000e0".to_owned(),
        "7000e00000000000000000000000000".to_owned(),
        "0.000".to_owned() + &long("0") + "7138e304",
        long("3") + "e-296",
        "1".to_owned() + &long("0") + "e-300",
        "7138.".to_owned() + &long("9"),
    ];
    for text in texts {
        let expected: f64 = text.parse().expect("a decimal");
        let (inputs, problems) = from_link(&format!("spx={text}"));
        assert!(problems.is_empty(), "{text}: {problems:?}");
        assert_eq!(inputs.spx.to_bits(), expected.to_bits(), "{text}");
    }
    for text in ["1.7976931348623159e308", "1e309", "-1e400", "1e999999999999"] {
        let (inputs, problems) = from_link(&format!("spx={text}"));
        assert_eq!(problems.len(), 1, "{text} is beyond every double");
        assert_eq!(inputs, Inputs::default());
    }
}

#[test]
fn what_is_no_number_becomes_a_problem_at_its_field() {
    let mut faults = Vec::new();
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for scalar in scalars() {
            let mut inputs = Inputs::default();
            scalar.set(&mut inputs, Some(value));
            let (back, problems) = from_link(&to_link(&inputs));
            assert_eq!(back, Inputs::default());
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(problems[0].field, scalar.field.key);
            readable(&problems[0]);
        }
        for column in LAYER_COLUMNS {
            let mut inputs = Inputs::default();
            (column.set)(&mut inputs.layers[1], Some(value));
            let (_, problems) = from_link(&to_link(&inputs));
            let field = format!("layers[1].{}", column.field.key);
            if problems.len() != 1 || problems[0].field != field {
                faults.push(format!("{field} {value}: {problems:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Texts, and the field of the one problem each gives.
#[test]
fn unreadable_values_leave_the_default_and_say_so_at_their_field() {
    let mut faults = Vec::new();
    for (text, field) in [
        ("spx=7138,80", "spx"),
        ("spx=0x10", "spx"),
        ("spx=1e999", "spx"),
        ("spx=-1e999", "spx"),
        ("spx=+5", "spx"),
        ("spx=%2B5", "spx"),
        ("spx=\u{ff11}\u{ff12}", "spx"),
        ("spx=%EF%BC%91%EF%BC%92", "spx"),
        ("spx=\u{661}\u{662}", "spx"),
        ("spx=", "spx"),
        ("spx", "spx"),
        ("spx==5", "spx"),
        ("spx=5=6", "spx"),
        ("spx= 5", "spx"),
        ("spx=5%20", "spx"),
        ("spx=.5", "spx"),
        ("spx=5.", "spx"),
        ("spx=5e", "spx"),
        ("spx=1_000", "spx"),
        ("spx=1'000", "spx"),
        ("spx=--5", "spx"),
        ("spx=\u{2212}5", "spx"),
        ("spx=inf", "spx"),
        ("spx=nan", "spx"),
        ("spx=NaN", "spx"),
        ("spx=none", "spx"),
        ("spx=null", "spx"),
        ("spx=true", "spx"),
        ("spx=5\u{0}", "spx"),
        ("spx=%00", "spx"),
        ("mark=", "mark"),
        ("mark=null", "mark"),
        ("response=Kernel", "response"),
        ("response=", "response"),
        ("response=kernel%00", "response"),
        ("spx=%", ""),
        ("spx=%4", ""),
        ("spx=%zz", ""),
        ("spx=%ff", ""),
        ("%ff=1", ""),
        ("spx=%+5", ""),
        ("futures=", "futures"),
        ("layers=", "layers"),
        ("layers=4:vixPut:10d:k18", "layers[0].instrument"),
        ("layers=4::10d:k18", "layers[0].instrument"),
        ("layers=x:vixCall:10d:k18", "layers[0].quantity"),
        ("layers=4:vixCall:10:k18", "layers[0].dte"),
        ("layers=4:vixCall:d:k18", "layers[0].dte"),
        ("layers=4:vixCall:10d:k1e999", "layers[0].strike"),
        ("layers=4:vixCall:10d:z18", "layers[0]"),
        ("layers=4:vixCall:10d:k18:", "layers[0]"),
        ("futures=30d:x", "futures[0].price"),
        ("futures=30:19", "futures[0].dte"),
        ("futures=30d", "futures[0].price"),
    ] {
        let (inputs, problems) = from_link(text);
        if problems.len() != 1 || problems[0].field != field {
            faults.push(format!("{text}: {problems:?}"));
        }
        problems.iter().for_each(readable);
        if !text.starts_with("layers=") && !text.starts_with("futures=") {
            assert_eq!(inputs, Inputs::default(), "{text}");
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn values_out_of_range_or_in_contradiction_are_kept_as_written() {
    let (inputs, problems) =
        from_link("v=1&spx=-5&longPut=9000&credit=1e300&condors=0.5&layers=0:vixCall:0d");
    assert!(problems.is_empty(), "{problems:?}");
    let mut wanted = Inputs {
        spx: -5.0,
        long_put: 9000.0,
        credit: 1e300,
        condors: 0.5,
        ..Inputs::default()
    };
    wanted.layers = vec![LayerRow::bare("vixCall", 0.0, 0.0)];
    assert_eq!(inputs, wanted);
    assert!(inputs.check().is_err());
}

#[test]
fn empty_lists_and_empty_values_are_written_none() {
    let (inputs, problems) = from_link("v=1&layers=none&futures=none&mark=none&vixTo=none");
    assert!(problems.is_empty(), "{problems:?}");
    assert!(inputs.layers.is_empty() && inputs.futures.is_empty());
    assert_eq!((inputs.mark, inputs.vix_to), (None, None));
    assert_eq!(to_link(&inputs), "v=1&futures=none&layers=none");
}

#[test]
fn of_a_key_named_twice_the_first_one_counts() {
    let (inputs, problems) = from_link("spx=7000&spx=6000&nonsense=1&nonsense=2&v=1&v=2");
    assert_eq!(inputs.spx.to_bits(), 7000.0_f64.to_bits());
    let named: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(named.iter().filter(|field| **field == "spx").count(), 1);
    assert_eq!(problems.len(), 4, "{problems:?}");
    problems.iter().for_each(readable);
}

#[test]
fn percent_encoding_added_on_the_way_is_undone() {
    let written = "v=1&response=custom&futures=8d:18.4,36d:19.15&layers=-4:vixCall:8d:k18:b0.8";
    let encoded = written
        .replace(':', "%3A")
        .replace(',', "%2c")
        .replace('-', "%2D");
    assert_eq!(from_link(&encoded), from_link(written));
    assert!(from_link(&encoded).1.is_empty());
}

/// Texts made to do harm. Each gives complete inputs and readable problems, and costs no more than reading it.
#[test]
fn hostile_texts_do_nothing() {
    let rows = |count: usize| vec!["4:vixCall:10d:k18"; count].join(",");
    let texts = [
        "<script>alert(1)</script>".to_owned(),
        "spx=<script>alert(1)</script>&<img src=x onerror=alert(1)>=1".to_owned(),
        "javascript:alert(1)".to_owned(),
        "__proto__=1&constructor=2&toString=3".to_owned(),
        "\u{0}\u{0}=\u{0}&v=\u{0}".to_owned(),
        "\u{1f4a3}=\u{1f4a5}&layers=\u{1f4a3}:\u{1f4a3}:\u{1f4a3}d:\u{1f4a3}".to_owned(),
        "\u{202e}spx=5".to_owned(),
        "layers=".to_owned() + &rows(100),
        "layers=".to_owned() + &rows(101),
        "layers=".to_owned() + &rows(5000),
        "futures=".to_owned() + &",".repeat(5000),
        "layers=".to_owned() + &":".repeat(5000),
        "&".repeat(19_000),
        "a=1&".repeat(4_000),
        "spx=".to_owned() + &"9".repeat(15_000),
        "spx=0.".to_owned() + &"0".repeat(15_000) + "1",
        "%25".repeat(6_000),
        "x".repeat(1_000_000),
        "spx=1&".repeat(200_000),
        "\u{1f4a3}".repeat(6_000),
    ];
    for text in texts {
        let (inputs, problems) = from_link(&text);
        let shown: String = text.chars().take(40).collect();
        for problem in &problems {
            assert!(problem.message.chars().count() < 300, "{shown}: {problem:?}");
            assert!(
                !problem.message.chars().any(char::is_control),
                "{shown}: {problem:?}"
            );
        }
        assert!(!inputs.futures.is_empty() || text.contains("futures"), "{shown}");
        assert!(RESPONSES.contains(&inputs.response.as_str()));
        assert!(
            inputs
                .layers
                .iter()
                .all(|row| INSTRUMENTS.contains(&row.instrument.as_str()))
        );
        let _ = inputs.check();
    }
}

#[test]
fn a_megabyte_is_refused_in_one_sentence() {
    for text in ["x".repeat(1_000_000), "spx=1&".repeat(200_000)] {
        let (inputs, problems) = from_link(&text);
        assert_eq!(inputs, Inputs::default());
        assert_eq!(problems.len(), 1);
        readable(&problems[0]);
    }
}

#[test]
fn lists_of_thousands_keep_the_default_list() {
    for key in ["layers", "futures"] {
        let row = if key == "layers" {
            "4:vixCall:10d:k18"
        } else {
            "1d:9"
        };
        let (inputs, problems) = from_link(&format!("{key}={}", vec![row; 1000].join(",")));
        assert_eq!(inputs, Inputs::default());
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].field, key);
    }
}

#[test]
fn a_link_cut_anywhere_still_gives_complete_inputs_and_named_problems() {
    let whole = format!("{}&%E2%82%AC=1", VERSION_1[2].link);
    for end in 0..=whole.len() {
        let (inputs, problems) = from_link(&whole[..end]);
        assert!(RESPONSES.contains(&inputs.response.as_str()), "{end}");
        // A cut breaks one value, and what it leaves of its key may be unknown; the rest is as written.
        for problem in &problems {
            readable(problem);
        }
        let cut = whole[..end].rsplit('&').next().unwrap_or_default();
        for problem in problems
            .iter()
            .filter(|problem| is_path(&problem.field) && !problem.field.is_empty())
        {
            let key = problem.field.split('[').next().unwrap_or_default();
            assert!(cut.starts_with(key), "{cut}: {problem:?}");
        }
    }
    // And long ones, of every row and value.
    let long = to_link(&longest(&[]));
    for end in 0..=long.len() {
        let (inputs, _) = from_link(&long[..end]);
        assert!(!inputs.layers.is_empty() && !inputs.futures.is_empty(), "{end}");
    }
}

/// Groups of the form that belong to systems: one system is asked about at a time.
fn groups_of_systems() -> Vec<&'static [&'static str]> {
    #[cfg(feature = "study")]
    let groups = alvh::system::SYSTEMS.iter().map(|about| about.groups).collect();
    #[cfg(not(feature = "study"))]
    let groups = Vec::new();
    groups
}

/// Twelve layers, twelve futures, every scalar changed, every number with six significant digits; of the systems,
/// only the scalars of these groups.
fn longest(groups: &[&str]) -> Inputs {
    let mut inputs = Inputs {
        response: "sqrtTime".to_owned(),
        ..Inputs::default()
    };
    let of_others = |group: &str| {
        !groups.contains(&group) && groups_of_systems().iter().any(|groups| groups.contains(&group))
    };
    for scalar in scalars().filter(|scalar| !of_others(scalar.field.group)) {
        let field = scalar.field;
        let value = match field.key {
            "capital" => 123_456.0,
            "condors" => 9_876.0,
            _ if field.max >= 10_000.0 => 7_234.56,
            _ if field.max >= 100.0 => 54.321_1,
            _ => -1.234_56,
        };
        scalar.set(&mut inputs, Some(value));
    }
    inputs.futures = vec![
        FutureRow {
            dte: 123.456,
            price: 23.456_7
        };
        12
    ];
    inputs.layers = vec![
        LayerRow {
            strike: Some(6_723.45),
            lower_strike: Some(6_623.45),
            price: Some(12.345_6),
            entry: Some(11.345_6),
            activate_at: Some(24.567_8),
            beta: Some(0.543_21),
            ..LayerRow::bare("spxPutSpread", -10_000.0, 123.456)
        };
        12
    ];
    inputs
}

#[test]
fn the_longest_link_is_short_enough_to_send() {
    let text = to_link(&longest(&[]));
    assert!(text.len() < 2_000, "{} characters", text.len());
    assert_eq!(from_link(&text), (longest(&[]), Vec::new()));
    assert!(text.is_ascii());
    // A system adds what it takes; browsers and messengers in use carry 8,000 characters and more.
    for groups in groups_of_systems() {
        let text = to_link(&longest(groups));
        assert!(text.len() < 3_000, "{groups:?}: {} characters", text.len());
        assert_eq!(from_link(&text), (longest(groups), Vec::new()));
    }
}

#[test]
fn a_link_holds_nothing_that_a_mail_program_would_cut_or_change() {
    let text = to_link(&longest(&[]));
    let safe = |c: char| c.is_ascii_alphanumeric() || "=&:,.-".contains(c);
    assert!(text.chars().all(safe), "{text}");
    let strange = Inputs {
        response: "<b> &=#\u{20ac}".to_owned(),
        ..Inputs::default()
    };
    let text = to_link(&strange);
    assert!(text.chars().all(|c| safe(c) || c == '%'), "{text}");
    assert_eq!(
        from_link(&text).1.len(),
        1,
        "an unknown rule is one problem, nothing leaks into other keys"
    );
}

/// Any finite double at all, ordinary ones most often.
fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e5..1e5_f64,
        2 => (0_u32..2_000_000).prop_map(|cents| f64::from(cents) / 100.0),
        2 => any::<f64>().prop_filter("finite", |value| value.is_finite()),
        1 => prop::sample::select(HARD.to_vec()),
    ]
}

/// Inputs of the right types, valid or not.
fn anything() -> impl Strategy<Value = Inputs> {
    let numbers = prop::collection::vec(prop::option::weighted(0.5, finite()), scalars().count());
    let futures = prop::collection::vec((finite(), finite()), 0..=13);
    let columns = prop::collection::vec(prop::option::of(finite()), LAYER_COLUMNS.len());
    let layers = prop::collection::vec((prop::sample::select(INSTRUMENTS.to_vec()), columns), 0..=13);
    let words = prop::collection::vec(any::<prop::sample::Index>(), texts().count());
    (numbers, futures, layers, words).prop_map(|(numbers, futures, layers, words)| {
        let mut inputs = Inputs::default();
        for (scalar, value) in scalars().zip(numbers) {
            scalar.set(&mut inputs, value);
        }
        for (text, at) in texts().zip(words) {
            let dates = [None, Some("2026-01-30"), Some("2028-02-29")];
            let options = text.field.options;
            text.set(
                &mut inputs,
                if text.field.date {
                    dates[at.index(3)]
                } else {
                    Some(options[at.index(options.len())])
                },
            );
        }
        inputs.futures = futures
            .into_iter()
            .map(|(dte, price)| FutureRow { dte, price })
            .collect();
        inputs.layers = layers
            .into_iter()
            .map(|(instrument, values)| {
                let mut row = LayerRow::bare(instrument, 1.0, 1.0);
                for (column, value) in LAYER_COLUMNS.iter().zip(values) {
                    (column.set)(&mut row, value);
                }
                row
            })
            .collect();
        inputs
    })
}

/// Pieces of links, whole and broken, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "&",
            "=",
            "%",
            ":",
            ",",
            "d",
            "k",
            "lo",
            "p",
            "e",
            "on",
            "b",
            "-",
            ".",
            "1",
            "0",
            "9e9",
            "none",
            "v=1",
            "spx=",
            "layers=",
            "futures=",
            "response=",
            "vixCall",
            "mark=",
            "#",
            "%3A",
            "\u{0}",
            "é",
            " ",
        ])
        .prop_map(String::from),
        any::<char>().prop_map(String::from),
        prop::sample::select(fields().map(|field| field.key).collect::<Vec<_>>()).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(20_260_730), ..ProptestConfig::default() })]

    #[test]
    fn inputs_come_back_from_their_link_to_the_bit(inputs in anything()) {
        let text = to_link(&inputs);
        prop_assert!(text.starts_with("v=1"));
        let (back, problems) = from_link(&text);
        prop_assert!(problems.is_empty(), "{text}: {problems:?}");
        prop_assert_eq!(bits(&back), bits(&inputs), "{}", text);
        prop_assert_eq!(to_link(&back), text);
    }

    #[test]
    fn any_decimal_is_read_as_the_nearest_double(text in "-?[0-9]{1,24}(\\.[0-9]{1,24})?(e-?[0-9]{1,3})?") {
        let expected: f64 = text.parse().expect("a decimal");
        let (inputs, problems) = from_link(&format!("spx={text}"));
        if expected.is_finite() {
            prop_assert!(problems.is_empty(), "{text}: {problems:?}");
            prop_assert_eq!(inputs.spx.to_bits(), expected.to_bits());
        } else {
            prop_assert_eq!(problems.len(), 1);
        }
    }

    #[test]
    fn any_text_at_all_gives_complete_inputs_and_readable_problems(text in scraps()) {
        let (inputs, problems) = from_link(&text);
        for problem in &problems {
            prop_assert!(problem.message.ends_with('.'), "{text:?}: {problem:?}");
            prop_assert!(!problem.message.chars().any(char::is_control), "{text:?}: {problem:?}");
            prop_assert!(!problem.field.chars().any(char::is_control), "{text:?}: {problem:?}");
        }
        prop_assert!(RESPONSES.contains(&inputs.response.as_str()));
        // What it was read as can be written, and reads back as itself.
        let (back, problems) = from_link(&to_link(&inputs));
        prop_assert!(problems.is_empty());
        prop_assert_eq!(bits(&back), bits(&inputs));
        let _ = inputs.check();
    }
}
