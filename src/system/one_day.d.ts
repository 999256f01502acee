export interface Inputs {
  /** How the expected daily move is come by, and a factor on it. */ moveRule: "vix" | "blend"; moveFactor: number;
  /** 20-day realised vol, percent; VIX9D (null: VIX); weight of implied vol, percent. */ realisedVol: number; vix9d: number | null; blendWeight: number;
  /** 20-day realised vols that a tenth, half and nine tenths of all days were below, percent. */ coneLow: number; coneMiddle: number; coneHigh: number;
  /** Short strikes in expected moves, and the wings of strikes compared, points (null: as typed). */ shortsAt: number; wingWidth: number | null;
  /** What a fast filter says of them, and a delta to compare. */ baseFilter: "hold" | "widen" | "tighten"; shortDelta: number;
  /** SPX's range today, points; the share of the expected move that switches layer two on, percent. */ sessionRange: number; rangeTrigger: number;
  /** VIX since yesterday's close, and the rise that switches layer two on. */ vixUp: number; vixTrigger: number;
  /** The future of layer two, its days, the share of the loss it is to offset, percent. */ pivotFuture: "vxm" | "vx"; pivotDte: number; pivotShare: number;
  /** Readings that scale layer two, and by how much each may, percent. */ rsiSpx: number; breadth: number; pivotReach: number;
  /** The announcement that switches layer three on. */ tailEvent: "none" | "fomc" | "cpi" | "ppi" | "jobs";
  /** Put spreads: distance in expected moves, width in points, per condor in percent, cost of capital at which they count once. */
  tailAt: number; tailWidth: number; tailShare: number; tailWacc: number;
  /** Caps, percent of capital. */ capBase: number; capPivot: number; capTail: number;
}
export interface SystemReport { oneDay?: OneDaySystem }
/** Three layers around a condor of one day. */
export interface OneDaySystem {
  /** Time left to the condor's settlement. */ clock: { hours: number; tradingHours: number; varianceDays: number };
  /** One standard deviation, index points unless said. */
  moves: {
    vixRule: number; blend: number; day: number; /** Of SPX. */ dayShare: number; toExpiry: number; byPrice: number; recorded: number;
    /** A day at the cone's low, middle and high vol. */ cone: [number, number, number];
    /** Shares of days on record with a lower realised vol, a lower VIX. */ realisedRank: number; vixRank: number;
  };
  /** Typed, by the move, at the delta, and for each credit tier; null throughout where SPX has no strikes. */ base: OneDayCandidate[];
  /** Credit of the nearest tier, points. */ tier: number;
  /** The condor now and at each time of its last day ahead. */
  decay: { minutes: number; hours: number; varianceLeft: number; value: number; perHour: number | null; unchanged: number; shocked: number; shockedTotal: number }[];
  /** Layer two; null where the condors do not lose or the future does not gain. */
  pivot: {
    rangeShare: number; future: number; loss: number | null; gainEach: number; gainEachParallel: number;
    forShare: number | null; forShareParallel: number | null; byRsi: number; slope: number; byTerm: number; byBreadth: number; ratio: number;
    exact: number | null; rounded: number; riskEach: number; contracts: number; ifOn: number; share: number | null;
  };
  /** Layer three; null where SPX has no strikes that far down. */
  tail: { upper: number; lower: number; price: number; costEach: number; byWacc: number; exact: number; spreads: number; ifOn: number; paysAtMost: number } | null;
  /** The structure at multiples of the expected move, last in the what-if. */
  across: { multiple: number; spx: number; vix: number; condor: number; pivot: number; tail: number; total: number; offset: number | null }[];
  /** SPX levels at the condor's expiry, ascending. */ breakEven: { condor: number[]; layersWorthless: number[]; structure: number[] };
  /** Condors, layer two, layer three: what each may lose, as a share of the capital, its cap, contracts within it. */
  layers: { dollars: number; share: number; cap: number; most: number | null }[];
  /** Of layers two and three, shares of the credit. */ cost: { upfront: number; life: number; perDay: number; rolled: number };
  /** Most it can earn over margin: condors alone, and with the layers. */ returnAlone: number; returnWithLayers: number;
}
/** Short strikes and what a condor with them pays. */
export interface OneDayCandidate {
  put: number | null; call: number | null; /** In expected moves. */ below: number | null; above: number | null;
  /** Points, and over the wider wing. */ credit: number | null; ofWidth: number | null;
  /** Share of full wins that pays full losses back; the model's probability of a profit. */ mustWin: number | null; probability: number | null;
  /** Share of days on record that closed beyond; null unless the condor lives about a day. */ recordedBeyond: number | null;
}
