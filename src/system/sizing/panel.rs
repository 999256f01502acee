//! How sizing is shown.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::SizingSystem;
use crate::columns::{Column, Heading, column, maybe, table};
use crate::contango::Gate;
use crate::format::{count, dollars, joined, number, percent, percent_1, plain};
use crate::inputs::systems::sizing::Sizing;
use crate::inputs::{Inputs, LayerRow};
use crate::link::to_link;
use crate::panel::{Action, Format, Item, List, Panel, State, Table};
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};
use crate::whole_contracts::whole;

/// Why a figure of sizing may be missing.
const NO_LOSS: &str = "The condors do not lose there, so there is nothing to offset.";
const GAINS_WITH_VIX: &str = "The condors gain when VIX rises, so there is nothing to take away.";
const NO_DELTA: &str = "No strike has this delta at this VVIX; the strike at the future stands in.";
const NOTHING_BOUGHT: &str = "Nothing is bought at this size.";
const NO_CARRY: &str = "It loses nothing if nothing moves, so no ratio is formed.";
const NO_SETS: &str = "No number of sets reaches this target.";
const NEVER_FITS: &str = "No strike up to five times the future makes it fit.";
const TOO_MANY: &str = "More than a million condors.";
const NO_LEVEL: &str = "There is none between 30 and 170 % of today’s SPX.";

const TENOR_NAMES: [&str; 3] = ["Near", "Middle", "Far"];

impl SizingSystem {
    pub(super) fn shown(&self, plan: &Plan) -> Panel {
        let typed = &plan.systems().sizing;
        Panel {
            answer: Vec::from([
                self.what_it_returns(plan).parts(),
                self.what_touching_changes().parts(),
                self.what_it_costs(typed).parts(),
                self.what_it_takes().parts(),
            ]),
            tables: Vec::from([
                tenor_table(),
                self.merit_table(),
                self.rule_table(),
                self.rounding_table(),
                self.count_table(typed),
                self.vega_table(),
                self.habit_table(),
                self.episode_table(),
                self.session_table(),
                self.alarm_table(),
                self.spread_table(),
                scalp_table(),
            ]),
            lists: Vec::from([self.limits(typed), self.alarms()]),
            notes: self.notes(plan),
            actions: self.actions(plan),
            ..Panel::default()
        }
    }

    fn calls(&self) -> u32 {
        whole(self.size.contracts.iter().sum())
    }

    /// "4/4/2 calls at 10, 37 and 75 days".
    fn named(&self) -> String {
        let numbers: Vec<String> = self.size.contracts.iter().map(|number| plain(*number)).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let [near, middle, far] = [0, 1, 2].map(|index| {
            self.tenors
                .get(index)
                .map_or_else(String::new, |tenor| plain(tenor.days.get()))
        });
        format!(
            "{} calls at {near}, {middle} and {far} days",
            joined(&numbers, "/")
        )
    }

    fn what_it_returns(&self, plan: &Plan) -> Sentence {
        let condor = self.judged_by.condor.get();
        let condors = plan.package().condor.quantity;
        let (who, verb) = if condors == 1 {
            (
                String::from("the condor"),
                if condor < 0.0 { "loses" } else { "gains" },
            )
        } else {
            (
                format!("the {} condors", count(condors)),
                if condor < 0.0 { "lose" } else { "gain" },
            )
        };
        let gain = self.size.gain.get();
        let sentence = Sentence::new()
            .say(&format!("{}: {who} {verb} ", self.judged_by.title))
            .figure("system.sizing.judgedBy.condor", condor, dollars(condor.abs()));
        let sentence = sentence
            .say(if gain >= 0.0 { "; " } else { ", and " })
            .say(&self.named())
            .say(if gain >= 0.0 { " gain " } else { " lose " })
            .figure("system.sizing.size.gain", gain, dollars(gain.abs()));
        match self.size.offset {
            Some(offset) if gain >= 0.0 => sentence
                .say(", ")
                .figure("system.sizing.size.offset", offset, percent(offset))
                .say(" of that loss, with nobody touching them."),
            _ => sentence.say("."),
        }
    }

