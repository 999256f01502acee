
/** Whether evidence was begun, or every problem with the inputs. */
export type Begun = { ok: true } | { ok: false; problems: Problem[] };
/** What is known so far, and how it is shown: figures under the kind's name. */
export interface Answer {
  id: string;
  /** Share of the work that is done, 0 to 1. */ progress: number;
  panel: Panel;
  spikes?: PastSpikes;
  simulation?: Simulated;
  history?: PastHistory;
  sweep?: Swept;
  verdict?: Verdict;
}
/** The structure in spikes on record. Dollars; fractions, not percent. */
export interface PastSpikes {
  spikes: Replayed[];
  /** In how many the condor loses. */ losing: number;
  /** Share of the loss that the hedge returns, over the spikes in which the condor loses. */ recorded: Spread | null; kernel: Spread | null;
  /** All the hedge gains in them over all the condor loses. */ pooled: number | null; kernelPooled: number | null;
  /** Recorded gain of the hedge over what the kernel says. */ ratio: { low: number; median: number; high: number; count: number } | null;
  layers: { title: string; median: number; kernelMedian: number; share: number | null; gains: number }[];
}
export interface Replayed {
  title: string; days: number; spxMove: number; spx: number; vix: number; condor: number;
  /** With the futures as recorded. */ recorded: Hedged;
  /** With the futures as the kernel says. */ kernel: Hedged;
}
export interface Hedged { layers: number[]; shares: Share[]; hedge: number; total: number; offset: number | null }
/** Of the condor’s loss; null where it does not lose. */
export type Share = number | null;
export interface Spread { best: Named; median: Named; worst: Named }
export interface Named { title: string; offset: number }

/** A figure and its standard error. */
export interface Estimate { value: number; error: number }
/** What the futures drawn say. Dollars; gains positive; fractions, not percent. */
export interface Simulated {
  paths: number;
  unhedged: Odds; hedged: Odds;
  hedge: {
    mean: Estimate;
    /** Where the condor loses: SPX below today’s, above, and in all. */ falls: Losses; rises: Losses; all: Losses;
    /** Share of futures in which it turns a loss into a profit, and its cost a profit into a loss. */ turns: Estimate; spoils: Estimate;
  };
  /** Of the worst 5 % and 1 %: the average of the condor and of each layer. */
  tails: { share: number; ofHedged: number[]; ofUnhedged: number[] }[];
  /** Of the condor alone, and with the hedge: shares that add up to one. */ histogram: { from: number; step: number; shares: number[] }[];
  /** Prices in points, and what the draws average at the market’s odds; null of a layer that waits. */
  condor: PriceCheck; layers: MaybePrice[];
  futures: { tenor: number; price: PriceCheck; beta: number | null; atOnce: number | null; spread: number | null }[];
}
export interface Odds { profit: Estimate; mean: Estimate; shortfall95: Estimate; shortfall99: Estimate; median: number; worst: number; best: number }
export interface Losses { share: Estimate; returned: Estimate | null; helps: Estimate | null }
export interface PriceCheck { priced: number; drawn: Estimate }
/** Null of what is left out. */
export type MaybePrice = PriceCheck | null;
/** The structure over a history. Dollars of today's index; fractions, not percent. */
export interface PastHistory {
  sessions: number; first: string | null; last: string | null; years: number;
  /** Times that condors were sold. */ entries: number; bought: number; monetised: number;
  credit: number; premium: number;
  /** Without the hedge, of the hedge alone, together; in all and a year. */ condors: number; hedge: number; total: number;
  condorsPerYear: number | null; hedgePerYear: number | null; totalPerYear: number | null;
  /** What the hedge cost, of the credit. */ costShare: number | null;
  fallUnhedged: Fall | null; fallHedged: Fall | null;
  /** The days on which the condors lost most. */ worst: PastDay[];
  byVix: PastPart[]; byCurve: PastPart[]; byYear: PastPart[];
}
export interface Fall { amount: number; from: string; to: string }
export interface PastDay { date: string; spxMove: number; vix: number; condors: number; hedge: number; total: number }
export interface PastPart { title: string; sessions: number; condors: number; hedge: number; total: number; offset: number | null }

/** What the sweep says. Dollars; fractions, not percent. */
export interface Swept {
  /** SPX and VIX in the what-if. */ spx: number; vix: number;
  base: Measured;
  /** What changes most comes first. */ swings: { title: string; down: End | null; up: End | null; span: number }[];
  /** Mixes of contracts tried. */ tried: number;
  frontier: Mix[]; yours: Mix | null; better: Mix | null; cheaper: Mix | null;
}
export interface Measured { offset: number | null; total: number; /** Cost over the condor’s life, of the credit. */ life: number }
export interface End { to: string; offset: number | null; total: number; life: number }
export interface Mix { contracts: number[]; offset: number; share: { upfront: number; life: number; perDay: number; rolled: number } }

/** The answer from all evidence. Fractions, not percent. */
export interface Verdict {
  /** By the model, of the credit. */ cost: { upfront: number; life: number; perDay: number; rolled: number };
  accounts: Account[];
}
export interface Account {
  /** spikes, falls, rises, futures or history. */ id: string; title: string; cases: number;
  /** Share of the cases in which the condor loses; of its losses there what the hedge returned, with the standard error of an estimate; share of those cases in which the hedge gains. */
  losing: number | null; returned: number | null; error: number | null; gains: number | null;
  /** Over all cases, of the credit. */ cost: number | null;
}
