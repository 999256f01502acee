
export interface Inputs {
  /** Which spikes on record the structure goes through again. */ spikeLength: "all" | "one" | "several";
  /** % a year. */ spxDrift: number;
  /** % of what is priced. */ realisedMoves: number;
  /** % of a future of 30 days. */ vixPremium: number;
  shockCorrelation: number; simulationPaths: number; simulationSeed: number;
}
/** A kind of evidence, before any of it is worked out. */
export interface EvidenceKind {
  id: string; title: string; help: string;
  /** What the button says that has it worked out. */ button: string;
  /** Groups of the form that belong to it. */ groups: string[];
  /** What it needs of the reader's, in words; empty where it needs nothing. */ data: string;
}