    fn what_touching_changes(&self) -> Sentence {
        let path = &self.path;
        let [Some(alone), Some(weekly), Some(twice)] = [0, 1, 2].map(|index| path.habits.get(index)) else {
            return Sentence::new().say("The condor does not live to see a session of the path.");
        };
        let at = |index: usize, name: &str| format!("system.sizing.path.habits[{index}].{name}");
        let mut sentence = Sentence::new().say(&format!("Along {}, left alone, ", path.title));
        sentence = match alone.offset_at_worst {
            Some(offset) => sentence
                .say("they return ")
                .figure(&at(0, "offsetAtWorst"), offset, percent(offset))
                .say(" of what the condors have lost where they stand lowest; both end at "),
            None => sentence.say("the condors never stand at a loss; both end at "),
        };
        sentence = sentence.figure(&at(0, "total"), alone.total.get(), dollars(alone.total.get()));
        if weekly.trades + twice.trades == 0.0 {
            sentence = sentence.say(". Looked at once or twice a week, nothing asks to be traded");
            return self.range_of_spikes(sentence);
        }
        for (index, habit, words) in [
            (1, weekly, ". Looked at once a week they end "),
            (2, twice, ", twice a week "),
        ] {
            let adds = habit.adds.get();
            sentence = sentence
                .say(words)
                .figure(&at(index, "adds"), adds, dollars(adds.abs()))
                .say(if adds >= 0.0 { " higher" } else { " lower" });
        }
        sentence = sentence
            .say(", after ")
            .figure(&at(1, "costs"), weekly.costs.get(), dollars(weekly.costs.get()))
            .say(" and ")
            .figure(&at(2, "costs"), twice.costs.get(), dollars(twice.costs.get()))
            .say(" of fees and slippage instead of ")
            .figure(&at(0, "costs"), alone.costs.get(), dollars(alone.costs.get()));
        self.range_of_spikes(sentence)
    }

    /// Ends a sentence with what the hedge left alone returns over the spikes of the past.
    fn range_of_spikes(&self, sentence: Sentence) -> Sentence {
        let Some((least, most)) = self.returned.least.zip(self.returned.most) else {
            return sentence.say(".");
        };
        let spikes = count(u32::try_from(self.episodes.len()).unwrap_or(u32::MAX));
        sentence
            .say(&format!(
                ". Over the {spikes} spikes of the past below, left alone, they return between "
            ))
            .figure("system.sizing.returned.least", least, percent(least))
            .say(" and ")
            .figure("system.sizing.returned.most", most, percent(most))
            .say(" of the condors’ loss at its worst.")
    }

    fn what_it_costs(&self, typed: &Sizing) -> Sentence {
        let share = &self.size.share;
        let figure = |sentence: Sentence, name: &str, value: f64| {
            sentence.figure(
                &format!("system.sizing.size.share.{name}"),
                value,
                percent_1(value),
            )
        };
        let sentence = Sentence::new().say("They cost ").figure(
            "system.sizing.size.dollars",
            self.size.dollars.get(),
            dollars(self.size.dollars.get()),
        );
        let sentence = figure(sentence.say(": "), "upfront", share.upfront).say(" of the credit up front, ");
        let sentence =
            figure(sentence, "life", share.life).say(" over the condor’s life if nothing happens, ");
        let sentence = figure(sentence, "perDay", share.per_day).say(" for the first day, ");
        figure(sentence, "rolled", share.rolled)
            .say(&format!(
                " with rolls. The budget is {} to {}\u{a0}%, the cap {}\u{a0}%. ",
                plain(typed.budget_low),
                plain(typed.budget_high),
                plain(typed.credit_cap)
            ))
            .say("If nothing happens the condors return ")
            .figure(
                "system.sizing.returns.bare",
                self.returns.bare,
                percent_1(self.returns.bare),
            )
            .say(" on their margin alone, ")
            .figure(
                "system.sizing.returns.hedged",
                self.returns.hedged,
                percent_1(self.returns.hedged),
            )
            .say(" on margin and premium with the hedge.")
    }

