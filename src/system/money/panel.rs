//! How the money behind the position is shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Ending, MoneySystem};
use crate::format::{dollars, number, percent, percent_1, plain};
use crate::panel::{Cell, Format, Item, List, Panel, Row, State, Table};
use crate::parity::Trade;
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};

/// Below so many days an annualised figure says nothing.
const SHORT: f64 = 30.0;
const TEXTBOOK: &str = "Textbook definitions";

pub(super) fn panel(figures: &MoneySystem, plan: &Plan) -> Panel {
    let mut tables = Vec::from([
        capital(figures),
        endings(figures),
        flows(figures),
        pricing(),
        liquidity(figures),
    ]);
    tables.extend(parity(figures));
    tables.extend(variance(figures));
    Panel {
        answer: answer(figures, plan),
        tables,
        lists: Vec::from([words()]),
        notes: notes(figures, plan),
        ..Panel::default()
    }
}

fn key(name: &str) -> String {
    format!("system.money.{name}")
}

fn figure(name: &str, format: Format) -> Cell {
    Cell::figure(key(name), format)
}

fn row(title: &str, name: &str, format: Format) -> Row {
    Row::new(title, [figure(name, format)])
}

fn answer(figures: &MoneySystem, plan: &Plan) -> Vec<Vec<Part>> {
    let mut answer = Vec::from([cost(figures, plan).parts()]);
    answer.extend(earned(figures, plan).map(Sentence::parts));
    answer.push(asked(figures, plan).parts());
    answer.push(liquid(figures).parts());
    answer.extend(gap(figures).map(Sentence::parts));
    answer.extend(ceiling(figures).map(Sentence::parts));
    answer
}

fn cost(figures: &MoneySystem, plan: &Plan) -> Sentence {
    let days = plan.package().condor.expiry.get();
    let points = figures.financing_points;
    let sentence = Sentence::new()
        .say("At ")
        .figure(&key("wacc"), figures.wacc, percent_1(figures.wacc))
        .say(" a year the margin costs ")
        .figure(
            &key("financing"),
            figures.financing.get(),
            dollars(figures.financing.get()),
        )
        .say(&format!(" over {} days", plain(days)))
        .say(": it moves each break-even of the condor in by ")
        .figure(&key("financingPoints"), points, number(points, 3))
        .say(" points");
    let [lower, upper] = figures.break_even.as_slice() else {
        return sentence.say(".");
    };
    sentence
        .say(", to ")
        .figure(&key("breakEven[0]"), *lower, number(*lower, 2))
        .say(" and ")
        .figure(&key("breakEven[1]"), *upper, number(*upper, 2))
        .say(".")
}

fn earned(figures: &MoneySystem, plan: &Plan) -> Option<Sentence> {
    let quiet = figures.endings.first()?;
    let (profit, tied_up) = (quiet.profit.get(), quiet.tied_up.get());
    let mut sentence = Sentence::new()
        .say("If SPX and VIX end where they are, it ")
        .say(if profit < 0.0 { "loses " } else { "earns " })
        .figure(&key("endings[0].profit"), profit, dollars(profit.abs()))
        .say(" on ")
        .figure(&key("endings[0].tiedUp"), tied_up, dollars(tied_up))
        .say(" tied up");
    if let Some(simple) = quiet.simple_return {
        sentence = sentence
            .say(": ")
            .figure(&key("endings[0].simpleReturn"), simple, percent(simple))
            .say(&format!(
                " in {} days, not annualised",
                plain(plan.package().condor.expiry.get())
            ));
    }
    Some(rates(sentence.say(". "), quiet, "endings[0]"))
}

fn rates(sentence: Sentence, ending: &Ending, path: &str) -> Sentence {
    let sentence = sentence.say("Its flows change sign ").figure(
        &key(&format!("{path}.signChanges")),
        ending.sign_changes,
        times(ending.sign_changes),
    );
    if let Some(rate) = ending.irr {
        return sentence
            .say(", so there is one internal rate of return: ")
            .figure(&key(&format!("{path}.irr")), rate, percent(rate))
            .say(" a year, if it could be repeated all year, which it can’t.");
    }
    let sentence = sentence
        .say(" and there ")
        .say(if ending.rates == 1.0 { "is " } else { "are " })
        .figure(
            &key(&format!("{path}.rates")),
            ending.rates,
            how_many(ending.rates),
        );
    let sentence = sentence.say(if ending.rates == 1.0 {
        " internal rate of return, above 10,000 % a year: read the simple one"
    } else {
        " internal rates of return: the rate is not an answer here"
    });
    match ending.mirr {
        Some(rate) => sentence
            .say("; the modified one is ")
            .figure(&key(&format!("{path}.mirr")), rate, percent(rate))
            .say(" a year."),
        None => sentence.say("."),
    }
}

