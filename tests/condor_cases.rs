//! Condors and quotes that others have published, typed with their source.

use alvh::black76::{Kind, Option76};
use alvh::condor::Condor;
use alvh::implied_vol::{NoVol, implied_vol};
use alvh::inputs::{FutureRow, Inputs, LayerRow};
use alvh::report::Report;
use alvh::units::{Days, Rate, Usd, Years};

fn report(inputs: &Inputs) -> Report {
    inputs.check().expect("a valid case").report()
}

/// Amounts of a few thousand in sums of a few terms keep this many digits with room.
const EXACT: f64 = 1e-9;

#[track_caller]
fn close(found: f64, expected: f64, allowed: f64) {
    assert!((found - expected).abs() <= allowed, "{found} is not {expected}");
}

/// `OptionStratLib`, `tests/unit/strategies/simple/strategy_iron_condor.rs` at 6ca6f452: SPX-like underlying at 2646.9,
/// 2500/2560 puts and 2725/2800 calls, two of each; premiums 16.8, 30.4, 38.8, 23.3; 0.96 a leg to open and to close.
///
/// There a point is a dollar, here it is a hundred, and a fee of eight times 0.96 points a condor would be $192 a leg,
/// more than a person can type. So every level and amount is a quarter of theirs (exact in doubles), and the fee, theirs
/// for opening and closing together, is $48 for each of four legs: charged once, as here.
#[test]
fn a_condor_of_optionstratlib_has_its_published_figures() {
    let inputs = Inputs {
        spx: 2646.9 / 4.0,
        long_put: 2500.0 / 4.0,
        short_put: 2560.0 / 4.0,
        short_call: 2725.0 / 4.0,
        long_call: 2800.0 / 4.0,
        credit: (38.8 + 30.4 - 23.3 - 16.8) / 4.0,
        condors: 2.0,
        spx_fee: 2.0 * 0.96 * 100.0 / 4.0,
        layers: Vec::new(),
        ..Inputs::default()
    };
    let condor = report(&inputs).condor;
    // Back from dollars on a quarter of the points to theirs.
    let theirs = |dollars: Usd| dollars.get() * 4.0 / 100.0;
    close(theirs(condor.fees), 15.36, EXACT);
    close(theirs(condor.credit), 58.2, EXACT);
    // Published as 42.839 with a tolerance of a thousandth, and as 42.84.
    close(theirs(condor.max_profit), 42.84, 1e-3);
    close(theirs(condor.max_profit), 58.2 - 15.36, EXACT);
    // Half the distance between the break-evens is 3.926 % of the underlying.
    let levels = condor.break_even.expect("two break-evens");
    let half_range = (levels.upper - levels.lower) / 2.0 / inputs.spx;
    close(100.0 * half_range, 3.926, 1e-3);
    // By hand: the call side is wider, 75 points a condor: 150 - 58.2 + 15.36.
    close(theirs(condor.max_loss), 107.16, EXACT);
}

/// `OptionStratLib`, `src/strategies/iron_condor.rs`, `test_max_loss`: 100/110 puts and 120/130 calls, premiums 1.8, 1.0,
/// 1.5, 2.0, 5 a leg to open and to close: width 10, net debit 1.3, fees 40, together 51.3.
///
/// A condor that costs money to open is none that inputs may describe, so it is built as the core's own.
#[test]
fn a_condor_that_cost_money_loses_width_and_debit_and_fees() {
    let condor = Condor {
        long_put: 100.0,
        short_put: 110.0,
        short_call: 120.0,
        long_call: 130.0,
        expiry: Days::new(30.0),
        quantity: 1,
        credit: 1.5 + 1.0 - 2.0 - 1.8,
        fees: Usd::new(4.0 * (5.0 + 5.0) * 100.0),
    };
    for through in [90.0, 100.0, 130.0, 200.0] {
        close(condor.gain_at(condor.payoff(through)).get(), -5130.0, EXACT);
    }
    close(condor.gain_at(condor.payoff(115.0)).get(), -4130.0, EXACT);
}