    fn what_it_takes(&self) -> Sentence {
        let mut sentence = Sentence::new();
        let (Some(share), [low, high]) = (self.one.vega, self.vega.as_slice()) else {
            return sentence.say("The condors gain when VIX rises, so no set is needed for their vega.");
        };
        sentence =
            sentence
                .say("One set takes away ")
                .figure("system.sizing.one.vega", share, percent(share));
        sentence = sentence.say(" of what a VIX point costs the condors");
        if let Some(naive) = self.one.vega_naive {
            sentence = sentence
                .say(", or ")
                .figure("system.sizing.one.vegaNaive", naive, percent(naive))
                .say(" if every tenor moved alike");
        }
        for (index, need, words) in [(0, low, "; "), (1, high, ", ")] {
            let (Some(sets), Some(size)) = (need.whole_sets, need.size) else {
                continue;
            };
            let at = |name: &str| format!("system.sizing.vega[{index}].{name}");
            sentence = sentence
                .say(words)
                .figure(&at("target"), need.target, percent(need.target))
                .say(" takes ")
                .figure(&at("wholeSets"), sets, number(sets, 0))
                .say(if sets == 1.0 {
                    " whole set, "
                } else {
                    " whole sets, "
                })
                .figure(
                    &at("size.share.upfront"),
                    size.share.upfront,
                    percent(size.share.upfront),
                )
                .say(" of the credit up front");
        }
        sentence.say(".")
    }

    fn merit_table(&self) -> Table {
        let mut lines = tenor_lines("tenors");
        for (line, tenor) in lines.iter_mut().zip(&self.tenors) {
            if tenor.rank == 1.0 {
                line.2 = State::Fires;
            }
        }
        table(
            Heading {
                id: "merit",
                title: "What each tenor returns for its carry",
                help: "Dollars gained in the scenario for each dollar lost over the condor’s life if nothing moves; the best stands out.",
                source: "Ours",
                of: "Calls",
            },
            &[
                column("Gain", "gain", Format::Pl),
                maybe("Share of it", "shareOfGain", Format::Percent, NOTHING_BOUGHT),
                column("For a VIX point", "perVixPoint", Format::Usd),
                column("A day’s time value", "theta", Format::Pl),
                column("Carry over the life", "carry", Format::Usd),
                column("With rolls", "rolled", Format::Usd),
                maybe("Gain per $ of carry", "perCarry", Format::Ratio, NO_CARRY),
                maybe("Gain per $ with rolls", "perRolled", Format::Ratio, NO_CARRY),
                column("Rank", "rank", Format::Count),
            ],
            lines,
        )
    }

