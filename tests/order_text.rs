//! Orders of brokers: every published example read as it was meant, what is wrong said at once, and a position written
//! in any form read back to the same inputs.

use alvh::calendar::date::{iso, parse, plus};
use alvh::inputs::{INSTRUMENTS, Inputs, LayerRow};
use alvh::math::ceil;
use alvh::order_text::form::FORMS;
use alvh::order_text::leg::{Leg, Right, Root, Side};
use alvh::order_text::vix_future::symbol;
use alvh::order_text::{MOST_QUOTED, OrderRead, order_text, read_order};
use alvh::raw::Raw;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::json::raw;

const LONGEST: usize = alvh::order_text::LONGEST as usize;
/// A Tuesday.
const DAY: &str = "2026-05-05";

fn inputs_raw(inputs: &Inputs) -> Raw {
    raw(&serde_json::to_value(inputs).expect("inputs"))
}

fn on(day: &str) -> Inputs {
    let mut inputs = Inputs::default();
    inputs.systems.calendar.as_of = Some(day.into());
    inputs
}

fn read_into(text: &str, inputs: &Inputs) -> OrderRead {
    read_order(&Raw::Text(text.into()), &inputs_raw(inputs))
}

fn read(text: &str) -> OrderRead {
    read_into(text, &on(DAY))
}

fn option(
    side: Side,
    quantity: u32,
    root: Root,
    day: &str,
    (right, strike): (Right, f64),
    price: Option<f64>,
) -> Leg {
    Leg {
        price,
        line: 1,
        ..Leg::option(root, parse(day).expect(day), right, strike).traded(side, quantity)
    }
}

use Right::{Call, Put};
use Side::{Bought, Sold};

/// A text as somebody published it, and the legs it stands for.
struct Example {
    source: &'static str,
    text: &'static str,
    legs: Vec<Leg>,
}

fn legs_of(day: &str, root: Root, quantity: u32, legs: &[(Side, Right, f64)]) -> Vec<Leg> {
    legs.iter()
        .map(|&(side, right, strike)| option(side, quantity, root, day, (right, strike), None))
        .collect()
}

