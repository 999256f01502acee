export interface Inputs {
  /** Percent: how much vega grows; the least and largest share to neutralise. */ vegaInflation: number; neutralLow: number; neutralHigh: number;
  /** The future bought. */ hedgeMonth: "front" | "second"; hedgeFuture: "vxm" | "vx";
  /** Percent of the target; MACD confirmations so far. */ firstTranche: number; nextTranche: number; confirmations: number;
  /** VIX points above now: the first tranche, the top. */ spikeStart: number; spikeTop: number;
  /** Percent of the rise given back at each stage of removal. */ takeOffOne: number; takeOffTwo: number; takeOffThree: number;
  nightsHeld: number;
  /** Slippage of a fill, VIX points, and its growth per VIX point above 20. */ fillLoss: number; fillLossGrowth: number;
  /** New York time. */ clockHour: number; clockMinute: number;
  /** Rise of VIX's RSI over three bars, and what counts as sharp. */ rsiJump: number; rsiTrigger: number; breadthSplits: "no" | "yes";
  /** The announcement, and the VIX calls it adds: how many, days, percent above their future. */
  eventNow: "none" | "fomc" | "cpi" | "ppi"; eventCalls: number; eventCallsDays: number; eventCallsOtm: number;
  /** Dollars for one VX; a mini takes a tenth. */ hedgeMargin: number;
}
export interface SystemReport { intraday?: IntradaySystem }
/** VIX futures in a spike. */
export interface IntradaySystem {
  /** Cost of the hedge; rates are shares of the credit. */
  insurance: { trading: number; carry: number; calls: number; cost: number; rate: number; falseSpikeRate: number };
  /** What a point of SPX vol and of VIX costs the condors; growth of vega in the what-if, null once settled. */
  stressed: { vega: number; perPoint: number; vegaGrown: number; perPointGrown: number; inWhatIf: number | null };
  /** Front VX, front VXM, second VX, second VXM, as far as quoted. */ needed: IntradayNeeded[];
  /** Contracts of the chosen kind; held after the confirmations so far. */ target: number; held: number;
  spike: {
    /** VIX at the first tranche and at the top; SPX on the line there. */ start: number; top: number; spx: number;
    bought: { share: number; vix: number; price: number; contracts: number; held: number; costs: number }[];
    sold: { back: number; vix: number; price: number; contracts: number; left: number; costs: number }[];
    /** Fees and slippage of all. */ trading: number;
    falseSpike: IntradayRun; falseSpikeAtOnce: IntradayRun; atTop: IntradayRun; turn: IntradayRun; inStages: IntradayRun;
    /** The condors at the top, SPX unchanged: by the rule, all tenors alike, steeper skew. */ shapes: { gain: number }[];
  };
  /** Points, fractions a year, dollars of the target a night. */
  carry: { basis: number; roll: number; impliedRate: number; differential: number; basisPerNight: number; fundingPerNight: number; perNight: number };
  fills: { vix: number; points: number; dollars: number }[];
  /** The calls an announcement adds, whether one is on or not. */ calls: { strike: number; price: number; cost: number; atTop: number };
  margin: { condor: number; futures: number; /** Of the capital. */ share: number; turn: number; asCalls: number; asCallsPremium: number };
  /** Of the capital to SPX. */ betaBefore: { fall: number; rise: number }; betaAfter: { fall: number; rise: number };
  /** Results at the top over the condors' margin, and what the margin costs over the condor's life. */ stress: { alone: number; hedged: number; financing: number };
}
/** Contracts of one future; null where the condors do not lose as VIX rises. */
export interface IntradayNeeded {
  days: number; price: number; beta: number; each: number; from: number | null; to: number | null;
  contracts: number; share: number | null; naive: number; naiveShare: number | null;
}
/** Gains from now: of the futures, of the condors with SPX unchanged and on the line. */
export interface IntradayRun { futures: number; unchanged: number; onTheLine: number }