    fn rule_table(&self) -> Table {
        // A rule without an answer has no size: its row would name figures that are not there.
        let answered = self
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.whole.is_some());
        let lines = answered.map(|(index, rule)| {
            let state = if rule.rule == self.chosen.rule {
                State::Fires
            } else {
                State::Plain
            };
            let title = rule_title(rule.rule, rule.target);
            (title, format!("system.sizing.rules[{index}]"), state)
        });
        table(
            Heading {
                id: "rules",
                title: "One size in the terms of every rule",
                help: "Each rule alone, in whole contracts and held to the cap; the rule in force stands out. A rule that no size meets is left out.",
                source: "Documents 001 and 004; the publisher’s guide",
                of: "Rule",
            },
            &[
                column("Sets asked for", "sets", Format::Ratio),
                column("Left by the cap", "capped", Format::Ratio),
                column("Near", "whole.contracts[0]", Format::Count),
                column("Middle", "whole.contracts[1]", Format::Count),
                column("Far", "whole.contracts[2]", Format::Count),
                column("For each condor", "whole.perCondor", Format::Ratio),
                column("Dollars", "whole.dollars", Format::Usd),
                column("Up front", "whole.share.upfront", Format::Percent),
                column("Over the life", "whole.share.life", Format::Percent),
                column("For a day", "whole.share.perDay", Format::Percent),
                column("With rolls", "whole.share.rolled", Format::Percent),
                maybe("Vega taken away", "whole.vega", Format::Percent, GAINS_WITH_VIX),
                maybe(
                    "All tenors alike",
                    "whole.vegaNaive",
                    Format::Percent,
                    GAINS_WITH_VIX,
                ),
                maybe("Loss returned", "whole.offset", Format::Percent, NO_LOSS),
            ],
            lines,
        )
    }

    fn rounding_table(&self) -> Table {
        let mut lines = Vec::new();
        for (title, name, size) in [
            ("Before rounding", "exact", &self.chosen.exact),
            ("Whole contracts", "whole", &self.chosen.whole),
        ] {
            if size.is_some() {
                lines.push((
                    String::from(title),
                    format!("system.sizing.chosen.{name}"),
                    State::Plain,
                ));
            }
        }
        for (title, name) in [("One whole set", "one"), ("Your layers now", "typed")] {
            lines.push((String::from(title), format!("system.sizing.{name}"), State::Plain));
        }
        table(
            Heading {
                id: "rounding",
                title: "What rounding does, beside one set and your layers",
                help: "Contracts are rounded down, then added one by one where most was cut off: within a budget as many as fit, towards a target until it is reached.",
                source: "Largest remainder; ours",
                of: "The rule in force",
            },
            &SIZE_COLUMNS,
            lines,
        )
    }

    fn count_table(&self, typed: &Sizing) -> Table {
        let titles = ["Up front", "Over the condor’s life", "For a day", "With rolls"];
        let lines = self
            .counts
            .iter()
            .zip(titles)
            .enumerate()
            .map(|(index, (need, title))| {
                let fits = need.share <= typed.budget_high / 100.0;
                (
                    String::from(title),
                    format!("system.sizing.counts[{index}]"),
                    State::of(fits),
                )
            });
        table(
            Heading {
                id: "counts",
                title: "What one set takes, on each count of cost",
                help: "The fewest condors whose credit carries it, and how far above each future all its calls must be struck to fit the upper end of the budget: strikes, and what the set then still covers.",
                source: "Document 001: 8-12 % of the credit, no more than 15 %",
                of: "Cost counted",
            },
            &[
                column("One set", "cost", Format::Usd),
                column("Of the credit", "share", Format::Percent),
                maybe("Condors, lower end", "condorsLow", Format::Count, TOO_MANY),
                maybe("Condors, upper end", "condorsHigh", Format::Count, TOO_MANY),
                maybe("Condors, cap", "condorsCap", Format::Count, TOO_MANY),
                maybe("Struck above", "above", Format::Percent, NEVER_FITS),
                maybe("Near strike", "near", Format::Points, NEVER_FITS),
                maybe("Middle strike", "middle", Format::Points, NEVER_FITS),
                maybe("Far strike", "far", Format::Points, NEVER_FITS),
                maybe("Vega taken away there", "vega", Format::Percent, NEVER_FITS),
                maybe("Loss returned there", "offset", Format::Percent, NEVER_FITS),
            ],
            lines,
        )
    }

    fn vega_table(&self) -> Table {
        let lines = self
            .vega
            .iter()
            .enumerate()
            .filter(|(_, need)| need.size.is_some())
            .map(|(index, need)| {
                (
                    format!("{} of the vega", percent(need.target)),
                    format!("system.sizing.vega[{index}]"),
                    State::Plain,
                )
            });
        table(
            Heading {
                id: "vega",
                title: "What covering the vega takes",
                help: "Whole sets, what they cost up front, and what they return in the scenario. SPX vega and the vega of VIX options are never added: both sides are dollars for a point of spot VIX.",
                source: "Document 004: 60-75 %",
                of: "Target",
            },
            &[
                column("Sets", "sets", Format::Ratio),
                column("Whole sets", "wholeSets", Format::Count),
                column("Dollars", "size.dollars", Format::Usd),
                column("Of the credit, up front", "size.share.upfront", Format::Percent),
                column("Over the life", "size.share.life", Format::Percent),
                column("With rolls", "size.share.rolled", Format::Percent),
                maybe(
                    "If all tenors moved alike",
                    "size.vegaNaive",
                    Format::Percent,
                    GAINS_WITH_VIX,
                ),
                maybe("Loss returned", "size.offset", Format::Percent, NO_LOSS),
            ],
            lines,
        )
    }

    fn habit_table(&self) -> Table {
        let titles = ["Left alone", "Looked at once a week", "Looked at twice a week"];
        let lines = self
            .path
            .habits
            .iter()
            .zip(titles)
            .enumerate()
            .map(|(index, (_, title))| {
                (
                    String::from(title),
                    format!("system.sizing.path.habits[{index}]"),
                    State::Plain,
                )
            });
        table(
            Heading {
                id: "habits",
                title: "Left alone against looked after, on the path picked",
                help: "When the hedge is looked at, calls whose delta has drifted out of the band, or that have settled, are sold and bought again by the rule; fees and slippage are paid both ways.",
                source: "Document 001: minor rebalancing once or twice a week; the band is ours",
                of: "Habit",
            },
            &[
                column("Hedge at the end", "hedge", Format::Pl),
                column("Both at the end", "total", Format::Pl),
                column("Against left alone", "adds", Format::Pl),
                column("Both at the lowest", "lowest", Format::Pl),
                maybe("Returned at the worst", "offsetAtWorst", Format::Percent, NO_LOSS),
                maybe("Returned at the end", "offset", Format::Percent, NO_LOSS),
                column("Fees and slippage", "costs", Format::Usd),
                column("Days traded", "trades", Format::Count),
            ],
            lines,
        )
    }

    fn episode_table(&self) -> Table {
        let lines = self.episodes.iter().enumerate().map(|(index, episode)| {
            (
                String::from(episode.title),
                format!("system.sizing.episodes[{index}]"),
                State::Plain,
            )
        });
        table(
            Heading {
                id: "episodes",
                title: "Spikes of the past over today’s levels",
                help: "SPX moves by the same percentages and VIX by the same points as then; futures and vols follow by the model, not by what was quoted. Recorded futures have moved 0.66 to 1.27 times as far.",
                source: "Daily closes of the S&P 500 and VIX",
                of: "Spike",
            },
            &[
                column("Sessions", "sessions", Format::Count),
                column("Condors at their worst", "condorAtWorst", Format::Pl),
                maybe("Returned, left alone", "offsetAtWorst", Format::Percent, NO_LOSS),
                maybe("Once a week", "offsetWeekly", Format::Percent, NO_LOSS),
                maybe("Twice a week", "offsetTwice", Format::Percent, NO_LOSS),
                column("Both at the end, left alone", "total", Format::Pl),
                column("Once a week", "totalWeekly", Format::Pl),
                column("Twice a week", "totalTwice", Format::Pl),
            ],
            lines,
        )
    }

    fn session_table(&self) -> Table {
        let lines = self.path.sessions.iter().enumerate().map(|(index, session)| {
            let state = if session.alarm { State::Fails } else { State::Plain };
            (
                format!("Session {}", index + 1),
                format!("system.sizing.path.sessions[{index}]"),
                state,
            )
        });
        table(
            Heading {
                id: "sessions",
                title: "The path picked, session by session",
                help: "It ends when the condor does; a session that ends beyond an exit alarm stands out.",
                source: "Daily closes of the S&P 500 and VIX, or typed",
                of: "After",
            },
            &[
                column("Day", "day", Format::Days),
                column("SPX", "spx", Format::Spx),
                column("VIX", "vix", Format::Vix),
                column("Condors", "condor", Format::Pl),
                column("Hedge, left alone", "hedge[0]", Format::Pl),
                column("Once a week", "hedge[1]", Format::Pl),
                column("Twice a week", "hedge[2]", Format::Pl),
                column("Both, left alone", "total", Format::Pl),
            ],
            lines,
        )
    }

    fn alarm_table(&self) -> Table {
        let last = self.alarm.dates.len();
        let lines = self.alarm.dates.iter().enumerate().map(|(index, date)| {
            let title = if index + 1 == last {
                String::from("At the condor’s expiry")
            } else {
                format!("On day {}", plain(date.day.get()))
            };
            (title, format!("system.sizing.alarm.dates[{index}]"), State::Plain)
        });
        table(
            Heading {
                id: "alarms",
                title: "Combined break-evens, date by date",
                help: "Nearest SPX levels at which condors and hedge together, VIX on the line, change sign. Early levels are the mark-to-market noise to be ignored; the last row carries the alarms.",
                source: "Document 001: leave at pre-set combined break-evens, not on daily mark-to-market",
                of: "When",
            },
            &[
                maybe("Lower", "lower", Format::Level, NO_LEVEL),
                maybe("Upper", "upper", Format::Level, NO_LEVEL),
            ],
            lines,
        )
    }

    fn spread_table(&self) -> Table {
        let lines = self
            .spreads
            .iter()
            .zip(TENOR_NAMES)
            .enumerate()
            .flat_map(|(index, (ways, name))| {
                let title = |what: &str, strikes: String| format!("{name}, {what} {strikes}");
                let (low, high) = (plain(ways.strike), plain(ways.sold_strike));
                [
                    (title("bought", low.clone()), "bought"),
                    (title("spread", format!("{low}/{high}")), "spread"),
                    (title("sold alone", high), "sold"),
                ]
                .map(|(title, way)| {
                    (
                        title,
                        format!("system.sizing.spreads[{index}].{way}"),
                        State::Plain,
                    )
                })
            });
        table(
            Heading {
                id: "spreads",
                title: "Sold calls: the spread as the cheaper hedge",
                help: "A call sold against each bought one pays part of it and caps what it brings. A call sold alone is no hedge: it loses when VIX rises, without end, and ties up margin.",
                source: "Margin of an uncovered call: Cboe’s specification of VIX options, premium plus 20 % of VIX less what it is out of the money, at least 10 %",
                of: "Calls",
            },
            &[
                column("Paid", "paid", Format::Usd),
                column("Carry over the life", "carry", Format::Usd),
                column("For a VIX point", "perVixPoint", Format::Usd),
                column("Gain in the scenario", "gain", Format::Pl),
                column("Margin beside it", "margin", Format::Usd),
                maybe("Most it can lose", "maxLoss", Format::Usd, "Without end."),
                maybe("Most it can gain", "maxGain", Format::Usd, "Without end."),
            ],
            lines,
        )
    }

    fn limits(&self, typed: &Sizing) -> List {
        let share = &self.size.share;
        let (high, cap) = (typed.budget_high / 100.0, typed.credit_cap / 100.0);
        let mut items: Vec<Item> = [
            ("Up front", "upfront", share.upfront),
            ("Over the condor’s life", "life", share.life),
            ("For the first day", "perDay", share.per_day),
            ("With rolls", "rolled", share.rolled),
        ]
        .into_iter()
        .map(|(title, name, value)| {
            let verdict = if value > cap {
                "over the cap"
            } else if value > high {
                "over the budget, within the cap"
            } else {
                "within the budget"
            };
            let parts = Sentence::new()
                .say(&format!("{title} "))
                .figure(
                    &format!("system.sizing.size.share.{name}"),
                    value,
                    percent_1(value),
                )
                .say(&format!(" of the credit: {verdict}."));
            item(parts.parts(), "Document 001", State::of(value <= cap))
        })
        .collect();
        items.push(self.gate_item(typed));
        List {
            id: "limits",
            title: "Budget, cap and gate",
            help: "A day’s cost stands against the whole credit, so it says something only of condors that live for a day.",
            items,
        }
    }

    fn gate_item(&self, typed: &Sizing) -> Item {
        let source = "Document 001: no layers in extreme contango; the threshold is ours";
        let Some((step, gate)) = self.contango.zip(self.gate) else {
            let words = "No-add gate: two quoted VIX futures are needed for a step between them.";
            return item(Sentence::new().say(words).parts(), source, State::Plain);
        };
        let verdict = match gate {
            Gate::Closed => "above the threshold: nothing is added",
            Gate::Open => "within the threshold: the gate is open",
            Gate::Backwardation => "the curve falls: the gate is open",
        };
        let parts = Sentence::new()
            .say("No-add gate: from the first quoted VIX future to the second ")
            .figure(
                "system.sizing.contango.aMonth",
                step.a_month,
                percent_1(step.a_month),
            )
            .say(&format!(
                " a month, against {}; {verdict}.",
                percent(typed.contango_gate / 100.0)
            ));
        item(parts.parts(), source, State::of(gate != Gate::Closed))
    }

    fn alarms(&self) -> List {
        let mut items = Vec::new();
        for (side, level, alarm, name) in [
            ("below", self.alarm.lower, self.alarm.lower_alarm, "lower"),
            ("above", self.alarm.upper, self.alarm.upper_alarm, "upper"),
        ] {
            let (Some(level), Some(alarm)) = (level, alarm) else {
                let words = format!("No combined break-even {side} today’s SPX: no alarm on that side.");
                items.push(item(Sentence::new().say(&words).parts(), "", State::Plain));
                continue;
            };
            let parts = Sentence::new()
                .say(&format!("The combined break-even {side} is "))
                .figure(&format!("system.sizing.alarm.{name}"), level, number(level, 2))
                .say("; the alarm rings at ")
                .figure(
                    &format!("system.sizing.alarm.{name}Alarm"),
                    alarm,
                    number(alarm, 2),
                )
                .say(".");
            items.push(item(parts.parts(), "", State::Plain));
        }
        let path = &self.path;
        let mut sentence = Sentence::new()
            .say(&format!("Along {} the package ends ", path.title))
            .figure(
                "system.sizing.path.redSessions",
                path.red_sessions,
                number(path.red_sessions, 0),
            )
            .say(" sessions at a loss and ")
            .figure(
                "system.sizing.path.alarmSessions",
                path.alarm_sessions,
                number(path.alarm_sessions, 0),
            )
            .say(" beyond an alarm");
        if let Some((day, total)) = path.first_alarm.zip(path.total_at_alarm) {
            sentence = sentence
                .say(", first on day ")
                .figure("system.sizing.path.firstAlarm", day.get(), plain(day.get()))
                .say(", at ")
                .figure(
                    "system.sizing.path.totalAtAlarm",
                    total.get(),
                    dollars(total.get()),
                );
        }
        items.push(item(sentence.say(".").parts(), "", State::Plain));
        List {
            id: "exits",
            title: "Exit alarms",
            help: "Losses on the way that stay short of an alarm are the noise the document says to ignore.",
            items,
        }
    }

    /// The layers replaced by the set, where anything is bought.
    fn actions(&self, plan: &Plan) -> Vec<Action> {
        let layers: Vec<LayerRow> = self
            .tenors
            .iter()
            .filter(|tenor| tenor.contracts > 0.0)
            .map(|tenor| LayerRow::vix_call(tenor.contracts, tenor.days.get(), tenor.strike))
            .collect();
        if layers.is_empty() {
            return Vec::new();
        }
        let inputs = Inputs {
            layers,
            ..plan.inputs().clone()
        };
        Vec::from([Action {
            title: format!("Use these contracts: {}", self.named()),
            link: to_link(&inputs),
        }])
    }

    fn notes(&self, plan: &Plan) -> Vec<String> {
        let typed = &plan.systems().sizing;
        let mut notes = Vec::new();
        for (tenor, name) in self.tenors.iter().zip(TENOR_NAMES) {
            if tenor.by_rule.is_none() {
                notes.push(format!("{name} calls: {NO_DELTA}"));
            }
        }
        if self.chosen.whole.is_none() {
            notes.push(format!("{NO_SETS} One set is shown."));
        } else if let (Some(sets), Some(capped)) = (self.chosen.sets, self.chosen.capped)
            && capped < sets
        {
            notes.push(format!(
                "The rule asks for {} sets; the cap of {} leaves {}.",
                number(sets, 2),
                percent(typed.credit_cap / 100.0),
                number(capped, 2)
            ));
        }
        if self.calls() == 0 {
            notes.push(String::from(
                "Not one whole contract fits this size: nothing is bought.",
            ));
        }
        if self.gate == Some(Gate::Closed) {
            notes.push(String::from(
                "The no-add gate is closed: by document 001 no layer is added until the curve is less steep.",
            ));
        }
        for (days, low, high, name) in [
            (typed.near_dte, 7.0, 14.0, "Near"),
            (typed.middle_dte, 30.0, 45.0, "Middle"),
            (typed.far_dte, 60.0, f64::INFINITY, "Far"),
        ] {
            if days < low || days > high {
                let range = if high.is_finite() {
                    format!("{} to {}", plain(low), plain(high))
                } else {
                    format!("{} or more", plain(low))
                };
                notes.push(format!(
                    "{name} calls: document 001 has {range} days; {} is not.",
                    plain(days)
                ));
            }
        }
        notes
    }
}