/// Typed by hand from the sources named. Where a source trades another underlying, its symbol alone is changed to one
/// of the page’s.
#[expect(clippy::too_many_lines, reason = "a list")]
fn examples() -> Vec<Example> {
    let own = Root::Spxw;
    let example = |source, text, legs| Example { source, text, legs };
    let one = |source, text, leg| example(source, text, Vec::from([leg]));
    vec![
        example(
            "an account statement of thinkorswim, 2017",
            "SOLD -1 IRON CONDOR SPX 100 (Weeklys) 3 FEB 17 2320/2330/2150/2140 CALL/PUT @1.20",
            legs_of(
                "2017-02-03",
                own,
                1,
                &[
                    (Sold, Call, 2320.0),
                    (Bought, Call, 2330.0),
                    (Sold, Put, 2150.0),
                    (Bought, Put, 2140.0),
                ],
            ),
        ),
        example(
            "an order of thinkorswim, 2023",
            "SELL -2 IRON CONDOR SPX 100 (Weeklys) 28 JUL 23 4450/4460/4450/4440 CALL/PUT @9.60 LMT",
            legs_of(
                "2023-07-28",
                own,
                2,
                &[
                    (Sold, Call, 4450.0),
                    (Bought, Call, 4460.0),
                    (Sold, Put, 4450.0),
                    (Bought, Put, 4440.0),
                ],
            ),
        ),
        example(
            "an order of thinkorswim, 2023",
            "SELL -1 VERTICAL SPX 100 (Weeklys) 27 FEB 23 3980/3975 PUT @1.10 LMT",
            legs_of(
                "2023-02-27",
                own,
                1,
                &[(Sold, Put, 3980.0), (Bought, Put, 3975.0)],
            ),
        ),
        example(
            "an account statement of thinkorswim, 2026",
            "BOT +5 VERTICAL SPX 100 (Weeklys) 4 JUN 26 7535/7515 PUT @1.95",
            legs_of(
                "2026-06-04",
                own,
                5,
                &[(Bought, Put, 7535.0), (Sold, Put, 7515.0)],
            ),
        ),
        example(
            "an alert in the form of thinkorswim, 2025",
            "SELL -1 Vertical SPX 100 31 Oct 25 6855/6860 CALL @0.3 LMT",
            legs_of(
                "2025-10-31",
                Root::Spx,
                1,
                &[(Sold, Call, 6855.0), (Bought, Call, 6860.0)],
            ),
        ),
        one(
            "a fill of thinkorswim, 2024",
            "BOT +1 SPX 100 (Weeklys) 11 JUN 24 5315 PUT @.15",
            option(Bought, 1, own, "2024-06-11", (Put, 5315.0), Some(0.15)),
        ),
        one(
            "an account statement of thinkorswim, 2021: [AM] settles at the open",
            "SOLD -4 SPX 100 16 APR 21 [AM] 3995 CALL @.80 CBOE",
            option(Sold, 4, Root::Spx, "2021-04-16", (Call, 3995.0), Some(0.8)),
        ),
        one(
            "a fill of thinkorswim, 2026: /ESU26 there",
            "BUY +1 /VXU26:XCBF @19.75 LMT",
            Leg {
                price: Some(19.75),
                line: 1,
                ..Leg::bare(Root::Vx, parse("2026-09-16").expect("a date")).traded(Bought, 1)
            },
        ),
        one(
            "a transaction of tastytrade, 2025: SPY there",
            "Sold 1 SPX 06/06/25 Put 500.00 @ 4.16",
            option(Sold, 1, Root::Spx, "2025-06-06", (Put, 500.0), Some(4.16)),
        ),
        one(
            "a transaction of tastytrade, 2025: /MCLZ5 there, and one digit of the year",
            "Bought 1 /VXMZ6 @ 57.10",
            Leg {
                price: Some(57.1),
                line: 1,
                ..Leg::bare(Root::Vxm, parse("2026-12-16").expect("a date")).traded(Bought, 1)
            },
        ),
        one(
            "an order leg of tastytrade’s API, 2026",
            "Buy to Open 1 VIX   261118C00020000",
            option(Bought, 1, Root::Vix, "2026-11-18", (Call, 20.0), None),
        ),
        one(
            "an order that went round among traders, 2026",
            "STO SPXW 7730C 10/13/26 at 55.25",
            Leg {
                quantity: None,
                ..option(Sold, 1, own, "2026-10-13", (Call, 7730.0), Some(55.25))
            },
        ),
        one(
            "a bot’s log, 2024",
            "Sell To Open SPXW 07/18/24 5650P @ $21.13",
            Leg {
                quantity: None,
                ..option(Sold, 1, own, "2024-07-18", (Put, 5650.0), Some(21.13))
            },
        ),
        one(
            "contract samples of Interactive Brokers: DBK Dec15'23 2 CALL there",
            "SELL 1 SPX Dec15'23 2 CALL @SMART",
            option(Sold, 1, Root::Spx, "2023-12-15", (Call, 2.0), None),
        ),
        one(
            "a position shown by Interactive Brokers: AAPL there",
            "+4 SPX Jun20'25 $200 Call",
            option(Bought, 4, Root::Spx, "2025-06-20", (Call, 200.0), None),
        ),
        one(
            "a description in a statement of Interactive Brokers",
            "BUY 2 SPX 20DEC24 5900.0 C",
            option(Bought, 2, Root::Spx, "2024-12-20", (Call, 5900.0), None),
        ),
        one(
            "a symbol of OCC, padded",
            "-10 SPXW  260619P06650000 @12.30",
            option(Sold, 10, own, "2026-06-19", (Put, 6650.0), Some(12.3)),
        ),
        one(
            "a symbol of OCC with half a point, of a fund’s records",
            "+2 VIX   200422C00037500",
            option(Bought, 2, Root::Vix, "2020-04-22", (Call, 37.5), None),
        ),
        one(
            "a symbol with its contracts behind it, as lists of positions have them",
            "SPXW  260619P06650000 -10 @12.30",
            option(Sold, 10, own, "2026-06-19", (Put, 6650.0), Some(12.3)),
        ),
        one(
            "a weekly VIX option by its symbol",
            "4 VIXW260826C00014500 @ 2.39",
            option(Bought, 4, Root::Vixw, "2026-08-26", (Call, 14.5), Some(2.39)),
        ),
        one(
            "a symbol of thinkorswim",
            "-1 .SPXW260619P6650",
            option(Sold, 1, own, "2026-06-19", (Put, 6650.0), None),
        ),
        example(
            "a link built for OptionStrat by a published program, 2026",
            "https://optionstrat.com/build/custom/SPX/.SPXW260707P7400,-.SPXW260707P7425,-.SPXW260707C7600,.SPXW260707C7625",
            legs_of(
                "2026-07-07",
                own,
                1,
                &[
                    (Bought, Put, 7400.0),
                    (Sold, Put, 7425.0),
                    (Sold, Call, 7600.0),
                    (Bought, Call, 7625.0),
                ],
            ),
        ),
        example(
            "the notes of szagar/optionstrat-link",
            "https://optionstrat.com/build/custom/SPX/-.SPXW260706P7500,.SPXW260706P7475",
            legs_of(
                "2026-07-06",
                own,
                1,
                &[(Sold, Put, 7500.0), (Bought, Put, 7475.0)],
            ),
        ),
        example(
            "an account statement in the notes of edgebips/johnny, 2021: SPY there",
            "BOT +1 VERTICAL SPX 100 (Weeklys) 8 JAN 21 355/350 PUT",
            legs_of("2021-01-08", own, 1, &[(Bought, Put, 355.0), (Sold, Put, 350.0)]),
        ),
        example(
            "a link built for OptionStrat by a published program, 2024: the sign in the quantity",
            "https://optionstrat.com/build/custom/VIX/.VIX240315C20x-1,.VIX240415C20x1",
            vec![
                option(Sold, 1, Root::Vix, "2024-03-15", (Call, 20.0), None),
                option(Bought, 1, Root::Vix, "2024-04-15", (Call, 20.0), None),
            ],
        ),
        one(
            "a link of OptionStrat with a quantity and a price, by a published library: SPY there",
            "optionstrat.com/build/bull-put-spread/SPX/-.SPXW250801P600x2@4.16?utm=1",
            option(Sold, 2, own, "2025-08-01", (Put, 600.0), Some(4.16)),
        ),
        one(
            "our own plain text",
            "Sell 10 SPXW 2026-06-19 6650 put @12.30",
            option(Sold, 10, own, "2026-06-19", (Put, 6650.0), Some(12.3)),
        ),
    ]
}

