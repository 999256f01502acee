/** A pasted series and what is asked of it; everything but the text may be left out. See `signalFields()`. */
export interface SignalOptions {
  /** CSV with or without headings and dates, or one number a line. At most 8 million bytes of UTF-8. */ text: string;
  /** What its columns are; "close": one column of levels. */ kind?: "close" | "highLow" | "breadth";
  /** What it is of: which fields its figures are offered to. */ of?: "spx" | "vix" | "other";
  /** Columns to use, by heading or by number from 1, with commas between them. */ column?: string | null;
  /** The decimal mark, where the text leaves it open. */ decimal?: "auto" | "dot" | "comma";
  /** The order within dates, where the text leaves it open. */ dates?: "auto" | "dayFirst" | "monthFirst";
  /** The order of rows without dates. */ order?: "oldestFirst" | "newestFirst";
  /** Rows the percentile looks back over. */ lookback?: number;
  /** Rows over which a new high or low is one, for breadth. */ window?: number;
  /** Rows over which RSI is compared with itself, and the points that count as a sharp rise. */ rsiBars?: number; rsiRise?: number;
}
/** Figures of a series. A figure is null where the series has none; a note says why. */
export interface Signals {
  reading: Reading;
  /** The newest level. */ last: number | null;
  rsi: Rsi | null; macd: Macd | null; percentile: Percentile | null;
  /** Vol of the last 20 daily returns, a fraction a year. */ realisedVol: number | null;
  /** Realised vols over 10, 20, 60 and 120 days; those the series is long enough for. */ cone: VolHorizon[];
  range: DailyRange | null; breadth: Breadth | null;
  /** Figures as a person would type them into fields. */ offers: Offer[];
  notes: Note[];
  /** How all this is shown; paths of its figures begin with "signals.". */ panel: Panel;
}
/** What was read from a text, and what was not. */
export interface Reading {
  /** Rows used, and lines that held anything. */ rows: number; lines: number;
  columns: string[]; spacing: "daily" | "intraday" | "longer" | "unknown";
  /** The oldest row and the newest, as they were read. */ first: SeriesPoint; last: SeriesPoint;
  /** How it was read, in sentences. */ how: string[];
  skipped: Skipped[];
}
/** `date` as in ISO 8601, null without dates. */
export interface SeriesPoint { date: string | null; values: number[] }
/** Lines left out for one reason: how many, the first of them, and a sentence that names them. */
export interface Skipped { count: number; lines: number[]; message: string }
/** Wilder's RSI of 14 rows. */
export interface Rsi {
  value: number; averageGain: number; averageLoss: number;
  /** RSI so many rows back, how far it rose since, and whether that is as much as was asked for. */ bars: number; before: number | null; rise: number | null; isSharp: boolean | null;
}
/** MACD 12/26/9, in the units of the series, begun as TA-Lib begins it. */
export interface Macd {
  line: number; signal: number; histogram: number;
  /** The histogram one row before. */ before: number | null;
  /** Rows the histogram has been on its side of zero. */ barsOnSide: number;
  /** Above zero and higher than one row before; below zero and lower. */ confirmsRise: boolean | null; confirmsFall: boolean | null;
}
/** Place of the last value: a fraction, ties counted half. */
export interface Percentile {
  share: number; rows: number; below: number; equal: number; low: number; high: number;
  /** Place between the lowest and the highest, a fraction. */ rank: number | null;
}
/** Realised vols of every run of so many days, fractions a year: bounds below which 10 to 90 percent lie, and the last. */
export interface VolHorizon {
  days: number; runs: number; /** Runs that do not overlap. */ apart: number;
  p10: number; p25: number; p50: number; p75: number; p90: number; now: number;
  /** Place of the last among all, a fraction. */ share: number;
}
/** High over low less one, a fraction. */
export interface DailyRange { last: number; percentile: Percentile | null; p50: number; p75: number; p90: number }
/** An index beside its advance-decline line. */
export interface Breadth {
  window: number; divergence: "none" | "bearish" | "bullish";
  /** Whether each makes a new high or low of its window. */ index: "none" | "high" | "low"; line: "none" | "high" | "low";
  /** Rows since the last divergence, within as many rows as the window has. */ sinceBearish: number | null; sinceBullish: number | null;
  /** Place of each between the lowest (0) and the highest (1) of its window, and the first less the second. */ indexPlace: number | null; linePlace: number | null; gap: number | null;
}
/** A figure as a person would type it into a field, and the fields that take it. */
export interface Offer { keys: string[]; label: string; value: number | string }
export type SignalsRead = { ok: true; signals: Signals } | { ok: false; problems: Problem[] };