const SIZE_COLUMNS: [Column; 13] = [
    column("Near", "contracts[0]", Format::Ratio),
    column("Middle", "contracts[1]", Format::Ratio),
    column("Far", "contracts[2]", Format::Ratio),
    column("For each condor", "perCondor", Format::Ratio),
    column("Dollars", "dollars", Format::Usd),
    column("Up front", "share.upfront", Format::Percent),
    column("Over the life", "share.life", Format::Percent),
    column("For a day", "share.perDay", Format::Percent),
    column("With rolls", "share.rolled", Format::Percent),
    maybe("Vega taken away", "vega", Format::Percent, GAINS_WITH_VIX),
    maybe("All tenors alike", "vegaNaive", Format::Percent, GAINS_WITH_VIX),
    column("Gain in the scenario", "gain", Format::Pl),
    maybe("Loss returned", "offset", Format::Percent, NO_LOSS),
];

fn tenor_lines(list: &'static str) -> Vec<(String, String, State)> {
    TENOR_NAMES
        .iter()
        .enumerate()
        .map(|(index, name)| {
            (
                (*name).to_string(),
                format!("system.sizing.{list}[{index}]"),
                State::Plain,
            )
        })
        .collect()
}

fn tenor_table() -> Table {
    table(
        Heading {
            id: "set",
            title: "The set",
            help: "Each call is priced on the VIX future of its own expiry, at the listed strike nearest to the rule’s. A tenor you have quoted among your layers keeps the quote’s vol.",
            source: "Document 001; listed strikes by Cboe’s contract specification",
            of: "Calls",
        },
        &[
            column("Days", "days", Format::Days),
            column("VIX future", "future", Format::Future),
            maybe("Strike by rule", "byRule", Format::Points, NO_DELTA),
            column("Listed strike", "strike", Format::Points),
            column("Delta", "delta", Format::Ratio),
            column("Vol", "vol", Format::Percent),
            column("Price", "price", Format::Points),
            column("In one set", "mix", Format::Ratio),
            column("Contracts", "contracts", Format::Count),
            column("Paid up front", "upfront", Format::Usd),
            maybe("Share of it", "shareOfCost", Format::Percent, NOTHING_BOUGHT),
        ],
        tenor_lines("tenors"),
    )
}

