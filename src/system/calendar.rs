//! The calendar: the dates behind the typed days, the expiries listed around them, and which leg runs alone.

mod legs;
mod show;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::calendar::date::{Date, days_between, iso};
use crate::calendar::expiry::{VixSeries, is_month_end, is_week_end, last_trading_day, vix_on};
use crate::calendar::listing::{Product, expiries, has_expiry, is_listed};
use crate::calendar::session::sessions_between;
use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;
use crate::system::{About, System};

pub use legs::{Alone, Dated, LayerLeg, Leg, Runs};

/// SPXW expiries shown in a row; after them come only the ends of weeks and months.
const DAYS_SHOWN: usize = 5;
/// Ends of weeks and months shown.
const ENDS_SHOWN: usize = 8;
/// Monthly SPX expiries shown.
const MONTHS_SHOWN: usize = 4;
/// VIX expiries shown: the six with weeklies among them, and three monthly ones.
const VIX_SHOWN: usize = 9;

/// The dates of the position.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalendarSystem {
    /// The valuation date as ISO 8601 writes it; null until one is typed, and everything with a date is then too.
    pub as_of: Option<String>,
    /// The condor.
    pub condor: Leg,
    /// The layers, in their order.
    pub layers: Vec<LayerLeg>,
    /// The quoted VIX futures, in their order.
    pub futures: Vec<Leg>,
    /// The next expiries of SPXW, of SPX and of VIX.
    pub next: Option<Next>,
    /// The date picked.
    pub picked: Option<Picked>,
}

/// The next expiries from the valuation date.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Next {
    /// SPXW options, settled at the close.
    pub spxw: Vec<Expiry>,
    /// Monthly SPX options, settled at the open.
    pub spx: Vec<Expiry>,
    /// VIX options and futures, settled at the open.
    pub vix: Vec<Expiry>,
}

/// A listed expiry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expiry {
    /// The date, ISO 8601.
    pub date: String,
    /// Calendar days from the valuation date.
    pub days: f64,
    /// Sessions after the valuation date, up to and with it.
    pub sessions: f64,
    /// The last day it trades in the regular session, ISO 8601.
    pub last_traded: String,
    /// Of a VIX contract: monthly or weekly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<VixSeries>,
}

/// A date picked, and what expires on it by the rules, listed by now or not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Picked {
    /// The date, ISO 8601.
    pub date: String,
    /// Calendar days from the valuation date: what to type for a leg that expires then.
    pub days: f64,
    /// Sessions after the valuation date, up to and with it.
    pub sessions: f64,
    /// What expires on it by the rules.
    pub expiring: Vec<Expiring>,
}

/// A product with an expiry on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expiring {
    /// Which.
    pub product: Product,
    /// Whether that expiry is listed as early as the valuation date.
    pub listed: bool,
    /// Of a VIX contract: monthly or weekly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<VixSeries>,
}

impl System for CalendarSystem {
    const ABOUT: About = About {
        id: "calendar",
        question: "On which dates do these days fall, and which leg is left alone?",
        source: "Cboe and CFE contract specifications; NYSE holidays and hours",
        groups: &["calendar"],
        presets: &[
            Preset {
                id: "calendar",
                title: "Which leg is left alone",
                question: "On which dates do these days fall, and which leg is left alone?",
                source: "Days of document 001; settlement rules of Cboe and CFE",
                link: "v=1&system=calendar",
            },
            Preset {
                id: "calendar-juneteenth",
                title: "The same days as dates, across Juneteenth",
                question: "What do 10, 37, 45 and 75 days mean on a calendar with a holiday on a third Friday?",
                source: "Days of document 001; the date is ours",
                link: "v=1&system=calendar&asOf=2026-05-04&expiryDate=2026-07-22",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let typed = &plan.systems().calendar;
        let as_of = typed.as_of();
        Self {
            as_of: as_of.map(iso),
            condor: legs::condor(plan, as_of),
            layers: legs::layers(plan, as_of),
            futures: legs::futures(plan, as_of),
            next: as_of.map(Next::from),
            picked: as_of
                .zip(typed.expiry_date())
                .map(|(as_of, date)| Picked::new(as_of, date)),
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        show::panel(self, plan)
    }
}

impl Next {
    fn from(as_of: Date) -> Self {
        let shown = |product, dates: &mut dyn Iterator<Item = Date>| {
            dates.map(|date| Expiry::new(product, as_of, date)).collect()
        };
        let days = expiries(Product::Spxw, as_of).take(DAYS_SHOWN);
        let ends = expiries(Product::Spxw, as_of)
            .skip(DAYS_SHOWN)
            .filter(|date| is_week_end(*date) || is_month_end(*date))
            .take(ENDS_SHOWN);
        Self {
            spxw: shown(Product::Spxw, &mut days.chain(ends)),
            spx: shown(
                Product::Spx,
                &mut expiries(Product::Spx, as_of).take(MONTHS_SHOWN),
            ),
            vix: shown(Product::Vix, &mut expiries(Product::Vix, as_of).take(VIX_SHOWN)),
        }
    }
}

impl Expiry {
    fn new(product: Product, as_of: Date, date: Date) -> Self {
        Self {
            date: iso(date),
            days: f64::from(days_between(as_of, date)),
            sessions: f64::from(sessions_between(as_of, date)),
            last_traded: iso(last_trading_day(date, product.settlement())),
            series: if product == Product::Vix {
                vix_on(date)
            } else {
                None
            },
        }
    }
}

impl Picked {
    fn new(as_of: Date, date: Date) -> Self {
        Self {
            date: iso(date),
            days: f64::from(days_between(as_of, date)),
            sessions: f64::from(sessions_between(as_of, date)),
            expiring: [Product::Spxw, Product::Spx, Product::Vix]
                .into_iter()
                .filter(|product| has_expiry(*product, date))
                .map(|product| Expiring {
                    product,
                    listed: is_listed(product, as_of, date),
                    series: series(product, date),
                })
                .collect(),
        }
    }
}

/// The series of a VIX contract that settles on a date; `None` for other products.
fn series(product: Product, date: Date) -> Option<VixSeries> {
    if product == Product::Vix {
        vix_on(date)
    } else {
        None
    }
}