fn times(count: f64) -> String {
    if count == 1.0 {
        String::from("once")
    } else if count == 2.0 {
        String::from("twice")
    } else {
        format!("{} times", plain(count))
    }
}

/// "no", "one", "two": a small count in words.
fn how_many(count: f64) -> String {
    const WORDS: [&str; 5] = ["no", "one", "two", "three", "four"];
    let word = WORDS
        .into_iter()
        .zip(0_u32..)
        .find(|(_, number)| count == f64::from(*number));
    word.map_or_else(|| plain(count), |(word, _)| String::from(word))
}

fn asked(figures: &MoneySystem, plan: &Plan) -> Sentence {
    let capm = &figures.capm;
    let beta = f64::midpoint(capm.beta.fall, capm.beta.rise);
    let tail = capm.expected_shortfall.get();
    Sentence::new()
        .say("On ")
        .say(&dollars(plan.capital().account.get()))
        .say(" its beta to SPX is ")
        .figure(&key("capm.beta.fall"), capm.beta.fall, number(capm.beta.fall, 2))
        .say(" in a fall and ")
        .figure(&key("capm.beta.rise"), capm.beta.rise, number(capm.beta.rise, 2))
        .say(&format!(" in a rise; the mean, {}, asks for ", number(beta, 2)))
        .figure(&key("capm.required"), capm.required, percent_1(capm.required))
        .say(" a year. Under the option market’s own odds the package ")
        .say(if capm.mean.get() < 0.0 { "loses " } else { "earns " })
        .figure(&key("capm.mean"), capm.mean.get(), dollars(capm.mean.get().abs()))
        .say(" by expiry, an alpha of ")
        .figure(
            &key("capm.alphaDollars"),
            capm.alpha_dollars.get(),
            dollars(capm.alpha_dollars.get()),
        )
        .say("; the worst twentieth of endings averages ")
        .figure(&key("capm.expectedShortfall"), tail, dollars(tail))
        .say(". A beta measured on small moves says little about those.")
}

fn liquid(figures: &MoneySystem) -> Sentence {
    let liquidity = &figures.liquidity;
    let Some(ratio) = liquidity.ratio else {
        return Sentence::new()
            .say("Nothing falls due, so ")
            .figure(
                &key("liquidity.liquid"),
                liquidity.liquid.get(),
                dollars(liquidity.liquid.get()),
            )
            .say(" is enough.");
    };
    Sentence::new()
        .say("What can be paid at once is ")
        .figure(&key("liquidity.ratio"), ratio, number(ratio, 2))
        .say(" times what may fall due, ")
        .figure(
            &key("liquidity.due"),
            liquidity.due.get(),
            dollars(liquidity.due.get()),
        )
        .say(if liquidity.holds {
            ": not below "
        } else {
            ": below "
        })
        .say(&format!("the {} you ask for.", plain(liquidity.floor)))
}

fn gap(figures: &MoneySystem) -> Option<Sentence> {
    let parity = figures.parity?;
    let sentence = Sentence::new()
        .say("The two quotes are ")
        .figure(&key("parity.gap"), parity.gap, number(parity.gap, 2))
        .say(" points from parity, ");
    let sentence = match parity.trade {
        Trade::Neither => {
            sentence.say("less than trading the legs costs: no conversion and no reversal pays")
        }
        Trade::Conversion => sentence
            .say("the call dear against the put: a conversion would leave ")
            .figure(&key("parity.left"), parity.left, number(parity.left, 2)),
        Trade::Reversal => sentence
            .say("the call cheap against the put: a reversal would leave ")
            .figure(&key("parity.left"), parity.left, number(parity.left, 2)),
    };
    let sentence = if parity.trade == Trade::Neither {
        sentence
    } else {
        sentence.say(" points, if all of it fills at these prices")
    };
    Some(match parity.implied_dividend {
        Some(dividend) => sentence
            .say(". A dividend yield of ")
            .figure(
                &key("parity.impliedDividend"),
                dividend,
                format!("{}\u{a0}%", number(dividend * 100.0, 2)),
            )
            .say(" would explain it whole."),
        None => sentence.say("."),
    })
}

