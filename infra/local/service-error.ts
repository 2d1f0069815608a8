/** A refusal of a local engine as the service would put it. */
export class ServiceError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** The name of an error in an answer in AWS JSON, where it may stand behind a namespace. */
export function errorName(answer: Record<string, unknown>): string {
  return String(answer.__type ?? 'UnknownError').replace(/^.*#/, '');
}
