//! The systems of the documents: one of them is asked about at a time, computed from the plan and shown as a panel.
//!
//! To add the system `sizing`:
//!
//! 1. `src/inputs/systems/sizing.rs`: `GROUP` and `table!`, what a person can set. Keys are unique over all tables.
//! 2. `src/inputs/systems.rs`: its line in each of the five lists there.
//! 3. `src/system/sizing.rs`: a serialised struct of figures with `impl System`: `ABOUT` (question, presets),
//!    `of(&Plan)` computes, `panel(&self, &Plan)` says how it is shown. What it computes with stands in modules of
//!    its own above this one in `lib.rs`.
//! 4. `src/system/sizing.d.ts`: the same for TypeScript.
//! 5. Below: `mod sizing`, its line in `systems!`, and its declarations in `DECLARATIONS`.
//!
//! `tests/systems.rs` then holds it to the rest.

pub mod calendar;
pub mod expansion;
pub mod intraday;
pub mod money;
pub mod sizing;
pub mod benchmarks;
pub mod one_day;
pub mod thresholds;

use alloc::vec::Vec;

use serde::Serialize;

use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;

/// The declarations of everything the systems add to what JavaScript sees.
pub const DECLARATIONS: &str = concat!(
    include_str!("system/system.d.ts"),
    include_str!("system/expansion.d.ts"),
    include_str!("system/one_day.d.ts"),
    include_str!("system/thresholds.d.ts"),
    include_str!("system/intraday.d.ts"),
    include_str!("system/money.d.ts"),
    include_str!("system/calendar.d.ts"),
    include_str!("system/sizing.d.ts"),
    include_str!("system/benchmarks.d.ts"),
);

/// What a system is, before anything is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its name in links: one of `inputs::systems::SYSTEMS`.
    pub id: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// Where it comes from: the document, by number, and what it says.
    pub source: &'static str,
    /// Groups of the form that belong to it, its own first.
    pub groups: &'static [&'static str],
    /// Examples that open it, the first the one the page lists: `v=1&system=sizing`, with whatever else it needs.
    pub presets: &'static [Preset],
}

/// A system: figures computed from a plan, and how they are shown.
pub trait System: Sized + Serialize {
    /// What it is.
    const ABOUT: About;

    /// Its figures.
    fn of(plan: &Plan) -> Self;

    /// Their showing; paths of its figures begin with `system.` and its name.
    fn panel(&self, plan: &Plan) -> Panel;
}

macro_rules! systems {
    ($( $(#[$doc:meta])* $id:literal $name:ident: $module:ident::$System:ident; )*) => {
        /// The chosen system: its panel, and its figures under its name.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct SystemReport {
            /// Which it is.
            pub id: &'static str,
            /// How it is shown.
            pub panel: Panel,
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $name: Option<$module::$System>,
            )*
        }

        /// Every system there is.
        pub const SYSTEMS: &[About] = &[$($module::$System::ABOUT,)*];

        impl Plan {
            /// The figures and the panel of the system the reader asks about; `None` where there is none.
            pub fn system(&self) -> Option<SystemReport> {
                match self.systems().system.as_str() {
                    $(
                        $id => {
                            let figures = $module::$System::of(self);
                            let mut report = bare(&$module::$System::ABOUT, figures.panel(self));
                            report.$name = Some(figures);
                            Some(report)
                        }
                    )*
                    _ => None,
                }
            }
        }

        fn bare(about: &About, panel: Panel) -> SystemReport {
            SystemReport {
                id: about.id,
                panel: Panel {
                    question: about.question,
                    source: about.source,
                    groups: about.groups,
                    ..panel
                },
                $($name: None,)*
            }
        }
    };
}

systems! {
    /// How many calls, and what they cover.
    "sizing" sizing: sizing::SizingSystem;
    /// A sudden expansion of volatility.
    "expansion" expansion: expansion::ExpansionSystem;
    /// Three layers around a condor of one day.
    "oneDay" one_day: one_day::OneDaySystem;
    /// Layers at VIX thresholds.
    "thresholds" thresholds: thresholds::ThresholdsSystem;
    /// VIX futures in a spike.
    "intraday" intraday: intraday::IntradaySystem;
    /// The money behind the position.
    "money" money: money::MoneySystem;
    /// The dates of the position.
    "calendar" calendar: calendar::CalendarSystem;
    /// The hedge beside plain alternatives.
    "benchmarks" benchmarks: benchmarks::BenchmarksSystem;
}

/// Examples that open a system, in the order of the systems.
pub fn presets() -> Vec<Preset> {
    SYSTEMS.iter().flat_map(|about| about.presets).copied().collect()
}