fn ceiling(figures: &MoneySystem) -> Option<Sentence> {
    let variance = figures.variance?;
    let sentence = Sentence::new().say("The VIX future stands at ").figure(
        &key("variance.future"),
        variance.future,
        number(variance.future, 2),
    );
    let (Some(ceiling), Some(room)) = (variance.ceiling, variance.room) else {
        return Some(
            sentence.say(", but the farther expiry holds less variance than the nearer one: check the vols."),
        );
    };
    let sentence = sentence
        .say(", ")
        .figure(&key("variance.room"), room, number(room.abs(), 2))
        .say(if room >= 0.0 { " below " } else { " above " })
        .say("the ceiling that SPX variance puts over it, ")
        .figure(&key("variance.ceiling"), ceiling, number(ceiling, 2));
    let sentence = match variance.implied_vol_of_vix {
        Some(vol) => sentence
            .say(": a vol of VIX of ")
            .figure(&key("variance.impliedVolOfVix"), vol, percent(vol))
            .say(" explains it. "),
        None => sentence.say(": quotes of different moments do this, a mispricing rarely. "),
    };
    Some(
        sentence
            .say("That is relative value, not a conversion: no set of SPX options delivers a VIX future."),
    )
}

fn capital(figures: &MoneySystem) -> Table {
    let mut rows = Vec::from([
        row("Cost of capital, a year", "wacc", Format::Percent),
        row(
            "On the margin, over the condor’s life",
            "financing",
            Format::Cents,
        ),
        row("In points of each condor", "financingPoints", Format::Small),
    ]);
    for (index, _) in figures.break_even.iter().enumerate() {
        rows.push(row(
            "Break-even with it charged",
            &format!("breakEven[{index}]"),
            Format::Level,
        ));
    }
    Table {
        id: "capital",
        title: "The cost of capital",
        help: "E/V x cost of equity + D/V x cost of debt x (1 - tax), charged on the margin for the condor’s days. On a \
               one-day condor it is cents, and moves a break-even by thousandths of a point.",
        source: TEXTBOOK,
        head: Vec::from(["", "Now"]),
        rows,
    }
}

fn endings(figures: &MoneySystem) -> Table {
    let names = [
        "SPX and VIX end where they are",
        "The what-if’s move holds",
        "The worse long strike",
        "Mean by your odds",
    ];
    let rows = names
        .into_iter()
        .zip(figures.endings.iter().enumerate())
        .map(|(name, (index, _))| {
            let at = |field: &str| key(&format!("endings[{index}].{field}"));
            Row::new(
                name,
                [
                    Cell::figure(at("chance"), Format::Percent),
                    Cell::maybe(at("spx"), Format::Spx, "A mean of endings has no level."),
                    Cell::maybe(at("vix"), Format::Vix, "A mean of endings has no level."),
                    Cell::figure(at("profit"), Format::Pl),
                    Cell::figure(at("tiedUp"), Format::Usd),
                    Cell::maybe(at("simpleReturn"), Format::Move, "Nothing is ever tied up."),
                    Cell::figure(at("signChanges"), Format::Count),
                    Cell::figure(at("rates"), Format::Count),
                    Cell::maybe(
                        at("irrOverSpan"),
                        Format::Move,
                        "There is none, or more than one.",
                    ),
                    Cell::maybe(
                        at("irr"),
                        Format::Move,
                        "There is none, or more than one, or it is above 10,000 % a year.",
                    ),
                    Cell::maybe(
                        at("mirr"),
                        Format::Move,
                        "Nothing is paid, nothing comes in, or it is above 10,000 % a year.",
                    ),
                    Cell::figure(at("presentValue"), Format::Pl),
                ],
            )
        });
    Table {
        id: "endings",
        title: "What is earned, in three endings",
        help: "Margin goes out now and comes back at expiry; layers are paid on their days; what is left of the hedge is sold \
               at the model’s price. Read the simple return first: a yearly rate assumes the same again and again. The modified \
               rate pays at the cost of capital and reinvests at the interest rate.",
        source: "Odds: the publisher’s pages; the endings are ours",
        head: Vec::from([
            "",
            "Odds",
            "SPX",
            "VIX",
            "Profit",
            "Tied up",
            "Simple return",
            "Sign changes",
            "Internal rates",
            "IRR, over its time",
            "IRR, a year",
            "Modified, a year",
            "Worth now, at cost of capital",
        ]),
        rows: rows.collect(),
    }
}

