// What the modules of this component pass to each other.

/** What a person sets; all of it stands in the address. */
export interface State {
  z: number[];
  /** Added to every logit. */
  add: number;
  temperature: number;
  truth: number;
  rate: number;
  /** Whether the largest logit is subtracted first. */
  subtract: boolean;
}

/** What float32 makes of the logits. */
export interface Answer {
  /** Each logit over the temperature. */
  scaled: number[];
  /** What was subtracted from each: the largest, or 0. */
  top: number;
  powers: number[];
  sum: number;
  p: number[];
  /** In nats. */
  loss: number;
  /** Of the loss, with respect to each logit. */
  gradient: number[];
}

/** From which number to which a row of logits goes. */
export interface Axis {
  low: number;
  high: number;
}

/** A column of the figure, in CSS pixels. */
export interface Column {
  left: number;
  width: number;
}

export interface Figure {
  width: number;
  height: number;
  /** Above the rows. */
  head: number;
  /** Of one class. */
  row: number;
  /** From the top of a row to the middle of its bars. */
  middle: number;
  /** From the top of a row to the middle of its numbers. */
  numbers: number;
  bar: number;
  narrow: boolean;
  name: Column;
  typed: Column;
  logit: Column;
  power: Column;
  share: Column;
  slope: Column;
  /** Where bars stand; on a phone only probabilities have one. */
  bars: { power: Column | null; share: Column; slope: Column | null };
}

/** All that is drawn. */
export interface Scene {
  names: string[];
  /** As they are shown: with what was added. */
  z: number[];
  state: State;
  answer: Answer;
  axis: Axis;
  /** The class that is read. */
  at: number;
}
