//! A leg: one contract, bought or sold, so many times.

use serde::{Serialize, Serializer};

use crate::calendar::date::{Date, iso};
use crate::calendar::expiry::is_spx_monthly;
use crate::calendar::listing::Product;

/// Which side of the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// Long.
    Bought,
    /// Short.
    Sold,
}

impl Side {
    /// The side of the other party.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Side::Bought => Side::Sold,
            Side::Sold => Side::Bought,
        }
    }

    /// A quantity with this side’s sign.
    pub fn signed(self, quantity: u32) -> f64 {
        match self {
            Side::Bought => f64::from(quantity),
            Side::Sold => -f64::from(quantity),
        }
    }
}

/// What an option gives the right to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Right {
    /// To buy.
    Call,
    /// To sell.
    Put,
}

/// The symbol a contract is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Root {
    /// SPX options: monthly ones settle at the open.
    Spx,
    /// SPX options that settle at the close.
    Spxw,
    /// Monthly VIX options.
    Vix,
    /// Weekly VIX options.
    Vixw,
    /// VIX futures.
    Vx,
    /// Mini VIX futures.
    Vxm,
}

impl Root {
    /// The root of that name, in capitals or not; brokers put `$` or `^` before an index.
    pub fn named(text: &str) -> Option<Self> {
        let name = text.strip_prefix(['$', '^']).unwrap_or(text);
        [Root::Spx, Root::Spxw, Root::Vix, Root::Vixw, Root::Vx, Root::Vxm]
            .into_iter()
            .find(|root| root.name().eq_ignore_ascii_case(name))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Root::Spx => "SPX",
            Root::Spxw => "SPXW",
            Root::Vix => "VIX",
            Root::Vixw => "VIXW",
            Root::Vx => "VX",
            Root::Vxm => "VXM",
        }
    }

    /// Whether it is of futures.
    pub fn is_future(self) -> bool {
        matches!(self, Root::Vx | Root::Vxm)
    }

    /// Whether it is of SPX.
    pub fn is_spx(self) -> bool {
        matches!(self, Root::Spx | Root::Spxw)
    }
}

/// One contract, so many times.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Leg {
    /// Bought or sold; `None` where the text does not say.
    pub side: Option<Side>,
    /// Contracts; `None` where the text does not say.
    pub quantity: Option<u32>,
    /// What it is listed under.
    pub root: Root,
    /// The day it settles.
    #[serde(serialize_with = "as_iso")]
    pub expiry: Date,
    /// Call or put; `None` for a future.
    pub right: Option<Right>,
    /// Strike in points; `None` for a future.
    pub strike: Option<f64>,
    /// Price in points; `None` where the text gives none, or one for several legs together.
    pub price: Option<f64>,
    /// The line of the text it was read from, counted from 1; 0 where it comes from no text.
    pub line: u32,
}

impl Leg {
    /// A future, or an option yet without right and strike.
    pub fn bare(root: Root, expiry: Date) -> Self {
        Self {
            side: None,
            quantity: None,
            root,
            expiry,
            right: None,
            strike: None,
            price: None,
            line: 0,
        }
    }

    /// An option.
    pub fn option(root: Root, expiry: Date, right: Right, strike: f64) -> Self {
        Self {
            right: Some(right),
            strike: Some(strike),
            ..Self::bare(root, expiry)
        }
    }

    /// The same, traded.
    #[must_use]
    pub fn traded(self, side: Side, quantity: u32) -> Self {
        Self {
            side: Some(side),
            quantity: Some(quantity),
            ..self
        }
    }

    /// What it is listed as. SPX options of another day than the monthly one all settle at the close, under
    /// whichever name a broker shows them.
    pub fn product(&self) -> Product {
        match self.root {
            Root::Spx if is_spx_monthly(self.expiry) => Product::Spx,
            Root::Spx | Root::Spxw => Product::Spxw,
            _ => Product::Vix,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn as_iso<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&iso(*date))
}
