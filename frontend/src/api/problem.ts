interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/** A refusal of the server in words for people, with its stable code. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly status: number,
    readonly faults: readonly Fault[],
    readonly details: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }

  static from(error: unknown, status: number): Problem {
    if (error instanceof Problem) return error;
    if (typeof error === 'object' && error !== null && 'code' in error && 'detail' in error) {
      const body = error as Record<string, unknown> & { errors?: Fault[] };
      return new Problem(String(body['detail']), String(body['code']), status, body.errors ?? [], body);
    }
    const offline = 'Tickmark can’t be reached. Nothing was changed; check your connection and try again.';
    return new Problem(offline, 'offline', status, [], {});
  }
}

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something went wrong. Please try again.';
