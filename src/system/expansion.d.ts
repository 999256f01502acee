export interface Inputs {
  /** Percent; null: not known. */ cpiLast: number | null; cpiBefore: number | null; ppiLast: number | null; ppiBefore: number | null;
  printTolerance: number; invertedBy: number;
  regimeRsiSpx: number | null; rsiSpxWeak: number; regimeRsiVix: number | null; rsiVixHigh: number; regimeMacdVix: number | null;
  flagReer: "no" | "yes"; flagRotation: "no" | "yes"; flagGdp: "no" | "yes"; flagWeight: number; votesNeeded: number;
  exceeds: "futures" | "loss";
  wingSide: "both" | "puts" | "calls";
  /** Index points. */ wingStep: number; strangleStep: number; legSlippage: number;
  fairValue: "forward" | "earnings" | "gordon"; earnings: number; multiple: number; dividendGrowth: number;
  /** Days. */ rollDays: number; shiftDays: number;
  rollKeeps: "strikes" | "distance"; shiftStruck: "same" | "future"; futuresContract: "vixMini" | "vixFuture"; futuresMonth: "front" | "second";
  /** Percent. */ nextMove: number; targetIrr: number; engineRate: number; volCap: number;
  endSpx: number | null; endVix: number | null;
  solveFor: ExpansionChangeName; solveLayer: number;
  /** Dollars. */ engine: number; engineDrawn: number;
}
export type ExpansionChangeName =
  | "hold" | "wingsIn" | "wingsOut" | "strangleIn" | "strangleOut" | "rollCondor" | "rollAll" | "hedgeForward" | "hedgeBack" | "toFutures" | "toBlend";
export interface SystemReport { expansion?: ExpansionSystem }
/** A sudden expansion of volatility. */
export interface ExpansionSystem {
  before: ExpansionSide; after: ExpansionSide;
  /** Pairs: before, after. */ layers: ExpansionLayer[];
  breakEvens: { day: number; lower: number | null; upper: number | null }[];
  evidence: { id: string; reading: "isolated" | "persistent" | "unknown"; weight: number }[];
  votes: number; votesNeeded: number;
  /** Nearest over second VIX future after, less one. */ inversion: number | null;
  exceeded: { layers: number; pastBreakEven: number | null; futures: boolean; gain: number; loss: boolean; holds: boolean };
  decision: "hold" | "adjustWings" | "roll";
  /** The change that goes with it, as a place in `changes`. */ chosen: number;
  changes: ExpansionChange[];
  fair: { forward: number; earnings: number; gordon: number | null; gordonFaster: number | null; used: number | null };
  blend: { near: number; far: number; nearShare: number; level: number; rollYield: number | null } | null;
  fit: {
    change: ExpansionChangeName; layer: number; held: number | null; reading: "atMost" | "atLeast" | "any" | "never" | "none";
    contracts: number | null; irr: number | null; irrBeyond: number | null; offset: number | null;
  };
  credit: { credit: number; spent: number; drawn: number; kept: number; ifItPaid: number };
}
/** Dollars of the whole position, from the very start. */
export interface ExpansionSide {
  spx: number; vix: number; day: number; atm: number | null; condor: number; hedge: number; total: number;
  greeks: { delta: number; gamma: number; theta: number; vega: number; perVixPoint: number; hedgePerVixPoint: number };
  neutralised: number | null; probabilityOfProfit: number | null;
  lower: number | null; upper: number | null; beta: number; swing: number; swingAlone: number;
}
export interface ExpansionLayer {
  price: number[]; timeValue: number[]; forward: number[]; breakEvenFuture: number | null;
  perVixPoint: number[]; theta: number[]; gain: number; paidPerDollar: number | null; carryPoints: number | null;
}
/** Figures of a change that cannot be made are null. */
export interface ExpansionChange {
  id: ExpansionChangeName; whyNot: string; holding: string;
  cash: number | null; costs: number | null; realised: number | null; mostLost: number | null;
  aloneLower: number | null; aloneUpper: number | null; lower: number | null; upper: number | null;
  delta: number | null; gamma: number | null; theta: number | null; vega: number | null; perVixPoint: number | null;
  offset: number | null; further: number | null; beta: number | null;
  profit: number | null; simpleReturn: number | null; signChanges: number | null; irr: number | null; mirr: number | null; meetsTarget: boolean;
  drawn: number | null; engineLeft: number | null; engineShort: number | null; interest: number | null; creditLeft: number | null;
  /** What can be paid at once over what may fall due. */ quickRatio: number | null;
}
