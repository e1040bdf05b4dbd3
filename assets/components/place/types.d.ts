/** What pages/ui/place.py says of the address; `Payload` in it is the twin. */
export interface Payload {
  /** Another one for another server or another visit to it. */
  session: string;
  /** Grows with every run; negative where a part of the page leaves the word to the whole. */
  run: number;
  /** Grows with every change of the server's own parameters that a person made. */
  number: number;
  /** The page that it is about. */
  path: string;
  /** The server's own parameters, as a query without a question mark. */
  query: string;
  /** Names of the browser's own parameters, in their order. */
  own: string[];
  /** Whether this run took the settings from the address or from memory, so that nobody chose anything. */
  arrived: boolean;
  /** The query that this run answers, where Back or Forward led to it; null otherwise. */
  asked: string | null;
}