fn flows(figures: &MoneySystem) -> Table {
    let rows = figures.flows.iter().enumerate().map(|(index, flow)| {
        Row::new(
            format!("Day {}", plain(flow.day.get())),
            [figure(&format!("flows[{index}].amount"), Format::Pl)],
        )
    });
    Table {
        id: "flows",
        title: "Dated flows, if nothing happens",
        help: "What changes hands on which day: received is plus, paid is minus.",
        source: "This page’s model",
        head: Vec::from(["", "Flow"]),
        rows: rows.collect(),
    }
}

fn pricing() -> Table {
    let both = |title: &str, name: &str, alone: &str, format| {
        Row::new(
            title,
            [
                figure(&format!("capm.{alone}"), format),
                figure(&format!("capm.{name}"), format),
            ],
        )
    };
    let hedged = |title: &str, name: &str, format| {
        Row::new(
            title,
            [Cell::words("\u{2014}"), figure(&format!("capm.{name}"), format)],
        )
    };
    Table {
        id: "capm",
        title: "Beta, what it asks for, and the bad tail",
        help: "Beta is dollars per point of SPX along the line, times SPX over capital. It asks for the interest rate plus beta \
               times the equity premium. Alpha is what the mean earns beyond that; under the option market’s own odds it is \
               little more than costs, on either sign.",
        source: TEXTBOOK,
        head: Vec::from(["", "Condor alone", "With the hedge"]),
        rows: Vec::from([
            both("Beta in a fall", "beta.fall", "betaAlone.fall", Format::Ratio),
            both("Beta in a rise", "beta.rise", "betaAlone.rise", Format::Ratio),
            both(
                "Required return, a year",
                "required",
                "requiredAlone",
                Format::Percent,
            ),
            both(
                "Swing of the account, a year",
                "swing",
                "swingAlone",
                Format::Percent,
            ),
            hedged("Mean result by expiry", "mean", Format::Pl),
            hedged("Alpha over that time", "alphaDollars", Format::Pl),
            hedged("Alpha by your odds, of capital", "alphaByOdds", Format::Move),
            hedged("Mean of the worst 5 %", "expectedShortfall", Format::Pl),
        ]),
    }
}

fn liquidity(figures: &MoneySystem) -> Table {
    let verdict = State::of(figures.liquidity.holds);
    Table {
        id: "liquidity",
        title: "The quick ratio",
        help: "(Cash + bills + excess margin) over (hedge debit + margin due + near-term loss with slippage). The acid test of a \
               company’s accounts, turned on the position’s own claims.",
        source: "Document 000; the floor: the publisher’s pages",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Can be paid at once", "liquidity.liquid", Format::Usd),
            row("Hedge, bought", "liquidity.hedgeDebit", Format::Usd),
            row("Margin due", "liquidity.marginDue", Format::Usd),
            row(
                "Near-term loss, with slippage",
                "liquidity.nearTermLoss",
                Format::Usd,
            ),
            Row::new(
                "Quick ratio",
                [Cell::maybe(
                    key("liquidity.ratio"),
                    Format::Ratio,
                    "Nothing falls due.",
                )],
            )
            .state(verdict),
            row("Lowest asked for", "liquidity.floor", Format::Ratio),
        ]),
    }
}

