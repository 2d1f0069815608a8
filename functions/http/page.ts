/** An HTML page that a public operation returns to a visitor instead of JSON, including for errors. */
export class Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Record<string, string>;

  constructor(status: number, html: string, headers: Record<string, string> = {}) {
    this.status = status;
    this.html = html;
    this.headers = headers;
  }
}
