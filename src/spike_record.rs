//! What SPX, VIX and the first three VIX futures did in the spikes on record.

use crate::math::ln;
use crate::units::Days;

/// A spike on record: levels at the close it starts from and at the close it ends with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpikeRecord {
    /// Whether it took a single session.
    pub one_session: bool,
    /// The day it ended, as ISO 8601 writes it.
    pub ended: &'static str,
    /// When it was, in words.
    pub title: &'static str,
    /// Calendar days from the first close to the last.
    pub days: u8,
    /// S&P 500 before and after, index points.
    pub spx: [f64; 2],
    /// VIX before and after, points.
    pub vix: [f64; 2],
    /// The first three monthly VIX futures, nearest first.
    pub futures: [FutureRecord; 3],
}

/// A VIX future in a spike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FutureRecord {
    /// Calendar days to its settlement when the spike began; it settled after the spike had ended.
    pub dte: u8,
    /// Settlement prices before and after, points.
    pub price: [f64; 2],
}

impl SpikeRecord {
    /// SPX after over SPX before.
    pub fn spx_ratio(&self) -> f64 {
        self.spx[1] / self.spx[0]
    }

    /// Log move of spot VIX.
    pub fn vix_move(&self) -> f64 {
        log_move(self.vix)
    }

    /// How long it took.
    pub fn duration(&self) -> Days {
        Days::new(f64::from(self.days))
    }

    /// Log move of a VIX future that had so many days left when the spike began.
    ///
    /// Linear in days between the futures on record. Before the first of them it runs to the move of spot VIX, which
    /// a future has that settles as the spike ends; beyond the last it stays.
    pub fn future_move(&self, dte: Days) -> f64 {
        let mut nearer = (self.duration().get(), self.vix_move());
        for future in &self.futures {
            let farther = (f64::from(future.dte), log_move(future.price));
            if dte.get() < farther.0 {
                let share = ((dte.get() - nearer.0) / (farther.0 - nearer.0)).max(0.0);
                return nearer.1 + share * (farther.1 - nearer.1);
            }
            nearer = farther;
        }
        nearer.1
    }
}

/// How many spikes took a single session.
const ONE_SESSION: usize = {
    let (mut count, mut nth) = (0, 0);
    while nth < SPIKES.len() {
        count += SPIKES[nth].one_session as usize;
        nth += 1;
    }
    count
};

/// SPX after over SPX before, and the same of VIX, of each spike of a single session: all that a map of both needs.
pub const ONE_SESSION_RATIOS: [[f64; 2]; ONE_SESSION] = {
    let mut ratios = [[0.0; 2]; ONE_SESSION];
    let (mut count, mut nth) = (0, 0);
    while nth < SPIKES.len() {
        let spike = &SPIKES[nth];
        if spike.one_session {
            ratios[count] = [spike.spx[1] / spike.spx[0], spike.vix[1] / spike.vix[0]];
            count += 1;
        }
        nth += 1;
    }
    ratios
};

fn log_move([before, after]: [f64; 2]) -> f64 {
    ln(after / before)
}

