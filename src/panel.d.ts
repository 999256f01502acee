
/** How a system's answer is shown. */
export interface Panel {
  question: string; source: string;
  /** Groups of the form that belong to it. */ groups: string[];
  answer: Part[][];
  /** Charts drawn beside it. */ charts: Picture[];
  tables: Table[]; lists: List[]; notes: string[];
  /** What can be taken over: pressing one opens its link. */ actions: Action[];
}
export interface Action { title: string; link: string }
export interface Picture { id: string; title: string; help: string }
export interface Table { id: string; title: string; help: string; source: string; head: string[]; rows: Row[] }
export interface Row { title: string; state?: State; cells: Cell[] }
/** How a row or an item stands out. */
export type State = "fires" | "passes" | "fails";
/** A figure of the report by its path, a button that types a number into a field, or words. */
export type Cell = { key: string; format: Format; why?: string } | { text: string; field: string; value: number } | { text: string };
export type Format = "usd" | "pl" | "cents" | "percent" | "move" | "spx" | "level" | "vix" | "future" | "points" | "ratio" | "small" | "count" | "days";
export interface List { id: string; title: string; help: string; items: Item[] }
export interface Item { parts: Part[]; source?: string; state?: State }
