//! SPX and VIX session by session: spikes of the past laid over today's levels, or a path of the reader's own.

use alloc::vec::Vec;

use crate::market::{LOWEST_VIX, Market, Shock};
use crate::units::Days;

/// A spike of the past: where SPX and VIX closed after each session, counted from the close it starts from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Episode {
    /// Short name, stable.
    pub id: &'static str,
    /// When it was, from which close and for how long.
    pub title: &'static str,
    /// Since the close it starts from: calendar days, SPX in hundredths of a percent, VIX in hundredths of a point.
    closes: &'static [(u8, i16, i16)],
}

/// Spikes of every kind since 2011: sudden, slow, and gone within days.
///
/// Source: daily closes of the S&P 500 and of VIX, as Cboe and S&P Dow Jones Indices publish them.
pub const EPISODES: &[Episode] = &[
    Episode {
        id: "aug2011",
        title: "August 2011, ten sessions from 29 July",
        closes: &[
            (3, -41, -159),
            (4, -296, -46),
            (5, -247, -187),
            (6, -714, 641),
            (7, -719, 675),
            (10, -1337, 2275),
            (11, -927, 981),
            (12, -1327, 1774),
            (13, -926, 1375),
            (14, -878, 1111),
        ],
    },
    Episode {
        id: "aug2015",
        title: "August 2015, ten sessions from the 17th",
        closes: &[
            (1, -26, 77),
            (2, -109, 223),
            (3, -317, 612),
            (4, -626, 1501),
            (7, -995, 2772),
            (8, -1117, 2300),
            (9, -770, 1730),
            (10, -546, 1308),
            (11, -540, 1303),
            (14, -620, 1541),
        ],
    },
    Episode {
        id: "feb2018",
        title: "February 2018, ten sessions from 31 January",
        closes: &[
            (1, -6, -7),
            (2, -218, 377),
            (5, -619, 2378),
            (6, -456, 1644),
            (7, -503, 1419),
            (8, -860, 1992),
            (9, -723, 1552),
            (12, -594, 1207),
            (13, -570, 1143),
            (14, -443, 572),
        ],
    },
    Episode {
        id: "mar2020",
        title: "March 2020, twenty sessions from 21 February",
        closes: &[
            (3, -335, 795),
            (4, -628, 1077),
            (5, -663, 1048),
            (6, -1076, 2208),
            (7, -1149, 2303),
            (10, -742, 1634),
            (11, -1002, 1974),
            (12, -622, 1491),
            (13, -940, 2254),
            (14, -1095, 2486),
            (17, -1771, 3738),
            (18, -1365, 3022),
            (19, -1787, 3682),
            (20, -2568, 5839),
            (21, -1878, 4075),
            (24, -2851, 6561),
            (25, -2422, 5883),
            (26, -2815, 5937),
            (27, -2781, 5492),
            (28, -3094, 4896),
        ],
    },
    Episode {
        id: "sep2022",
        title: "September 2022, a slow decline, twenty sessions from 25 August",
        closes: &[
            (1, -337, 378),
            (4, -401, 443),
            (5, -507, 443),
            (6, -581, 409),
            (7, -553, 378),
            (8, -655, 369),
            (12, -693, 513),
            (13, -522, 286),
            (14, -459, 183),
            (15, -314, 101),
            (18, -211, 209),
            (19, -634, 549),
            (20, -603, 438),
            (21, -709, 449),
            (22, -776, 452),
            (25, -713, 398),
            (26, -817, 538),
            (27, -974, 621),
            (28, -1051, 557),
            (29, -1205, 814),
        ],
    },
    Episode {
        id: "aug2024",
        title: "August 2024, ten sessions from 31 July",
        closes: &[
            (1, -137, 223),
            (2, -318, 703),
            (5, -608, 2221),
            (6, -511, 1135),
            (7, -585, 1149),
            (8, -368, 743),
            (9, -323, 401),
            (12, -322, 435),
            (13, -159, 176),
            (14, -121, -17),
        ],
    },
    Episode {
        id: "apr2025",
        title: "April 2025, ten sessions from the 2nd",
        closes: &[
            (1, -484, 851),
            (2, -1053, 2380),
            (5, -1073, 2547),
            (6, -1214, 3082),
            (7, -377, 1211),
            (8, -710, 1921),
            (9, -542, 1605),
            (12, -467, 938),
            (13, -484, 861),
            (14, -697, 1113),
        ],
    },
];

impl Episode {
    /// The episode over today's levels: SPX moves by the same share of itself, VIX by the same points.
    ///
    /// `scale` stretches both, `beyond` the moves of VIX once more; VIX stays at 9 or above, SPX above a
    /// hundredth of today's. Points rather than shares of VIX, because VIX points per 1 % of SPX hardly depend
    /// on the level they start from.
    pub fn over(&self, market: &Market, scale: f64, beyond: f64) -> Vec<Shock> {
        let spot = market.curve.spot();
        self.closes
            .iter()
            .map(|&(day, spx, vix)| Shock {
                spx: market.spx * (1.0 + scale * f64::from(spx) / 1e4).max(LOWEST_SHARE),
                vix: (spot + scale * beyond * f64::from(vix) / 1e2).max(LOWEST_VIX),
                day: Days::new(f64::from(day)),
            })
            .collect()
    }

    /// Sessions it lasts.
    pub fn sessions(&self) -> usize {
        self.closes.len()
    }
}

/// No path takes SPX below this share of today's level.
const LOWEST_SHARE: f64 = 0.01;

/// A path of the reader's own: SPX moves day by day, percent, VIX on the line of the move so far.
///
/// Today counts as a Monday's close: the moves fall on Tuesday to Friday, then Monday to Friday. `beyond`
/// stretches the moves of VIX; it stays at 9 or above.
pub fn sketched(market: &Market, moves: &[f64], scale: f64, beyond: f64) -> Vec<Shock> {
    let spot = market.curve.spot();
    let mut share = 1.0;
    moves
        .iter()
        .zip(TRADING_DAYS)
        .map(|(percent, day)| {
            share = f64::max(share * (1.0 + scale * percent / 100.0), LOWEST_SHARE);
            let on_line = market.on_the_line_at(market.spx * share, Days::new(day));
            Shock {
                vix: (spot + beyond * (on_line.vix - spot)).max(LOWEST_VIX),
                ..on_line
            }
        })
        .collect()
}

/// Calendar days to each of the next ten sessions from a Monday's close.
const TRADING_DAYS: [f64; 10] = [1.0, 2.0, 3.0, 4.0, 7.0, 8.0, 9.0, 10.0, 11.0, 14.0];
