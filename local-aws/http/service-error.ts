/** An error of a local engine in the AWS service's format. */
export class ServiceError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** The name of an error in an AWS JSON response, without its namespace. */
export function errorName(answer: Record<string, unknown>): string {
  return String(answer.__type ?? 'UnknownError').replace(/^.*#/, '');
}
