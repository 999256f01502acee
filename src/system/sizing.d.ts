export interface Inputs {
  /** Days to expiry of the three tenors. */ nearDte: number; middleDte: number; farDte: number;
  /** The numbers of 4/4/2, whole. */ nearCount: number; middleCount: number; farCount: number;
  /** How they are read. */ setReading: "contracts" | "premium";
  /** How strikes are found, and what each way takes: a delta, percent, VIX points. */ strikeBy: "delta" | "above" | "level"; callDelta: number; callAbove: number;
  nearStrike: number; middleStrike: number; farStrike: number;
  /** The rule for the size. */ sizeBy: "contracts" | "credit" | "dollars" | "vega" | "vegaNaive" | "offset";
  /** What the rules aim at: calls, percent, dollars, percent, percent. */ perCondor: number; creditShare: number; hedgeDollars: number; vegaShare: number; offsetShare: number;
  /** The count of cost that share and cap are taken on. */ costCount: "upfront" | "life" | "perDay" | "rolled";
  /** The scenario whose loss is offset. */ offsetIn: "whatIf" | "fall2" | "fall4" | "fall7" | "fall2beyond" | "fall4beyond" | "fall7beyond" | "fallFlat" | "riseThrough" | "spikeFlat";
  /** Percent of the credit. */ budgetLow: number; budgetHigh: number; creditCap: number;
  /** Percent. */ vegaHigh: number;
  /** Percent a month. */ contangoGate: number;
  /** Percent of a break-even. */ ignoreBand: number;
  /** VIX points. */ callSpreadWidth: number;
  /** Percent of VIX. */ vixDay: number;
  /** The path, how far it is stretched, and by how much a delta may drift. */ path: "sketch" | "aug2011" | "aug2015" | "feb2018" | "mar2020" | "sep2022" | "aug2024" | "apr2025";
  pathScale: number; pathBeyond: number; rebalanceBand: number;
  /** SPX of a path of one's own, percent a session. */ pathDay1: number | null; pathDay2: number | null; pathDay3: number | null; pathDay4: number | null; pathDay5: number | null;
  pathDay6: number | null; pathDay7: number | null; pathDay8: number | null; pathDay9: number | null; pathDay10: number | null;
}
export interface SystemReport { sizing?: SizingSystem }
/** How many calls at three tenors, what they cost and cover, and whether touching them helps. */
export interface SizingSystem {
  judgedBy: { id: string; title: string; spx: number; vix: number; day: number; condor: number };
  tenors: SizingTenor[];
  /** Each rule alone. */ rules: RuleSize[];
  /** The rule in force. */ chosen: RuleSize;
  /** Its whole contracts, or one set where it has no answer. */ size: CallSize;
  /** What the condors return on their margin if nothing happens, alone and with the hedge. */ returns: { bare: number; hedged: number };
  /** The reader's own layers. */ typed: CallSize;
  /** One whole set on each count of cost, and in the terms of every rule. */ counts: CountNeed[]; one: CallSize;
  /** What the shares of the vega aimed at take. */ vega: VegaNeed[];
  spreads: ThreeWays[]; scalps: GammaScalp[];
  /** The step from the first quoted future to the second, a fraction per 30 days. */ contango: { front: number; second: number; days: number; aMonth: number } | null;
  gate: "closed" | "open" | "backwardation" | null;
  alarm: { lower: number | null; upper: number | null; lowerAlarm: number | null; upperAlarm: number | null; dates: { day: number; lower: number | null; upper: number | null }[] };
  path: WalkedPath; episodes: WalkedEpisode[];
  /** Range of the share of a loss at its worst returned over the episodes, left alone. */ returned: { least: number | null; most: number | null };
}
/** One tenor of the set; dollars for all its contracts. */
export interface SizingTenor {
  days: number; future: number; byRule: number | null; strike: number; delta: number; vol: number; price: number; mix: number; contracts: number;
  upfront: number; shareOfCost: number | null; carry: number; rolled: number; theta: number; perVixPoint: number; gain: number; shareOfGain: number | null;
  perCarry: number | null; perRolled: number | null; rank: number;
}
/** A size in the terms of every rule; shares are fractions of the gross credit, of the vega, of the loss. */
export interface CallSize {
  contracts: [number, number, number]; perCondor: number; dollars: number; share: { upfront: number; life: number; perDay: number; rolled: number };
  vega: number | null; vegaNaive: number | null; gain: number; offset: number | null;
}
export interface RuleSize { rule: string; target: number; /** Asked for, and left by the cap. */ sets: number | null; capped: number | null; exact: CallSize | null; whole: CallSize | null }
export interface CountNeed {
  count: string; cost: number; share: number; condorsLow: number | null; condorsHigh: number | null; condorsCap: number | null;
  /** Share above the futures at which one set fits the budget, and what it is there. */ above: number | null; near: number | null; middle: number | null; far: number | null;
  shareThere: number | null; vega: number | null; offset: number | null;
}
export interface VegaNeed { target: number; sets: number | null; wholeSets: number | null; size: CallSize | null }
export interface ThreeWays { tenor: number; contracts: number; strike: number; soldStrike: number; bought: CallPosition; spread: CallPosition; sold: CallPosition }
export interface CallPosition { paid: number; carry: number; perVixPoint: number; gain: number; margin: number; maxLoss: number | null; maxGain: number | null }
export interface GammaScalp { future: number; vol: number; gamma: number; futureMove: number; breakEvenMove: number; gain: number; minis: number; toTrade: number }
export interface WalkedPath {
  title: string; sessions: { day: number; spx: number; vix: number; condor: number; hedge: [number, number, number]; total: number; alarm: boolean }[];
  habits: { hedge: number; total: number; lowest: number; adds: number; costs: number; trades: number; offset: number | null; offsetAtWorst: number | null }[];
  redSessions: number; alarmSessions: number; firstAlarm: number | null; totalAtAlarm: number | null;
}
export interface WalkedEpisode {
  title: string; sessions: number; condorAtWorst: number; offsetAtWorst: number | null; offsetWeekly: number | null; offsetTwice: number | null;
  total: number; totalWeekly: number; totalTwice: number;
}
