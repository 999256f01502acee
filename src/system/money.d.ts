export interface Inputs {
  /** How the cost of capital is come by. */ waccFrom: "typed" | "parts";
  /** Percent a year. */ costOfEquity: number; costOfDebt: number;
  /** Percent. */ debtShare: number; taxRate: number;
  /** Percent: odds that nothing happens, and that the what-if holds. */ winChance: number; moveChance: number;
  /** Dollars taken out (plus) or put in on the way, and the day. */ laterFlow: number; laterDay: number;
  /** Dollars. */ cash: number; bills: number; excessMargin: number; marginDue: number; nearLoss: number | null;
  /** Percent of the loss. */ exitSlippage: number;
  liquidityFloor: number;
  /** Dollars a VX future. */ vxMargin: number;
  /** Points; all three or nothing is looked at. */ parityStrike: number | null; parityCall: number | null; parityPut: number | null;
  parityDays: number | null; parityForward: number | null; parityCost: number;
  /** Days and vols in percent of two SPX expiries. */ varianceFrom: "swap" | "atTheMoney"; nearDays: number; nearVol: number | null; farDays: number; farVol: number | null;
}
export interface SystemReport { money?: MoneySystem }
/** The money behind the position. */
export interface MoneySystem {
  /** Weighted average cost of capital, a fraction a year. */ wacc: number;
  /** It for the condor's margin and days, dollars, and in index points per condor. */ financing: number; financingPoints: number;
  /** Break-evens of the condor alone with it charged. */ breakEven: number[];
  /** Three endings and their mean. */ endings: MoneyEnding[];
  /** Dated flows where nothing happens: days from now, dollars. */ flows: { day: number; amount: number }[];
  capm: MoneyCapm; liquidity: MoneyLiquidity; parity?: MoneyParity; variance?: MoneyVariance;
}
export interface MoneyEnding {
  id: string; spx: number | null; vix: number | null;
  /** A fraction. */ chance: number;
  profit: number; tiedUp: number; simpleReturn: number | null; signChanges: number;
  /** How many internal rates there are, each over the span of the flows. */ rates: number; allRates: number[];
  /** The only one, a year and over the span of the flows. */ irr: number | null; irrOverSpan: number | null;
  /** Modified, a year. */ mirr: number | null;
  presentValue: number;
}
export interface MoneyCapm {
  beta: { fall: number; rise: number }; betaAlone: { fall: number; rise: number };
  /** Fractions a year. */ required: number; requiredAlone: number; swing: number; swingAlone: number;
  /** Dollars by expiry. */ mean: number; alphaDollars: number; expectedShortfall: number;
  /** Fractions of the capital. */ alpha: number; alphaByOdds: number;
}
export interface MoneyLiquidity {
  liquid: number; hedgeDebit: number; marginDue: number; nearTermLoss: number; due: number;
  ratio: number | null; floor: number; holds: boolean;
}
/** Points. */
export interface MoneyParity {
  forward: number; gap: number; cost: number; left: number; trade: "conversion" | "reversal" | "neither";
  impliedForward: number; impliedDividend: number | null;
}
export interface MoneyVariance {
  /** Fractions. */ nearVol: number; farVol: number;
  /** VIX points. */ future: number; ceiling: number | null; room: number | null;
  /** A fraction. */ impliedVolOfVix: number | null;
}
