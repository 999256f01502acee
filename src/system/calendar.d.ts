
export interface Inputs {
  /** The valuation date, ISO 8601. */ asOf: string | null;
  /** A date to count to, ISO 8601. */ expiryDate: string | null;
}
export interface SystemReport { calendar?: CalendarSystem }
/** The dates of the position; what needs a valuation date is null without one. Dates are ISO 8601. */
export interface CalendarSystem {
  asOf: string | null;
  condor: CalendarLeg; layers: CalendarLayer[];
  /** The quoted futures. */ futures: CalendarLeg[];
  /** The next listed expiries. */ next: { spxw: CalendarExpiry[]; spx: CalendarExpiry[]; vix: CalendarExpiry[] } | null;
  picked: CalendarPick | null;
}
export interface CalendarLeg {
  /** As typed. */ days: number;
  product: ListedProduct;
  /** At the opening prices of the day, or at its close. */ settlement: "open" | "close";
  dated: CalendarDate | null;
}
export type ListedProduct = "spxw" | "spx" | "vix";
export interface CalendarLayer {
  days: number; product: ListedProduct; settlement: "open" | "close"; dated: CalendarDate | null;
  /** The time in which one of layer and condor runs without the other. */ alone: CalendarAlone;
}
export interface CalendarDate {
  date: string;
  /** After the valuation date, up to and with the date. */ sessions: number;
  /** Whether an expiry is listed that day. */ listed: boolean;
  /** The listed expiries up to the day, and from it on. */ earlier: CalendarExpiry | null; later: CalendarExpiry | null;
}
export interface CalendarAlone {
  runs: "condor" | "layer" | "neither";
  /** Calendar days between the two settlements. */ days: number;
  /** Sessions in which one trades without the other. */ sessions: number | null;
}
export interface CalendarExpiry {
  date: string; days: number; sessions: number;
  /** The last day it trades in the regular session. */ lastTraded: string;
  /** Of a VIX contract. */ series?: VixSeries;
}
export type VixSeries = "monthly" | "weekly";
export interface CalendarPick {
  date: string; days: number; sessions: number;
  /** What expires then by the rules. */ expiring: CalendarExpiring[];
}
export interface CalendarExpiring {
  product: ListedProduct;
  /** As early as the valuation date. */ listed: boolean;
  /** Of a VIX contract. */ series?: VixSeries;
}