#[test]
fn every_published_example_is_read_as_it_was_meant() {
    for Example { source, text, legs } in examples() {
        let found = read(text);
        assert_eq!(found.legs, legs, "{source}: {text} {:?}", found.unread);
        let typeset = text.replace('-', "\u{2212}").replace('\'', "\u{2019}");
        assert_eq!(read(&typeset).legs.len(), legs.len(), "{typeset}");
        assert_eq!(
            read(&text.to_lowercase()).legs.len(),
            legs.len(),
            "{text} in small letters"
        );
    }
}

/// The default condor, as the four kinds of people write it, lands in the same fields.
#[test]
fn a_condor_lands_in_its_fields_from_every_form() {
    let texts = [
        "SELL -7 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 7400/7450/6700/6650 CALL/PUT @11.45 LMT",
        "SELL -7 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 6700/6650/7400/7450 PUT/CALL @11.45",
        "SELL -7 VERTICAL SPX 100 (Weeklys) 19 JUN 26 6700/6650 PUT @6.00 LMT\nSELL -7 VERTICAL SPX 100 (Weeklys) 19 JUN 26 7400/7450 CALL @5.45 LMT",
        "Buy to Open 7 SPXW 06/19/26 Put 6650 @ 20.00\nSell to Open 7 SPXW 06/19/26 Put 6700 @ 26.00\nSell to Open 7 SPXW 06/19/26 Call 7400 @ 15.45\nBuy to Open 7 SPXW 06/19/26 Call 7450 @ 10.00",
        "BUY 7 SPXW Jun19'26 6650 PUT\nSELL 7 SPXW Jun19'26 6700 PUT\nSELL 7 SPXW Jun19'26 7400 CALL\nBUY 7 SPXW Jun19'26 7450 CALL\nNet credit 11.45",
        "+7 SPXW  260619C07450000\n-7 SPXW  260619C07400000\n-7 SPXW  260619P06700000\n+7 SPXW  260619P06650000\nNet credit 11.45",
        "https://optionstrat.com/build/iron-condor/SPX/.SPXW260619P6650x7@20,-.SPXW260619P6700x7@26,-.SPXW260619C7400x7@15.45,.SPXW260619C7450x7@10",
    ];
    for text in texts {
        let found = read(text);
        assert_eq!(
            (&found.unread[..], &found.problems[..]),
            (&[][..], &[][..]),
            "{text}"
        );
        let placed = found.inputs.expect(text);
        let expected = Inputs {
            long_put: 6650.0,
            short_put: 6700.0,
            short_call: 7400.0,
            long_call: 7450.0,
            credit: 11.45,
            condors: 7.0,
            // Calendar days from 5 May to 19 June.
            condor_dte: 45.0,
            ..on(DAY)
        };
        assert_eq!(placed.over(&on(DAY)), expected, "{text}");
        let fields: Vec<&str> = found.fills.iter().map(|fill| fill.field.as_str()).collect();
        let all = [
            "longPut",
            "shortPut",
            "shortCall",
            "longCall",
            "credit",
            "condorDte",
            "condors",
        ];
        assert_eq!(fields, all, "{text}");
    }
}

