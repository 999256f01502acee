//! Money: what the capital behind the position costs, and how far that moves a break-even.

use alloc::vec::Vec;

use serde::Serialize;

use crate::format::{dollars, number, percent_1};
use crate::inputs::systems::money::WACC_FROM;
use crate::panel::{Cell, Format, Panel, Row, Table};
use crate::plan::Plan;
use crate::preset::Preset;
use crate::sentence::Sentence;
use crate::system::{About, System};
use crate::units::{DAYS_PER_YEAR, Rate, Usd};

/// What the money behind the position costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MoneySystem {
    /// Weighted average cost of capital, a fraction a year.
    pub wacc: f64,
    /// Of the condor's margin over its days.
    pub financing: Usd,
    /// The same in index points per condor: how far it moves a break-even.
    pub financing_points: f64,
}

impl System for MoneySystem {
    const ABOUT: About = About {
        id: "money",
        question: "What does the money behind the condor cost?",
        source: "Documents 000 and 003: the cost of capital as a hurdle for the position",
        groups: &["money-system"],
        presets: &[Preset {
            id: "money",
            title: "The cost of capital",
            question: "What does the money behind the condor cost?",
            source: "Documents 000 and 003: the cost of capital as a hurdle for the position",
            link: "v=1&system=money",
        }],
    };

    fn of(plan: &Plan) -> Self {
        let condor = &plan.package().condor;
        let wacc = wacc(plan);
        let years = condor.expiry.get() / DAYS_PER_YEAR;
        let financing = condor.dollars(condor.width()) * (wacc.get() * years);
        Self {
            wacc: wacc.get(),
            financing,
            financing_points: condor.points(financing),
        }
    }

    fn panel(&self, _: &Plan) -> Panel {
        let answer = Sentence::new()
            .say("At ")
            .figure("system.money.wacc", self.wacc, percent_1(self.wacc))
            .say(" a year the margin costs ")
            .figure(
                "system.money.financing",
                self.financing.get(),
                dollars(self.financing.get()),
            )
            .say(" over the condor’s life, ")
            .figure(
                "system.money.financingPoints",
                self.financing_points,
                number(self.financing_points, 2),
            )
            .say(" points of each condor’s credit.");
        let row = |title: &str, name: &str, format| {
            Row::new(
                title,
                [Cell::figure(alloc::format!("system.money.{name}"), format)],
            )
        };
        Panel {
            answer: Vec::from([answer.parts()]),
            tables: Vec::from([Table {
                id: "capital",
                title: "The cost of capital",
                help: "E/V x cost of equity + D/V x cost of debt x (1 - tax), charged on the margin for the condor’s days.",
                source: "The usual weighted average",
                head: Vec::from(["", "Now"]),
                rows: Vec::from([
                    row("Cost of capital, a year", "wacc", Format::Percent),
                    row("On the margin, over the condor’s life", "financing", Format::Usd),
                    row("In points of each condor", "financingPoints", Format::Points),
                ]),
            }]),
            ..Panel::default()
        }
    }
}

/// Weighted average cost of capital: E/V x cost of equity + D/V x cost of debt x (1 - tax), or as typed.
fn wacc(plan: &Plan) -> Rate {
    let parts = &plan.systems().money;
    if parts.wacc_from == WACC_FROM[0] {
        return plan.capital().wacc;
    }
    let debt = parts.debt_share / 100.0;
    let after_tax = 1.0 - parts.tax_rate / 100.0;
    Rate::from_percent((1.0 - debt) * parts.cost_of_equity + debt * parts.cost_of_debt * after_tax)
}