fn scalp_table() -> Table {
    table(
        Heading {
            id: "scalps",
            title: "Gamma scalping, an estimate for one session",
            help: "½ gamma x (move² − vol² x future² / 252): what a day’s move of VIX brings calls kept neutral with mini VIX futures, less their time value. Trading costs are left out, and whole minis often leave nothing to trade.",
            source: "Document 001: gamma scalping of the short layers; the formula is the usual one",
            of: "Calls",
        },
        &[
            column("VIX future", "future", Format::Future),
            column("Gamma, $ a point²", "gamma", Format::Cents),
            column("Future moves", "futureMove", Format::Points),
            column("Break-even move", "breakEvenMove", Format::Points),
            column("Gain of a session", "gain", Format::Pl),
            column("Minis sold against it", "minis", Format::Count),
            column("Minis to trade", "toTrade", Format::Ratio),
        ],
        tenor_lines("scalps"),
    )
}

fn rule_title(rule: &str, target: f64) -> String {
    match rule {
        "contracts" if target == 1.0 => String::from("1 call for each condor"),
        "contracts" => format!("{} calls for each condor", plain(target)),
        "credit" => format!("{} of the credit", percent(target)),
        "dollars" => dollars(target),
        "vega" => format!("{} of the vega, by response", percent(target)),
        "vegaNaive" => format!("{} of the vega, all tenors alike", percent(target)),
        _ => format!("{} of the loss in the scenario", percent(target)),
    }
}

fn item(parts: Vec<Part>, source: &'static str, state: State) -> Item {
    Item { parts, source, state }
}