#[test]
fn bare_symbols_of_a_condor_give_strikes_and_expiry_and_leave_the_rest() {
    let found =
        read("SPXW  260619P06650000\nSPXW  260619P06700000\nSPXW  260619C07400000\nSPXW  260619C07450000");
    let placed = found.inputs.expect("strikes");
    assert_eq!(
        (placed.short_put, placed.short_call),
        (Some(6700.0), Some(7400.0))
    );
    assert_eq!(
        (placed.credit, placed.condors, placed.condor_dte),
        (None, None, Some(45.0))
    );
    assert_eq!(found.notes.len(), 2, "{:?}", found.notes);
    // One of them alone could be anything.
    assert!(read("SPXW  260619P06650000").inputs.is_none());
    assert!(read("VIX   260617C00018000").inputs.is_none());
}

#[test]
fn hedges_become_layers_in_the_order_of_the_text() {
    let found = read(
        "BUY +4 VIX 100 19 MAY 26 18 CALL @1.05 LMT\n\
         BUY +2 /VXM26 @19.20 LMT\n\
         BUY +20 /VXMM26\n\
         BUY +1 VERTICAL SPX 100 (Weeklys) 19 JUN 26 6800/6700 PUT @20.00 LMT\n\
         SELL -3 VERTICAL SPX 100 (Weeklys) 22 MAY 26 6500/6400 PUT @.85 LMT\n\
         SELL -4 VIX 100 16 JUN 26 30 CALL @.45",
    );
    assert_eq!(found.unread, []);
    let layer = |instrument: usize, quantity, dte| LayerRow::bare(INSTRUMENTS[instrument], quantity, dte);
    let expected = vec![
        LayerRow {
            strike: Some(18.0),
            price: Some(1.05),
            ..layer(0, 4.0, 14.0)
        },
        LayerRow {
            price: Some(19.2),
            ..layer(1, 2.0, 43.0)
        },
        layer(2, 20.0, 43.0),
        LayerRow {
            strike: Some(6800.0),
            lower_strike: Some(6700.0),
            price: Some(20.0),
            ..layer(3, 1.0, 45.0)
        },
        LayerRow {
            strike: Some(6500.0),
            lower_strike: Some(6400.0),
            price: Some(0.85),
            ..layer(3, -3.0, 17.0)
        },
        LayerRow {
            strike: Some(30.0),
            price: Some(0.45),
            ..layer(0, -4.0, 42.0)
        },
    ];
    assert_eq!(found.inputs.expect("layers").layers, Some(expected));
    // Nothing of VIX settles on 16 June 2026, a Tuesday: said, not moved to the Wednesday.
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.contains("Tue 16 Jun 2026") && note.contains("Wed 17 Jun 2026")),
        "{:?}",
        found.notes
    );
}

