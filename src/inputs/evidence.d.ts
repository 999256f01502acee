
export interface Inputs {
  /** Which spikes on record the structure goes through again. */ spikeLength: "all" | "one" | "several";
  /** % a year. */ spxDrift: number;
  /** % of what is priced. */ realisedMoves: number;
  /** % of a future of 30 days. */ vixPremium: number;
  shockCorrelation: number; simulationPaths: number; simulationSeed: number;
  /** Days from one condor to the next; null: when the one before it has expired. */ walkEvery: number | null;
  walkStrikes: "moves" | "percent" | "delta"; walkDelta: number;
  /** Percent of the credit; null: the contracts typed. */ walkBudget: number | null;
  walkHedgeFrom: number; walkHedgeTo: number; walkCondorsTo: number;
  /** Times its price; null: never. */ walkMonetise: number | null;
  /** Days left; null: held to settlement. */ walkRoll: number | null;
  walkDates: "auto" | "dayFirst" | "monthFirst"; walkDecimal: "auto" | "dot" | "comma";
  sweepMeasure: "offset" | "total"; sweepCost: "life" | "upfront" | "rolled";
}
/** A kind of evidence, before any of it is worked out. */
export interface EvidenceKind {
  id: string; title: string; help: string;
  /** What the button says that has it worked out. */ button: string;
  /** Groups of the form that belong to it. */ groups: string[];
  /** The texts it needs of the reader's. */ data: { label: string; help: string }[];
  /** The kind whose texts it takes as well, where there are any. */ textsOf: string | null;
}
