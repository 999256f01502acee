export interface Inputs {
  /** How the cost of capital is come by. */ waccFrom: "typed" | "parts";
  /** Percent a year. */ costOfEquity: number; costOfDebt: number;
  /** Percent. */ debtShare: number; taxRate: number;
}
export interface SystemReport { money?: MoneySystem }
/** The cost of the capital behind the position. */
export interface MoneySystem {
  /** Weighted average cost of capital, a fraction a year. */ wacc: number;
  /** It for the condor's margin and days, dollars, and in index points per condor. */ financing: number; financingPoints: number;
}
