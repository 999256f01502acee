/** What a person types, in the units a person types: percent as 4.0, index points as 12.8. */
export interface Inputs {
  /** S&P 500 index, points. */ spx: number;
  /** Spot VIX, VIX points. */ vix: number;
  /** Interest rate, percent, continuous. */ rate: number;
  /** Dividend yield of the index, percent, continuous. */ dividend: number;
  /** VVIX, points: the vol of VIX. */ vvix: number;
  /** Strength of the SPX skew, 1 = as measured. */ skew: number;
  /** Slope of the smile of VIX options. */ vixSkew: number;
  /** At-the-money SPX vol as a share of VIX, used where the credit gives no vol. */ atmRatio: number;
  /** Quotes of VIX futures, 1 to 12, in any order. */ futures: Future[];
  /** Strikes, index points. */ longPut: number; shortPut: number; shortCall: number; longCall: number;
  /** Credit of one condor, index points. */ credit: number;
  /** Calendar days to the condor's expiry, fractions allowed. */ condorDte: number;
  /** How many condors, a whole number. */ condors: number;
  /** Points to close one condor now, for a condor opened earlier; null: just sold. */ mark: number | null;
  /** Layers of the hedge, 0 to 12. */ layers: Layer[];
  /** How a VIX move reaches other tenors. */ response: ResponseRule;
  /** VIX points per 1 % fall of SPX. */ vixPerFall: number;
  /** VIX points per 1 % rise of SPX. */ vixPerRise: number;
  /** What-if: SPX move, percent. */ move: number;
  /** What-if: VIX level; null: from the line. */ vixTo: number | null;
  /** What-if: calendar days from now. */ day: number;
  /** Dollars per SPX option contract. */ spxFee: number;
  /** Dollars per VIX option contract. */ vixFee: number;
  /** Dollars per VIX future. */ futureFee: number;
  /** Percent of a layer's premium. */ slippage: number;
  /** Weighted average cost of capital, percent a year. */ wacc: number;
  /** Equity risk premium, percent a year. */ equityPremium: number;
  /** Capital of the account, dollars. */ capital: number;
}
export type ResponseRule = "kernel" | "parallel" | "sqrtTime" | "custom";
export type Instrument = "vixCall" | "vixFuture" | "vixMini" | "spxPutSpread";
/** A quoted VIX future: calendar days to settlement, points. */
export interface Future { dte: number; price: number }
export interface Layer {
  instrument: Instrument;
  /** Contracts, whole; negative = sold. */ quantity: number;
  /** Calendar days to expiry. */ dte: number;
  /** Strike: VIX points of a call, index points (the upper one) of a put spread. Futures have none. */ strike?: number;
  /** Lower strike of a put spread, index points. */ lowerStrike?: number;
  /** Quote now, points; absent: the model's price. */ price?: number;
  /** What was paid earlier, points, for a layer already held. */ entry?: number;
  /** VIX level at which the layer is bought; absent: bought now. */ activateAt?: number;
  /** Share of a spot VIX move (in logs) that reaches the layer's future; only with response "custom". */ beta?: number;
}
/** Something that is wrong, and where: a key of Inputs, "futures[1].price", "layers[0].strike", or "" for the whole. */
export interface Problem { field: string; message: string }
/** One thing a person can set. `default` is null where the value may be absent. */
export interface Field {
  key: string; label: string; unit: string; group: string;
  default: number | string | null; min: number; max: number; step: number; help: string;
  /** The choices of a field that is not a number. */ options?: string[];
  /** What each choice is called. */ optionLabels?: string[];
  /** A date, as text: "2026-01-30". */ date?: boolean;
  /** Whole numbers only. */ whole: boolean;
  /** May be left empty (null in Inputs, absent in a row). */ optional: boolean;
  /** Belongs with the folded, advanced fields of its group. */ advanced: boolean;
  /** Where the default comes from: a document, a measurement, or ours. */ source: string;
  /** For a row's field: the instruments it applies to. */ instruments?: Instrument[];
}
export interface Group { id: string; title: string; help: string }
export interface Preset { id: string; title: string; question: string; source: string; link: string }
/** A piece of a sentence; a piece with a key shows that number of the report. */
export interface Part { text: string; key?: string; value?: number | null }

