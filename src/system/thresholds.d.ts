export interface Inputs {
  /** VIX levels from which each layer is held, and its calls. */
  levelOne: number; levelOneCalls: number; levelTwo: number; levelTwoCalls: number; levelThree: number; levelThreeCalls: number;
  /** Calendar days to the calls' expiry; strike above today's future, percent. */ levelDays: number; levelOtm: number;
  /** Early signs, and by how much each enlarges the first layer, percent. */ earlySigns: "none" | "breadth" | "momentum" | "both"; firstBoost: number;
  /** Cost allowed over the condor's life, percent of the credit. */ calmCost: number;
  /** Ends of a liquidity pool, SPX levels; null: the short strikes. */ poolLow: number | null; poolHigh: number | null;
  /** Calendar days to announcements, null where none is known, and what each adds to a day, percent. */
  fomcIn: number | null; fomcJump: number; cpiIn: number | null; cpiJump: number; ppiIn: number | null; ppiJump: number;
  /** Percent a year; percent of the index. */ waccReference: number; topTen: number; topTenReference: number;
}
export interface SystemReport { thresholds?: ThresholdsSystem }
/** Layers at VIX thresholds. */
export interface ThresholdsSystem {
  /** What scales all calls, the third layer's, the first's. */ factors: { wacc: number; concentration: number; early: number };
  levels: ThresholdLevel[];
  /** Calls held now; the what-if; the condors' gain in it. */ held: number; whatIf: ThresholdRung; condor: number;
  /** Calls and gains by VIX level. */ ladder: ThresholdRung[];
  /** Condors and layers together in the standing scenarios, and the worst of each. */
  scenes: { vix: number; alone: number; today: number; crossed: number; gapped: number }[];
  worst: { alone: number; today: number; crossed: number; gapped: number };
  /** The calm-market check, for the layers on now and for all. */
  calm: { condorTheta: number; held: ThresholdSide; all: ThresholdSide; /** Of the credit. */ allowed: number; /** Of the margin. */ financing: number };
  /** Impermanent loss beside the condors' result at expiry. */
  likeness: { low: number; high: number; rows: ThresholdAlike[]; whatIf: ThresholdAlike };
  /** Expected moves with announcements. */
  announced: {
    /** Of days without one; null where VIX is too low. */ quietVol: number | null;
    /** The next trading day, the condor's life, VIX's thirty days. */ horizons: { byVix: number; onTop: number; dated: number | null }[];
    falls: { moves: number; spx: number; vix: number; calls: number }[];
  };
}
/** A layer: price of a call and cost of all, now, at its level, after the gap; null where not reached or settled. */
export interface ThresholdLevel {
  level: number; exact: number; calls: number; strike: number; future: number;
  priceNow: number; priceAtLevel: number | null; priceAfter: number | null;
  costNow: number; costAtLevel: number | null; costAfter: number | null; late: number | null;
}
/** Calls held at a VIX level, and what the layers gain: bought today, as it crossed, after a gap. */
export interface ThresholdRung { vix: number; calls: number; today: number; crossed: number; gapped: number }
export interface ThresholdSide { theta: number; share: { upfront: number; life: number; perDay: number; rolled: number }; earns: number }
/** Shares of what was put in, and of the margin. */
export interface ThresholdAlike { spx: number; spxMove: number; full: number; range: number | null; condor: number }