#[test]
fn what_is_not_understood_is_quoted_with_what_was_expected() {
    for (text, line, piece, expected) in [
        (
            "SELL -1 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 6650/6600/7200 PUT/CALL @5.20 LMT",
            1,
            "6650/6600/7200",
            "four strikes",
        ),
        (
            "SELL -1 IRON CONDOR SPX 100 (Weeklys) 31 JUN 26 6650/6600/7200/7250 PUT/CALL",
            1,
            "31",
            "a day like",
        ),
        (
            "SELL +1 IRON CONDOR SPX 100 19 JUN 26 6650/6600/7200/7250 PUT/CALL",
            1,
            "+1",
            "sign of the side",
        ),
        (
            "SELL -1 IRON CONDOR SPX 100 19 JUN 26 6650/6600/7200/7250 PUT/PUT",
            1,
            "PUT/PUT",
            "CALL/PUT",
        ),
        (
            "SELL -1 IRON CONDOR AAPL 100 19 JUN 26 200/195/220/225 PUT/CALL",
            1,
            "AAPL",
            "SPX",
        ),
        (
            "BUY +1 BUTTERFLY SPX 100 17 JAN 25 5880/5900/5920 CALL @1.20",
            1,
            "BUTTERFLY",
            "VERTICAL or IRON CONDOR",
        ),
        (
            "BUY +1 VIX 100 20 MAY 26 18 CALL @1,05 LMT",
            1,
            "@1,05",
            "dot for decimals",
        ),
        (
            "BUY +1 VIX 100 20 MAY 26 18 CALL @1.05 LMT or so",
            1,
            "or",
            "end of the line",
        ),
        ("BUY +1 VIX 100 20 MAY 26 18", 1, "18", "CALL or PUT"),
        ("\n\nBuy to Close 1 SPXW 06/19/26 Put 6650", 3, "Close", "opens"),
        ("BTC 1 SPXW 06/19/26 Put 6650", 1, "BTC", "opens"),
        ("Sold 1 SPXW 19/06/26 Put 6650", 1, "19/06/26", "month, day, year"),
        (
            "+1 SPXW  261319P06650000",
            1,
            "261319P06650000",
            "the rest of a symbol",
        ),
        ("+1 /ESM26", 1, "/ESM26", "an order of SPX or VIX"),
        ("+1 /VX99Z26", 1, "/VX99Z26", "an order of SPX or VIX"),
        ("hello", 1, "hello", "an order of SPX or VIX"),
        (
            "BOT +1 1/-1/1/-1 CUSTOM SPX 100 (Weeklys) 16 APR 21/16 APR 21 [AM]/19 MAR 21/19 MAR 21 3990/3980/4000/4010 CALL/CALL/CALL/CALL @-.80",
            1,
            "1/-1/1/-1",
            "VERTICAL or IRON CONDOR",
        ),
        ("SELL SPXW 260619P06650000 +10", 1, "+10", "sign of the side"),
        ("SPXW 260619P06650000 10", 1, "10", "a price like"),
        ("Net credit 12", 1, "Net", "legs on the lines above"),
        ("https://optionstrat.com/Abc123", 1, "Abc123", "holds its legs"),
        (
            "https://optionstrat.com/build/custom/SPX/.SPXW260619P6650,bad",
            1,
            "bad",
            "P6650x10@12.30",
        ),
        (
            "https://optionstrat.com/build/custom/SPX/-.SPXW260619P6650x-1",
            1,
            "-.SPXW260619P6650x-1",
            "like -.SPXW",
        ),
    ] {
        let found = read(text);
        let unread = found.unread.iter().find(|unread| unread.text == piece);
        let unread = unread.unwrap_or_else(|| panic!("{text}: {:?}", found.unread));
        assert_eq!(unread.line, line, "{text}");
        assert!(
            unread.message.contains(expected) && unread.message.ends_with('.'),
            "{unread:?}"
        );
        assert_eq!(found.inputs, None, "{text}");
    }
}

#[test]
fn what_is_understood_may_be_used_beside_what_is_not() {
    let found = read(
        "hello\nSELL -1 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 6650/6600/7200/7250 PUT/CALL @5.20 LMT\nBUY x",
    );
    assert_eq!(
        found.unread.iter().map(|unread| unread.line).collect::<Vec<_>>(),
        [1, 3]
    );
    assert!(found.inputs.is_some(), "what is understood may be used");
}

