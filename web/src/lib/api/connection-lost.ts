/** The request did not reach the service, or no answer came back. */
export class ConnectionLost extends Error {
  readonly at = new Date();
  constructor() {
    super('connection lost');
    this.name = 'ConnectionLost';
  }
}
