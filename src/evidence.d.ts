
/** Whether evidence was begun, or every problem with the inputs. */
export type Begun = { ok: true } | { ok: false; problems: Problem[] };
/** What is known so far, and how it is shown: figures under the kind's name. */
export interface Answer {
  id: string;
  /** Share of the work that is done, 0 to 1. */ progress: number;
  panel: Panel;
  spikes?: PastSpikes;
}
/** The structure in spikes on record. Dollars; fractions, not percent. */
export interface PastSpikes {
  spikes: Replayed[];
  /** In how many the condor loses. */ losing: number;
  /** Share of the loss that the hedge returns, over the spikes in which the condor loses. */ recorded: Spread | null; kernel: Spread | null;
  /** All the hedge gains in them over all the condor loses. */ pooled: number | null; kernelPooled: number | null;
  /** Recorded gain of the hedge over what the kernel says. */ ratio: { low: number; median: number; high: number; count: number } | null;
  layers: { title: string; median: number; kernelMedian: number; share: number | null; gains: number }[];
}
export interface Replayed {
  title: string; days: number; spxMove: number; spx: number; vix: number; condor: number;
  /** With the futures as recorded. */ recorded: Hedged;
  /** With the futures as the kernel says. */ kernel: Hedged;
}
export interface Hedged { layers: number[]; shares: Share[]; hedge: number; total: number; offset: number | null }
/** Of the condor’s loss; null where it does not lose. */
export type Share = number | null;
export interface Spread { best: Named; median: Named; worst: Named }
export interface Named { title: string; offset: number }