#[test]
fn what_has_no_place_is_said_and_not_forced() {
    let condor = "SELL -1 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 6650/6600/7200/7250 PUT/CALL @5.20 LMT";
    for (text, expected) in [
        // A naked call, a naked put, a put of VIX.
        (
            "SELL -1 SPX 100 (Weeklys) 19 JUN 26 7200 CALL @5.20",
            "no single options",
        ),
        (
            "BUY +1 SPX 100 (Weeklys) 19 JUN 26 6600 PUT @5.20",
            "no single options",
        ),
        ("BUY +1 VIX 100 20 MAY 26 18 PUT @5.20", "no VIX puts"),
        // Five legs: the fifth.
        (
            "-1 .SPXW260619P6650\n+1 .SPXW260619P6600\n-1 .SPXW260619C7200\n+1 .SPXW260619C7250\n+1 .SPXW260619C7300",
            "no single options",
        ),
        (
            "SELL -1 VERTICAL SPX 100 (Weeklys) 19 JUN 26 7200/7250 CALL @5.20",
            "no SPX call spread alone",
        ),
        (
            "BUY +1 VERTICAL SPX 100 (Weeklys) 19 JUN 26 7200/7250 CALL @5.20",
            "this one is bought",
        ),
        (
            "BOT +1 IRON CONDOR SPX 100 (Weeklys) 2 JUN 26 7225/7245/6130/6110 CALL/PUT @1.25",
            "this one is bought",
        ),
        (
            "SELL -1 IRON CONDOR SPX 100 (Weeklys) 1 MAY 26 7200/7250/6650/6600 CALL/PUT",
            "before the day of the order",
        ),
        (
            "SELL -1 IRON CONDOR SPX 100 (Weeklys) 5 MAY 26 7200/7250/6650/6600 CALL/PUT",
            "0.27 at the open",
        ),
        (
            "SELL -1 VERTICAL SPX 100 (Weeklys) 19 JUN 26 7200/7250 CALL\nSELL -1 VERTICAL SPX 100 (Weeklys) 19 JUN 26 6650/6600 PUT\nSELL -1 VERTICAL SPX 100 (Weeklys) 19 JUN 26 6550/6500 PUT",
            "there are several",
        ),
    ] {
        let found = read(text);
        assert!(
            found
                .unread
                .iter()
                .any(|unread| unread.message.contains(expected)),
            "{text}: {:?}",
            found.unread
        );
    }
    let twice = read(&format!("{condor}\n{condor}"));
    assert!(twice.unread[0].message.contains("no second one") && twice.unread[0].line == 2);
    // Limits that a filled field breaks are told at the field.
    let dear = read(&condor.replace("5.20", "70"));
    assert_eq!(dear.problems[0].field, "credit");
    let far = read(&condor.replace("19 JUN 26", "18 JUN 27"));
    assert_eq!(far.problems[0].field, "condorDte");
}

#[test]
fn the_day_of_the_order_is_asked_for_beside_all_that_is_wrong() {
    let found = read_into("hello\n-1 .SPXW260619P6650", &Inputs::default());
    assert_eq!(found.problems[0].field, "asOf");
    assert_eq!((found.unread.len(), found.legs.len(), found.inputs), (1, 1, None));
    let refused = order_text(&inputs_raw(&Inputs::default()), &Raw::Text("occ".into()));
    assert_eq!(refused.expect_err("no day")[0].field, "asOf");
    let unknown = order_text(&inputs_raw(&on(DAY)), &Raw::Text("fax".into()));
    assert_eq!(unknown.expect_err("no such form")[0].field, "form");
}

#[test]
fn days_typed_with_a_fraction_stay_where_they_end_on_the_same_date() {
    let mut inputs = on(DAY);
    inputs.condor_dte = 45.27;
    inputs.layers[0] = LayerRow {
        entry: Some(1.4),
        activate_at: Some(22.0),
        beta: Some(0.7),
        ..LayerRow::vix_call(4.0, 14.6, 18.0)
    };
    let text = "SELL -1 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 6650/6600/7200/7250 PUT/CALL @5.20\n+9 VIX   260520C00018000 @1.05";
    let placed = read_into(text, &inputs).inputs.expect("both");
    assert_eq!(placed.condor_dte, Some(45.27));
    let kept = LayerRow {
        quantity: 9.0,
        price: Some(1.05),
        ..inputs.layers[0].clone()
    };
    assert_eq!(
        placed.layers,
        Some(vec![kept]),
        "what no order can say is kept with its contract"
    );
}