export interface Levels { lower: number; upper: number }
export interface Leg { kind: "call" | "put"; strike: number; quantity: number; vol: number; price: number; delta: number; gamma: number; theta: number; vega: number }
export interface CondorReport {
  /** Model cost to close the whole position, dollars. */ value: number;
  /** Gross credit, dollars. */ credit: number;
  /** Credit after fees, index points. */ netCredit: number;
  /** Dollars of fees. */ fees: number;
  /** SPX forward at the condor's expiry. */ forward: number;
  /** At-the-money vol used, a fraction: solved from the quote where that is possible. */ atm: number;
  /** At-the-money vol that VIX alone implies, a fraction. */ atmFromVix: number;
  /** True where the quote gave the vol. */ atmSolved: boolean;
  maxProfit: number; maxLoss: number; margin: number; probabilityOfProfit: number; breakEven: Levels | null;
  /** Expected move (one standard deviation) to the condor's expiry, index points. */ expectedMove: number;
  /** One-day move by the VIX rule, S VIX / sqrt(252) / 100, index points. */ expectedMoveVixRule: number;
  delta: number; gamma: number; theta: number; vega: number; dollarsPerVixPoint: number;
  /** Per leg of one condor: price in points, Greeks in dollars for the whole position. */ legs: Leg[];
}
export interface LayerReport {
  /** The future (VIX products) or the SPX forward (put spreads) it is priced on. */ forward: number;
  vol: number | null;
  /** Price used, points. */ price: number;
  /** Whole layer, dollars: what it costs or cost; negative when sold. */ premium: number;
  /** Fees and slippage, dollars. */ costs: number;
  delta: number; vegaVolOfVol: number; theta: number; beta: number | null; dollarsPerVixPoint: number;
  /** Strike plus price, points of the future; null where there is none. */ breakEvenFuture: number | null;
  /** Share of the hedge's premium. */ shareOfPremium: number | null;
  /** Share of the hedge's gain in the what-if. */ shareOfOffset: number | null;
  /** What it loses over the condor's life if nothing happens, dollars. */ carry: number;
  /** Bought now or already held (false: waits for its VIX level). */ active: boolean;
}
export interface Shares { upfront: number; life: number; perDay: number; rolled: number }
export interface HedgeReport {
  premium: number; costs: number; share: Shares; cost: Shares;
  delta: number; vegaVolOfVol: number; theta: number;
  dollarsPerVixPoint: number; neutralised: { response: number | null; parallel: number | null };
}
export interface Outcome { spx: number; vix: number; condor: number; layers: number[]; hedge: number; total: number; offset: number | null }
export interface Scenario { id: string; title: string; spx: number; spxMove: number; vix: number; day: number; condor: number; layers: number[]; hedge: number; total: number; offset: number | null }
export interface VixNeeded { spx: number; spxMove: number; vix: number | null; vixAtExpiry: number | null }
export interface CombinedReport {
  /** SPX levels, ascending. */
  breakEven: { unhedged: number[]; hedgeWorthless: number[]; hedgeAtModel: number[] };
  vixNeeded: VixNeeded[];
  whatIf: Outcome;
  /** Dollars per SPX point on the line: delta plus dollars per VIX point times the line's slope. */
  dollarBeta: { fall: number; rise: number };
  theta: number;
}
export interface MoneyReport {
  /** WACC x margin x days / 365, dollars, and the same in index points per condor. */
  financing: number; financingPoints: number;
  /** Maximum profit less the hedge's cost over the life, as a share of margin plus premium. */
  returnOnCapital: number;
  /** Dollar beta x SPX / capital. */
  beta: { fall: number; rise: number };
  /** rate + beta x equity premium, a year, fraction. */
  requiredReturn: number;
  /** Mean of the worst 5 % of `total` at condor expiry, dollars (a loss is negative). */
  expectedShortfall: number;
}
export interface Note { field: string; message: string }
/** Dollars unless said; fractions, not percent; gains positive; maxLoss, margin, premium positive amounts. */
export interface Report {
  /** The answer in plain sentences. */ answer: Part[][];
  condor: CondorReport; layers: LayerReport[]; hedge: HedgeReport; combined: CombinedReport; money: MoneyReport;
  scenarios: Scenario[]; notes: Note[];
}
/** A letter of a formula, its value as written in the filled formula, and where that comes from. */
export interface Term { symbol: string; name: string; value: string; source: string }
/** How one figure of the report is computed. Formulas are plain text, a line for each step. */
export interface Arithmetic {
  /** Path of the figure in the report. */ key: string;
  title: string; value: number | null; unit: string;
  /** In letters; the last line gives the figure. */ formula: string;
  /** With the numbers in it; empty where the formula is in words. */ filled: string;
  /** The figure is a root: `filled` is the equation that holds there. */ solved: boolean;
  terms: Term[];
}
/** Two numbers that must agree: how far they are apart, and how far they may be. */
export interface Check {
  id: string; title: string; left: number; right: number; difference: number; allowed: number; passed: boolean;
  /** How many pairs were compared, and which is shown: the worst. */ detail: string;
}
export interface Look {
  /** CSS pixels. */ width: number; height: number;
  theme: "light" | "dark";
  /**
   * The part of the chart to show, in the chart's own units, the lower end first; all of it where it is absent or null.
   * Curves are computed anew over it. What goes beyond the computable (SPX 60 % either way, VIX 9 to 150, days from 0)
   * is left out, as `Frame.x` and `Frame.y` then say; a range of which nothing is left, or that is none, is a problem
   * at "look.x" or "look.y", as is any range of the ladder.
   */
  x?: [number, number] | null; y?: [number, number] | null;
  /** Whether it will soon be drawn again, as while a slider moves: fewer points, each as exact as ever. */
  draft?: boolean;
}
/** Where the plot lies within the drawing (CSS pixels), and its data ranges. */
export interface Frame {
  plot: { x: number; y: number; w: number; h: number }; x: [number, number]; y: [number, number];
  /** What is shown without `Look.x` and `Look.y`: of x, and of y over the x that is shown. Not for the ladder. */
  full?: { x: [number, number]; y: [number, number] };
  /** Legend and read-out: each series' name, its stroke colour, and its values at `at`. */
  series: { name: string; color: string; dash: boolean; /** A filled area rather than a line. */ area: boolean; /** How strongly it covers the paper, 0 to 1. */ cover: number; values: number[] }[];
  /** The x of each value. */ at: number[];
  xLabel: string; yLabel: string;
  /** Marks a caption may name. */ marks: { name: string; x: number; y: number | null }[];
  /** What the chart shows, in a sentence made of its numbers. */ summary: string;
  /** heatmap: its values, a row for each y, one after another. */ grid?: { x: number[]; y: number[]; values: number[] };
  /** heatmap: what each colour stands for, from the lowest values up; null where a band is open. */
  scale?: { from: number | null; to: number | null; color: string }[];
  /** Plain sentences that stand beside the chart. */ asides?: string[];
}
export interface Option76 { kind: "call" | "put"; forward: number; strike: number; years: number; vol: number; rate: number }
export interface Greeks76 { price: number | null; delta: number | null; gamma: number | null; vega: number | null; theta: number | null; rho: number | null; vanna: number | null; volga: number | null; charm: number | null }
export type Evaluation = { ok: true; report: Report } | { ok: false; problems: Problem[] };
export type Worked = { ok: true; arithmetic: Arithmetic[] } | { ok: false; problems: Problem[] };
export type Checked = { ok: true; checks: Check[] } | { ok: false; problems: Problem[] };
export type Drawing = { ok: true; svg: string; frame: Frame } | { ok: false; problems: Problem[] };
export type ImpliedVol = { ok: true; vol: number } | { ok: false; problem: Problem };
