/** What a pasted order says, and where it would go. Days count from `asOf` of the inputs. */
export interface OrderRead {
  /** The legs understood, in the order of the text. */ legs: OrderLeg[];
  /** The inputs the legs set, and no others; null where there is nothing to fill. */ inputs: OrderInputs | null;
  /** The same for a reader: each field with what stands in it and what would. */ fills: OrderFill[];
  /** Pieces that were not understood or have no place, with what was expected. */ unread: OrderUnread[];
  /** Wrong at fields: "text", "asOf", and limits that a filled field breaks. */ problems: Problem[];
  /** What deserves a second look. */ notes: string[];
}
/** `quantity` and `side` are null where the text does not say; `right` and `strike` for a future; `expiry` as in ISO 8601. */
export interface OrderLeg {
  side: "bought" | "sold" | null; quantity: number | null;
  root: "SPX" | "SPXW" | "VIX" | "VIXW" | "VX" | "VXM"; expiry: string;
  right: "call" | "put" | null; strike: number | null;
  /** Points; null where there is none, or one for several legs. */ price: number | null;
  /** From 1. */ line: number;
}
/** Inputs that an order can set. */
export interface OrderInputs {
  longPut?: number; shortPut?: number; shortCall?: number; longCall?: number;
  credit?: number; condorDte?: number; condors?: number; layers?: Layer[];
}
/** A field before and after, in words; `layers[0]` is a row, empty where it is not there. */
export interface OrderFill { field: string; label: string; before: string; after: string }
/** A piece of the text that fills nothing, on a line counted from 1. */
export interface OrderUnread { line: number; text: string; message: string }
/** A form in which legs can be written. */
export interface OrderForm { id: string; title: string }
/** Legs as text; `notes` say what the form cannot. */
export type OrderWritten = { ok: true; text: string; notes: string[] } | { ok: false; problems: Problem[] };
