/** A layer with weights, as pages/ui/components/unit.py describes it. */
export interface UnitLayer {
  name: string;
  /** The layer whose output is looked at: the ReLU behind it, or itself. */
  answers: string;
  /** What its units are called, where they have names. */
  labels: string[];
  /** Units, and rows and columns of a map. */
  shape: number[];
  /** Pixels that one value sees, pixels from one value to the next, pixels before the picture for the first. */
  field: number[];
  fires: boolean;
  /** The layers with weights before and behind it; empty at the ends. */
  before: string;
  behind: string;
}

/** What pages/ui/components/unit.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Where the cards are, below the app's own address. */
  address: string;
  layers: UnitLayer[];
  labels: string[];
  /** The layer and the unit that are shown where the address names none. */
  first: string;
  unit: number;
  /** Units whose pictures lie on one sheet, pictures a unit, climbs beside each other. */
  part: number;
  best: number;
  across: number;
  /** What can hold a climb back; all of them do so at first. */
  regularisers: string[];
  /** Under this name the person's picture and one layer's maps are kept, and which layer's. */
  seen: string;
  layer: string;
  title: string;
}
