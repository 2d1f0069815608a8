/** Thrown if a request didn't reach the service or no response came back. */
export class ConnectionLost extends Error {
  readonly at = new Date();
  constructor() {
    super('connection lost');
    this.name = 'ConnectionLost';
  }
}
