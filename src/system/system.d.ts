
export interface Inputs {
  /** The document's system asked about; only that one is computed. */ system: SystemName;
}
export interface Report {
  /** The chosen system; absent with "none". */ system?: SystemReport;
}
export type SystemName =
  | "none"
  | "sizing"
  | "expansion"
  | "oneDay"
  | "thresholds"
  | "intraday"
  | "money"
  | "benchmarks"
  | "calendar";
/** What a system is, before anything is computed; the first preset is the one a page lists. */
export interface System { id: string; question: string; source: string; groups: string[]; presets: Preset[] }
/** The chosen system's panel, and its figures under its name. */
export interface SystemReport { id: string; panel: Panel }
