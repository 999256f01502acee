export interface Inputs {
  /** The count of cost on which alternatives cost what the hedge costs. */ equalOn: "upfront" | "life" | "perDay" | "rolled";
  /** Null: as many condors as give up the hedge's cost in credit. */ fewerCondors: number | null;
  /** Null: one for each condor, as wide as its put wing. */ putSpreads: number | null; putSpreadWidth: number | null;
  /** Percent above spot VIX, and days after the condor. */ simpleAbove: number; simpleAfter: number;
}
export interface SystemReport { benchmarks?: BenchmarksSystem }
/** The hedge beside plain alternatives. */
export interface BenchmarksSystem {
  /** What the hedge costs, which the alternatives spend too. */ budget: number;
  scenarios: { id: string; title: string; spx: number; vix: number; day: number }[];
  /** The reader's own hedge first. */ alternatives: Alternative[];
  /** How many of the others stand higher in the what-if, and cost less over the condor's life. */ betterInWhatIf: number; cheaper: number;
  vxthShare: number;
}
export interface Alternative {
  id: string; title: string; holds: string; condors: number; credit: number;
  /** Against no hedge, credit given up among it; dollars and shares of the reader's credit. */ cost: { upfront: number; life: number; perDay: number; rolled: number };
  share: { upfront: number; life: number; perDay: number; rolled: number };
  margin: number; worstLoss: number | null; lower: number | null; upper: number | null;
  /** In each scenario, in their order. */ totals: number[]; saves: number | null; lowest: number;
}