/// optopsy, `tests/test_simulator.py`, `test_iron_condor_pnl` at 40bb8b2a: 207.5/210/215/217.5, sold at 0.45, 1.45,
/// 1.55, 0.65, closed at 0.025, 0.025, 0.05, 0.025: credit 1.9, 0.025 to close, a gain of 1.875 points.
///
/// The price to close is the `mark`; the gain is the what-if that changes nothing.
#[test]
fn a_condor_of_optopsy_has_gained_its_published_points() {
    let inputs = Inputs {
        spx: 212.5,
        long_put: 207.5,
        short_put: 210.0,
        short_call: 215.0,
        long_call: 217.5,
        credit: 1.45 + 1.55 - 0.45 - 0.65,
        mark: Some(0.05 + 0.025 - 0.025 - 0.025),
        condor_dte: 1.0,
        condors: 1.0,
        spx_fee: 0.0,
        move_percent: 0.0,
        vix_to: Some(17.95),
        day: 0.0,
        layers: Vec::new(),
        ..Inputs::default()
    };
    let report = report(&inputs);
    close(report.condor.credit.get(), 190.0, EXACT);
    assert!(
        report.condor.atm_solved,
        "a vol gives 0.025 a day before the expiry"
    );
    close(report.condor.value.get(), 2.5, EXACT);
    close(report.combined.what_if.condor.get(), 187.5, EXACT);
}

/// optopsy, `tests/test_commission.py`: four legs at 0.65 a contract, there and back, are 5.20.
///
/// Cash settlement is free here, so a fee for both ways is typed as one, $1.30.
#[test]
fn a_round_trip_of_four_legs_costs_what_optopsy_says() {
    let inputs = Inputs {
        condors: 1.0,
        spx_fee: 0.65 + 0.65,
        ..Inputs::default()
    };
    close(report(&inputs).condor.fees.get(), 5.20, EXACT);
}

/// Cboe's page on VIX options and the price they rest on: VIX 25, August future 21.50, 20-strike August call 3.00.
/// The date is ours; the page gives none.
fn cboe_example() -> Inputs {
    Inputs {
        vix: 25.0,
        futures: vec![FutureRow {
            dte: 30.0,
            price: 21.50,
        }],
        layers: vec![LayerRow {
            price: Some(3.00),
            ..LayerRow::vix_call(1.0, 30.0, 20.0)
        }],
        ..Inputs::default()
    }
}

#[test]
fn a_vix_call_below_its_intrinsic_value_on_spot_has_a_vol_on_its_future() {
    let report = report(&cboe_example());
    assert!(
        !report.notes.iter().any(|note| note.field == "layers[0].price"),
        "{:?}",
        report.notes
    );
    let layer = &report.layers[0];
    close(layer.forward, 21.50, 0.0);
    // The vol is the one that gives the price back, on the future.
    let vol = layer.vol.expect("a vol");
    let years = Years::new(30.0 / 365.0);
    let rate = Rate::from_percent(Inputs::default().rate);
    let option = Option76 {
        kind: Kind::Call,
        forward: 21.50,
        strike: 20.0,
        years,
        vol: alvh::units::Vol::new(vol),
        rate,
    };
    close(option.price(), 3.00, EXACT);
    close(layer.premium.get(), 300.0, EXACT);
    // On spot VIX the same price lies below five points of intrinsic value: no vol gives it.
    let on_spot = implied_vol(Kind::Call, 25.0, 20.0, years, rate, 3.00);
    assert_eq!(on_spot, Err(NoVol::BelowIntrinsic));
}

/// The page's second example: VIX 20, future 22.50, 25-strike put 4.00.
#[test]
fn a_vix_put_below_its_intrinsic_value_on_spot_has_a_vol_on_its_future() {
    let (years, rate) = (Years::new(30.0 / 365.0), Rate::ZERO);
    let on_future = implied_vol(Kind::Put, 22.50, 25.0, years, rate, 4.00);
    assert!(on_future.is_ok_and(|vol| vol.get() > 0.1), "{on_future:?}");
    let on_spot = implied_vol(Kind::Put, 20.0, 25.0, years, rate, 4.00);
    assert_eq!(on_spot, Err(NoVol::BelowIntrinsic));
}

/// Where the future is not quoted nothing stands in for it.
#[test]
fn without_the_future_the_cboe_call_is_not_priced_at_all() {
    let inputs = Inputs {
        futures: Vec::new(),
        ..cboe_example()
    };
    let problems = inputs.check().expect_err("no future, no price");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].field, "futures");
    assert!(problems[0].message.contains("30 days"), "{problems:?}");
}