fn parity(figures: &MoneySystem) -> Option<Table> {
    let parity = figures.parity?;
    let verdict = match parity.trade {
        Trade::Conversion => "Conversion",
        Trade::Reversal => "Reversal",
        Trade::Neither => "Neither pays",
    };
    Some(Table {
        id: "parity",
        title: "Put-call parity at one strike",
        help: "Gap = call - put - discount x (forward - strike). A conversion sells the call, buys the put and the forward; a \
               reversal does the opposite. Both live within SPX options of one expiry.",
        source: "Put-call parity of European options",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Forward", "parity.forward", Format::Level),
            row("Forward at parity", "parity.impliedForward", Format::Level),
            row("Gap", "parity.gap", Format::Points),
            row("Cost of all legs", "parity.cost", Format::Points),
            row("Left over", "parity.left", Format::Points),
            Row::new(
                "Dividend yield that explains it",
                [Cell::maybe(
                    key("parity.impliedDividend"),
                    Format::Percent,
                    "The implied forward is not above zero.",
                )],
            ),
            Row::new("What pays", [Cell::words(verdict)]).state(if parity.trade == Trade::Neither {
                State::Plain
            } else {
                State::Fires
            }),
        ]),
    })
}

fn variance(figures: &MoneySystem) -> Option<Table> {
    let variance = figures.variance?;
    let why = "The farther expiry holds less variance than the nearer one.";
    let holds = variance.room.is_none_or(|room| room >= 0.0);
    Some(Table {
        id: "variance",
        title: "A VIX future under its ceiling",
        help: "The future is worth the mean of a square root, and by Jensen’s inequality no more than the root of the mean: \
               forward variance between the two expiries. What lies between is the price of VIX’s own uncertainty. Relative \
               value, not a conversion.",
        source: "Jensen’s inequality; the vol assumes a lognormal VIX at settlement",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Vol to the nearer expiry", "variance.nearVol", Format::Percent),
            row("Vol to the farther expiry", "variance.farVol", Format::Percent),
            row(
                "VIX future settling at the nearer",
                "variance.future",
                Format::Future,
            ),
            Row::new(
                "Ceiling",
                [Cell::maybe(key("variance.ceiling"), Format::Vix, why)],
            ),
            Row::new(
                "Room below it",
                [Cell::maybe(key("variance.room"), Format::Points, why)],
            )
            .state(State::of(holds)),
            Row::new(
                "Vol of VIX that explains it",
                [Cell::maybe(
                    key("variance.impliedVolOfVix"),
                    Format::Percent,
                    "The future does not lie below the ceiling.",
                )],
            ),
        ]),
    })
}

fn item(words: &str, source: &'static str) -> Item {
    Item {
        parts: Sentence::new().say(words).parts(),
        source,
        state: State::Plain,
    }
}

fn words() -> List {
    List {
        id: "words",
        title: "What these figures cannot say",
        help: "",
        items: Vec::from([
            item(
                "A conversion or a reversal between SPX and VIX futures, as the documents have it, does not exist: parity holds \
                 between SPX options of one strike, and a VIX future is only bounded by them.",
                "Document 000",
            ),
            item(
                "Price to cash flow has no meaning for an option; premium per dollar of payoff in the what-if stands in for it \
                 under the system of document 000.",
                "Document 000",
            ),
            item(
                "Beta and alpha describe small moves and means. A condor’s risk is neither, which is why the mean of the worst \
                 5 % stands beside them.",
                "Ours",
            ),
        ]),
    }
}

fn notes(figures: &MoneySystem, plan: &Plan) -> Vec<String> {
    let mut notes = Vec::new();
    let days = plan.package().condor.expiry.get();
    if days < SHORT {
        notes.push(format!(
            "The condor lives {} days: a yearly rate only repeats one result over and over. Read the simple return.",
            plain(days)
        ));
    }
    if let Some(ending) = figures.endings.iter().find(|ending| ending.rates != 1.0) {
        notes.push(if ending.rates == 0.0 {
            String::from(
                "In at least one ending no rate makes the flows worth nothing: more is lost than was ever tied up, or nothing was.",
            )
        } else {
            let rates: Vec<String> = ending.all_rates.iter().map(|rate| percent(*rate)).collect();
            format!(
                "In at least one ending {} rates make the flows worth nothing, {} over their time: none of them is the return.",
                how_many(ending.rates),
                rates.join(" and ")
            )
        });
    }
    if plan.package().layers.iter().any(|layer| layer.contracts() < 0.0) {
        notes.push(String::from(
            "Margin of options sold is not counted in what is tied up.",
        ));
    }
    notes
}