#[test]
fn the_example_is_written_as_each_platform_has_it() {
    let mut inputs = on(DAY);
    inputs.condor_dte = 45.0;
    inputs.layers = vec![
        LayerRow {
            price: Some(1.05),
            ..LayerRow::vix_call(4.0, 14.0, 18.0)
        },
        LayerRow::bare(INSTRUMENTS[1], -2.0, 43.0),
    ];
    let write = |form: &str| order_text(&inputs_raw(&inputs), &Raw::Text(form.into())).expect(form);
    for (form, expected) in [
        (
            "thinkorswim",
            "SELL -10 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 7475/7525/6650/6600 CALL/PUT @12.80 LMT\n\
             BUY +4 VIX 100 19 MAY 26 18 CALL @1.05 LMT\nSELL -2 /VXM26",
        ),
        (
            "tastytrade",
            "Sell to Open 10 SPXW 06/19/26 Call 7475\nBuy to Open 10 SPXW 06/19/26 Call 7525\n\
             Sell to Open 10 SPXW 06/19/26 Put 6650\nBuy to Open 10 SPXW 06/19/26 Put 6600\nNet credit 12.80\n\n\
             Buy to Open 4 VIX 05/19/26 Call 18 @1.05\n\nSell to Open 2 /VXM26",
        ),
        (
            "interactiveBrokers",
            "SELL 10 SPXW Jun19'26 7475 CALL\nBUY 10 SPXW Jun19'26 7525 CALL\nSELL 10 SPXW Jun19'26 6650 PUT\n\
             BUY 10 SPXW Jun19'26 6600 PUT\nNet credit 12.80\n\nBUY 4 VIX May19'26 18 CALL @1.05\n\nSELL 2 VXM26",
        ),
        (
            "occ",
            "-10 SPXW  260619C07475000\n+10 SPXW  260619C07525000\n-10 SPXW  260619P06650000\n\
             +10 SPXW  260619P06600000\nNet credit 12.80\n\n+4 VIX   260519C00018000 @1.05\n\n-2 /VXM26",
        ),
        (
            "optionStrat",
            "https://optionstrat.com/build/custom/SPX/-.SPXW260619C7475x10,.SPXW260619C7525x10,-.SPXW260619P6650x10,.SPXW260619P6600x10\n\
             https://optionstrat.com/build/custom/VIX/.VIX260519C18x4@1.05",
        ),
        (
            "plain",
            "Sell 10 SPXW 2026-06-19 7475 call\nBuy 10 SPXW 2026-06-19 7525 call\nSell 10 SPXW 2026-06-19 6650 put\n\
             Buy 10 SPXW 2026-06-19 6600 put\nNet credit 12.80\n\nBuy 4 VIX 2026-05-19 18 call @1.05\n\nSell 2 VX 2026-06-17",
        ),
    ] {
        assert_eq!(write(form).text, expected, "{form}");
    }
    assert!(
        write("optionStrat")
            .notes
            .iter()
            .any(|note| note.contains("no VIX futures"))
    );
}

