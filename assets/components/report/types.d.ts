/** What pages/ui/components/report.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Settings of the address that are the browser's own. */
  names: string[];
  /** What Python knows of them. */
  known: Record<string, string>;
}