/// The 24 largest one-day rises of VIX from 2004 on, and 25 spikes of 2007 to 2025 of a day or several; four are both.
///
/// Every one in the order it ended. Source: closes of the S&P 500 and of VIX, and settlement prices of monthly VIX
/// futures, as S&P Dow Jones Indices, Cboe and the Cboe Futures Exchange publish them. VIX closes at 16:15 New York time;
/// its futures settled at 16:15 until 2020-10-23 and at 16:00 since, so that a day on which VIX moved in the last
/// quarter of an hour shows it in VIX alone: 2024-12-18 above all.
pub const SPIKES: &[SpikeRecord] = &[
    row(
        true,
        "2007-02-27",
        "27 February 2007",
        1,
        [1449.37, 1399.04],
        [11.15, 18.31],
        [(23, 11.44, 14.81), (51, 12.54, 14.49), (79, 13.2, 14.42)],
    ),
    row(
        true,
        "2008-09-29",
        "29 September 2008",
        3,
        [1213.27, 1106.42],
        [34.74, 46.72],
        [(26, 28.64, 32.69), (54, 26.25, 29.84), (82, 25.17, 28.03)],
    ),
    row(
        false,
        "2008-10-10",
        "12 September to 10 October 2008",
        28,
        [1251.7, 899.22],
        [25.66, 69.95],
        [(40, 24.57, 56.71), (68, 24.42, 38.31), (96, 23.97, 33.79)],
    ),
    row(
        true,
        "2008-10-15",
        "15 October 2008",
        1,
        [998.01, 907.84],
        [55.13, 69.25],
        [(8, 49.05, 58.18), (36, 37.94, 42.7), (64, 32.24, 35.55)],
    ),
    row(
        true,
        "2008-10-22",
        "22 October 2008",
        1,
        [955.05, 896.78],
        [53.11, 69.65],
        [(29, 43.8, 48.33), (57, 36.93, 39.71), (92, 34.95, 37.85)],
    ),
    row(
        true,
        "2008-10-24",
        "24 October 2008",
        1,
        [908.11, 876.77],
        [67.8, 79.13],
        [(27, 50.02, 55.82), (55, 40.14, 43.56), (90, 38.11, 40.69)],
    ),
    row(
        false,
        "2008-10-27",
        "14 to 27 October 2008",
        13,
        [998.01, 848.92],
        [55.13, 80.06],
        [(36, 37.94, 59.29), (64, 32.24, 44.88), (99, 31.38, 41.78)],
    ),
    row(
        true,
        "2008-11-06",
        "6 November 2008",
        1,
        [952.77, 904.88],
        [54.56, 63.68],
        [(14, 50.2, 57.58), (42, 43.85, 47.8), (77, 42.21, 45.65)],
    ),
    row(
        true,
        "2008-12-01",
        "1 December 2008",
        3,
        [896.24, 816.21],
        [55.84, 68.51],
        [(19, 53.21, 60.45), (54, 50.6, 56.29), (82, 47.17, 51.91)],
    ),
    row(
        true,
        "2009-01-20",
        "20 January 2009",
        4,
        [850.12, 805.22],
        [46.11, 56.65],
        [(5, 49.65, 57.9), (33, 48.53, 54.66), (61, 46.36, 51.08)],
    ),
    row(
        false,
        "2010-05-07",
        "3 to 7 May 2010",
        4,
        [1202.26, 1110.88],
        [20.19, 40.95],
        [(16, 20.55, 32.95), (44, 22.6, 30.95), (79, 23.9, 30.9)],
    ),
    row(
        false,
        "2010-05-20",
        "12 to 20 May 2010",
        8,
        [1171.67, 1071.59],
        [25.52, 45.79],
        [(35, 25.8, 35.95), (70, 26.4, 35.7), (98, 26.7, 34.0)],
    ),
    row(
        true,
        "2010-05-20",
        "20 May 2010",
        1,
        [1115.05, 1071.59],
        [35.32, 45.79],
        [(28, 31.65, 35.95), (63, 32.05, 35.7), (91, 31.15, 34.0)],
    ),
    row(
        false,
        "2011-08-08",
        "22 July to 8 August 2011",
        17,
        [1345.02, 1119.46],
        [17.52, 48.0],
        [(26, 18.25, 36.55), (61, 19.9, 30.2), (89, 21.05, 29.1)],
    ),
    row(
        true,
        "2011-08-08",
        "8 August 2011",
        3,
        [1199.38, 1119.46],
        [32.0, 48.0],
        [(12, 29.15, 36.55), (47, 26.2, 30.2), (75, 25.75, 29.1)],
    ),
    row(
        true,
        "2011-08-18",
        "18 August 2011",
        1,
        [1193.89, 1140.65],
        [31.58, 42.67],
        [(35, 27.95, 33.4), (63, 26.8, 30.2), (91, 26.0, 29.2)],
    ),
    row(
        true,
        "2011-11-09",
        "9 November 2011",
        1,
        [1275.92, 1229.1],
        [27.48, 36.16],
        [(8, 28.9, 36.45), (43, 28.35, 33.45), (71, 30.0, 34.35)],
    ),
    row(
        false,
        "2014-10-15",
        "3 to 15 October 2014",
        12,
        [1967.9, 1862.49],
        [14.55, 26.25],
        [(19, 15.2, 23.95), (47, 15.8, 22.1), (75, 16.15, 21.05)],
    ),
    row(
        true,
        "2015-08-21",
        "21 August 2015",
        1,
        [2035.73, 1970.89],
        [19.14, 28.03],
        [(27, 17.325, 19.9), (62, 17.325, 18.625), (90, 17.475, 18.325)],
    ),
    row(
        false,
        "2015-08-24",
        "17 to 24 August 2015",
        7,
        [2102.44, 1893.21],
        [13.02, 40.74],
        [(30, 15.025, 25.125), (65, 15.725, 22.5), (93, 16.225, 21.225)],
    ),
    row(
        true,
        "2015-08-24",
        "24 August 2015",
        3,
        [1970.89, 1893.21],
        [28.03, 40.74],
        [(26, 19.9, 25.125), (61, 18.625, 22.5), (89, 18.325, 21.225)],
    ),
    row(
        true,
        "2016-06-24",
        "24 June 2016",
        1,
        [2113.32, 2037.41],
        [17.25, 25.76],
        [(27, 16.675, 22.65), (55, 17.625, 22.125), (90, 18.425, 22.025)],
    ),
    row(
        false,
        "2018-02-05",
        "26 January to 5 February 2018",
        10,
        [2872.87, 2648.94],
        [11.08, 37.32],
        [(19, 12.325, 33.225), (54, 13.075, 27.975), (82, 13.725, 24.725)],
    ),
    row(
        true,
        "2018-02-05",
        "5 February 2018",
        3,
        [2762.13, 2648.94],
        [17.31, 37.32],
        [(12, 15.625, 33.225), (47, 14.975, 27.975), (75, 15.075, 24.725)],
    ),
    row(
        false,
        "2018-12-24",
        "3 to 24 December 2018",
        21,
        [2790.37, 2351.1],
        [16.44, 36.07],
        [(44, 17.375, 25.9), (135, 17.875, 21.425), (198, 18.075, 21.1)],
    ),
    row(
        true,
        "2020-02-27",
        "27 February 2020",
        1,
        [3116.39, 2978.76],
        [27.56, 39.16],
        [(21, 22.325, 26.275), (49, 20.975, 23.525), (84, 19.725, 21.775)],
    ),
    row(
        false,
        "2020-02-28",
        "19 to 28 February 2020",
        9,
        [3386.15, 2954.22],
        [14.38, 40.11],
        [(28, 15.375, 26.325), (56, 16.325, 23.025), (91, 16.525, 21.275)],
    ),
    row(
        true,
        "2020-03-09",
        "9 March 2020",
        3,
        [2972.37, 2746.56],
        [41.94, 54.46],
        [(12, 35.775, 44.375), (40, 30.325, 36.225), (75, 26.275, 30.075)],
    ),
    row(
        true,
        "2020-03-12",
        "12 March 2020",
        1,
        [2741.38, 2480.64],
        [53.9, 75.47],
        [(7, 46.35, 58.3), (35, 38.575, 45.825), (70, 32.225, 36.575)],
    ),
    row(
        false,
        "2020-03-16",
        "19 February to 16 March 2020",
        26,
        [3386.15, 2386.13],
        [14.38, 82.69],
        [(28, 15.375, 72.625), (56, 16.325, 59.15), (91, 16.525, 44.875)],
    ),
    row(
        false,
        "2020-03-16",
        "4 to 16 March 2020",
        12,
        [3130.12, 2386.13],
        [31.99, 82.69],
        [(14, 27.425, 72.625), (42, 24.625, 59.15), (77, 22.375, 44.875)],
    ),
    row(
        true,
        "2020-03-16",
        "16 March 2020",
        3,
        [2711.02, 2386.13],
        [57.83, 82.69],
        [(5, 53.425, 72.625), (33, 43.9, 59.15), (68, 34.525, 44.875)],
    ),
    row(
        false,
        "2020-06-11",
        "8 to 11 June 2020",
        3,
        [3232.39, 3002.1],
        [25.81, 40.79],
        [(9, 26.025, 40.625), (44, 27.925, 39.675), (72, 27.925, 36.775)],
    ),
    row(
        true,
        "2020-06-11",
        "11 June 2020",
        1,
        [3190.14, 3002.1],
        [27.57, 40.79],
        [(7, 27.475, 40.625), (42, 29.025, 39.675), (70, 28.8, 36.775)],
    ),
    row(
        true,
        "2021-01-27",
        "27 January 2021",
        1,
        [3849.62, 3750.77],
        [23.02, 37.21],
        [(22, 25.41, 31.534), (50, 27.227, 31.231), (85, 27.732, 30.601)],
    ),
    row(
        true,
        "2021-11-26",
        "26 November 2021",
        2,
        [4701.46, 4594.62],
        [18.58, 28.62],
        [(28, 20.348, 26.541), (56, 22.454, 27.01), (84, 23.575, 27.107)],
    ),
    row(
        false,
        "2022-01-26",
        "12 to 26 January 2022",
        14,
        [4726.35, 4349.93],
        [17.62, 31.96],
        [(35, 20.971, 28.633), (98, 23.85, 27.453), (126, 24.498, 27.084)],
    ),
    row(
        false,
        "2023-03-13",
        "8 to 13 March 2023",
        5,
        [3992.01, 3855.76],
        [19.11, 26.52],
        [(14, 19.305, 25.372), (42, 20.45, 25.533), (70, 21.001, 25.159)],
    ),
    row(
        false,
        "2024-08-05",
        "31 July to 5 August 2024",
        5,
        [5522.3, 5186.33],
        [16.36, 38.57],
        [(21, 15.999, 32.099), (49, 16.493, 30.391), (77, 18.348, 27.305)],
    ),
    row(
        true,
        "2024-08-05",
        "5 August 2024",
        3,
        [5346.56, 5186.33],
        [23.39, 38.57],
        [(19, 21.853, 32.099), (47, 21.984, 30.391), (75, 22.238, 27.305)],
    ),
    row(
        true,
        "2024-12-18",
        "18 December 2024",
        1,
        [6050.61, 5872.16],
        [15.87, 27.62],
        [(36, 16.953, 19.762), (64, 17.667, 19.675), (120, 18.3, 19.548)],
    ),
    row(
        false,
        "2025-04-04",
        "2 to 4 April 2025",
        2,
        [5670.97, 5074.08],
        [21.51, 45.31],
        [(14, 20.156, 32.498), (49, 20.023, 28.519), (77, 19.978, 26.389)],
    ),
    row(
        true,
        "2025-04-04",
        "4 April 2025",
        1,
        [5396.52, 5074.08],
        [30.02, 45.31],
        [(13, 26.375, 32.498), (48, 24.193, 28.519), (76, 23.451, 26.389)],
    ),
    row(
        false,
        "2025-04-08",
        "25 March to 8 April 2025",
        14,
        [5776.65, 4982.77],
        [17.15, 52.33],
        [(22, 18.207, 39.173), (57, 18.655, 31.433), (85, 18.851, 27.907)],
    ),
    row(
        true,
        "2025-10-10",
        "10 October 2025",
        1,
        [6735.11, 6552.51],
        [16.43, 21.66],
        [(13, 17.7, 21.01), (41, 19.254, 21.234), (69, 19.9, 21.162)],
    ),
];

/// A row of the table; of a future: days, price before, price after.
const fn row(
    one_session: bool,
    ended: &'static str,
    title: &'static str,
    days: u8,
    spx: [f64; 2],
    vix: [f64; 2],
    [first, second, third]: [(u8, f64, f64); 3],
) -> SpikeRecord {
    SpikeRecord {
        one_session,
        ended,
        title,
        days,
        spx,
        vix,
        futures: [future(first), future(second), future(third)],
    }
}

const fn future((dte, before, after): (u8, f64, f64)) -> FutureRecord {
    FutureRecord {
        dte,
        price: [before, after],
    }
}
