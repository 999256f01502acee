//! VIX futures by their symbols: `/VXM26`, `VXMM6`, `/VX24M26`, with or without the exchange behind it.
//!
//! A root, the week of the year for a weekly contract, a letter for the month, one digit of the year, two or four.
//! Week 1 is the first with a Wednesday on which a weekly contract could expire.
//! Source: CFE, VX and VXM contract specifications (ticker symbols); tastytrade, Instruments & Symbology; fills of
//! thinkorswim (`/ESZ25:XCME`).

use alloc::format;
use alloc::string::String;

use crate::calendar::date::{Date, Month, Weekday, on_or_after, plus};
use crate::calendar::expiry::{VIX_SPAN, VixSeries, third_friday, vix_on, vix_settlement};
use crate::calendar::session::is_scheduled;
use crate::order_text::leg::{Leg, Root};
use crate::order_text::words::{Miss, Words};

const LETTERS: &str = "FGHJKMNQUVXZ";
const SYMBOL: &str = "a VIX future like /VXM26, /VXMM26 or, weekly, /VX24M26";
const YEAR: &str = "two digits of the year, like /VXM26, or the day of the order";
const MONTH: &str = "a month in which that week’s contract settles";

/// Reads a symbol. One digit of a year is of the ten years from the order’s on.
pub fn contract(words: &mut Words<'_>, as_of: Option<Date>) -> Result<Leg, Miss> {
    let word = words.take().ok_or(words.miss(SYMBOL))?;
    let symbol = Symbol::read(word).ok_or(words.miss_last(SYMBOL))?;
    let year = match (symbol.year.len(), as_of) {
        (1, None) => return Err(words.miss_last(YEAR)),
        (1, Some(as_of)) => {
            let digit: i32 = symbol.year.parse().unwrap_or(0);
            as_of.year() + (digit - as_of.year()).rem_euclid(10)
        }
        (2, _) => 2000 + symbol.year.parse().unwrap_or(0),
        _ => symbol.year.parse().unwrap_or(0),
    };
    let settles = symbol.settles(year).ok_or(words.miss_last(MONTH))?;
    Ok(Leg::bare(symbol.root, settles))
}

/// The symbol of the future that settles on a day; `None` where none does, and at a turn of the month or the year that
/// a holiday puts between a settlement and its Wednesday: no list of such symbols was to be had.
pub fn symbol(leg: &Leg) -> Option<String> {
    let week = match vix_on(leg.expiry)? {
        VixSeries::Monthly => String::new(),
        VixSeries::Weekly => format!("{:02}", week_of(leg.expiry)?),
    };
    let month = leg.expiry.month();
    let letter = LETTERS.chars().nth(usize::from(u8::from(month)) - 1)?;
    let same = on_or_after(leg.expiry, Weekday::Wednesday).month() == month;
    let year = leg.expiry.year().rem_euclid(100);
    same.then(|| format!("{}{week}{letter}{year:02}", leg.root.name()))
}

struct Symbol<'t> {
    root: Root,
    week: Option<u8>,
    month: Month,
    year: &'t str,
}

impl<'t> Symbol<'t> {
    fn read(word: &'t str) -> Option<Self> {
        let word = word.strip_prefix('/').unwrap_or(word);
        let (word, _exchange) = word.split_once(':').unwrap_or((word, ""));
        // “VXM6” is VX of June, “VXMM6” VXM of June: only one reading leaves a month.
        [(Root::Vxm, 3), (Root::Vx, 2)]
            .into_iter()
            .find_map(|(root, length)| {
                let (name, rest) = word.split_at_checked(length)?;
                let named = Root::named(name) == Some(root);
                Self::month(root, rest).filter(|_| named)
            })
    }

    fn month(root: Root, rest: &'t str) -> Option<Self> {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (week, rest) = rest
            .split_at_checked(digits)
            .filter(|_| digits == 0 || digits == 2)?;
        let (letter, year) = rest.split_at_checked(1)?;
        let at = LETTERS.find(&letter.to_ascii_uppercase())?;
        let fine = matches!(year.len(), 1 | 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit());
        Some(Self {
            root,
            week: week.parse().ok(),
            month: Month::try_from(u8::try_from(at + 1).ok()?).ok()?,
            year,
        })
        .filter(|_| fine && (week.is_empty() || week != "00"))
    }

    fn settles(&self, year: i32) -> Option<Date> {
        let first = Date::from_calendar_date(year, self.month, 1).ok()?;
        let Some(week) = self.week else {
            // Thirty days before the third Friday of the month after.
            let next = plus(first, 31);
            return Some(vix_settlement(plus(third_friday(next), -VIX_SPAN)));
        };
        let wednesday = plus(first_week(year)?, 7 * (i32::from(week) - 1));
        let settles = vix_settlement(wednesday);
        let within = |date: Date| date.month() == self.month && date.year() == year;
        (within(wednesday) && within(settles)).then_some(settles)
    }
}

/// The Wednesday of week 1 of a year.
fn first_week(year: i32) -> Option<Date> {
    let wednesday = on_or_after(
        Date::from_calendar_date(year, Month::January, 1).ok()?,
        Weekday::Wednesday,
    );
    Some(if is_scheduled(wednesday) {
        wednesday
    } else {
        plus(wednesday, 7)
    })
}

/// The week of the year of a weekly contract’s settlement.
fn week_of(settles: Date) -> Option<i32> {
    let wednesday = on_or_after(settles, Weekday::Wednesday);
    let weeks = crate::calendar::date::days_between(first_week(wednesday.year())?, wednesday) / 7 + 1;
    (weeks > 0).then_some(weeks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date::{iso, parse};

    fn read(word: &str) -> Option<(Root, String)> {
        let leg = contract(&mut Words::of(word), parse("2026-05-05")).ok()?;
        Some((leg.root, iso(leg.expiry)))
    }

    /// Settlements as CFE lists them for 2026, and the weeks that Cboe’s page of VIX Weeklys showed in 2016.
    #[test]
    fn symbols_settle_on_the_days_the_exchange_lists() {
        for (word, root, settles) in [
            ("/VXM26", Root::Vx, "2026-06-17"),
            ("VXM6", Root::Vx, "2026-06-17"),
            ("/VXM2026:XCBF", Root::Vx, "2026-06-17"),
            ("/VXMM6", Root::Vxm, "2026-06-17"),
            ("vxmk26", Root::Vxm, "2026-05-19"),
            ("/VXG7", Root::Vx, "2027-02-17"),
            ("VX31Q16", Root::Vx, "2016-08-03"),
            ("VX34Q16", Root::Vx, "2016-08-24"),
            ("VX36U16", Root::Vx, "2016-09-07"),
        ] {
            assert_eq!(read(word), Some((root, settles.into())), "{word}");
        }
        for word in [
            "VX", "VXM", "/VX6", "/VXA26", "/VX00M26", "/VX24Z26", "/VX2M26", "/ESM26", "VX99Z26", "/VXM126",
            "VXé6",
        ] {
            assert_eq!(read(word), None, "{word}");
        }
    }

    #[test]
    fn a_symbol_written_is_read_back() {
        let mut day = parse("2026-01-01").expect("a date");
        let mut found = 0;
        for _ in 0..365 * 4 {
            day = plus(day, 1);
            if let Some(symbol) = symbol(&Leg::bare(Root::Vx, day)) {
                found += 1;
                assert_eq!(read(&symbol), Some((Root::Vx, iso(day))), "{symbol}");
            }
        }
        assert!(found > 200, "{found}");
    }
}