/// Inputs with a condor and layers of every kind. Futures fall on a settlement, or there would be no symbol to write.
fn positions() -> impl Strategy<Value = Inputs> {
    let day = (0..3000_i32).prop_map(|days| plus(parse("2022-06-01").expect("a date"), days));
    let condor = (
        200..1500_u32,
        1..40_u32,
        0..100_u32,
        1..40_u32,
        1..=10_000_u32,
        0.02..365.0_f64,
        0.02..0.98_f64,
    );
    let layers = prop::collection::vec(
        (
            0..4_usize,
            -50..=50_i32,
            0.1..730.0_f64,
            1..400_u32,
            1..60_u32,
            prop::option::of(1..4000_u32),
            prop::option::of(0.01..9.0_f64),
        ),
        0..=12,
    );
    (day, condor, layers, any::<bool>()).prop_map(|(day, condor, layers, whole)| {
        let (put, wing, gap, other, condors, days, share) = condor;
        let mut inputs = on(&iso(day));
        let five = |steps: u32| f64::from(steps) * 5.0;
        inputs.long_put = five(put);
        inputs.short_put = five(put + wing);
        inputs.short_call = five(put + wing + gap);
        inputs.long_call = five(put + wing + gap + other);
        inputs.credit = five(wing.max(other)) * share;
        inputs.condors = f64::from(condors);
        inputs.condor_dte = if whole { ceil(days) } else { days };
        inputs.layers = layers
            .into_iter()
            .map(|(of, quantity, dte, strike, below, price, entry)| {
                let quantity = f64::from(if quantity == 0 { 1 } else { quantity });
                let dte = if whole { ceil(dte) } else { dte };
                let mut row = LayerRow::bare(INSTRUMENTS[of], quantity, dte);
                match of {
                    0 => row.strike = Some(1.0 + f64::from(strike) / 2.0),
                    3 => {
                        row.strike = Some(five(strike + 400));
                        row.lower_strike = Some(five(strike + 400 - below));
                    }
                    _ => {
                        let settles = (1..730).find(|ahead| {
                            let future = Leg::bare(Root::Vx, plus(day, *ahead));
                            f64::from(*ahead) >= dte.min(700.0) && symbol(&future).is_some()
                        });
                        row.dte = settles.map_or(1.0, f64::from) - if whole { 0.0 } else { 0.4 };
                    }
                }
                row.price = price.map(|price| f64::from(price) / 100.0);
                row.entry = entry;
                row
            })
            .collect();
        inputs
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..ProptestConfig::default() })]

    /// What is written of a position and read back over it changes nothing, to the bit.
    #[test]
    fn a_position_written_and_read_back_is_the_same(inputs in positions(), form in select(FORMS.map(|form| form.id).to_vec())) {
        prop_assume!(inputs.check().is_ok());
        let mut inputs = inputs;
        if form == "optionStrat" {
            inputs.layers.retain(|row| row.strike.is_some());
        }
        let written = order_text(&inputs_raw(&inputs), &Raw::Text(form.into())).expect("valid");
        let read = read_into(&written.text, &inputs);
        prop_assert_eq!(&read.unread, &[], "{}", written.text);
        let placed = read.inputs.expect("a condor at least");
        prop_assert_eq!(placed.over(&inputs), inputs, "{}", written.text);
    }

    /// Over other inputs the text alone gives strikes, contracts, prices and whole days.
    #[test]
    fn a_text_says_all_that_an_order_holds(inputs in positions(), form in select(vec!["thinkorswim", "tastytrade", "interactiveBrokers", "occ", "plain"])) {
        let mut inputs = inputs;
        inputs.condor_dte = ceil(inputs.condor_dte);
        for row in &mut inputs.layers {
            row.dte = ceil(row.dte);
            row.entry = None;
        }
        prop_assume!(inputs.check().is_ok());
        let written = order_text(&inputs_raw(&inputs), &Raw::Text(form.into())).expect("valid");
        let other = on(inputs.systems.calendar.as_of.as_deref().expect("a day"));
        let mut blank = other.clone();
        blank.layers.clear();
        let placed = read_into(&written.text, &blank).inputs.expect("a condor at least");
        let mut expected = inputs;
        expected.systems = other.systems.clone();
        prop_assert_eq!(placed.over(&blank), expected, "{}", written.text);
    }

    #[test]
    fn no_text_does_harm(text in "(?s).{0,400}", pieces in prop::collection::vec(select(vec![
        "SELL", "-1", "+0", "IRON CONDOR", "VERTICAL", "SPX", "100", "(Weeklys)", "19 JUN 26", "6650/6600", "7200/7250/6650/6600",
        "CALL/PUT", "PUT", "@", "@5.20", "@-", "LMT", "/VXM6", "VX", "SPXW  260619P06650000", ".SPXW260619P", "Jun19'26", "06/19/26",
        "\n", "\n\n", "Net credit", "5", "optionstrat.com/build/", "x/SPX/", ",-.", "é", "NaN", "99999999999999999999", "260619",
    ]), 0..30)) {
        for text in [text, pieces.join(" "), pieces.concat()] {
            let found = read(&text);
            prop_assert!(found.unread.len() <= MOST_QUOTED + 1);
            let words = serde_json::to_string(&found).expect("plain data").to_lowercase();
            for word in ["nan", "infinity", "undefined"] {
                prop_assert!(!words.contains(word), "{words}");
            }
        }
    }
}

#[test]
fn huge_and_hostile_texts_stay_bounded() {
    let line = "SELL -1 IRON CONDOR SPX 100 (Weeklys) 19 JUN 26 6650/6600/7200/7250 PUT/CALL @5.20 LMT\n";
    let huge = read(&line.repeat(50_000));
    assert_eq!((huge.problems[0].field.as_str(), huge.legs.len()), ("text", 0));
    // As many lines as are read at all.
    let full = read(&"x\n".repeat(LONGEST / 2));
    assert_eq!(full.unread.len(), MOST_QUOTED + 1);
    assert!(
        full.unread[MOST_QUOTED].message.contains("9980 more"),
        "{:?}",
        full.unread.last()
    );
    let many = read(&"+1 .VIX260520C18\n".repeat(LONGEST / 17));
    assert_eq!(many.problems[0].field, "layers", "more layers than there are");
    let link = format!("optionstrat.com/build/a/b/{}", ",".repeat(LONGEST - 30));
    assert_eq!(read(&link).unread.len(), MOST_QUOTED + 1);
    for text in [Raw::Null, Raw::Absent, Raw::Number(5.0), Raw::Other("a function")] {
        assert_eq!(read_order(&text, &Raw::Absent).problems[0].field, "text");
    }
}
